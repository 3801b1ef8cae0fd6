//! Contacts as the pages show them.

use super::{Channel, DefaultReason, Outcome, SubOutcome};
use crate::id::{AppointmentId, ContactId, UserId};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Serialize};

/// A contact that somebody already made today: what the next person must know before calling again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TodayContact {
    /// When, in the company's local time.
    pub at: NaiveDateTime,
    /// Who and with what result; nothing when it was for a company that the viewer may not see.
    pub details: Option<TodayContactDetails>,
}

/// The part of a [`TodayContact`] that only users of its company see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TodayContactDetails {
    /// Who made it.
    pub user: String,
    /// By which way.
    pub channel: Channel,
    /// With what result.
    pub outcome: Outcome,
}

/// The last contact in one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastContact {
    /// When, in the company's local time.
    pub at: NaiveDateTime,
    /// By which way.
    pub channel: Channel,
    /// With what result.
    pub outcome: Outcome,
    /// Who made it; blank where a list does not need it.
    pub user: String,
}

/// A line of a client's history: a contact or a comment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryEntry {
    /// Its identity.
    pub id: ContactId,
    /// When, in the company's local time. It travels as a number: a page has thirty of them.
    #[serde(with = "chrono::naive::serde::ts_seconds")]
    pub at: NaiveDateTime,
    /// Who recorded it.
    pub user: String,
    /// For which company.
    pub company: String,
    /// The contact's facts; nothing for a comment.
    pub contact: Option<ContactFacts>,
    /// What was said.
    pub notes: String,
    /// Documents of the charges it was about.
    pub charges: Vec<String>,
    /// Why the client was contacted again on the same day, if so.
    pub guard_reason: String,
    /// Why the client was called outside the hours, if so.
    pub hours_reason: String,
    /// It was opened in another program, and nobody has said yet whether it was sent.
    pub awaiting: bool,
    /// Voided: by whom, when and why.
    pub voided: Option<Voided>,
    /// Whether the viewer may void it now (only the last contact that is not voided).
    pub may_void: bool,
}

/// Channel, outcome and what refines them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactFacts {
    /// By which way.
    pub channel: Channel,
    /// With what result.
    pub outcome: Outcome,
    /// What exactly, if it was said.
    pub sub_outcome: Option<SubOutcome>,
    /// Why the client is late.
    pub reason: Option<DefaultReason>,
    /// Who answered.
    pub spoke_to: String,
}

/// Who voided a contact, when and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voided {
    /// Who.
    pub by: String,
    /// When, in the company's local time.
    pub at: NaiveDateTime,
    /// Why.
    pub reason: String,
}

/// What the form proposes for the next contact after one outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// After which outcome.
    pub outcome: Outcome,
    /// The proposed day.
    pub date: NaiveDate,
    /// The proposed time.
    pub time: NaiveTime,
}

/// What a fresh contact form starts with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactSeed {
    /// The idempotency key of this form.
    pub key: String,
    /// The idempotency key of the comment form.
    pub comment_key: String,
    /// The idempotency key of the form of a new appointment.
    pub appointment_key: String,
    /// Today and now, in the company's local time.
    pub now: NaiveDateTime,
    /// The proposed next contact per outcome.
    pub proposals: Vec<Proposal>,
    /// Who may be given the next contact: identity and name.
    pub assignees: Vec<(UserId, String)>,
    /// Who saves.
    pub me: UserId,
    /// The appointment that saving completes: that from which the page was opened, or the viewer's own that is due.
    pub appointment: Option<AppointmentId>,
}
