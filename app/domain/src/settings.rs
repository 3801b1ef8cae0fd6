//! The settings of money: policies, holidays, indices, and the rules of agreements and promises.

mod trial;

pub use self::trial::{Basis, PolicyTried, TryPolicy};

use crate::{
    Error, FieldError, Money,
    agreement::BreakRule,
    calendar::Holiday,
    correction::{PriceIndex, Variations, read_variations},
    error::Check,
    id::CompanyId,
    period::parse_date,
    policy::{InterestMode, Policy, PolicyVersion, PolicyWarning, Rounding},
    promise::from_today,
    rate::{parse_rate, show_rate},
    session::CompanyRef,
};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// The greatest number of days of grace.
pub const GRACE_MAX: u32 = 90;

/// The form of a new version of a company's policy.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SavePolicy {
    /// Whose policy.
    pub company: String,
    /// The first day on which it is used: today or later.
    pub valid_from: String,
    /// The fine in per cent; used when no fixed one is given.
    pub fine_percent: String,
    /// The fine as an amount per charge; blank means per cent.
    pub fine_fixed: String,
    /// An [`InterestMode`].
    pub interest_mode: String,
    /// Interest in per cent a month.
    pub interest_percent: String,
    /// Interest as an amount per day and charge; blank means that of the rate.
    pub interest_per_day: String,
    /// A [`crate::policy::CountedFrom`].
    pub counted_from: String,
    /// A [`Rounding`].
    pub rounding: String,
    /// Days of grace; blank means none.
    pub grace_days: String,
    /// `on` when the year-end rule holds.
    pub year_end: String,
    /// The [`PriceIndex`] to correct by; blank means none.
    pub correction: String,
}

impl SavePolicy {
    /// The form that would save this policy.
    pub fn of(company: CompanyId, version: &PolicyVersion) -> Self {
        let policy = &version.policy;
        let amount = |amount: Option<Money>| amount.map(Money::plain).unwrap_or_default();
        Self {
            company: company.to_string(),
            valid_from: version.valid_from.to_string(),
            fine_percent: show_rate(policy.fine_percent),
            fine_fixed: amount(policy.fine_fixed),
            interest_mode: policy.mode.as_str().to_owned(),
            interest_percent: show_rate(policy.interest_percent),
            interest_per_day: amount(policy.interest_per_day),
            counted_from: policy.counted_from.as_str().to_owned(),
            rounding: policy.rounding.as_str().to_owned(),
            grace_days: policy.grace_days.to_string(),
            year_end: if policy.year_end { "on".to_owned() } else { String::new() },
            correction: policy.correction.map(|index| index.as_str().to_owned()).unwrap_or_default(),
        }
    }

    /// The company and the version, or what is wrong with each field.
    pub fn check(&self, today: NaiveDate) -> Result<(CompanyId, PolicyVersion), Vec<FieldError>> {
        let mut check = Check::default();
        let company = check.take("company", self.company.parse());
        let valid_from =
            check.take("valid_from", parse_date(&self.valid_from).and_then(|day| from_today(day, today)));
        let fine_fixed = check.optional("fine_fixed", &self.fine_fixed, amount);
        let fine_percent = match fine_fixed {
            Some(Some(_)) if self.fine_percent.trim().is_empty() => Some(Decimal::ZERO),
            _ => check.take("fine_percent", rate(&self.fine_percent)),
        };
        let mode: Option<InterestMode> = check.take("interest_mode", self.interest_mode.parse());
        let interest_per_day = check.optional("interest_per_day", &self.interest_per_day, amount);
        let interest_percent = match (mode, interest_per_day) {
            (Some(InterestMode::ValuePerDay), Some(Some(_))) if self.interest_percent.trim().is_empty() => {
                Some(Decimal::ZERO)
            }
            _ => check.take("interest_percent", rate(&self.interest_percent)),
        };
        let counted_from = check.take("counted_from", self.counted_from.parse());
        let rounding: Option<Rounding> = check.take("rounding", self.rounding.parse());
        let grace_days = check.optional("grace_days", &self.grace_days, |text| number(text, GRACE_MAX));
        let correction = check.optional("correction", &self.correction, str::parse::<PriceIndex>);
        check.done()?;
        let (Some(company), Some(valid_from), Some(mode), Some(counted_from), Some(rounding)) =
            (company, valid_from, mode, counted_from, rounding)
        else {
            return Err(Vec::new());
        };
        let policy = Policy {
            fine_percent: fine_percent.unwrap_or_default(),
            fine_fixed: fine_fixed.flatten(),
            interest_percent: interest_percent.unwrap_or_default(),
            interest_per_day: interest_per_day.flatten(),
            mode,
            rounding,
            counted_from,
            grace_days: grace_days.flatten().unwrap_or_default(),
            year_end: self.year_end == "on",
            correction: correction.flatten(),
        };
        Ok((company, PolicyVersion { valid_from, policy }))
    }
}

/// A rate between 0 and 100 per cent.
fn rate(text: &str) -> Result<Decimal, Error> {
    let rate = parse_rate(text)?;
    if (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&rate) { Ok(rate) } else { Err(Error::RateOutOfRange) }
}

/// An amount of nothing or more.
fn amount(text: &str) -> Result<Money, Error> {
    let amount: Money = text.parse()?;
    if amount.is_negative() { Err(Error::NotPositive) } else { Ok(amount) }
}

/// A whole number up to `max`.
fn number(text: &str, max: u32) -> Result<u32, Error> {
    let number = text.parse().map_err(|_| Error::NotAnOption)?;
    if number > max { Err(Error::TooMany { max }) } else { Ok(number) }
}

