//! Outcomes, what refines them, and the next contact that they propose.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta, Timelike};
use domain::{
    Error,
    contact::{Channel, DefaultReason, Outcome, RecordContact, SubOutcome, propose_next, sub_outcome},
    holidays::Holidays,
    period::{parse_date, parse_time, show_date_time},
};
use proptest::prelude::*;

fn at(date: &str, time: &str) -> NaiveDateTime {
    parse_date(date).expect("a date").and_time(parse_time(time).expect("a time"))
}

fn proposed(outcome: Outcome, date: &str, time: &str) -> String {
    let proposal = propose_next(outcome, at(date, time), Holidays::national());
    assert_eq!(proposal.outcome, outcome);
    show_date_time(proposal.date.and_time(proposal.time))
}

#[test]
fn who_did_not_answer_is_tried_in_the_other_half_of_the_next_business_day() {
    assert_eq!(proposed(Outcome::NoContact, "10/11/2026", "09:30"), "11/11/2026 14:00");
    assert_eq!(proposed(Outcome::NoContact, "10/11/2026", "12:00"), "11/11/2026 09:00");
    // Friday, a holiday: Monday.
    assert_eq!(proposed(Outcome::NoContact, "20/11/2026", "16:00"), "23/11/2026 09:00");
    // A holiday of the town counts like a national one.
    let town = Holidays::new([parse_date("11/11/2026").expect("a date")], []);
    let proposal = propose_next(Outcome::NoContact, at("10/11/2026", "09:30"), &town);
    assert_eq!(Some(proposal.date), parse_date("12/11/2026").ok());
    // The Friday before Carnaval: Ash Wednesday.
    assert_eq!(proposed(Outcome::NoContact, "13/02/2026", "10:00"), "18/02/2026 14:00");
}

#[test]
fn who_could_not_decide_is_called_in_the_same_half_of_the_next_business_day() {
    assert_eq!(proposed(Outcome::NotEffective, "10/11/2026", "09:30"), "11/11/2026 09:00");
    assert_eq!(proposed(Outcome::NotEffective, "13/11/2026", "15:00"), "16/11/2026 14:00");
}

#[test]
fn a_settled_matter_is_looked_at_again_three_days_later() {
    assert_eq!(proposed(Outcome::Effective, "10/11/2026", "16:00"), "13/11/2026 09:00");
    assert_eq!(proposed(Outcome::Effective, "11/11/2026", "16:00"), "16/11/2026 09:00");
    assert_eq!(proposed(Outcome::Effective, "31/12/2026", "10:00"), "04/01/2027 09:00");
}

#[test]
fn every_sub_outcome_belongs_to_exactly_one_outcome() {
    for sub in SubOutcome::ALL {
        let owners: Vec<_> =
            Outcome::ALL.iter().filter(|outcome| outcome.sub_outcomes().contains(sub)).collect();
        assert_eq!(owners, [&sub.outcome()], "{sub:?}");
    }
}

#[test]
fn a_sub_outcome_of_another_outcome_is_refused() {
    assert_eq!(sub_outcome(Outcome::NoContact, "voicemail"), Ok(Some(SubOutcome::Voicemail)));
    assert_eq!(sub_outcome(Outcome::NoContact, " "), Ok(None));
    assert_eq!(sub_outcome(Outcome::NoContact, "refuses"), Err(Error::NotAnOption));
    assert_eq!(sub_outcome(Outcome::NoContact, "x"), Err(Error::NotAnOption));
}

#[test]
fn only_an_effective_contact_needs_a_reason() {
    let needing: Vec<_> = Outcome::ALL.iter().filter(|outcome| outcome.needs_reason()).collect();
    assert_eq!(needing, [&Outcome::Effective]);
}

#[test]
fn choices_are_written_and_read_alike() {
    for channel in Channel::ALL {
        assert_eq!(channel.as_str().parse(), Ok(*channel));
        assert_eq!(serde_json::to_string(channel).expect("json"), format!("\"{}\"", channel.as_str()));
    }
    for reason in DefaultReason::ALL {
        assert_eq!(reason.as_str().parse(), Ok(*reason));
    }
    assert_eq!("".parse::<Channel>(), Err(Error::Required));
    assert_eq!("Phone".parse::<Channel>(), Err(Error::NotAnOption));
    assert_eq!(Channel::ALL.len(), 7, "the six of the field, and WhatsApp as its own");
}

#[test]
fn a_contact_form_with_fields_left_out_is_still_a_form() {
    let form: RecordContact = serde_json::from_str(r#"{"client":"1"}"#).expect("a form");
    assert_eq!(form, RecordContact { client: "1".to_owned(), ..RecordContact::default() });
    assert_eq!(form.channel, "phone");
}

proptest! {
    #[test]
    fn the_next_contact_is_later_on_a_business_day_at_an_hour_that_all_states_allow(
        minutes in 0..20_000_000_i64, outcome in prop::sample::select(Outcome::ALL),
    ) {
        let now = NaiveDate::from_ymd_opt(2000, 1, 1).expect("a date").and_hms_opt(0, 0, 0).expect("a time")
            + TimeDelta::minutes(minutes);
        let proposal = propose_next(outcome, now, Holidays::national());
        prop_assert!(proposal.date > now.date());
        prop_assert!((proposal.date - now.date()).num_days() <= 8);
        prop_assert!(Holidays::national().is_business_day(proposal.date));
        prop_assert!((9..19).contains(&proposal.time.hour()));
    }
}
