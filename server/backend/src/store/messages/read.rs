//! Messages as the pages and the worker read them.

use super::Amount;
use crate::{
    Error,
    ctx::local,
    store::{
        db::{Tx, on, statements},
        row::row,
        stored,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    id::{ClientId, CompanyId, ContactId, MessageId, UserId},
    message::{Ask, Attachment, MessageChannel, MessageLine, MessageState},
};
use uuid::Uuid;

macro_rules! lines {
    ($of:literal, $limit:literal) => {
        concat!(
            "SELECT m.id, m.client_id, cl.name AS client_name, co.name AS company, m.created_at,
                u.name AS user_name, m.recipients, m.subject, m.state
            FROM messages m
            JOIN user_companies uc ON uc.company_id = m.company_id AND uc.user_id = $2
            JOIN clients cl ON cl.id = m.client_id
            JOIN companies co ON co.id = m.company_id
            JOIN users u ON u.id = m.user_id
            WHERE ",
            $of,
            " ORDER BY m.created_at DESC, m.id DESC LIMIT ",
            $limit
        )
    };
}

statements! {
    OF_CLIENT = lines!("m.client_id = $1", "$3");
    OF_STATE = lines!("m.state = $1", "$3 OFFSET $4");
    OF_ANY_STATE = lines!("m.state <> $1", "$3 OFFSET $4");
    COUNTS = "SELECT m.state, COUNT(*) FROM messages m
        JOIN user_companies uc ON uc.company_id = m.company_id AND uc.user_id = $1 GROUP BY m.state";
    FULL = "SELECT m.id, m.client_id, cl.name AS client_name, m.company_id, co.name AS company, m.contact_id,
            m.state, m.recipients, m.sender, m.reply_to, m.subject_source, m.body_source, m.subject, m.body,
            m.html, m.asks, m.amounts_on, m.amounts, m.total_centavos, m.attempts, m.next_at, m.answer, m.refusal,
            m.user_id, u.name AS user_name, m.created_at, m.decided_at, m.sent_at, cl.uf, ct.at AS contact_at
        FROM messages m
        JOIN contacts ct ON ct.id = m.contact_id
        JOIN clients cl ON cl.id = m.client_id
        JOIN companies co ON co.id = m.company_id
        JOIN users u ON u.id = m.user_id
        WHERE m.id = $1";
    OF_CONTACT = "SELECT id, state, attempts FROM messages WHERE contact_id = $1";
    ATTACHMENTS = "SELECT position, name, media_type, CAST(length(content) AS BIGINT) FROM message_attachments
        WHERE message_id = $1 ORDER BY position";
    CONTENTS = "SELECT name, media_type, content FROM message_attachments
        WHERE message_id = $1 ORDER BY position";
    ATTACHMENT = "SELECT name, media_type, content FROM message_attachments
        WHERE message_id = $1 AND position = $2";
}

row! {
    struct LineRow {
        id: Uuid,
        client_id: Uuid,
        client_name: String,
        company: String,
        created_at: DateTime<Utc>,
        user_name: String,
        recipients: String,
        subject: String,
        state: String,
    }
}

impl TryFrom<LineRow> for MessageLine {
    type Error = Error;

    fn try_from(row: LineRow) -> Result<Self, Error> {
        Ok(Self {
            id: MessageId(row.id),
            client: ClientId(row.client_id),
            client_name: row.client_name,
            company: row.company,
            at: local(row.created_at),
            user: row.user_name,
            recipients: list(&row.recipients, "recipients", row.id)?,
            subject: row.subject,
            state: stored(&row.state, "messages", "state", row.id)?,
        })
    }
}

fn list<T: serde::de::DeserializeOwned>(text: &str, column: &'static str, id: Uuid) -> Result<T, Error> {
    let wrong = |_| Error::Inconsistent { table: "messages", column, id: id.to_string() };
    serde_json::from_str(text).map_err(wrong)
}

/// The client's messages for companies that `user` sees, the newest first.
pub(crate) async fn line_of_client(
    tx: &mut Tx,
    client: ClientId,
    user: UserId,
    limit: u32,
) -> Result<Vec<MessageLine>, Error> {
    let rows: Vec<LineRow> = on!(tx, c => sqlx::query_as(OF_CLIENT)
        .bind(client.0)
        .bind(user.0)
        .bind(i64::from(limit))
        .fetch_all(c).await)?;
    rows.into_iter().map(MessageLine::try_from).collect()
}

/// Which messages of a list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Filter {
    pub(crate) state: Option<MessageState>,
    pub(crate) limit: u32,
    pub(crate) offset: u32,
}

