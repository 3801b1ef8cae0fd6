//! Putting an e-mail into the outbox, together with the contact that it is.

use crate::{
    Actor, Ctx, Error,
    ctx::{day_around, new_id},
    events::{self, Event, Origin},
    store::{
        Tx,
        contacts::{self, NewContact, NewFacts},
        messages::{self, Amount, Full, NewAttachment, NewMessage},
    },
};
use domain::{
    Error as Rule,
    contact::{Channel, Outcome, SubOutcome},
    id::{ChargeId, ClientId, CompanyId, ContactId, MessageId, TemplateId, UserId},
    message::{Facts, Prepared},
};
use serde_json::json;
use uuid::Uuid;

/// A file that goes with a message.
#[derive(Clone, Debug)]
pub struct File {
    /// Its name.
    pub name: String,
    /// Its type.
    pub media_type: String,
    /// Its content.
    pub content: Vec<u8>,
}

/// An e-mail that passed [`super::check()`].
pub struct Outgoing<'a> {
    /// What it says, as [`super::check()`] gave it.
    pub facts: &'a Facts,
    /// Whether it asks for money.
    pub asks: bool,
    /// The addresses.
    pub to: &'a [String],
    /// The template that it began as.
    pub template: Option<TemplateId>,
    /// Subject and text with variables.
    pub source: (&'a str, &'a str),
    /// The same, filled.
    pub prepared: &'a Prepared,
    /// Its files.
    pub files: &'a [File],
    /// The idempotency key: one key is one message.
    pub key: Uuid,
    /// Why it is sent although the client was contacted today; blank when there was nothing to justify.
    pub guard_reason: &'a str,
}

/// Puts the message into the outbox within the caller's transaction, which has locked the client; the same
/// transaction records the contact. Sent twice under one key, it is one message.
pub async fn queue(tx: &mut Tx, ctx: &Ctx, actor: &Actor, out: &Outgoing<'_>) -> Result<MessageId, Error> {
    let (client, company) = (out.facts.client, out.facts.creditor.company);
    if let Some((known, of)) = messages::by_key(tx, out.key).await? {
        return if of == client { Ok(known) } else { Err(Rule::AlreadyInUse.on("key").into()) };
    }
    let contact = record_contact(tx, ctx, actor, out, (client, company)).await?;
    let amounts: Vec<Amount> = amounts(out.facts);
    let files: Vec<NewAttachment> = out
        .files
        .iter()
        .map(|file| NewAttachment {
            name: file.name.clone(),
            media_type: file.media_type.clone(),
            content: file.content.clone(),
        })
        .collect();
    let id = MessageId(new_id());
    let message = NewMessage {
        id,
        client,
        company,
        contact,
        template: out.template,
        recipients: out.to,
        source: out.source,
        filled: (&out.prepared.subject, &out.prepared.body, &out.prepared.html),
        asks: out.asks,
        amounts_on: out.facts.on,
        amounts: &amounts,
        total_centavos: out.facts.owed().total.centavos(),
        key: out.key,
        user: actor.user,
        at: ctx.clock.now(),
        attachments: &files,
    };
    messages::insert(tx, &message).await?;
    let data = json!({ "to": out.to, "subject": out.prepared.subject, "contact": contact });
    events::done_by(tx, ctx, actor, Some(client), "message_queued", id.0, data).await?;
    Ok(id)
}

/// What is compared before sending.
pub(crate) fn amounts(facts: &Facts) -> Vec<Amount> {
    let amount = |charge: &domain::message::ChargeFacts| Amount {
        charge: charge.id,
        lines: charge.lines,
        total_centavos: charge.owed.total.centavos(),
    };
    facts.charges.iter().map(amount).collect()
}

/// A message that leaves on another day than it was written on takes its contact along: the client is contacted on
/// the day on which it arrives. `by` is who sends it again; nobody where the worker does.
pub(crate) async fn move_contact(
    tx: &mut Tx,
    ctx: &Ctx,
    full: &Full,
    by: Option<UserId>,
) -> Result<(), Error> {
    let now = ctx.clock.now();
    let day_begins = day_around(&full.uf, now).start;
    if contacts::move_to(tx, full.contact, now, day_begins).await? {
        let origin = if by.is_some() { Origin::Web } else { Origin::Job };
        let data = json!({ "from": full.contact_at, "to": now, "message": full.line.id });
        let (client, kind, subject) = (Some(full.line.client), "contact_moved", full.contact.0);
        events::record(tx, ctx, Event { origin, user: by, client, kind, subject, data }).await?;
    }
    Ok(())
}

async fn record_contact(
    tx: &mut Tx,
    ctx: &Ctx,
    actor: &Actor,
    out: &Outgoing<'_>,
    (client, company): (ClientId, CompanyId),
) -> Result<ContactId, Error> {
    let (id, now) = (ContactId(new_id()), ctx.clock.now());
    let facts = NewFacts {
        channel: Channel::Email,
        outcome: Outcome::NoContact,
        sub_outcome: Some(SubOutcome::MessageUnanswered),
        reason: None,
    };
    let contact = NewContact {
        id,
        client,
        company,
        at: now,
        facts: Some(facts),
        spoke_to: "",
        notes: &out.prepared.subject,
        guard_reason: out.guard_reason,
        user: actor.user,
        key: out.key,
        recorded_at: now,
    };
    let charges: Vec<ChargeId> = out.facts.charges.iter().map(|charge| charge.id).collect();
    contacts::insert(tx, &contact, &charges).await?;
    let data = json!({
        "at": now,
        "channel": facts.channel,
        "outcome": facts.outcome,
        "sub_outcome": facts.sub_outcome,
        "charges": charges,
        "guard_reason": out.guard_reason,
    });
    events::done_by(tx, ctx, actor, Some(client), "contact_recorded", id.0, data).await?;
    Ok(id)
}
