//! Forms of money are read as typed, and tell everything wrong with them at once.

use crate::support::{date, money};
use domain::{
    Error,
    charge::{CancelCharge, NewCharge, PaymentMethod, SaveCharge, one_company},
    correction::PriceIndex,
    id::CompanyId,
    policy::{CountedFrom, InterestMode, Policy, PolicyVersion, Rounding},
    settings::{HolidayChange, ImportIndex, Rules, SaveHoliday, SavePolicy, SaveRules},
    settlement::{ReversePayment, SettleCharges, Waiver},
};
use uuid::Uuid;

fn id(number: u128) -> String {
    Uuid::from_u128(number).to_string()
}

fn settling() -> SettleCharges {
    SettleCharges {
        key: id(1),
        charges: vec![id(2), id(3), id(2)],
        date: "2026-11-20".to_owned(),
        method: "pix".to_owned(),
        amount: "386,84".to_owned(),
        ..SettleCharges::default()
    }
}

#[test]
fn a_settlement_is_read_as_typed() {
    let read = settling().check(date("21/11/2026"), false).expect("a form");
    assert_eq!(read.charges.len(), 2, "each charge once");
    assert_eq!(
        (read.on, read.method, read.amount),
        (date("20/11/2026"), PaymentMethod::Pix, money("386,84"))
    );
    assert_eq!(read.waiver, Waiver::NONE);
}

#[test]
fn a_waiver_needs_the_permission_and_a_reason() {
    let form = SettleCharges { waive_fine: "on".to_owned(), ..settling() };
    let today = date("21/11/2026");
    assert_eq!(form.check(today, false), Err(vec![Error::NotAllowed.on("waive_reason")]));
    assert_eq!(form.check(today, true), Err(vec![Error::Required.on("waive_reason")]));
    let form = SettleCharges { waive_reason: "paid on the day at the desk".to_owned(), ..form };
    assert_eq!(form.check(today, true).map(|read| read.waiver), Ok(Waiver { fine: true, interest: false }));
}

#[test]
fn what_is_wrong_with_a_settlement_is_told_at_its_fields() {
    let form = SettleCharges {
        charges: Vec::new(),
        date: "22/11/2026".to_owned(),
        method: "gold".to_owned(),
        amount: "0".to_owned(),
        ..settling()
    };
    assert_eq!(
        form.check(date("21/11/2026"), true),
        Err(vec![
            Error::Required.on("charges"),
            Error::InTheFuture.on("date"),
            Error::NotAnOption.on("method"),
            Error::NotPositive.on("amount"),
        ])
    );
    let form = SettleCharges { charges: (0..201).map(id).collect(), ..settling() };
    let errors = form.check(date("21/11/2026"), true).expect_err("too many");
    assert_eq!(errors, [Error::TooMany { max: 200 }.on("charges")]);
    let blank = ReversePayment { payment: id(1), reason: " ".to_owned() };
    assert_eq!(blank.check(), Err(vec![Error::Required.on("reason")]));
}

#[test]
fn a_policy_is_shown_and_read_back() {
    let policy = Policy {
        fine_fixed: Some(money("5,00")),
        interest_percent: "0.033".parse().expect("a rate"),
        interest_per_day: Some(money("0,10")),
        mode: InterestMode::ValuePerDay,
        rounding: Rounding::Truncate,
        counted_from: CountedFrom::Extended,
        grace_days: 3,
        year_end: false,
        correction: Some(PriceIndex::IgpM),
        ..Policy::default()
    };
    for policy in [policy, Policy::default()] {
        let version = PolicyVersion { valid_from: date("21/11/2026"), policy };
        let company = CompanyId(Uuid::from_u128(9));
        assert_eq!(SavePolicy::of(company, &version).check(date("21/11/2026")), Ok((company, version)));
    }
}

#[test]
fn a_policy_does_not_begin_in_the_past_and_has_rates_that_somebody_means() {
    let company = CompanyId(Uuid::from_u128(9));
    let version = PolicyVersion { valid_from: date("20/11/2026"), policy: Policy::default() };
    let form = SavePolicy {
        fine_percent: "101".to_owned(),
        interest_percent: "-1".to_owned(),
        grace_days: "91".to_owned(),
        rounding: "x".to_owned(),
        ..SavePolicy::of(company, &version)
    };
    assert_eq!(
        form.check(date("21/11/2026")),
        Err(vec![
            Error::InThePast.on("valid_from"),
            Error::RateOutOfRange.on("fine_percent"),
            Error::RateOutOfRange.on("interest_percent"),
            Error::NotAnOption.on("rounding"),
            Error::TooMany { max: 90 }.on("grace_days"),
        ])
    );
}

