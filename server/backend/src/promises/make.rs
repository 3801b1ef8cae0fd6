//! Recording a promise, or one in the place of another.

use crate::{
    Actor, Ctx, Error,
    ctx::{local, new_id},
    events, ledgers, scope,
    store::{
        Tx, charges, companies, events as log, ledger,
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

/// Records a promise, or one in the place of another, which stays in the history. A form sent twice promises once.
pub async fn make(ctx: &Ctx, actor: &Actor, cmd: MakePromise) -> Result<Made, Error> {
    actor.require(Permission::CrmCreate)?;
    let client: ClientId = cmd.client.parse().map_err(|_| Error::NotFound)?;
    let key: Uuid = cmd.key.trim().parse().map_err(|_| Error::from(Rule::NotAnOption.on("key")))?;
    let form = cmd.check(ctx.clock.today())?;
    let mut tx = ctx.db.begin().await?;
    let company = creditor(&mut tx, ctx, actor, client, &form).await?;
    companies::hold(&mut tx, company).await?;
    tx.lock_client(client).await?;
    if let Some((promise, of)) = promises::by_key(&mut tx, key).await? {
        let repeated = Made { promise, repeated: true };
        return if of == client { Ok(repeated) } else { Err(Rule::AlreadyInUse.on("key").into()) };
    }
    let promise = add(&mut tx, ctx, actor, Place { client, company, contact: None, key }, &form).await?;
    tx.commit().await?;
    Ok(Made { promise, repeated: false })
}

/// Where a promise belongs.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    pub(crate) client: ClientId,
    pub(crate) company: CompanyId,
    /// The contact in which it was made.
    pub(crate) contact: Option<ContactId>,
    /// The idempotency key of its form.
    pub(crate) key: Uuid,
}

/// Records a promise of a client that is locked, whose creditor is held: it counts for what is owed on its day.
pub(crate) async fn add(
    tx: &mut Tx,
    ctx: &Ctx,
    actor: &Actor,
    place: Place,
    form: &CheckedPromise,
) -> Result<PromiseId, Error> {
    let Place { client, company, contact, key } = place;
    let today = ctx.clock.today();
    let rules = ctx.rules.of(tx).await?;
    let owed = owed(tx, ctx, actor, (client, company), form).await?;
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
    promises::insert(tx, &new).await?;
    if let Some(old) = form.replaces {
        supersede(tx, ctx, actor, place, (old, id)).await?;
    }
    events::done_by(tx, ctx, actor, Some(client), "promise_made", id.0, data).await?;
    Ok(id)
}

/// Puts the new promise in the place of the old one, unless somebody was faster.
async fn supersede(
    tx: &mut Tx,
    ctx: &Ctx,
    actor: &Actor,
    place: Place,
    (old, new): (PromiseId, PromiseId),
) -> Result<(), Error> {
    let of = promises::of_client(tx, place.client).await?;
    if !of.iter().any(|stored| stored.promise.id == old && stored.company == place.company) {
        return Err(Rule::NotAnOption.on("replaces").into());
    }
    if !promises::supersede(tx, old, ctx.clock.today(), new).await? {
        let (by, at) = log::last(tx, old.0).await?.unzip();
        let (by, at) = (by.unwrap_or_default(), at.map(local));
        return Err(Error::Overtaken { by, at, changes: Vec::new() });
    }
    let data = json!({ "replaced_by": new });
    events::done_by(tx, ctx, actor, Some(place.client), "promise_superseded", old.0, data).await
}

/// The creditor: that of the charges, or the one whose charge is overdue for longest.
pub(crate) async fn creditor(
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
