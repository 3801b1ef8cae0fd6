//! Table `appointments`: planned contacts. A closed one never opens again; what replaces it is a new row.

mod agenda;

pub(crate) use agenda::{Span, Tally, Whose, rows, tally};

use super::{
    db::{Tx, on},
    stored,
};
use crate::Error;
use crate::store::row::row;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use domain::{
    client::AppointmentLine,
    id::{AppointmentId, ClientId, CompanyId, ContactId, UserId},
};
use uuid::Uuid;

mod sql {
    crate::store::db::statements! {
        BY_KEY = "SELECT id FROM appointments WHERE idempotency_key = $1";
        BY_ID = "SELECT ap.id, ap.client_id, ap.company_id, ap.due_on, ap.due_time, ap.assignee_id, ap.notes, ap.state,
                ap.replaced_by_id, ap.closed_by, COALESCE(u.name, '') AS closer
            FROM appointments ap
            JOIN user_companies uc ON uc.company_id = ap.company_id AND uc.user_id = $2
            LEFT JOIN users u ON u.id = ap.closed_by
            WHERE ap.id = $1";
        PENDING_OF_CLIENT = "SELECT ap.id, ap.due_on, ap.due_time, ap.notes, ap.assignee_id, u.name AS assignee
            FROM appointments ap
            JOIN user_companies uc ON uc.company_id = ap.company_id AND uc.user_id = $2
            JOIN users u ON u.id = ap.assignee_id
            WHERE ap.client_id = $1 AND ap.state = 'pending'
            ORDER BY ap.due_on, ap.due_time, ap.id";
        PENDING_NOTES = "SELECT id, notes FROM appointments
            WHERE client_id = $1 AND company_id = $2 AND state = 'pending'";
        SCHEDULED_BY = "SELECT id FROM appointments
            WHERE client_id = $1 AND source_contact_id = $2 AND state = 'pending'";
        COMPLETED_BY = "SELECT id, company_id, due_on, due_time, assignee_id, notes, source_contact_id
            FROM appointments WHERE client_id = $1 AND done_contact_id = $2 AND state = 'done'";
        INSERT = "INSERT INTO appointments (id, client_id, company_id, due_on, due_time, assignee_id, notes, state,
                idempotency_key, source_contact_id, created_by, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, 'pending', $8, $9, $10, $11)";
        REASSIGN = "UPDATE appointments SET assignee_id = $2 WHERE id = $1 AND state = 'pending'";
        COMPLETE = "UPDATE appointments SET state = 'done', closed_by = $2, closed_at = $3, done_contact_id = $4
            WHERE id = $1 AND state = 'pending'";
        REPLACE = "UPDATE appointments SET state = 'rescheduled', closed_by = $2, closed_at = $3, replaced_by_id = $4
            WHERE id = $1 AND state = 'pending'";
        CANCEL = "UPDATE appointments SET state = 'cancelled', closed_by = $2, closed_at = $3, cancel_reason = $4
            WHERE id = $1 AND state = 'pending'";
    }
}

/// Every statement of this table.
pub(crate) fn all_statements() -> Vec<(&'static str, &'static str)> {
    [sql::ALL, agenda::ALL].concat()
}

/// An appointment to store.
pub(crate) struct NewAppointment<'a> {
    pub(crate) id: AppointmentId,
    pub(crate) client: ClientId,
    pub(crate) company: CompanyId,
    pub(crate) on: NaiveDate,
    pub(crate) time: Option<NaiveTime>,
    pub(crate) assignee: UserId,
    pub(crate) notes: &'a str,
    pub(crate) key: Option<Uuid>,
    pub(crate) source: Option<ContactId>,
    pub(crate) by: UserId,
    pub(crate) at: DateTime<Utc>,
}

/// How an appointment is closed.
#[derive(Clone, Copy)]
pub(crate) enum Closing<'a> {
    /// The contact was made.
    Done(ContactId),
    /// Another appointment takes its place.
    Replaced(AppointmentId),
    /// It will not take place.
    Cancelled(&'a str),
}

