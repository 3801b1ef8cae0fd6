//! Recording a promise, or one in the place of another.

use super::by_company;
use crate::{
    Actor, Ctx, Error,
    ctx::{local, new_id},
    events, ledgers, scope,
    store::{
        Tx, charges, companies, events as log, ledger,
        promises::{self, NewPromise, Stored},
    },
};
use domain::{
    Error as Rule, Money,
    id::{ClientId, CompanyId, ContactId, PromiseId},
    permission::Permission,
    promise::{CheckedPromise, MakePromise, Promise, PromiseState, expected},
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

/// Records a promise of a client that is locked, whose creditor is held: it counts for what is owed on its day, less
/// what other open promises still expect of it.
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
    let mut known = promises::of_client(tx, client).await?;
    known.retain(|stored| stored.company == company);
    if let Some(old) = form.replaces {
        require_open(tx, &known, old).await?;
    }
    let (left, replaces) = left(tx, ctx, place, form, (owed, &known)).await?;
    let id = PromiseId(new_id());
    let promise = Promise {
        id,
        amount: form.held_to(left),
        said: form.said,
        on: form.on,
        grace_days: rules.of_company(company).promise_grace,
        made_on: today,
        made_at: ctx.clock.now(),
        charges: form.charges.clone(),
        state: PromiseState::Open,
    };
    let data = json!({
        "promise": promise, "contact": contact, "replaces": replaces, "company": company,
    });
    let new = NewPromise { promise, client, company, contact, key, user: actor.user };
    promises::insert(tx, &new).await?;
    if let Some(old) = replaces {
        promises::supersede(tx, old, today, id).await?;
        let data = json!({ "replaced_by": id });
        events::done_by(tx, ctx, actor, Some(client), "promise_superseded", old.0, data).await?;
    }
    events::done_by(tx, ctx, actor, Some(client), "promise_made", id.0, data).await?;
    Ok(id)
}

/// How much of what is owed no other promise expects, and which promise the new one replaces: the one that the form
/// names, or else the only one that leaves nothing, unless it comes with a contact, where blank means none.
async fn left(
    tx: &mut Tx,
    ctx: &Ctx,
    place: Place,
    form: &CheckedPromise,
    (owed, known): (Money, &[Stored]),
) -> Result<(Money, Option<PromiseId>), Error> {
    // All of them are to this company.
    let (all, receipts) = by_company(tx, place.client, known).await?.pop().unwrap_or_default();
    let mut others = expected(&all, &receipts, ctx.clock.today(), &form.charges);
    others.retain(|(other, _)| form.replaces != Some(*other));
    let left = owed - others.iter().map(|(_, amount)| *amount).sum::<Money>();
    match (form.replaces, others.as_slice()) {
        _ if left.is_positive() => Ok((left, form.replaces)),
        (None, [(only, _)]) if place.contact.is_none() => Ok((owed, Some(*only))),
        (None, _) => Err(Rule::Required.on("replaces").into()),
        (Some(_), _) => Err(Rule::NotOpen.on("charges").into()),
    }
}

/// Refused unless the promise that is to be replaced is open: somebody may have been faster.
async fn require_open(tx: &mut Tx, known: &[Stored], old: PromiseId) -> Result<(), Error> {
    let Some(found) = known.iter().find(|stored| stored.promise.id == old) else {
        return Err(Rule::NotAnOption.on("replaces").into());
    };
    if found.promise.state == PromiseState::Open {
        return Ok(());
    }
    let (by, at) = log::last(tx, old.0).await?.unzip();
    let (by, at) = (by.unwrap_or_default(), at.map(local));
    Err(Error::Overtaken { by, at, changes: Vec::new() })
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
