//! What all changes of money share: locks, ledgers as they are under them, and lines recorded as one.
//!
//! Locks are taken in one order: the company, then the client. The company is held against imports, which
//! change charges of very many clients; the client against everybody who works on the same debt.

use crate::{
    Actor, Ctx, Error,
    ctx::local,
    rules::Rules,
    store::{
        Tx,
        charges::{self, Head, OpenCharge},
        companies, events,
        ledger::{self, Entries},
    },
};
use chrono::NaiveDate;
use domain::{
    Error as Rule, Money,
    charge::one_company,
    id::{ChargeId, ClientId, CompanyId, EntryId},
    ledger::{Ledger, NewEntry, Owed},
};
use std::sync::Arc;
use uuid::Uuid;

/// Charges of one client and one company, locked until the transaction ends.
pub(crate) struct Locked {
    pub(crate) client: ClientId,
    pub(crate) company: CompanyId,
    /// The one due first first.
    pub(crate) ledgers: Vec<Ledger>,
    pub(crate) rules: Arc<Rules>,
}

/// Locks charges that the actor may see; all of one client and one company.
pub(crate) async fn lock(
    tx: &mut Tx,
    ctx: &Ctx,
    actor: &Actor,
    charges: &[ChargeId],
) -> Result<Locked, Error> {
    let (client, company) = whose(&charges::heads(tx, charges, actor.user).await?, charges)?;
    companies::hold(tx, company).await?;
    tx.lock_client(client).await?;
    read(tx, ctx, actor, charges).await
}

/// The same charges when company and client are locked already, or nothing is to be changed.
pub(crate) async fn read(
    tx: &mut Tx,
    ctx: &Ctx,
    actor: &Actor,
    charges: &[ChargeId],
) -> Result<Locked, Error> {
    let heads = charges::heads(tx, charges, actor.user).await?;
    let (client, company) = whose(&heads, charges)?;
    let ledgers = ledger::ledgers(tx, &heads).await?;
    Ok(Locked { client, company, ledgers, rules: ctx.rules.of(tx).await? })
}

fn whose(heads: &[Head], charges: &[ChargeId]) -> Result<(ClientId, CompanyId), Error> {
    let Some(client) = heads.first().map(|head| head.client) else { return Err(Error::NotFound) };
    if heads.len() != charges.len() || heads.iter().any(|head| head.client != client) {
        return Err(Rule::NotAnOption.on("charges").into());
    }
    let company = one_company(heads.iter().map(|head| head.company));
    Ok((client, company.map_err(|error| error.on("charges"))?))
}

/// Adds lines to the ledgers that they are of, in the database and here, and keeps each charge's standing.
pub(crate) async fn record(
    tx: &mut Tx,
    ctx: &Ctx,
    actor: &Actor,
    ledgers: &mut [Ledger],
    lines: &[NewEntry],
) -> Result<(), Error> {
    let contradicts =
        |id: ChargeId| Error::Inconsistent { table: "ledger", column: "charge_id", id: id.to_string() };
    let entries = ledger::insert(tx, lines, actor.user, ctx.clock.now()).await?;
    for (line, entry) in lines.iter().zip(entries) {
        let ledger = ledgers.iter_mut().find(|ledger| ledger.charge() == line.charge);
        let pushed = ledger.map(|ledger| ledger.push(entry));
        pushed.and_then(Result::ok).ok_or_else(|| contradicts(line.charge))?;
    }
    for ledger in ledgers.iter().filter(|ledger| lines.iter().any(|line| line.charge == ledger.charge())) {
        charges::set_standing(tx, ledger).await?;
    }
    Ok(())
}

/// What an open charge comes to today, as far as it was read for a list; nothing where the index lacks a month.
/// `entries` are those of the charges that moved.
pub(crate) fn updated(
    charge: &OpenCharge,
    entries: &mut Entries,
    rules: &Rules,
    today: NaiveDate,
) -> Result<Option<Money>, Error> {
    if charge.due >= today {
        return Ok(Some(charge.balance));
    }
    let terms = rules.terms(charge.company, today);
    let owed = if charge.moved {
        let lines = entries.remove(&charge.id).unwrap_or_default();
        ledger::ledger(charge.id, "", charge.due, lines)?.owed(&terms, today)
    } else {
        Owed::untouched(&terms, charge.balance, charge.due, today)
    };
    Ok(owed.ok().map(|owed| owed.total))
}

/// Reversals in the order in which they can be recorded. What was added to the debt for a payment goes after the
/// payment itself: no line may leave less than nothing.
pub(crate) fn takings_first(ledgers: &[Ledger], mut lines: Vec<NewEntry>) -> Vec<NewEntry> {
    let sign = |id: EntryId| {
        ledgers.iter().flat_map(Ledger::entries).find(|line| line.id == id).map(|line| line.kind.sign())
    };
    lines.sort_by_key(|line| line.reverses.and_then(sign));
    lines
}

/// That somebody was faster: who did what last to `subject`, and when.
pub(crate) async fn overtaken(tx: &mut Tx, subject: Uuid) -> Result<Error, Error> {
    let last = events::last(tx, subject).await?;
    let (by, at) = last.map_or_else(|| (String::new(), None), |(by, at)| (by, Some(local(at))));
    Ok(Error::Overtaken { by, at, changes: Vec::new() })
}
