//! Table `events`: append-only.

use super::db::{Tx, on, statements};
use crate::{Error, events::Event, store::row::row};
use chrono::{DateTime, Utc};
use uuid::Uuid;

statements! {
    INSERT = "INSERT INTO events (id, at, origin, user_id, client_id, kind, subject_id, data)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    OF_SUBJECT = "SELECT e.at, COALESCE(u.name, '') AS user_name, e.kind, e.data
        FROM events e LEFT JOIN users u ON u.id = e.user_id WHERE e.subject_id = $1 ORDER BY e.at DESC, e.id DESC";
    LAST = "SELECT COALESCE(u.name, ''), e.at FROM events e LEFT JOIN users u ON u.id = e.user_id
        WHERE e.subject_id = $1 ORDER BY e.at DESC, e.id DESC LIMIT 1";
    LAST_ACTOR = "SELECT COALESCE(u.name, '') FROM events e LEFT JOIN users u ON u.id = e.user_id
        WHERE e.subject_id = $1 ORDER BY e.at DESC, e.id DESC LIMIT 1";
}

pub(crate) async fn insert(tx: &mut Tx, id: Uuid, at: DateTime<Utc>, event: &Event) -> Result<(), Error> {
    let data = event.data.to_string();
    on!(tx, c => sqlx::query(INSERT)
        .bind(id)
        .bind(at)
        .bind(event.origin.as_str())
        .bind(event.user.map(|user| user.0))
        .bind(event.client.map(|client| client.0))
        .bind(event.kind)
        .bind(event.subject)
        .bind(&data)
        .execute(c).await.map(drop))?;
    Ok(())
}

/// Who last did something to `subject`; blank when it was nobody who signs in.
pub(crate) async fn last_actor(tx: &mut Tx, subject: Uuid) -> Result<String, Error> {
    let name: Option<String> =
        on!(tx, c => sqlx::query_scalar(LAST_ACTOR).bind(subject).fetch_optional(c).await)?;
    Ok(name.unwrap_or_default())
}

/// Who last did something to `subject`, and when; the name is blank when it was nobody who signs in.
pub(crate) async fn last(tx: &mut Tx, subject: Uuid) -> Result<Option<(String, DateTime<Utc>)>, Error> {
    Ok(on!(tx, c => sqlx::query_as(LAST).bind(subject).fetch_optional(c).await)?)
}

row! {
    /// Something that happened.
    pub(crate) struct Recorded {
        pub(crate) at: DateTime<Utc>,
        pub(crate) user_name: String,
        pub(crate) kind: String,
        pub(crate) data: String,
    }
}

/// Everything that happened to `subject`, the last first.
pub(crate) async fn of_subject(tx: &mut Tx, subject: Uuid) -> Result<Vec<Recorded>, Error> {
    Ok(on!(tx, c => sqlx::query_as(OF_SUBJECT).bind(subject).fetch_all(c).await)?)
}
