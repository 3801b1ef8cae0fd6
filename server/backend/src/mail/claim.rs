//! Taking the next message of a company for one attempt, and recording how it ended.
//!
//! The guard is asked once more, and the amounts are computed once more, in the transaction that takes the message.

use super::{Delivery, Draft, build};
use crate::{
    Ctx, Error,
    ctx::new_id,
    events::{self, Event, Origin},
    messages::{amounts, check, fill, move_contact},
    store::{
        Tx,
        mail_servers::{self, MailServer},
        messages::{self as store, Finished, Full},
    },
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    contact::TodayContact,
    id::{ClientId, CompanyId, MessageId},
    message::{Facts, MessageChannel, MessageState, Refusal},
};
use lettre::Message;
use serde_json::json;
use uuid::Uuid;

/// How long connecting and announcing a message may take before another node may take it.
const LEASE: TimeDelta = TimeDelta::seconds(150);
/// How long handing the text over may take before the message counts as uncertain.
const LEASE_OF_TEXT: TimeDelta = TimeDelta::seconds(180);
/// Pauses after each temporary failure, in lengths of the first one; after the last one it is given up.
const PAUSES: [i32; 6] = [1, 5, 15, 60, 180, 360];

/// A message taken for one attempt.
pub(crate) struct Job {
    pub(crate) id: MessageId,
    pub(crate) client: ClientId,
    pub(crate) lease: Uuid,
    pub(crate) attempt: i64,
    pub(crate) server: MailServer,
    pub(crate) message: Message,
}

/// What came of looking for a message.
pub(crate) enum Claim {
    /// There is one.
    Ready(Box<Job>),
    /// One was held back; there may be others.
    Held,
    /// Nothing waits.
    Nothing,
    /// The server has had its messages of this hour, or there is none any more.
    Limited,
}

/// Takes the message of a company that has waited longest. One that cannot even be read or filled is given up: the
/// others do not wait for it.
pub(crate) async fn next(ctx: &Ctx, company: CompanyId) -> Result<Claim, Error> {
    let now = ctx.clock.now();
    let Some(whose) = store::next_due(&mut ctx.db.read().await?, company, now).await? else {
        return Ok(Claim::Nothing);
    };
    match take(ctx, company, whose).await {
        Err(error) if !error.is_of_database() => {
            give_up(ctx, whose, &error).await?;
            Ok(Claim::Held)
        }
        taken => taken,
    }
}

async fn give_up(ctx: &Ctx, (id, client): (MessageId, ClientId), error: &Error) -> Result<(), Error> {
    let answer = format!("{error} ({})", crate::error::report(error));
    let mut tx = ctx.db.begin().await?;
    tx.lock_client(client).await?;
    if store::fail(&mut tx, id, &answer).await? {
        note(&mut tx, ctx, (id, client), "message_failed", json!({ "answer": answer })).await?;
    }
    tx.commit().await
}

