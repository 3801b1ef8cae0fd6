//! Charges (lançamentos, títulos): amounts receivable with a due date, and their ledger.

mod form;
mod query;
mod view;

pub use self::{
    form::{CancelCharge, CheckedCharge, NewCharge, SaveCharge},
    query::{ChargeColumn, ChargeRow, ChargeTotals, ChargesPage, ChargesQuery},
    view::{ChargeView, LedgerLine, Locked, TimelineLine},
};

use crate::{
    Error, Money,
    contact::choices,
    id::{ChargeId, CompanyId},
    ledger::Owed,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The greatest number of characters of a document's number.
pub const DOCUMENT_MAX: u32 = 60;

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
        /// Takes back one line.
        Reversal = "reversal",
        /// Granted on the principal, as if it had never been charged.
        Discount = "discount",
        /// Added to the principal, as if it had been charged from the beginning.
        Surcharge = "surcharge",
        /// Received against the fine.
        Fine = "fine",
        /// Received against interest.
        Interest = "interest",
        /// Received against the correction of the principal.
        Correction = "correction",
        /// A fine that is not asked for.
        WaivedFine = "waived_fine",
        /// Interest that is not asked for.
        WaivedInterest = "waived_interest",
        /// Principal that became part of an agreement.
        Transfer = "transfer",
        /// Principal given up.
        WriteOff = "write_off",
        /// Principal charged by mistake, or of an instalment that ceased to be.
        Cancellation = "cancellation",
    }
}

impl LedgerKind {
    /// Whether the line adds to the principal that is open (`1`), takes from it (`-1`) or leaves it (`0`).
    /// A reversal does the opposite of the line that it takes back; here it counts as that of a payment.
    pub const fn sign(self) -> i64 {
        match self {
            Self::Principal | Self::Surcharge | Self::Reversal => 1,
            Self::Payment | Self::Discount | Self::Transfer | Self::WriteOff | Self::Cancellation => -1,
            Self::Fine | Self::Interest | Self::Correction | Self::WaivedFine | Self::WaivedInterest => 0,
        }
    }

    /// Whether the line is money that came in.
    pub const fn is_received(self) -> bool {
        matches!(self, Self::Payment | Self::Fine | Self::Interest | Self::Correction)
    }
}

choices! {
    /// How an amount was or is to be paid.
    PaymentMethod {
        /// Dinheiro.
        Cash = "cash",
        /// Pix.
        Pix = "pix",
        /// Boleto.
        BankSlip = "bank_slip",
        /// Transferência (TED, DOC, depósito).
        Transfer = "transfer",
        /// Cartão.
        Card = "card",
        /// Cheque.
        Cheque = "cheque",
        /// Outros.
        Other = "other",
    }
}

/// The one creditor of charges that are settled or renegotiated together; none and several are refused, since
/// policy, receipt and agreement are one company's.
pub fn one_company(creditors: impl IntoIterator<Item = CompanyId>) -> Result<CompanyId, Error> {
    let mut creditors = creditors.into_iter();
    let first = creditors.next().ok_or(Error::Required)?;
    if creditors.all(|other| other == first) { Ok(first) } else { Err(Error::SeveralCompanies) }
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
    /// Days late by the calendar; zero when it is not late.
    pub days_late: i64,
    /// What is owed of it today; nothing when a missing index keeps it from being computed.
    pub owed: Option<Owed>,
}

impl ChargeLine {
    /// The updated amount; the principal that is open where it cannot be computed.
    pub fn updated(&self) -> Money {
        self.owed.map_or(self.balance, |owed| owed.total)
    }
}