/// Messages for companies that `user` sees, the newest first.
pub(crate) async fn lines(tx: &mut Tx, user: UserId, filter: Filter) -> Result<Vec<MessageLine>, Error> {
    let (sql, state) = match filter.state {
        Some(state) => (OF_STATE, state.as_str()),
        // No state is called that.
        None => (OF_ANY_STATE, ""),
    };
    let rows: Vec<LineRow> = on!(tx, c => sqlx::query_as(sql)
        .bind(state)
        .bind(user.0)
        .bind(i64::from(filter.limit))
        .bind(i64::from(filter.offset))
        .fetch_all(c).await)?;
    rows.into_iter().map(MessageLine::try_from).collect()
}

/// How many messages there are in each state, of those for companies that `user` sees.
pub(crate) async fn counts(tx: &mut Tx, user: UserId) -> Result<Vec<(MessageState, u32)>, Error> {
    let rows: Vec<(String, i64)> = on!(tx, c => sqlx::query_as(COUNTS).bind(user.0).fetch_all(c).await)?;
    let count = |(state, count): (String, i64)| {
        Ok((stored(&state, "messages", "state", "all")?, u32::try_from(count).unwrap_or(u32::MAX)))
    };
    rows.into_iter().map(count).collect()
}

row! {
    struct FullRow {
        id: Uuid,
        client_id: Uuid,
        client_name: String,
        company_id: Uuid,
        company: String,
        contact_id: Uuid,
        state: String,
        recipients: String,
        sender: String,
        reply_to: String,
        subject_source: String,
        body_source: String,
        subject: String,
        body: String,
        html: String,
        asks: bool,
        amounts_on: NaiveDate,
        amounts: String,
        total_centavos: i64,
        attempts: i64,
        next_at: DateTime<Utc>,
        answer: String,
        refusal: String,
        user_id: Uuid,
        user_name: String,
        created_at: DateTime<Utc>,
        decided_at: Option<DateTime<Utc>>,
        sent_at: Option<DateTime<Utc>>,
        uf: String,
        contact_at: DateTime<Utc>,
    }
}

/// All that is stored of a message, but for its files.
pub(crate) struct Full {
    pub(crate) line: MessageLine,
    pub(crate) company: CompanyId,
    pub(crate) contact: ContactId,
    pub(crate) sender: String,
    pub(crate) reply_to: String,
    pub(crate) subject_source: String,
    pub(crate) body_source: String,
    pub(crate) body: String,
    pub(crate) html: String,
    pub(crate) asks: bool,
    pub(crate) amounts_on: NaiveDate,
    pub(crate) amounts: Vec<Amount>,
    pub(crate) total_centavos: i64,
    pub(crate) attempts: i64,
    pub(crate) next_at: DateTime<Utc>,
    pub(crate) answer: String,
    pub(crate) refusal: String,
    pub(crate) user: UserId,
    /// When a person last said that it is to be sent.
    pub(crate) decided_at: DateTime<Utc>,
    pub(crate) sent_at: Option<DateTime<Utc>>,
    /// Where the client lives.
    pub(crate) uf: String,
    /// The moment that its contact is of.
    pub(crate) contact_at: DateTime<Utc>,
}

