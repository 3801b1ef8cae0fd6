//! Signing in and out, and who a request comes from.

mod attempts;
mod forms;
mod set_up;

pub use forms::{load_posted, save_posted};
pub use set_up::{needs_set_up, set_up};

use crate::{
    Actor, Ctx, Error, events,
    password::{Verdict, new_password},
    random::random_hex,
    store::{Tx, sessions, users},
    users::sign_in_name,
};
use attempts::Attempt;
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    Error as Rule,
    error::Check,
    id::UserId,
    session::{ChangePassword, PASSWORD_MAX, SignIn, Viewer},
};
use serde_json::json;
use sha2::{Digest, Sha256};

/// A session that nobody uses for this long ends.
const IDLE: TimeDelta = TimeDelta::hours(12);
/// A session ends after this long however much it is used.
const LIFETIME: TimeDelta = TimeDelta::days(7);
/// How old "last seen" may be before it is written anew: not every request is worth a write.
const SEEN_EVERY: TimeDelta = TimeDelta::minutes(1);
/// Clocks of several nodes differ a little; a session from further ahead was made under another `--today`.
const CLOCK_DIFFERENCE: TimeDelta = TimeDelta::minutes(5);

/// A session that has just begun. The token is in nobody's hands but the browser's: the store has its hash.
#[derive(Clone)]
pub struct NewSession {
    /// The value of the session's cookie.
    pub token: String,
    /// Who signed in.
    pub actor: Actor,
}

/// Begins a session for whoever has this e-mail address and password.
pub async fn sign_in(ctx: &Ctx, cmd: SignIn, address: &str, user_agent: &str) -> Result<NewSession, Error> {
    let mut check = Check::default();
    check.required("email", &cmd.email, 254);
    if cmd.password.is_empty() {
        check.note("password", Rule::Required);
    }
    check.done()?;
    let email = sign_in_name(&cmd.email);
    let attempt = Attempt::begin(ctx, &email, address).await?;

    let found = users::by_email(&mut ctx.db.read().await?, &email).await?;
    let stored = found.as_ref().filter(|user| user.active).map(|user| user.password_hash.clone());
    // Longer than any password can be: hash a piece of it, so that the answer takes as long.
    let too_long = cmd.password.chars().count() > PASSWORD_MAX as usize;
    let password: String = cmd.password.chars().take(PASSWORD_MAX as usize).collect();
    let verdict = ctx.passwords.check(&password, stored).await?;
    let Some(user) = found.filter(|_| verdict != Verdict::Wrong && !too_long) else {
        return Err(Error::WrongCredentials);
    };
    let hash = match verdict {
        Verdict::RightButOutdated => Some(ctx.passwords.hash(&password).await?),
        _ => None,
    };

    let mut tx = ctx.db.begin().await?;
    attempt.succeeded(&mut tx).await?;
    sessions::end_expired(&mut tx, ctx.clock.now()).await?;
    if let Some(hash) = hash {
        users::set_password(&mut tx, user.id, &hash).await?;
    }
    let session = begin(&mut tx, ctx, user.id, user_agent).await?;
    tx.commit().await?;
    Ok(session)
}

/// Ends the actor's session.
pub async fn sign_out(ctx: &Ctx, actor: &Actor) -> Result<(), Error> {
    let mut tx = ctx.db.begin().await?;
    sessions::end(&mut tx, actor.session).await?;
    events::done_by(&mut tx, ctx, actor, None, "signed_out", actor.user.0, json!({})).await?;
    tx.commit().await
}

/// Who a request with this session token comes from; nobody if the session is over.
pub async fn actor_of(ctx: &Ctx, token: &str) -> Result<Option<Actor>, Error> {
    if !looks_like_a_token(token) {
        return Ok(None);
    }
    let now = ctx.clock.now();
    let live = sessions::live_now(&ctx.db, hash_of(token), now, now - IDLE).await?;
    let Some(live) = live.filter(|live| live.created_at <= now + CLOCK_DIFFERENCE) else {
        return Ok(None);
    };
    if live.last_seen_at < now - SEEN_EVERY {
        see(ctx.clone(), live.actor.session, now);
    }
    Ok(Some(live.actor))
}

/// The actor as they are now, if their session still holds. Asking is no use of the session.
pub(crate) async fn still(ctx: &Ctx, actor: &Actor) -> Result<Option<Actor>, Error> {
    let now = ctx.clock.now();
    let live = sessions::live_now(&ctx.db, actor.session, now, now - IDLE).await?;
    Ok(live.map(|live| live.actor))
}

/// Changes the actor's own password and ends all their other sessions.
pub async fn change_password(ctx: &Ctx, actor: &Actor, cmd: ChangePassword) -> Result<(), Error> {
    let mut check = Check::default();
    if cmd.current.is_empty() {
        check.note("current", Rule::Required);
    }
    new_password(&mut check, "new", &cmd.new, ("again", &cmd.again));
    check.done()?;

    let attempt = Attempt::begin(ctx, &actor.email, "").await?;
    let stored = users::password_of(&mut ctx.db.read().await?, actor.user).await?;
    if ctx.passwords.check(&cmd.current, stored).await? == Verdict::Wrong {
        return Err(Rule::WrongPassword.on("current").into());
    }
    let hash = ctx.passwords.hash(&cmd.new).await?;

    let mut tx = ctx.db.begin().await?;
    attempt.succeeded(&mut tx).await?;
    users::set_password(&mut tx, actor.user, &hash).await?;
    sessions::end_all_but(&mut tx, actor.user, &actor.session).await?;
    events::done_by(&mut tx, ctx, actor, None, "password_changed", actor.user.0, json!({})).await?;
    tx.commit().await
}

/// What every page knows about the person who looks at it.
pub fn viewer(ctx: &Ctx, actor: &Actor) -> Viewer {
    Viewer {
        user: actor.user,
        name: actor.name.clone(),
        email: actor.email.clone(),
        role: actor.role,
        companies: actor.companies.clone(),
        now: ctx.clock.local_now(),
    }
}

async fn begin(tx: &mut Tx, ctx: &Ctx, user: UserId, user_agent: &str) -> Result<NewSession, Error> {
    let (token, now) = (new_token(), ctx.clock.now());
    let token_hash = hash_of(&token);
    let user_agent: String = user_agent.chars().take(200).collect();
    sessions::insert(tx, token_hash, user, now, now + LIFETIME, &user_agent).await?;
    let live = sessions::live(tx, token_hash, now, now - IDLE).await?.ok_or(Error::WrongCredentials)?;
    events::done_by(tx, ctx, &live.actor, None, "signed_in", user.0, json!({})).await?;
    Ok(NewSession { token, actor: live.actor })
}

/// Notes beside the request that the session is in use: a page never waits for the writer because of it.
fn see(ctx: Ctx, session: [u8; 32], now: DateTime<Utc>) {
    tokio::spawn(async move {
        let seen = async {
            let mut tx = ctx.db.begin().await?;
            sessions::touch(&mut tx, session, now).await?;
            tx.commit().await
        };
        if let Err(error) = seen.await {
            tracing::warn!(%error, "could not note that a session is in use");
        }
    });
}

/// 256 random bits.
pub(crate) fn new_token() -> String {
    random_hex::<32>()
}

/// Whether this can be a token: of a session, or of a calendar.
pub fn looks_like_a_token(token: &str) -> bool {
    token.len() == 64 && token.bytes().all(|byte| byte.is_ascii_hexdigit())
}

pub(crate) fn hash_of(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}
