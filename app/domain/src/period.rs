//! Periods that lists are filtered by, and dates and times as people write them.

use crate::{Error, FieldError, contact::choices};
use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

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
    let (year, month, day) = match (iso.as_slice(), typed.as_slice()) {
        (&[year, month, day], _) | (_, &[day, month, year]) => (year, month, day),
        _ => return Err(Error::NotADate),
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
    format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
}

/// `14:30`.
pub fn show_time(time: NaiveTime) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// `05/10/2026 14:30`.
pub fn show_date_time(at: NaiveDateTime) -> String {
    format!("{} {}", show_date(at.date()), show_time(at.time()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(text: &str) -> NaiveDate {
        parse_date(text).expect(text)
    }

    fn shown(preset: Preset, today: &str) -> (String, String) {
        let (from, until) = preset.range(date(today));
        (from.map(show_date).unwrap_or_default(), until.map(show_date).unwrap_or_default())
    }

    #[test]
    fn presets_are_the_days_they_name() {
        // A Saturday.
        for (preset, from, until) in [
            (Preset::Today, "21/11/2026", "21/11/2026"),
            (Preset::Yesterday, "20/11/2026", "20/11/2026"),
            (Preset::Tomorrow, "22/11/2026", "22/11/2026"),
            (Preset::ThisWeek, "16/11/2026", "22/11/2026"),
            (Preset::LastWeek, "09/11/2026", "15/11/2026"),
            (Preset::NextWeek, "23/11/2026", "29/11/2026"),
            (Preset::ThisMonth, "01/11/2026", "30/11/2026"),
            (Preset::LastMonth, "01/10/2026", "31/10/2026"),
            (Preset::NextMonth, "01/12/2026", "31/12/2026"),
            (Preset::ThisYear, "01/01/2026", "31/12/2026"),
            (Preset::Last7Days, "15/11/2026", "21/11/2026"),
            (Preset::Last30Days, "23/10/2026", "21/11/2026"),
            (Preset::Last90Days, "24/08/2026", "21/11/2026"),
            (Preset::AllOverdue, "", "20/11/2026"),
            (Preset::Custom, "", ""),
        ] {
            assert_eq!(shown(preset, "21/11/2026"), (from.to_owned(), until.to_owned()), "{preset:?}");
        }
    }

    #[test]
    fn weeks_and_months_go_on_over_the_year_and_its_ends() {
        let pair = |from: &str, until: &str| (from.to_owned(), until.to_owned());
        assert_eq!(shown(Preset::ThisWeek, "23/11/2026"), pair("23/11/2026", "29/11/2026"));
        assert_eq!(shown(Preset::ThisWeek, "29/11/2026"), pair("23/11/2026", "29/11/2026"));
        assert_eq!(shown(Preset::ThisWeek, "01/01/2027"), pair("28/12/2026", "03/01/2027"));
        assert_eq!(shown(Preset::LastMonth, "31/03/2028"), pair("01/02/2028", "29/02/2028"));
        assert_eq!(shown(Preset::LastMonth, "31/01/2027"), pair("01/12/2026", "31/12/2026"));
        assert_eq!(shown(Preset::NextMonth, "31/01/2027"), pair("01/02/2027", "28/02/2027"));
        assert_eq!(shown(Preset::NextMonth, "31/12/2026"), pair("01/01/2027", "31/01/2027"));
    }

    #[test]
    fn presets_are_written_and_read_alike() {
        for preset in Preset::ALL {
            assert_eq!(preset.as_str().parse(), Ok(*preset));
        }
        assert_eq!("nunca".parse::<Preset>(), Err(Error::NotAnOption));
    }

    #[test]
    fn typed_limits_count_for_the_custom_period_only() {
        let today = date("21/11/2026");
        let typed = |from, until| Preset::Custom.range_typed(today, from, until);
        assert_eq!(
            typed("01/11/2026", "2026-11-30"),
            Ok((Some(date("01/11/2026")), Some(date("30/11/2026"))))
        );
        assert_eq!(typed("", "30/11/2026"), Ok((None, Some(date("30/11/2026")))));
        assert_eq!(typed(" ", ""), Ok((None, None)));
        assert_eq!(typed("02/11/2026", "01/11/2026"), Err(vec![Error::EndBeforeStart.on("until")]));
        assert_eq!(
            typed("31/02/2026", "x"),
            Err(vec![Error::NotADate.on("from"), Error::NotADate.on("until")])
        );
        assert_eq!(Preset::Today.range_typed(today, "x", "y"), Ok((Some(today), Some(today))));
    }

    #[test]
    fn dates_are_read_as_browsers_and_people_write_them() {
        let expected = NaiveDate::from_ymd_opt(2026, 10, 5).unwrap();
        for text in ["2026-10-05", "05/10/2026", "5/10/2026", " 05/10/2026 ", "2026-10-5"] {
            assert_eq!(parse_date(text), Ok(expected), "{text}");
        }
        for text in [
            "05/10/26",
            "31/02/2026",
            "29/02/2027",
            "10/31/2026",
            "2026/10/05",
            "05-10-2026",
            "0005-10-05",
            "99999-01-01",
            "+2026-01-01",
            "0/1/2026",
            "1/0/2026",
            "hoje",
            "05/10",
            "05/10/2026/1",
            "1899-12-31",
            "2200-01-01",
            "٠٥/١٠/٢٠٢٦",
        ] {
            assert_eq!(parse_date(text), Err(Error::NotADate), "{text}");
        }
        assert_eq!(parse_date(""), Err(Error::Required));
        assert_eq!(show_date(expected), "05/10/2026");
    }

    #[test]
    fn times_are_read_as_browsers_and_people_write_them() {
        let at = |hour, minute, second| NaiveTime::from_hms_opt(hour, minute, second).unwrap();
        for (text, time) in [
            ("14:30", at(14, 30, 0)),
            ("14:30:05", at(14, 30, 5)),
            ("9:05", at(9, 5, 0)),
            ("14h30", at(14, 30, 0)),
            ("14h", at(14, 0, 0)),
            (" 00:00 ", at(0, 0, 0)),
            ("23:59", at(23, 59, 0)),
        ] {
            assert_eq!(parse_time(text), Ok(time), "{text}");
        }
        for text in [
            "24:00", "12:60", "12", "12:3:4:5", "12:", "h", "h30", "12:xx", "-1:00", "noon", "14h30h",
            "14h30:00",
        ] {
            assert_eq!(parse_time(text), Err(Error::NotATime), "{text}");
        }
        assert_eq!(parse_time(""), Err(Error::Required));
        assert_eq!(show_time(at(9, 5, 59)), "09:05");
        assert_eq!(show_date_time(date("05/10/2026").and_time(at(9, 5, 0))), "05/10/2026 09:05");
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_back(days in 0..100_000_i64) {
            let day = date("01/01/1900") + chrono::TimeDelta::days(days);
            prop_assert_eq!(parse_date(&show_date(day)), Ok(day));
            prop_assert_eq!(parse_date(&day.to_string()), Ok(day));
        }

        #[test]
        fn no_text_makes_reading_fail_otherwise(text in "[0-9/:h-]{0,12}|\\PC*") {
            let _ = parse_date(&text);
            let _ = parse_time(&text);
        }

        #[test]
        fn periods_end_after_they_begin(days in 0..100_000_i64) {
            let today = date("01/01/1900") + chrono::TimeDelta::days(days);
            for preset in Preset::ALL {
                if let (Some(from), Some(until)) = preset.range(today) {
                    prop_assert!(from <= until);
                }
            }
        }
    }
}
