//! Voiding the last contact (F033): it stays in the history, struck through, and counts no more.

use crate::{Actor, Ctx, Error, events, store::contacts};
use domain::{
    contact::{REASON_MAX, VoidContact},
    error::Check,
    id::ContactId,
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
    contacts::void(&mut tx, id, ctx.clock.now(), actor.user, &reason).await?;
    events::done_by(&mut tx, ctx, actor, Some(client), "contact_voided", id.0, json!({ "reason": reason }))
        .await?;
    tx.commit().await
}
