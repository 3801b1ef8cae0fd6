//! How an agreement is doing: derived from its instalments, never stored.

use crate::{accrual::Terms, charge::ChargeStatus, contact::choices, ledger::Ledger};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

choices! {
    /// What people did with an agreement.
    AgreementState {
        /// It was closed with the client.
        Active = "active",
        /// Taken back before anything was paid.
        Undone = "undone",
        /// Given up because it was not kept.
        Broken = "broken",
    }
}

/// How an agreement is doing on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Health {
    /// No instalment is late.
    UpToDate,
    /// One instalment is late.
    Late {
        /// Days since it was due.
        days: i64,
    },
    /// Several instalments are late.
    Missed {
        /// How many.
        count: u32,
        /// Days since the first of them was due.
        days: i64,
    },
    /// All instalments are paid.
    Fulfilled,
    /// What was not paid of it became part of another agreement.
    Renegotiated,
    /// It was given up because it was not kept.
    Broken,
    /// It was taken back before anything was paid.
    Undone,
}

/// How an agreement with these instalments is doing `today`. An instalment is late from the day after the last
/// one on which it may be paid without charges.
pub fn health(state: AgreementState, instalments: &[Ledger], terms: &Terms<'_>, today: NaiveDate) -> Health {
    match state {
        AgreementState::Undone => return Health::Undone,
        AgreementState::Broken => return Health::Broken,
        AgreementState::Active => {}
    }
    let open = || instalments.iter().filter(|ledger| ledger.status() == ChargeStatus::Open);
    if open().next().is_none() {
        let superseded = |ledger: &Ledger| ledger.status() == ChargeStatus::Superseded;
        return if instalments.iter().any(superseded) { Health::Renegotiated } else { Health::Fulfilled };
    }
    let late = || open().map(Ledger::due).filter(|due| today > terms.payable_until(*due));
    let days = late().min().map_or(0, |due| (today - due).num_days());
    match u32::try_from(late().count()).unwrap_or(u32::MAX) {
        0 => Health::UpToDate,
        1 => Health::Late { days },
        count => Health::Missed { count, days },
    }
}

/// When the system proposes to break an agreement; a person confirms it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BreakRule {
    /// After so many missed instalments; nothing means never for that.
    pub missed: Option<u32>,
    /// When the first missed one has been due for so many days; nothing means never for that.
    pub days: Option<u32>,
}

impl Default for BreakRule {
    /// Two missed instalments, or thirty days.
    fn default() -> Self {
        Self { missed: Some(2), days: Some(30) }
    }
}

impl BreakRule {
    /// Whether breaking is proposed.
    pub fn proposes(&self, health: Health) -> bool {
        let (count, days) = match health {
            Health::Late { days } => (1, days),
            Health::Missed { count, days } => (count, days),
            Health::UpToDate | Health::Fulfilled | Health::Renegotiated | Health::Broken | Health::Undone => {
                return false;
            }
        };
        self.missed.is_some_and(|missed| count >= missed)
            || self.days.is_some_and(|limit| days >= limit.into())
    }
}
