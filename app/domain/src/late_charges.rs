//! Fine (multa) and interest (juros de mora) of a charge that is paid late.
//!
//! The fine is flat: once, on the principal. Interest is simple, by calendar day, on months of
//! thirty days, never on the fine and never on interest. Each is rounded once, at its end.

use crate::{Money, calendar, contact::choices};
use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

choices! {
    /// How interest is agreed.
    InterestMode {
        /// A rate per month, by the day: rounded once, at the end.
        MonthlyRate = "taxa_mensal",
        /// An amount per day, as bank files carry it: rounded to a centavo, then times the days.
        ValuePerDay = "valor_por_dia",
    }
}

choices! {
    /// What happens to fractions of a centavo.
    Rounding {
        /// Half a centavo and more count as one.
        HalfUp = "meio_acima",
        /// Fractions are dropped.
        Truncate = "truncar",
        /// Half a centavo goes to the even neighbour (NBR 5891).
        HalfEven = "meio_par",
    }
}

choices! {
    /// From which day a charge counts as late when its due date was not a business day and it was
    /// not paid on the next one either.
    CountedFrom {
        /// From the due date itself (STJ REsp 1.954.924).
        Original = "original",
        /// From the business day to which payment was put off (Pix cobv).
        Extended = "prorrogado",
    }
}

/// What a company asks of those who pay late. Rates count with six decimals, between 0 and 100 per cent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// The fine, in per cent of the principal.
    pub fine_percent: Decimal,
    /// The interest, in per cent per month.
    pub interest_percent: Decimal,
    /// How interest is agreed.
    pub mode: InterestMode,
    /// What happens to fractions of a centavo.
    pub rounding: Rounding,
    /// From which day days are counted.
    pub counted_from: CountedFrom,
    /// Whether what is due on the last business day of the year, on which banks are closed to the public,
    /// may be paid on the next one without charges.
    pub year_end: bool,
}

impl Default for Policy {
    /// 2 % (CDC art. 52 §1) and 1 % a month (CTN art. 161 §1), as is usual in Brazil.
    fn default() -> Self {
        Self {
            fine_percent: Decimal::TWO,
            interest_percent: Decimal::ONE,
            mode: InterestMode::MonthlyRate,
            rounding: Rounding::HalfUp,
            counted_from: CountedFrom::Original,
            year_end: true,
        }
    }
}

impl Policy {
    /// The last day on which a charge due on `due` is paid without fine and interest.
    pub fn payable_until(&self, due: NaiveDate) -> NaiveDate {
        let day = calendar::next_business_day(due);
        if self.year_end && calendar::year_end_closed(day) {
            calendar::next_business_day(day + Days::new(1))
        } else {
            day
        }
    }
}

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
pub fn late_charges(policy: &Policy, base: Money, due: NaiveDate, on: NaiveDate) -> LateCharges {
    late_charges_with_payments(policy, base, due, &[], on)
}

/// Like [`late_charges`] for a `principal` of which parts were paid, each on its day.
///
/// What was paid while the charge was not late counts as if it had never been owed. After that the fine
/// stays on what was open when the charge became late, and interest runs on what is open from day to day.
pub fn late_charges_with_payments(
    policy: &Policy,
    principal: Money,
    due: NaiveDate,
    payments: &[(NaiveDate, Money)],
    on: NaiveDate,
) -> LateCharges {
    let payable_until = policy.payable_until(due);
    let counted_from = match policy.counted_from {
        CountedFrom::Original => due,
        CountedFrom::Extended => payable_until,
    };
    let paid =
        |until: NaiveDate| payments.iter().filter(|(day, _)| *day <= until).map(|(_, amount)| *amount).sum();
    let base = principal - paid(on);
    let (days, fine, interest) = if on <= payable_until {
        (0, Money::ZERO, Money::ZERO)
    } else {
        let late = principal - paid(payable_until);
        let mut after: Vec<_> =
            payments.iter().filter(|(day, _)| payable_until < *day && *day < on).collect();
        after.sort_by_key(|(day, _)| *day);

        let mut interest = Accrual::new(policy);
        let (mut open, mut from) = (late, counted_from);
        for (day, amount) in after {
            interest.add(open, (*day - from).num_days());
            (open, from) = (open - *amount, *day);
        }
        interest.add(open, (on - from).num_days());
        ((on - counted_from).num_days(), fine(policy, late), interest.rounded())
    };
    LateCharges {
        days,
        base,
        fine,
        interest,
        total: base + fine + interest,
        due,
        payable_until,
        counted_from,
        on,
        policy: *policy,
    }
}

/// One per cent, in the unit in which rates are computed.
const PER_CENT: i128 = 1_000_000;

/// A rate in millionths of a per cent.
fn millionths(percent: Decimal) -> i128 {
    let mut rate = percent.clamp(Decimal::ZERO, Decimal::ONE_HUNDRED);
    rate.rescale(6);
    rate.mantissa()
}

/// The fine on what was open when the charge became late.
fn fine(policy: &Policy, open: Money) -> Money {
    divided(centavos(open) * millionths(policy.fine_percent), 100 * PER_CENT, policy.rounding)
}

/// The interest of successive stretches of days, summed exactly and rounded once.
struct Accrual<'a> {
    policy: &'a Policy,
    /// Centavos times [`Accrual::UNIT`].
    sum: i128,
}

impl<'a> Accrual<'a> {
    /// Per cent, and months of thirty days.
    const UNIT: i128 = 30 * 100 * PER_CENT;

    const fn new(policy: &'a Policy) -> Self {
        Self { policy, sum: 0 }
    }

    /// Adds the interest on `open` for so many days.
    fn add(&mut self, open: Money, days: i64) {
        let per_day = centavos(open) * millionths(self.policy.interest_percent);
        let per_day = match self.policy.mode {
            InterestMode::MonthlyRate => per_day,
            InterestMode::ValuePerDay => {
                centavos(divided(per_day, Self::UNIT, self.policy.rounding)) * Self::UNIT
            }
        };
        self.sum += per_day * i128::from(days);
    }

    fn rounded(&self) -> Money {
        divided(self.sum, Self::UNIT, self.policy.rounding)
    }
}

/// The centavos that charges are computed on; nothing is charged on what was paid too much.
fn centavos(open: Money) -> i128 {
    i128::from(open.centavos().max(0))
}

/// A fraction of centavos, rounded as the policy says. Neither part is negative.
fn divided(numerator: i128, denominator: i128, rounding: Rounding) -> Money {
    let (whole, rest) = (numerator / denominator, numerator % denominator);
    let up = match rounding {
        Rounding::Truncate => false,
        Rounding::HalfUp => 2 * rest >= denominator,
        Rounding::HalfEven => 2 * rest > denominator || (2 * rest == denominator && whole % 2 == 1),
    };
    let centavos = i64::try_from(whole + i128::from(up)).expect("late charges are within range");
    Money::from_centavos(centavos)
}
