//! Tables `sessions`, `sign_in_attempts` and `posted_forms`.

use super::{
    db::{Db, Tx, dialects, on, once, statements},
    stored,
};
use crate::store::row::row;
use crate::{Actor, Error};
use chrono::{DateTime, Utc};
use domain::{
    id::{CompanyId, UserId},
    session::CompanyRef,
};
use uuid::Uuid;

statements! {
    INSERT = "INSERT INTO sessions (token_hash, user_id, created_at, last_seen_at, expires_at, user_agent)
        VALUES ($1, $2, $3, $3, $4, $5)";
    ACTOR = "SELECT s.created_at, s.last_seen_at, u.id, u.name, u.email, u.role,
            co.id AS company_id, co.name AS company_name
        FROM sessions s
        JOIN users u ON u.id = s.user_id
        LEFT JOIN user_companies uc ON uc.user_id = u.id
        LEFT JOIN companies co ON co.id = uc.company_id
        WHERE s.token_hash = $1 AND s.expires_at > $2 AND s.last_seen_at > $3 AND u.active
        ORDER BY company_name";
    ACTOR_OF = "SELECT u.name, u.email, u.role, co.id AS company_id, co.name AS company_name
        FROM users u
        LEFT JOIN user_companies uc ON uc.user_id = u.id
        LEFT JOIN companies co ON co.id = uc.company_id
        WHERE u.id = $1 AND u.active
        ORDER BY company_name";
    TOUCH = "UPDATE sessions SET last_seen_at = $2 WHERE token_hash = $1 AND last_seen_at < $2";
    END = "DELETE FROM sessions WHERE token_hash = $1";
    END_ALL_BUT = "DELETE FROM sessions WHERE user_id = $1 AND token_hash <> $2";
    END_EXPIRED = "DELETE FROM sessions WHERE expires_at <= $1";
    ADD_ATTEMPT = "INSERT INTO sign_in_attempts (id, account, address, at) VALUES ($1, $2, $3, $4)";
    ATTEMPTS_OF_ACCOUNT = "SELECT at FROM sign_in_attempts WHERE account = $1 AND at > $2 ORDER BY at DESC LIMIT $3";
    ATTEMPTS_FROM_ADDRESS = "SELECT at FROM sign_in_attempts WHERE address = $1 AND at > $2 ORDER BY at DESC LIMIT $3";
    FORGET_ATTEMPTS = "DELETE FROM sign_in_attempts WHERE account = $1";
    FORGET_OLD_ATTEMPTS = "DELETE FROM sign_in_attempts WHERE at < $1";
    SAVE_FORM = "INSERT INTO posted_forms (id, owner, form, created_at) VALUES ($1, $2, $3, $4)";
    LOAD_FORM = "SELECT form FROM posted_forms WHERE id = $1 AND owner = $2 AND created_at > $3";
    FORGET_FORMS = "DELETE FROM posted_forms WHERE created_at <= $1";
}

dialects! {
    /// One sign-in at a time counts the attempts before it; SQLite has one writer anyway.
    LOCK_ATTEMPTS = sqlite: "SELECT 1", postgres: "SELECT pg_advisory_xact_lock(7016996765)";
}

row! {
    struct ActorRow {
        created_at: DateTime<Utc>,
        last_seen_at: DateTime<Utc>,
        id: Uuid,
        name: String,
        email: String,
        role: String,
        company_id: Option<Uuid>,
        company_name: Option<String>,
    }
}

/// A session that is alive, and whose it is.
pub(crate) struct Live {
    pub(crate) actor: Actor,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) last_seen_at: DateTime<Utc>,
}

pub(crate) async fn insert(
    tx: &mut Tx,
    token_hash: [u8; 32],
    user: UserId,
    at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
    user_agent: &str,
) -> Result<(), Error> {
    on!(tx, c => sqlx::query(INSERT)
        .bind(token_hash.as_slice())
        .bind(user.0)
        .bind(at)
        .bind(expires_at)
        .bind(user_agent)
        .execute(c).await.map(drop))?;
    Ok(())
}

/// The session with this token that has neither expired by `now` nor been idle since `idle_since`.
pub(crate) async fn live(
    tx: &mut Tx,
    token_hash: [u8; 32],
    now: DateTime<Utc>,
    idle_since: DateTime<Utc>,
) -> Result<Option<Live>, Error> {
    let rows: Vec<ActorRow> = on!(tx, c => sqlx::query_as(ACTOR)
        .bind(token_hash.as_slice())
        .bind(now)
        .bind(idle_since)
        .fetch_all(c).await)?;
    read_live(token_hash, rows)
}

/// [`live`] for the beginning of every request.
pub(crate) async fn live_now(
    db: &Db,
    token_hash: [u8; 32],
    now: DateTime<Utc>,
    idle_since: DateTime<Utc>,
) -> Result<Option<Live>, Error> {
    let rows: Vec<ActorRow> = once!(db, pool => sqlx::query_as(ACTOR)
        .bind(token_hash.as_slice())
        .bind(now)
        .bind(idle_since)
        .fetch_all(pool).await)?;
    read_live(token_hash, rows)
}

fn read_live(token_hash: [u8; 32], rows: Vec<ActorRow>) -> Result<Option<Live>, Error> {
    let company =
        |row: &ActorRow| Some(CompanyRef { id: CompanyId(row.company_id?), name: row.company_name.clone()? });
    let companies = rows.iter().filter_map(company).collect();
    let Some(row) = rows.into_iter().next() else { return Ok(None) };
    let role = stored(&row.role, "users", "role", row.id)?;
    let actor = Actor {
        user: UserId(row.id),
        name: row.name,
        email: row.email,
        role,
        companies,
        session: token_hash,
    };
    Ok(Some(Live { actor, created_at: row.created_at, last_seen_at: row.last_seen_at }))
}

