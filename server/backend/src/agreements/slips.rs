//! What is to be done about bank slips (boletos) when an agreement replaces charges: tasks in the agenda.

use super::note;
use crate::{
    Actor, Ctx, Error,
    ctx::new_id,
    events,
    store::{
        Tx,
        agreements::{Agreement, NewAgreement},
        appointments::{self, Closing, NewAppointment},
        charges,
    },
};
use domain::{
    agreement::{AgreementState, Proposal},
    charge::PaymentMethod,
    id::{AppointmentId, ChargeId},
};
use serde_json::json;

/// Puts the checklist into the agenda of who agreed: the bank slips of the sources are to be cancelled at the
/// bank, those of the instalments are to be issued.
pub(super) async fn schedule(
    tx: &mut Tx,
    ctx: &Ctx,
    actor: &Actor,
    new: &NewAgreement<'_>,
    proposal: &Proposal,
) -> Result<(), Error> {
    let sources: Vec<ChargeId> = proposal.sources.iter().map(|source| source.charge).collect();
    let heads = charges::heads(tx, &sources, actor.user).await?;
    let slips = heads.iter().filter(|head| head.method == Some(PaymentMethod::BankSlip));
    let replaced: Vec<&str> = slips.map(|head| head.document.as_str()).collect();
    let parts = (1..).zip(&proposal.instalments);
    let issued: Vec<usize> =
        parts.filter(|(_, part)| part.method == PaymentMethod::BankSlip).map(|(number, _)| number).collect();
    let tasks = [
        (!replaced.is_empty()).then(|| note::cancel_slips(new.number, &replaced)),
        (!issued.is_empty()).then(|| note::issue_slips(new.number, &issued, proposal.instalments.len())),
    ];
    for notes in tasks.into_iter().flatten() {
        let id = AppointmentId(new_id());
        let task = NewAppointment {
            id,
            client: new.client,
            company: new.company,
            on: new.on,
            time: None,
            assignee: actor.user,
            notes: &notes,
            key: None,
            source: Some(new.contact),
            by: actor.user,
            at: new.at,
        };
        appointments::insert(tx, &task).await?;
        let data = json!({ "on": new.on, "assignee": actor.user, "agreement": new.id });
        events::done_by(tx, ctx, actor, Some(new.client), "appointment_scheduled", id.0, data).await?;
    }
    Ok(())
}

/// Takes what is left of the checklist out of the agenda: the agreement is no more.
pub(super) async fn withdraw(
    tx: &mut Tx,
    ctx: &Ctx,
    actor: &Actor,
    agreement: &Agreement,
    state: AgreementState,
) -> Result<(), Error> {
    let reason = note::ended(agreement.number, state);
    let pending = appointments::pending_notes(tx, agreement.client, agreement.company.id).await?;
    for (id, _) in pending.iter().filter(|(_, notes)| note::is_about_slips(agreement.number, notes)) {
        if appointments::close(tx, *id, Closing::Cancelled(&reason), actor.user, ctx.clock.now()).await? {
            let data = json!({ "reason": reason, "agreement": agreement.id });
            let client = Some(agreement.client);
            events::done_by(tx, ctx, actor, client, "appointment_cancelled", id.0, data).await?;
        }
    }
    Ok(())
}
