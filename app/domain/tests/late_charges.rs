//! Fine and interest: the worked examples of the law's readers, and what must hold for all amounts and days.

use chrono::{Days, NaiveDate};
use domain::{
    Money,
    late_charges::{
        CountedFrom, InterestMode, LateCharges, Policy, Rounding, late_charges, late_charges_with_payments,
    },
    period::parse_date,
};
use proptest::prelude::*;
use rust_decimal::Decimal;

fn date(text: &str) -> NaiveDate {
    parse_date(text).expect("a date")
}

fn money(text: &str) -> Money {
    text.parse().expect("an amount")
}

/// Days that count, fine, interest and total, as they are written.
fn figures(late: &LateCharges) -> (i64, String, String, String) {
    (late.days, late.fine.plain(), late.interest.plain(), late.total.plain())
}

fn computed(policy: &Policy, value: &str, due: &str, paid: &str) -> (i64, String, String, String) {
    figures(&late_charges(policy, money(value), date(due), date(paid)))
}

fn expected(days: i64, fine: &str, interest: &str, total: &str) -> (i64, String, String, String) {
    (days, fine.to_owned(), interest.to_owned(), total.to_owned())
}

fn usual() -> Policy {
    Policy::default()
}

fn pix() -> Policy {
    Policy { counted_from: CountedFrom::Extended, ..usual() }
}

#[test]
fn a_plain_charge_eleven_days_late() {
    assert_eq!(
        computed(&usual(), "150,00", "10/11/2026", "21/11/2026"),
        expected(11, "3,00", "0,55", "153,55")
    );
}

#[test]
fn a_charge_over_two_months_of_different_length() {
    let b = |policy: &Policy| computed(policy, "373,52", "05/10/2026", "21/11/2026");
    assert_eq!(b(&usual()), expected(47, "7,47", "5,85", "386,84"));
    let per_day = Policy { mode: InterestMode::ValuePerDay, ..usual() };
    assert_eq!(b(&per_day), expected(47, "7,47", "5,64", "386,63"));
    // 0,033 % a day, as some contracts round it, is 0,99 % a month.
    let rounded_rate = Policy { interest_percent: Decimal::new(99, 2), ..usual() };
    assert_eq!(b(&rounded_rate), expected(47, "7,47", "5,79", "386,78"));
}

#[test]
fn due_on_a_saturday_and_paid_on_monday_costs_nothing() {
    for policy in [usual(), pix()] {
        let late = late_charges(&policy, money("1.000,00"), date("14/11/2026"), date("16/11/2026"));
        assert_eq!(figures(&late), expected(0, "0,00", "0,00", "1.000,00"));
        assert_eq!(late.payable_until, date("16/11/2026"));
    }
}

#[test]
fn due_on_a_saturday_and_paid_on_tuesday_counts_from_either_day() {
    let d = |policy: &Policy| computed(policy, "1.000,00", "14/11/2026", "17/11/2026");
    assert_eq!(d(&usual()), expected(3, "20,00", "1,00", "1.021,00"));
    assert_eq!(d(&pix()), expected(1, "20,00", "0,33", "1.020,33"));
}

#[test]
fn due_on_consciencia_negra() {
    let paid = |policy: &Policy, day| computed(policy, "89,90", "20/11/2026", day);
    assert_eq!(paid(&usual(), "23/11/2026"), expected(0, "0,00", "0,00", "89,90"));
    assert_eq!(paid(&usual(), "24/11/2026"), expected(4, "1,80", "0,12", "91,82"));
    assert_eq!(paid(&pix(), "24/11/2026"), expected(1, "1,80", "0,03", "91,73"));
}

#[test]
fn a_tiny_charge_one_day_late() {
    assert_eq!(computed(&usual(), "0,25", "10/11/2026", "11/11/2026"), expected(1, "0,01", "0,00", "0,26"));
}

