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

    proptest! {
        #[test]
        fn without_a_table_the_days_are_those_of_the_calendar(days in 0..80_000_u64) {
            let day = date("01/01/1950") + Days::new(days);
            let national = Holidays::national();
            prop_assert_eq!(national.is_business_day(day), calendar::is_business_day(day));
            prop_assert_eq!(national.next_business_day(day), calendar::next_business_day(day));
            prop_assert_eq!(national.year_end_closed(day), calendar::year_end_closed(day));
        }
    }
}
