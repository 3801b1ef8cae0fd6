//! The agenda: pending contacts by day and assignee.

use crate::{
    FieldError, Money,
    contact::LastContact,
    id::{AppointmentId, ClientId, CompanyId, UserId},
    period::{Preset, parse_date},
    promise::DuePromise,
    query::read,
    session::CompanyRef,
};
use chrono::{Datelike, NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

/// The longest notes of an appointment.
pub const NOTES_MAX: u32 = 2000;

/// Rows that one group of the agenda shows before it asks for a narrower filter.
pub const GROUP_ROWS: u32 = 100;

/// Whose appointments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Assignee {
    /// Those of the viewer.
    Me,
    /// Everybody's.
    Everybody,
    /// Those of one user.
    User(UserId),
}

/// What the agenda is asked. Its whole state stands in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgendaQuery {
    /// Whose; nothing means as the role has it (me for an agent, everybody for a manager).
    pub assignee: Option<Assignee>,
    /// The company that the appointments belong to.
    pub company: Option<CompanyId>,
    /// Which days; nothing means late, today and all next ones.
    pub period: Option<Preset>,
    /// First day, as typed; used with [`Preset::Custom`].
    pub from: String,
    /// Last day, as typed; used with [`Preset::Custom`].
    pub until: String,
    /// The month of the month view (its first day); nothing means this month.
    pub month: Option<NaiveDate>,
    /// Values of the address that cannot be read.
    pub unreadable: Vec<FieldError>,
}

impl AgendaQuery {
    /// Reads the query from the names and values of an address.
    pub fn from_pairs<'a>(get: impl Fn(&str) -> Option<&'a str>) -> Self {
        let text = |name| get(name).unwrap_or_default().trim().to_owned();
        let mut unreadable = Vec::new();
        Self {
            assignee: match get("responsavel") {
                Some("eu") => Some(Assignee::Me),
                Some("todos") => Some(Assignee::Everybody),
                id => read(id, "responsavel", &mut unreadable).map(Assignee::User),
            },
            company: read(get("empresa"), "empresa", &mut unreadable),
            period: read(get("periodo"), "periodo", &mut unreadable),
            from: text("de"),
            until: text("ate"),
            month: get("mes").and_then(|text| parse_date(&format!("{}-01", text.trim())).ok()),
            unreadable,
        }
    }

    /// The names and values that say this query in an address.
    pub fn to_pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        match self.assignee {
            Some(Assignee::Me) => pairs.push(("responsavel", "eu".to_owned())),
            Some(Assignee::Everybody) => pairs.push(("responsavel", "todos".to_owned())),
            Some(Assignee::User(id)) => pairs.push(("responsavel", id.to_string())),
            None => {}
        }
        if let Some(company) = self.company {
            pairs.push(("empresa", company.to_string()));
        }
        if let Some(period) = self.period {
            pairs.push(("periodo", period.as_str().to_owned()));
            if period == Preset::Custom {
                pairs.push(("de", self.from.clone()));
                pairs.push(("ate", self.until.clone()));
            }
        }
        if let Some(month) = self.month {
            pairs.push(("mes", format!("{:04}-{:02}", month.year(), month.month())));
        }
        pairs
    }
}

/// One pending appointment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgendaRow {
    /// Its identity.
    pub id: AppointmentId,
    /// The client.
    pub client: ClientId,
    /// The client's name.
    pub client_name: String,
    /// The client's mobile or else landline, in E.164.
    pub phone: String,
    /// The day.
    pub on: NaiveDate,
    /// The time, if one was set.
    pub time: Option<NaiveTime>,
    /// Overdue charges with fine and interest, today.
    pub owed: Money,
    /// Days late of the oldest.
    pub days_late: i64,
    /// The last contact that counts.
    pub last_contact: Option<LastContact>,
    /// Whether the client was contacted today.
    pub contacted_today: bool,
    /// Who does it.
    pub assignee: UserId,
    /// Their name.
    pub assignee_name: String,
    /// What is to be done.
    pub notes: String,
}

/// A group of the agenda: its first rows and how many there are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgendaGroup {
    /// At most [`GROUP_ROWS`] rows, in order of day and time.
    pub rows: Vec<AgendaRow>,
    /// How many there are in all.
    pub total: u32,
}

/// How much one user has before them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssigneeCount {
    /// Who.
    pub user: UserId,
    /// Their name.
    pub name: String,
    /// Pending from before today.
    pub late: u32,
    /// Pending today.
    pub today: u32,
    /// Pending in the seven days after today.
    pub next_seven_days: u32,
}

/// One day of the month view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthDay {
    /// The day.
    pub on: NaiveDate,
    /// Pending appointments on it.
    pub count: u32,
    /// Whether it is in the table of days on which banks are closed.
    pub holiday: bool,
}

/// Everything the agenda shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgendaView {
    /// Today, in the company's local time.
    pub today: NaiveDate,
    /// Whose agenda it is, as decided.
    pub assignee: Assignee,
    /// Promises that are broken and followed by nothing, then those on their day or later.
    pub promises: Vec<DuePromise>,
    /// Late: before today.
    pub late: AgendaGroup,
    /// Today.
    pub due_today: AgendaGroup,
    /// The next days.
    pub next: AgendaGroup,
    /// The head line: one count per assignee with anything pending.
    pub counts: Vec<AssigneeCount>,
    /// The month beside the list: every day of it.
    pub month: Vec<MonthDay>,
    /// Who may be chosen: identity and name.
    pub assignees: Vec<(UserId, String)>,
    /// The companies that may be chosen.
    pub companies: Vec<CompanyRef>,
    /// What is wrong with the query.
    pub errors: Vec<crate::FieldError>,
}

/// The form of a new appointment on the client page (F049).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ScheduleAppointment {
    /// With whom.
    pub client: String,
    /// Made when the form was opened: a form sent twice schedules once.
    pub key: String,
    /// Who does it; blank means the person who saves.
    pub assignee: String,
    /// The day.
    pub date: String,
    /// The time; blank means at any time.
    pub time: String,
    /// What is to be done.
    pub notes: String,
}

/// Moves an appointment: the old one stays in the history, a new one takes its place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RescheduleAppointment {
    /// Which.
    pub appointment: String,
    /// The new day.
    pub date: String,
    /// The new time; blank means at any time.
    pub time: String,
}

/// Gives an appointment to somebody else.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReassignAppointment {
    /// Which.
    pub appointment: String,
    /// To whom.
    pub assignee: String,
}

/// Cancels an appointment with a reason.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CancelAppointment {
    /// Which.
    pub appointment: String,
    /// Why.
    pub reason: String,
}
