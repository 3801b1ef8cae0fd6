//! Taking an import back, as long as nobody touched what it made.

use super::{
    State,
    run::{PATIENCE, seen},
    word,
};
use crate::{
    Actor, Ctx, Error, error, events, ledgers,
    store::{
        Tx, charges,
        import::lock_company,
        imports, ledger, payments,
        undo::{self, paid_charges},
    },
};
use domain::{
    error::Check,
    id::{ChargeId, ClientId, CompanyId, ImportId, PaymentId, UserId},
    ledger::Ledger,
    permission::Permission,
    settlement,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::{BTreeSet, HashSet};

/// The form that takes an import back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct UndoImport {
    /// Which import.
    pub import: String,
    /// Why.
    pub reason: String,
}

/// Something that keeps an import from being taken back: somebody touched it since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Touched {
    /// A charge that the import made: identity and document.
    Charge(ChargeId, String),
    /// A client that the import made: identity and name.
    Client(ClientId, String),
    /// A charge of which the import recorded a payment: identity and document.
    Payment(ChargeId, String),
}

/// What came of taking an import back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undone {
    /// Everything is as before.
    Yes,
    /// Nothing was changed, because of these.
    Touched(Vec<Touched>),
    /// There is much to take back: it goes on behind the page.
    Going,
}

/// Takes an import back: what it made is removed, what it recorded as paid is taken back (estorno). All or nothing.
/// What takes longer than a moment goes on behind the page.
pub async fn undo(ctx: &Ctx, actor: &Actor, cmd: UndoImport) -> Result<Undone, Error> {
    actor.require(Permission::Import)?;
    let mut check = Check::default();
    let reason = check.required("reason", &cmd.reason, 500);
    check.done()?;
    let reason = reason.unwrap_or_default();
    let id = ImportId(seen(ctx, actor, &cmd.import).await?.id);
    if ctx.imports.rows(id).is_some() {
        return Ok(Undone::Going);
    }
    let entry = ctx.imports.begin(id);
    let (ctx, actor) = (ctx.clone(), actor.clone());
    // In a task of its own: it outlives the request that began it.
    let mut work = tokio::spawn(async move {
        let _entry = entry;
        take_back(&ctx, &actor, id, &reason).await
    });
    let Ok(done) = tokio::time::timeout(PATIENCE, &mut work).await else {
        tokio::spawn(async move {
            match work.await {
                Ok(Ok(_)) => {}
                Ok(Err(cause)) => drop(error::report(&cause)),
                Err(cause) => tracing::error!(%cause, "taking an import back"),
            }
        });
        return Ok(Undone::Going);
    };
    done.unwrap_or_else(|cause| Err(Error::Other(format!("taking an import back: {cause}"))))
}

async fn take_back(ctx: &Ctx, actor: &Actor, id: ImportId, reason: &str) -> Result<Undone, Error> {
    // Where there is one writer, who comes second waits here, where nothing gives up waiting.
    let _writer = if ctx.db.is_shared() { None } else { Some(ctx.imports.writer.lock().await) };
    let row = imports::one(&mut ctx.db.read().await?, id, actor.user).await?.ok_or(Error::NotFound)?;
    let mut tx = ctx.db.begin().await?;
    // Whoever changes money of this company waits until it is decided.
    lock_company(&mut tx, CompanyId(row.company_id)).await?;
    let row = imports::one(&mut tx, id, actor.user).await?.ok_or(Error::NotFound)?;
    if word::<State>(&row.state, "state", row.id)? != State::Done {
        // The form was sent twice.
        return Ok(Undone::Yes);
    }
    let touched = touched(&mut tx, id, actor.user).await?;
    if !touched.is_empty() {
        return Ok(Undone::Touched(touched));
    }
    take_payments_back(&mut tx, ctx, actor, id, reason).await?;
    undo::remove(&mut tx, id).await?;
    imports::set_undone(&mut tx, id, (actor.user, ctx.clock.now()), reason).await?;
    let data =
        json!({ "file": row.file_name, "company": row.company, "report": row.report, "reason": reason });
    events::done_by(&mut tx, ctx, actor, None, "import_undone", id.0, data).await?;
    tx.touch_everything().await?;
    tx.commit().await?;
    Ok(Undone::Yes)
}

/// What somebody touched of all that the import made.
pub(super) async fn touched(tx: &mut Tx, import: ImportId, user: UserId) -> Result<Vec<Touched>, Error> {
    let (charges, clients) = undo::touched(tx, import).await?;
    let mut touched: Vec<Touched> =
        charges.into_iter().map(|(id, document)| Touched::Charge(ChargeId(id), document)).collect();
    touched.extend(clients.into_iter().map(|(id, name)| Touched::Client(ClientId(id), name)));
    let payments = undo::payments(tx, import).await?;
    for ledger in paid_ledgers(tx, import, user).await? {
        if !is_untouched(&ledger, &payments) {
            touched.push(Touched::Payment(ledger.charge(), ledger.document().to_owned()));
        }
    }
    Ok(touched)
}

async fn paid_ledgers(tx: &mut Tx, import: ImportId, user: UserId) -> Result<Vec<Ledger>, Error> {
    let ids = paid_charges(tx, import).await?;
    let heads = charges::heads(tx, &ids, user).await?;
    ledger::ledgers(tx, &heads).await
}

/// Whether nothing was recorded after the import's payments, which still hold.
fn is_untouched(ledger: &Ledger, payments: &HashSet<PaymentId>) -> bool {
    let ours = |payment: Option<PaymentId>| payment.is_some_and(|payment| payments.contains(&payment));
    let since = ledger.entries().iter().skip_while(|line| !ours(line.payment));
    since.clone().next().is_some()
        && since.into_iter().all(|line| ours(line.payment) && line.reverses.is_none())
}

/// Records the reversal of every payment that the import recorded for charges that were known.
async fn take_payments_back(
    tx: &mut Tx,
    ctx: &Ctx,
    actor: &Actor,
    import: ImportId,
    reason: &str,
) -> Result<(), Error> {
    let (today, now) = (ctx.clock.today(), ctx.clock.now());
    let ours = undo::payments(tx, import).await?;
    let ids = paid_charges(tx, import).await?;
    let heads = charges::heads(tx, &ids, actor.user).await?;
    // In one order: of two who lock several clients neither waits for the other.
    for client in heads.iter().map(|head| head.client).collect::<BTreeSet<_>>() {
        tx.lock_client(client).await?;
    }
    let mut all = ledger::ledgers(tx, &heads).await?;
    for (place, head) in heads.iter().enumerate() {
        let ledgers = &mut all[place..=place];
        let before = ledgers[0].open();
        let mut taken: Vec<PaymentId> = ledgers[0].entries().iter().filter_map(|line| line.payment).collect();
        taken.retain(|payment| ours.contains(payment));
        taken.dedup();
        // The last one first: each then leaves the charge as it was before.
        for payment in taken.into_iter().rev() {
            let lines = settlement::reverse(ledgers, payment, today).map_err(|error| error.on("reason"))?;
            let lines = ledgers::takings_first(ledgers, lines);
            ledgers::record(tx, ctx, actor, ledgers, &lines).await?;
            payments::reverse(tx, payment, today, (actor.user, now), reason).await?;
        }
        let data = json!({
            "import": import, "reason": reason, "balance_before": before.centavos(),
        });
        events::done_by(tx, ctx, actor, Some(head.client), "payment_reversed", head.id.0, data).await?;
    }
    Ok(())
}
