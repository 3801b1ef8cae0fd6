//! Recording that a message or call was opened: it counts as today's contact until the person says it was not sent.

use crate::{
    Actor, Ctx, Error,
    ctx::new_id,
    events,
    messages::{held, unwanted},
    scope,
    store::{
        Tx,
        appointments::{self, Closing},
        charges,
        contacts::{self, NewContact, NewFacts},
    },
};
use domain::{
    Error as Rule,
    contact::{Channel, Outcome, SubOutcome},
    id::{ChargeId, ClientId, CompanyId, ContactId},
    message::Refusal,
    permission::Permission,
    reach::{CheckedReach, ReachClient},
};
use serde_json::json;

/// Records it; a form sent twice records once. Gives the contact, of which the person then says whether it was sent.
pub async fn record(ctx: &Ctx, actor: &Actor, cmd: ReachClient) -> Result<ContactId, Error> {
    actor.require(Permission::CrmCreate)?;
    let client: ClientId = cmd.client.parse().map_err(|_| Error::NotFound)?;
    let form = cmd.check()?;
    let now = ctx.clock.now();
    let mut tx = ctx.db.begin().await?;
    scope::client(&mut tx, actor, client).await?;
    // From here on whoever else contacts this client waits, and then sees this contact.
    tx.lock_client(client).await?;
    if let Some(recorded) = contacts::by_key(&mut tx, form.key).await? {
        let repeated = recorded.client == client && !recorded.is_comment;
        return if repeated { Ok(recorded.id) } else { Err(Rule::AlreadyInUse.on("key").into()) };
    }
    let data = scope::client(&mut tx, actor, client).await?;
    let company = company(&mut tx, ctx, actor, client, &form.charges).await?;
    if unwanted(&data, form.channel).is_some() {
        return Err(Rule::MessageRefused.on("channel").into());
    }
    let held = held(&mut tx, ctx, actor.user, &data, (form.channel, company, true), None).await?;
    if let Some(first) = held.first().filter(|_| form.reason.is_empty()) {
        return Err(needs_reason(first).on("reason").into());
    }
    let outside = held.iter().any(|refusal| matches!(refusal, Refusal::OutsideHours(_)));
    let again = held.iter().any(|refusal| !matches!(refusal, Refusal::OutsideHours(_)));
    let reason_if = |given: bool| if given { form.reason.as_str() } else { "" };

    let id = ContactId(new_id());
    let facts = opened(form.channel);
    let contact = NewContact {
        id,
        client,
        company,
        at: now,
        facts: Some(facts),
        spoke_to: "",
        notes: &form.body,
        guard_reason: reason_if(again),
        user: actor.user,
        key: form.key,
        recorded_at: now,
    };
    contacts::insert(&mut tx, &contact, &form.charges).await?;
    contacts::to_be_confirmed(&mut tx, id, &form.to, &form.subject, reason_if(outside)).await?;
    let data = json!({
        "at": now,
        "channel": form.channel,
        "to": form.to,
        "charges": form.charges,
        "awaiting": true,
        "reason": if held.is_empty() { "" } else { form.reason.as_str() },
        "against": held,
    });
    events::done_by(&mut tx, ctx, actor, Some(client), "contact_recorded", id.0, data).await?;
    complete(&mut tx, ctx, actor, &contact, &form).await?;
    tx.commit().await?;
    Ok(id)
}

/// What is said at the field of the reason.
fn needs_reason(refusal: &Refusal) -> Rule {
    match refusal {
        Refusal::ContactedToday(today) => Rule::ContactedToday(today.clone()),
        Refusal::OutsideHours(outside) => Rule::OutsideHours(*outside),
        _ => Rule::Required,
    }
}

/// Until the person says more: nobody has answered yet.
const fn opened(channel: Channel) -> NewFacts {
    let sub_outcome = match channel {
        Channel::Phone => SubOutcome::NoAnswer,
        _ => SubOutcome::MessageUnanswered,
    };
    NewFacts { channel, outcome: Outcome::NoContact, sub_outcome: Some(sub_outcome), reason: None }
}

/// The company that the charges belong to: one, because it is one message of one creditor.
async fn company(
    tx: &mut Tx,
    ctx: &Ctx,
    actor: &Actor,
    client: ClientId,
    charges: &[ChargeId],
) -> Result<CompanyId, Error> {
    let mut found = None;
    for charge in charges {
        let company = charges::company_of(tx, *charge, client, actor.user).await?;
        match (company, found) {
            (None, _) => return Err(Rule::NotAnOption.on("charges").into()),
            (Some(company), Some(other)) if company != other => {
                return Err(Rule::SeveralCompanies.on("charges").into());
            }
            (company, _) => found = company,
        }
    }
    match found {
        Some(company) => Ok(company),
        None => Ok(scope::companies(tx, actor, client, ctx.clock.today()).await?[0]),
    }
}

/// Completes the appointment that the contact was made for, unless somebody closed it meanwhile.
async fn complete(
    tx: &mut Tx,
    ctx: &Ctx,
    actor: &Actor,
    contact: &NewContact<'_>,
    form: &CheckedReach,
) -> Result<(), Error> {
    let Some(id) = form.appointment else { return Ok(()) };
    let found = appointments::by_id(tx, id, actor.user).await?;
    let Some(appointment) = found.filter(|appointment| appointment.client == contact.client) else {
        return Err(Rule::NotAnOption.on("appointment").into());
    };
    let closing = Closing::Done(contact.id);
    if appointment.is_pending()
        && appointments::close(tx, id, closing, actor.user, contact.recorded_at).await?
    {
        let (client, data) = (Some(contact.client), json!({ "contact": contact.id }));
        events::done_by(tx, ctx, actor, client, "appointment_completed", id.0, data).await?;
    }
    Ok(())
}
