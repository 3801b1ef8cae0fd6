//! Table `ledger`: the lines of charges, in the order in which they were recorded.
//!
//! Only charges that moved have more than their principal; of all others the principal is all there is.

use super::{
    charges::Head,
    db::{Tx, dialects, on, statements},
    row::row,
    stored,
};
use crate::{Error, ctx::new_id};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::{
    Money,
    id::{AgreementId, ChargeId, ClientId, EntryId, PaymentId, UserId},
    ledger::{Entry, Ledger, NewEntry},
};
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

macro_rules! of_charges {
    ($charges:literal) => {
        concat!(
            "SELECT l.id, l.charge_id, l.kind, l.amount_centavos, l.effective_on, l.value_on, l.reverses_id,
                l.payment_id, l.agreement_id, l.recorded_at
            FROM ledger l WHERE l.charge_id IN (",
            $charges,
            ")"
        )
    };
}

macro_rules! last_recorded {
    ($charges:literal) => {
        concat!(
            "SELECT recorded_at FROM ledger WHERE charge_id IN (",
            $charges,
            ") ORDER BY recorded_at DESC LIMIT 1"
        )
    };
}

statements! {
    OF_CLIENT = "SELECT l.id, l.charge_id, l.kind, l.amount_centavos, l.effective_on, l.value_on, l.reverses_id,
            l.payment_id, l.agreement_id, l.recorded_at
        FROM charges ch JOIN ledger l ON l.charge_id = ch.id
        WHERE ch.client_id = $1 AND ch.status = 'open' AND ch.moved";
    INSERT = "INSERT INTO ledger (id, charge_id, kind, amount_centavos, effective_on, value_on, reverses_id,
            payment_id, agreement_id, user_id, recorded_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    RECORDED_BY = "SELECT l.id, COALESCE(u.name, '') FROM ledger l LEFT JOIN users u ON u.id = l.user_id
        WHERE l.charge_id = $1";
    OF_PAYMENT = "SELECT DISTINCT charge_id FROM ledger WHERE payment_id = $1";
}

dialects! {
    /// `$1` is a list as JSON: one statement for lists of any length.
    OF_CHARGES =
        sqlite: of_charges!("SELECT unhex(replace(value, '-', '')) FROM json_each($1)"),
        postgres: of_charges!("SELECT CAST(json_array_elements_text(CAST($1 AS JSON)) AS UUID)");
    /// `$1` is a list as JSON.
    LAST_RECORDED =
        sqlite: last_recorded!("SELECT unhex(replace(value, '-', '')) FROM json_each($1)"),
        postgres: last_recorded!("SELECT CAST(json_array_elements_text(CAST($1 AS JSON)) AS UUID)");
}

row! {
    /// A line of the ledger. The book reads it from a list in the order of these fields.
    #[derive(serde::Deserialize)]
    pub(crate) struct Line {
        id: Uuid,
        charge_id: Uuid,
        kind: String,
        amount_centavos: i64,
        effective_on: NaiveDate,
        value_on: NaiveDate,
        reverses_id: Option<Uuid>,
        payment_id: Option<Uuid>,
        agreement_id: Option<Uuid>,
        recorded_at: DateTime<Utc>,
    }
}

/// Lines by charge, in the order in which they were recorded.
pub(crate) type Entries = HashMap<ChargeId, Vec<Entry>>;

/// The lines of the client's open charges that moved.
pub(crate) async fn of_client(tx: &mut Tx, id: ClientId) -> Result<Entries, Error> {
    entries(on!(tx, c => sqlx::query_as(OF_CLIENT).bind(id.0).fetch_all(c).await)?)
}

/// The lines of these charges.
pub(crate) async fn of_charges(tx: &mut Tx, charges: &[ChargeId]) -> Result<Entries, Error> {
    if charges.is_empty() {
        return Ok(Entries::new());
    }
    let (sql, list) = (OF_CHARGES.of(tx), json!(charges).to_string());
    entries(on!(tx, c => sqlx::query_as(sql).bind(&list).fetch_all(c).await)?)
}

/// The ledgers of these charges, in the same order.
pub(crate) async fn ledgers(tx: &mut Tx, heads: &[Head]) -> Result<Vec<Ledger>, Error> {
    let ids: Vec<ChargeId> = heads.iter().map(|head| head.id).collect();
    let mut lines = of_charges(tx, &ids).await?;
    heads
        .iter()
        .map(|head| ledger(head.id, &head.document, head.due, lines.remove(&head.id).unwrap_or_default()))
        .collect()
}

/// A ledger that the store kept; one that contradicts itself was not written by this program.
pub(crate) fn ledger(
    charge: ChargeId,
    document: &str,
    due: NaiveDate,
    entries: Vec<Entry>,
) -> Result<Ledger, Error> {
    Ledger::from_entries(charge, document, due, entries).map_err(|_| Error::Inconsistent {
        table: "ledger",
        column: "charge_id",
        id: charge.to_string(),
    })
}

/// Lines by charge, from lines in any order.
pub(crate) fn entries(mut lines: Vec<Line>) -> Result<Entries, Error> {
    lines.sort_unstable_by_key(|line| (line.recorded_at, line.id));
    let mut of_charge = Entries::new();
    for line in lines {
        let entry = Entry {
            id: EntryId(line.id),
            kind: stored(&line.kind, "ledger", "kind", line.id)?,
            amount: Money::from_centavos(line.amount_centavos),
            on: line.effective_on,
            value_on: line.value_on,
            reverses: line.reverses_id.map(EntryId),
            payment: line.payment_id.map(PaymentId),
            agreement: line.agreement_id.map(AgreementId),
        };
        of_charge.entry(ChargeId(line.charge_id)).or_default().push(entry);
    }
    Ok(of_charge)
}

/// Adds lines, each under an identity of its own; they sort in the order in which they are given, and after all
/// that their charges have, even where another node's clock was ahead when that was recorded.
pub(crate) async fn insert(
    tx: &mut Tx,
    lines: &[NewEntry],
    user: UserId,
    at: DateTime<Utc>,
) -> Result<Vec<Entry>, Error> {
    let charges: Vec<ChargeId> = lines.iter().map(|line| line.charge).collect();
    let (sql, list) = (LAST_RECORDED.of(tx), json!(charges).to_string());
    let newest: Option<DateTime<Utc>> =
        on!(tx, c => sqlx::query_scalar(sql).bind(&list).fetch_optional(c).await)?;
    let at = newest.map_or(at, |newest| at.max(newest + TimeDelta::microseconds(1)));
    let mut added = Vec::with_capacity(lines.len());
    for line in lines {
        let entry = line.with_id(EntryId(new_id()));
        on!(tx, c => sqlx::query(INSERT)
            .bind(entry.id.0)
            .bind(line.charge.0)
            .bind(entry.kind.as_str())
            .bind(entry.amount.centavos())
            .bind(entry.on)
            .bind(entry.value_on)
            .bind(entry.reverses.map(|id| id.0))
            .bind(entry.payment.map(|id| id.0))
            .bind(entry.agreement.map(|id| id.0))
            .bind(user.0)
            .bind(at)
            .execute(c).await.map(drop))?;
        added.push(entry);
    }
    Ok(added)
}

/// Who recorded each line of a charge; blank for an import or a job.
pub(crate) async fn recorded_by(tx: &mut Tx, charge: ChargeId) -> Result<HashMap<EntryId, String>, Error> {
    let rows: Vec<(Uuid, String)> =
        on!(tx, c => sqlx::query_as(RECORDED_BY).bind(charge.0).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(id, name)| (EntryId(id), name)).collect())
}

/// The charges that a payment went to.
pub(crate) async fn charges_of_payment(tx: &mut Tx, payment: PaymentId) -> Result<Vec<ChargeId>, Error> {
    let ids: Vec<Uuid> = on!(tx, c => sqlx::query_scalar(OF_PAYMENT).bind(payment.0).fetch_all(c).await)?;
    Ok(ids.into_iter().map(ChargeId).collect())
}
