//! Where an amount received goes, what is refused, and taking it back.

use crate::support::{Books, date, figures, money, usual};
use domain::{
    Error, Money,
    charge::ChargeStatus,
    settlement::{Waiver, asked, settle},
};

#[test]
fn several_charges_are_paid_oldest_first() {
    // Named in another order than they are due; two due on the same day go by their documents.
    let mut books =
        Books::with(&[("300,00", "10/11/2026"), ("100,00", "05/10/2026"), ("200,00", "10/11/2026")]);
    let paid = books.pay(1, "21/11/2026", "420,00").unwrap();
    let places: Vec<_> = paid
        .allocations
        .iter()
        .map(|to| {
            (
                to.document.as_str(),
                to.fine.plain(),
                to.interest.plain(),
                to.principal.plain(),
                to.rest.plain(),
            )
        })
        .collect();
    let place = |document, parts: [&str; 4]| {
        let [fine, interest, principal, rest] = parts.map(str::to_owned);
        (document, fine, interest, principal, rest)
    };
    assert_eq!(
        places,
        [
            place("FAT-2", ["2,00", "1,57", "100,00", "0,00"]),
            place("FAT-1", ["6,00", "1,10", "300,00", "0,00"]),
            place("FAT-3", ["4,00", "0,73", "4,60", "195,40"]),
        ]
    );
    assert_eq!(paid.rest, money("195,40"));
    let statuses: Vec<_> = books.ledgers.iter().map(domain::ledger::Ledger::status).collect();
    assert_eq!(statuses, [ChargeStatus::Settled, ChargeStatus::Settled, ChargeStatus::Open]);
    assert_eq!(figures(&books.owed("21/11/2026")), ["195,40", "0,00", "0,00", "195,40"]);
}

#[test]
fn more_than_what_is_owed_is_refused_with_the_figure() {
    let mut books = Books::with(&[("150,00", "10/11/2026"), ("373,52", "05/10/2026")]);
    let owed = money("540,39");
    assert_eq!(asked(&usual(), &books.ledgers, date("21/11/2026"), Waiver::NONE), Ok(owed));
    assert_eq!(books.pay(1, "21/11/2026", "540,40").unwrap_err(), Error::MoreThanOwed { owed });
    let waiver = Waiver { fine: true, interest: true };
    let asked = Error::MoreThanOwed { owed: money("523,52") };
    assert_eq!(books.pay_waiving(1, "21/11/2026", "523,53", waiver).unwrap_err(), asked);
    books.pay(1, "21/11/2026", "540,39").unwrap();
    assert_eq!(books.owed("31/12/2026").total, Money::ZERO);
}

#[test]
fn nothing_or_less_is_refused() {
    let mut books = Books::with(&[("150,00", "10/11/2026")]);
    for amount in ["0", "-1"] {
        assert_eq!(books.pay(1, "21/11/2026", amount).unwrap_err(), Error::NotPositive);
    }
    assert_eq!(
        settle(&usual(), &[], date("21/11/2026"), money("1"), Waiver::NONE).unwrap_err(),
        Error::Required
    );
}

#[test]
fn a_settled_charge_cannot_be_settled_again() {
    let mut books = Books::with(&[("150,00", "10/11/2026")]);
    books.pay(1, "10/11/2026", "150,00").unwrap();
    assert_eq!(books.pay(2, "10/11/2026", "0,01").unwrap_err(), Error::NotOpen);
}

#[test]
fn a_day_before_the_last_payment_is_refused_and_the_day_named() {
    let mut books = Books::with(&[("150,00", "10/11/2026")]);
    books.pay(1, "20/11/2026", "50,00").unwrap();
    let later = Error::LaterMovement { on: date("20/11/2026") };
    assert_eq!(books.pay(2, "19/11/2026", "50,00").unwrap_err(), later);
    books.pay(2, "20/11/2026", "50,00").unwrap();
    books.take_back(2, "21/11/2026").unwrap();
    books.take_back(1, "21/11/2026").unwrap();
    books.pay(3, "19/11/2026", "50,00").unwrap();
}

#[test]
fn a_payment_over_several_charges_is_taken_back_whole_and_once() {
    let untouched = Books::with(&[("150,00", "10/11/2026"), ("373,52", "05/10/2026")]);
    let mut books = untouched.clone();
    books.pay(1, "21/11/2026", "400,00").unwrap();
    assert_eq!(books.ledgers[1].status(), ChargeStatus::Settled);
    books.take_back(1, "25/11/2026").unwrap();
    for day in ["25/11/2026", "24/12/2026", "01/02/2028"] {
        assert_eq!(books.owed(day), untouched.owed(day));
    }
    assert_eq!(books.take_back(1, "25/11/2026"), Err(Error::AlreadyReversed));
    assert_eq!(books.take_back(2, "25/11/2026"), Err(Error::AlreadyReversed));
}

#[test]
fn a_cheque_that_bounces_after_a_later_payment_restores_what_it_paid() {
    let mut books = Books::with(&[("1.000,00", "10/11/2026")]);
    books.pay(1, "15/11/2026", "521,67").unwrap();
    books.pay(2, "20/11/2026", "100,83").unwrap();
    books.take_back(1, "25/11/2026").unwrap();
    // 20,00 again; 1.000,00 for 10 days and 900,00 for 5 are 4,83, of which 0,83 is paid.
    assert_eq!(figures(&books.owed("25/11/2026")), ["900,00", "20,00", "4,00", "924,00"]);
}
