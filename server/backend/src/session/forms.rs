//! Refused forms of browsers without JavaScript, kept so that nothing typed is lost.

use crate::{Ctx, Error, ctx::new_id, store::sessions};
use chrono::TimeDelta;
use uuid::Uuid;

/// How long a refused form is kept.
const KEPT: TimeDelta = TimeDelta::hours(1);

/// Keeps a refused form for `owner` (a hash of the session or of the browser) and gives its number.
pub async fn save_posted(ctx: &Ctx, owner: &[u8; 32], json: &str) -> Result<Uuid, Error> {
    let (id, now) = (new_id(), ctx.clock.now());
    let mut tx = ctx.db.begin().await?;
    sessions::forget_forms_until(&mut tx, now - KEPT).await?;
    sessions::save_form(&mut tx, id, owner, json, now).await?;
    tx.commit().await?;
    Ok(id)
}

/// The refused form of this number, if it is `owner`'s and not too old.
pub async fn load_posted(ctx: &Ctx, owner: &[u8; 32], id: Uuid) -> Result<Option<String>, Error> {
    sessions::load_form(&mut ctx.db.read().await?, id, owner, ctx.clock.now() - KEPT).await
}
