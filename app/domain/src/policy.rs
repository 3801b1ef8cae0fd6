//! What a company asks of those who pay late, in versions with a start date.

use crate::{Money, contact::choices, correction::PriceIndex, holidays::Holidays};
use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

choices! {
    /// How interest is agreed.
    InterestMode {
        /// A rate per month, by the day: rounded once, at the end.
        MonthlyRate = "taxa_mensal",
        /// An amount per day, as bank files carry it: that of the policy, or that of the rate rounded to a
        /// centavo; then times the days.
        ValuePerDay = "valor_por_dia",
    }
}

choices! {
    /// What happens to fractions of a centavo. No law prescribes it.
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
        /// From the business day to which payment was put off (Pix cobv, BCB openapi 2.9.0).
        Extended = "prorrogado",
    }
}

/// What a company asks of those who pay late. Rates count with six decimals, between 0 and 100 per cent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// The fine, in per cent of the principal.
    #[serde(with = "crate::rate::as_millionths")]
    pub fine_percent: Decimal,
    /// The fine as a fixed amount per charge, instead of the per cent.
    pub fine_fixed: Option<Money>,
    /// The interest, in per cent per month.
    #[serde(with = "crate::rate::as_millionths")]
    pub interest_percent: Decimal,
    /// The interest as a fixed amount per day and charge, in [`InterestMode::ValuePerDay`] instead of the rate's.
    pub interest_per_day: Option<Money>,
    /// How interest is agreed.
    pub mode: InterestMode,
    /// What happens to fractions of a centavo.
    pub rounding: Rounding,
    /// From which day days are counted.
    pub counted_from: CountedFrom,
    /// Days after the due date on which payment is still free of charges. After them all days count.
    pub grace_days: u32,
    /// Whether what is due on the last business day of the year, on which banks are closed to the public,
    /// may be paid on the next one without charges.
    pub year_end: bool,
    /// The index by which principal is corrected (CC art. 389), if it is.
    pub correction: Option<PriceIndex>,
}

impl Default for Policy {
    /// 2 % (CDC art. 52 §1) and 1 % a month (CTN art. 161 §1), as is usual in Brazil.
    fn default() -> Self {
        Self {
            fine_percent: Decimal::TWO,
            fine_fixed: None,
            interest_percent: Decimal::ONE,
            interest_per_day: None,
            mode: InterestMode::MonthlyRate,
            rounding: Rounding::HalfUp,
            counted_from: CountedFrom::Original,
            grace_days: 0,
            year_end: true,
            correction: None,
        }
    }
}

/// What is worth a second look before a policy is saved. Nothing is refused: business may agree to more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PolicyWarning {
    /// The fine is above the 2 % that natural persons may be asked (CDC art. 52 §1).
    FineAboveConsumerCap,
    /// The fixed fine is above those 2 % on every charge below this amount.
    FixedFineAboveConsumerCapBelow(Money),
    /// The interest is above the 1 % a month that is usual (CTN art. 161 §1).
    InterestAboveUsual,
}

impl Policy {
    /// The last day on which a charge due on `due` is paid without fine and interest, by the national holidays.
    pub fn payable_until(&self, due: NaiveDate) -> NaiveDate {
        self.payable_until_by(Holidays::national(), due)
    }

    /// The last day on which a charge due on `due` is paid without fine and interest. When days of grace end
    /// on a day without banks, they too go on until the next business day.
    pub fn payable_until_by(&self, holidays: &Holidays, due: NaiveDate) -> NaiveDate {
        let extended = holidays.extended(due, self.year_end);
        match self.grace_days {
            0 => extended,
            days => holidays.extended(extended + Days::new(days.into()), self.year_end),
        }
    }

    /// The day from which days are counted once the charge is late. Grace does not move it.
    pub fn counted_from_by(&self, holidays: &Holidays, due: NaiveDate) -> NaiveDate {
        match self.counted_from {
            CountedFrom::Original => due,
            CountedFrom::Extended => holidays.extended(due, self.year_end),
        }
    }

    /// What is worth a second look.
    pub fn warnings(&self) -> Vec<PolicyWarning> {
        let mut warnings = Vec::new();
        match self.fine_fixed {
            Some(fine) if fine.is_positive() => {
                let below = fine.checked_mul(50).unwrap_or(Money::MAX);
                warnings.push(PolicyWarning::FixedFineAboveConsumerCapBelow(below));
            }
            None if self.fine_percent > Decimal::TWO => warnings.push(PolicyWarning::FineAboveConsumerCap),
            Some(_) | None => {}
        }
        if self.interest_percent > Decimal::ONE {
            warnings.push(PolicyWarning::InterestAboveUsual);
        }
        warnings
    }
}

