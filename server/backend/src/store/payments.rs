//! Table `payments`: amounts received, whose parts are lines of the ledger.

use super::{
    db::{Tx, dialects, on, statements},
    row::row,
    stored,
};
use crate::Error;
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    Money,
    charge::PaymentMethod,
    id::{ChargeId, ClientId, CompanyId, PaymentId, UserId},
    settlement::{PaymentLine, Reversed},
};
use serde_json::json;
use uuid::Uuid;

macro_rules! of_charges {
    ($charges:literal) => {
        concat!(
            "SELECT p.id, p.paid_on, p.amount_centavos, p.method, p.notes, p.waive_reason,
                COALESCE(u.name, '') AS user_name, p.reversed_on, COALESCE(r.name, '') AS reversed_by,
                p.reverse_reason, ch.id AS charge_id, ch.document,
                CAST(SUM(CASE WHEN l.kind IN ('payment', 'fine', 'interest', 'correction')
                    THEN l.amount_centavos ELSE 0 END) AS BIGINT) AS part
            FROM payments p
            JOIN ledger l ON l.payment_id = p.id
            JOIN charges ch ON ch.id = l.charge_id
            LEFT JOIN users u ON u.id = p.user_id
            LEFT JOIN users r ON r.id = p.reversed_by
            WHERE p.id IN (SELECT o.payment_id FROM ledger o WHERE o.charge_id IN (",
            $charges,
            "))
                AND l.kind <> 'reversal'
                AND NOT EXISTS (
                    SELECT 1 FROM ledger r JOIN ledger n ON n.payment_id = l.payment_id
                        AND n.recorded_at = r.recorded_at AND n.kind <> 'reversal'
                    WHERE r.reverses_id = l.id)
            GROUP BY p.id, p.paid_on, p.amount_centavos, p.method, p.notes, p.waive_reason, u.name,
                p.reversed_on, r.name, p.reverse_reason, p.recorded_at, ch.id, ch.document, ch.due
            ORDER BY p.paid_on, p.recorded_at, p.id, ch.due, ch.document"
        )
    };
}

statements! {
    INSERT = "INSERT INTO payments (id, company_id, client_id, paid_on, method, amount_centavos, notes,
            waive_reason, idempotency_key, user_id, recorded_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    BY_KEY = "SELECT id, client_id FROM payments WHERE idempotency_key = $1";
    BY_ID = "SELECT p.paid_on, p.amount_centavos, p.reversed_by,
            COALESCE(r.name, '') AS reversed_by_name, p.reversed_at
        FROM payments p JOIN user_companies uc ON uc.company_id = p.company_id AND uc.user_id = $2
        LEFT JOIN users r ON r.id = p.reversed_by WHERE p.id = $1";
    REVERSE = "UPDATE payments SET reversed_on = $2, reversed_by = $3, reversed_at = $4, reverse_reason = $5
        WHERE id = $1 AND reversed_at IS NULL";
}

dialects! {
    /// `$1` is a list as JSON. Where an agreement was broken, the lines that took a payment off its instalments were
    /// recorded together with those that laid it out over its sources: only these count, so that the parts add up to
    /// the payment.
    OF_CHARGES =
        sqlite: of_charges!("SELECT unhex(replace(value, '-', '')) FROM json_each($1)"),
        postgres: of_charges!("SELECT CAST(json_array_elements_text(CAST($1 AS JSON)) AS UUID)");
}

/// A payment to store.
pub(crate) struct NewPayment<'a> {
    pub(crate) id: PaymentId,
    pub(crate) company: CompanyId,
    pub(crate) client: ClientId,
    pub(crate) on: NaiveDate,
    pub(crate) method: PaymentMethod,
    pub(crate) amount: Money,
    pub(crate) notes: &'a str,
    pub(crate) waive_reason: &'a str,
    pub(crate) key: Uuid,
    pub(crate) user: UserId,
    pub(crate) at: DateTime<Utc>,
}

pub(crate) async fn insert(tx: &mut Tx, new: &NewPayment<'_>) -> Result<(), Error> {
    on!(tx, c => sqlx::query(INSERT)
        .bind(new.id.0)
        .bind(new.company.0)
        .bind(new.client.0)
        .bind(new.on)
        .bind(new.method.as_str())
        .bind(new.amount.centavos())
        .bind(new.notes)
        .bind(new.waive_reason)
        .bind(new.key)
        .bind(new.user.0)
        .bind(new.at)
        .execute(c).await.map(drop))?;
    Ok(())
}

/// The payment that was recorded under an idempotency key, and whose it is.
pub(crate) async fn by_key(tx: &mut Tx, key: Uuid) -> Result<Option<(PaymentId, ClientId)>, Error> {
    let row: Option<(Uuid, Uuid)> = on!(tx, c => sqlx::query_as(BY_KEY).bind(key).fetch_optional(c).await)?;
    Ok(row.map(|(id, client)| (PaymentId(id), ClientId(client))))
}

row! {
    struct OneRow {
        paid_on: NaiveDate,
        amount_centavos: i64,
        reversed_by: Option<Uuid>,
        reversed_by_name: String,
        reversed_at: Option<DateTime<Utc>>,
    }
}

/// A payment, as far as taking it back needs it.
pub(crate) struct OnePayment {
    pub(crate) on: NaiveDate,
    pub(crate) amount: Money,
    /// Who took it back: identity, name, when.
    pub(crate) reversed: Option<(Option<UserId>, String, DateTime<Utc>)>,
}

/// The payment, if `user` may see its company.
pub(crate) async fn by_id(
    tx: &mut Tx,
    payment: PaymentId,
    user: UserId,
) -> Result<Option<OnePayment>, Error> {
    let row: Option<OneRow> =
        on!(tx, c => sqlx::query_as(BY_ID).bind(payment.0).bind(user.0).fetch_optional(c).await)?;
    Ok(row.map(|row| OnePayment {
        on: row.paid_on,
        amount: Money::from_centavos(row.amount_centavos),
        reversed: row.reversed_at.map(|at| (row.reversed_by.map(UserId), row.reversed_by_name, at)),
    }))
}

/// Marks a payment as taken back; says whether it was not before.
pub(crate) async fn reverse(
    tx: &mut Tx,
    payment: PaymentId,
    on: NaiveDate,
    (user, at): (UserId, DateTime<Utc>),
    reason: &str,
) -> Result<bool, Error> {
    Ok(on!(tx, c => sqlx::query(REVERSE)
        .bind(payment.0)
        .bind(on)
        .bind(user.0)
        .bind(at)
        .bind(reason)
        .execute(c).await.map(|done| done.rows_affected() > 0))?)
}

row! {
    struct PartRow {
        id: Uuid,
        paid_on: NaiveDate,
        amount_centavos: i64,
        method: Option<String>,
        notes: String,
        waive_reason: String,
        user_name: String,
        reversed_on: Option<NaiveDate>,
        reversed_by: String,
        reverse_reason: String,
        charge_id: Uuid,
        document: String,
        part: i64,
    }
}

/// The payments of which any part went to any of the charges, the first first, with the charges that they are of now,
/// or were of until they were taken back.
pub(crate) async fn of_charges(
    tx: &mut Tx,
    charges: &[ChargeId],
    may_reverse: bool,
) -> Result<Vec<PaymentLine>, Error> {
    if charges.is_empty() {
        return Ok(Vec::new());
    }
    let (sql, list) = (OF_CHARGES.of(tx), json!(charges).to_string());
    let rows: Vec<PartRow> = on!(tx, c => sqlx::query_as(sql).bind(&list).fetch_all(c).await)?;
    let mut lines: Vec<PaymentLine> = Vec::new();
    for row in rows {
        let part = (ChargeId(row.charge_id), row.document, Money::from_centavos(row.part));
        match lines.last_mut().filter(|line| line.id.0 == row.id) {
            Some(line) => line.charges.push(part),
            None => lines.push(PaymentLine {
                id: PaymentId(row.id),
                on: row.paid_on,
                amount: Money::from_centavos(row.amount_centavos),
                method: row.method.map(|text| stored(&text, "payments", "method", row.id)).transpose()?,
                notes: row.notes,
                user: row.user_name,
                waive_reason: row.waive_reason,
                charges: vec![part],
                reversed: row.reversed_on.map(|on| Reversed {
                    by: row.reversed_by,
                    on,
                    reason: row.reverse_reason,
                }),
                may_reverse: may_reverse && row.reversed_on.is_none(),
            }),
        }
    }
    Ok(lines)
}
