//! Tables `bulk_runs` and `bulk_items`.

use super::{
    bulk::{self, BulkItemRow},
    db::{Tx, on, statements},
    row::row,
    stored,
};
use crate::{Error, ctx::local};
use chrono::{DateTime, Utc};
use domain::{
    Money,
    bulk::{BulkCounts, BulkItem, BulkRun, BulkState, Deliveries, ItemState},
    id::{BulkId, ChargeId, ClientId, CompanyId, MessageId, TemplateId, UserId},
    message::TemplateLine,
};
use serde_json::json;
use uuid::Uuid;

statements! {
    INSERT = "INSERT INTO bulk_runs (id, channel, template_id, state, user_id, idempotency_key, created_at, beat_at,
            situation, subject, body)
        VALUES ($1, $2, $3, 'checking', $4, $5, $6, $6, $7, $8, $9)";
    BY_KEY = "SELECT id FROM bulk_runs WHERE idempotency_key = $1 AND user_id = $2";
    ONE = "SELECT r.id, r.channel, r.template_id, t.name AS template, r.state, r.user_id, u.name AS user_name,
            r.created_at, r.finished_at
        FROM bulk_runs r JOIN message_templates t ON t.id = r.template_id JOIN users u ON u.id = r.user_id
        WHERE r.id = $1";
    /// The latest of one user or of everybody, as far as all their companies are in sight.
    LATEST = "SELECT latest.id FROM bulk_runs latest WHERE (latest.user_id = $2 OR $2 IS NULL) AND NOT EXISTS (
            SELECT 1 FROM bulk_items i WHERE i.run_id = latest.id AND NOT EXISTS (
                SELECT 1 FROM user_companies uc WHERE uc.user_id = $1 AND uc.company_id = i.company_id))
        ORDER BY latest.created_at DESC LIMIT $3";
    OUT_OF_SIGHT = "SELECT COUNT(*) FROM bulk_items i WHERE i.run_id = $1 AND NOT EXISTS (
            SELECT 1 FROM user_companies uc WHERE uc.user_id = $2 AND uc.company_id = i.company_id)";
    DELIVERIES = "SELECT m.state, COUNT(*) FROM bulk_items i JOIN messages m ON m.idempotency_key = i.message_key
        WHERE i.run_id = $1 GROUP BY m.state";
    QUEUED = "SELECT m.id FROM bulk_items i JOIN messages m ON m.idempotency_key = i.message_key
        WHERE i.run_id = $1 AND m.state = 'queued' ORDER BY i.number";
    COUNTS = "SELECT state, COUNT(*) FROM bulk_items WHERE run_id = $1 GROUP BY state";
    ITEMS = "SELECT i.number, i.client_id, cl.name, i.company_id, i.charges, i.message_key, i.state, i.reason,
            i.total_centavos, m.id AS message_id, m.state AS message_state
        FROM bulk_items i JOIN clients cl ON cl.id = i.client_id
        LEFT JOIN messages m ON m.idempotency_key = i.message_key
        WHERE i.run_id = $1 AND i.state = $2 ORDER BY i.number LIMIT $3";
    STATE_OF_ITEM = "SELECT i.state FROM bulk_items i JOIN bulk_runs r ON r.id = i.run_id
        WHERE i.run_id = $1 AND i.number = $2 AND r.state = 'running'";
    SET_ITEM = "UPDATE bulk_items SET state = $3, reason = $4, total_centavos = $5, done_at = $6
        WHERE run_id = $1 AND number = $2 AND state = $7";
    SET_STATE = "UPDATE bulk_runs SET state = $3, beat_at = $4 WHERE id = $1 AND state = $2";
    FINISH = "UPDATE bulk_runs SET state = $3, beat_at = $4, finished_at = $4 WHERE id = $1 AND state = $2";
    BEAT = "UPDATE bulk_runs SET beat_at = $2 WHERE id = $1";
    CLAIM = "UPDATE bulk_runs SET beat_at = $2 WHERE id = $1 AND state IN ('checking', 'running') AND beat_at < $3";
    SILENT = "SELECT id FROM bulk_runs WHERE state IN ('checking', 'running') AND beat_at < $1 ORDER BY beat_at";
}

row! {
    struct RunRow {
        id: Uuid,
        channel: String,
        template_id: Uuid,
        template: String,
        state: String,
        user_id: Uuid,
        user_name: String,
        created_at: DateTime<Utc>,
        finished_at: Option<DateTime<Utc>>,
    }
}

row! {
    struct ItemRow {
        number: i64,
        client_id: Uuid,
        name: String,
        company_id: Uuid,
        charges: String,
        message_key: Uuid,
        state: String,
        reason: String,
        total_centavos: i64,
        message_id: Option<Uuid>,
        message_state: Option<String>,
    }
}

/// A client of a run, with the key of its message.
pub(crate) struct Item {
    pub(crate) line: BulkItem,
    pub(crate) key: Uuid,
}

