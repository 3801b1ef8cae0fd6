//! Fine (multa) and interest (juros de mora) of a charge that is paid late.
//!
//! The fine is flat: once, on the principal. Interest is simple, by calendar day, on months of
//! thirty days, never on the fine and never on interest. Each is rounded once, at its end.
//!
//! These functions know principal and payments only. What a charge with a history owes, with late charges
//! received or waived, correction and holidays of its own, is told by [`crate::ledger::Ledger::owed`], which
//! computes with the same code.

pub use crate::policy::{CountedFrom, InterestMode, Policy, Rounding};

use crate::{
    Money,
    accrual::{Course, Terms, accrue},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Fine and interest of one charge on one day, with all that is needed to explain them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LateCharges {
    /// Days that count: zero while the charge may be paid without fine and interest.
    pub days: i64,
    /// The principal still open.
    pub base: Money,
    /// The fine.
    pub fine: Money,
    /// The interest.
    pub interest: Money,
    /// Principal, fine and interest.
    pub total: Money,
    /// When the charge was due.
    pub due: NaiveDate,
    /// The last day without fine and interest: the due date or the next business day.
    pub payable_until: NaiveDate,
    /// The day from which days are counted.
    pub counted_from: NaiveDate,
    /// The day for which all this holds.
    pub on: NaiveDate,
    /// The policy it was computed by.
    pub policy: Policy,
}

/// What is owed `on` a day for a principal of `base` that was `due`, with nothing paid so far.
///
/// # Panics
///
/// When the amount does not fit into [`Money`].
pub fn late_charges(policy: &Policy, base: Money, due: NaiveDate, on: NaiveDate) -> LateCharges {
    late_charges_with_payments(policy, base, due, &[], on)
}

/// Like [`late_charges`] for a `principal` of which parts were paid, each on its day.
///
/// What was paid while the charge was not late counts as if it had never been owed. After that the fine
/// stays on what was open when the charge became late, and interest runs on what is open from day to day.
/// Nothing is corrected, and the national holidays count.
///
/// # Panics
///
/// When the amount does not fit into [`Money`].
pub fn late_charges_with_payments(
    policy: &Policy,
    principal: Money,
    due: NaiveDate,
    payments: &[(NaiveDate, Money)],
    on: NaiveDate,
) -> LateCharges {
    let mut falls = payments.to_vec();
    falls.sort_by_key(|(day, _)| *day);
    let terms = Terms::national(&Policy { correction: None, ..*policy });
    let course = Course { principal, due, falls: &falls, fined_on: None };
    let accrued = accrue(&terms, course, on, |_| ()).expect("late charges are within range");
    LateCharges {
        days: accrued.days,
        base: accrued.open,
        fine: accrued.fine,
        interest: accrued.interest,
        total: accrued.open + accrued.fine + accrued.interest,
        due,
        payable_until: accrued.payable_until,
        counted_from: accrued.counted_from,
        on,
        policy: *policy,
    }
}
