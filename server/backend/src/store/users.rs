//! Tables `users` and `user_companies`.

use super::{
    db::{Tx, on, statements},
    in_use, stored,
};
use crate::store::row::row;
use crate::{Error, users::UserLine};
use chrono::{DateTime, Utc};
use domain::{
    id::{ClientId, CompanyId, UserId},
    permission::Role,
};
use std::collections::HashMap;
use uuid::Uuid;

statements! {
    INSERT = "INSERT INTO users (id, name, email, password_hash, role, active, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    SET_PASSWORD = "UPDATE users SET password_hash = $2 WHERE id = $1";
    BY_EMAIL = "SELECT id, password_hash, active FROM users WHERE email = $1";
    PASSWORD_OF = "SELECT password_hash FROM users WHERE id = $1";
    ANY = "SELECT 1 FROM users LIMIT 1";
    ALL_BY_NAME = "SELECT u.id, u.name, u.email, u.role, u.active, COALESCE(co.name, '') AS company
        FROM users u
        LEFT JOIN user_companies uc ON uc.user_id = u.id
        LEFT JOIN companies co ON co.id = uc.company_id
        ORDER BY u.name, u.id, company";
    GIVE_COMPANY = "INSERT INTO user_companies (user_id, company_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    GIVE_ALL_COMPANIES = "INSERT INTO user_companies (user_id, company_id) SELECT u.id, co.id
        FROM users u CROSS JOIN companies co WHERE u.id = $1 ON CONFLICT DO NOTHING";
    GIVE_TO_ADMINISTRATORS = "INSERT INTO user_companies (user_id, company_id) SELECT u.id, co.id
        FROM users u CROSS JOIN companies co WHERE co.id = $1 AND u.role = 'administrator' ON CONFLICT DO NOTHING";
    NAMES = "SELECT id, name FROM users";
    COLLEAGUES = "SELECT u.id, u.name FROM users u WHERE u.active AND EXISTS (
            SELECT 1 FROM user_companies theirs JOIN user_companies mine ON mine.company_id = theirs.company_id
            WHERE theirs.user_id = u.id AND mine.user_id = $1)
        ORDER BY u.name, u.id";
    COLLEAGUES_FOR_CLIENT = "SELECT u.id, u.name FROM users u WHERE u.active AND EXISTS (
            SELECT 1 FROM client_companies cc
            JOIN user_companies theirs ON theirs.company_id = cc.company_id
            JOIN user_companies mine ON mine.company_id = cc.company_id
            WHERE cc.client_id = $2 AND theirs.user_id = u.id AND mine.user_id = $1)
        ORDER BY u.name, u.id";
    IS_ASSIGNABLE = "SELECT 1 FROM users u JOIN user_companies uc ON uc.user_id = u.id
        WHERE u.id = $1 AND u.active AND uc.company_id = $2";
}

row! {
    /// What signing in needs to know.
    struct CredentialsRow {
        id: Uuid,
        password_hash: String,
        active: bool,
    }
}

/// Whoever signs in with some e-mail address.
pub(crate) struct Credentials {
    pub(crate) id: UserId,
    pub(crate) password_hash: String,
    pub(crate) active: bool,
}

row! {
    struct LineRow {
        id: Uuid,
        name: String,
        email: String,
        role: String,
        active: bool,
        company: String,
    }
}

pub(crate) async fn insert(
    tx: &mut Tx,
    id: UserId,
    name: &str,
    email: &str,
    hash: &str,
    role: Role,
    at: DateTime<Utc>,
) -> Result<(), Error> {
    on!(tx, c => sqlx::query(INSERT)
        .bind(id.0)
        .bind(name)
        .bind(email)
        .bind(hash)
        .bind(role.as_str())
        .bind(true)
        .bind(at)
        .execute(c).await.map(drop))
    .map_err(in_use)
}

pub(crate) async fn set_password(tx: &mut Tx, user: UserId, hash: &str) -> Result<(), Error> {
    on!(tx, c => sqlx::query(SET_PASSWORD).bind(user.0).bind(hash).execute(c).await.map(drop))?;
    Ok(())
}

