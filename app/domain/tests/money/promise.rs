//! Promises are kept, partly kept or broken by what was received for them, once.

use crate::support::{charge_id, date, money};
use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use domain::{
    Error, Money,
    id::PromiseId,
    promise::{Decision, MakePromise, Promise, PromiseState, Receipt, decisions, progress},
};
use proptest::prelude::*;
use uuid::Uuid;

fn promise(number: u128, amount: &str, on: &str) -> Promise {
    Promise {
        id: PromiseId(Uuid::from_u128(number)),
        amount: money(amount),
        said: money(amount),
        on: date(on),
        grace_days: 2,
        made_on: date("01/11/2026"),
        made_at: noon(date("01/11/2026")),
        charges: Vec::new(),
        state: PromiseState::Open,
    }
}

fn receipt(on: &str, charge: u128, amount: &str) -> Receipt {
    Receipt { on: date(on), at: noon(date(on)), charge: charge_id(charge), amount: money(amount) }
}

fn noon(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc() + TimeDelta::hours(12)
}

fn decided(promises: &[Promise], receipts: &[Receipt], today: &str) -> Vec<(u128, PromiseState, String)> {
    let shown =
        |decision: Decision| (decision.promise.0.as_u128(), decision.state, decision.received.plain());
    decisions(promises, receipts, date(today)).into_iter().map(shown).collect()
}

#[test]
fn a_promise_is_decided_after_its_date_and_grace() {
    let promises = [promise(1, "100,00", "10/11/2026")];
    for (received, state) in [
        (vec![], PromiseState::Broken),
        (vec![receipt("12/11/2026", 1, "99,99")], PromiseState::PartlyKept),
        (vec![receipt("13/11/2026", 1, "100,00")], PromiseState::Broken),
        (vec![receipt("31/10/2026", 1, "100,00")], PromiseState::Broken),
    ] {
        assert_eq!(decided(&promises, &received, "12/11/2026"), []);
        let sum = if state == PromiseState::PartlyKept { "99,99" } else { "0,00" };
        assert_eq!(decided(&promises, &received, "13/11/2026"), [(1, state, sum.to_owned())]);
        // A run that was missed decides the same, as of the same day.
        assert_eq!(decisions(&promises, &received, date("30/11/2026"))[0].on, date("13/11/2026"));
    }
}

#[test]
fn a_promise_is_kept_at_once_when_it_is_paid() {
    let promises = [promise(1, "100,00", "10/11/2026")];
    let paid = [receipt("05/11/2026", 1, "60,00"), receipt("06/11/2026", 2, "60,00")];
    assert_eq!(decided(&promises, &paid, "05/11/2026"), []);
    assert_eq!(decided(&promises, &paid, "06/11/2026"), [(1, PromiseState::Kept, "100,00".to_owned())]);
}

#[test]
fn what_is_received_goes_to_the_oldest_promise_first() {
    let promises = [promise(1, "100,00", "20/11/2026"), promise(2, "50,00", "10/11/2026")];
    let paid = [receipt("05/11/2026", 1, "120,00")];
    let reached: Vec<_> = progress(&promises, &paid, date("05/11/2026"))
        .iter()
        .map(|reached| reached.received.plain())
        .collect();
    assert_eq!(reached, ["70,00", "50,00"]);
}

#[test]
fn a_promise_for_a_charge_is_not_kept_by_another() {
    let mut named = promise(1, "100,00", "10/11/2026");
    named.charges = vec![charge_id(7)];
    assert_eq!(decided(&[named.clone()], &[receipt("05/11/2026", 8, "100,00")], "06/11/2026"), []);
    assert_eq!(decided(&[named], &[receipt("05/11/2026", 7, "100,00")], "06/11/2026").len(), 1);
}

