//! Tables of price indices.

use crate::{Actor, Ctx, Error, events, store::rules};
use domain::{permission::Permission, settings::ImportIndex};
use serde_json::json;
use uuid::Uuid;

/// Takes in the months of an index table; a month that is there already gets the new value. Gives how many.
pub async fn import_index(ctx: &Ctx, actor: &Actor, cmd: ImportIndex) -> Result<u32, Error> {
    actor.require(Permission::SettingsPolicy)?;
    let (index, table) = cmd.check()?;
    let mut tx = ctx.db.begin().await?;
    rules::put_variations(&mut tx, index, &table, (actor.user, ctx.clock.now())).await?;
    let data = json!({ "index": index, "months": table });
    // An index has no identity of its own.
    events::done_by(&mut tx, ctx, actor, None, "index_imported", Uuid::nil(), data).await?;
    tx.touch_rules().await?;
    tx.commit().await?;
    Ok(u32::try_from(table.len()).unwrap_or(u32::MAX))
}
