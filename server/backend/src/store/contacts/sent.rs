//! Contacts whose message was opened in a program of the person's own: whether it was sent is said afterwards.

use crate::{
    Error,
    ctx::local,
    store::{
        db::{Tx, on, statements},
        row::row,
        stored,
    },
};
use chrono::{DateTime, Utc};
use domain::{
    contact::{Channel, DefaultReason, Outcome, SubOutcome},
    id::{ClientId, ContactId, UserId},
    reach::{CallEnded, SentView, Unconfirmed},
};
use uuid::Uuid;

statements! {
    TO_BE_CONFIRMED = "UPDATE contacts SET awaiting = TRUE, sent_to = $2, subject = $3, hours_reason = $4 WHERE id = $1";
    CONFIRM = "UPDATE contacts SET awaiting = FALSE, outcome = $2, sub_outcome = $3, reason = $4
        WHERE id = $1 AND awaiting AND voided_at IS NULL";
    NOT_SENT = "UPDATE contacts SET awaiting = FALSE, voided_at = $2, voided_by = $3, void_reason = $4
        WHERE id = $1 AND awaiting AND voided_at IS NULL";
    SENT = "SELECT ct.id, ct.client_id, cl.name, ct.channel, ct.at, ct.user_id, u.name AS user_name, ct.sent_to,
            ct.subject, ct.notes, ct.awaiting, ct.voided_at
        FROM contacts ct
        JOIN user_companies uc ON uc.company_id = ct.company_id AND uc.user_id = $2
        JOIN clients cl ON cl.id = ct.client_id
        JOIN users u ON u.id = ct.user_id
        WHERE ct.id = $1 AND ct.kind = 'contact'";
    AWAITING = "SELECT ct.id, ct.client_id, cl.name, ct.channel, ct.at FROM contacts ct
        JOIN clients cl ON cl.id = ct.client_id
        WHERE ct.user_id = $1 AND ct.awaiting AND ct.voided_at IS NULL ORDER BY ct.at DESC LIMIT 20";
}

row! {
    struct SentRow {
        id: Uuid,
        client_id: Uuid,
        name: String,
        channel: String,
        at: DateTime<Utc>,
        user_id: Uuid,
        user_name: String,
        sent_to: String,
        subject: String,
        notes: String,
        awaiting: bool,
        voided_at: Option<DateTime<Utc>>,
    }
}

row! {
    struct AwaitingRow {
        id: Uuid,
        client_id: Uuid,
        name: String,
        channel: String,
        at: DateTime<Utc>,
    }
}

/// What was opened, and by whom.
pub(crate) struct Sent {
    pub(crate) view: SentView,
    pub(crate) user: UserId,
}

/// Notes that a contact just stored waits for the person's word.
pub(crate) async fn to_be_confirmed(
    tx: &mut Tx,
    contact: ContactId,
    to: &str,
    subject: &str,
    hours_reason: &str,
) -> Result<(), Error> {
    on!(tx, c => sqlx::query(TO_BE_CONFIRMED)
        .bind(contact.0)
        .bind(to)
        .bind(subject)
        .bind(hours_reason)
        .execute(c).await.map(drop))?;
    Ok(())
}

/// Notes that it was sent, or how the call ended. Says whether that was still open.
pub(crate) async fn confirm(tx: &mut Tx, contact: ContactId, ended: CallEnded) -> Result<bool, Error> {
    Ok(on!(tx, c => sqlx::query(CONFIRM)
        .bind(contact.0)
        .bind(Outcome::as_str(ended.outcome))
        .bind(ended.sub_outcome.map(SubOutcome::as_str))
        .bind(ended.reason.map(DefaultReason::as_str))
        .execute(c).await.map(|done| done.rows_affected() > 0))?)
}

/// Voids it because it was not sent. Says whether that was still open.
pub(crate) async fn not_sent(
    tx: &mut Tx,
    contact: ContactId,
    (user, at): (UserId, DateTime<Utc>),
    reason: &str,
) -> Result<bool, Error> {
    Ok(on!(tx, c => sqlx::query(NOT_SENT)
        .bind(contact.0)
        .bind(at)
        .bind(user.0)
        .bind(reason)
        .execute(c).await.map(|done| done.rows_affected() > 0))?)
}

/// What was opened, for a company in sight of `user`.
pub(crate) async fn sent(tx: &mut Tx, contact: ContactId, user: UserId) -> Result<Option<Sent>, Error> {
    let row: Option<SentRow> =
        on!(tx, c => sqlx::query_as(SENT).bind(contact.0).bind(user.0).fetch_optional(c).await)?;
    let sent = |row: SentRow| {
        Ok(Sent {
            user: UserId(row.user_id),
            view: SentView {
                contact: ContactId(row.id),
                client: ClientId(row.client_id),
                name: row.name,
                channel: stored::<Channel>(&row.channel, "contacts", "channel", row.id)?,
                at: local(row.at),
                user: row.user_name,
                to: row.sent_to,
                subject: row.subject,
                body: row.notes,
                awaiting: row.awaiting,
                voided: row.voided_at.is_some(),
            },
        })
    };
    row.map(sent).transpose()
}

/// What `user` opened and has said nothing of yet, the latest first.
pub(crate) async fn awaiting(tx: &mut Tx, user: UserId) -> Result<Vec<Unconfirmed>, Error> {
    let rows: Vec<AwaitingRow> = on!(tx, c => sqlx::query_as(AWAITING).bind(user.0).fetch_all(c).await)?;
    let line = |row: AwaitingRow| {
        Ok(Unconfirmed {
            contact: ContactId(row.id),
            client: ClientId(row.client_id),
            name: row.name,
            channel: stored(&row.channel, "contacts", "channel", row.id)?,
            at: local(row.at),
        })
    };
    rows.into_iter().map(line).collect()
}
