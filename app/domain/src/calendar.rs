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