pub(crate) async fn insert(
    tx: &mut Tx,
    id: BulkId,
    template: &TemplateLine,
    (user, at): (UserId, DateTime<Utc>),
    key: Uuid,
) -> Result<(), Error> {
    on!(tx, c => sqlx::query(INSERT)
        .bind(id.0)
        .bind(template.channel.as_str())
        .bind(template.id.0)
        .bind(user.0)
        .bind(key)
        .bind(at)
        .bind(template.situation.as_str())
        .bind(&template.subject)
        .bind(&template.body)
        .execute(c).await.map(drop))?;
    Ok(())
}

/// Whom a run is to reach, each with the key of its message.
pub(crate) async fn insert_items(
    tx: &mut Tx,
    run: BulkId,
    items: impl Iterator<Item = (ClientId, CompanyId, &[ChargeId], Uuid)>,
) -> Result<(), Error> {
    let row = |(number, (client, company, charges, key)): (i64, (ClientId, CompanyId, &[ChargeId], Uuid))| {
        BulkItemRow {
            run_id: run.0,
            number,
            client_id: client.0,
            company_id: company.0,
            charges: json!(charges).to_string(),
            message_key: key,
            state: ItemState::Waiting.as_str(),
        }
    };
    bulk::insert(tx, (1..).zip(items).map(row).collect()).await
}

/// The run that `user` made under this key.
pub(crate) async fn by_key(tx: &mut Tx, key: Uuid, user: UserId) -> Result<Option<BulkId>, Error> {
    let id: Option<Uuid> =
        on!(tx, c => sqlx::query_scalar(BY_KEY).bind(key).bind(user.0).fetch_optional(c).await)?;
    Ok(id.map(BulkId))
}

/// A run, whose it is, and how far it is.
pub(crate) async fn one(tx: &mut Tx, id: BulkId) -> Result<Option<(BulkRun, UserId)>, Error> {
    let row: Option<RunRow> = on!(tx, c => sqlx::query_as(ONE).bind(id.0).fetch_optional(c).await)?;
    let Some(row) = row else { return Ok(None) };
    let counted: Vec<(String, i64)> = on!(tx, c => sqlx::query_as(COUNTS).bind(id.0).fetch_all(c).await)?;
    let mut counts = BulkCounts::default();
    for (state, count) in counted {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        match stored::<ItemState>(&state, "bulk_items", "state", id)? {
            ItemState::Waiting => counts.waiting = count,
            ItemState::Ready => counts.ready = count,
            ItemState::Refused => counts.refused = count,
            ItemState::Done => counts.done = count,
            ItemState::Failed => counts.failed = count,
        }
    }
    let run = BulkRun {
        id,
        channel: stored(&row.channel, "bulk_runs", "channel", row.id)?,
        template: TemplateId(row.template_id),
        template_name: row.template,
        state: stored(&row.state, "bulk_runs", "state", row.id)?,
        user: row.user_name,
        created_at: local(row.created_at),
        finished_at: row.finished_at.map(local),
        counts,
        deliveries: deliveries(tx, id).await?,
    };
    Ok(Some((run, UserId(row.user_id))))
}

/// How far the e-mails of a run are.
pub(crate) async fn deliveries(tx: &mut Tx, run: BulkId) -> Result<Deliveries, Error> {
    let counted: Vec<(String, i64)> =
        on!(tx, c => sqlx::query_as(DELIVERIES).bind(run.0).fetch_all(c).await)?;
    let mut deliveries = Deliveries::default();
    for (state, count) in counted {
        deliveries.add(stored(&state, "messages", "state", run)?, u32::try_from(count).unwrap_or(u32::MAX));
    }
    Ok(deliveries)
}

/// The messages of a run that wait in the outbox.
pub(crate) async fn queued(tx: &mut Tx, run: BulkId) -> Result<Vec<MessageId>, Error> {
    let ids: Vec<Uuid> = on!(tx, c => sqlx::query_scalar(QUEUED).bind(run.0).fetch_all(c).await)?;
    Ok(ids.into_iter().map(MessageId).collect())
}

/// The latest runs of one user, or of everybody, of which `viewer` sees all companies.
pub(crate) async fn latest(
    tx: &mut Tx,
    viewer: UserId,
    of: Option<UserId>,
    most: u32,
) -> Result<Vec<BulkRun>, Error> {
    let ids: Vec<Uuid> = on!(tx, c => sqlx::query_scalar(LATEST)
        .bind(viewer.0)
        .bind(of.map(|user| user.0))
        .bind(i64::from(most))
        .fetch_all(c).await)?;
    let mut runs = Vec::with_capacity(ids.len());
    for id in ids {
        runs.extend(one(tx, BulkId(id)).await?.map(|(run, _)| run));
    }
    Ok(runs)
}

