//! What the worker does with the outbox: each step is one update that holds only for whoever may take it.

use crate::{
    Error,
    store::{
        db::{Tx, on, statements},
        row::row,
    },
};
use chrono::{DateTime, Utc};
use domain::{
    id::{ClientId, CompanyId, MessageId},
    message::MessageState,
};
use uuid::Uuid;

statements! {
    /// From the index of what is queued alone.
    COMPANIES_WITH_DUE = "SELECT DISTINCT company_id FROM messages WHERE state = 'queued' AND next_at <= $1";
    /// A run that is paused holds its messages back.
    NEXT_DUE = "SELECT id, client_id FROM messages
        WHERE state = 'queued' AND company_id = $1 AND next_at <= $2 AND NOT EXISTS (
            SELECT 1 FROM bulk_items i JOIN bulk_runs r ON r.id = i.run_id
            WHERE i.message_key = messages.idempotency_key AND r.state = 'paused')
        ORDER BY next_at, id LIMIT 1";
    CLAIM = "UPDATE messages SET state = 'sending', lease = $2, lease_until = $3, attempts = attempts + 1,
            data_begun = FALSE, server_id = $4, started_at = $5, sender = $6, reply_to = $7
        WHERE id = $1 AND state = 'queued'";
    HOLD = "UPDATE messages SET state = 'held', refusal = $2 WHERE id = $1 AND state = 'queued'";
    FAIL = "UPDATE messages SET state = 'failed', answer = $2 WHERE id = $1 AND state = 'queued'";
    BEGIN_DATA = "UPDATE messages SET data_begun = TRUE, lease_until = $3
        WHERE id = $1 AND state = 'sending' AND lease = $2";
    FINISH = "UPDATE messages SET state = $3, answer = $4, sent_at = $5, next_at = $6, lease = NULL,
            lease_until = NULL
        WHERE id = $1 AND state = 'sending' AND lease = $2";
    /// The server's answer came after another node had given it up for lost.
    CONFIRM = "UPDATE messages SET state = 'sent', answer = $3, sent_at = $4
        WHERE id = $1 AND state = 'uncertain' AND attempts = $2";
    STARTED_SINCE = "SELECT COUNT(*) FROM messages WHERE server_id = $1 AND started_at > $2";
    STUCK = "SELECT id, client_id, lease, data_begun, attempts FROM messages
        WHERE state = 'sending' AND lease_until < $1 ORDER BY lease_until LIMIT 100";
    RESOLVE = "UPDATE messages SET state = $3, next_at = $4, attempts = $5, sent_at = $6, decided_at = $4, refusal = ''
        WHERE id = $1 AND state = $2";
}

/// The companies for which something waits to be sent.
pub(crate) async fn companies_with_due(tx: &mut Tx, now: DateTime<Utc>) -> Result<Vec<CompanyId>, Error> {
    let ids: Vec<Uuid> = on!(tx, c => sqlx::query_scalar(COMPANIES_WITH_DUE).bind(now).fetch_all(c).await)?;
    Ok(ids.into_iter().map(CompanyId).collect())
}

/// The message of a company that has waited longest, and whose it is.
pub(crate) async fn next_due(
    tx: &mut Tx,
    company: CompanyId,
    now: DateTime<Utc>,
) -> Result<Option<(MessageId, ClientId)>, Error> {
    let row: Option<(Uuid, Uuid)> =
        on!(tx, c => sqlx::query_as(NEXT_DUE).bind(company.0).bind(now).fetch_optional(c).await)?;
    Ok(row.map(|(id, client)| (MessageId(id), ClientId(client))))
}

/// How many messages a server was given since.
pub(crate) async fn started_since(tx: &mut Tx, server: Uuid, since: DateTime<Utc>) -> Result<i64, Error> {
    Ok(on!(tx, c => sqlx::query_scalar(STARTED_SINCE).bind(server).bind(since).fetch_one(c).await)?)
}

/// Takes a queued message for one attempt; says whether nobody else was faster.
pub(crate) async fn claim(
    tx: &mut Tx,
    message: MessageId,
    (lease, until): (Uuid, DateTime<Utc>),
    (server, now): (Uuid, DateTime<Utc>),
    (sender, reply_to): (&str, &str),
) -> Result<bool, Error> {
    Ok(on!(tx, c => sqlx::query(CLAIM)
        .bind(message.0)
        .bind(lease)
        .bind(until)
        .bind(server)
        .bind(now)
        .bind(sender)
        .bind(reply_to)
        .execute(c).await.map(|done| done.rows_affected() > 0))?)
}

