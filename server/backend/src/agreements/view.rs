//! The page of one agreement: what it is made of, how it is doing, what breaking it would do.

use crate::{
    Actor, Ctx, Error,
    store::{agreements, payments},
};
use chrono::NaiveDate;
use domain::{
    agreement::{
        AgreementState, AgreementView, InstalmentLine, Proposal, SourceLine, SourceStanding, before,
        break_up, health, undo,
    },
    id::{AgreementId, ChargeId},
    instalments::Instalment,
    permission::Permission,
};

/// Everything that the page of an agreement shows.
pub async fn view(ctx: &Ctx, actor: &Actor, id: AgreementId) -> Result<AgreementView, Error> {
    actor.require(Permission::CrmRead)?;
    let today = ctx.clock.today();
    let mut tx = ctx.db.read().await?;
    let agreement = agreements::by_id(&mut tx, id, actor.user).await?.ok_or(Error::NotFound)?;
    let (sources, instalments) = super::end::parts(&mut tx, ctx, actor, id).await?;
    let stored = agreements::instalments(&mut tx, &[id]).await?;
    let lines = agreements::sources(&mut tx, id).await?;
    // Payments of the sources from before the agreement are theirs, not its.
    let charges: Vec<ChargeId> = stored.iter().map(|part| part.charge).collect();
    let may_reverse = actor.role.allows(Permission::ChargeReverse);
    let payments = payments::of_charges(&mut tx, &charges, may_reverse).await?;
    let rules = ctx.rules.of(&mut tx).await?;

    let company = agreement.company.id;
    let terms = rules.terms(company, today);
    let health = health(agreement.state, &instalments.ledgers, &terms, today);
    let may_end = agreement.state == AgreementState::Active && actor.role.allows(Permission::AgreementUndo);
    let breaking = may_end.then(|| {
        let terms = |day| rules.terms(company, day);
        break_up(terms, id, &sources.ledgers, &instalments.ledgers, today).ok()
    });
    let may_undo = may_end && undo(id, &sources.ledgers, &instalments.ledgers, today).is_ok();
    let agreed: Vec<Instalment> = stored.iter().map(|part| part.agreed).collect();
    let line = |part: agreements::StoredInstalment| {
        let ledger = instalments.ledgers.iter().find(|ledger| ledger.charge() == part.charge)?;
        Some(InstalmentLine {
            charge: part.charge,
            number: part.number,
            document: part.document,
            method: part.agreed.method,
            due: part.agreed.due,
            amount: part.agreed.amount,
            received: ledger.received(NaiveDate::MAX),
            owed: ledger.owed(&terms, today).unwrap_or_default(),
            status: ledger.status(),
        })
    };
    let explained = |line: &SourceLine| {
        let ledger = sources.ledgers.iter().find(|ledger| ledger.charge() == line.charge)?;
        let derivation =
            before(id, ledger).ok()?.derivation(&rules.terms(company, agreement.on), agreement.on);
        derivation.ok().filter(|derivation| derivation.owed == line.owed)
    };
    let stands = |line: &SourceLine| {
        let ledger = sources.ledgers.iter().find(|ledger| ledger.charge() == line.charge)?;
        Some(SourceStanding { charge: line.charge, status: ledger.status() })
    };
    Ok(AgreementView {
        today,
        id,
        number: agreement.number,
        client: agreement.client,
        client_name: agreement.client_name,
        company: agreement.company,
        user: agreement.user,
        state: agreement.state,
        health,
        explained: lines.iter().map(explained).collect(),
        sources: lines.iter().filter_map(stands).collect(),
        agreed: Proposal {
            on: agreement.on,
            sources: lines,
            adjustment: agreement.adjustment,
            instalments: agreed,
        },
        discount_reason: agreement.discount_reason,
        notes: agreement.notes,
        contact: agreement.contact,
        payments,
        instalments: stored.into_iter().filter_map(line).collect(),
        ended: agreement.ended.map(|ended| (ended.name, ended.on, ended.reason)),
        break_rule: agreement.break_rule,
        break_proposed: agreement.break_rule.proposes(health),
        breaking: breaking.flatten(),
        may_undo,
    })
}
