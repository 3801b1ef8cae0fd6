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
    // What few contacts have is read apart: every value of a row costs, and a page has thirty of them.
    OF_CLIENT = "SELECT ct.id, ct.at, ct.channel, ct.outcome, ct.sub_outcome, ct.reason, ct.spoke_to, ct.notes,
            u.name AS user_name, co.name AS company_name,
            CASE WHEN ct.awaiting THEN 1 ELSE 0 END
            + CASE WHEN ct.guard_reason <> '' OR ct.hours_reason <> '' OR ct.voided_at IS NOT NULL THEN 2 ELSE 0 END
            + CASE WHEN ct.channel = 'email' AND EXISTS (SELECT 1 FROM messages m
                WHERE m.contact_id = ct.id AND m.state IN ('sending', 'sent', 'uncertain')) THEN 4 ELSE 0 END AS marks
        FROM contacts ct
        JOIN user_companies uc ON uc.company_id = ct.company_id AND uc.user_id = $2
        JOIN companies co ON co.id = ct.company_id
        JOIN users u ON u.id = ct.user_id
        WHERE ct.client_id = $1
        ORDER BY ct.at DESC, ct.id DESC LIMIT $3";
    UNUSUAL = "SELECT ct.id, ct.guard_reason, ct.hours_reason, ct.voided_at, ct.void_reason,
            COALESCE(v.name, '') AS voider
        FROM contacts ct
        JOIN user_companies uc ON uc.company_id = ct.company_id AND uc.user_id = $3
        LEFT JOIN users v ON v.id = ct.voided_by
        WHERE ct.client_id = $1 AND ct.at >= $2
            AND (ct.guard_reason <> '' OR ct.hours_reason <> '' OR ct.voided_at IS NOT NULL)";
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
        at: DateTime<Utc>,
        channel: Option<String>,
        outcome: Option<String>,
        sub_outcome: Option<String>,
        reason: Option<String>,
        spoke_to: String,
        notes: String,
        user_name: String,
        company_name: String,
        marks: i32,
    }
}

row! {
    struct Unusual {
        id: Uuid,
        guard_reason: String,
        hours_reason: String,
        voided_at: Option<DateTime<Utc>>,
        void_reason: String,
        voider: String,
    }
}

/// What the number `marks` of a row says.
#[derive(Clone, Copy)]
enum Mark {
    /// Whether it was sent is still to be said.
    Awaiting = 1,
    /// There is a row of [`UNUSUAL`].
    Unusual = 2,
    /// An e-mail that did reach the client, or may have.
    Left = 4,
}

impl Row {
    const fn has(&self, mark: Mark) -> bool {
        self.marks & mark as i32 != 0
    }

    /// Nothing for a comment.
    fn facts(&self) -> Result<Option<ContactFacts>, Error> {
        let Some(channel) = &self.channel else { return Ok(None) };
        Ok(Some(ContactFacts {
            channel: stored(channel, "contacts", "channel", self.id)?,
            outcome: stored(self.outcome.as_deref().unwrap_or_default(), "contacts", "outcome", self.id)?,
            sub_outcome: self
                .sub_outcome
                .as_deref()
                .map(|text| stored(text, "contacts", "sub_outcome", self.id))
                .transpose()?,
            reason: self
                .reason
                .as_deref()
                .map(|text| stored(text, "contacts", "reason", self.id))
                .transpose()?,
            spoke_to: self.spoke_to.clone(),
        }))
    }
}

impl TryFrom<Row> for HistoryEntry {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        Ok(Self {
            id: ContactId(row.id),
            at: local(row.at),
            contact: row.facts()?,
            awaiting: row.has(Mark::Awaiting),
            // Of the last one, whoever asks says so too.
            may_void: !row.has(Mark::Left),
            user: row.user_name,
            company: row.company_name,
            notes: row.notes,
            charges: Vec::new(),
            guard_reason: String::new(),
            hours_reason: String::new(),
            voided: None,
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
    let unusual = rows.iter().any(|row| row.has(Mark::Unusual));
    let mut entries = rows.into_iter().map(HistoryEntry::try_from).collect::<Result<Vec<_>, _>>()?;
    add_documents(tx, client, user, oldest, &mut entries).await?;
    if unusual {
        add_unusual(tx, client, user, oldest, &mut entries).await?;
    }
    Ok(entries)
}

/// Which charges the contacts were about.
async fn add_documents(
    tx: &mut Tx,
    client: ClientId,
    user: UserId,
    oldest: DateTime<Utc>,
    entries: &mut [HistoryEntry],
) -> Result<(), Error> {
    let documents: Vec<(Uuid, String)> = on!(tx, c => sqlx::query_as(DOCUMENTS)
        .bind(client.0)
        .bind(oldest)
        .bind(user.0)
        .fetch_all(c).await)?;
    let mut of_contact: HashMap<Uuid, Vec<String>> = HashMap::new();
    for (contact, document) in documents {
        of_contact.entry(contact).or_default().push(document);
    }
    for entry in entries {
        entry.charges = of_contact.remove(&entry.id.0).unwrap_or_default();
    }
    Ok(())
}

/// Reasons that were asked for, and who voided what.
async fn add_unusual(
    tx: &mut Tx,
    client: ClientId,
    user: UserId,
    oldest: DateTime<Utc>,
    entries: &mut [HistoryEntry],
) -> Result<(), Error> {
    let rows: Vec<Unusual> = on!(tx, c => sqlx::query_as(UNUSUAL)
        .bind(client.0)
        .bind(oldest)
        .bind(user.0)
        .fetch_all(c).await)?;
    for row in rows {
        let Some(entry) = entries.iter_mut().find(|entry| entry.id.0 == row.id) else { continue };
        entry.guard_reason = row.guard_reason;
        entry.hours_reason = row.hours_reason;
        entry.voided =
            row.voided_at.map(|at| Voided { by: row.voider, at: local(at), reason: row.void_reason });
    }
    Ok(())
}

/// How many lines the whole history has in sight of `user`.
pub(crate) async fn count(tx: &mut Tx, client: ClientId, user: UserId) -> Result<u32, Error> {
    let count: i64 = on!(tx, c => sqlx::query_scalar(COUNT).bind(client.0).bind(user.0).fetch_one(c).await)?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}
