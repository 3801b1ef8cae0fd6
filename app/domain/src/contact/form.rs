//! The forms of contacts and comments, as the browser sends them, and what came of them.

use super::Channel;
#[cfg(doc)]
use super::{DefaultReason, Outcome, SubOutcome};
use crate::id::{ClientId, ContactId};
use serde::{Deserialize, Serialize};

/// The form of a contact, as the browser sends it: texts, because the person may have typed anything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RecordContact {
    /// Whom the contact was with.
    pub client: String,
    /// Made when the form was opened: a form sent twice records once.
    pub key: String,
    /// Day of the contact.
    pub date: String,
    /// Time of the contact.
    pub time: String,
    /// A [`Channel`].
    pub channel: String,
    /// An [`Outcome`].
    pub outcome: String,
    /// A [`SubOutcome`] of the outcome; blank means none was said.
    pub sub_outcome: String,
    /// A [`DefaultReason`]; needed when the outcome is effective.
    pub reason: String,
    /// The person spoken to.
    pub spoke_to: String,
    /// Which charges it was about.
    pub charges: Vec<String>,
    /// What was said.
    pub notes: String,
    /// Next contact: day; blank means none.
    pub next_date: String,
    /// Next contact: time.
    pub next_time: String,
    /// Next contact: who makes it; blank means the person who saves.
    pub next_assignee: String,
    /// The reason to go on although the client was already contacted today.
    pub guard_reason: String,
    /// The appointment that this contact completes; blank means none.
    pub appointment: String,
    /// What was promised; needed when the sub-outcome is [`SubOutcome::PromisedToPay`].
    pub promise_amount: String,
    /// Until when; needed with it.
    pub promise_date: String,
    /// The open promise that this one replaces; blank means none.
    pub promise_replaces: String,
    /// `next` to be led to the next client to contact, otherwise to the agenda.
    pub then: String,
}

impl Default for RecordContact {
    fn default() -> Self {
        let blank = String::new;
        Self {
            client: blank(),
            key: blank(),
            date: blank(),
            time: blank(),
            channel: Channel::Phone.as_str().to_owned(),
            outcome: blank(),
            sub_outcome: blank(),
            reason: blank(),
            spoke_to: blank(),
            charges: Vec::new(),
            notes: blank(),
            next_date: blank(),
            next_time: blank(),
            next_assignee: blank(),
            guard_reason: blank(),
            appointment: blank(),
            promise_amount: blank(),
            promise_date: blank(),
            promise_replaces: blank(),
            then: blank(),
        }
    }
}

/// What was recorded, and where to go on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactRecorded {
    /// The contact in the history.
    pub contact: ContactId,
    /// The next client to contact, when that was asked for and there is one.
    pub next: Option<ClientId>,
    /// This very form had been saved before: nothing was recorded a second time.
    pub repeated: bool,
}

/// The form of a comment (F031): free text that does not count as a contact.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AddComment {
    /// Whom the comment is about.
    pub client: String,
    /// Made when the form was opened: a form sent twice records once.
    pub key: String,
    /// The comment.
    pub text: String,
}

/// The form that voids a contact (F033): it stays in the history, struck through.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct VoidContact {
    /// The contact to void.
    pub contact: String,
    /// Why.
    pub reason: String,
}
