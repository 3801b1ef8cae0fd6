//! What came of a message that was opened: sent, or not, and then it does not count.

use crate::{
    Actor, Ctx, Error,
    contacts::follow_up,
    events,
    store::{
        contacts::{self, NewFacts},
        events as log,
    },
};
use domain::{
    contact::{Channel, Outcome, SubOutcome},
    id::{ClientId, ContactId},
    permission::Permission,
    reach::{AnswerSent, CallEnded, CheckedAnswer, SentView},
};
use serde_json::json;

/// The page on which the person says it.
pub async fn sent(ctx: &Ctx, actor: &Actor, contact: ContactId) -> Result<SentView, Error> {
    actor.require(Permission::CrmRead)?;
    let mut tx = ctx.db.read().await?;
    Ok(contacts::sent(&mut tx, contact, actor.user).await?.ok_or(Error::NotFound)?.view)
}

/// Notes what came of it. Said twice, it is noted once. Gives the client.
pub async fn answer(ctx: &Ctx, actor: &Actor, cmd: AnswerSent) -> Result<ClientId, Error> {
    actor.require(Permission::CrmCreate)?;
    let id: ContactId = cmd.contact.parse().map_err(|_| Error::NotFound)?;
    let mut tx = ctx.db.begin().await?;
    let client = contacts::sent(&mut tx, id, actor.user).await?.ok_or(Error::NotFound)?.view.client;
    tx.lock_client(client).await?;
    let sent = contacts::sent(&mut tx, id, actor.user).await?.ok_or(Error::NotFound)?;
    // What a colleague opened, only whoever may void contacts decides.
    if sent.user != actor.user {
        actor.require(Permission::CrmDelete)?;
    }
    let checked = cmd.check(sent.view.channel)?;
    if sent.view.voided || !sent.view.awaiting {
        // Said twice, or said otherwise meanwhile.
        let is_so = sent.view.voided == matches!(checked, CheckedAnswer::NotSent(_));
        let by = log::last_actor(&mut tx, id.0).await?;
        return if is_so { Ok(client) } else { Err(Error::Changed { by }) };
    }
    let (kind, data) = match &checked {
        CheckedAnswer::Sent(ended) => {
            let ended = ended.unwrap_or_else(|| {
                let NewFacts { outcome, sub_outcome, reason, .. } = unanswered(sent.view.channel);
                CallEnded { outcome, sub_outcome, reason }
            });
            contacts::confirm(&mut tx, id, ended).await?;
            let data = json!({
                "outcome": ended.outcome, "sub_outcome": ended.sub_outcome, "reason": ended.reason,
            });
            ("contact_confirmed", data)
        }
        CheckedAnswer::NotSent(reason) => {
            contacts::not_sent(&mut tx, id, (actor.user, ctx.clock.now()), reason).await?;
            follow_up::undo(&mut tx, ctx, actor, (client, id), reason).await?;
            ("contact_voided", json!({ "reason": reason, "not_sent": true }))
        }
    };
    events::done_by(&mut tx, ctx, actor, Some(client), kind, id.0, data).await?;
    tx.commit().await?;
    Ok(client)
}

/// A message was opened or sent, and nobody has answered yet.
pub(super) const fn unanswered(channel: Channel) -> NewFacts {
    let sub_outcome = match channel {
        Channel::Phone => SubOutcome::NoAnswer,
        _ => SubOutcome::MessageUnanswered,
    };
    NewFacts { channel, outcome: Outcome::NoContact, sub_outcome: Some(sub_outcome), reason: None }
}
