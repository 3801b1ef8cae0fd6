//! The days on which Brazilian banks are closed.

use chrono::{Datelike, Days, NaiveDate};
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

#[cfg(test)]
mod tests {
    use super::*;

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
}
