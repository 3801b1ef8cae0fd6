//! Pending appointments by day and assignee, in sight of one user.
//!
//! With one assignee the index on assignee and day serves, with everybody the one on the day:
//! hence two texts of each statement, made from one.

use super::read_time;
use crate::store::row::row;
use crate::{
    Error,
    ctx::{local, local_day},
    store::{
        db::{Tx, on, statements},
        stored,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    Money,
    agenda::AgendaRow,
    contact::LastContact,
    id::{AppointmentId, ClientId, CompanyId, UserId},
};
use uuid::Uuid;

macro_rules! rows {
    ($filter:literal) => {
        concat!(
            "SELECT page.id, page.client_id, cl.name AS client_name, cl.mobile, cl.phone, cl.uf, page.due_on, page.due_time,
                page.assignee_id, u.name AS assignee_name, page.notes,
                lc.at AS last_at, lc.channel AS last_channel, lc.outcome AS last_outcome, lu.name AS last_user,
                (SELECT x.at FROM contacts x
                    WHERE x.client_id = page.client_id AND x.kind = 'contact' AND x.voided_at IS NULL
                    ORDER BY x.at DESC LIMIT 1) AS newest_at
            FROM (SELECT id, client_id, due_on, due_time, assignee_id, notes FROM appointments
                WHERE state = 'pending' AND due_on >= $2 AND due_on <= $3 AND (company_id = $4 OR $4 IS NULL)
                    AND company_id IN (SELECT uc.company_id FROM user_companies uc WHERE uc.user_id = $1)",
            $filter,
            "   ORDER BY due_on, due_time, id LIMIT $5) page
            JOIN clients cl ON cl.id = page.client_id
            JOIN users u ON u.id = page.assignee_id
            LEFT JOIN contacts lc ON lc.id = (SELECT y.id FROM contacts y
                WHERE y.client_id = page.client_id AND y.kind = 'contact' AND y.voided_at IS NULL
                    AND y.company_id IN (SELECT uc.company_id FROM user_companies uc WHERE uc.user_id = $1)
                ORDER BY y.at DESC, y.id DESC LIMIT 1)
            LEFT JOIN users lu ON lu.id = lc.user_id
            ORDER BY page.due_on, page.due_time, page.id"
        )
    };
}

macro_rules! tally {
    ($filter:literal) => {
        concat!(
            "SELECT n.assignee_id, u.name, n.company_id, n.due_on, n.pending
            FROM (SELECT ap.assignee_id, ap.company_id, ap.due_on, COUNT(*) AS pending FROM appointments ap
                WHERE ap.state = 'pending'",
            $filter,
            " GROUP BY ap.assignee_id, ap.company_id, ap.due_on) n
            JOIN user_companies uc ON uc.user_id = $1 AND uc.company_id = n.company_id
            JOIN users u ON u.id = n.assignee_id
            ORDER BY u.name, n.assignee_id"
        )
    };
}

statements! {
    ROWS = rows!("");
    ROWS_OF = rows!(" AND assignee_id = $6");
    /// Counted from the index alone; who may see which company is asked for the few sums.
    TALLY = tally!("");
    TALLY_OF = tally!(" AND ap.assignee_id = $2");
}

/// Whose appointments for whom to see.
#[derive(Clone, Copy)]
pub(crate) struct Whose {
    /// In whose sight.
    pub(crate) viewer: UserId,
    /// The assignee; nobody means everybody.
    pub(crate) assignee: Option<UserId>,
    /// The company; none means all in sight.
    pub(crate) company: Option<CompanyId>,
}

/// Days from the first to the last.
#[derive(Clone, Copy)]
pub(crate) struct Span {
    pub(crate) from: NaiveDate,
    pub(crate) until: NaiveDate,
}

row! {
    struct Row {
        id: Uuid,
        client_id: Uuid,
        client_name: String,
        mobile: String,
        phone: String,
        uf: String,
        due_on: NaiveDate,
        due_time: String,
        assignee_id: Uuid,
        assignee_name: String,
        notes: String,
        last_at: Option<DateTime<Utc>>,
        last_channel: Option<String>,
        last_outcome: Option<String>,
        last_user: Option<String>,
        newest_at: Option<DateTime<Utc>>,
    }
}

impl Row {
    fn last_contact(&self) -> Result<Option<LastContact>, Error> {
        let Some(at) = self.last_at else { return Ok(None) };
        Ok(Some(LastContact {
            at: local(at),
            channel: stored(
                self.last_channel.as_deref().unwrap_or_default(),
                "contacts",
                "channel",
                self.id,
            )?,
            outcome: stored(
                self.last_outcome.as_deref().unwrap_or_default(),
                "contacts",
                "outcome",
                self.id,
            )?,
            user: self.last_user.clone().unwrap_or_default(),
        }))
    }

    fn read(self, now: DateTime<Utc>) -> Result<AgendaRow, Error> {
        let last_contact = self.last_contact()?;
        let today = local_day(&self.uf, now);
        Ok(AgendaRow {
            id: AppointmentId(self.id),
            client: ClientId(self.client_id),
            client_name: self.client_name,
            phone: if self.mobile.is_empty() { self.phone } else { self.mobile },
            on: self.due_on,
            time: read_time(&self.due_time, self.id)?,
            owed: Money::ZERO,
            days_late: 0,
            last_contact,
            contacted_today: self.newest_at.is_some_and(|at| local_day(&self.uf, at) == today),
            assignee: UserId(self.assignee_id),
            assignee_name: self.assignee_name,
            notes: self.notes,
        })
    }
}

/// The first `limit` appointments of `span` by day and time. What the clients owe is left at zero.
pub(crate) async fn rows(
    tx: &mut Tx,
    whose: Whose,
    span: Span,
    limit: u32,
    now: DateTime<Utc>,
) -> Result<Vec<AgendaRow>, Error> {
    let company = whose.company.map(|company| company.0);
    let rows: Vec<Row> = on!(tx, c => {
        let query = sqlx::query_as(if whose.assignee.is_some() { ROWS_OF } else { ROWS })
            .bind(whose.viewer.0)
            .bind(span.from)
            .bind(span.until)
            .bind(company)
            .bind(i64::from(limit));
        match whose.assignee {
            Some(assignee) => query.bind(assignee.0).fetch_all(c).await,
            None => query.fetch_all(c).await,
        }
    })?;
    rows.into_iter().map(|row| row.read(now)).collect()
}

/// How many pending appointments somebody has on one day for one company.
#[derive(Clone, Debug)]
pub(crate) struct Tally {
    pub(crate) assignee: UserId,
    pub(crate) assignee_name: String,
    pub(crate) company: CompanyId,
    pub(crate) on: NaiveDate,
    pub(crate) pending: u32,
}

/// All pending appointments in sight of `viewer`, of one assignee or of everybody, counted; by assignee's name.
pub(crate) async fn tally(
    tx: &mut Tx,
    viewer: UserId,
    assignee: Option<UserId>,
) -> Result<Vec<Tally>, Error> {
    type Row = (Uuid, String, Uuid, NaiveDate, i64);
    let rows: Vec<Row> = on!(tx, c => match assignee {
        Some(assignee) => sqlx::query_as(TALLY_OF).bind(viewer.0).bind(assignee.0).fetch_all(c).await,
        None => sqlx::query_as(TALLY).bind(viewer.0).fetch_all(c).await,
    })?;
    let tally = |(assignee, assignee_name, company, on, pending): Row| Tally {
        assignee: UserId(assignee),
        assignee_name,
        company: CompanyId(company),
        on,
        pending: u32::try_from(pending).unwrap_or(u32::MAX),
    };
    Ok(rows.into_iter().map(tally).collect())
}
