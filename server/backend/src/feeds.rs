//! Appointments as a calendar (iCalendar, RFC 5545): one as a file, and all of a user at a secret address that
//! calendars subscribe to.

mod ics;

use crate::{
    Actor, Ctx, Error, events,
    session::{hash_of, looks_like_a_token, new_token},
    store::feeds,
};
use chrono::{NaiveDateTime, TimeDelta};
use domain::{id::AppointmentId, permission::Permission};
use ics::Calendar;
use serde_json::json;

/// How long a calendar is told that something was cancelled.
const CANCELLED: TimeDelta = TimeDelta::days(30);
/// How old "last read" may be before it is written anew.
const READ_EVERY: TimeDelta = TimeDelta::minutes(10);

/// The feed of a user, without its address: nobody but the user's calendar has that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Feed {
    /// When it was made, in the company's local time.
    pub made: NaiveDateTime,
    /// When a calendar last read it.
    pub read: Option<NaiveDateTime>,
}

/// The actor's feed, if there is one.
pub async fn own(ctx: &Ctx, actor: &Actor) -> Result<Option<Feed>, Error> {
    actor.require(Permission::CrmRead)?;
    let feed = feeds::feed(&mut ctx.db.read().await?, actor.user).await?;
    Ok(feed.map(|(made, read)| Feed { made: crate::ctx::local(made), read: read.map(crate::ctx::local) }))
}

/// Makes a feed for the actor, or gives it another address: its token, which is told this once.
pub async fn make(ctx: &Ctx, actor: &Actor) -> Result<String, Error> {
    actor.require(Permission::CrmRead)?;
    let token = new_token();
    let mut tx = ctx.db.begin().await?;
    feeds::set(&mut tx, actor.user, hash_of(&token), ctx.clock.now()).await?;
    events::done_by(&mut tx, ctx, actor, None, "calendar_feed_made", actor.user.0, json!({})).await?;
    tx.commit().await?;
    Ok(token)
}

/// Takes the actor's feed away: its address leads nowhere from now on.
pub async fn revoke(ctx: &Ctx, actor: &Actor) -> Result<(), Error> {
    actor.require(Permission::CrmRead)?;
    let mut tx = ctx.db.begin().await?;
    if feeds::revoke(&mut tx, actor.user).await? {
        events::done_by(&mut tx, ctx, actor, None, "calendar_feed_revoked", actor.user.0, json!({})).await?;
    }
    tx.commit().await
}

/// The calendar at a token. `site` is the address of this server, if it is known.
pub async fn at(ctx: &Ctx, token: &str, site: Option<&str>) -> Result<String, Error> {
    if !looks_like_a_token(token) {
        return Err(Error::NotFound);
    }
    let (hash, now) = (hash_of(token), ctx.clock.now());
    let mut tx = ctx.db.read().await?;
    let (user, name, read) = feeds::whose(&mut tx, hash).await?.ok_or(Error::NotFound)?;
    let events = feeds::of_user(&mut tx, user, now - CANCELLED).await?;
    drop(tx);
    if read.is_none_or(|read| read < now - READ_EVERY) {
        let mut tx = ctx.db.begin().await?;
        feeds::read(&mut tx, hash, now).await?;
        tx.commit().await?;
    }
    Ok(Calendar { name: Some(&name), site, events: &events }.text())
}

/// One appointment as a file.
pub async fn one(
    ctx: &Ctx,
    actor: &Actor,
    appointment: AppointmentId,
    site: Option<&str>,
) -> Result<String, Error> {
    actor.require(Permission::CrmRead)?;
    let event = feeds::one(&mut ctx.db.read().await?, actor.user, appointment).await?;
    let event = event.ok_or(Error::NotFound)?;
    Ok(Calendar { name: None, site, events: &[event] }.text())
}