pub(crate) async fn by_email(tx: &mut Tx, email: &str) -> Result<Option<Credentials>, Error> {
    let row: Option<CredentialsRow> =
        on!(tx, c => sqlx::query_as(BY_EMAIL).bind(email).fetch_optional(c).await)?;
    Ok(row.map(|row| Credentials {
        id: UserId(row.id),
        password_hash: row.password_hash,
        active: row.active,
    }))
}

pub(crate) async fn password_of(tx: &mut Tx, user: UserId) -> Result<Option<String>, Error> {
    Ok(on!(tx, c => sqlx::query_scalar(PASSWORD_OF).bind(user.0).fetch_optional(c).await)?)
}

pub(crate) async fn any(tx: &mut Tx) -> Result<bool, Error> {
    Ok(on!(tx, c => sqlx::query(ANY).fetch_optional(c).await.map(|row| row.is_some()))?)
}

pub(crate) async fn all(tx: &mut Tx) -> Result<Vec<UserLine>, Error> {
    let rows: Vec<LineRow> = on!(tx, c => sqlx::query_as(ALL_BY_NAME).fetch_all(c).await)?;
    let mut lines: Vec<UserLine> = Vec::new();
    for row in rows {
        let id = UserId(row.id);
        if lines.last().is_none_or(|line| line.id != id) {
            let role = stored(&row.role, "users", "role", id)?;
            let (name, email, active) = (row.name, row.email, row.active);
            lines.push(UserLine { id, name, email, role, active, companies: Vec::new() });
        }
        if let Some(line) = lines.last_mut().filter(|_| !row.company.is_empty()) {
            line.companies.push(row.company);
        }
    }
    Ok(lines)
}

pub(crate) async fn give_company(tx: &mut Tx, user: UserId, company: CompanyId) -> Result<(), Error> {
    on!(tx, c => sqlx::query(GIVE_COMPANY).bind(user.0).bind(company.0).execute(c).await.map(drop))?;
    Ok(())
}

pub(crate) async fn give_all_companies(tx: &mut Tx, user: UserId) -> Result<(), Error> {
    on!(tx, c => sqlx::query(GIVE_ALL_COMPANIES).bind(user.0).execute(c).await.map(drop))?;
    Ok(())
}

pub(crate) async fn give_to_administrators(tx: &mut Tx, company: CompanyId) -> Result<(), Error> {
    on!(tx, c => sqlx::query(GIVE_TO_ADMINISTRATORS).bind(company.0).execute(c).await.map(drop))?;
    Ok(())
}

/// The names of all users.
pub(crate) async fn names(tx: &mut Tx) -> Result<HashMap<UserId, String>, Error> {
    let rows: Vec<(Uuid, String)> = on!(tx, c => sqlx::query_as(NAMES).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(id, name)| (UserId(id), name)).collect())
}

/// Active users who see a company that `user` sees.
pub(crate) async fn colleagues(tx: &mut Tx, user: UserId) -> Result<Vec<(UserId, String)>, Error> {
    let rows: Vec<(Uuid, String)> = on!(tx, c => sqlx::query_as(COLLEAGUES).bind(user.0).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(id, name)| (UserId(id), name)).collect())
}

/// Active users who see `client` through a company that `user` sees too.
pub(crate) async fn colleagues_for_client(
    tx: &mut Tx,
    user: UserId,
    client: ClientId,
) -> Result<Vec<(UserId, String)>, Error> {
    let rows: Vec<(Uuid, String)> = on!(tx, c => sqlx::query_as(COLLEAGUES_FOR_CLIENT)
        .bind(user.0)
        .bind(client.0)
        .fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(id, name)| (UserId(id), name)).collect())
}

/// Whether `user` is active and sees `company`: only then can work for it be given to them.
pub(crate) async fn is_assignable(tx: &mut Tx, user: UserId, company: CompanyId) -> Result<bool, Error> {
    Ok(on!(tx, c => sqlx::query(IS_ASSIGNABLE)
        .bind(user.0)
        .bind(company.0)
        .fetch_optional(c).await.map(|row| row.is_some()))?)
}
