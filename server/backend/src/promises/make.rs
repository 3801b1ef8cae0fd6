//! Recording a promise, or one in the place of another.

use crate::{
    Actor, Ctx, Error,
    ctx::{local, new_id},
    events, ledgers, scope,
    store::{
        Tx, charges, companies, contacts, events as log, ledger,
        promises::{self, NewPromise},
    },
};
use domain::{
    Error as Rule, Money,
    id::{ClientId, CompanyId, ContactId, PromiseId},
    permission::Permission,
    promise::{CheckedPromise, MakePromise, Promise, PromiseState},
};
use serde_json::json;
use uuid::Uuid;

/// What came of promising.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Made {
    /// The promise.
    pub promise: PromiseId,
    /// Whether the form had been sent before.
    pub repeated: bool,
}

/// Records a promise that was made in a contact, if it was made in one. It is held to what is owed on its day; one
/// that it replaces stays in the history. A form sent twice promises once.
pub async fn make(
    ctx: &Ctx,
    actor: &Actor,
    contact: Option<ContactId>,
    cmd: MakePromise,
) -> Result<Made, Error> {
    actor.require(Permission::CrmCreate)?;
    let client: ClientId = cmd.client.parse().map_err(|_| Error::NotFound)?;
    let key: Uuid = cmd.key.trim().parse().map_err(|_| Error::from(Rule::NotAnOption.on("key")))?;
    let today = ctx.clock.today();
    let form = cmd.check(today)?;
    let mut tx = ctx.db.begin().await?;
    let company = company(&mut tx, ctx, actor, client, &form).await?;
    companies::hold(&mut tx, company).await?;
    tx.lock_client(client).await?;
    if let Some((promise, of)) = promises::by_key(&mut tx, key).await? {
        let repeated = Made { promise, repeated: true };
        return if of == client { Ok(repeated) } else { Err(Rule::AlreadyInUse.on("key").into()) };
    }
    if let Some(named) = contact {
        let found = contacts::by_id(&mut tx, named, actor.user).await?;
        found.filter(|found| found.client == client).ok_or(Error::NotFound)?;
    }
    let rules = ctx.rules.of(&mut tx).await?;
    let owed = owed(&mut tx, ctx, actor, (client, company), &form).await?;
    let id = PromiseId(new_id());
    let promise = Promise {
        id,
        amount: form.held_to(owed),
        said: form.said,
        on: form.on,
        grace_days: rules.of_company(company).promise_grace,
        made_on: today,
        charges: form.charges.clone(),
        state: PromiseState::Open,
    };
    let data = json!({
        "promise": promise, "contact": contact, "replaces": form.replaces, "company": company,
    });
    let new = NewPromise { promise, client, company, contact, key, user: actor.user, at: ctx.clock.now() };
    promises::insert(&mut tx, &new).await?;
    if let Some(old) = form.replaces {
        let of = promises::of_client(&mut tx, client).await?;
        if !of.iter().any(|stored| stored.promise.id == old && stored.company == company) {
            return Err(Rule::NotAnOption.on("replaces").into());
        }
        if !promises::supersede(&mut tx, old, today, id).await? {
            let (by, at) = log::last(&mut tx, old.0).await?.unzip();
            let (by, at) = (by.unwrap_or_default(), at.map(local));
            return Err(Error::Overtaken { by, at, changes: Vec::new() });
        }
        let data = json!({ "replaced_by": id });
        events::done_by(&mut tx, ctx, actor, Some(client), "promise_superseded", old.0, data).await?;
    }
    events::done_by(&mut tx, ctx, actor, Some(client), "promise_made", id.0, data).await?;
    tx.commit().await?;
    Ok(Made { promise: id, repeated: false })
}

/// The creditor: that of the charges, or the one whose charge is overdue for longest.
async fn company(
    tx: &mut Tx,
    ctx: &Ctx,
    actor: &Actor,
    client: ClientId,
    form: &CheckedPromise,
) -> Result<CompanyId, Error> {
    if form.charges.is_empty() {
        return Ok(scope::companies(tx, actor, client, ctx.clock.today()).await?[0]);
    }
    let found = ledgers::read(tx, ctx, actor, &form.charges).await?;
    if found.client == client { Ok(found.company) } else { Err(Error::NotFound) }
}

/// What is owed on the promised day: of the charges, or of all that are open.
async fn owed(
    tx: &mut Tx,
    ctx: &Ctx,
    actor: &Actor,
    (client, company): (ClientId, CompanyId),
    form: &CheckedPromise,
) -> Result<Money, Error> {
    let mut heads = charges::open_heads(tx, client, actor.user).await?;
    heads.retain(|head| {
        head.company == company && (form.charges.is_empty() || form.charges.contains(&head.id))
    });
    let rules = ctx.rules.of(tx).await?;
    let terms = rules.terms(company, form.on);
    let ledgers = ledger::ledgers(tx, &heads).await?;
    let owed: Money =
        ledgers.iter().map(|it| it.owed(&terms, form.on).map_or_else(|_| it.open(), |owed| owed.total)).sum();
    if owed.is_positive() { Ok(owed) } else { Err(Rule::NotOpen.on("charges").into()) }
}
