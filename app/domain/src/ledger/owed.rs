//! What is owed, part by part.

use crate::{
    Error, Money,
    accrual::{Course, Terms, accrue},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What is owed of a charge on a day, part by part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owed {
    /// The principal that is open.
    pub principal: Money,
    /// By how much it was corrected; zero where the policy does not correct.
    pub correction: Money,
    /// What is still to be paid of the fine.
    pub fine: Money,
    /// What is still to be paid of interest.
    pub interest: Money,
    /// All of it: the updated amount.
    pub total: Money,
}

impl Owed {
    /// The parts with their sum.
    pub fn new(principal: Money, correction: Money, fine: Money, interest: Money) -> Self {
        Self { principal, correction, fine, interest, total: principal + correction + fine + interest }
    }

    /// What is owed `on` a day of a charge of which nothing was ever paid, waived or changed: what its ledger
    /// would say, without one. Lists compute most of their charges by it.
    pub fn untouched(
        terms: &Terms<'_>,
        principal: Money,
        due: NaiveDate,
        on: NaiveDate,
    ) -> Result<Self, Error> {
        let accrued = accrue(terms, Course { principal, due, falls: &[], fined_on: None }, on, |_| ())?;
        Ok(Self::new(principal, accrued.correction, accrued.fine, accrued.interest))
    }

    /// Fine and interest: what may be waived, and what an agreement may discount (F065).
    pub fn late_charges(&self) -> Money {
        self.fine + self.interest
    }
}

impl std::ops::Add for Owed {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self::new(
            self.principal + other.principal,
            self.correction + other.correction,
            self.fine + other.fine,
            self.interest + other.interest,
        )
    }
}

impl std::iter::Sum for Owed {
    fn sum<I: Iterator<Item = Self>>(parts: I) -> Self {
        parts.fold(Self::default(), std::ops::Add::add)
    }
}

/// What was received of late charges, or waived.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    /// Received against the fine.
    pub fine: Money,
    /// Received against interest.
    pub interest: Money,
    /// Received against correction.
    pub correction: Money,
    /// Of the fine, not asked for.
    pub waived_fine: Money,
    /// Of interest, not asked for.
    pub waived_interest: Money,
}