/// A policy and the first day on which calculations use it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyVersion {
    /// The first day on which it is used.
    pub valid_from: NaiveDate,
    /// What it asks.
    pub policy: Policy,
}

/// All versions of a company's policy.
///
/// **The version that is valid on the day of a calculation is used for the whole calculation**, also for days
/// before it began: what is asked today is asked by today's rule. A calculation of an earlier day uses the
/// version of that day, so it can be repeated to the centavo; therefore no version may begin in the past.
/// What was received in the meantime stays received: a milder version gives nothing back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyVersions(Vec<PolicyVersion>);

impl PolicyVersions {
    /// The versions in the order in which they were recorded: of two that begin on one day, the later counts.
    pub fn new(mut recorded: Vec<PolicyVersion>) -> Self {
        recorded.sort_by_key(|version| version.valid_from);
        Self(recorded)
    }

    /// The version used by calculations of `day`, if one was recorded.
    pub fn version_on(&self, day: NaiveDate) -> Option<&PolicyVersion> {
        self.0.iter().rev().find(|version| version.valid_from <= day)
    }

    /// The policy used by calculations of `day`; before the first version it is the usual one, since that is
    /// what was used then.
    pub fn on(&self, day: NaiveDate) -> Policy {
        self.version_on(day).map(|version| version.policy).unwrap_or_default()
    }

    /// The versions, the first one first.
    pub fn all(&self) -> &[PolicyVersion] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        crate::period::parse_date(text).expect(text)
    }

    fn version(from: &str, fine: i64) -> PolicyVersion {
        let policy = Policy { fine_percent: Decimal::from(fine), ..Policy::default() };
        PolicyVersion { valid_from: date(from), policy }
    }

    #[test]
    fn a_calculation_uses_the_version_of_its_day() {
        let versions = PolicyVersions::new(vec![version("01/03/2027", 5), version("01/01/2027", 10)]);
        let fine = |day| versions.on(date(day)).fine_percent;
        assert_eq!(fine("31/12/2026"), Decimal::TWO);
        assert_eq!(fine("01/01/2027"), Decimal::TEN);
        assert_eq!(fine("28/02/2027"), Decimal::TEN);
        assert_eq!(fine("01/03/2027"), Decimal::from(5));
    }

    #[test]
    fn of_two_versions_of_one_day_the_later_recorded_counts() {
        let versions = PolicyVersions::new(vec![version("01/01/2027", 10), version("01/01/2027", 3)]);
        assert_eq!(versions.on(date("01/01/2027")).fine_percent, Decimal::from(3));
    }

    #[test]
    fn grace_days_come_after_the_extended_due_date_and_end_on_a_business_day() {
        let policy = Policy { grace_days: 2, ..Policy::default() };
        // A Saturday: Monday, and two days more.
        assert_eq!(policy.payable_until(date("14/11/2026")), date("18/11/2026"));
        // Wednesday before Consciência Negra: the second day is a holiday before a weekend.
        assert_eq!(policy.payable_until(date("18/11/2026")), date("23/11/2026"));
        let pix = Policy { counted_from: CountedFrom::Extended, ..policy };
        assert_eq!(pix.counted_from_by(Holidays::national(), date("14/11/2026")), date("16/11/2026"));
        assert_eq!(policy.counted_from_by(Holidays::national(), date("14/11/2026")), date("14/11/2026"));
    }

    #[test]
    fn what_consumers_may_not_be_asked_is_warned_about_and_not_refused() {
        assert_eq!(Policy::default().warnings(), []);
        let dear = Policy { fine_percent: Decimal::TEN, interest_percent: Decimal::TWO, ..Policy::default() };
        assert_eq!(dear.warnings(), [PolicyWarning::FineAboveConsumerCap, PolicyWarning::InterestAboveUsual]);
        let fixed = Policy { fine_fixed: Some(Money::from_centavos(1000)), ..Policy::default() };
        let below = Money::from_centavos(50_000);
        assert_eq!(fixed.warnings(), [PolicyWarning::FixedFineAboveConsumerCapBelow(below)]);
    }
}
