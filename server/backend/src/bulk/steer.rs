//! The page of a run, and what a person does with it: send, pause, go on, give up.

use super::work;
use crate::{
    Actor, Ctx, Error, events,
    messages::{facts_in_sight, fill},
    store::{Tx, bulk_runs, templates},
};
use domain::{
    bulk::{BulkItem, BulkRun, BulkState, BulkView, CLIENTS_MAX, ItemState, SteerBulk, Steering},
    id::BulkId,
    message::Prepared,
    permission::Permission,
};
use serde_json::json;

/// Clients that the page lists of those that get a message.
const SHOWN: u32 = 50;

/// The page of a run of the actor's own.
pub async fn view(ctx: &Ctx, actor: &Actor, id: BulkId) -> Result<BulkView, Error> {
    actor.require(Permission::CrmCreate)?;
    let mut tx = ctx.db.read().await?;
    let run = own(&mut tx, actor, id).await?;
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
    own(&mut tx, actor, run).await?;
    let template = templates::of_run(&mut tx, run).await?.ok_or(Error::NotFound)?;
    let facts = facts_in_sight(&mut tx, ctx, actor, item.client, item.company, &item.charges).await?;
    fill(template.channel, &template.subject, &template.body, &facts)
}

/// Sends, pauses, goes on or gives up. What was done before stays done.
pub async fn steer(ctx: &Ctx, actor: &Actor, cmd: &SteerBulk) -> Result<BulkId, Error> {
    actor.require(Permission::CrmCreate)?;
    let id: BulkId = cmd.run.parse().map_err(|_| Error::NotFound)?;
    let steering: Steering = cmd.to.parse().map_err(|error: domain::Error| Error::from(error.on("to")))?;
    let mut tx = ctx.db.begin().await?;
    let run = own(&mut tx, actor, id).await?;
    let to = match (steering, run.state) {
        (Steering::Send, BulkState::Ready | BulkState::Paused) => BulkState::Running,
        (Steering::Pause, BulkState::Running) => BulkState::Paused,
        (Steering::Stop, state) if !state.is_over() => BulkState::Stopped,
        // It is so already, or too late: the page shows it.
        _ => return Ok(id),
    };
    if bulk_runs::set_state(&mut tx, id, (run.state, to), ctx.clock.now()).await? {
        let data = json!({ "from": run.state, "to": to });
        events::done_by(&mut tx, ctx, actor, None, "bulk_steered", id.0, data).await?;
        tx.commit().await?;
        if to == BulkState::Running {
            work::begin(ctx, id).await;
        }
    }
    Ok(id)
}

async fn own(tx: &mut Tx, actor: &Actor, id: BulkId) -> Result<BulkRun, Error> {
    let found = bulk_runs::one(tx, id).await?;
    found.filter(|(_, user)| *user == actor.user).map(|(run, _)| run).ok_or(Error::NotFound)
}
