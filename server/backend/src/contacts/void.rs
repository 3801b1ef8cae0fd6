//! Voiding the last contact (F033): it stays in the history, struck through, and counts no more. An e-mail that waits is
//! taken back with it; the contact of one that left stays, because it did reach the client. What it did to the agenda is
//! undone.

use super::follow_up;
use crate::{
    Actor, Ctx, Error, events,
    store::{Tx, contacts, events as log, messages},
};
use domain::{
    contact::{REASON_MAX, VoidContact},
    error::Check,
    id::{ClientId, ContactId},
    message::{MessageState, Resolution},
    permission::Permission,
};
use serde_json::json;

/// Voids the client's last contact with a reason.
pub async fn void(ctx: &Ctx, actor: &Actor, cmd: VoidContact) -> Result<(), Error> {
    actor.require(Permission::CrmDelete)?;
    let id: ContactId = cmd.contact.parse().map_err(|_| Error::NotFound)?;
    let mut check = Check::default();
    let reason = check.required("reason", &cmd.reason, REASON_MAX).unwrap_or_default();
    check.done()?;

    let mut tx = ctx.db.begin().await?;
    let client = contacts::by_id(&mut tx, id, actor.user).await?.ok_or(Error::NotFound)?.client;
    tx.lock_client(client).await?;
    let contact = contacts::by_id(&mut tx, id, actor.user).await?.ok_or(Error::NotFound)?;
    match contact.voided_by {
        _ if contact.is_comment => return Err(Error::NotFound),
        // The form was sent twice.
        Some((user, _)) if user == actor.user => return Ok(()),
        Some((_, by)) => return Err(Error::Changed { by }),
        None => {}
    }
    match contacts::last(&mut tx, client, actor.user).await? {
        Some((last, _)) if last == id => {}
        last => return Err(Error::Changed { by: last.map(|last| last.1.user).unwrap_or_default() }),
    }
    take_back(&mut tx, ctx, actor, (client, id), &reason).await?;
    contacts::void(&mut tx, id, ctx.clock.now(), actor.user, &reason).await?;
    follow_up::undo(&mut tx, ctx, actor, (client, id), &reason).await?;
    events::done_by(&mut tx, ctx, actor, Some(client), "contact_voided", id.0, json!({ "reason": reason }))
        .await?;
    tx.commit().await
}

/// Takes the contact's e-mail back, if it has one that waits or failed.
async fn take_back(
    tx: &mut Tx,
    ctx: &Ctx,
    actor: &Actor,
    (client, contact): (ClientId, ContactId),
    reason: &str,
) -> Result<(), Error> {
    let Some((id, from, attempts)) = messages::of_contact(tx, contact).await? else { return Ok(()) };
    let is_waiting = matches!(from, MessageState::Queued | MessageState::Held | MessageState::Failed);
    if from == MessageState::Cancelled {
        return Ok(());
    }
    let change = (from, MessageState::Cancelled);
    if !is_waiting || !messages::resolve(tx, id, change, (ctx.clock.now(), attempts), None).await? {
        return Err(Error::Changed { by: log::last_actor(tx, id.0).await? });
    }
    let data = json!({ "from": from, "resolution": Resolution::Cancel, "reason": reason });
    events::done_by(tx, ctx, actor, Some(client), "message_resolved", id.0, data).await
}