impl Full {
    /// What the guard is asked before it is sent.
    pub(crate) fn ask(&self, reason: &str) -> Ask {
        Ask {
            client: self.line.client,
            company: self.company,
            channel: MessageChannel::Email,
            charges: self.amounts.iter().map(|amount| amount.charge).collect(),
            to: self.line.recipients.clone(),
            asks: self.asks,
            reason: reason.to_owned(),
            decided: Some(self.decided_at),
        }
    }
}

/// A message, whoever may see it.
pub(crate) async fn full(tx: &mut Tx, message: MessageId) -> Result<Option<Full>, Error> {
    let row: Option<FullRow> = on!(tx, c => sqlx::query_as(FULL).bind(message.0).fetch_optional(c).await)?;
    let full = |row: FullRow| {
        Ok(Full {
            line: MessageLine {
                id: message,
                client: ClientId(row.client_id),
                client_name: row.client_name,
                company: row.company,
                at: local(row.created_at),
                user: row.user_name,
                recipients: list(&row.recipients, "recipients", row.id)?,
                subject: row.subject,
                state: stored(&row.state, "messages", "state", row.id)?,
            },
            company: CompanyId(row.company_id),
            contact: ContactId(row.contact_id),
            sender: row.sender,
            reply_to: row.reply_to,
            subject_source: row.subject_source,
            body_source: row.body_source,
            body: row.body,
            html: row.html,
            asks: row.asks,
            amounts_on: row.amounts_on,
            amounts: list(&row.amounts, "amounts", row.id)?,
            total_centavos: row.total_centavos,
            attempts: row.attempts,
            next_at: row.next_at,
            answer: row.answer,
            refusal: row.refusal,
            user: UserId(row.user_id),
            decided_at: row.decided_at.unwrap_or(row.created_at),
            sent_at: row.sent_at,
            uf: row.uf,
            contact_at: row.contact_at,
        })
    };
    row.map(full).transpose()
}

/// The message whose contact this is: where it stands, and after how many attempts.
pub(crate) async fn of_contact(
    tx: &mut Tx,
    contact: ContactId,
) -> Result<Option<(MessageId, MessageState, i64)>, Error> {
    let row: Option<(Uuid, String, i64)> =
        on!(tx, c => sqlx::query_as(OF_CONTACT).bind(contact.0).fetch_optional(c).await)?;
    row.map(|(id, state, attempts)| Ok((MessageId(id), stored(&state, "messages", "state", id)?, attempts)))
        .transpose()
}

/// The message's files, without their contents.
pub(crate) async fn attachments(tx: &mut Tx, message: MessageId) -> Result<Vec<Attachment>, Error> {
    let rows: Vec<(i64, String, String, i64)> =
        on!(tx, c => sqlx::query_as(ATTACHMENTS).bind(message.0).fetch_all(c).await)?;
    let number = |value: i64| u32::try_from(value).unwrap_or_default();
    let file = |(position, name, media_type, size)| Attachment {
        position: number(position),
        name,
        media_type,
        size: number(size),
    };
    Ok(rows.into_iter().map(file).collect())
}

/// A file: its name, its type, its content.
pub(crate) type File = (String, String, Vec<u8>);

/// The message's files.
pub(crate) async fn contents(tx: &mut Tx, message: MessageId) -> Result<Vec<File>, Error> {
    Ok(on!(tx, c => sqlx::query_as(CONTENTS).bind(message.0).fetch_all(c).await)?)
}

/// One of the message's files.
pub(crate) async fn attachment(
    tx: &mut Tx,
    message: MessageId,
    position: u32,
) -> Result<Option<File>, Error> {
    Ok(on!(tx, c => sqlx::query_as(ATTACHMENT)
        .bind(message.0)
        .bind(i64::from(position))
        .fetch_optional(c).await)?)
}
