//! Table `message_templates`. Removed ones keep their row: messages name them.

use super::{
    db::{Tx, on, statements},
    in_use,
    row::row,
    stored,
};
use crate::Error;
use chrono::{DateTime, Utc};
use domain::{
    id::{BulkId, TemplateId},
    message::TemplateLine,
};
use uuid::Uuid;

statements! {
    ALL_TEMPLATES = "SELECT id, version, name, channel, situation, subject, body FROM message_templates
        WHERE removed_at IS NULL ORDER BY channel, place, name, id";
    BY_ID = "SELECT id, version, name, channel, situation, subject, body FROM message_templates
        WHERE id = $1 AND removed_at IS NULL";
    /// As it was when the run began; nothing once it was taken off the list.
    OF_RUN = "SELECT t.id, t.version, t.name, r.channel, r.situation, r.subject, r.body
        FROM bulk_runs r JOIN message_templates t ON t.id = r.template_id
        WHERE r.id = $1 AND t.removed_at IS NULL";
    INSERT = "INSERT INTO message_templates (id, name, channel, situation, subject, body)
        VALUES ($1, $2, $3, $4, $5, $6)";
    UPDATE = "UPDATE message_templates SET version = version + 1, name = $3, channel = $4, situation = $5,
            subject = $6, body = $7
        WHERE id = $1 AND version = $2 AND removed_at IS NULL";
    REMOVE = "UPDATE message_templates SET removed_at = $2 WHERE id = $1 AND removed_at IS NULL";
}

row! {
    struct Row {
        id: Uuid,
        version: i64,
        name: String,
        channel: String,
        situation: String,
        subject: String,
        body: String,
    }
}

impl TryFrom<Row> for TemplateLine {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        Ok(Self {
            id: TemplateId(row.id),
            version: row.version,
            name: row.name,
            channel: stored(&row.channel, "message_templates", "channel", row.id)?,
            situation: stored(&row.situation, "message_templates", "situation", row.id)?,
            subject: row.subject,
            body: row.body,
        })
    }
}

/// All that were not removed, by channel and place.
pub(crate) async fn all(tx: &mut Tx) -> Result<Vec<TemplateLine>, Error> {
    let rows: Vec<Row> = on!(tx, c => sqlx::query_as(ALL_TEMPLATES).fetch_all(c).await)?;
    rows.into_iter().map(TemplateLine::try_from).collect()
}

pub(crate) async fn by_id(tx: &mut Tx, id: TemplateId) -> Result<Option<TemplateLine>, Error> {
    let row: Option<Row> = on!(tx, c => sqlx::query_as(BY_ID).bind(id.0).fetch_optional(c).await)?;
    row.map(TemplateLine::try_from).transpose()
}

/// What a run sends: its template as it was when it began.
pub(crate) async fn of_run(tx: &mut Tx, run: BulkId) -> Result<Option<TemplateLine>, Error> {
    let row: Option<Row> = on!(tx, c => sqlx::query_as(OF_RUN).bind(run.0).fetch_optional(c).await)?;
    row.map(TemplateLine::try_from).transpose()
}

pub(crate) async fn insert(tx: &mut Tx, new: &TemplateLine) -> Result<(), Error> {
    on!(tx, c => sqlx::query(INSERT)
        .bind(new.id.0)
        .bind(&new.name)
        .bind(new.channel.as_str())
        .bind(new.situation.as_str())
        .bind(&new.subject)
        .bind(&new.body)
        .execute(c).await.map(drop))
    .map_err(in_use)
}

/// Stores a template over its version; says whether that version was still the current one.
pub(crate) async fn update(tx: &mut Tx, template: &TemplateLine) -> Result<bool, Error> {
    on!(tx, c => sqlx::query(UPDATE)
        .bind(template.id.0)
        .bind(template.version)
        .bind(&template.name)
        .bind(template.channel.as_str())
        .bind(template.situation.as_str())
        .bind(&template.subject)
        .bind(&template.body)
        .execute(c).await.map(|done| done.rows_affected() > 0))
    .map_err(in_use)
}

pub(crate) async fn remove(tx: &mut Tx, id: TemplateId, at: DateTime<Utc>) -> Result<bool, Error> {
    Ok(on!(tx, c => sqlx::query(REMOVE)
        .bind(id.0)
        .bind(at)
        .execute(c).await.map(|done| done.rows_affected() > 0))?)
}