row! {
    struct Row {
        id: Uuid,
        client_id: Uuid,
        company_id: Uuid,
        due_on: NaiveDate,
        due_time: String,
        assignee_id: Uuid,
        notes: String,
        state: String,
        replaced_by_id: Option<Uuid>,
        closed_by: Option<Uuid>,
        closer: String,
    }
}

/// An appointment as stored.
pub(crate) struct Appointment {
    pub(crate) id: AppointmentId,
    pub(crate) client: ClientId,
    pub(crate) company: CompanyId,
    pub(crate) on: NaiveDate,
    pub(crate) time: Option<NaiveTime>,
    pub(crate) assignee: UserId,
    pub(crate) notes: String,
    pub(crate) state: String,
    pub(crate) replaced_by: Option<AppointmentId>,
    /// Who closed it, and their name.
    pub(crate) closed_by: Option<(UserId, String)>,
}

impl TryFrom<Row> for Appointment {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        Ok(Self {
            id: AppointmentId(row.id),
            client: ClientId(row.client_id),
            company: CompanyId(row.company_id),
            on: row.due_on,
            time: read_time(&row.due_time, row.id)?,
            assignee: UserId(row.assignee_id),
            notes: row.notes,
            state: row.state,
            replaced_by: row.replaced_by_id.map(AppointmentId),
            closed_by: row.closed_by.map(|id| (UserId(id), row.closer)),
        })
    }
}

impl Appointment {
    pub(crate) fn is_pending(&self) -> bool {
        self.state == "pending"
    }
}

row! {
    struct LineRow {
        id: Uuid,
        due_on: NaiveDate,
        due_time: String,
        notes: String,
        assignee_id: Uuid,
        assignee: String,
    }
}

row! {
    struct DoneRow {
        id: Uuid,
        company_id: Uuid,
        due_on: NaiveDate,
        due_time: String,
        assignee_id: Uuid,
        notes: String,
        source_contact_id: Option<Uuid>,
    }
}

/// An appointment that a contact completed.
pub(crate) struct Done {
    pub(crate) company: CompanyId,
    pub(crate) on: NaiveDate,
    pub(crate) time: Option<NaiveTime>,
    pub(crate) assignee: UserId,
    pub(crate) notes: String,
    /// The contact that scheduled it.
    pub(crate) source: Option<ContactId>,
}

/// The appointment scheduled under an idempotency key, and its client.
pub(crate) async fn by_key(tx: &mut Tx, key: Uuid) -> Result<Option<AppointmentId>, Error> {
    let id: Option<Uuid> = on!(tx, c => sqlx::query_scalar(sql::BY_KEY).bind(key).fetch_optional(c).await)?;
    Ok(id.map(AppointmentId))
}

/// An appointment for a company that `user` sees.
pub(crate) async fn by_id(
    tx: &mut Tx,
    id: AppointmentId,
    user: UserId,
) -> Result<Option<Appointment>, Error> {
    let row: Option<Row> =
        on!(tx, c => sqlx::query_as(sql::BY_ID).bind(id.0).bind(user.0).fetch_optional(c).await)?;
    row.map(Appointment::try_from).transpose()
}

/// The client's pending appointments in sight of `user`, the next first.
pub(crate) async fn pending_of_client(
    tx: &mut Tx,
    client: ClientId,
    user: UserId,
) -> Result<Vec<AppointmentLine>, Error> {
    let rows: Vec<LineRow> = on!(tx, c => sqlx::query_as(sql::PENDING_OF_CLIENT)
        .bind(client.0)
        .bind(user.0)
        .fetch_all(c).await)?;
    let line = |row: LineRow| {
        Ok(AppointmentLine {
            id: AppointmentId(row.id),
            on: row.due_on,
            time: read_time(&row.due_time, row.id)?,
            assignee_id: UserId(row.assignee_id),
            assignee: row.assignee,
            notes: row.notes,
        })
    };
    rows.into_iter().map(line).collect()
}

/// What the client's pending appointments for a company are about.
pub(crate) async fn pending_notes(
    tx: &mut Tx,
    client: ClientId,
    company: CompanyId,
) -> Result<Vec<(AppointmentId, String)>, Error> {
    let rows: Vec<(Uuid, String)> = on!(tx, c => sqlx::query_as(sql::PENDING_NOTES)
        .bind(client.0)
        .bind(company.0)
        .fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(id, notes)| (AppointmentId(id), notes)).collect())
}

