//! How fine, interest and correction accrue, day by day: the one computation behind every amount.
//!
//! All is summed exactly, as a whole number of tiny fractions of a centavo, and each part is rounded once.

use crate::{
    Error, Money,
    correction::{Factor, IndexTable, month_of},
    holidays::Holidays,
    policy::{InterestMode, Policy, Rounding},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What a calculation goes by, besides the charge: made once per company and day.
#[derive(Clone, Copy, Debug)]
pub struct Terms<'a> {
    /// The policy of the day of the calculation ([`crate::policy::PolicyVersions::on`]).
    pub policy: Policy,
    /// The days on which banks are closed.
    pub holidays: &'a Holidays,
    /// The table of the policy's index, where it corrects.
    pub index: Option<&'a IndexTable>,
}

impl Terms<'static> {
    /// A policy with the national holidays and no index table.
    pub fn national(policy: &Policy) -> Self {
        Self { policy: *policy, holidays: Holidays::national(), index: None }
    }
}

impl Terms<'_> {
    /// The last day on which a charge due on `due` is paid without charges.
    pub fn payable_until(&self, due: NaiveDate) -> NaiveDate {
        self.policy.payable_until_by(self.holidays, due)
    }

    fn factor(&self, due: NaiveDate, on: NaiveDate) -> Result<Factor, Error> {
        match (self.policy.correction, self.index) {
            (None, _) => Ok(Factor::ONE),
            (Some(index), Some(table)) if table.index() == index => table.factor(due, on),
            (Some(index), _) => Err(Error::IndexMissing { index, month: month_of(due) }),
        }
    }
}

/// A stretch of days on which interest ran on the same principal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// The day from which days are counted; it bears no interest itself.
    pub from: NaiveDate,
    /// The last day, on which something was paid or for which the amount is asked.
    pub until: NaiveDate,
    /// How many days those are.
    pub days: i64,
    /// The principal open on them.
    pub base: Money,
    /// By how much it was corrected.
    pub factor: Factor,
    /// The amount per day in [`InterestMode::ValuePerDay`].
    pub per_day: Option<Money>,
}

/// What has accrued on a charge until a day, whether received or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Accrued {
    pub payable_until: NaiveDate,
    pub counted_from: NaiveDate,
    /// Zero while the charge may be paid without charges.
    pub days: i64,
    /// The principal open on the day.
    pub open: Money,
    /// The principal that was open when the charge became late, and by how much it was corrected.
    pub fine_base: Money,
    pub fine_factor: Factor,
    pub fine: Money,
    pub interest: Money,
    /// By how much the open principal was corrected.
    pub factor: Factor,
    pub correction: Money,
}

/// What a charge is made of, for one calculation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Course<'a> {
    pub principal: Money,
    pub due: NaiveDate,
    /// What the principal fell by and when, in order.
    pub falls: &'a [(NaiveDate, Money)],
    /// The first day on which anything was received or waived after the charge had become late: the fine is
    /// charged once, on what was open then.
    pub fined_on: Option<NaiveDate>,
}

/// What has accrued `on` a day; each stretch of interest is handed to `each`.
pub(crate) fn accrue(
    terms: &Terms<'_>,
    course: Course<'_>,
    on: NaiveDate,
    mut each: impl FnMut(Segment),
) -> Result<Accrued, Error> {
    let Course { principal, due, falls, fined_on } = course;
    let policy = &terms.policy;
    let payable_until = terms.payable_until(due);
    let counted_from = policy.counted_from_by(terms.holidays, due);
    let fallen =
        |until: NaiveDate| falls.iter().filter(|(day, _)| *day <= until).map(|(_, amount)| *amount).sum();
    let open = principal - fallen(on);
    let mut accrued = Accrued {
        payable_until,
        counted_from,
        days: 0,
        open,
        fine_base: Money::ZERO,
        fine_factor: Factor::ONE,
        fine: Money::ZERO,
        interest: Money::ZERO,
        factor: Factor::ONE,
        correction: Money::ZERO,
    };
    if on <= payable_until {
        return Ok(accrued);
    }
    accrued.days = (on - counted_from).num_days();
    accrued.factor = terms.factor(due, on)?;
    accrued.fine_base = principal - fallen(payable_until);
    accrued.fine_factor = match fined_on {
        Some(day) if day < on => terms.factor(due, day)?,
        _ => accrued.factor,
    };
    accrued.fine = fine(policy, accrued.fine_base, accrued.fine_factor)?;

    let mut interest = Exact::default();
    let mut correction = Exact::default();
    let (mut base, mut from) = (accrued.fine_base, counted_from);
    for (day, amount) in falls.iter().filter(|(day, _)| payable_until < *day && *day <= on) {
        let factor = terms.factor(due, *day)?;
        correction.add(gain(*amount, factor)?)?;
        if *day < on {
            interest.add(stretch(policy, base, factor, from, *day, &mut each)?)?;
            (base, from) = (base - *amount, *day);
        }
    }
    interest.add(stretch(policy, base, accrued.factor, from, on, &mut each)?)?;
    correction.add(gain(open, accrued.factor)?)?;
    accrued.interest = divided(interest.0, UNIT, policy.rounding)?;
    accrued.correction = divided(correction.0, Factor::UNIT.into(), policy.rounding)?;
    Ok(accrued)
}

