//! Templates: what there is, and changing them.

use super::fill;
use crate::{
    Actor, Ctx, Error,
    ctx::new_id,
    events, scope,
    store::{events as log, templates as store},
};
use domain::{
    error::Check,
    id::TemplateId,
    message::{DeleteTemplate, MessageChannel, SaveTemplate, Situation, TemplateLine},
    permission::Permission,
};
use serde_json::json;

/// The greatest number of characters of a name.
const NAME_MAX: u32 = 80;

/// All templates, by channel; of one channel, where one is named.
pub async fn list(
    ctx: &Ctx,
    actor: &Actor,
    channel: Option<MessageChannel>,
) -> Result<Vec<TemplateLine>, Error> {
    actor.require(Permission::CrmRead)?;
    let all = store::all(&mut ctx.db.read().await?).await?;
    let wanted = |line: &TemplateLine| channel.is_none_or(|channel| line.channel == channel);
    Ok(all.into_iter().filter(wanted).collect())
}

/// One template.
pub async fn get(ctx: &Ctx, actor: &Actor, template: TemplateId) -> Result<TemplateLine, Error> {
    actor.require(Permission::CrmRead)?;
    store::by_id(&mut ctx.db.read().await?, template).await?.ok_or(Error::NotFound)
}

/// Adds a template, or changes one.
pub async fn save(ctx: &Ctx, actor: &Actor, cmd: SaveTemplate) -> Result<TemplateId, Error> {
    actor.require(Permission::SettingsMessages)?;
    let new = checked(&cmd)?;
    let mut tx = ctx.db.begin().await?;
    scope::whole_organisation(&mut tx, actor).await?;
    let (kind, before) = if cmd.template.trim().is_empty() {
        store::insert(&mut tx, &new).await?;
        ("template_added", None)
    } else {
        let before = store::by_id(&mut tx, new.id).await?.ok_or(Error::NotFound)?;
        if before == (TemplateLine { version: before.version, ..new.clone() }) {
            return Ok(new.id);
        }
        if !store::update(&mut tx, &new).await? {
            return Err(Error::Changed { by: log::last_actor(&mut tx, new.id.0).await? });
        }
        ("template_changed", Some(before))
    };
    let data = json!({ "before": before, "after": new });
    events::done_by(&mut tx, ctx, actor, None, kind, new.id.0, data).await?;
    tx.commit().await?;
    Ok(new.id)
}

/// Takes a template off the list.
pub async fn delete(ctx: &Ctx, actor: &Actor, cmd: DeleteTemplate) -> Result<(), Error> {
    actor.require(Permission::SettingsMessages)?;
    let id: TemplateId = cmd.template.parse().map_err(|_| Error::NotFound)?;
    let mut tx = ctx.db.begin().await?;
    scope::whole_organisation(&mut tx, actor).await?;
    let before = store::by_id(&mut tx, id).await?.ok_or(Error::NotFound)?;
    store::remove(&mut tx, id, ctx.clock.now()).await?;
    let data = json!({ "before": before });
    events::done_by(&mut tx, ctx, actor, None, "template_removed", id.0, data).await?;
    tx.commit().await
}

fn checked(cmd: &SaveTemplate) -> Result<TemplateLine, Error> {
    let mut check = Check::default();
    let id = match cmd.template.trim() {
        "" => TemplateId(new_id()),
        text => text.parse().map_err(|_| Error::NotFound)?,
    };
    let name = check.required("name", &cmd.name, NAME_MAX);
    let channel: Option<MessageChannel> = check.take("channel", cmd.channel.parse());
    let situation: Option<Situation> = check.take("situation", cmd.situation.parse());
    if let Some(channel) = channel {
        fill::read(&mut check, channel, &cmd.subject, &cmd.body);
    }
    check.done()?;
    let whole = || {
        let channel = channel?;
        let subject = if channel.has_subject() { cmd.subject.trim() } else { "" };
        Some(TemplateLine {
            id,
            version: cmd.version,
            name: name?,
            channel,
            situation: situation?,
            subject: subject.to_owned(),
            body: cmd.body.trim().replace("\r\n", "\n"),
        })
    };
    whole().ok_or_else(|| Error::Invalid(Vec::new()))
}
