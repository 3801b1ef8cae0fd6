//! The page of one charge: its ledger, its derivation, its timeline.

use super::{ChargeStatus, LedgerKind, PaymentMethod, SaveCharge};
use crate::{
    Error, Money,
    derivation::Derivation,
    id::{AgreementId, ChargeId, ClientId, EntryId, PaymentId},
    session::CompanyRef,
    settlement::PaymentLine,
};
use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

/// A line of a charge's ledger as its page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerLine {
    /// Its identity.
    pub id: EntryId,
    /// What it is.
    pub kind: LedgerKind,
    /// How much.
    pub amount: Money,
    /// The day from which it is known.
    pub on: NaiveDate,
    /// The day from which it counts for interest.
    pub value_on: NaiveDate,
    /// The principal that is open after it.
    pub balance: Money,
    /// Who recorded it; blank for an import or a job.
    pub user: String,
    /// The payment that it is a part of.
    pub payment: Option<PaymentId>,
    /// The agreement that caused it.
    pub agreement: Option<AgreementId>,
    /// Whether another line took it back.
    pub taken_back: bool,
}

/// Something that happened to a charge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelineLine {
    /// When, in the company's local time.
    pub at: NaiveDateTime,
    /// Who; blank for an import or a job.
    pub user: String,
    /// The kind of event, as stored (`charge_changed`).
    pub kind: String,
    /// Fields with their values before and after, as shown.
    pub changes: Vec<(String, String, String)>,
    /// Why, where a reason was given.
    pub reason: String,
}

/// Why a charge cannot be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Locked {
    /// It is not open any more.
    Closed(ChargeStatus),
    /// It is an instalment: its figures are those of the agreement.
    Instalment(AgreementId),
    /// The viewer may not.
    NotAllowed,
}

/// The page of one charge (Cadastro de Lançamentos).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChargeView {
    /// Today, in the company's local time.
    pub today: NaiveDate,
    /// Its identity.
    pub id: ChargeId,
    /// Grows with every change: a form made from an older one is refused.
    pub version: i64,
    /// Its number within the company.
    pub code: i64,
    /// The document's number.
    pub document: String,
    /// The creditor.
    pub company: CompanyRef,
    /// Who owes.
    pub client: ClientId,
    /// Their name.
    pub client_name: String,
    /// What for.
    pub description: String,
    /// A heading to group by.
    pub category: String,
    /// When it was issued.
    pub issued: NaiveDate,
    /// When it is due.
    pub due: NaiveDate,
    /// What was charged.
    pub original: Money,
    /// The principal that is open.
    pub balance: Money,
    /// How it is to be paid, if it was agreed.
    pub method: Option<PaymentMethod>,
    /// Notes.
    pub notes: String,
    /// What became of it.
    pub status: ChargeStatus,
    /// The agreement that it is an instalment of.
    pub instalment_of: Option<AgreementId>,
    /// The agreement that it is a part of now.
    pub superseded_by: Option<AgreementId>,
    /// What is owed today, or was to be paid on the day asked for, and how it came about, or why it cannot be
    /// computed.
    pub derivation: Result<Derivation, Error>,
    /// Its ledger, in the order in which it was recorded.
    pub ledger: Vec<LedgerLine>,
    /// Its payments, the first first.
    pub payments: Vec<PaymentLine>,
    /// What happened to it, the last first.
    pub timeline: Vec<TimelineLine>,
    /// Why it cannot be changed; nothing when it can.
    pub locked: Option<Locked>,
    /// The form, filled with what it is.
    pub form: SaveCharge,
    /// Whether the viewer may settle it.
    pub may_settle: bool,
}
