//! Table `charges`, as the client page and the contact form read it.

use super::{
    db::{Tx, on, statements},
    stored,
};
use crate::Error;
use chrono::NaiveDate;
use domain::{
    Money,
    charge::{ChargeLine, LedgerKind},
    id::{ChargeId, ClientId, CompanyId, UserId},
    late_charges::{Policy, late_charges_with_payments},
};
use std::collections::HashMap;
use uuid::Uuid;

statements! {
    OPEN_OF_CLIENT = "SELECT ch.id, ch.code, ch.document, co.name AS company, ch.issued, ch.due,
            ch.principal_centavos, ch.balance_centavos
        FROM charges ch
        JOIN user_companies uc ON uc.company_id = ch.company_id AND uc.user_id = $2
        JOIN companies co ON co.id = ch.company_id
        WHERE ch.client_id = $1 AND ch.status = 'open'
        ORDER BY ch.due, ch.company_id, ch.code";
    /// Only of charges of which something was paid or changed: of all others the principal is all there is.
    LEDGER_OF_OPEN = "SELECT l.id, l.charge_id, l.kind, l.amount_centavos, l.effective_on, l.reverses_id
        FROM charges ch JOIN ledger l ON l.charge_id = ch.id
        WHERE ch.client_id = $1 AND ch.status = 'open' AND ch.balance_centavos <> ch.principal_centavos
        ORDER BY l.effective_on, l.id";
    COMPANY_OF = "SELECT ch.company_id FROM charges ch
        JOIN user_companies uc ON uc.company_id = ch.company_id AND uc.user_id = $3
        WHERE ch.id = $1 AND ch.client_id = $2";
    OLDEST_OVERDUE = "SELECT ch.company_id FROM charges ch
        JOIN user_companies uc ON uc.company_id = ch.company_id AND uc.user_id = $2
        WHERE ch.client_id = $1 AND ch.status = 'open' AND ch.due < $3
        ORDER BY ch.due, ch.company_id, ch.code LIMIT 1";
}

#[derive(sqlx::FromRow)]
struct OpenRow {
    id: Uuid,
    code: i64,
    document: String,
    company: String,
    issued: NaiveDate,
    due: NaiveDate,
    principal_centavos: i64,
    balance_centavos: i64,
}

#[derive(sqlx::FromRow)]
struct LedgerRow {
    id: Uuid,
    charge_id: Uuid,
    kind: String,
    amount_centavos: i64,
    effective_on: NaiveDate,
    reverses_id: Option<Uuid>,
}

/// What was paid of a charge and when, and by how much its principal was changed otherwise.
#[derive(Default)]
struct Movements {
    payments: Vec<(NaiveDate, Money)>,
    changed: Money,
}

/// The client's open charges in sight of `user`, the oldest due date first, with fine and interest on `today`.
pub(crate) async fn open_of_client(
    tx: &mut Tx,
    client: ClientId,
    user: UserId,
    policy: &Policy,
    today: NaiveDate,
) -> Result<Vec<ChargeLine>, Error> {
    let rows: Vec<OpenRow> =
        on!(tx, c => sqlx::query_as(OPEN_OF_CLIENT).bind(client.0).bind(user.0).fetch_all(c).await)?;
    let partly_paid = rows.iter().any(|row| row.balance_centavos != row.principal_centavos);
    let mut movements = if partly_paid { movements(tx, client).await? } else { HashMap::new() };
    let line = |row: OpenRow| {
        let original = Money::from_centavos(row.principal_centavos);
        let Movements { payments, changed } = movements.remove(&row.id).unwrap_or_default();
        ChargeLine {
            id: ChargeId(row.id),
            code: row.code,
            document: row.document,
            company: row.company,
            issued: row.issued,
            due: row.due,
            original,
            balance: Money::from_centavos(row.balance_centavos),
            late: late_charges_with_payments(policy, original + changed, row.due, &payments, today),
            payments,
        }
    };
    Ok(rows.into_iter().map(line).collect())
}

async fn movements(tx: &mut Tx, client: ClientId) -> Result<HashMap<Uuid, Movements>, Error> {
    let rows: Vec<LedgerRow> =
        on!(tx, c => sqlx::query_as(LEDGER_OF_OPEN).bind(client.0).fetch_all(c).await)?;
    let taken_back: Vec<Uuid> = rows.iter().filter_map(|row| row.reverses_id).collect();
    let mut of_charge: HashMap<Uuid, Movements> = HashMap::new();
    for row in rows {
        let kind: LedgerKind = stored(&row.kind, "ledger", "kind", row.id)?;
        let amount = Money::from_centavos(row.amount_centavos);
        let movements = of_charge.entry(row.charge_id).or_default();
        match kind {
            LedgerKind::Payment if !taken_back.contains(&row.id) => {
                movements.payments.push((row.effective_on, amount));
            }
            LedgerKind::Discount => movements.changed -= amount,
            LedgerKind::Surcharge => movements.changed += amount,
            LedgerKind::Principal | LedgerKind::Payment | LedgerKind::Reversal => {}
        }
    }
    Ok(of_charge)
}

/// The company of one of the client's charges, if `user` may see it.
pub(crate) async fn company_of(
    tx: &mut Tx,
    charge: ChargeId,
    client: ClientId,
    user: UserId,
) -> Result<Option<CompanyId>, Error> {
    let id: Option<Uuid> = on!(tx, c => sqlx::query_scalar(COMPANY_OF)
        .bind(charge.0)
        .bind(client.0)
        .bind(user.0)
        .fetch_optional(c).await)?;
    Ok(id.map(CompanyId))
}

/// The company of the client's oldest overdue charge in sight of `user`.
pub(crate) async fn company_of_oldest_overdue(
    tx: &mut Tx,
    client: ClientId,
    user: UserId,
    today: NaiveDate,
) -> Result<Option<CompanyId>, Error> {
    let id: Option<Uuid> = on!(tx, c => sqlx::query_scalar(OLDEST_OVERDUE)
        .bind(client.0)
        .bind(user.0)
        .bind(today)
        .fetch_optional(c).await)?;
    Ok(id.map(CompanyId))
}
