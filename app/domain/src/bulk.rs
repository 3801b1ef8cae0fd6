//! One message for each of many clients, never one for each charge: the plan, the dry run, the sending, the report.

use crate::{
    Money,
    contact::choices,
    grid::GridQuery,
    id::{BulkId, ChargeId, ClientId, CompanyId, TemplateId},
    message::{MessageChannel, Refusal},
};
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

/// Clients that one run may have: what is more, another filter divides.
pub const CLIENTS_MAX: u32 = 5_000;

choices! {
    /// How far a run is.
    BulkState {
        /// The dry run: each client is asked about.
        Checking = "checking",
        /// The dry run is over; nothing was sent yet.
        Ready = "ready",
        /// Sending.
        Running = "running",
        /// Sending was interrupted by a person, who may go on.
        Paused = "paused",
        /// Everybody was dealt with.
        Done = "done",
        /// Given up; whoever was not dealt with got nothing.
        Stopped = "stopped",
    }
}

choices! {
    /// What became of one client of a run.
    ItemState {
        /// Not asked about yet.
        Waiting = "waiting",
        /// The dry run found nothing against it.
        Ready = "ready",
        /// Not sent, for a reason that is named.
        Refused = "refused",
        /// Sent, or handed to the outbox.
        Done = "done",
        /// Something went wrong; the others went on.
        Failed = "failed",
    }
}

impl BulkState {
    /// Whether somebody is working on it.
    pub const fn is_busy(self) -> bool {
        matches!(self, Self::Checking | Self::Running)
    }

    /// Whether nothing will happen any more.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Stopped)
    }
}

/// How many clients of a run are in which state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkCounts {
    /// Not asked about yet.
    pub waiting: u32,
    /// Nothing against it.
    pub ready: u32,
    /// Not sent, with a reason.
    pub refused: u32,
    /// Sent.
    pub done: u32,
    /// Something went wrong.
    pub failed: u32,
}

impl BulkCounts {
    /// All clients.
    pub const fn all(&self) -> u32 {
        self.waiting + self.ready + self.refused + self.done + self.failed
    }
}

/// A run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkRun {
    /// Its identity.
    pub id: BulkId,
    /// By which way.
    pub channel: MessageChannel,
    /// The template.
    pub template: TemplateId,
    /// Its name.
    pub template_name: String,
    /// How far it is.
    pub state: BulkState,
    /// When it was begun, in the company's local time.
    pub created_at: NaiveDateTime,
    /// When it was over.
    pub finished_at: Option<NaiveDateTime>,
    /// How many clients are in which state.
    pub counts: BulkCounts,
}

/// A client of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkItem {
    /// Its place.
    pub number: u32,
    /// Whom.
    pub client: ClientId,
    /// Their name.
    pub name: String,
    /// For whom.
    pub company: CompanyId,
    /// About which charges.
    pub charges: Vec<ChargeId>,
    /// What became of it.
    pub state: ItemState,
    /// Why it was refused.
    pub refusal: Option<Refusal>,
    /// Under which number the log has the failure.
    pub failure: String,
    /// What the message asks for.
    pub total: Money,
}

/// Whom a run is to reach.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkAsk {
    /// What the grid showed.
    pub query: GridQuery,
    /// The chosen charges; nothing takes all of the grid.
    pub rows: Vec<ChargeId>,
}

/// The form that begins a run with its dry run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StartBulk {
    /// What the grid showed, as the query of its address.
    pub query: String,
    /// The chosen charges; blank takes all of the grid.
    pub rows: String,
    /// The template.
    pub template: String,
    /// Made when the form was opened: a form sent twice begins one run.
    pub key: String,
}

/// The form that sends, pauses, goes on or gives up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SteerBulk {
    /// The run.
    pub run: String,
    /// A [`Steering`].
    pub to: String,
}

choices! {
    /// What is to be done with a run.
    Steering {
        /// Begin to send, or go on.
        Send = "send",
        /// Interrupt.
        Pause = "pause",
        /// Give up.
        Stop = "stop",
    }
}

/// A client of the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedClient {
    /// Whom.
    pub client: ClientId,
    /// Their name.
    pub name: String,
    /// For whom.
    pub company: CompanyId,
    /// About which charges.
    pub charges: Vec<ChargeId>,
    /// What they come to today.
    pub updated: Money,
    /// How many days late the oldest of them is; less than zero before it is due.
    pub days_late: i64,
    /// Whether anybody contacted the client today.
    pub contacted_today: bool,
}

/// The plan: whom a run would reach.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkPlan {
    /// How many clients.
    pub clients: u32,
    /// With how many charges.
    pub charges: u32,
    /// What they come to today.
    pub updated: Money,
    /// The first of them.
    pub first: Vec<PlannedClient>,
    /// How many were contacted today.
    pub contacted: u32,
    /// The first that was not.
    pub next: Option<PlannedClient>,
    /// The templates: identity, name, channel.
    pub templates: Vec<(TemplateId, String, MessageChannel)>,
    /// The template that fits most of the clients.
    pub proposed: Option<TemplateId>,
    /// The idempotency key of the form.
    pub key: String,
}

/// The page of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkView {
    /// The run.
    pub run: BulkRun,
    /// Clients that were refused, or failed.
    pub refused: Vec<BulkItem>,
    /// Clients that would get a message, or got one: the first of them.
    pub ready: Vec<BulkItem>,
}