#[test]
fn due_at_the_end_of_the_year_when_banks_are_closed_to_the_public() {
    let k = |policy: &Policy, paid| computed(policy, "500,00", "31/12/2026", paid);
    let strict = Policy { year_end: false, ..usual() };
    assert_eq!(k(&strict, "04/01/2027"), expected(4, "10,00", "0,67", "510,67"));
    assert_eq!(k(&usual(), "04/01/2027"), expected(0, "0,00", "0,00", "500,00"));
    assert_eq!(k(&usual(), "05/01/2027"), expected(5, "10,00", "0,83", "510,83"));
}

#[test]
fn a_weekend_that_ends_on_the_last_business_day_of_the_year_goes_on_into_the_next() {
    // 31/12/2029 is a Monday, 01/01/2030 a Tuesday.
    assert_eq!(usual().payable_until(date("29/12/2029")), date("02/01/2030"));
    let strict = Policy { year_end: false, ..usual() };
    assert_eq!(strict.payable_until(date("29/12/2029")), date("31/12/2029"));
}

#[test]
fn the_published_examples_of_two_banks_come_out_with_their_rounding() {
    let kobana = |rounding| {
        let policy = Policy { rounding, ..usual() };
        computed(&policy, "100,00", "02/11/2026", "07/11/2026").2
    };
    // 02/11 is a holiday, and days count from the due date.
    assert_eq!(kobana(Rounding::Truncate), "0,16");
    assert_eq!(kobana(Rounding::HalfUp), "0,17");
    assert_eq!(kobana(Rounding::HalfEven), "0,17");

    let abacate = Policy { interest_percent: Decimal::new(3, 0), ..usual() };
    assert_eq!(
        computed(&abacate, "200,00", "03/11/2026", "18/11/2026"),
        expected(15, "4,00", "3,00", "207,00")
    );
}

#[test]
fn half_a_centavo_goes_where_the_rounding_says() {
    // 2 % of 0,25 is half a centavo; of 0,75 one and a half.
    let fine = |value, rounding| {
        let policy = Policy { rounding, ..usual() };
        computed(&policy, value, "10/11/2026", "11/11/2026").1
    };
    assert_eq!(fine("0,25", Rounding::HalfUp), "0,01");
    assert_eq!(fine("0,25", Rounding::HalfEven), "0,00");
    assert_eq!(fine("0,25", Rounding::Truncate), "0,00");
    assert_eq!(fine("0,75", Rounding::HalfUp), "0,02");
    assert_eq!(fine("0,75", Rounding::HalfEven), "0,02");
    assert_eq!(fine("0,75", Rounding::Truncate), "0,01");
}

#[test]
fn rates_count_with_six_decimals_and_without_floats() {
    let rates = Policy {
        fine_percent: "0.333333".parse().expect("a rate"),
        interest_percent: "0.804123".parse().expect("a rate"),
        ..usual()
    };
    // 9.999.999.999.999,99 x 0,333333 % = 33.333.299.999,9999...; x 0,804123 % x 30/30 = 80.412.299.999,99...
    let late = late_charges(&rates, Money::MAX, date("10/11/2026"), date("10/12/2026"));
    assert_eq!(late.fine.plain(), "33.333.300.000,00");
    assert_eq!(late.interest.plain(), "80.412.300.000,00");
}

#[test]
fn the_greatest_amount_is_computed_for_a_hundred_years() {
    let dear =
        Policy { fine_percent: Decimal::new(100, 0), interest_percent: Decimal::new(100, 0), ..usual() };
    let late = late_charges(&dear, Money::MAX, date("10/11/2026"), date("10/11/2126"));
    assert_eq!(late.days, 36_524);
    assert_eq!(late.fine, Money::MAX);
    assert_eq!(i128::from(late.interest.centavos()), (999_999_999_999_999_i128 * 36_524 * 2 + 30) / 60);
}

