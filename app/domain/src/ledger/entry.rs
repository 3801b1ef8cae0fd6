//! Lines of a ledger.

use crate::{
    Money,
    charge::LedgerKind,
    id::{AgreementId, ChargeId, EntryId, PaymentId},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A line of a ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its identity.
    pub id: EntryId,
    /// What it is.
    pub kind: LedgerKind,
    /// How much: always more than nothing.
    pub amount: Money,
    /// The day from which it is known.
    pub on: NaiveDate,
    /// The day from which it counts for interest.
    pub value_on: NaiveDate,
    /// The line that it takes back.
    pub reverses: Option<EntryId>,
    /// The payment that it is a part of.
    pub payment: Option<PaymentId>,
    /// The agreement that caused it.
    pub agreement: Option<AgreementId>,
}

/// A line to be added to the ledger of a charge; who records it gives it its identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewEntry {
    /// Whose ledger.
    pub charge: ChargeId,
    /// What it is.
    pub kind: LedgerKind,
    /// How much.
    pub amount: Money,
    /// The day from which it is known.
    pub on: NaiveDate,
    /// The day from which it counts for interest.
    pub value_on: NaiveDate,
    /// The line that it takes back.
    pub reverses: Option<EntryId>,
    /// The payment that it is a part of.
    pub payment: Option<PaymentId>,
    /// The agreement that caused it.
    pub agreement: Option<AgreementId>,
}

impl NewEntry {
    /// The line under its identity.
    pub const fn with_id(self, id: EntryId) -> Entry {
        let Self { kind, amount, on, value_on, reverses, payment, agreement, .. } = self;
        Entry { id, kind, amount, on, value_on, reverses, payment, agreement }
    }
}
