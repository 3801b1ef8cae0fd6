//! Making and changing charges.

use super::Full;
use crate::{
    Error,
    store::{
        db::{Tx, on, statements},
        in_use,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    Money,
    charge::{LedgerKind, PaymentMethod},
    id::{ChargeId, ClientId, CompanyId},
    ledger::Ledger,
};
use uuid::Uuid;

statements! {
    INSERT = "INSERT INTO charges (id, company_id, client_id, code, document, description, category, issued, due,
            principal_centavos, balance_centavos, status, method, notes, idempotency_key, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, 'open', $11, $12, $13, $14)";
    UPDATE = "UPDATE charges SET document = $2, description = $3, category = $4, issued = $5, due = $6,
            principal_centavos = $7, method = $8, notes = $9 WHERE id = $1";
    SET_STANDING = "UPDATE charges SET balance_centavos = $2, status = $3, moved = $4, version = version + 1
        WHERE id = $1";
}

/// A charge to store; the first line of its ledger is its principal.
pub(crate) struct NewRow<'a> {
    pub(crate) id: ChargeId,
    pub(crate) company: CompanyId,
    pub(crate) client: ClientId,
    pub(crate) code: i64,
    pub(crate) document: &'a str,
    pub(crate) description: &'a str,
    pub(crate) category: &'a str,
    pub(crate) issued: NaiveDate,
    pub(crate) due: NaiveDate,
    pub(crate) amount: Money,
    pub(crate) method: Option<PaymentMethod>,
    pub(crate) notes: &'a str,
    pub(crate) key: Option<Uuid>,
    pub(crate) at: DateTime<Utc>,
}

pub(crate) async fn insert(tx: &mut Tx, new: &NewRow<'_>) -> Result<(), Error> {
    on!(tx, c => sqlx::query(INSERT)
        .bind(new.id.0)
        .bind(new.company.0)
        .bind(new.client.0)
        .bind(new.code)
        .bind(new.document)
        .bind(new.description)
        .bind(new.category)
        .bind(new.issued)
        .bind(new.due)
        .bind(new.amount.centavos())
        .bind(new.method.map(PaymentMethod::as_str))
        .bind(new.notes)
        .bind(new.key)
        .bind(new.at)
        .execute(c).await.map(drop))
    .map_err(in_use)
}

/// Changes what a person may change of a charge that is locked; its standing is kept by [`set_standing`].
pub(crate) async fn update(tx: &mut Tx, after: &Full) -> Result<(), Error> {
    on!(tx, c => sqlx::query(UPDATE)
        .bind(after.id.0)
        .bind(&after.document)
        .bind(&after.description)
        .bind(&after.category)
        .bind(after.issued)
        .bind(after.due)
        .bind(after.principal.centavos())
        .bind(after.method.map(PaymentMethod::as_str))
        .bind(&after.notes)
        .execute(c).await.map(drop))
    .map_err(in_use)
}

/// Keeps what the charge's row says of its ledger; in the transaction that added to it.
pub(crate) async fn set_standing(tx: &mut Tx, ledger: &Ledger) -> Result<(), Error> {
    let moved = ledger.entries().iter().any(|entry| entry.kind != LedgerKind::Principal);
    on!(tx, c => sqlx::query(SET_STANDING)
        .bind(ledger.charge().0)
        .bind(ledger.open().centavos())
        .bind(ledger.status().as_str())
        .bind(moved)
        .execute(c).await.map(drop))?;
    Ok(())
}
