//! Deciding promises: by the daily run when their days are over, and at once when all was received.

use super::by_company;
use crate::{
    Actor, Ctx, Error, error,
    events::{self, Event, Origin},
    store::{Tx, promises},
};
use domain::{
    id::{AgreementId, ChargeId, ClientId, UserId},
    promise::{PromiseState, decisions},
};
use serde_json::json;

/// Decides every promise whose days of grace are over; gives how many, and the clients for whom it failed: one does
/// not keep the others from their decisions. Safe to repeat and to run on several nodes.
pub async fn decide(ctx: &Ctx) -> Result<(u32, Vec<ClientId>), Error> {
    let clients = promises::overdue(&mut ctx.db.read().await?, ctx.clock.today()).await?;
    let (mut decided, mut failed) = (0, Vec::new());
    for client in clients {
        match decide_of(ctx, client).await {
            Ok(count) => decided += count,
            Err(error) => {
                let number = error::report(&error);
                tracing::warn!(%client, number, "the client's promises were not decided");
                failed.push(client);
            }
        }
    }
    Ok((decided, failed))
}

async fn decide_of(ctx: &Ctx, client: ClientId) -> Result<u32, Error> {
    let mut tx = ctx.db.begin().await?;
    tx.lock_client(client).await?;
    let decided = decide_within(&mut tx, ctx, client, (Origin::Job, None)).await?;
    tx.commit().await?;
    Ok(decided)
}

/// Decides what can be decided of a client that is locked; gives how many.
pub(crate) async fn decide_within(
    tx: &mut Tx,
    ctx: &Ctx,
    client: ClientId,
    (origin, user): (Origin, Option<UserId>),
) -> Result<u32, Error> {
    let all = promises::of_client(tx, client).await?;
    if all.iter().all(|stored| stored.promise.state != PromiseState::Open) {
        return Ok(0);
    }
    let mut decided = 0;
    for (own, receipts) in by_company(tx, client, &all).await? {
        for decision in decisions(&own, &receipts, ctx.clock.today()) {
            if !promises::decide(tx, &decision).await? {
                continue;
            }
            decided += 1;
            let kind = match decision.state {
                PromiseState::Kept => "promise_kept",
                PromiseState::PartlyKept => "promise_partly_kept",
                _ => "promise_broken",
            };
            let data = json!({ "on": decision.on, "received_centavos": decision.received.centavos() });
            let (client, subject) = (Some(client), decision.promise.0);
            events::record(tx, ctx, Event { origin, user, client, kind, subject, data }).await?;
        }
    }
    Ok(decided)
}

/// Why charges are no longer asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Ceased {
    /// An agreement took them in: what is owed now is the agreement's.
    TakenIn(AgreementId),
    /// The agreement that they were instalments of was undone or broken: what is owed now is its sources'.
    Ended(AgreementId),
    /// They were cancelled.
    Cancelled,
}

/// Takes back the open promises for charges that have just ceased, unless another of their charges is open still.
/// Those that name no charge stay.
pub(crate) async fn cancel_ceased(
    tx: &mut Tx,
    ctx: &Ctx,
    actor: &Actor,
    client: ClientId,
    ceased: &[ChargeId],
    why: Ceased,
) -> Result<(), Error> {
    let (reason, agreement) = match why {
        Ceased::TakenIn(agreement) => ("agreement", Some(agreement)),
        Ceased::Ended(agreement) => ("agreement_ended", Some(agreement)),
        Ceased::Cancelled => ("charge_cancelled", None),
    };
    for (promise, charges) in promises::for_nothing_open(tx, client).await? {
        let for_these = charges.iter().any(|charge| ceased.contains(charge));
        if for_these && promises::cancel(tx, promise, ctx.clock.today(), reason).await? {
            let data = json!({ "reason": reason, "agreement": agreement });
            events::done_by(tx, ctx, actor, Some(client), "promise_cancelled", promise.0, data).await?;
        }
    }
    Ok(())
}
