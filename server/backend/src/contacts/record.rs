//! Recording the contact of this minute: the main job.

use super::{
    checked::{Checked, checked, promise_field},
    follow_up::{self, NextContact},
};
use crate::{
    Actor, Ctx, Error,
    ctx::{day_around, new_id},
    delinquency, events,
    promises::{self, Place},
    scope,
    store::{
        Tx, appointments, charges, companies,
        contacts::{self, NewContact},
    },
};
use chrono::{DateTime, Utc};
use domain::{
    Error as Rule,
    client::ClientData,
    contact::{ContactRecorded, RecordContact},
    error::Check,
    id::{AppointmentId, ClientId, CompanyId, ContactId},
    permission::Permission,
};
use serde_json::json;

/// Records a contact, schedules the next one, and completes the appointment it was made for.
///
/// A form sent twice records once. Who contacts a client that anybody contacted today gives a reason.
pub async fn record(ctx: &Ctx, actor: &Actor, cmd: RecordContact) -> Result<ContactRecorded, Error> {
    actor.require(Permission::CrmCreate)?;
    let form = checked(ctx, &cmd)?;
    let (contact, repeated) = store(ctx, actor, &form).await?;
    let next = match cmd.then.as_str() {
        "next" => next_client(ctx, actor, form.client).await,
        _ => None,
    };
    Ok(ContactRecorded { contact, next, repeated })
}

async fn store(ctx: &Ctx, actor: &Actor, form: &Checked) -> Result<(ContactId, bool), Error> {
    let now = ctx.clock.now();
    let mut tx = ctx.db.begin().await?;
    let creditor = creditor(&mut tx, ctx, actor, form).await?;
    // From here on whoever else records a contact with this client waits, and then sees this one.
    tx.lock_client(form.client).await?;
    if let Some(recorded) = contacts::by_key(&mut tx, form.key).await? {
        let repeated = recorded.client == form.client && !recorded.is_comment;
        return if repeated { Ok((recorded.id, true)) } else { Err(Rule::AlreadyInUse.on("key").into()) };
    }
    let client = scope::client(&mut tx, actor, form.client).await?;
    let plan = plan(&mut tx, ctx, actor, form, &client).await?;

    let contact = NewContact {
        id: ContactId(new_id()),
        client: form.client,
        company: plan.company,
        at: form.at,
        facts: Some(form.facts),
        spoke_to: &form.spoke_to,
        notes: &form.notes,
        guard_reason: plan.guard_reason,
        user: actor.user,
        key: form.key,
        recorded_at: now,
    };
    contacts::insert(&mut tx, &contact, &form.charges).await?;
    let data = json!({
        "at": form.at,
        "channel": form.facts.channel,
        "outcome": form.facts.outcome,
        "sub_outcome": form.facts.sub_outcome,
        "reason": form.facts.reason,
        "charges": form.charges,
        "guard_reason": plan.guard_reason,
    });
    let id = contact.id;
    events::done_by(&mut tx, ctx, actor, Some(form.client), "contact_recorded", id.0, data).await?;
    if let (Some(promise), Some(company)) = (&form.promise, creditor) {
        let place = Place { client: form.client, company, contact: Some(id), key: form.key };
        promises::add(&mut tx, ctx, actor, place, promise).await.map_err(on_its_fields)?;
    }
    if let Some(appointment) = plan.completes {
        follow_up::complete(&mut tx, ctx, actor, &contact, appointment).await?;
    }
    if let Some(next) = &plan.next {
        follow_up::schedule(&mut tx, ctx, actor, &contact, next).await?;
    }
    tx.commit().await?;
    Ok((id, false))
}

/// To whom something was promised. Held, so that what is owed does not change under the promise.
async fn creditor(tx: &mut Tx, ctx: &Ctx, actor: &Actor, form: &Checked) -> Result<Option<CompanyId>, Error> {
    let Some(promise) = &form.promise else { return Ok(None) };
    scope::client(tx, actor, form.client).await?;
    let company = promises::creditor(tx, ctx, actor, form.client, promise).await?;
    companies::hold(tx, company).await?;
    Ok(Some(company))
}

