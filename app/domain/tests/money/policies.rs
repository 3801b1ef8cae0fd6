//! Settling conserves every centavo under policies of all kinds, corrected ones too.

use crate::support::{Books, date, payment_id};
use chrono::{Days, Months};
use domain::{
    Money,
    accrual::Terms,
    correction::{IndexTable, PriceIndex},
    holidays::Holidays,
    policy::{CountedFrom, InterestMode, Policy, Rounding},
    settlement::{Waiver, reverse, settle},
};
use proptest::prelude::*;
use rust_decimal::Decimal;

fn policies() -> impl Strategy<Value = Policy> {
    let rate = || (0..20_000_000_i64).prop_map(|millionths| Decimal::new(millionths, 6));
    let fixed = || prop::option::weighted(0.2, (0..5_000_i64).prop_map(Money::from_centavos));
    (
        (rate(), fixed(), rate(), fixed()),
        prop::sample::select(InterestMode::ALL),
        prop::sample::select(Rounding::ALL),
        prop::sample::select(CountedFrom::ALL),
        (0..10_u32, any::<bool>(), any::<bool>()),
    )
        .prop_map(
            |(
                (fine_percent, fine_fixed, interest_percent, interest_per_day),
                mode,
                rounding,
                counted_from,
                last,
            )| {
                let (grace_days, year_end, corrects) = last;
                let correction = corrects.then_some(PriceIndex::Own);
                Policy {
                    fine_percent,
                    fine_fixed,
                    interest_percent,
                    interest_per_day,
                    mode,
                    rounding,
                    counted_from,
                    grace_days,
                    year_end,
                    correction,
                }
            },
        )
}

proptest! {
    #[test]
    fn settling_in_parts_conserves_and_ends_at_nothing(
        policy in policies(),
        // From deflation of 2 % to inflation of 5 % a month.
        rates in prop::collection::vec(-20_000..50_000_i64, 60),
        local in prop::collection::vec(0..1_000_u64, 0..20),
        centavos in 1..5_000_000_i64, due_in in 0..60_u64,
        parts in prop::collection::vec((0..90_u64, 1..1_000_i64), 0..8),
    ) {
        let first = date("01/01/2026");
        let months = (0_u32..).zip(rates).map(|(month, rate)| (first + Months::new(month), Decimal::new(rate, 4)));
        let index = IndexTable::new(PriceIndex::Own, months);
        let holidays = Holidays::new(local.into_iter().map(|day| first + Days::new(day)), []);
        let terms = Terms { policy, holidays: &holidays, index: Some(&index) };
        let mut books = Books::default();
        let charge = books.charge_issued(Money::from_centavos(centavos), first + Days::new(due_in), first);
        let mut today = first;
        for (number, (days, per_mille)) in (1..).zip(parts) {
            today = today + Days::new(days);
            let before = books.of(charge).owed(&terms, today)?;
            prop_assert!([before.principal, before.correction, before.fine, before.interest].iter().all(|part| !part.is_negative()));
            if before.total.is_zero() {
                break;
            }
            let amount = Money::from_centavos((before.total.centavos() * per_mille / 1000).max(1));
            let paid = settle(&terms, &books.ledgers, today, amount, Waiver::NONE)?;
            prop_assert_eq!(paid.rest, before.total - amount);
            let untouched = books.clone();
            books.add(paid.entries(payment_id(number)).collect::<Vec<_>>());
            let after = books.of(charge).owed(&terms, today)?;
            prop_assert_eq!(after.total, before.total - amount);
            prop_assert_eq!(books.of(charge).derivation(&terms, today)?.owed, after);
            let mut back = books.clone();
            back.add(reverse(&back.ledgers, payment_id(number), today)?);
            for days in [0, 40] {
                let day = today + Days::new(days);
                prop_assert_eq!(back.of(charge).owed(&terms, day)?, untouched.of(charge).owed(&terms, day)?);
            }
        }
        let owed = books.of(charge).owed(&terms, today)?.total;
        if owed.is_positive() {
            let paid = settle(&terms, &books.ledgers, today, owed, Waiver::NONE)?;
            books.add(paid.entries(payment_id(99)).collect::<Vec<_>>());
        }
        for days in [0, 1, 300] {
            prop_assert_eq!(books.of(charge).owed(&terms, today + Days::new(days))?.total, Money::ZERO);
        }
        prop_assert_eq!(books.of(charge).open(), Money::ZERO);
    }
}
