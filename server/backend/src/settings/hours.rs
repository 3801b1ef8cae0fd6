//! The hours in which clients may be called, state by state.

use crate::{Actor, Ctx, Error, events, scope, store::rules};
use domain::{
    contact_hours::{HoursView, SaveHours},
    permission::Permission,
};
use serde_json::json;
use uuid::Uuid;

/// The table.
pub async fn contact_hours(ctx: &Ctx, actor: &Actor) -> Result<HoursView, Error> {
    actor.require(Permission::CrmRead)?;
    let table = rules::contact_hours(&mut ctx.db.read().await?).await?;
    Ok(HoursView { lines: table.lines(), may_change: actor.role.allows(Permission::SettingsPolicy) })
}

/// Gives a state hours of its own, or takes them back.
pub async fn save_contact_hours(ctx: &Ctx, actor: &Actor, cmd: SaveHours) -> Result<(), Error> {
    actor.require(Permission::SettingsPolicy)?;
    let (uf, after) = cmd.check()?;
    let mut tx = ctx.db.begin().await?;
    scope::whole_organisation(&mut tx, actor).await?;
    let before = rules::contact_hours(&mut tx).await?.of(uf);
    rules::set_contact_hours(&mut tx, uf, after.as_ref(), (actor.user, ctx.clock.now())).await?;
    let data = json!({ "uf": uf, "before": before, "after": after });
    // A state has no identity of its own.
    events::done_by(&mut tx, ctx, actor, None, "contact_hours_saved", Uuid::nil(), data).await?;
    tx.touch_rules().await?;
    tx.commit().await
}
