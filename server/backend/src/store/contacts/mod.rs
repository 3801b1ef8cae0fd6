//! Tables `contacts` and `contact_charges`: never changed but for a contact being voided, and for that of a
//! message that leaves on another day.

mod history;
mod latest;
mod sent;

pub(crate) use history::{count, history};
pub(crate) use latest::{last, today, today_since};
pub(crate) use sent::{awaiting, confirm, not_sent, sent, to_be_confirmed};

use super::db::{Tx, dialects, on};
use crate::Error;
use crate::store::row::row;
use chrono::{DateTime, Utc};
use domain::{
    contact::{Channel, DefaultReason, Outcome, SubOutcome},
    id::{ChargeId, ClientId, CompanyId, ContactId, UserId},
};
use serde_json::json;
use uuid::Uuid;

mod sql {
    crate::store::db::statements! {
        BY_KEY = "SELECT id, client_id, kind FROM contacts WHERE idempotency_key = $1";
        BY_ID = "SELECT ct.client_id, ct.kind, ct.voided_by, COALESCE(v.name, '') AS voider FROM contacts ct
            JOIN user_companies uc ON uc.company_id = ct.company_id AND uc.user_id = $2
            LEFT JOIN users v ON v.id = ct.voided_by
            WHERE ct.id = $1";
        INSERT = "INSERT INTO contacts (id, client_id, company_id, kind, at, channel, outcome, sub_outcome, reason,
                spoke_to, notes, guard_reason, user_id, idempotency_key, recorded_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
        VOID = "UPDATE contacts SET voided_at = $2, voided_by = $3, void_reason = $4
            WHERE id = $1 AND voided_at IS NULL";
        MOVE = "UPDATE contacts SET at = $2 WHERE id = $1 AND at < $3 AND voided_at IS NULL";
    }
}

dialects! {
    /// `$2` is a list as JSON.
    INSERT_CHARGES =
        sqlite: "INSERT INTO contact_charges (contact_id, charge_id)
            SELECT $1, unhex(replace(value, '-', '')) FROM json_each($2)",
        postgres: "INSERT INTO contact_charges (contact_id, charge_id)
            SELECT $1, CAST(json_array_elements_text(CAST($2 AS JSON)) AS UUID)";
}

/// Every statement of these tables.
pub(crate) fn all_statements() -> Vec<(&'static str, &'static str)> {
    [sql::ALL, history::ALL, latest::ALL, sent::ALL].concat()
}

/// A contact or comment to store.
pub(crate) struct NewContact<'a> {
    pub(crate) id: ContactId,
    pub(crate) client: ClientId,
    pub(crate) company: CompanyId,
    pub(crate) at: DateTime<Utc>,
    /// Channel and outcome with what refines them; nothing for a comment.
    pub(crate) facts: Option<NewFacts>,
    pub(crate) spoke_to: &'a str,
    pub(crate) notes: &'a str,
    pub(crate) guard_reason: &'a str,
    pub(crate) user: UserId,
    pub(crate) key: Uuid,
    pub(crate) recorded_at: DateTime<Utc>,
}

/// What makes a line of the history a contact.
#[derive(Clone, Copy)]
pub(crate) struct NewFacts {
    pub(crate) channel: Channel,
    pub(crate) outcome: Outcome,
    pub(crate) sub_outcome: Option<SubOutcome>,
    pub(crate) reason: Option<DefaultReason>,
}

row! {
    struct KeyRow {
        id: Uuid,
        client_id: Uuid,
        kind: String,
    }
}

/// What was recorded under an idempotency key.
pub(crate) struct Recorded {
    pub(crate) id: ContactId,
    pub(crate) client: ClientId,
    pub(crate) is_comment: bool,
}

row! {
    struct OneRow {
        client_id: Uuid,
        kind: String,
        voided_by: Option<Uuid>,
        voider: String,
    }
}

/// A line of the history, as far as voiding needs it.
pub(crate) struct OneContact {
    pub(crate) client: ClientId,
    pub(crate) is_comment: bool,
    /// Who voided it, and their name.
    pub(crate) voided_by: Option<(UserId, String)>,
}

pub(crate) async fn by_key(tx: &mut Tx, key: Uuid) -> Result<Option<Recorded>, Error> {
    let row: Option<KeyRow> = on!(tx, c => sqlx::query_as(sql::BY_KEY).bind(key).fetch_optional(c).await)?;
    Ok(row.map(|row| Recorded {
        id: ContactId(row.id),
        client: ClientId(row.client_id),
        is_comment: row.kind == "comment",
    }))
}

/// A contact or comment for a company that `user` sees.
pub(crate) async fn by_id(
    tx: &mut Tx,
    contact: ContactId,
    user: UserId,
) -> Result<Option<OneContact>, Error> {
    let row: Option<OneRow> =
        on!(tx, c => sqlx::query_as(sql::BY_ID).bind(contact.0).bind(user.0).fetch_optional(c).await)?;
    Ok(row.map(|row| OneContact {
        client: ClientId(row.client_id),
        is_comment: row.kind == "comment",
        voided_by: row.voided_by.map(|id| (UserId(id), row.voider)),
    }))
}

pub(crate) async fn insert(tx: &mut Tx, new: &NewContact<'_>, charges: &[ChargeId]) -> Result<(), Error> {
    let kind = if new.facts.is_some() { "contact" } else { "comment" };
    on!(tx, c => sqlx::query(sql::INSERT)
        .bind(new.id.0)
        .bind(new.client.0)
        .bind(new.company.0)
        .bind(kind)
        .bind(new.at)
        .bind(new.facts.map(|facts| facts.channel.as_str()))
        .bind(new.facts.map(|facts| facts.outcome.as_str()))
        .bind(new.facts.and_then(|facts| facts.sub_outcome).map(SubOutcome::as_str))
        .bind(new.facts.and_then(|facts| facts.reason).map(DefaultReason::as_str))
        .bind(new.spoke_to)
        .bind(new.notes)
        .bind(new.guard_reason)
        .bind(new.user.0)
        .bind(new.key)
        .bind(new.recorded_at)
        .execute(c).await.map(drop))?;
    if !charges.is_empty() {
        let (sql, list) = (INSERT_CHARGES.of(tx), json!(charges).to_string());
        on!(tx, c => sqlx::query(sql).bind(new.id.0).bind(&list).execute(c).await.map(drop))?;
    }
    Ok(())
}

/// Voids a contact; says whether it was not voided before.
pub(crate) async fn void(
    tx: &mut Tx,
    contact: ContactId,
    at: DateTime<Utc>,
    by: UserId,
    reason: &str,
) -> Result<bool, Error> {
    Ok(on!(tx, c => sqlx::query(sql::VOID)
        .bind(contact.0)
        .bind(at)
        .bind(by.0)
        .bind(reason)
        .execute(c).await.map(|done| done.rows_affected() > 0))?)
}

/// Moves the contact of a message that leaves on another day; says whether it was of an earlier one.
pub(crate) async fn move_to(
    tx: &mut Tx,
    contact: ContactId,
    at: DateTime<Utc>,
    day_begins: DateTime<Utc>,
) -> Result<bool, Error> {
    Ok(on!(tx, c => sqlx::query(sql::MOVE)
        .bind(contact.0)
        .bind(at)
        .bind(day_begins)
        .execute(c).await.map(|done| done.rows_affected() > 0))?)
}