/// Whether `user` sees the companies of all clients of a run.
pub(crate) async fn in_sight(tx: &mut Tx, run: BulkId, user: UserId) -> Result<bool, Error> {
    let hidden: i64 =
        on!(tx, c => sqlx::query_scalar(OUT_OF_SIGHT).bind(run.0).bind(user.0).fetch_one(c).await)?;
    Ok(hidden == 0)
}

/// The first clients of a run that are in this state.
pub(crate) async fn items(tx: &mut Tx, run: BulkId, state: ItemState, most: u32) -> Result<Vec<Item>, Error> {
    let rows: Vec<ItemRow> = on!(tx, c => sqlx::query_as(ITEMS)
        .bind(run.0)
        .bind(state.as_str())
        .bind(i64::from(most))
        .fetch_all(c).await)?;
    let item = |row: ItemRow| {
        let wrong = |column| Error::Inconsistent { table: "bulk_items", column, id: run.to_string() };
        let state: ItemState = stored(&row.state, "bulk_items", "state", run)?;
        let refusal = match state {
            ItemState::Refused => Some(serde_json::from_str(&row.reason).map_err(|_| wrong("reason"))?),
            _ => None,
        };
        Ok(Item {
            key: row.message_key,
            line: BulkItem {
                number: u32::try_from(row.number).unwrap_or(u32::MAX),
                client: ClientId(row.client_id),
                name: row.name,
                company: CompanyId(row.company_id),
                charges: serde_json::from_str(&row.charges).map_err(|_| wrong("charges"))?,
                state,
                refusal,
                failure: if state == ItemState::Failed { row.reason } else { String::new() },
                total: Money::from_centavos(row.total_centavos),
                message: match (row.message_id, row.message_state) {
                    (Some(id), Some(state)) => {
                        Some((MessageId(id), stored(&state, "messages", "state", id)?))
                    }
                    _ => None,
                },
            },
        })
    };
    rows.into_iter().map(item).collect()
}

/// The state of a client of a run that is running; nothing when the run is not.
pub(crate) async fn state_of_item(tx: &mut Tx, run: BulkId, number: u32) -> Result<Option<ItemState>, Error> {
    let state: Option<String> = on!(tx, c => sqlx::query_scalar(STATE_OF_ITEM)
        .bind(run.0)
        .bind(i64::from(number))
        .fetch_optional(c).await)?;
    state.map(|state| stored(&state, "bulk_items", "state", run)).transpose()
}

/// Notes what became of a client, unless another worker noted something meanwhile: it was in the state `from`.
pub(crate) async fn set_item(
    tx: &mut Tx,
    run: BulkId,
    (number, from): (u32, ItemState),
    (state, reason): (ItemState, &str),
    total: Money,
    at: DateTime<Utc>,
) -> Result<(), Error> {
    on!(tx, c => sqlx::query(SET_ITEM)
        .bind(run.0)
        .bind(i64::from(number))
        .bind(state.as_str())
        .bind(reason)
        .bind(total.centavos())
        .bind(at)
        .bind(from.as_str())
        .execute(c).await.map(drop))?;
    Ok(())
}

/// Changes the state from one to another; says whether it was in the first.
pub(crate) async fn set_state(
    tx: &mut Tx,
    run: BulkId,
    (from, to): (BulkState, BulkState),
    at: DateTime<Utc>,
) -> Result<bool, Error> {
    let sql = if to.is_over() { FINISH } else { SET_STATE };
    Ok(on!(tx, c => sqlx::query(sql)
        .bind(run.0)
        .bind(from.as_str())
        .bind(to.as_str())
        .bind(at)
        .execute(c).await.map(|done| done.rows_affected() > 0))?)
}

/// Says that somebody is still working on it.
pub(crate) async fn beat(tx: &mut Tx, run: BulkId, at: DateTime<Utc>) -> Result<(), Error> {
    on!(tx, c => sqlx::query(BEAT).bind(run.0).bind(at).execute(c).await.map(drop))?;
    Ok(())
}

/// Takes a run over that nobody gave a sign of since; says whether that was so.
pub(crate) async fn claim(
    tx: &mut Tx,
    run: BulkId,
    at: DateTime<Utc>,
    since: DateTime<Utc>,
) -> Result<bool, Error> {
    Ok(on!(tx, c => sqlx::query(CLAIM)
        .bind(run.0)
        .bind(at)
        .bind(since)
        .execute(c).await.map(|done| done.rows_affected() > 0))?)
}

/// Runs that are not over and of which nobody gave a sign since.
pub(crate) async fn silent(tx: &mut Tx, since: DateTime<Utc>) -> Result<Vec<BulkId>, Error> {
    let ids: Vec<Uuid> = on!(tx, c => sqlx::query_scalar(SILENT).bind(since).fetch_all(c).await)?;
    Ok(ids.into_iter().map(BulkId).collect())
}
