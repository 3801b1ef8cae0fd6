//! Promises as the client's bar, the history and the agenda show them.

use super::by_company;
use crate::{
    Actor, Ctx, Error,
    ctx::new_id,
    scope,
    store::{
        Tx,
        appointments::Whose,
        promises::{self, Stored},
    },
};
use chrono::NaiveDate;
use domain::{
    Money,
    id::{ClientId, PromiseId},
    permission::Permission,
    promise::{DuePromise, PromiseBrief, PromiseLine, PromiseState, progress},
};
use std::collections::HashMap;

/// All promises of a client to companies in sight, the first first, with what was received for each so far.
pub async fn of_client(ctx: &Ctx, actor: &Actor, client: ClientId) -> Result<Vec<PromiseLine>, Error> {
    actor.require(Permission::CrmRead)?;
    let mut tx = ctx.db.read().await?;
    scope::client(&mut tx, actor, client).await?;
    let lines = lines(&mut tx, actor, client, ctx.clock.today()).await?;
    Ok(lines.into_iter().map(|(_, line)| line).collect())
}

/// What the form starts with that makes another promise in the place of one.
pub struct PromiseSeed {
    /// The idempotency key of this form.
    pub key: String,
    /// The client's name.
    pub client_name: String,
    /// The promise that is to be replaced.
    pub line: PromiseLine,
}

/// The form for another promise in the place of one of this client.
pub async fn seed(
    ctx: &Ctx,
    actor: &Actor,
    client: ClientId,
    promise: PromiseId,
) -> Result<PromiseSeed, Error> {
    actor.require(Permission::CrmCreate)?;
    let mut tx = ctx.db.read().await?;
    let client_name = scope::client(&mut tx, actor, client).await?.name;
    let lines = lines(&mut tx, actor, client, ctx.clock.today()).await?;
    let line = lines.into_iter().map(|(_, line)| line).find(|line| line.promise.id == promise);
    Ok(PromiseSeed { key: new_id().to_string(), client_name, line: line.ok_or(Error::NotFound)? })
}

/// What of them matters for a call: those that are open, and those broken and followed by nothing.
pub(crate) async fn briefs(
    tx: &mut Tx,
    actor: &Actor,
    client: ClientId,
    today: NaiveDate,
) -> Result<Vec<PromiseBrief>, Error> {
    let lines = lines(tx, actor, client, today).await?;
    let broken = |(_, line): &(Stored, PromiseLine)| line.promise.state == PromiseState::Broken;
    let calling = if lines.iter().any(broken) { promises::calling(tx, client).await? } else { Vec::new() };
    let matters = |(_, line): &&(Stored, PromiseLine)| match line.promise.state {
        PromiseState::Open => true,
        PromiseState::Broken => calling.contains(&line.promise.id),
        _ => false,
    };
    let brief = |(_, line): &(Stored, PromiseLine)| PromiseBrief {
        id: line.promise.id,
        amount: line.promise.amount,
        received: line.received,
        on: line.promise.on,
        state: line.promise.state,
    };
    Ok(lines.iter().filter(matters).map(brief).collect())
}

/// Promises for the agenda of `day`: broken ones that nothing followed (see the store), then open
/// ones until that day; of one company and recorded by one user, where they are named.
pub(crate) async fn due(tx: &mut Tx, whose: Whose, day: NaiveDate) -> Result<Vec<DuePromise>, Error> {
    let mut due = promises::due(tx, whose, day).await?;
    due.sort_by_key(|promise| (promise.state == PromiseState::Open, promise.on));
    Ok(due)
}

async fn lines(
    tx: &mut Tx,
    actor: &Actor,
    client: ClientId,
    today: NaiveDate,
) -> Result<Vec<(Stored, PromiseLine)>, Error> {
    let mut all = promises::of_client(tx, client).await?;
    all.retain(|stored| actor.sees(stored.company));
    if all.iter().any(|stored| stored.promise.state == PromiseState::Open) {
        let books = by_company(tx, client, &all).await?;
        let reached: HashMap<PromiseId, Money> = books
            .iter()
            .flat_map(|(own, receipts)| progress(own, receipts, today))
            .map(|reached| (reached.promise, reached.received))
            .collect();
        for stored in all.iter_mut().filter(|stored| stored.promise.state == PromiseState::Open) {
            stored.received = reached.get(&stored.promise.id).copied().unwrap_or_default();
        }
    }
    let line = |stored: Stored| {
        let line = PromiseLine {
            promise: stored.promise.clone(),
            received: stored.received,
            user: stored.user.clone(),
            documents: stored.documents.clone(),
            replaced_by: stored.replaced_by,
        };
        (stored, line)
    };
    Ok(all.into_iter().map(line).collect())
}
