//! Undoing an agreement of which nothing was paid, and breaking one that is not kept.

use super::slips;
use crate::{
    Actor, Ctx, Error,
    ctx::local,
    events,
    ledgers::{self, Locked},
    promises::{self, Ceased},
    store::{
        Tx,
        agreements::{self, Agreement},
        companies,
    },
};
use domain::{
    Money,
    agreement::{self, AgreementState, BreakAgreement, UndoAgreement},
    id::{AgreementId, ChargeId},
    ledger::{Ledger, NewEntry, Owed},
    permission::Permission,
};
use serde_json::json;

/// Undoes an agreement: its sources owe what they would owe without it.
pub async fn undo(ctx: &Ctx, actor: &Actor, cmd: UndoAgreement) -> Result<(), Error> {
    actor.require(Permission::AgreementUndo)?;
    let (id, reason) = cmd.check()?;
    let mut tx = ctx.db.begin().await?;
    let Some((agreement, sources, instalments)) =
        active(&mut tx, ctx, actor, id, AgreementState::Undone).await?
    else {
        return Ok(());
    };
    let today = ctx.clock.today();
    let lines = agreement::undo(id, &sources.ledgers, &instalments.ledgers, today);
    let lines = lines.map_err(|error| error.on("agreement"))?;
    end(&mut tx, ctx, actor, &agreement, (sources, instalments), lines, AgreementState::Undone, &reason)
        .await?;
    let data = json!({ "number": agreement.number, "reason": reason });
    events::done_by(&mut tx, ctx, actor, Some(agreement.client), "agreement_undone", id.0, data).await?;
    tx.commit().await
}

/// Breaks an agreement: its sources come back, and what was paid of it goes to them, the one due first first.
/// Refused when that is not what the page showed.
pub async fn break_up(ctx: &Ctx, actor: &Actor, cmd: BreakAgreement) -> Result<(), Error> {
    actor.require(Permission::AgreementUndo)?;
    let (id, reason, seen) = cmd.check()?;
    let mut tx = ctx.db.begin().await?;
    let Some((agreement, sources, instalments)) =
        active(&mut tx, ctx, actor, id, AgreementState::Broken).await?
    else {
        return Ok(());
    };
    let (today, company) = (ctx.clock.today(), agreement.company.id);
    let breaking = agreement::break_up(
        |day| sources.rules.terms(company, day),
        id,
        &sources.ledgers,
        &instalments.ledgers,
        today,
    )
    .map_err(|error| error.on("agreement"))?;
    let after: Money = breaking.after.iter().map(|(_, derivation)| derivation.owed.total).sum();
    if after != seen {
        return Err(ledgers::overtaken(&mut tx, id.0).await?);
    }
    let owed_after: Vec<(ChargeId, Owed)> =
        breaking.after.iter().map(|(charge, derivation)| (*charge, derivation.owed)).collect();
    let lines = breaking.entries.clone();
    end(&mut tx, ctx, actor, &agreement, (sources, instalments), lines, AgreementState::Broken, &reason)
        .await?;
    let data = json!({
        "number": agreement.number, "reason": reason, "owed_before": breaking.before,
        "owed_after": owed_after, "received_centavos": breaking.received.centavos(),
        "payments": breaking.payments,
    });
    events::done_by(&mut tx, ctx, actor, Some(agreement.client), "agreement_broken", id.0, data).await?;
    tx.commit().await
}

/// The agreement, locked, with its sources and instalments; nothing when the same person ended it so before.
async fn active(
    tx: &mut Tx,
    ctx: &Ctx,
    actor: &Actor,
    id: AgreementId,
    wanted: AgreementState,
) -> Result<Option<(Agreement, Locked, Locked)>, Error> {
    let found = agreements::by_id(tx, id, actor.user).await?.ok_or(Error::NotFound)?;
    companies::hold(tx, found.company.id).await?;
    tx.lock_client(found.client).await?;
    let agreement = agreements::by_id(tx, id, actor.user).await?.ok_or(Error::NotFound)?;
    if let Some(ended) = &agreement.ended {
        if agreement.state == wanted && ended.by == Some(actor.user) {
            // The form was sent twice.
            return Ok(None);
        }
        let (by, at) = (ended.name.clone(), Some(local(ended.at)));
        return Err(Error::Overtaken { by, at, changes: Vec::new() });
    }
    let (sources, instalments) = parts(tx, ctx, actor, id).await?;
    Ok(Some((agreement, sources, instalments)))
}

/// Sources and instalments with their ledgers.
pub(super) async fn parts(
    tx: &mut Tx,
    ctx: &Ctx,
    actor: &Actor,
    id: AgreementId,
) -> Result<(Locked, Locked), Error> {
    let sources: Vec<ChargeId> =
        agreements::sources(tx, id).await?.into_iter().map(|source| source.charge).collect();
    let instalments: Vec<ChargeId> =
        agreements::instalments(tx, &[id]).await?.into_iter().map(|part| part.charge).collect();
    let sources = ledgers::read(tx, ctx, actor, &sources).await?;
    let instalments = ledgers::read(tx, ctx, actor, &instalments).await?;
    Ok((sources, instalments))
}

/// Records the lines and the end, and notes both at each charge.
#[expect(clippy::too_many_arguments, reason = "what one transaction works on")]
async fn end(
    tx: &mut Tx,
    ctx: &Ctx,
    actor: &Actor,
    agreement: &Agreement,
    (sources, instalments): (Locked, Locked),
    lines: Vec<NewEntry>,
    state: AgreementState,
    reason: &str,
) -> Result<(), Error> {
    let charges = |ledgers: &[Ledger]| ledgers.iter().map(Ledger::charge).collect::<Vec<ChargeId>>();
    let (restored, ceased) = (charges(&sources.ledgers), charges(&instalments.ledgers));
    let mut ledgers = [sources.ledgers, instalments.ledgers].concat();
    ledgers::record(tx, ctx, actor, &mut ledgers, &lines).await?;
    let (today, now) = (ctx.clock.today(), ctx.clock.now());
    agreements::end(tx, agreement.id, state, today, (actor.user, now), reason).await?;
    promises::cancel_ceased(tx, ctx, actor, agreement.client, &ceased, Ceased::Ended(agreement.id)).await?;
    slips::withdraw(tx, ctx, actor, agreement, state).await?;
    for ledger in &ledgers {
        let kind = if restored.contains(&ledger.charge()) { "charge_restored" } else { "instalment_ended" };
        let data = json!({
            "agreement": agreement.id, "number": agreement.number, "state": state, "reason": reason,
            "balance_after": ledger.open().centavos(),
        });
        events::done_by(tx, ctx, actor, Some(agreement.client), kind, ledger.charge().0, data).await?;
    }
    Ok(())
}