async fn take(ctx: &Ctx, company: CompanyId, (id, client): (MessageId, ClientId)) -> Result<Claim, Error> {
    let now = ctx.clock.now();
    let mut tx = ctx.db.begin().await?;
    // From here on nobody records a payment of this client until the message is taken.
    tx.lock_client(client).await?;
    let Some(full) = store::full(&mut tx, id).await? else { return Ok(Claim::Held) };
    if full.line.state != MessageState::Queued {
        // Another node was faster.
        return Ok(Claim::Held);
    }
    let facts = match allowed(&mut tx, ctx, &full).await? {
        Ok(facts) => facts,
        // Taken away since; it waits for another one.
        Err(Refusal::NoMailServer) => return Ok(Claim::Limited),
        Err(refusal) => {
            hold(&mut tx, ctx, &full, &refusal).await?;
            tx.commit().await?;
            return Ok(Claim::Held);
        }
    };
    let Some(server) = mail_servers::for_company(&mut tx, company).await? else { return Ok(Claim::Nothing) };
    if let Some(limit) = server.hourly_limit {
        mail_servers::lock(&mut tx, server.id).await?;
        let since = now - TimeDelta::hours(1);
        if store::started_since(&mut tx, server.id, since).await? >= i64::from(limit) {
            return Ok(Claim::Limited);
        }
    }
    let full = if facts.on == full.amounts_on { full } else { refilled(&mut tx, full, &facts).await? };
    move_contact(&mut tx, ctx, &full, None).await?;
    let (lease, sender) = (new_id(), server.sender());
    let until = now + LEASE;
    let from = (sender.as_str(), server.reply_to.as_str());
    if !store::claim(&mut tx, id, (lease, until), (server.id, now), from).await? {
        return Ok(Claim::Held);
    }
    let files = store::contents(&mut tx, id).await?;
    let message = build(&Draft {
        id: &id.0.simple().to_string(),
        sender_name: &server.sender_name,
        sender_address: &server.sender_address,
        reply_to: &server.reply_to,
        to: &full.line.recipients,
        subject: &full.line.subject,
        text: &full.body,
        html: &full.html,
        files: &files,
        at: now,
    });
    let message = match message {
        Ok(message) => message,
        Err(error) => {
            let end = Finished {
                state: MessageState::Failed,
                answer: &error.to_string(),
                sent_at: None,
                next_at: now,
            };
            store::finish(&mut tx, id, lease, &end).await?;
            let data = json!({ "answer": error.to_string() });
            note(&mut tx, ctx, (id, client), "message_failed", data).await?;
            tx.commit().await?;
            return Ok(Claim::Held);
        }
    };
    tx.commit().await?;
    let attempt = full.attempts + 1;
    Ok(Claim::Ready(Box::new(Job { id, client, lease, attempt, server, message })))
}

/// The guard, and whether what is owed is still what the message says.
async fn allowed(tx: &mut Tx, ctx: &Ctx, full: &Full) -> Result<Result<Facts, Refusal>, Error> {
    let facts = match check(tx, ctx, full.user, &full.ask("")).await? {
        Ok(facts) => facts,
        // Whoever reads it may see less than who wrote it.
        Err(Refusal::ContactedToday(contact)) => {
            return Ok(Err(Refusal::ContactedToday(TodayContact { details: None, ..contact })));
        }
        Err(refusal) => return Ok(Err(refusal)),
    };
    let now = amounts(&facts);
    let same_day = facts.on == full.amounts_on;
    let unchanged = now.len() == full.amounts.len()
        && full.amounts.iter().all(|then| {
            now.iter().any(|now| {
                now.charge == then.charge
                    && now.lines == then.lines
                    && (!same_day || now.total_centavos == then.total_centavos)
            })
        });
    // A file that was made on another day says that day's amounts: a person has it made anew.
    let outdated = !same_day && !store::attachments(tx, full.line.id).await?.is_empty();
    Ok(if unchanged && !outdated { Ok(facts) } else { Err(Refusal::AmountsChanged) })
}

async fn hold(tx: &mut Tx, ctx: &Ctx, full: &Full, refusal: &Refusal) -> Result<(), Error> {
    let text = json!(refusal).to_string();
    if store::hold(tx, full.line.id, &text).await? {
        note(tx, ctx, (full.line.id, full.line.client), "message_held", json!({ "refusal": refusal }))
            .await?;
    }
    Ok(())
}

/// The message with the amounts of today.
async fn refilled(tx: &mut Tx, full: Full, facts: &Facts) -> Result<Full, Error> {
    let prepared = fill(MessageChannel::Email, &full.subject_source, &full.body_source, facts)?;
    let (amounts, total) = (amounts(facts), facts.owed().total.centavos());
    let text = (prepared.subject.as_str(), prepared.body.as_str(), prepared.html.as_str());
    store::refill(tx, full.line.id, text, (facts.on, &amounts, total)).await?;
    let line = domain::message::MessageLine { subject: prepared.subject, ..full.line };
    Ok(Full { line, body: prepared.body, html: prepared.html, ..full })
}

