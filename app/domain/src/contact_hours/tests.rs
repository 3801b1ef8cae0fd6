use super::*;
use crate::Error;

fn at(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").expect("a date and a time")
}

fn allowed(hours: &ContactHours, uf: &str, moment: &str) -> bool {
    hours.allowed(uf.parse().ok(), at(moment), Holidays::national()).is_ok()
}

#[test]
fn each_state_has_the_hours_of_its_law() {
    let hours = ContactHours::default();
    // Wednesday, 18 November 2026.
    for (uf, first, last) in [
        ("SP", 8, 20),
        ("AL", 8, 20),
        ("MG", 8, 20),
        ("", 8, 20),
        ("RJ", 9, 19),
        ("ES", 8, 19),
        ("AM", 8, 19),
    ] {
        assert!(allowed(&hours, uf, &format!("2026-11-18 {first:02}:00")), "{uf}");
        assert!(!allowed(&hours, uf, &format!("2026-11-18 {:02}:59", first - 1)), "{uf}");
        assert!(allowed(&hours, uf, &format!("2026-11-18 {:02}:59", last - 1)), "{uf}");
        assert!(!allowed(&hours, uf, &format!("2026-11-18 {last:02}:00")), "{uf}");
    }
    // Saturday: only where a law does not leave it out.
    for (uf, ok) in [("SP", true), ("AL", true), ("BA", true), ("RJ", false), ("ES", false), ("AM", false)] {
        assert_eq!(allowed(&hours, uf, "2026-11-21 13:59"), ok, "{uf}");
        assert!(!allowed(&hours, uf, "2026-11-21 14:00"), "{uf}");
    }
    // Sunday, and Friday the 20th, a national holiday.
    assert!(!allowed(&hours, "SP", "2026-11-22 10:00") && !allowed(&hours, "SP", "2026-11-20 10:00"));
}

#[test]
fn who_is_outside_learns_when_the_client_may_be_called() {
    let hours = ContactHours::default();
    let rj = hours.allowed(Some(Uf::Rj), at("2026-11-18 08:30"), Holidays::national());
    let expected = Outside {
        uf: Some(Uf::Rj),
        at: at("2026-11-18 08:30"),
        day: DayKind::Weekday,
        window: Some(Window::hours(9, 19)),
    };
    assert_eq!(rj, Err(expected));
    let holiday = hours.allowed(None, at("2026-12-25 10:00"), Holidays::national());
    assert_eq!(holiday.map_err(|outside| (outside.day, outside.window)), Err((DayKind::Sunday, None)));
}

#[test]
fn what_an_organisation_changed_counts_and_can_be_taken_back() {
    let own = SaveHours {
        uf: "rj".to_owned(),
        weekdays_from: "10:00".to_owned(),
        weekdays_until: "17:30".to_owned(),
        ..SaveHours::default()
    };
    let (uf, hours) = own.check().expect("hours");
    assert_eq!(uf, Some(Uf::Rj));
    let table = ContactHours::new(vec![(uf, hours.expect("hours of its own"))]);
    assert!(!allowed(&table, "RJ", "2026-11-18 09:30") && allowed(&table, "RJ", "2026-11-18 17:29"));
    assert!(allowed(&table, "SP", "2026-11-18 09:30"), "other states keep theirs");
    let line = table.lines().into_iter().find(|line| line.uf == Some(Uf::Rj)).expect("a line");
    assert!(line.own && line.law.contains("6.854"));
    assert_eq!(SaveHours::of(line.uf, &line.hours), SaveHours { uf: "RJ".to_owned(), ..own.clone() });

    let restore = SaveHours { change: "restore".to_owned(), ..own };
    assert_eq!(restore.check(), Ok((Some(Uf::Rj), None)));

    // The line of all others does not change what a law says.
    let never = ContactHours::new(vec![(None, Hours::default())]);
    assert!(!allowed(&never, "MG", "2026-11-18 10:00") && allowed(&never, "SP", "2026-11-18 10:00"));
}

#[test]
fn what_is_wrong_with_the_form_is_said_at_its_fields() {
    let form = SaveHours {
        uf: "XX".to_owned(),
        weekdays_from: "20:00".to_owned(),
        weekdays_until: "08:00".to_owned(),
        saturday_from: "8".to_owned(),
        ..SaveHours::default()
    };
    let errors = form.check().expect_err("errors");
    let named: Vec<_> = errors.iter().map(|error| (error.field.as_str(), &error.error)).collect();
    assert!(named.contains(&("uf", &Error::InvalidUf)));
    assert!(named.contains(&("weekdays_until", &Error::EndBeforeStart)));
    assert!(named.contains(&("saturday_until", &Error::Required)));
}

#[test]
fn only_what_rings_keeps_hours() {
    let quiet: Vec<_> = Channel::ALL.iter().filter(|channel| !channel.keeps_hours()).collect();
    assert_eq!(quiet, [&Channel::Email, &Channel::Letter, &Channel::Other]);
}
