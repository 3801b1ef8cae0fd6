//! Table `mail_servers`: one row for each company that has its own, and one for the whole organisation.

use super::{
    db::{Tx, on, statements},
    row::row,
    stored,
};
use crate::Error;
use domain::{id::CompanyId, message::Security};
use uuid::Uuid;

statements! {
    BY_ID = "SELECT id, version, company_id, host, port, security, user_name, password_sealed, sender_name,
            sender_address, reply_to, hourly_limit
        FROM mail_servers WHERE id = $1";
    INSERT = "INSERT INTO mail_servers (id, company_id, host, port, security, user_name, password_sealed,
            sender_name, sender_address, reply_to, hourly_limit)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (id) DO NOTHING";
    UPDATE = "UPDATE mail_servers SET version = version + 1, host = $3, port = $4, security = $5, user_name = $6,
            password_sealed = $7, sender_name = $8, sender_address = $9, reply_to = $10, hourly_limit = $11
        WHERE id = $1 AND version = $2";
    REMOVE = "DELETE FROM mail_servers WHERE id = $1 AND version = $2";
    /// Whoever counts the messages of an hour holds the server.
    LOCK = "UPDATE mail_servers SET version = version WHERE id = $1";
}

row! {
    struct Row {
        id: Uuid,
        version: i64,
        company_id: Option<Uuid>,
        host: String,
        port: i64,
        security: String,
        user_name: String,
        password_sealed: Option<Vec<u8>>,
        sender_name: String,
        sender_address: String,
        reply_to: String,
        hourly_limit: Option<i64>,
    }
}

/// How to reach a mail server, and as whom.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct MailServer {
    /// The company's, or nil for the organisation's.
    pub(crate) id: Uuid,
    pub(crate) version: i64,
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) security: Security,
    pub(crate) user: String,
    pub(crate) sealed: Option<Vec<u8>>,
    pub(crate) sender_name: String,
    pub(crate) sender_address: String,
    pub(crate) reply_to: String,
    pub(crate) hourly_limit: Option<u32>,
}

impl MailServer {
    /// The sender as recipients see it.
    pub(crate) fn sender(&self) -> String {
        match self.sender_name.as_str() {
            "" => self.sender_address.clone(),
            name => format!("{name} <{}>", self.sender_address),
        }
    }
}

/// The identity of a company's settings, or of the organisation's.
pub(crate) fn identity(company: Option<CompanyId>) -> Uuid {
    company.map_or(Uuid::nil(), |company| company.0)
}

/// The settings of exactly this company, or of the organisation.
pub(crate) async fn of(tx: &mut Tx, company: Option<CompanyId>) -> Result<Option<MailServer>, Error> {
    let id = identity(company);
    let row: Option<Row> = on!(tx, c => sqlx::query_as(BY_ID).bind(id).fetch_optional(c).await)?;
    let server = |row: Row| {
        let number = |value: i64, column| {
            let wrong = || Error::Inconsistent { table: "mail_servers", column, id: row.id.to_string() };
            u32::try_from(value).map_err(|_| wrong())
        };
        let port = number(row.port, "port")?;
        Ok(MailServer {
            id: row.company_id.unwrap_or_default(),
            version: row.version,
            host: row.host.clone(),
            port: u16::try_from(port).unwrap_or_default(),
            security: stored(&row.security, "mail_servers", "security", row.id)?,
            user: row.user_name.clone(),
            sealed: row.password_sealed.clone(),
            sender_name: row.sender_name.clone(),
            sender_address: row.sender_address.clone(),
            reply_to: row.reply_to.clone(),
            hourly_limit: row.hourly_limit.map(|limit| number(limit, "hourly_limit")).transpose()?,
        })
    };
    row.map(server).transpose()
}

/// The settings that count for a company: its own, or else the organisation's.
pub(crate) async fn for_company(tx: &mut Tx, company: CompanyId) -> Result<Option<MailServer>, Error> {
    match of(tx, Some(company)).await? {
        Some(own) => Ok(Some(own)),
        None => of(tx, None).await,
    }
}

/// Stores the first settings; says whether there were none.
pub(crate) async fn insert(tx: &mut Tx, new: &MailServer) -> Result<bool, Error> {
    let company = Some(new.id).filter(|id| !id.is_nil());
    Ok(on!(tx, c => sqlx::query(INSERT)
        .bind(new.id)
        .bind(company)
        .bind(&new.host)
        .bind(i64::from(new.port))
        .bind(new.security.as_str())
        .bind(&new.user)
        .bind(&new.sealed)
        .bind(&new.sender_name)
        .bind(&new.sender_address)
        .bind(&new.reply_to)
        .bind(new.hourly_limit.map(i64::from))
        .execute(c).await.map(|done| done.rows_affected() > 0))?)
}

/// Stores settings over their version; says whether that version was still the current one.
pub(crate) async fn update(tx: &mut Tx, server: &MailServer) -> Result<bool, Error> {
    Ok(on!(tx, c => sqlx::query(UPDATE)
        .bind(server.id)
        .bind(server.version)
        .bind(&server.host)
        .bind(i64::from(server.port))
        .bind(server.security.as_str())
        .bind(&server.user)
        .bind(&server.sealed)
        .bind(&server.sender_name)
        .bind(&server.sender_address)
        .bind(&server.reply_to)
        .bind(server.hourly_limit.map(i64::from))
        .execute(c).await.map(|done| done.rows_affected() > 0))?)
}

pub(crate) async fn remove(tx: &mut Tx, id: Uuid, version: i64) -> Result<bool, Error> {
    Ok(on!(tx, c => sqlx::query(REMOVE)
        .bind(id)
        .bind(version)
        .execute(c).await.map(|done| done.rows_affected() > 0))?)
}

/// Nobody else counts this server's messages until the transaction ends.
pub(crate) async fn lock(tx: &mut Tx, id: Uuid) -> Result<(), Error> {
    on!(tx, c => sqlx::query(LOCK).bind(id).execute(c).await.map(drop))?;
    Ok(())
}
