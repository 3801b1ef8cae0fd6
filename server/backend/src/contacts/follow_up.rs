//! What a contact does to the agenda: it completes what was due and schedules the next one. Voided, it takes both back.

use crate::{
    Actor, Ctx, Error,
    ctx::new_id,
    events,
    store::{
        Tx,
        appointments::{self, Closing, NewAppointment},
        contacts::NewContact,
    },
};
use chrono::{NaiveDate, NaiveTime};
use domain::id::{AppointmentId, ClientId, CompanyId, ContactId, UserId};
use serde_json::json;

/// The next contact: when, for which company, and who makes it.
pub(super) struct NextContact {
    pub(super) on: NaiveDate,
    pub(super) time: Option<NaiveTime>,
    pub(super) company: CompanyId,
    pub(super) assignee: UserId,
}

/// Completes the appointment that the contact was made for, and what else its assignee had due with the client by then:
/// one call is about all of it. Nothing when somebody closed it meanwhile.
pub(crate) async fn complete(
    tx: &mut Tx,
    ctx: &Ctx,
    actor: &Actor,
    contact: &NewContact<'_>,
    named: AppointmentId,
) -> Result<(), Error> {
    let pending = appointments::pending_of_client(tx, contact.client, actor.user).await?;
    let Some(named) = pending.iter().find(|line| line.id == named) else { return Ok(()) };
    let now = ctx.clock.local_now();
    for line in pending.iter().filter(|line| line.is_done_with(named, now)) {
        let closing = Closing::Done(contact.id);
        if appointments::close(tx, line.id, closing, actor.user, contact.recorded_at).await? {
            let (client, data) = (Some(contact.client), json!({ "contact": contact.id }));
            events::done_by(tx, ctx, actor, client, "appointment_completed", line.id.0, data).await?;
        }
    }
    Ok(())
}

/// Schedules the next contact, unless the same person has one with the client at that time already.
pub(super) async fn schedule(
    tx: &mut Tx,
    ctx: &Ctx,
    actor: &Actor,
    contact: &NewContact<'_>,
    next: &NextContact,
) -> Result<(), Error> {
    let pending = appointments::pending_of_client(tx, contact.client, actor.user).await?;
    let wanted = (next.assignee, next.on, next.time);
    if pending.iter().any(|line| (line.assignee_id, line.on, line.time) == wanted) {
        return Ok(());
    }
    let appointment = NewAppointment {
        id: AppointmentId(new_id()),
        client: contact.client,
        company: next.company,
        on: next.on,
        time: next.time,
        assignee: next.assignee,
        notes: "",
        key: None,
        source: Some(contact.id),
        by: actor.user,
        at: contact.recorded_at,
    };
    insert(tx, ctx, actor, &appointment).await
}

/// Takes back what a voided contact did: what it completed is due again, what it scheduled and nobody touched since
/// will not take place.
pub(crate) async fn undo(
    tx: &mut Tx,
    ctx: &Ctx,
    actor: &Actor,
    (client, contact): (ClientId, ContactId),
    reason: &str,
) -> Result<(), Error> {
    let now = ctx.clock.now();
    for id in appointments::scheduled_by(tx, client, contact).await? {
        if appointments::close(tx, id, Closing::Cancelled(reason), actor.user, now).await? {
            let data = json!({ "reason": reason, "contact": contact });
            events::done_by(tx, ctx, actor, Some(client), "appointment_cancelled", id.0, data).await?;
        }
    }
    for done in appointments::completed_by(tx, client, contact).await? {
        let again = NewAppointment {
            id: AppointmentId(new_id()),
            client,
            company: done.company,
            on: done.on,
            time: done.time,
            assignee: done.assignee,
            notes: &done.notes,
            key: None,
            source: done.source,
            by: actor.user,
            at: now,
        };
        insert(tx, ctx, actor, &again).await?;
    }
    Ok(())
}

async fn insert(tx: &mut Tx, ctx: &Ctx, actor: &Actor, new: &NewAppointment<'_>) -> Result<(), Error> {
    appointments::insert(tx, new).await?;
    let data = json!({ "on": new.on, "time": new.time, "assignee": new.assignee, "contact": new.source });
    events::done_by(tx, ctx, actor, Some(new.client), "appointment_scheduled", new.id.0, data).await
}
