//! A new appointment from the client page (F049).

use crate::{
    Actor, Ctx, Error,
    contacts::future,
    ctx::{key_with, new_id},
    events, scope,
    store::appointments::{self, NewAppointment},
};
use domain::{
    Error as Rule,
    agenda::{NOTES_MAX, ScheduleAppointment},
    error::Check,
    id::{AppointmentId, UserId},
    period::parse_time,
    permission::Permission,
};
use serde_json::json;
use uuid::Uuid;

/// Schedules an appointment; a form sent twice schedules one, another day or time is another appointment.
pub async fn schedule(ctx: &Ctx, actor: &Actor, cmd: ScheduleAppointment) -> Result<AppointmentId, Error> {
    actor.require(Permission::CrmCreate)?;
    let client = cmd.client.parse().map_err(|_| Error::NotFound)?;
    let (now, today) = (ctx.clock.now(), ctx.clock.today());
    let mut check = Check::default();
    let key = check.take("key", cmd.key.trim().parse::<Uuid>().map_err(|_| Rule::NotAnOption));
    let on = check.take("date", future(&cmd.date, today));
    let time = check.optional("time", &cmd.time, parse_time);
    let assignee = check.optional("assignee", &cmd.assignee, str::parse::<UserId>);
    let notes = check.text("notes", &cmd.notes, NOTES_MAX);
    check.done()?;
    let (Some(key), Some(on), Some(time), Some(assignee), Some(notes)) = (key, on, time, assignee, notes)
    else {
        return Err(Error::Invalid(Vec::new()));
    };
    let key = key_with(key, &[&cmd.client, &cmd.date, &cmd.time, &cmd.assignee, &notes]);
    let assignee = assignee.unwrap_or(actor.user);

    let mut tx = ctx.db.begin().await?;
    scope::client(&mut tx, actor, client).await?;
    tx.lock_client(client).await?;
    if let Some(id) = appointments::by_key(&mut tx, key).await? {
        return Ok(id);
    }
    let companies = scope::companies(&mut tx, actor, client, today).await?;
    let company = scope::company_of_assignee(&mut tx, &companies, assignee)
        .await?
        .ok_or_else(|| Rule::NotAnOption.on("assignee"))?;
    let id = AppointmentId(new_id());
    let appointment = NewAppointment {
        id,
        client,
        company,
        on,
        time,
        assignee,
        notes: &notes,
        key: Some(key),
        source: None,
        by: actor.user,
        at: now,
    };
    appointments::insert(&mut tx, &appointment).await?;
    let data = json!({ "on": on, "time": time, "assignee": assignee });
    events::done_by(&mut tx, ctx, actor, Some(client), "appointment_scheduled", id.0, data).await?;
    tx.commit().await?;
    Ok(id)
}
