//! Deciding promises: by the daily run when their days are over, and at once when all was received.

use crate::{
    Actor, Ctx, Error, error,
    events::{self, Event, Origin},
    store::{Tx, promises},
};
use domain::{
    id::{AgreementId, ChargeId, ClientId, CompanyId, UserId},
    promise::{Promise, PromiseState, decisions},
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
    let open = all.iter().filter(|stored| stored.promise.state == PromiseState::Open);
    let mut companies: Vec<CompanyId> = open.map(|stored| stored.company).collect();
    companies.sort();
    companies.dedup();
    let mut decided = 0;
    for company in companies {
        let own = all.iter().filter(|stored| stored.company == company);
        let own: Vec<Promise> = own.map(|stored| stored.promise.clone()).collect();
        let receipts = promises::receipts(tx, client, company).await?;
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

/// Takes back the open promises whose charges an agreement took in, all of them: what is owed now is the
/// agreement's. Those that name no charge stay.
pub(crate) async fn cancel_replaced(
    tx: &mut Tx,
    ctx: &Ctx,
    actor: &Actor,
    (client, company): (ClientId, CompanyId),
    sources: &[ChargeId],
    agreement: AgreementId,
) -> Result<(), Error> {
    for stored in promises::of_client(tx, client).await? {
        let promise = &stored.promise;
        let replaced = stored.company == company
            && promise.state == PromiseState::Open
            && !promise.charges.is_empty()
            && promise.charges.iter().all(|charge| sources.contains(charge));
        if replaced && promises::cancel(tx, promise.id, ctx.clock.today(), BY_AGREEMENT).await? {
            let data = json!({ "reason": BY_AGREEMENT, "agreement": agreement });
            events::done_by(tx, ctx, actor, Some(client), "promise_cancelled", promise.id.0, data).await?;
        }
    }
    Ok(())
}

/// Why a promise was taken back.
const BY_AGREEMENT: &str = "agreement";
