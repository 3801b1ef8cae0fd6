//! The days on which Brazilian banks are closed.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

/// A national bank holiday (Res. CMN 4.880/2020 and the laws it names).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holiday {
    /// Confraternização Universal, 1 January.
    NewYear,
    /// Monday of Carnaval.
    CarnivalMonday,
    /// Tuesday of Carnaval.
    CarnivalTuesday,
    /// Sexta-feira Santa.
    GoodFriday,
    /// Tiradentes, 21 April.
    Tiradentes,
    /// Dia do Trabalho, 1 May.
    LabourDay,
    /// Corpus Christi.
    CorpusChristi,
    /// Independência, 7 September.
    Independence,
    /// Nossa Senhora Aparecida, 12 October.
    OurLadyOfAparecida,
    /// Finados, 2 November.
    AllSouls,
    /// Proclamação da República, 15 November.
    Republic,
    /// Consciência Negra, 20 November, from 2024 (Lei 14.759/2023).
    BlackAwareness,
    /// Natal, 25 December.
    Christmas,
}

/// Easter Sunday of a year of the Gregorian calendar (Meeus).
pub fn easter(year: i32) -> NaiveDate {
    let century = year.div_euclid(100);
    let golden = year.rem_euclid(19);
    let of_century = year.rem_euclid(100);
    let correction = (century - (century + 8).div_euclid(25) + 1).div_euclid(3);
    let moon = (19 * golden + century - century.div_euclid(4) - correction + 15).rem_euclid(30);
    let weekday =
        (32 + 2 * century.rem_euclid(4) + 2 * (of_century / 4) - moon - of_century % 4).rem_euclid(7);
    let late = (golden + 11 * moon + 22 * weekday) / 451;
    let days = u64::try_from(moon + weekday - 7 * late).unwrap_or_default();
    // The earliest Easter is 22 March; the first of March exists in every year that a date can have.
    NaiveDate::from_ymd_opt(year, 3, 22).unwrap_or_default() + Days::new(days)
}

/// The national bank holidays of a year, in the order of the calendar's fixed and movable feasts.
pub fn national_holidays(year: i32) -> Vec<(NaiveDate, Holiday)> {
    let easter = easter(year);
    let movable = [
        (easter - Days::new(48), Holiday::CarnivalMonday),
        (easter - Days::new(47), Holiday::CarnivalTuesday),
        (easter - Days::new(2), Holiday::GoodFriday),
        (easter + Days::new(60), Holiday::CorpusChristi),
    ];
    let fixed = FIXED
        .into_iter()
        .filter(|(_, _, since, _)| year >= *since)
        .filter_map(|(month, day, _, holiday)| Some((NaiveDate::from_ymd_opt(year, month, day)?, holiday)));
    let mut all: Vec<_> = movable.into_iter().chain(fixed).collect();
    all.sort_by_key(|(date, _)| *date);
    all
}

/// Month, day, first year, holiday.
const FIXED: [(u32, u32, i32, Holiday); 9] = [
    (1, 1, i32::MIN, Holiday::NewYear),
    (4, 21, i32::MIN, Holiday::Tiradentes),
    (5, 1, i32::MIN, Holiday::LabourDay),
    (9, 7, i32::MIN, Holiday::Independence),
    (10, 12, i32::MIN, Holiday::OurLadyOfAparecida),
    (11, 2, i32::MIN, Holiday::AllSouls),
    (11, 15, i32::MIN, Holiday::Republic),
    (11, 20, 2024, Holiday::BlackAwareness),
    (12, 25, i32::MIN, Holiday::Christmas),
];

/// The national bank holiday that a day is, if it is one.
pub fn national_holiday(date: NaiveDate) -> Option<Holiday> {
    let fixed = FIXED
        .into_iter()
        .find(|(month, day, since, _)| (date.month(), date.day()) == (*month, *day) && date.year() >= *since);
    if let Some((_, _, _, holiday)) = fixed {
        return Some(holiday);
    }
    match (date - easter(date.year())).num_days() {
        -48 => Some(Holiday::CarnivalMonday),
        -47 => Some(Holiday::CarnivalTuesday),
        -2 => Some(Holiday::GoodFriday),
        60 => Some(Holiday::CorpusChristi),
        _ => None,
    }
}

/// Whether banks settle payments on the day. Ash Wednesday and 31 December are business days.
pub fn is_business_day(date: NaiveDate) -> bool {
    !matches!(date.weekday(), Weekday::Sat | Weekday::Sun) && national_holiday(date).is_none()
}

/// The day itself if it is a business day, otherwise the first one after it.
pub fn next_business_day(date: NaiveDate) -> NaiveDate {
    date.iter_days().find(|day| is_business_day(*day)).unwrap_or(date)
}