#[test]
fn nothing_is_charged_on_what_was_paid_too_much() {
    let late = late_charges(&usual(), money("-10,00"), date("10/11/2026"), date("21/11/2026"));
    assert_eq!(figures(&late), expected(11, "0,00", "0,00", "-10,00"));
}

#[test]
fn part_payments_lower_the_principal_from_their_day_on() {
    let paid = |day: &str| [(date(day), money("500,00"))];
    let on = |payments: &[_], day| {
        let late =
            late_charges_with_payments(&usual(), money("1.000,00"), date("10/11/2026"), payments, date(day));
        (late.base.plain(), figures(&late))
    };
    // Before the due date: as if only the rest had ever been owed.
    assert_eq!(
        on(&paid("01/11/2026"), "20/11/2026"),
        ("500,00".to_owned(), expected(10, "10,00", "1,67", "511,67"))
    );
    // Late: the fine stays, interest is 1.000,00 for 5 days and 500,00 for 5 days.
    assert_eq!(
        on(&paid("15/11/2026"), "20/11/2026"),
        ("500,00".to_owned(), expected(10, "20,00", "2,50", "522,50"))
    );
    // On the day itself: all days were on the whole principal.
    assert_eq!(
        on(&paid("20/11/2026"), "20/11/2026"),
        ("500,00".to_owned(), expected(10, "20,00", "3,33", "523,33"))
    );
    // Not yet paid on the day that is asked for.
    assert_eq!(
        on(&paid("21/11/2026"), "20/11/2026"),
        ("1.000,00".to_owned(), expected(10, "20,00", "3,33", "1.023,33"))
    );
}

#[test]
fn a_part_paid_on_the_waived_days_is_free_of_charges() {
    let payments = [(date("16/11/2026"), money("400,00"))];
    let late = late_charges_with_payments(
        &usual(),
        money("1.000,00"),
        date("14/11/2026"),
        &payments,
        date("17/11/2026"),
    );
    assert_eq!(late.base.plain(), "600,00");
    assert_eq!(figures(&late), expected(3, "12,00", "0,60", "612,60"));
}

