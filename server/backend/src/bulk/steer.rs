//! The page of a run, and what a person does with it: send, pause, go on, give up.

use super::work;
use crate::{
    Actor, Ctx, Error, events,
    messages::{facts_in_sight, fill, resolve},
    store::{Tx, bulk_runs, templates},
};
use domain::{
    Error as Rule,
    bulk::{BulkItem, BulkRun, BulkState, BulkView, CLIENTS_MAX, ItemState, SteerBulk, Steering},
    id::BulkId,
    message::{Prepared, Resolution, ResolveMessage},
    permission::Permission,
};
use serde_json::json;

/// Clients that the page lists of those that get a message.
const SHOWN: u32 = 50;

/// The page of a run.
pub async fn view(ctx: &Ctx, actor: &Actor, id: BulkId) -> Result<BulkView, Error> {
    actor.require(Permission::CrmCreate)?;
    let mut tx = ctx.db.read().await?;
    let run = reached(&mut tx, actor, id).await?;
    let mut lines = Vec::new();
    for (state, most) in [
        (ItemState::Failed, CLIENTS_MAX),
        (ItemState::Refused, CLIENTS_MAX),
        (ItemState::Ready, SHOWN),
        (ItemState::Done, SHOWN),
    ] {
        let items = bulk_runs::items(&mut tx, id, state, most).await?;
        lines.extend(items.into_iter().map(|item| item.line));
    }
    let is_refused = |item: &BulkItem| matches!(item.state, ItemState::Failed | ItemState::Refused);
    let (refused, ready) = lines.into_iter().partition(is_refused);
    Ok(BulkView { run, refused, ready })
}

/// The message to a client of the run, as it would be sent now.
pub async fn preview(ctx: &Ctx, actor: &Actor, run: BulkId, item: &BulkItem) -> Result<Prepared, Error> {
    actor.require(Permission::CrmCreate)?;
    let mut tx = ctx.db.read().await?;
    reached(&mut tx, actor, run).await?;
    let template = templates::of_run(&mut tx, run).await?.ok_or(Error::NotFound)?;
    let facts = facts_in_sight(&mut tx, ctx, actor, item.client, item.company, &item.charges).await?;
    fill(template.channel, &template.subject, &template.body, &facts)
}

/// Sends, pauses, goes on or gives up. What left before stays sent; what waits in the outbox is held while the run is
/// paused, and taken back when it is given up.
pub async fn steer(ctx: &Ctx, actor: &Actor, cmd: &SteerBulk) -> Result<BulkId, Error> {
    actor.require(Permission::CrmCreate)?;
    let id: BulkId = cmd.run.parse().map_err(|_| Error::NotFound)?;
    let steering: Steering = cmd.to.parse().map_err(|error: domain::Error| Error::from(error.on("to")))?;
    let mut tx = ctx.db.begin().await?;
    let run = reached(&mut tx, actor, id).await?;
    let to = match (steering, run.state) {
        (Steering::Send, BulkState::Ready | BulkState::Paused) => BulkState::Running,
        (Steering::Pause, _) if run.is_sending() => BulkState::Paused,
        (Steering::Stop, _) if run.may_stop() => BulkState::Stopped,
        // It is so already, or too late: the page shows it.
        _ => return Ok(id),
    };
    if to == BulkState::Stopped && run.deliveries.waiting > 0 && cmd.reason.trim().is_empty() {
        return Err(Rule::Required.on("reason").into());
    }
    if bulk_runs::set_state(&mut tx, id, (run.state, to), ctx.clock.now()).await? {
        let data = json!({ "from": run.state, "to": to });
        events::done_by(&mut tx, ctx, actor, None, "bulk_steered", id.0, data).await?;
        tx.commit().await?;
        match to {
            BulkState::Running => work::begin(ctx, id).await,
            BulkState::Stopped => take_back(ctx, actor, id, &cmd.reason).await?,
            _ => {}
        }
    }
    Ok(id)
}

/// Takes back what waits in the outbox; what the worker is faster with is sent.
async fn take_back(ctx: &Ctx, actor: &Actor, run: BulkId, reason: &str) -> Result<(), Error> {
    let queued = bulk_runs::queued(&mut ctx.db.read().await?, run).await?;
    for message in queued {
        let cancel = ResolveMessage {
            message: message.to_string(),
            resolution: Resolution::Cancel.as_str().to_owned(),
            reason: reason.to_owned(),
        };
        match resolve(ctx, actor, cancel).await {
            Err(Error::Changed { .. }) => {}
            done => done?,
        }
    }
    Ok(())
}

/// A run of the actor's own, or, for who reviews everybody, anybody's whose clients are all in sight.
async fn reached(tx: &mut Tx, actor: &Actor, id: BulkId) -> Result<BulkRun, Error> {
    let Some((run, user)) = bulk_runs::one(tx, id).await? else { return Err(Error::NotFound) };
    let may = user == actor.user
        || (actor.role.reviews_everybody() && bulk_runs::in_sight(tx, id, actor.user).await?);
    if may { Ok(run) } else { Err(Error::NotFound) }
}
