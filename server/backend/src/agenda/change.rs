//! Rescheduling, reassigning and cancelling an appointment, each only while it is pending.

use crate::{
    Actor, Ctx, Error,
    contacts::future,
    ctx::new_id,
    events,
    store::{
        Tx,
        appointments::{self, Appointment, Closing, NewAppointment},
        users,
    },
};
use domain::{
    Error as Rule,
    agenda::{CancelAppointment, ReassignAppointment, RescheduleAppointment},
    contact::REASON_MAX,
    error::Check,
    id::{AppointmentId, UserId},
    period::parse_time,
    permission::Permission,
};
use serde_json::json;

/// Moves an appointment: the old one stays as rescheduled, and a new one takes its place.
pub async fn reschedule(
    ctx: &Ctx,
    actor: &Actor,
    cmd: RescheduleAppointment,
) -> Result<AppointmentId, Error> {
    actor.require(Permission::CrmEdit)?;
    let mut check = Check::default();
    let on = check.take("date", future(&cmd.date, ctx.clock.today()));
    let time = check.optional("time", &cmd.time, parse_time);
    check.done()?;
    let (Some(on), Some(time)) = (on, time) else { return Err(Error::Invalid(Vec::new())) };

    let mut tx = ctx.db.begin().await?;
    let old = locked(&mut tx, actor, &cmd.appointment).await?;
    if (old.on, old.time) == (on, time) && old.is_pending() {
        return Ok(old.id);
    }
    if let Some(replacement) = old.replaced_by.filter(|_| old.was_closed_by(actor.user)) {
        let made = appointments::by_id(&mut tx, replacement, actor.user).await?;
        if made.is_some_and(|made| (made.on, made.time) == (on, time)) {
            // The form was sent twice.
            return Ok(replacement);
        }
    }
    if !old.is_pending() {
        return Err(old.changed());
    }
    let new = AppointmentId(new_id());
    let appointment = NewAppointment {
        id: new,
        client: old.client,
        company: old.company,
        on,
        time,
        assignee: old.assignee,
        notes: &old.notes,
        key: None,
        source: None,
        by: actor.user,
        at: ctx.clock.now(),
    };
    appointments::insert(&mut tx, &appointment).await?;
    close(&mut tx, ctx, actor, &old, Closing::Replaced(new)).await?;
    let data = json!({
        "before": { "on": old.on, "time": old.time },
        "after": { "on": on, "time": time },
        "replaced_by": new,
    });
    events::done_by(&mut tx, ctx, actor, Some(old.client), "appointment_rescheduled", old.id.0, data).await?;
    tx.commit().await?;
    Ok(new)
}

/// Gives an appointment to somebody else.
pub async fn reassign(ctx: &Ctx, actor: &Actor, cmd: ReassignAppointment) -> Result<(), Error> {
    actor.require(Permission::CrmEdit)?;
    let mut check = Check::default();
    let to = check.take("assignee", cmd.assignee.parse::<UserId>());
    check.done()?;
    let Some(to) = to else { return Err(Error::Invalid(Vec::new())) };

    let mut tx = ctx.db.begin().await?;
    let appointment = locked(&mut tx, actor, &cmd.appointment).await?;
    if !appointment.is_pending() {
        return Err(appointment.changed());
    }
    if appointment.assignee == to {
        return Ok(());
    }
    if !users::is_assignable(&mut tx, to, appointment.company).await? {
        return Err(Rule::NotAnOption.on("assignee").into());
    }
    if !appointments::reassign(&mut tx, appointment.id, to).await? {
        return Err(appointment.changed());
    }
    let (client, data) = (Some(appointment.client), json!({ "before": appointment.assignee, "after": to }));
    events::done_by(&mut tx, ctx, actor, client, "appointment_reassigned", appointment.id.0, data).await?;
    tx.commit().await
}

/// Cancels an appointment with a reason.
pub async fn cancel(ctx: &Ctx, actor: &Actor, cmd: CancelAppointment) -> Result<(), Error> {
    actor.require(Permission::CrmDelete)?;
    let mut check = Check::default();
    let reason = check.required("reason", &cmd.reason, REASON_MAX).unwrap_or_default();
    check.done()?;

    let mut tx = ctx.db.begin().await?;
    let appointment = locked(&mut tx, actor, &cmd.appointment).await?;
    if appointment.state == "cancelled" && appointment.was_closed_by(actor.user) {
        // The form was sent twice.
        return Ok(());
    }
    close(&mut tx, ctx, actor, &appointment, Closing::Cancelled(&reason)).await?;
    let (client, data) = (Some(appointment.client), json!({ "reason": reason }));
    events::done_by(&mut tx, ctx, actor, client, "appointment_cancelled", appointment.id.0, data).await?;
    tx.commit().await
}

/// The appointment as it is while its client is locked: nobody changes it until the transaction ends.
async fn locked(tx: &mut Tx, actor: &Actor, id: &str) -> Result<Appointment, Error> {
    let id: AppointmentId = id.parse().map_err(|_| Error::NotFound)?;
    let client = appointments::by_id(tx, id, actor.user).await?.ok_or(Error::NotFound)?.client;
    tx.lock_client(client).await?;
    appointments::by_id(tx, id, actor.user).await?.ok_or(Error::NotFound)
}

async fn close(
    tx: &mut Tx,
    ctx: &Ctx,
    actor: &Actor,
    appointment: &Appointment,
    closing: Closing<'_>,
) -> Result<(), Error> {
    let closed = appointments::close(tx, appointment.id, closing, actor.user, ctx.clock.now()).await?;
    if closed { Ok(()) } else { Err(appointment.changed()) }
}

impl Appointment {
    fn was_closed_by(&self, user: UserId) -> bool {
        self.closed_by.as_ref().is_some_and(|(closer, _)| *closer == user)
    }

    /// Somebody else was faster.
    fn changed(&self) -> Error {
        Error::Changed { by: self.closed_by.as_ref().map(|(_, name)| name.clone()).unwrap_or_default() }
    }
}