/// The form of a company's rules of agreements and promises.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SaveRules {
    /// Whose rules.
    pub company: String,
    /// Missed instalments after which breaking is proposed; blank means never for that.
    pub break_missed: String,
    /// Days late after which breaking is proposed; blank means never for that.
    pub break_days: String,
    /// Days after its date in which a promise is still kept; blank means none.
    pub promise_grace: String,
}

/// A company's rules of agreements and promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// When breaking an agreement is proposed.
    pub breaking: BreakRule,
    /// Days after its date in which a promise is still kept.
    pub promise_grace: u32,
}

impl Default for Rules {
    /// Two days: what is paid on a promise's day by bank slip arrives by then.
    fn default() -> Self {
        Self { breaking: BreakRule::default(), promise_grace: 2 }
    }
}

impl SaveRules {
    /// The company and its rules, or what is wrong with each field.
    pub fn check(&self) -> Result<(CompanyId, Rules), Vec<FieldError>> {
        let mut check = Check::default();
        let company = check.take("company", self.company.parse());
        let at_least_one = |text: &str| match number(text, 360)? {
            0 => Err(Error::NotPositive),
            number => Ok(number),
        };
        let missed = check.optional("break_missed", &self.break_missed, at_least_one);
        let days = check.optional("break_days", &self.break_days, at_least_one);
        let grace = check.optional("promise_grace", &self.promise_grace, |text| number(text, GRACE_MAX));
        check.done()?;
        let (Some(company), Some(missed), Some(days), Some(grace)) = (company, missed, days, grace) else {
            return Err(Vec::new());
        };
        let breaking = BreakRule { missed, days };
        Ok((company, Rules { breaking, promise_grace: grace.unwrap_or_default() }))
    }
}

/// The form that adds a holiday, strikes a national one out, or takes either back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SaveHoliday {
    /// The day.
    pub date: String,
    /// Its name; needed when a day is added.
    pub name: String,
    /// A [`HolidayChange`].
    pub change: String,
}

crate::contact::choices! {
    /// What is done to the table of holidays.
    HolidayChange {
        /// A day of its own.
        Add = "incluir",
        /// A national holiday on which banks are open after all.
        Remove = "retirar",
        /// As it was: neither added nor struck out.
        Restore = "restaurar",
    }
}

impl SaveHoliday {
    /// The day, the change and the name, or what is wrong with each field.
    pub fn check(&self) -> Result<(NaiveDate, HolidayChange, String), Vec<FieldError>> {
        let mut check = Check::default();
        let date = check.take("date", parse_date(&self.date));
        let change = check.take("change", self.change.parse());
        let name = match change {
            Some(HolidayChange::Add) => check.required("name", &self.name, 100),
            _ => check.text("name", &self.name, 100),
        };
        check.done()?;
        let (Some(date), Some(change), Some(name)) = (date, change, name) else { return Err(Vec::new()) };
        Ok((date, change, name))
    }
}

/// The form that imports an index table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImportIndex {
    /// A [`PriceIndex`].
    pub index: String,
    /// The table: `data;valor` by line.
    pub table: String,
}

impl ImportIndex {
    /// The index and its months, or what is wrong; lines of the table are fields `table[3]`, counted from one.
    pub fn check(&self) -> Result<(PriceIndex, Variations), Vec<FieldError>> {
        let mut check = Check::default();
        let index = check.take("index", self.index.parse());
        let table = match read_variations(&self.table) {
            Ok(read) if read.is_empty() => check.take("table", Err(Error::Required)),
            Ok(read) => Some(read),
            Err(wrong) => {
                for (line, error) in wrong {
                    check.note(&format!("table[{line}]"), error);
                }
                None
            }
        };
        check.done()?;
        index.zip(table).ok_or_else(Vec::new)
    }
}

/// A version of a policy as the settings show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyLine {
    /// The version.
    pub version: PolicyVersion,
    /// Who recorded it; blank for the one that holds before any was recorded.
    pub user: String,
    /// Whether calculations of today use it.
    pub current: bool,
    /// What is worth a second look.
    pub warnings: Vec<PolicyWarning>,
}

/// The page of a company's late charges.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyView {
    /// Today, in the company's local time.
    pub today: NaiveDate,
    /// The company.
    pub company: CompanyRef,
    /// All companies that may be chosen.
    pub companies: Vec<CompanyRef>,
    /// The versions, the newest first.
    pub versions: Vec<PolicyLine>,
    /// The form, filled with the version of today.
    pub form: SavePolicy,
    /// Rules of agreements and promises.
    pub rules: Rules,
    /// The indices that have a table: their first and last month.
    pub indices: Vec<(PriceIndex, NaiveDate, NaiveDate)>,
}

/// A day of the table of holidays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HolidayLine {
    /// The day.
    pub on: NaiveDate,
    /// The national holiday that it is.
    pub national: Option<Holiday>,
    /// The name of a day of the table.
    pub name: String,
    /// Struck out: banks are open.
    pub removed: bool,
}

/// The table of one index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexView {
    /// Which.
    pub index: PriceIndex,
    /// The months, the newest first, and their variations in per cent; nothing for a month that is missing.
    pub months: Vec<(NaiveDate, Option<Decimal>)>,
}

/// The page of the indices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndicesView {
    /// The tables that there are.
    pub tables: Vec<IndexView>,
    /// Whether the person may import.
    pub may_change: bool,
}

/// The page of holidays: one year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HolidaysView {
    /// The year.
    pub year: i32,
    /// Its holidays, in order.
    pub days: Vec<HolidayLine>,
    /// Whether the person may change them.
    pub may_change: bool,
}
