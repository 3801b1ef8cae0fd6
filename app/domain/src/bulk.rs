//! One message for each of many clients, never one for each charge: the plan, the dry run, the sending, the report.

use crate::{
    Money,
    contact::choices,
    grid::GridQuery,
    id::{BulkId, ChargeId, ClientId, CompanyId, MessageId, TemplateId},
    message::{MessageChannel, MessageState, Refusal},
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
    /// Whether the product is working on it.
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

/// How many e-mails of a run are in which state of the outbox.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deliveries {
    /// Waiting, or under way.
    pub waiting: u32,
    /// The server took them.
    pub sent: u32,
    /// Refused by the server, or given up.
    pub failed: u32,
    /// Held back, or of unknown fate: a person decides.
    pub undecided: u32,
    /// Taken back.
    pub cancelled: u32,
}

impl Deliveries {
    /// Counts so many messages that are in this state.
    pub const fn add(&mut self, state: MessageState, count: u32) {
        let place = match state {
            MessageState::Queued | MessageState::Sending => &mut self.waiting,
            MessageState::Sent => &mut self.sent,
            MessageState::Failed => &mut self.failed,
            MessageState::Held | MessageState::Uncertain => &mut self.undecided,
            MessageState::Cancelled => &mut self.cancelled,
        };
        *place += count;
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
    /// Who began it.
    pub user: String,
    /// When it was begun, in the company's local time.
    pub created_at: NaiveDateTime,
    /// When it was over.
    pub finished_at: Option<NaiveDateTime>,
    /// How many clients are in which state.
    pub counts: BulkCounts,
    /// How far its e-mails came.
    pub deliveries: Deliveries,
}

impl BulkRun {
    /// Whether messages go out: some are still to be made, or wait in the outbox.
    pub const fn is_sending(&self) -> bool {
        matches!(self.state, BulkState::Running)
            || (matches!(self.state, BulkState::Done) && self.deliveries.waiting > 0)
    }

    /// Whether it can be given up: something is still to be made, or to be taken back.
    pub const fn may_stop(&self) -> bool {
        !self.state.is_over() || self.deliveries.waiting > 0
    }

    /// The state that people see: a run is not over while messages wait.
    pub const fn shown_state(&self) -> BulkState {
        if self.is_sending() { BulkState::Running } else { self.state }
    }
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
    /// Its e-mail, and how far that is.
    pub message: Option<(MessageId, MessageState)>,
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
    /// Why waiting messages are taken back, when it is given up.
    pub reason: String,
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
    /// Charges that were asked for and belong to other creditors: a message is of one.
    pub left_out: u32,
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
    /// Charges of these clients that belong to another creditor than the message.
    pub left_out: u32,
    /// The latest runs that the viewer may see.
    pub runs: Vec<BulkRun>,
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