/// Notes durably that the text is about to go out: after a crash from here on, the message is uncertain. Says whether
/// the attempt still holds; nothing when the database does not say.
pub(crate) async fn begin_text(ctx: &Ctx, job: &Job) -> Option<bool> {
    let begun = async {
        let mut tx = ctx.db.begin().await?;
        let until = ctx.clock.now() + LEASE_OF_TEXT;
        let held = store::begin_data(&mut tx, job.id, job.lease, until).await?;
        tx.commit().await?;
        Ok::<bool, Error>(held)
    };
    begun.await.map_err(|error| crate::error::report(&error)).ok()
}

/// Records how the attempt ended.
pub(crate) async fn finish(ctx: &Ctx, job: &Job, delivery: &Delivery) -> Result<(), Error> {
    let now = ctx.clock.now();
    let (state, kind, answer) = match delivery {
        Delivery::Accepted(answer) => (MessageState::Sent, "message_sent", answer),
        Delivery::Refused(answer) => (MessageState::Failed, "message_failed", answer),
        Delivery::Uncertain(answer) => (MessageState::Uncertain, "message_uncertain", answer),
        Delivery::Temporary(answer) | Delivery::Stale(answer) => match pause(ctx, job.attempt) {
            Some(_) => (MessageState::Queued, "message_delayed", answer),
            None => (MessageState::Failed, "message_failed", answer),
        },
        Delivery::Abandoned => return Ok(()),
    };
    let next_at = now + pause(ctx, job.attempt).unwrap_or_default();
    let sent_at = (state == MessageState::Sent).then_some(now);
    let mut tx = ctx.db.begin().await?;
    tx.lock_client(job.client).await?;
    let end = Finished { state, answer, sent_at, next_at };
    let data = json!({ "answer": answer, "attempt": job.attempt });
    let ended = store::finish(&mut tx, job.id, job.lease, &end).await?
        || (state == MessageState::Sent && store::confirm(&mut tx, job.id, job.attempt, answer, now).await?);
    if ended {
        note(&mut tx, ctx, (job.id, job.client), kind, data).await?;
    }
    tx.commit().await
}

/// How long to wait after this attempt; nothing when there is no other.
fn pause(ctx: &Ctx, attempt: i64) -> Option<TimeDelta> {
    let place = usize::try_from(attempt - 1).ok()?;
    let first = TimeDelta::from_std(ctx.mail.retry).ok()?;
    PAUSES.get(place).map(|times| first * *times)
}

/// Takes care of messages whose sender was not heard of again by `now`: what was not yet under way waits again,
/// anything else is uncertain.
pub(crate) async fn release(ctx: &Ctx, now: DateTime<Utc>) -> Result<(), Error> {
    loop {
        let stuck = store::stuck(&mut ctx.db.read().await?, now).await?;
        if stuck.is_empty() {
            return Ok(());
        }
        for message in stuck {
            let mut tx = ctx.db.begin().await?;
            tx.lock_client(message.client).await?;
            let (state, kind) = if message.data_begun {
                (MessageState::Uncertain, "message_uncertain")
            } else {
                (MessageState::Queued, "message_delayed")
            };
            let end = Finished { state, answer: "", sent_at: None, next_at: ctx.clock.now() };
            if store::finish(&mut tx, message.id, message.lease, &end).await? {
                let data = json!({ "interrupted": true, "attempt": message.attempts });
                note(&mut tx, ctx, (message.id, message.client), kind, data).await?;
            }
            tx.commit().await?;
        }
    }
}

async fn note(
    tx: &mut Tx,
    ctx: &Ctx,
    (message, client): (MessageId, ClientId),
    kind: &'static str,
    data: serde_json::Value,
) -> Result<(), Error> {
    let event =
        Event { origin: Origin::Job, user: None, client: Some(client), kind, subject: message.0, data };
    events::record(tx, ctx, event).await
}