/// Keeps a queued message back; says whether it was still queued.
pub(crate) async fn hold(tx: &mut Tx, message: MessageId, refusal: &str) -> Result<bool, Error> {
    Ok(on!(tx, c => sqlx::query(HOLD)
        .bind(message.0)
        .bind(refusal)
        .execute(c).await.map(|done| done.rows_affected() > 0))?)
}

/// Gives a queued message up that cannot even be read or filled; says whether it was still queued.
pub(crate) async fn fail(tx: &mut Tx, message: MessageId, answer: &str) -> Result<bool, Error> {
    Ok(on!(tx, c => sqlx::query(FAIL)
        .bind(message.0)
        .bind(answer)
        .execute(c).await.map(|done| done.rows_affected() > 0))?)
}

/// Notes that the text is about to be under way; says whether the attempt still holds.
pub(crate) async fn begin_data(
    tx: &mut Tx,
    message: MessageId,
    lease: Uuid,
    until: DateTime<Utc>,
) -> Result<bool, Error> {
    Ok(on!(tx, c => sqlx::query(BEGIN_DATA)
        .bind(message.0)
        .bind(lease)
        .bind(until)
        .execute(c).await.map(|done| done.rows_affected() > 0))?)
}

/// How an attempt ended.
pub(crate) struct Finished<'a> {
    pub(crate) state: MessageState,
    pub(crate) answer: &'a str,
    pub(crate) sent_at: Option<DateTime<Utc>>,
    pub(crate) next_at: DateTime<Utc>,
}

/// Ends an attempt; says whether it still held.
pub(crate) async fn finish(
    tx: &mut Tx,
    message: MessageId,
    lease: Uuid,
    end: &Finished<'_>,
) -> Result<bool, Error> {
    Ok(on!(tx, c => sqlx::query(FINISH)
        .bind(message.0)
        .bind(lease)
        .bind(end.state.as_str())
        .bind(end.answer)
        .bind(end.sent_at)
        .bind(end.next_at)
        .execute(c).await.map(|done| done.rows_affected() > 0))?)
}

/// A message that was marked uncertain was sent after all; says whether it was still so.
pub(crate) async fn confirm(
    tx: &mut Tx,
    message: MessageId,
    attempt: i64,
    answer: &str,
    at: DateTime<Utc>,
) -> Result<bool, Error> {
    Ok(on!(tx, c => sqlx::query(CONFIRM)
        .bind(message.0)
        .bind(attempt)
        .bind(answer)
        .bind(at)
        .execute(c).await.map(|done| done.rows_affected() > 0))?)
}

row! {
    struct StuckRow {
        id: Uuid,
        client_id: Uuid,
        lease: Option<Uuid>,
        data_begun: bool,
        attempts: i64,
    }
}

/// A message whose sender was not heard of again.
pub(crate) struct Stuck {
    pub(crate) id: MessageId,
    pub(crate) client: ClientId,
    pub(crate) lease: Uuid,
    pub(crate) data_begun: bool,
    pub(crate) attempts: i64,
}

/// Messages whose sender should have been done before `now`.
pub(crate) async fn stuck(tx: &mut Tx, now: DateTime<Utc>) -> Result<Vec<Stuck>, Error> {
    let rows: Vec<StuckRow> = on!(tx, c => sqlx::query_as(STUCK).bind(now).fetch_all(c).await)?;
    let stuck = |row: StuckRow| Stuck {
        id: MessageId(row.id),
        client: ClientId(row.client_id),
        lease: row.lease.unwrap_or_default(),
        data_begun: row.data_begun,
        attempts: row.attempts,
    };
    Ok(rows.into_iter().map(stuck).collect())
}

/// What a person decided; says whether the message still was in the state they saw.
pub(crate) async fn resolve(
    tx: &mut Tx,
    message: MessageId,
    (from, to): (MessageState, MessageState),
    (decided_at, attempts): (DateTime<Utc>, i64),
    sent_at: Option<DateTime<Utc>>,
) -> Result<bool, Error> {
    Ok(on!(tx, c => sqlx::query(RESOLVE)
        .bind(message.0)
        .bind(from.as_str())
        .bind(to.as_str())
        .bind(decided_at)
        .bind(attempts)
        .bind(sent_at)
        .execute(c).await.map(|done| done.rows_affected() > 0))?)
}