#[test]
fn rules_holidays_and_indices_are_read() {
    let company = id(9);
    let rules = SaveRules {
        company: company.clone(),
        break_missed: "2".to_owned(),
        break_days: "30".to_owned(),
        promise_grace: "2".to_owned(),
    };
    assert_eq!(rules.check().map(|(_, rules)| rules), Ok(Rules::default()));
    let never = SaveRules { company, ..SaveRules::default() };
    assert_eq!(never.check().map(|(_, rules)| rules.breaking.missed), Ok(None));
    let wrong = SaveRules { break_missed: "0".to_owned(), ..never };
    assert_eq!(wrong.check(), Err(vec![Error::NotPositive.on("break_missed")]));

    let add =
        SaveHoliday { date: "25/01/2027".to_owned(), change: "incluir".to_owned(), ..SaveHoliday::default() };
    assert_eq!(add.check(), Err(vec![Error::Required.on("name")]));
    let strike = SaveHoliday { change: "retirar".to_owned(), ..add };
    assert_eq!(strike.check(), Ok((date("25/01/2027"), HolidayChange::Remove, String::new())));

    let index = ImportIndex { index: "ipca".to_owned(), table: "data;valor\n01/10/2026;0,56\nx".to_owned() };
    assert_eq!(index.check(), Err(vec![Error::NotAnOption.on("table[3]")]));
    let index = ImportIndex { table: "data;valor".to_owned(), ..index };
    assert_eq!(index.check(), Err(vec![Error::Required.on("table")]));
}

#[test]
fn monthly_charges_add_up_and_keep_the_last_day_of_the_month() {
    let form = SaveCharge {
        key: id(1),
        company: id(2),
        document: "FAT-7".to_owned(),
        issued: "2026-11-21".to_owned(),
        due: "2026-12-31".to_owned(),
        amount: "100,00".to_owned(),
        count: "3".to_owned(),
        ..SaveCharge::default()
    };
    let made = form.check().expect("charges").charges;
    let charge = |document: &str, due, amount| NewCharge {
        document: document.to_owned(),
        due: date(due),
        amount: money(amount),
    };
    assert_eq!(
        made,
        [
            charge("FAT-7 1/3", "31/12/2026", "33,34"),
            charge("FAT-7 2/3", "31/01/2027", "33,33"),
            charge("FAT-7 3/3", "28/02/2027", "33,33"),
        ]
    );
    let one = SaveCharge { count: String::new(), ..form.clone() };
    assert_eq!(one.check().expect("a charge").charges, [charge("FAT-7", "31/12/2026", "100,00")]);
    for (count, error) in
        [("0", Error::NotPositive), ("361", Error::TooMany { max: 360 }), ("x", Error::NotAnOption)]
    {
        let form = SaveCharge { count: count.to_owned(), ..form.clone() };
        assert_eq!(form.check(), Err(vec![error.on("count")]), "{count}");
    }
    let changed = SaveCharge { charge: id(3), ..form.clone() };
    assert_eq!(changed.check(), Err(vec![Error::TooMany { max: 1 }.on("count")]));
    let tiny = SaveCharge { amount: "0,02".to_owned(), ..form.clone() };
    assert_eq!(tiny.check(), Err(vec![Error::NotPositive.on("count")]));
    let backwards = SaveCharge { due: "20/11/2026".to_owned(), ..form };
    assert_eq!(backwards.check(), Err(vec![Error::EndBeforeStart.on("due")]));
    let blank = CancelCharge { charge: id(1), reason: String::new() };
    assert_eq!(blank.check(), Err(vec![Error::Required.on("reason")]));
}

#[test]
fn what_is_settled_together_has_one_creditor() {
    let companies = [1, 1, 2].map(|number| CompanyId(Uuid::from_u128(number)));
    assert_eq!(one_company(companies[..2].iter().copied()), Ok(companies[0]));
    assert_eq!(one_company(companies), Err(Error::SeveralCompanies));
    assert_eq!(one_company([]), Err(Error::Required));
}
