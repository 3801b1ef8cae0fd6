//! Table `saved_filters`.

use super::{
    db::{Tx, on, statements},
    row::row,
    stored,
};
use crate::{Error, ctx::local};
use chrono::{DateTime, Utc};
use domain::{
    contact::Channel,
    id::{FilterId, UserId},
    saved_filter::{CheckedFilter, SavedFilter},
};
use uuid::Uuid;

statements! {
    IN_SIGHT = "SELECT f.id, f.version, f.name, f.shared, f.owner_id, o.name AS owner, f.channel, f.criteria,
            u.name AS changed_by, f.changed_at
        FROM saved_filters f JOIN users o ON o.id = f.owner_id JOIN users u ON u.id = f.changed_by
        WHERE f.owner_id = $1 OR f.shared ORDER BY f.name, f.id";
    INSERT = "INSERT INTO saved_filters (id, name, shared, owner_id, channel, criteria, created_at, changed_by,
            changed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $4, $7)";
    UPDATE = "UPDATE saved_filters SET name = $3, shared = $4, channel = $5, criteria = $6, changed_by = $7,
            changed_at = $8, version = version + 1
        WHERE id = $1 AND version = $2";
    DELETE = "DELETE FROM saved_filters WHERE id = $1 AND version = $2";
}

row! {
    struct Row {
        id: Uuid,
        version: i64,
        name: String,
        shared: bool,
        owner_id: Uuid,
        owner: String,
        channel: String,
        criteria: String,
        changed_by: String,
        changed_at: DateTime<Utc>,
    }
}

impl Row {
    fn read(self) -> Result<SavedFilter, Error> {
        let wrong =
            || Error::Inconsistent { table: "saved_filters", column: "criteria", id: self.id.to_string() };
        let channel = match self.channel.as_str() {
            "" => None,
            channel => Some(stored(channel, "saved_filters", "channel", self.id)?),
        };
        Ok(SavedFilter {
            id: FilterId(self.id),
            version: self.version,
            criteria: serde_json::from_str(&self.criteria).map_err(|_| wrong())?,
            name: self.name,
            shared: self.shared,
            owner: (UserId(self.owner_id), self.owner),
            channel,
            changed_by: self.changed_by,
            changed_at: local(self.changed_at),
        })
    }
}

/// The filters that `user` may choose, by name.
pub(crate) async fn in_sight(tx: &mut Tx, user: UserId) -> Result<Vec<SavedFilter>, Error> {
    let rows: Vec<Row> = on!(tx, c => sqlx::query_as(IN_SIGHT).bind(user.0).fetch_all(c).await)?;
    let mut filters = rows.into_iter().map(Row::read).collect::<Result<Vec<_>, _>>()?;
    filters.sort_by_cached_key(|filter| domain::text::normalise(&filter.name));
    Ok(filters)
}

pub(crate) async fn insert(
    tx: &mut Tx,
    id: FilterId,
    form: &CheckedFilter,
    (user, at): (UserId, DateTime<Utc>),
) -> Result<(), Error> {
    on!(tx, c => sqlx::query(INSERT)
        .bind(id.0)
        .bind(&form.name)
        .bind(form.shared)
        .bind(user.0)
        .bind(form.channel.map_or("", Channel::as_str))
        .bind(criteria(form)?)
        .bind(at)
        .execute(c).await.map(drop))?;
    Ok(())
}

/// Stores the form over its version; says whether that version was still the current one.
pub(crate) async fn update(
    tx: &mut Tx,
    id: FilterId,
    version: i64,
    form: &CheckedFilter,
    (user, at): (UserId, DateTime<Utc>),
) -> Result<bool, Error> {
    Ok(on!(tx, c => sqlx::query(UPDATE)
        .bind(id.0)
        .bind(version)
        .bind(&form.name)
        .bind(form.shared)
        .bind(form.channel.map_or("", Channel::as_str))
        .bind(criteria(form)?)
        .bind(user.0)
        .bind(at)
        .execute(c).await.map(|done| done.rows_affected() > 0))?)
}

/// Deletes a version of a filter; says whether it was still the current one.
pub(crate) async fn delete(tx: &mut Tx, id: FilterId, version: i64) -> Result<bool, Error> {
    Ok(on!(tx, c => sqlx::query(DELETE)
        .bind(id.0)
        .bind(version)
        .execute(c).await.map(|done| done.rows_affected() > 0))?)
}

fn criteria(form: &CheckedFilter) -> Result<String, Error> {
    serde_json::to_string(&form.criteria).map_err(|error| Error::Other(format!("a filter: {error}")))
}