#[test]
fn a_promise_that_was_decided_or_replaced_is_not_decided_again() {
    for state in [PromiseState::Kept, PromiseState::Broken, PromiseState::Superseded, PromiseState::Cancelled]
    {
        let over = Promise { state, ..promise(1, "100,00", "10/11/2026") };
        assert_eq!(
            decided(std::slice::from_ref(&over), &[receipt("05/11/2026", 1, "100,00")], "30/11/2026"),
            []
        );
        assert_eq!(over.require_open(), Err(Error::PromiseNotOpen));
    }
    // What a kept promise has taken is not there for the next one, what a replaced one would have is.
    let mut promises = [promise(1, "100,00", "10/11/2026"), promise(2, "100,00", "20/11/2026")];
    let paid = [receipt("05/11/2026", 1, "100,00")];
    promises[0].state = PromiseState::Kept;
    assert_eq!(decided(&promises, &paid, "06/11/2026"), []);
    promises[0].state = PromiseState::Superseded;
    assert_eq!(decided(&promises, &paid, "06/11/2026"), [(2, PromiseState::Kept, "100,00".to_owned())]);
}

#[test]
fn what_was_recorded_before_a_promise_does_not_keep_it() {
    let promises = [promise(1, "100,00", "10/11/2026")];
    let on_the_day = |minutes| {
        let at = promises[0].made_at + TimeDelta::minutes(minutes);
        Receipt { at, ..receipt("01/11/2026", 1, "100,00") }
    };
    let reached = |receipt: Receipt| progress(&promises, &[receipt], date("10/11/2026"))[0].received;
    assert_eq!(reached(on_the_day(-5)), Money::ZERO);
    assert_eq!(reached(on_the_day(5)), money("100,00"));
    // A bank's file that comes later tells of the same day: that money was still owed when it was promised.
    assert_eq!(reached(on_the_day(3 * 24 * 60)), money("100,00"));
    let paid_before = Receipt { on: date("31/10/2026"), ..on_the_day(3 * 24 * 60) };
    assert_eq!(reached(paid_before), Money::ZERO);
}

#[test]
fn a_promise_names_an_amount_and_a_day() {
    let today = date("21/11/2026");
    let errors = MakePromise { date: "20/11/2026".to_owned(), ..MakePromise::default() }.check(today);
    assert_eq!(errors.unwrap_err(), [Error::Required.on("amount"), Error::InThePast.on("date")]);
    let form =
        MakePromise { amount: "200".to_owned(), date: "2026-11-21".to_owned(), ..MakePromise::default() };
    let promise = form.check(today).unwrap();
    assert_eq!((promise.said, promise.held_to(money("150,00"))), (money("200,00"), money("150,00")));
}

proptest! {
    #[test]
    fn nothing_received_counts_twice(
        promises in prop::collection::vec((1..50_000_i64, 0..40_u64, 0..5_u32), 0..6),
        received in prop::collection::vec((1..50_000_i64, 0..50_u64), 0..8), today in 0..60_u64,
    ) {
        let day = |days| date("01/11/2026") + Days::new(days);
        let promises: Vec<_> = (1..).zip(promises).map(|(number, (amount, on, grace_days))| Promise {
            amount: Money::from_centavos(amount), on: day(on), grace_days, ..promise(number, "1", "01/11/2026")
        }).collect();
        let received: Vec<_> = received.into_iter().map(|(amount, on)| Receipt {
            on: day(on), at: noon(day(on)), charge: charge_id(1), amount: Money::from_centavos(amount),
        }).collect();
        let reached = progress(&promises, &received, day(today));
        let known: Money = received.iter().filter(|receipt| receipt.on <= day(today)).map(|receipt| receipt.amount).sum();
        prop_assert!(reached.iter().map(|reached| reached.received).sum::<Money>() <= known);
        for (promise, reached) in promises.iter().zip(&reached) {
            prop_assert!(reached.received <= promise.amount);
        }
        // Deciding day by day, and recording each decision, is deciding at once: none comes twice.
        let mut daily = promises.clone();
        let mut found = Vec::new();
        for now in 0..=today {
            for decision in decisions(&daily, &received, day(now)) {
                daily.iter_mut().find(|promise| promise.id == decision.promise).expect("a promise").state = decision.state;
                found.push(decision);
            }
        }
        let mut at_once = decisions(&promises, &received, day(today));
        at_once.sort_by_key(|decision| decision.promise);
        found.sort_by_key(|decision| decision.promise);
        prop_assert_eq!(found, at_once);
    }
}