/// What is wrong with the promise, at the fields that this form has for it.
fn on_its_fields(error: Error) -> Error {
    match error {
        Error::Invalid(errors) => Error::Invalid(
            errors.into_iter().map(|error| error.error.on(&promise_field(&error.field))).collect(),
        ),
        other => other,
    }
}

/// What the database has to say to a form.
struct Plan<'a> {
    company: CompanyId,
    next: Option<NextContact>,
    completes: Option<AppointmentId>,
    /// Blank when nobody contacted the client today: there was nothing to justify.
    guard_reason: &'a str,
}

async fn plan<'a>(
    tx: &mut Tx,
    ctx: &Ctx,
    actor: &Actor,
    form: &'a Checked,
    client: &ClientData,
) -> Result<Plan<'a>, Error> {
    let (now, today) = (ctx.clock.now(), ctx.clock.today());
    let mut check = Check::default();
    let mut companies = scope::companies(tx, actor, form.client, today).await?;
    if let Some(company) = company_of_charges(tx, actor, form, &mut check).await? {
        scope::prefer(&mut companies, company);
    }
    let company = companies[0];
    let mut next = None;
    if let Some(wanted) = &form.next {
        let assignee = wanted.assignee.unwrap_or(actor.user);
        match scope::company_of_assignee(tx, &companies, assignee).await? {
            Some(company) => {
                next = Some(NextContact { on: wanted.on, time: wanted.time, company, assignee });
            }
            None => check.note("next_assignee", Rule::NotAnOption),
        }
    }
    let completes = completed(tx, actor, form, &mut check).await?;
    let guard_reason = guarded(tx, actor, form, (client, now), &mut check).await?;
    check.done()?;
    Ok(Plan { company, next, completes, guard_reason })
}

/// The company that most of the named charges belong to.
async fn company_of_charges(
    tx: &mut Tx,
    actor: &Actor,
    form: &Checked,
    check: &mut Check,
) -> Result<Option<CompanyId>, Error> {
    let companies = charges::companies_of(tx, &form.charges, form.client, actor.user).await?;
    let mut counted: Vec<(CompanyId, usize)> = Vec::new();
    for charge in &form.charges {
        let Some(company) = companies.get(charge) else {
            check.note("charges", Rule::NotAnOption);
            return Ok(None);
        };
        match counted.iter_mut().find(|(known, _)| known == company) {
            Some((_, count)) => *count += 1,
            None => counted.push((*company, 1)),
        }
    }
    // Of equals the first named.
    Ok(counted.iter().rev().max_by_key(|(_, count)| *count).map(|(company, _)| *company))
}

/// The appointment that the contact completes: the named one, unless somebody closed it meanwhile.
async fn completed(
    tx: &mut Tx,
    actor: &Actor,
    form: &Checked,
    check: &mut Check,
) -> Result<Option<AppointmentId>, Error> {
    let Some(id) = form.appointment else { return Ok(None) };
    let found = appointments::by_id(tx, id, actor.user).await?;
    let Some(appointment) = found.filter(|appointment| appointment.client == form.client) else {
        check.note("appointment", Rule::NotAnOption);
        return Ok(None);
    };
    Ok(appointment.is_pending().then_some(id))
}

/// The same-day guard: contacts of all companies of the organisation count, in the client's own day.
async fn guarded<'a>(
    tx: &mut Tx,
    actor: &Actor,
    form: &'a Checked,
    (client, now): (&ClientData, DateTime<Utc>),
    check: &mut Check,
) -> Result<&'a str, Error> {
    match contacts::today(tx, client.id, actor.user, day_around(&client.uf, now)).await? {
        None => Ok(""),
        Some(today) => {
            if form.guard_reason.is_empty() {
                check.note("guard_reason", Rule::ContactedToday(today));
            }
            Ok(&form.guard_reason)
        }
    }
}

/// Whom to contact next. The contact is stored by now, so a failure here costs only the proposal.
async fn next_client(ctx: &Ctx, actor: &Actor, after: ClientId) -> Option<ClientId> {
    delinquency::next_to_contact(ctx, actor, Some(after)).await.unwrap_or_else(|error| {
        crate::error::report(&error);
        None
    })
}
