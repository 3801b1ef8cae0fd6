//! Why a message is not sent: named, so that a form, a dry run and the worker say the same.

use super::{CompanyField, MessageChannel};
use crate::{
    Error,
    contact::{Channel, TodayContact},
    contact_hours::Outside,
    id::{ChargeId, ClientId, CompanyId},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What somebody wants to send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// To whom.
    pub client: ClientId,
    /// For whom.
    pub company: CompanyId,
    /// By which way.
    pub channel: MessageChannel,
    /// About which charges; those that are no longer open count as none.
    pub charges: Vec<ChargeId>,
    /// Where to: one or several addresses, or one telephone number; blank when the client has none.
    pub to: Vec<String>,
    /// Whether it asks for money; thanks may be sent when nothing is owed.
    pub asks: bool,
    /// Why it is sent although somebody contacted the client today, or a promise is open; blank gives no reason.
    pub reason: String,
    /// When a person decided that it is to be sent, where that was before: what was recorded until then was known to
    /// them, the contact that the message itself is among it. Nothing while it is being written.
    pub decided: Option<DateTime<Utc>>,
}

/// Why not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// The client asked not to be contacted at all.
    DoNotContact,
    /// The client does not want this channel.
    OptedOut(Channel),
    /// There is no address or number to send to.
    NoAddress,
    /// Nothing is owed any more of what it was to be about.
    NothingOwed,
    /// What is owed changed since the message was written: a payment arrived, for example.
    AmountsChanged,
    /// What is owed cannot be computed: the index lacks a month.
    NoAmounts,
    /// Data of the company that the law asks for is missing.
    CompanyIncomplete(Vec<CompanyField>),
    /// No mail server is set up for the company.
    NoMailServer,
    /// Outside the hours in which the client's state allows it: goes on with a reason.
    OutsideHours(Outside),
    /// Somebody contacted the client today: goes on with a reason.
    ContactedToday(TodayContact),
    /// The client promised to pay, and the day has not come: goes on with a reason.
    PromiseOpen,
}

impl Refusal {
    /// Whether a person may go on with a reason.
    pub const fn yields_to_a_reason(&self) -> bool {
        matches!(self, Self::OutsideHours(_) | Self::ContactedToday(_) | Self::PromiseOpen)
    }

    /// What is said at the field of the reason.
    pub fn asks_for_a_reason(&self) -> Error {
        match self {
            Self::ContactedToday(today) => Error::ContactedToday(today.clone()),
            Self::OutsideHours(outside) => Error::OutsideHours(*outside),
            _ => Error::Required,
        }
    }
}