/// Whether it is the last business day of its year, on which banks are closed to the public: what is due
/// then may be paid on the next business day without charges.
pub fn year_end_closed(date: NaiveDate) -> bool {
    date.month() == 12
        && date.day() >= 25
        && is_business_day(date)
        && date
            .iter_days()
            .skip(1)
            .take_while(|day| day.year() == date.year())
            .all(|day| !is_business_day(day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(text: &str) -> NaiveDate {
        crate::period::parse_date(text).expect(text)
    }

    #[test]
    fn easter_and_its_feasts_fall_as_the_table_says() {
        for (feast, carnival, friday, corpus) in [
            ("20/04/2025", "03/03/2025", "18/04/2025", "19/06/2025"),
            ("05/04/2026", "16/02/2026", "03/04/2026", "04/06/2026"),
            ("28/03/2027", "08/02/2027", "26/03/2027", "27/05/2027"),
            ("16/04/2028", "28/02/2028", "14/04/2028", "15/06/2028"),
            ("01/04/2029", "12/02/2029", "30/03/2029", "31/05/2029"),
            ("21/04/2030", "04/03/2030", "19/04/2030", "20/06/2030"),
        ] {
            let feast = date(feast);
            assert_eq!(easter(feast.year()), feast);
            assert_eq!(national_holiday(date(carnival)), Some(Holiday::CarnivalMonday));
            assert_eq!(national_holiday(date(carnival) + Days::new(1)), Some(Holiday::CarnivalTuesday));
            assert_eq!(national_holiday(date(friday)), Some(Holiday::GoodFriday));
            assert_eq!(national_holiday(date(corpus)), Some(Holiday::CorpusChristi));
        }
    }

    #[test]
    fn easter_falls_right_at_the_ends_of_its_range_too() {
        // The earliest and the latest Easters there are, and those for which shortened formulas fail.
        for known in
            ["22/03/2285", "23/03/2008", "25/04/1943", "25/04/2038", "18/04/1954", "19/04/1981", "18/04/2049"]
        {
            let (day, year) = known.rsplit_once('/').unwrap();
            let year = year.parse().unwrap();
            let expected = NaiveDate::parse_from_str(&format!("{day}/{year}"), "%d/%m/%Y").unwrap();
            assert_eq!(easter(year), expected);
        }
    }

    #[test]
    fn there_are_13_holidays_a_year_since_2024() {
        assert_eq!(national_holidays(2023).len(), 12);
        for year in 2024..2100 {
            assert_eq!(national_holidays(year).len(), 13, "{year}");
        }
        assert_eq!(national_holiday(date("20/11/2023")), None);
        assert_eq!(national_holiday(date("20/11/2024")), Some(Holiday::BlackAwareness));
    }

    #[test]
    fn both_ways_to_ask_for_holidays_agree() {
        for year in 1950..2100 {
            let listed = national_holidays(year);
            let days =
                NaiveDate::from_ymd_opt(year, 1, 1).unwrap().iter_days().take_while(|day| day.year() == year);
            for day in days {
                let is_listed = listed.iter().any(|(date, _)| *date == day);
                assert_eq!(national_holiday(day).is_some(), is_listed, "{day}");
            }
        }
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
            assert_eq!(next_business_day(date(from)), date(next), "{from}");
        }
        assert!(is_business_day(date("18/02/2026")), "Ash Wednesday");
        assert!(is_business_day(date("31/12/2026")), "the last day of the year");
    }

    #[test]
    fn banks_are_closed_to_the_public_on_the_last_business_day_of_the_year() {
        let closed = |year: i32| -> Vec<NaiveDate> {
            let days = NaiveDate::from_ymd_opt(year, 1, 1).unwrap().iter_days().take(366);
            days.filter(|day| day.year() == year && year_end_closed(*day)).collect()
        };
        assert_eq!(closed(2022), [date("30/12/2022")]);
        assert_eq!(closed(2023), [date("29/12/2023")]);
        assert_eq!(closed(2026), [date("31/12/2026")]);
        assert!((1950..2100).all(|year| closed(year).len() == 1));
    }

    #[test]
    fn the_ends_of_the_calendar_are_no_danger() {
        for day in [NaiveDate::MIN, NaiveDate::MAX] {
            let _ = (is_business_day(day), year_end_closed(day));
        }
        assert!(next_business_day(NaiveDate::MAX) <= NaiveDate::MAX);
    }

    proptest! {
        #[test]
        fn the_next_business_day_is_the_first_one(days in 0..80_000_u64) {
            let day = date("01/01/1950") + Days::new(days);
            let next = next_business_day(day);
            prop_assert!(is_business_day(next));
            prop_assert!((0..=5).contains(&(next - day).num_days()));
            prop_assert!(day.iter_days().take_while(|between| *between < next).all(|between| !is_business_day(between)));
        }
    }
}
