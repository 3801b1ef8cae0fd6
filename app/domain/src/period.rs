//! Periods that lists are filtered by, and dates and times as people write them.

use crate::{Error, FieldError, contact::choices};
use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

/// The months in Portuguese, January first.
pub const MONTHS: [&str; 12] = [
    "janeiro",
    "fevereiro",
    "março",
    "abril",
    "maio",
    "junho",
    "julho",
    "agosto",
    "setembro",
    "outubro",
    "novembro",
    "dezembro",
];

choices! {
    /// A period by name, relative to today.
    Preset {
        /// Today.
        Today = "hoje",
        /// Yesterday.
        Yesterday = "ontem",
        /// Tomorrow.
        Tomorrow = "amanha",
        /// Monday to Sunday of this week.
        ThisWeek = "esta-semana",
        /// Monday to Sunday of last week.
        LastWeek = "semana-passada",
        /// Monday to Sunday of next week.
        NextWeek = "proxima-semana",
        /// This calendar month.
        ThisMonth = "este-mes",
        /// The calendar month before this one.
        LastMonth = "mes-passado",
        /// The calendar month after this one.
        NextMonth = "proximo-mes",
        /// This calendar year.
        ThisYear = "este-ano",
        /// Seven days that end today.
        Last7Days = "7-dias",
        /// Thirty days that end today.
        Last30Days = "30-dias",
        /// Ninety days that end today.
        Last90Days = "90-dias",
        /// Everything before today.
        AllOverdue = "vencidos",
        /// The days that were typed.
        Custom = "personalizado",
    }
}

/// First and last day, both included; nothing means without limit on that side.
pub type Range = (Option<NaiveDate>, Option<NaiveDate>);

impl Preset {
    /// The first and last day of the period, seen from `today`. [`Preset::Custom`] has no limits of its own.
    pub fn range(self, today: NaiveDate) -> Range {
        let day = Days::new;
        let monday = today - day(today.weekday().num_days_from_monday().into());
        let first = today.with_day(1).unwrap_or(today);
        let month = |first: NaiveDate| (first, first + Months::new(1) - day(1));
        let week = |monday: NaiveDate| (monday, monday + day(6));
        let (from, until) = match self {
            Self::Today => (today, today),
            Self::Yesterday => (today - day(1), today - day(1)),
            Self::Tomorrow => (today + day(1), today + day(1)),
            Self::ThisWeek => week(monday),
            Self::LastWeek => week(monday - day(7)),
            Self::NextWeek => week(monday + day(7)),
            Self::ThisMonth => month(first),
            Self::LastMonth => month(first - Months::new(1)),
            Self::NextMonth => month(first + Months::new(1)),
            Self::ThisYear => {
                let january = first.with_month(1).unwrap_or(first);
                (january, january + Months::new(12) - day(1))
            }
            Self::Last7Days => (today - day(6), today),
            Self::Last30Days => (today - day(29), today),
            Self::Last90Days => (today - day(89), today),
            Self::AllOverdue => return (None, Some(today - day(1))),
            Self::Custom => return (None, None),
        };
        (Some(from), Some(until))
    }

    /// Like [`Preset::range`], with [`Preset::Custom`] as typed into the fields `from` and `until`;
    /// a blank one is without limit.
    pub fn range_typed(self, today: NaiveDate, from: &str, until: &str) -> Result<Range, Vec<FieldError>> {
        if self != Self::Custom {
            return Ok(self.range(today));
        }
        let mut check = crate::error::Check::default();
        let first = check.optional("from", from, parse_date);
        let last = check.optional("until", until, parse_date);
        if let (Some(Some(first)), Some(Some(last))) = (first, last)
            && last < first
        {
            check.note("until", Error::EndBeforeStart);
        }
        check.done()?;
        Ok((first.flatten(), last.flatten()))
    }
}

/// The years that a typed date may have: others are slips of the finger.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;

/// Reads `yyyy-mm-dd` (as browsers send it) and `dd/mm/yyyy` (as people type it).
pub fn parse_date(text: &str) -> Result<NaiveDate, Error> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Error::Required);
    }
    let iso = text.split('-').collect::<Vec<_>>();
    let typed = text.split('/').collect::<Vec<_>>();
    let ((&[year, month, day], _) | (_, &[day, month, year])) = (iso.as_slice(), typed.as_slice()) else {
        return Err(Error::NotADate);
    };
    let year = number(year, 4..=4).ok_or(Error::NotADate)?;
    let month = number(month, 1..=2).ok_or(Error::NotADate)?;
    let day = number(day, 1..=2).ok_or(Error::NotADate)?;
    i32::try_from(year)
        .ok()
        .filter(|year| YEARS.contains(year))
        .and_then(|year| NaiveDate::from_ymd_opt(year, month, day))
        .ok_or(Error::NotADate)
}

/// Reads `14:30`, `14:30:00`, `14h30` and `14h`.
pub fn parse_time(text: &str) -> Result<NaiveTime, Error> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Error::Required);
    }
    let (hour, minute, second) = match text.split_once(['h', 'H']) {
        Some((hour, "")) => (hour, "00", "00"),
        Some((hour, minute)) => (hour, minute, "00"),
        None => match *text.split(':').collect::<Vec<_>>() {
            [hour, minute] => (hour, minute, "00"),
            [hour, minute, second] => (hour, minute, second),
            _ => return Err(Error::NotATime),
        },
    };
    let part = |text| number(text, 1..=2).ok_or(Error::NotATime);
    NaiveTime::from_hms_opt(part(hour)?, part(minute)?, part(second)?).ok_or(Error::NotATime)
}

/// The number of a text of nothing but so many digits.
fn number(text: &str, digits: std::ops::RangeInclusive<usize>) -> Option<u32> {
    let well_formed = digits.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if well_formed { text.parse().ok() } else { None }
}

/// `05/10/2026`.
pub fn show_date(date: NaiveDate) -> String {
    let mut text = String::with_capacity(10);
    push_date(&mut text, date);
    text
}

/// `14:30`.
pub fn show_time(time: NaiveTime) -> String {
    let mut text = String::with_capacity(5);
    push_time(&mut text, time);
    text
}

/// `05/10/2026 14:30`.
pub fn show_date_time(at: NaiveDateTime) -> String {
    let mut text = String::with_capacity(16);
    push_date(&mut text, at.date());
    text.push(' ');
    push_time(&mut text, at.time());
    text
}

/// Puts a day, of a year with four digits, at the end of a text: a page shows hundreds, and none needs a text of
/// its own.
pub fn push_date(text: &mut String, date: NaiveDate) {
    push_two(text, date.day());
    text.push('/');
    push_two(text, date.month());
    text.push('/');
    push_year(text, date);
}

/// The same as machines read it: `2026-10-05`.
pub fn push_iso_date(text: &mut String, date: NaiveDate) {
    push_year(text, date);
    text.push('-');
    push_two(text, date.month());
    text.push('-');
    push_two(text, date.day());
}

/// Puts a time at the end of a text: `14:30`.
pub fn push_time(text: &mut String, time: NaiveTime) {
    push_two(text, time.hour());
    text.push(':');
    push_two(text, time.minute());
}

fn push_year(text: &mut String, date: NaiveDate) {
    let year = u32::try_from(date.year()).unwrap_or_default();
    push_two(text, year / 100);
    push_two(text, year % 100);
}

/// The last two digits of a number.
fn push_two(text: &mut String, number: u32) {
    for digit in [number / 10 % 10, number % 10] {
        text.push(char::from_digit(digit, 10).unwrap_or_default());
    }
}

#[cfg(test)]
mod tests;
