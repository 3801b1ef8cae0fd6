//! What a person decides about a message that was not simply sent.

use super::{amounts, check, compose, fill, move_contact};
use crate::{
    Actor, Ctx, Error, events,
    store::{
        Tx, contacts, events as log,
        messages::{self as store, Full},
    },
};
use domain::{
    Error as Rule,
    error::Check,
    id::MessageId,
    message::{MessageChannel, MessageState, Resolution, ResolveMessage},
    permission::Permission,
};
use serde_json::json;

/// Sends a message again, notes that it did arrive, or takes it back with a reason.
pub async fn resolve(ctx: &Ctx, actor: &Actor, cmd: ResolveMessage) -> Result<(), Error> {
    actor.require(Permission::CrmCreate)?;
    let id: MessageId = cmd.message.parse().map_err(|_| Error::NotFound)?;
    let mut form = Check::default();
    let resolution: Option<Resolution> = form.take("resolution", cmd.resolution.parse());
    let reason = if resolution == Some(Resolution::Cancel) {
        form.required("reason", &cmd.reason, 500)
    } else {
        form.text("reason", &cmd.reason, 500)
    };
    form.done()?;
    let (Some(resolution), Some(reason)) = (resolution, reason) else { return Err(Error::NotFound) };

    let mut tx = ctx.db.begin().await?;
    let client = seen(&mut tx, actor, id).await?.line.client;
    tx.lock_client(client).await?;
    let full = seen(&mut tx, actor, id).await?;
    let from = full.line.state;
    if !from.resolutions().contains(&resolution) {
        return Err(Error::Changed { by: log::last_actor(&mut tx, id.0).await? });
    }
    let now = ctx.clock.now();
    let (to, attempts, sent_at) = match resolution {
        Resolution::SendAgain => {
            fill_anew(&mut tx, ctx, actor, &full, &reason).await?;
            move_contact(&mut tx, ctx, &full, Some(actor.user)).await?;
            (MessageState::Queued, 0, None)
        }
        Resolution::MarkSent => (MessageState::Sent, full.attempts, Some(now)),
        Resolution::Cancel => {
            // Nothing reached the client; of an uncertain one nobody knows.
            if from != MessageState::Uncertain {
                contacts::void(&mut tx, full.contact, now, actor.user, &reason).await?;
            }
            (MessageState::Cancelled, full.attempts, None)
        }
    };
    if !store::resolve(&mut tx, id, (from, to), (now, attempts), sent_at).await? {
        return Err(Error::Changed { by: log::last_actor(&mut tx, id.0).await? });
    }
    let data = json!({ "from": from, "resolution": resolution, "reason": reason });
    events::done_by(&mut tx, ctx, actor, Some(client), "message_resolved", id.0, data).await?;
    tx.commit().await
}

async fn seen(tx: &mut Tx, actor: &Actor, id: MessageId) -> Result<Full, Error> {
    store::full(tx, id).await?.filter(|full| actor.sees(full.company)).ok_or(Error::NotFound)
}

/// The message with what is owed now of the charges that are still open.
async fn fill_anew(tx: &mut Tx, ctx: &Ctx, actor: &Actor, full: &Full, reason: &str) -> Result<(), Error> {
    let facts = match check(tx, ctx, actor.user, &full.ask(reason)).await? {
        Ok(facts) => facts,
        // The page says why one is needed.
        Err(refusal) if refusal.yields_to_a_reason() => return Err(Rule::Required.on("reason").into()),
        Err(_) => return Err(Rule::MessageRefused.on("resolution").into()),
    };
    let prepared = fill(MessageChannel::Email, &full.subject_source, &full.body_source, &facts)?;
    let text = (prepared.subject.as_str(), prepared.body.as_str(), prepared.html.as_str());
    let total = facts.owed().total.centavos();
    store::refill(tx, full.line.id, text, (facts.on, &amounts(&facts), total)).await?;
    if !store::attachments(tx, full.line.id).await?.is_empty() {
        let file = compose::statement(tx, ctx, actor, &facts).await?;
        store::replace_attachment(tx, full.line.id, &file.content).await?;
    }
    Ok(())
}
