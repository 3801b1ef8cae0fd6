//! Table `calendar_feeds`, and appointments as calendars want them.

use super::{
    appointments::read_time,
    db::{Tx, on, statements},
    row::row,
};
use crate::Error;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use domain::id::{AppointmentId, ClientId, UserId};
use uuid::Uuid;

macro_rules! events {
    ($which:literal) => {
        concat!(
            "WITH RECURSIVE page (id, first, step) AS (
                SELECT ap.id, ap.id, 0 FROM appointments ap
                    JOIN user_companies uc ON uc.company_id = ap.company_id AND uc.user_id = $1
                    WHERE ",
            $which,
            " UNION ALL
                SELECT page.id, old.id, page.step + 1 FROM page
                    JOIN appointments old ON old.replaced_by_id = page.first)
            SELECT ap.id, page.first, page.step, ap.client_id, cl.name AS client_name, cl.phone, cl.mobile,
                co.name AS company_name, ap.due_on, ap.due_time, ap.notes, ap.state, ap.created_at, ap.closed_at
            FROM appointments ap
            JOIN (SELECT id, MAX(step) AS steps FROM page GROUP BY id) n ON n.id = ap.id
            JOIN page ON page.id = n.id AND page.step = n.steps
            JOIN clients cl ON cl.id = ap.client_id
            JOIN companies co ON co.id = ap.company_id
            ORDER BY ap.due_on, ap.due_time, ap.id"
        )
    };
}

statements! {
    FEED = "SELECT created_at, read_at FROM calendar_feeds WHERE user_id = $1";
    SET = "INSERT INTO calendar_feeds (user_id, token_hash, created_at) VALUES ($1, $2, $3)
        ON CONFLICT (user_id) DO UPDATE SET token_hash = $2, created_at = $3, read_at = NULL";
    REVOKE = "DELETE FROM calendar_feeds WHERE user_id = $1";
    WHOSE = "SELECT u.id, u.name, f.read_at FROM calendar_feeds f JOIN users u ON u.id = f.user_id
        WHERE f.token_hash = $1 AND u.active";
    READ = "UPDATE calendar_feeds SET read_at = $2 WHERE token_hash = $1";
    /// What is planned, and what was cancelled lately: a calendar may have it.
    OF_USER = events!("ap.assignee_id = $1 AND (ap.state = 'pending' OR (ap.state = 'cancelled' AND ap.closed_at > $2))");
    ONE = events!("ap.id = $2");
}

/// When a feed was made, and when a calendar last read it.
pub(crate) type Feed = (DateTime<Utc>, Option<DateTime<Utc>>);

pub(crate) async fn feed(tx: &mut Tx, user: UserId) -> Result<Option<Feed>, Error> {
    Ok(on!(tx, c => sqlx::query_as(FEED).bind(user.0).fetch_optional(c).await)?)
}

/// Gives the user's feed another address; the one before is gone.
pub(crate) async fn set(tx: &mut Tx, user: UserId, hash: [u8; 32], at: DateTime<Utc>) -> Result<(), Error> {
    on!(tx, c => sqlx::query(SET).bind(user.0).bind(hash.as_slice()).bind(at).execute(c).await.map(drop))?;
    Ok(())
}

/// Says whether there was one.
pub(crate) async fn revoke(tx: &mut Tx, user: UserId) -> Result<bool, Error> {
    Ok(on!(tx, c => sqlx::query(REVOKE).bind(user.0).execute(c).await?.rows_affected()) > 0)
}

/// Whose feed it is: identity, name, and when it was last read. Nobody's once they may not sign in.
pub(crate) async fn whose(
    tx: &mut Tx,
    hash: [u8; 32],
) -> Result<Option<(UserId, String, Option<DateTime<Utc>>)>, Error> {
    let row: Option<(Uuid, String, Option<DateTime<Utc>>)> =
        on!(tx, c => sqlx::query_as(WHOSE).bind(hash.as_slice()).fetch_optional(c).await)?;
    Ok(row.map(|(user, name, read)| (UserId(user), name, read)))
}

pub(crate) async fn read(tx: &mut Tx, hash: [u8; 32], at: DateTime<Utc>) -> Result<(), Error> {
    on!(tx, c => sqlx::query(READ).bind(hash.as_slice()).bind(at).execute(c).await.map(drop))?;
    Ok(())
}

row! {
    struct Row {
        id: Uuid,
        first: Uuid,
        step: i32,
        client_id: Uuid,
        client_name: String,
        phone: String,
        mobile: String,
        company_name: String,
        due_on: NaiveDate,
        due_time: String,
        notes: String,
        state: String,
        created_at: DateTime<Utc>,
        closed_at: Option<DateTime<Utc>>,
    }
}

/// An appointment as an event of a calendar.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    /// The appointment that it was first: rescheduling makes another row, but no other event.
    pub(crate) first: AppointmentId,
    /// How often it was rescheduled.
    pub(crate) sequence: i32,
    pub(crate) client: ClientId,
    pub(crate) client_name: String,
    /// Mobile or else landline, in E.164.
    pub(crate) phone: String,
    pub(crate) company_name: String,
    pub(crate) on: NaiveDate,
    pub(crate) time: Option<NaiveTime>,
    pub(crate) notes: String,
    /// It will not take place.
    pub(crate) cancelled: bool,
    /// When it last changed.
    pub(crate) stamp: DateTime<Utc>,
}

impl Row {
    fn read(self) -> Result<Event, Error> {
        let cancelled = matches!(self.state.as_str(), "cancelled" | "rescheduled");
        Ok(Event {
            first: AppointmentId(self.first),
            sequence: self.step + i32::from(cancelled),
            client: ClientId(self.client_id),
            client_name: self.client_name,
            phone: if self.mobile.is_empty() { self.phone } else { self.mobile },
            company_name: self.company_name,
            on: self.due_on,
            time: read_time(&self.due_time, self.id)?,
            notes: self.notes,
            cancelled,
            stamp: self.closed_at.unwrap_or(self.created_at),
        })
    }
}

/// What the user has planned, and what was cancelled after `since`.
pub(crate) async fn of_user(tx: &mut Tx, user: UserId, since: DateTime<Utc>) -> Result<Vec<Event>, Error> {
    let rows: Vec<Row> = on!(tx, c => sqlx::query_as(OF_USER).bind(user.0).bind(since).fetch_all(c).await)?;
    rows.into_iter().map(Row::read).collect()
}

/// One appointment in the user's sight.
pub(crate) async fn one(tx: &mut Tx, user: UserId, id: AppointmentId) -> Result<Option<Event>, Error> {
    let row: Option<Row> = on!(tx, c => sqlx::query_as(ONE).bind(user.0).bind(id.0).fetch_optional(c).await)?;
    row.map(Row::read).transpose()
}
