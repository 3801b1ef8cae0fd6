//! Promises as the client's bar, the history and the agenda show them.

use crate::{
    Actor, Ctx, Error, scope,
    store::{
        Tx,
        promises::{self, Stored},
    },
};
use chrono::NaiveDate;
use domain::{
    id::{ClientId, CompanyId},
    permission::Permission,
    promise::{Promise, PromiseLine, PromiseState, progress},
};

/// A promise of the agenda, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DuePromise {
    /// Who promised.
    pub client: ClientId,
    /// Their name.
    pub client_name: String,
    /// The creditor's name.
    pub company: String,
    /// The promise.
    pub line: PromiseLine,
}

/// All promises of a client to companies in sight, the first first, with what was received for each so far.
pub async fn of_client(ctx: &Ctx, actor: &Actor, client: ClientId) -> Result<Vec<PromiseLine>, Error> {
    actor.require(Permission::CrmRead)?;
    let mut tx = ctx.db.read().await?;
    scope::client(&mut tx, actor, client).await?;
    let lines = lines(&mut tx, actor, client, ctx.clock.today()).await?;
    Ok(lines.into_iter().map(|(_, line)| line).collect())
}

/// Promises for the agenda of `day`: broken ones that no newer one follows, then open ones until that day.
pub async fn due(ctx: &Ctx, actor: &Actor, day: NaiveDate) -> Result<Vec<DuePromise>, Error> {
    actor.require(Permission::CrmRead)?;
    let mut tx = ctx.db.read().await?;
    let mut due = Vec::new();
    for client in promises::due(&mut tx, actor.user, day).await? {
        let lines = lines(&mut tx, actor, client, ctx.clock.today()).await?;
        for (place, (stored, line)) in lines.iter().enumerate() {
            let followed = lines.iter().enumerate().any(|(other, (later, _))| {
                other != place
                    && later.company == stored.company
                    && later.promise.made_on > stored.promise.deadline()
            });
            let shown = match line.promise.state {
                PromiseState::Open => line.promise.on <= day,
                PromiseState::Broken => !followed,
                _ => false,
            };
            if shown {
                due.push(DuePromise {
                    client,
                    client_name: stored.client_name.clone(),
                    company: stored.company_name.clone(),
                    line: line.clone(),
                });
            }
        }
    }
    due.sort_by_key(|due| (due.line.promise.state == PromiseState::Open, due.line.promise.on));
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
    let mut companies: Vec<CompanyId> = all.iter().map(|stored| stored.company).collect();
    companies.sort();
    companies.dedup();
    for company in companies {
        let own: Vec<Promise> = all
            .iter()
            .filter(|stored| stored.company == company)
            .map(|stored| stored.promise.clone())
            .collect();
        let receipts = promises::receipts(tx, client, company).await?;
        for reached in progress(&own, &receipts, today) {
            let open = |stored: &&mut Stored| {
                stored.promise.id == reached.promise && stored.promise.state == PromiseState::Open
            };
            if let Some(stored) = all.iter_mut().find(open) {
                stored.received = reached.received;
            }
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
