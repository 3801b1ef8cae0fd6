//! Charges (lançamentos, títulos): amounts receivable with a due date, and their ledger.

use crate::{Money, contact::choices, id::ChargeId, late_charges::LateCharges};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

choices! {
    /// What became of a charge. *Overdue* is not here: it is derived from the due date.
    ChargeStatus {
        /// Something is still to be paid.
        Open = "open",
        /// Paid in full.
        Settled = "settled",
        /// Replaced by an agreement.
        Superseded = "superseded",
        /// Given up, with a reason.
        WrittenOff = "written_off",
        /// Made by mistake, with a reason.
        Cancelled = "cancelled",
    }
}

choices! {
    /// A line of a charge's ledger. Lines are only ever added.
    LedgerKind {
        /// What was charged.
        Principal = "principal",
        /// Received against the principal.
        Payment = "payment",
        /// Takes back one payment.
        Reversal = "reversal",
        /// Granted on the principal.
        Discount = "discount",
        /// Added to the principal.
        Surcharge = "surcharge",
    }
}

impl LedgerKind {
    /// Whether the line adds to what is owed (`1`) or takes from it (`-1`).
    pub const fn sign(self) -> i64 {
        match self {
            Self::Principal | Self::Surcharge | Self::Reversal => 1,
            Self::Payment | Self::Discount => -1,
        }
    }
}

/// An open charge as the client page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChargeLine {
    /// Its identity.
    pub id: ChargeId,
    /// Its number within the company.
    pub code: i64,
    /// The document's number.
    pub document: String,
    /// The creditor.
    pub company: String,
    /// When it was issued.
    pub issued: NaiveDate,
    /// When it is due.
    pub due: NaiveDate,
    /// What was charged.
    pub original: Money,
    /// What of it is still open.
    pub balance: Money,
    /// What was paid of it and when, the first first; what was taken back is left out. Explains `late`.
    pub payments: Vec<(NaiveDate, Money)>,
    /// Fine and interest today, with the way they were computed.
    pub late: LateCharges,
}
