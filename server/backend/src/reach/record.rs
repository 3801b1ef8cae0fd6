//! Recording that a message or call was opened: it counts as today's contact until the person says it was not sent.

use super::{answer::unanswered, text, view::refused};
use crate::{
    Actor, Ctx, Error,
    contacts::follow_up,
    ctx::new_id,
    events,
    messages::{self, held},
    scope,
    store::{
        Tx, appointments, charges,
        contacts::{self, NewContact},
    },
};
use domain::{
    Error as Rule,
    contact::Channel,
    error::Check,
    id::{ChargeId, ClientId, CompanyId, ContactId},
    message::{Facts, MessageChannel, Refusal, parse, render},
    permission::Permission,
    reach::{CheckedReach, ReachClient},
};
use serde_json::json;

/// Records it; a form sent twice records once. Gives the contact, of which the person then says whether it was sent.
pub async fn record(ctx: &Ctx, actor: &Actor, cmd: ReachClient) -> Result<ContactId, Error> {
    actor.require(Permission::CrmCreate)?;
    let client: ClientId = cmd.client.parse().map_err(|_| Error::NotFound)?;
    let form = match cmd.check() {
        // What belongs to another channel is made anew with the text, before anything is said of it.
        Err(_) if cmd.to_for != cmd.channel => return Err(Rule::MessageRefused.on("body").into()),
        checked => checked?,
    };
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
    let rules = ctx.rules.of(&mut tx).await?;
    let facts = messages::facts(&mut tx, &rules, &data, company, &form.charges, ctx.clock.today()).await?;
    if refused(&data, form.channel, &facts).is_some() {
        return Err(Rule::MessageRefused.on("channel").into());
    }
    let Some(facts) = facts.ok().filter(|facts| is_of_today(&cmd, &form.charges, facts)) else {
        return Err(Rule::MessageRefused.on("body").into());
    };
    let (subject, body) = written(&form, &facts)?;
    let to = match form.channel {
        // The envelope shows the address of the client's data.
        Channel::Letter => messages::usual_address(MessageChannel::Letter, &data, &[]).unwrap_or_default(),
        _ => form.to.clone(),
    };
    let held = held(&mut tx, ctx, actor.user, &data, (form.channel, company, true), None).await?;
    if let Some(first) = held.first().filter(|_| form.reason.is_empty()) {
        return Err(first.asks_for_a_reason().on("reason").into());
    }
    let outside = held.iter().any(|refusal| matches!(refusal, Refusal::OutsideHours(_)));
    let again = held.iter().any(|refusal| !matches!(refusal, Refusal::OutsideHours(_)));
    let reason_if = |given: bool| if given { form.reason.as_str() } else { "" };

    let id = ContactId(new_id());
    let contact = NewContact {
        id,
        client,
        company,
        at: now,
        facts: Some(unanswered(form.channel)),
        spoke_to: "",
        notes: &body,
        guard_reason: reason_if(again),
        user: actor.user,
        key: form.key,
        recorded_at: now,
    };
    contacts::insert(&mut tx, &contact, &form.charges).await?;
    contacts::to_be_confirmed(&mut tx, id, &to, &subject, reason_if(outside)).await?;
    let data = json!({
        "at": now,
        "channel": form.channel,
        "to": to,
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

/// Subject and text, with the values of today where somebody wrote variables.
fn written(form: &CheckedReach, facts: &Facts) -> Result<(String, String), Error> {
    let mut check = Check::default();
    let mut filled = |field: &str, text: &str| {
        if text.contains('{') {
            check.take(field, parse(text)).map(|template| render(&template, facts)).unwrap_or_default()
        } else {
            text.to_owned()
        }
    };
    // A subject is one line, whatever its variables are.
    let subject = filled("subject", &form.subject).split_whitespace().collect::<Vec<_>>().join(" ");
    let body = filled("body", &form.body);
    check.done()?;
    Ok((subject, body))
}

/// Whether the text says what is owed now: a payment since, another day or another choice of charges make it another
/// text. The form comes back with that one.
fn is_of_today(cmd: &ReachClient, named: &[ChargeId], facts: &Facts) -> bool {
    facts.charges.len() == named.len() && text::stands(cmd, facts)
}

/// The company that the open charges belong to: one, because it is one message of one creditor.
async fn company(
    tx: &mut Tx,
    ctx: &Ctx,
    actor: &Actor,
    client: ClientId,
    named: &[ChargeId],
) -> Result<CompanyId, Error> {
    let open = charges::open_heads(tx, client, actor.user).await?;
    let mut companies = open.iter().filter(|head| named.contains(&head.id)).map(|head| head.company);
    match companies.next() {
        None => Ok(scope::companies(tx, actor, client, ctx.clock.today()).await?[0]),
        Some(first) if companies.all(|company| company == first) => Ok(first),
        Some(_) => Err(Rule::SeveralCompanies.on("charges").into()),
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
    if appointment.is_pending() { follow_up::complete(tx, ctx, actor, contact, id).await } else { Ok(()) }
}