pub(crate) async fn touch(tx: &mut Tx, token_hash: [u8; 32], at: DateTime<Utc>) -> Result<(), Error> {
    on!(tx, c => sqlx::query(TOUCH).bind(token_hash.as_slice()).bind(at).execute(c).await.map(drop))?;
    Ok(())
}

pub(crate) async fn end(tx: &mut Tx, token_hash: [u8; 32]) -> Result<(), Error> {
    on!(tx, c => sqlx::query(END).bind(token_hash.as_slice()).execute(c).await.map(drop))?;
    Ok(())
}

/// Ends the sessions of `user` but the one with this token; an empty one ends all.
pub(crate) async fn end_all_but(tx: &mut Tx, user: UserId, token_hash: &[u8]) -> Result<(), Error> {
    on!(tx, c => sqlx::query(END_ALL_BUT).bind(user.0).bind(token_hash).execute(c).await.map(drop))?;
    Ok(())
}

pub(crate) async fn end_expired(tx: &mut Tx, now: DateTime<Utc>) -> Result<(), Error> {
    on!(tx, c => sqlx::query(END_EXPIRED).bind(now).execute(c).await.map(drop))?;
    Ok(())
}

pub(crate) async fn lock_attempts(tx: &mut Tx) -> Result<(), Error> {
    let sql = LOCK_ATTEMPTS.of(tx);
    on!(tx, c => sqlx::query(sql).execute(c).await.map(drop))?;
    Ok(())
}

pub(crate) async fn add_attempt(
    tx: &mut Tx,
    id: Uuid,
    account: &str,
    address: &str,
    at: DateTime<Utc>,
) -> Result<(), Error> {
    on!(tx, c => sqlx::query(ADD_ATTEMPT)
        .bind(id)
        .bind(account)
        .bind(address)
        .bind(at)
        .execute(c).await.map(drop))?;
    Ok(())
}

/// Times of the newest `limit` attempts for an account since `since`, the newest first.
pub(crate) async fn attempts_of_account(
    tx: &mut Tx,
    account: &str,
    since: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<DateTime<Utc>>, Error> {
    attempts(tx, ATTEMPTS_OF_ACCOUNT, account, since, limit).await
}

/// Times of the newest `limit` attempts from an address since `since`, the newest first.
pub(crate) async fn attempts_from_address(
    tx: &mut Tx,
    address: &str,
    since: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<DateTime<Utc>>, Error> {
    attempts(tx, ATTEMPTS_FROM_ADDRESS, address, since, limit).await
}

async fn attempts(
    tx: &mut Tx,
    sql: &'static str,
    key: &str,
    since: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<DateTime<Utc>>, Error> {
    Ok(on!(tx, c => sqlx::query_scalar(sql).bind(key).bind(since).bind(limit).fetch_all(c).await)?)
}

pub(crate) async fn forget_attempts(tx: &mut Tx, account: &str) -> Result<(), Error> {
    on!(tx, c => sqlx::query(FORGET_ATTEMPTS).bind(account).execute(c).await.map(drop))?;
    Ok(())
}

pub(crate) async fn forget_attempts_before(tx: &mut Tx, at: DateTime<Utc>) -> Result<(), Error> {
    on!(tx, c => sqlx::query(FORGET_OLD_ATTEMPTS).bind(at).execute(c).await.map(drop))?;
    Ok(())
}

pub(crate) async fn save_form(
    tx: &mut Tx,
    id: Uuid,
    owner: &[u8; 32],
    form: &str,
    at: DateTime<Utc>,
) -> Result<(), Error> {
    on!(tx, c => sqlx::query(SAVE_FORM)
        .bind(id)
        .bind(owner.as_slice())
        .bind(form)
        .bind(at)
        .execute(c).await.map(drop))?;
    Ok(())
}

pub(crate) async fn load_form(
    tx: &mut Tx,
    id: Uuid,
    owner: &[u8; 32],
    since: DateTime<Utc>,
) -> Result<Option<String>, Error> {
    Ok(on!(tx, c => sqlx::query_scalar(LOAD_FORM)
        .bind(id)
        .bind(owner.as_slice())
        .bind(since)
        .fetch_optional(c).await)?)
}

pub(crate) async fn forget_forms_until(tx: &mut Tx, at: DateTime<Utc>) -> Result<(), Error> {
    on!(tx, c => sqlx::query(FORGET_FORMS).bind(at).execute(c).await.map(drop))?;
    Ok(())
}

row! {
    struct UserRow {
        name: String,
        email: String,
        role: String,
        company_id: Option<Uuid>,
        company_name: Option<String>,
    }
}

/// A user for whom work goes on behind the page, with what they may see now; nobody who is not active any more.
pub(crate) async fn actor(tx: &mut Tx, user: UserId) -> Result<Option<Actor>, Error> {
    let rows: Vec<UserRow> = on!(tx, c => sqlx::query_as(ACTOR_OF).bind(user.0).fetch_all(c).await)?;
    let mut actor = None;
    for row in rows {
        if actor.is_none() {
            let role = stored(&row.role, "users", "role", user)?;
            let (name, email) = (row.name, row.email);
            actor = Some(Actor { user, name, email, role, companies: Vec::new(), session: [0; 32] });
        }
        if let (Some(actor), Some(id), Some(name)) = (&mut actor, row.company_id, row.company_name) {
            actor.companies.push(CompanyRef { id: CompanyId(id), name });
        }
    }
    Ok(actor)
}
