//! The history of a client: contacts and comments, newest first.

use crate::store::row::row;
use crate::{
    Error,
    ctx::local,
    store::{
        db::{Tx, on, statements},
        stored,
    },
};
use chrono::{DateTime, Utc};
use domain::{
    contact::{ContactFacts, HistoryEntry, Voided},
    id::{ClientId, ContactId, UserId},
};
use std::collections::HashMap;
use uuid::Uuid;

statements! {
    OF_CLIENT = "SELECT ct.id, ct.kind, ct.at, ct.channel, ct.outcome, ct.sub_outcome, ct.reason, ct.spoke_to, ct.notes,
            ct.guard_reason, ct.hours_reason, ct.awaiting, ct.voided_at, ct.void_reason, u.name AS user_name, co.name AS company_name,
            COALESCE(v.name, '') AS voider,
            CASE WHEN EXISTS (SELECT 1 FROM messages m
                WHERE m.contact_id = ct.id AND m.state IN ('sending', 'sent', 'uncertain')) THEN 1 ELSE 0 END AS has_left
        FROM contacts ct
        JOIN user_companies uc ON uc.company_id = ct.company_id AND uc.user_id = $2
        JOIN companies co ON co.id = ct.company_id
        JOIN users u ON u.id = ct.user_id
        LEFT JOIN users v ON v.id = ct.voided_by
        WHERE ct.client_id = $1
        ORDER BY ct.at DESC, ct.id DESC LIMIT $3";
    COUNT = "SELECT COUNT(*) FROM contacts ct
        JOIN user_companies uc ON uc.company_id = ct.company_id AND uc.user_id = $2
        WHERE ct.client_id = $1";
    DOCUMENTS = "SELECT cc.contact_id, ch.document FROM contacts ct
        JOIN contact_charges cc ON cc.contact_id = ct.id
        JOIN charges ch ON ch.id = cc.charge_id
        JOIN user_companies uc ON uc.company_id = ch.company_id AND uc.user_id = $3
        WHERE ct.client_id = $1 AND ct.at >= $2 ORDER BY ch.due, ch.code";
}

row! {
    struct Row {
        id: Uuid,
        kind: String,
        at: DateTime<Utc>,
        channel: Option<String>,
        outcome: Option<String>,
        sub_outcome: Option<String>,
        reason: Option<String>,
        spoke_to: String,
        notes: String,
        guard_reason: String,
        hours_reason: String,
        awaiting: bool,
        voided_at: Option<DateTime<Utc>>,
        void_reason: String,
        user_name: String,
        company_name: String,
        voider: String,
        has_left: i32,
    }
}

impl TryFrom<Row> for HistoryEntry {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        let contact = match row.kind.as_str() {
            "comment" => None,
            _ => Some(ContactFacts {
                channel: stored(row.channel.as_deref().unwrap_or_default(), "contacts", "channel", row.id)?,
                outcome: stored(row.outcome.as_deref().unwrap_or_default(), "contacts", "outcome", row.id)?,
                sub_outcome: row
                    .sub_outcome
                    .map(|text| stored(&text, "contacts", "sub_outcome", row.id))
                    .transpose()?,
                reason: row.reason.map(|text| stored(&text, "contacts", "reason", row.id)).transpose()?,
                spoke_to: row.spoke_to,
            }),
        };
        Ok(Self {
            id: ContactId(row.id),
            at: local(row.at),
            user: row.user_name,
            company: row.company_name,
            contact,
            notes: row.notes,
            charges: Vec::new(),
            guard_reason: row.guard_reason,
            hours_reason: row.hours_reason,
            awaiting: row.awaiting,
            voided: row.voided_at.map(|at| Voided { by: row.voider, at: local(at), reason: row.void_reason }),
            // Of the last one, whoever asks says so too. An e-mail that left did reach the client.
            may_void: row.has_left == 0,
        })
    }
}

/// The newest `limit` lines of the client's history in sight of `user`.
pub(crate) async fn history(
    tx: &mut Tx,
    client: ClientId,
    user: UserId,
    limit: u32,
) -> Result<Vec<HistoryEntry>, Error> {
    let rows: Vec<Row> = on!(tx, c => sqlx::query_as(OF_CLIENT)
        .bind(client.0)
        .bind(user.0)
        .bind(i64::from(limit))
        .fetch_all(c).await)?;
    let Some(oldest) = rows.last().map(|row| row.at) else { return Ok(Vec::new()) };
    let mut entries = rows.into_iter().map(HistoryEntry::try_from).collect::<Result<Vec<_>, _>>()?;

    let documents: Vec<(Uuid, String)> = on!(tx, c => sqlx::query_as(DOCUMENTS)
        .bind(client.0)
        .bind(oldest)
        .bind(user.0)
        .fetch_all(c).await)?;
    let mut of_contact: HashMap<Uuid, Vec<String>> = HashMap::new();
    for (contact, document) in documents {
        of_contact.entry(contact).or_default().push(document);
    }
    for entry in &mut entries {
        entry.charges = of_contact.remove(&entry.id.0).unwrap_or_default();
    }
    Ok(entries)
}

/// How many lines the whole history has in sight of `user`.
pub(crate) async fn count(tx: &mut Tx, client: ClientId, user: UserId) -> Result<u32, Error> {
    let count: i64 = on!(tx, c => sqlx::query_scalar(COUNT).bind(client.0).bind(user.0).fetch_one(c).await)?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}