/// A sum that tells when it does not fit.
#[derive(Default)]
struct Exact(i128);

impl Exact {
    fn add(&mut self, part: i128) -> Result<(), Error> {
        self.0 = self.0.checked_add(part).ok_or(Error::AmountOutOfRange)?;
        Ok(())
    }
}

/// One per cent, in the unit in which rates are computed.
const PER_CENT: i128 = 1_000_000;

/// The unit of the fine: hundredths, and the factor's unit.
const FINE_UNIT: i128 = 100 * PER_CENT * Factor::UNIT as i128;

/// The unit of interest: per cent of a month of thirty days, and the factor's unit.
const UNIT: i128 = 30 * FINE_UNIT;

/// A rate in millionths of a per cent.
fn millionths(percent: rust_decimal::Decimal) -> i128 {
    let mut rate = percent.clamp(rust_decimal::Decimal::ZERO, rust_decimal::Decimal::ONE_HUNDRED);
    rate.rescale(6);
    rate.mantissa()
}

/// The corrected amount, in centavos times the factor's unit.
fn corrected(amount: Money, factor: Factor) -> i128 {
    centavos(amount) * i128::from(factor.parts())
}

/// What correction adds to an amount, in centavos times the factor's unit.
fn gain(amount: Money, factor: Factor) -> Result<i128, Error> {
    let gain = factor.parts() - Factor::UNIT;
    centavos(amount).checked_mul(gain.into()).ok_or(Error::AmountOutOfRange)
}

/// The fine on what was open when the charge became late.
fn fine(policy: &Policy, base: Money, factor: Factor) -> Result<Money, Error> {
    match policy.fine_fixed {
        Some(fixed) if base.is_positive() => Ok(fixed.max(Money::ZERO)),
        Some(_) => Ok(Money::ZERO),
        None => {
            let exact = corrected(base, factor).checked_mul(millionths(policy.fine_percent));
            divided(exact.ok_or(Error::AmountOutOfRange)?, FINE_UNIT, policy.rounding)
        }
    }
}

/// The interest of one stretch, in centavos times [`UNIT`].
fn stretch(
    policy: &Policy,
    base: Money,
    factor: Factor,
    from: NaiveDate,
    until: NaiveDate,
    each: &mut impl FnMut(Segment),
) -> Result<i128, Error> {
    let days = (until - from).num_days();
    let by_rate = corrected(base, factor)
        .checked_mul(millionths(policy.interest_percent))
        .ok_or(Error::AmountOutOfRange)?;
    let (per_day, exact) = match policy.mode {
        InterestMode::MonthlyRate => (None, by_rate),
        InterestMode::ValuePerDay => {
            let per_day = match policy.interest_per_day {
                Some(fixed) if base.is_positive() => fixed.max(Money::ZERO),
                Some(_) => Money::ZERO,
                None => divided(by_rate, UNIT, policy.rounding)?,
            };
            let exact = i128::from(per_day.centavos()).checked_mul(UNIT).ok_or(Error::AmountOutOfRange)?;
            (Some(per_day), exact)
        }
    };
    if days > 0 {
        each(Segment { from, until, days, base, factor, per_day });
    }
    exact.checked_mul(days.into()).ok_or(Error::AmountOutOfRange)
}

/// The centavos that charges are computed on; nothing is charged on what was paid too much.
fn centavos(open: Money) -> i128 {
    i128::from(open.centavos().max(0))
}

/// A fraction of centavos, rounded as the policy says. Neither part is negative.
fn divided(numerator: i128, denominator: i128, rounding: Rounding) -> Result<Money, Error> {
    let (whole, rest) = (numerator / denominator, numerator % denominator);
    let up = match rounding {
        Rounding::Truncate => false,
        Rounding::HalfUp => 2 * rest >= denominator,
        Rounding::HalfEven => 2 * rest > denominator || (2 * rest == denominator && whole % 2 == 1),
    };
    i64::try_from(whole + i128::from(up)).map(Money::from_centavos).map_err(|_| Error::AmountOutOfRange)
}
