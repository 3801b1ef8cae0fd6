//! Monetary correction (correção monetária): principal in the money of today, by a table of monthly variations.

use crate::{Error, contact::choices, period::parse_date, rate::parse_rate};
use chrono::{Datelike, Months, NaiveDate};
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

choices! {
    /// A price index. The numbers are those of the Banco Central's time series (SGS).
    PriceIndex {
        /// IPCA, series 433: the one that holds where none was agreed (CC art. 389, Lei 14.905/2024).
        Ipca = "ipca",
        /// IGP-M, series 189.
        IgpM = "igpm",
        /// INPC, series 188.
        Inpc = "inpc",
        /// A table of the company's own.
        Own = "proprio",
    }
}

/// How often the principal a charge has become, as an exact decimal with eight places: 1.00000000 is nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Factor(i64);

impl Factor {
    /// The unit of [`Factor::parts`].
    pub const UNIT: i64 = 100_000_000;
    /// No correction.
    pub const ONE: Self = Self(Self::UNIT);

    /// The factor in hundred-millionths.
    pub const fn parts(self) -> i64 {
        self.0
    }

    /// The factor as a decimal.
    pub fn decimal(self) -> Decimal {
        Decimal::new(self.0, 8)
    }
}

/// The first day of a date's month.
pub fn month_of(date: NaiveDate) -> NaiveDate {
    date.with_day(1).unwrap_or(date)
}

/// The monthly variations of one index, in per cent with up to six decimals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexTable {
    index: PriceIndex,
    /// By the month's first day.
    variations: BTreeMap<NaiveDate, Decimal>,
}

impl IndexTable {
    /// A table of the variations of the months that contain the given days.
    pub fn new(index: PriceIndex, variations: impl IntoIterator<Item = (NaiveDate, Decimal)>) -> Self {
        let variations = variations.into_iter().map(|(day, variation)| (month_of(day), variation)).collect();
        Self { index, variations }
    }

    /// Which index it is.
    pub const fn index(&self) -> PriceIndex {
        self.index
    }

    /// The months, by their first days, and their variations.
    pub fn variations(&self) -> impl Iterator<Item = (NaiveDate, Decimal)> + '_ {
        self.variations.iter().map(|(month, variation)| (*month, *variation))
    }

    /// The factor between a due date and a day: the product of the variations of the closed months, from the
    /// month of `due` to the month before `on`, each product rounded half to even (NBR 5891). Deflation does
    /// not bring it below 1. A month that is missing is refused and named.
    pub fn factor(&self, due: NaiveDate, on: NaiveDate) -> Result<Factor, Error> {
        let (mut month, end) = (month_of(due), month_of(on));
        let mut factor = Decimal::ONE;
        while month < end {
            let variation =
                self.variations.get(&month).ok_or(Error::IndexMissing { index: self.index, month })?;
            factor = (Decimal::ONE + *variation / Decimal::ONE_HUNDRED)
                .checked_mul(factor)
                .ok_or(Error::AmountOutOfRange)?
                .round_dp_with_strategy(8, RoundingStrategy::MidpointNearestEven);
            month = month.checked_add_months(Months::new(1)).ok_or(Error::NotADate)?;
        }
        factor.rescale(8);
        let parts = i64::try_from(factor.mantissa()).map_err(|_| Error::AmountOutOfRange)?;
        Ok(Factor(parts.max(Factor::UNIT)))
    }
}

/// Months, by their first days, and their variations in per cent.
pub type Variations = Vec<(NaiveDate, Decimal)>;

/// Reads a table as the Banco Central gives it out (`data;valor`, `01/10/2026;0,56`): the months' first days
/// and variations, or what is wrong by line, counted from one. A heading and blank lines are left out.
pub fn read_variations(text: &str) -> Result<Variations, Vec<(u32, Error)>> {
    let (mut read, mut wrong) = (Vec::new(), Vec::new());
    for (number, line) in (1_u32..).zip(text.trim_start_matches('\u{feff}').lines()) {
        let line = line.trim();
        if line.is_empty() || (number == 1 && !line.contains(|letter: char| letter.is_ascii_digit())) {
            continue;
        }
        match variation(line) {
            Ok((month, _)) if read.iter().any(|(known, _)| *known == month) => {
                wrong.push((number, Error::AlreadyInUse));
            }
            Ok(variation) => read.push(variation),
            Err(error) => wrong.push((number, error)),
        }
    }
    if wrong.is_empty() { Ok(read) } else { Err(wrong) }
}

fn variation(line: &str) -> Result<(NaiveDate, Decimal), Error> {
    let (date, value) = line.split_once(';').ok_or(Error::NotAnOption)?;
    let month = month_of(parse_date(date.trim().trim_matches('"'))?);
    let value = parse_rate(value.trim().trim_matches('"'))?;
    // No month has ever halved or doubled prices since the real; such figures are slips of the finger.
    if value.abs() > Decimal::new(50, 0) { Err(Error::RateOutOfRange) } else { Ok((month, value)) }
}

#[cfg(test)]
mod tests;