/// The appointments that the contact scheduled and that are still pending as they were.
pub(crate) async fn scheduled_by(
    tx: &mut Tx,
    client: ClientId,
    contact: ContactId,
) -> Result<Vec<AppointmentId>, Error> {
    let ids: Vec<Uuid> = on!(tx, c => sqlx::query_scalar(sql::SCHEDULED_BY)
        .bind(client.0)
        .bind(contact.0)
        .fetch_all(c).await)?;
    Ok(ids.into_iter().map(AppointmentId).collect())
}

/// The appointments that the contact completed.
pub(crate) async fn completed_by(
    tx: &mut Tx,
    client: ClientId,
    contact: ContactId,
) -> Result<Vec<Done>, Error> {
    let rows: Vec<DoneRow> = on!(tx, c => sqlx::query_as(sql::COMPLETED_BY)
        .bind(client.0)
        .bind(contact.0)
        .fetch_all(c).await)?;
    let done = |row: DoneRow| {
        Ok(Done {
            company: CompanyId(row.company_id),
            on: row.due_on,
            time: read_time(&row.due_time, row.id)?,
            assignee: UserId(row.assignee_id),
            notes: row.notes,
            source: row.source_contact_id.map(ContactId),
        })
    };
    rows.into_iter().map(done).collect()
}

pub(crate) async fn insert(tx: &mut Tx, new: &NewAppointment<'_>) -> Result<(), Error> {
    let time = new.time.map(|time| time.format("%H:%M").to_string()).unwrap_or_default();
    on!(tx, c => sqlx::query(sql::INSERT)
        .bind(new.id.0)
        .bind(new.client.0)
        .bind(new.company.0)
        .bind(new.on)
        .bind(&time)
        .bind(new.assignee.0)
        .bind(new.notes)
        .bind(new.key)
        .bind(new.source.map(|contact| contact.0))
        .bind(new.by.0)
        .bind(new.at)
        .execute(c).await.map(drop))?;
    Ok(())
}

/// Gives a pending appointment to somebody else; says whether it was still pending.
pub(crate) async fn reassign(tx: &mut Tx, id: AppointmentId, to: UserId) -> Result<bool, Error> {
    Ok(on!(tx, c => sqlx::query(sql::REASSIGN)
        .bind(id.0)
        .bind(to.0)
        .execute(c).await.map(|done| done.rows_affected() > 0))?)
}

/// Closes a pending appointment; says whether it was still pending.
pub(crate) async fn close(
    tx: &mut Tx,
    id: AppointmentId,
    closing: Closing<'_>,
    by: UserId,
    at: DateTime<Utc>,
) -> Result<bool, Error> {
    let rows = match closing {
        Closing::Done(contact) => on!(tx, c => sqlx::query(sql::COMPLETE)
            .bind(id.0).bind(by.0).bind(at).bind(contact.0)
            .execute(c).await.map(|done| done.rows_affected())),
        Closing::Replaced(by_id) => on!(tx, c => sqlx::query(sql::REPLACE)
            .bind(id.0).bind(by.0).bind(at).bind(by_id.0)
            .execute(c).await.map(|done| done.rows_affected())),
        Closing::Cancelled(reason) => on!(tx, c => sqlx::query(sql::CANCEL)
            .bind(id.0).bind(by.0).bind(at).bind(reason)
            .execute(c).await.map(|done| done.rows_affected())),
    };
    Ok(rows? > 0)
}

/// A stored time of day; blank is none.
pub(super) fn read_time(text: &str, id: Uuid) -> Result<Option<NaiveTime>, Error> {
    if text.is_empty() {
        return Ok(None);
    }
    // "HH:MM" is what chrono reads as a time without seconds.
    match NaiveTime::parse_from_str(text, "%H:%M") {
        Ok(time) => Ok(Some(time)),
        Err(_) => stored::<NaiveTime>(text, "appointments", "due_time", id).map(Some),
    }
}
