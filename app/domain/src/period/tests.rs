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
    assert_eq!(typed("01/11/2026", "2026-11-30"), Ok((Some(date("01/11/2026")), Some(date("30/11/2026")))));
    assert_eq!(typed("", "30/11/2026"), Ok((None, Some(date("30/11/2026")))));
    assert_eq!(typed(" ", ""), Ok((None, None)));
    assert_eq!(typed("21/11/2026", "21/11/2026"), Ok((Some(today), Some(today))));
    assert_eq!(typed("02/11/2026", "01/11/2026"), Err(vec![Error::EndBeforeStart.on("until")]));
    assert_eq!(typed("31/02/2026", "x"), Err(vec![Error::NotADate.on("from"), Error::NotADate.on("until")]));
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
        "24:00", "12:60", "12", "12:3:4:5", "12:", "h", "h30", "12:xx", "-1:00", "noon", "14h30h", "14h30:00",
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
