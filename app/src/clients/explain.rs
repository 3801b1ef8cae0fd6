//! How an updated amount came about, line by line, with the law behind each step.

use crate::texts::charge::Texts;
use chrono::NaiveDate;
use domain::{
    Money,
    charge::ChargeLine,
    late_charges::{CountedFrom, InterestMode, LateCharges},
    period::show_date,
};

/// The lines of the derivation, from the due date to the updated amount.
pub fn lines(charge: &ChargeLine, t: &Texts) -> Vec<String> {
    let late = &charge.late;
    let mut lines = vec![due_line(late, t)];
    lines.extend(charge.payments.iter().map(|(day, amount)| (t.paid)(&amount.to_string(), &show_date(*day))));
    if late.days == 0 {
        lines.push(t.no_charges_yet.to_owned());
    } else {
        lines.push(days_line(late, t));
        lines.push(fine_line(charge, t));
        lines.push(interest_line(charge, t));
    }
    lines.push(total_line(late, t));
    lines
}

fn due_line(late: &LateCharges, t: &Texts) -> String {
    let due = show_date(late.due);
    if late.payable_until == late.due {
        (t.due)(&due)
    } else {
        (t.due_extended)(&due, &show_date(late.payable_until))
    }
}

fn days_line(late: &LateCharges, t: &Texts) -> String {
    let counted = if late.payable_until == late.due {
        ""
    } else {
        match late.policy.counted_from {
            CountedFrom::Original => t.from_original,
            CountedFrom::Extended => t.from_extended,
        }
    };
    format!("{}{counted}.", (t.days)(late.days, &show_date(late.counted_from), &show_date(late.on)))
}

fn fine_line(charge: &ChargeLine, t: &Texts) -> String {
    let late = &charge.late;
    let open = open_on(charge, late.payable_until);
    (t.fine)(&percent(late.policy.fine_percent.to_string()), &open.to_string(), &late.fine.to_string())
}

fn interest_line(charge: &ChargeLine, t: &Texts) -> String {
    let late = &charge.late;
    let rate = percent(late.policy.interest_percent.to_string());
    let terms = stretches(charge)
        .into_iter()
        .map(|(open, days)| match late.policy.mode {
            InterestMode::MonthlyRate => (t.interest_term)(&open.to_string(), &rate, days),
            InterestMode::ValuePerDay => (t.interest_day_term)(&open.to_string(), &rate, days),
        })
        .collect::<Vec<_>>()
        .join(" + ");
    (t.interest)(&terms, &late.interest.to_string())
}

fn total_line(late: &LateCharges, t: &Texts) -> String {
    let mut sum = late.base.to_string();
    for part in [late.fine, late.interest] {
        if !part.is_zero() {
            sum = format!("{sum} + {part}");
        }
    }
    (t.total)(&show_date(late.on), &sum, &late.total.to_string())
}

/// What was open at the end of a day.
fn open_on(charge: &ChargeLine, day: NaiveDate) -> Money {
    let later = charge.payments.iter().filter(|(paid_on, _)| *paid_on > day && *paid_on <= charge.late.on);
    later.fold(charge.late.base, |open, (_, amount)| open + *amount)
}

/// The amounts that bore interest one after the other, and for how many days each.
fn stretches(charge: &ChargeLine) -> Vec<(Money, i64)> {
    let late = &charge.late;
    let mut turns: Vec<NaiveDate> = charge
        .payments
        .iter()
        .map(|(day, _)| *day)
        .filter(|day| *day > late.payable_until && *day < late.on)
        .collect();
    turns.sort_unstable();
    turns.dedup();
    turns.push(late.on);
    let mut from = late.counted_from;
    let mut open = open_on(charge, late.payable_until);
    let mut stretches = Vec::new();
    for turn in turns {
        stretches.push((open, (turn - from).num_days()));
        from = turn;
        open = open_on(charge, turn);
    }
    stretches
}

/// `2.50` as `2,5%`.
fn percent(mut rate: String) -> String {
    if rate.contains('.') {
        rate = rate.trim_end_matches('0').trim_end_matches('.').replace('.', ",");
    }
    rate + "%"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::charge::PORTUGUESE;
    use domain::late_charges::{Policy, late_charges_with_payments};

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn charge(centavos: i64, due: &str, payments: &[(NaiveDate, Money)], on: &str) -> ChargeLine {
        let original = Money::from_centavos(centavos);
        let late = late_charges_with_payments(&Policy::default(), original, day(due), payments, day(on));
        ChargeLine {
            id: "018f3e1a-0000-7000-8000-000000000001".parse().expect("an id"),
            code: 1,
            document: "FAT-1".to_owned(),
            company: "Alfa".to_owned(),
            issued: day(due),
            due: day(due),
            original,
            balance: late.base,
            payments: payments.to_vec(),
            late,
        }
    }

    fn told(charge: &ChargeLine) -> String {
        lines(charge, &PORTUGUESE).join("\n").replace('\u{a0}', " ")
    }

    #[test]
    fn a_plain_delay_is_fine_plus_interest_by_the_day() {
        let text = told(&charge(15000, "2026-11-10", &[], "2026-11-21"));
        assert!(text.contains("2% de R$ 150,00 = R$ 3,00"), "{text}");
        assert!(text.contains("R$ 150,00 × 1% × 11 ÷ 30 = R$ 0,55"), "{text}");
        assert!(text.contains("R$ 150,00 + R$ 3,00 + R$ 0,55 = R$ 153,55"), "{text}");
    }

    #[test]
    fn what_falls_due_on_a_saturday_may_be_paid_on_the_next_business_day() {
        let text = told(&charge(100_000, "2026-11-14", &[], "2026-11-16"));
        assert!(text.contains("até 16/11/2026"), "{text}");
        assert!(text.contains(PORTUGUESE.no_charges_yet), "{text}");
        assert!(text.ends_with("R$ 1.000,00 = R$ 1.000,00."), "{text}");
    }

    #[test]
    fn a_payment_on_the_way_splits_the_interest_and_leaves_the_fine() {
        let part = [(day("2026-11-15"), Money::from_centavos(5000))];
        let charge = charge(15000, "2026-11-10", &part, "2026-11-21");
        let text = told(&charge);
        assert!(text.contains("Pago R$ 50,00 em 15/11/2026"), "{text}");
        assert!(text.contains("2% de R$ 150,00 = R$ 3,00"), "{text}");
        assert!(text.contains("R$ 150,00 × 1% × 5 ÷ 30 + R$ 100,00 × 1% × 6 ÷ 30"), "{text}");
        assert!(text.contains(&format!("= {}", charge.late.total).replace('\u{a0}', " ")), "{text}");
    }

    #[test]
    fn rates_are_written_without_needless_zeros() {
        assert_eq!(percent("2".to_owned()), "2%");
        assert_eq!(percent("2.50".to_owned()), "2,5%");
        assert_eq!(percent("10".to_owned()), "10%");
    }
}