#[test]
fn the_derivation_travels_unchanged() {
    let late = late_charges(&pix(), money("1.000,00"), date("14/11/2026"), date("17/11/2026"));
    let json = serde_json::to_string(&late).expect("json");
    assert!(json.contains(r#""fine_percent":2000000"#), "{json}");
    assert_eq!(serde_json::from_str::<LateCharges>(&json).expect("late charges"), late);
    assert_eq!(late.counted_from, date("16/11/2026"));
    assert_eq!(late.base + late.fine + late.interest, late.total);
}

/// Policies of all kinds.
fn policies() -> impl Strategy<Value = Policy> {
    let rate = (0..=20_000_000_i64).prop_map(|millionths| Decimal::new(millionths, 6));
    (
        rate.clone(),
        rate,
        prop::sample::select(InterestMode::ALL),
        prop::sample::select(Rounding::ALL),
        prop::sample::select(CountedFrom::ALL),
        any::<bool>(),
    )
        .prop_map(|(fine_percent, interest_percent, mode, rounding, counted_from, year_end)| Policy {
            fine_percent,
            interest_percent,
            mode,
            rounding,
            counted_from,
            year_end,
            ..usual()
        })
}

fn days_of_thirty_years() -> impl Strategy<Value = NaiveDate> {
    (0..11_000_u64).prop_map(|days| date("01/01/2010") + Days::new(days))
}

fn amounts() -> impl Strategy<Value = Money> {
    prop_oneof![0..1_000_i64, 0..10_000_000_i64, 0..=Money::MAX.centavos()].prop_map(Money::from_centavos)
}

proptest! {
    #[test]
    fn charges_never_fall_from_one_day_to_the_next(
        policy in policies(), base in amounts(), due in days_of_thirty_years(), days in 0..2_000_u64, more in 0..60_u64,
    ) {
        let first = late_charges(&policy, base, due, due + Days::new(days));
        let later = late_charges(&policy, base, due, due + Days::new(days + more));
        prop_assert!(first.days <= later.days);
        prop_assert!(first.fine <= later.fine);
        prop_assert!(first.interest <= later.interest);
        prop_assert!(first.total <= later.total);
    }

    #[test]
    fn nothing_is_charged_until_the_last_day_to_pay(
        policy in policies(), base in amounts(), due in days_of_thirty_years(), early in 0..400_u64,
    ) {
        for on in [due, due - Days::new(early), policy.payable_until(due)] {
            let late = late_charges(&policy, base, due, on);
            prop_assert_eq!((late.days, late.fine, late.interest, late.total), (0, Money::ZERO, Money::ZERO, base));
        }
        let late = late_charges(&policy, base, due, policy.payable_until(due) + Days::new(1));
        prop_assert!(late.days >= 1);
    }

    #[test]
    fn interest_is_simple_and_the_fine_is_flat(
        policy in policies(), base in amounts(), due in days_of_thirty_years(), days in 10..700_u64, times in 2..5_u64,
    ) {
        let once = late_charges(&policy, base, due, due + Days::new(days));
        let lag = once.counted_from - due;
        let often = late_charges(&policy, base, due, due + lag + Days::new((days - lag.num_days().unsigned_abs()) * times));
        prop_assert_eq!(often.fine, once.fine);
        // So many times the days, so many times the interest, but for the one rounding.
        let times = i64::try_from(times).expect("small");
        prop_assert_eq!(often.days, once.days * times);
        let difference = often.interest.centavos() - once.interest.centavos() * times;
        prop_assert!(difference.abs() <= times, "{} {}", often.interest, once.interest);
    }

    #[test]
    fn interest_is_never_on_the_fine(
        policy in policies(), base in amounts(), due in days_of_thirty_years(), days in 0..2_000_u64,
    ) {
        let without = Policy { fine_percent: Decimal::ZERO, ..policy };
        let on = due + Days::new(days);
        prop_assert_eq!(
            late_charges(&policy, base, due, on).interest,
            late_charges(&without, base, due, on).interest
        );
    }

    #[test]
    fn splitting_the_time_without_a_payment_changes_nothing(
        policy in policies(), base in amounts(), due in days_of_thirty_years(), days in 0..2_000_u64,
        splits in prop::collection::vec(0..2_000_u64, 0..6),
    ) {
        let on = due + Days::new(days);
        let nothing: Vec<_> = splits.into_iter().map(|day| (due + Days::new(day), Money::ZERO)).collect();
        prop_assert_eq!(
            late_charges_with_payments(&policy, base, due, &nothing, on),
            late_charges(&policy, base, due, on)
        );
    }

    #[test]
    fn segments_between_payments_sum_to_the_whole(
        policy in policies(), parts in prop::collection::vec((0..1_000_000_i64, 0..400_u64), 1..6),
        due in days_of_thirty_years(), days in 0..500_u64,
    ) {
        // A charge paid in parts costs what as many charges would, each paid whole on its day, but for their roundings.
        let on = due + Days::new(days);
        let payments: Vec<_> = parts.iter().map(|(part, day)| (due + Days::new(*day), Money::from_centavos(*part))).collect();
        let principal: Money = payments.iter().map(|(_, part)| *part).sum();
        let together = late_charges_with_payments(&policy, principal, due, &payments, on);
        let apart: Vec<_> =
            payments.iter().map(|(day, part)| late_charges(&policy, *part, due, on.min(*day))).collect();
        let interest: Money = apart.iter().map(|late| late.interest).sum();
        let count = i64::try_from(parts.len()).expect("few");
        let tolerance = match policy.mode {
            InterestMode::MonthlyRate => count + 1,
            // The amount per day is rounded for every segment.
            InterestMode::ValuePerDay => (count + 1) * (together.days + 1),
        };
        prop_assert!((together.interest.centavos() - interest.centavos()).abs() <= tolerance);
    }
}
