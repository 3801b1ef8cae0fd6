//! The contact that counts: the last one, and the one of today.

use crate::store::row::row;
use crate::{
    Error,
    ctx::local,
    store::{
        db::{Tx, on, statements},
        stored,
    },
};
use chrono::{DateTime, Utc};
use domain::{
    contact::{LastContact, TodayContact, TodayContactDetails},
    id::{ClientId, ContactId, UserId},
};
use std::ops::Range;
use uuid::Uuid;

statements! {
    LAST = "SELECT ct.id, ct.at, ct.channel, ct.outcome, u.name AS user_name FROM contacts ct
        JOIN user_companies uc ON uc.company_id = ct.company_id AND uc.user_id = $2
        JOIN users u ON u.id = ct.user_id
        WHERE ct.client_id = $1 AND ct.kind = 'contact' AND ct.voided_at IS NULL
        ORDER BY ct.at DESC, ct.id DESC LIMIT 1";
    TODAY = "SELECT ct.id, ct.at, ct.channel, ct.outcome, u.name AS user_name,
            CASE WHEN EXISTS (SELECT 1 FROM user_companies uc WHERE uc.company_id = ct.company_id AND uc.user_id = $2)
                THEN 1 ELSE 0 END AS in_sight
        FROM contacts ct JOIN users u ON u.id = ct.user_id
        WHERE ct.client_id = $1 AND ct.kind = 'contact' AND ct.voided_at IS NULL AND ct.at >= $3 AND ct.at < $4
            AND ct.recorded_at > $5
        ORDER BY in_sight DESC, ct.at DESC, ct.id DESC LIMIT 1";
}

row! {
    struct LastRow {
        id: Uuid,
        at: DateTime<Utc>,
        channel: String,
        outcome: String,
        user_name: String,
    }
}

impl TryFrom<LastRow> for LastContact {
    type Error = Error;

    fn try_from(row: LastRow) -> Result<Self, Error> {
        Ok(Self {
            at: local(row.at),
            channel: stored(&row.channel, "contacts", "channel", row.id)?,
            outcome: stored(&row.outcome, "contacts", "outcome", row.id)?,
            user: row.user_name,
        })
    }
}

row! {
    struct TodayRow {
        in_sight: i32;
        .. contact: LastRow,
    }
}

/// The client's last contact in sight of `user` that was not voided.
pub(crate) async fn last(
    tx: &mut Tx,
    client: ClientId,
    user: UserId,
) -> Result<Option<(ContactId, LastContact)>, Error> {
    let row: Option<LastRow> =
        on!(tx, c => sqlx::query_as(LAST).bind(client.0).bind(user.0).fetch_optional(c).await)?;
    row.map(|row| Ok((ContactId(row.id), LastContact::try_from(row)?))).transpose()
}

/// The contact that anybody of the organisation made with the client within `day`: the newest one in sight
/// of `user`, or else the newest one without its details.
pub(crate) async fn today(
    tx: &mut Tx,
    client: ClientId,
    user: UserId,
    day: Range<DateTime<Utc>>,
) -> Result<Option<TodayContact>, Error> {
    today_since(tx, client, user, day, DateTime::UNIX_EPOCH).await
}

/// The same of those that were recorded after `since`.
pub(crate) async fn today_since(
    tx: &mut Tx,
    client: ClientId,
    user: UserId,
    day: Range<DateTime<Utc>>,
    since: DateTime<Utc>,
) -> Result<Option<TodayContact>, Error> {
    let row: Option<TodayRow> = on!(tx, c => sqlx::query_as(TODAY)
        .bind(client.0)
        .bind(user.0)
        .bind(day.start)
        .bind(day.end)
        .bind(since)
        .fetch_optional(c).await)?;
    let Some(row) = row else { return Ok(None) };
    let in_sight = row.in_sight == 1;
    let contact = LastContact::try_from(row.contact)?;
    let details =
        TodayContactDetails { user: contact.user, channel: contact.channel, outcome: contact.outcome };
    Ok(Some(TodayContact { at: contact.at, details: in_sight.then_some(details) }))
}
