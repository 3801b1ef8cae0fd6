//! Free text in the history that does not count as a contact (F031).

use crate::{
    Actor, Ctx, Error,
    ctx::{key_with, new_id},
    events, scope,
    store::contacts::{self, NewContact},
};
use domain::{
    Error as Rule,
    contact::{AddComment, NOTES_MAX},
    error::Check,
    id::ContactId,
    permission::Permission,
};
use serde_json::json;
use uuid::Uuid;

/// Adds a comment to a client's history; a form sent twice adds one, another text is another comment.
pub async fn comment(ctx: &Ctx, actor: &Actor, cmd: AddComment) -> Result<(), Error> {
    actor.require(Permission::CrmCreate)?;
    let client = cmd.client.parse().map_err(|_| Error::NotFound)?;
    let mut check = Check::default();
    let text = check.required("text", &cmd.text, NOTES_MAX).unwrap_or_default();
    let key = check.take("key", cmd.key.trim().parse::<Uuid>().map_err(|_| Rule::NotAnOption));
    check.done()?;
    let key = key_with(key.unwrap_or_default(), &[&cmd.client, &text]);

    let now = ctx.clock.now();
    let mut tx = ctx.db.begin().await?;
    scope::client(&mut tx, actor, client).await?;
    tx.lock_client(client).await?;
    if contacts::by_key(&mut tx, key).await?.is_some() {
        return Ok(());
    }
    let companies = scope::companies(&mut tx, actor, client, ctx.clock.today()).await?;
    let comment = NewContact {
        id: ContactId(new_id()),
        client,
        company: companies[0],
        at: now,
        facts: None,
        spoke_to: "",
        notes: &text,
        guard_reason: "",
        user: actor.user,
        key,
        recorded_at: now,
    };
    contacts::insert(&mut tx, &comment, &[]).await?;
    events::done_by(&mut tx, ctx, actor, Some(client), "comment_added", comment.id.0, json!({})).await?;
    tx.commit().await
}
