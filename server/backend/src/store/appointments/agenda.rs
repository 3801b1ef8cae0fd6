//! Pending appointments by day and assignee, in sight of one user.
//!
//! With one assignee the index on assignee and day serves, with everybody the one on the day:
//! hence two texts of each statement, made from one.

use super::read_time;
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
    agenda::{AgendaRow, AssigneeCount},
    contact::LastContact,
    id::{AppointmentId, ClientId, CompanyId, UserId},
};
use uuid::Uuid;

macro_rules! rows {
    ($filter:literal) => {
        concat!(
            "SELECT ap.id, ap.client_id, cl.name AS client_name, cl.mobile, cl.phone, cl.uf, ap.due_on, ap.due_time,
                ap.assignee_id, u.name AS assignee_name, ap.notes,
                lc.at AS last_at, lc.channel AS last_channel, lc.outcome AS last_outcome, lu.name AS last_user,
                (SELECT MAX(x.at) FROM contacts x
                    WHERE x.client_id = ap.client_id AND x.kind = 'contact' AND x.voided_at IS NULL) AS newest_at
            FROM appointments ap
            JOIN clients cl ON cl.id = ap.client_id
            JOIN users u ON u.id = ap.assignee_id
            LEFT JOIN contacts lc ON lc.id = (SELECT y.id FROM contacts y
                WHERE y.client_id = ap.client_id AND y.kind = 'contact' AND y.voided_at IS NULL
                    AND EXISTS (SELECT 1 FROM user_companies uc WHERE uc.user_id = $1 AND uc.company_id = y.company_id)
                ORDER BY y.at DESC, y.id DESC LIMIT 1)
            LEFT JOIN users lu ON lu.id = lc.user_id
            WHERE ap.state = 'pending' AND ap.due_on >= $2 AND ap.due_on <= $3 AND (ap.company_id = $4 OR $4 IS NULL)
                AND EXISTS (SELECT 1 FROM user_companies uc WHERE uc.user_id = $1 AND uc.company_id = ap.company_id)",
            $filter,
            " ORDER BY ap.due_on, ap.due_time, ap.id LIMIT $5"
        )
    };
}

macro_rules! counts {
    ($filter:literal) => {
        concat!(
            "SELECT COUNT(CASE WHEN ap.due_on < $5 THEN 1 END) AS late, COUNT(CASE WHEN ap.due_on = $5 THEN 1 END) AS today,
                COUNT(CASE WHEN ap.due_on > $5 THEN 1 END) AS later
            FROM appointments ap
            WHERE ap.state = 'pending' AND ap.due_on >= $2 AND ap.due_on <= $3 AND (ap.company_id = $4 OR $4 IS NULL)
                AND EXISTS (SELECT 1 FROM user_companies uc WHERE uc.user_id = $1 AND uc.company_id = ap.company_id)",
            $filter
        )
    };
}

macro_rules! month {
    ($filter:literal) => {
        concat!(
            "SELECT ap.due_on, COUNT(*) FROM appointments ap
            WHERE ap.state = 'pending' AND ap.due_on >= $2 AND ap.due_on <= $3 AND (ap.company_id = $4 OR $4 IS NULL)
                AND EXISTS (SELECT 1 FROM user_companies uc WHERE uc.user_id = $1 AND uc.company_id = ap.company_id)",
            $filter,
            " GROUP BY ap.due_on"
        )
    };
}

statements! {
    ROWS = rows!("");
    ROWS_OF = rows!(" AND ap.assignee_id = $6");
    COUNTS = counts!("");
    COUNTS_OF = counts!(" AND ap.assignee_id = $6");
    MONTH = month!("");
    MONTH_OF = month!(" AND ap.assignee_id = $5");
    /// Counted by company first, from the index alone; who may see which company is asked for the few sums.
    PER_ASSIGNEE = "SELECT u.id, u.name, CAST(SUM(n.late) AS BIGINT) AS late, CAST(SUM(n.today) AS BIGINT) AS today,
            CAST(SUM(n.next) AS BIGINT) AS next
        FROM (SELECT ap.assignee_id, ap.company_id, COUNT(CASE WHEN ap.due_on < $3 THEN 1 END) AS late,
                COUNT(CASE WHEN ap.due_on = $3 THEN 1 END) AS today,
                COUNT(CASE WHEN ap.due_on > $3 AND ap.due_on <= $4 THEN 1 END) AS next
            FROM appointments ap WHERE ap.state = 'pending' AND (ap.company_id = $2 OR $2 IS NULL)
            GROUP BY ap.assignee_id, ap.company_id) n
        JOIN user_companies uc ON uc.user_id = $1 AND uc.company_id = n.company_id
        JOIN users u ON u.id = n.assignee_id
        GROUP BY u.id, u.name ORDER BY u.name, u.id";
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

#[derive(sqlx::FromRow)]
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

/// How many appointments of `span` lie before, on and after `today`.
pub(crate) async fn counts(
    tx: &mut Tx,
    whose: Whose,
    span: Span,
    today: NaiveDate,
) -> Result<[u32; 3], Error> {
    let company = whose.company.map(|company| company.0);
    let (late, due, later): (i64, i64, i64) = on!(tx, c => {
        let query = sqlx::query_as(if whose.assignee.is_some() { COUNTS_OF } else { COUNTS })
            .bind(whose.viewer.0)
            .bind(span.from)
            .bind(span.until)
            .bind(company)
            .bind(today);
        match whose.assignee {
            Some(assignee) => query.bind(assignee.0).fetch_one(c).await,
            None => query.fetch_one(c).await,
        }
    })?;
    Ok([late, due, later].map(small))
}

/// Pending appointments of each day of `span` that has any.
pub(crate) async fn month(tx: &mut Tx, whose: Whose, span: Span) -> Result<Vec<(NaiveDate, u32)>, Error> {
    let company = whose.company.map(|company| company.0);
    let rows: Vec<(NaiveDate, i64)> = on!(tx, c => {
        let query = sqlx::query_as(if whose.assignee.is_some() { MONTH_OF } else { MONTH })
            .bind(whose.viewer.0)
            .bind(span.from)
            .bind(span.until)
            .bind(company);
        match whose.assignee {
            Some(assignee) => query.bind(assignee.0).fetch_all(c).await,
            None => query.fetch_all(c).await,
        }
    })?;
    Ok(rows.into_iter().map(|(day, count)| (day, small(count))).collect())
}

/// What everybody has before them: late, today, and until `next_until`.
pub(crate) async fn per_assignee(
    tx: &mut Tx,
    viewer: UserId,
    company: Option<CompanyId>,
    today: NaiveDate,
    next_until: NaiveDate,
) -> Result<Vec<AssigneeCount>, Error> {
    let rows: Vec<(Uuid, String, i64, i64, i64)> = on!(tx, c => sqlx::query_as(PER_ASSIGNEE)
        .bind(viewer.0)
        .bind(company.map(|company| company.0))
        .bind(today)
        .bind(next_until)
        .fetch_all(c).await)?;
    let count = |(id, name, late, due, next): (Uuid, String, i64, i64, i64)| AssigneeCount {
        user: UserId(id),
        name,
        late: small(late),
        today: small(due),
        next_seven_days: small(next),
    };
    Ok(rows.into_iter().map(count).collect())
}

fn small(count: i64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
