//! Putting a message into the outbox, and filling it anew on the day of sending.

use super::Amount;
use crate::{
    Error,
    store::db::{Tx, on, statements},
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::id::{ClientId, CompanyId, ContactId, MessageId, TemplateId, UserId};
use serde_json::json;
use uuid::Uuid;

statements! {
    INSERT = "INSERT INTO messages (id, client_id, company_id, contact_id, template_id, state, recipients,
            subject_source, body_source, subject, body, html, asks, amounts_on, amounts, total_centavos, next_at,
            idempotency_key, user_id, created_at)
        VALUES ($1, $2, $3, $4, $5, 'queued', $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $16)";
    INSERT_ATTACHMENT = "INSERT INTO message_attachments (message_id, position, name, media_type, content)
        VALUES ($1, $2, $3, $4, $5)";
    REPLACE_ATTACHMENT = "UPDATE message_attachments SET content = $2 WHERE message_id = $1 AND position = 0";
    BY_KEY = "SELECT id, client_id FROM messages WHERE idempotency_key = $1";
    REFILL = "UPDATE messages SET subject = $2, body = $3, html = $4, amounts_on = $5, amounts = $6,
            total_centavos = $7
        WHERE id = $1";
}

/// A message to send.
pub(crate) struct NewMessage<'a> {
    pub(crate) id: MessageId,
    pub(crate) client: ClientId,
    pub(crate) company: CompanyId,
    pub(crate) contact: ContactId,
    pub(crate) template: Option<TemplateId>,
    pub(crate) recipients: &'a [String],
    /// Subject and text with variables.
    pub(crate) source: (&'a str, &'a str),
    /// Subject, text and HTML, filled.
    pub(crate) filled: (&'a str, &'a str, &'a str),
    pub(crate) asks: bool,
    pub(crate) amounts_on: NaiveDate,
    pub(crate) amounts: &'a [Amount],
    pub(crate) total_centavos: i64,
    pub(crate) key: Uuid,
    pub(crate) user: UserId,
    pub(crate) at: DateTime<Utc>,
    pub(crate) attachments: &'a [NewAttachment],
}

/// A file that goes with a message.
#[derive(Clone, Debug)]
pub(crate) struct NewAttachment {
    pub(crate) name: String,
    pub(crate) media_type: String,
    pub(crate) content: Vec<u8>,
}

pub(crate) async fn insert(tx: &mut Tx, new: &NewMessage<'_>) -> Result<(), Error> {
    let (recipients, amounts) = (json!(new.recipients).to_string(), json!(new.amounts).to_string());
    let (subject, body, html) = new.filled;
    on!(tx, c => sqlx::query(INSERT)
        .bind(new.id.0)
        .bind(new.client.0)
        .bind(new.company.0)
        .bind(new.contact.0)
        .bind(new.template.map(|template| template.0))
        .bind(&recipients)
        .bind(new.source.0)
        .bind(new.source.1)
        .bind(subject)
        .bind(body)
        .bind(html)
        .bind(new.asks)
        .bind(new.amounts_on)
        .bind(&amounts)
        .bind(new.total_centavos)
        .bind(new.at)
        .bind(new.key)
        .bind(new.user.0)
        .execute(c).await.map(drop))?;
    for (position, file) in (0_i64..).zip(new.attachments) {
        on!(tx, c => sqlx::query(INSERT_ATTACHMENT)
            .bind(new.id.0)
            .bind(position)
            .bind(&file.name)
            .bind(&file.media_type)
            .bind(&file.content)
            .execute(c).await.map(drop))?;
    }
    Ok(())
}

/// The message that was put into the outbox under an idempotency key, and whose it is.
pub(crate) async fn by_key(tx: &mut Tx, key: Uuid) -> Result<Option<(MessageId, ClientId)>, Error> {
    let row: Option<(Uuid, Uuid)> = on!(tx, c => sqlx::query_as(BY_KEY).bind(key).fetch_optional(c).await)?;
    Ok(row.map(|(id, client)| (MessageId(id), ClientId(client))))
}

/// The message's file anew, with the amounts of another day.
pub(crate) async fn replace_attachment(tx: &mut Tx, message: MessageId, content: &[u8]) -> Result<(), Error> {
    on!(tx, c => sqlx::query(REPLACE_ATTACHMENT).bind(message.0).bind(content).execute(c).await.map(drop))?;
    Ok(())
}

/// The message with the amounts of another day.
pub(crate) async fn refill(
    tx: &mut Tx,
    message: MessageId,
    (subject, body, html): (&str, &str, &str),
    (on, amounts, total_centavos): (NaiveDate, &[Amount], i64),
) -> Result<(), Error> {
    let amounts = json!(amounts).to_string();
    on!(tx, c => sqlx::query(REFILL)
        .bind(message.0)
        .bind(subject)
        .bind(body)
        .bind(html)
        .bind(on)
        .bind(&amounts)
        .bind(total_centavos)
        .execute(c).await.map(drop))?;
    Ok(())
}
