//! The days on which an organisation's banks are closed: the national ones, and what the editable table says.

use crate::calendar;
use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The holidays that count. The national ones are computed for every year ([`calendar::national_holiday`]);
/// the table holds only what differs: days of its own (state and municipal ones) and national ones struck out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holidays {
    added: BTreeSet<NaiveDate>,
    removed: BTreeSet<NaiveDate>,
}

static NATIONAL: Holidays = Holidays { added: BTreeSet::new(), removed: BTreeSet::new() };

impl Holidays {
    /// The national bank holidays and no others (Res. CMN 4.880/2020): what counts for bank slips.
    pub fn national() -> &'static Self {
        &NATIONAL
    }

    /// The national bank holidays with `added` ones, and without `removed` ones.
    pub fn new(
        added: impl IntoIterator<Item = NaiveDate>,
        removed: impl IntoIterator<Item = NaiveDate>,
    ) -> Self {
        Self { added: added.into_iter().collect(), removed: removed.into_iter().collect() }
    }

    /// Whether the day is a holiday. A day that is added and removed is one.
    pub fn is_holiday(&self, date: NaiveDate) -> bool {
        self.added.contains(&date)
            || (calendar::national_holiday(date).is_some() && !self.removed.contains(&date))
    }

    /// Whether banks settle payments on the day.
    pub fn is_business_day(&self, date: NaiveDate) -> bool {
        !matches!(date.weekday(), Weekday::Sat | Weekday::Sun) && !self.is_holiday(date)
    }

    /// The day itself if it is a business day, otherwise the first one after it.
    pub fn next_business_day(&self, date: NaiveDate) -> NaiveDate {
        date.iter_days().find(|day| self.is_business_day(*day)).unwrap_or(date)
    }

    /// Whether it is the last business day of its year, on which banks are closed to the public (FEBRABAN).
    pub fn year_end_closed(&self, date: NaiveDate) -> bool {
        date.month() == 12
            && date.day() >= 20
            && self.is_business_day(date)
            && date
                .iter_days()
                .skip(1)
                .take_while(|day| day.year() == date.year())
                .all(|day| !self.is_business_day(day))
    }

    /// The last day on which what is due on `due` is paid in time: the day itself, the next business day
    /// (CC art. 132 §1, Lei 7.089/1983), and with `year_end` the one after the year's last.
    pub fn extended(&self, due: NaiveDate, year_end: bool) -> NaiveDate {
        let day = self.next_business_day(due);
        if year_end && self.year_end_closed(day) { self.next_business_day(day + Days::new(1)) } else { day }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(text: &str) -> NaiveDate {
        crate::period::parse_date(text).expect(text)
    }

    #[test]
    fn a_day_of_the_table_counts_like_a_national_one() {
        // 25 January is São Paulo's, a Monday in 2027.
        let local = Holidays::new([date("25/01/2027")], []);
        assert_eq!(Holidays::national().next_business_day(date("23/01/2027")), date("25/01/2027"));
        assert_eq!(local.next_business_day(date("23/01/2027")), date("26/01/2027"));
    }

    #[test]
    fn a_national_holiday_can_be_struck_out() {
        let without = Holidays::new([], [date("20/11/2026")]);
        assert_eq!(without.next_business_day(date("20/11/2026")), date("20/11/2026"));
        assert!(Holidays::national().is_holiday(date("20/11/2027")));
    }

    #[test]
    fn a_local_holiday_moves_the_last_business_day_of_the_year() {
        let local = Holidays::new([date("31/12/2026")], []);
        assert!(local.year_end_closed(date("30/12/2026")));
        assert_eq!(local.extended(date("30/12/2026"), true), date("04/01/2027"));
        assert_eq!(local.extended(date("30/12/2026"), false), date("30/12/2026"));
    }

    #[test]
    fn the_next_business_day_skips_weekends_and_holidays() {
        for (from, next) in [
            ("14/02/2026", "18/02/2026"),
            ("03/04/2026", "06/04/2026"),
            ("20/11/2026", "23/11/2026"),
            ("25/12/2026", "28/12/2026"),
            ("01/01/2027", "04/01/2027"),
            ("06/02/2027", "10/02/2027"),
            ("10/11/2026", "10/11/2026"),
        ] {
            assert_eq!(Holidays::national().next_business_day(date(from)), date(next), "{from}");
        }
        assert!(Holidays::national().is_business_day(date("18/02/2026")), "Ash Wednesday");
        assert!(Holidays::national().is_business_day(date("31/12/2026")), "the last day of the year");
    }

    #[test]
    fn banks_are_closed_to_the_public_on_the_last_business_day_of_the_year() {
        let closed = |year: i32| -> Vec<NaiveDate> {
            let days = NaiveDate::from_ymd_opt(year, 1, 1).unwrap().iter_days().take(366);
            days.filter(|day| day.year() == year && Holidays::national().year_end_closed(*day)).collect()
        };
        assert_eq!(closed(2022), [date("30/12/2022")]);
        assert_eq!(closed(2023), [date("29/12/2023")]);
        assert_eq!(closed(2026), [date("31/12/2026")]);
        assert!((1950..2100).all(|year| closed(year).len() == 1));
    }

    #[test]
    fn the_ends_of_the_calendar_are_no_danger() {
        for day in [NaiveDate::MIN, NaiveDate::MAX] {
            let _ = (Holidays::national().is_business_day(day), Holidays::national().year_end_closed(day));
        }
        assert!(Holidays::national().next_business_day(NaiveDate::MAX) <= NaiveDate::MAX);
    }

    proptest! {
        #[test]
        fn the_next_business_day_is_the_first_one(days in 0..80_000_u64) {
            let day = date("01/01/1950") + Days::new(days);
            let next = Holidays::national().next_business_day(day);
            prop_assert!(Holidays::national().is_business_day(next));
            prop_assert!((0..=5).contains(&(next - day).num_days()));
            prop_assert!(day.iter_days().take_while(|between| *between < next).all(|between| !Holidays::national().is_business_day(between)));
        }
    }
}
