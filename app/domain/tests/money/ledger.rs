//! What a charge owes on any day, by its ledger.

use crate::support::{Books, charge_id, date, figures, money, payment_id, usual};
use chrono::Days;
use domain::{
    Error, Money,
    accrual::Terms,
    charge::{ChargeStatus, LedgerKind},
    correction::{IndexTable, PriceIndex},
    derivation::{Part, Rule, Step},
    holidays::Holidays,
    ledger::{ClosedBy, Entry, Ledger, Owed},
    policy::{CountedFrom, InterestMode, Policy},
    rate::parse_rate,
    settlement::{Waiver, settle},
};

#[test]
fn an_untouched_charge_owes_what_its_late_charges_say() {
    for (amount, due, on, owed) in [
        ("150,00", "10/11/2026", "21/11/2026", ["150,00", "3,00", "0,55", "153,55"]),
        ("373,52", "05/10/2026", "21/11/2026", ["373,52", "7,47", "5,85", "386,84"]),
        ("1.000,00", "14/11/2026", "16/11/2026", ["1.000,00", "0,00", "0,00", "1.000,00"]),
        ("1.000,00", "14/11/2026", "17/11/2026", ["1.000,00", "20,00", "1,00", "1.021,00"]),
        ("89,90", "20/11/2026", "23/11/2026", ["89,90", "0,00", "0,00", "89,90"]),
        ("89,90", "20/11/2026", "24/11/2026", ["89,90", "1,80", "0,12", "91,82"]),
        ("0,25", "10/11/2026", "11/11/2026", ["0,25", "0,01", "0,00", "0,26"]),
        ("500,00", "31/12/2026", "04/01/2027", ["500,00", "0,00", "0,00", "500,00"]),
    ] {
        assert_eq!(figures(&Books::with(&[(amount, due)]).owed(on)), owed, "{amount} {due}");
    }
}

#[test]
fn pix_counts_from_the_day_that_payment_was_put_off_to() {
    let pix = Terms::national(&Policy { counted_from: CountedFrom::Extended, ..Policy::default() });
    for (amount, due, on, total) in
        [("1.000,00", "14/11/2026", "17/11/2026", "1.020,33"), ("89,90", "20/11/2026", "24/11/2026", "91,73")]
    {
        let books = Books::with(&[(amount, due)]);
        assert_eq!(books.ledgers[0].owed(&pix, date(on)).unwrap().total.plain(), total);
    }
}

#[test]
fn interest_after_a_part_payment_runs_on_the_rest_in_segments_and_the_fine_is_not_asked_twice() {
    let mut books = Books::with(&[("1.000,00", "10/11/2026")]);
    // 20,00 and 1,67 first, the rest to the principal (CC art. 354).
    let paid = books.pay(1, "15/11/2026", "521,67").unwrap();
    let to = &paid.allocations[0];
    assert_eq!(
        [to.fine, to.interest, to.principal, to.rest].map(Money::plain),
        ["20,00", "1,67", "500,00", "500,00"]
    );
    assert_eq!(figures(&books.owed("15/11/2026")), ["500,00", "0,00", "0,00", "500,00"]);
    // 1.000,00 for 5 days and 500,00 for 5 days are 2,50; 1,67 of them are paid.
    assert_eq!(figures(&books.owed("20/11/2026")), ["500,00", "0,00", "0,83", "500,83"]);
    // A month later: 1.000,00 x 5 + 500,00 x 30 days = 6,67 - 1,67.
    assert_eq!(figures(&books.owed("15/12/2026")), ["500,00", "0,00", "5,00", "505,00"]);
}

#[test]
fn a_small_payment_does_not_reach_the_principal() {
    let mut books = Books::with(&[("1.000,00", "10/11/2026")]);
    books.pay(1, "15/11/2026", "5,00").unwrap();
    assert_eq!(figures(&books.owed("15/11/2026")), ["1.000,00", "15,00", "1,67", "1.016,67"]);
    books.pay(2, "15/11/2026", "16,00").unwrap();
    assert_eq!(figures(&books.owed("15/11/2026")), ["1.000,00", "0,00", "0,67", "1.000,67"]);
    assert_eq!(figures(&books.owed("10/12/2026")), ["1.000,00", "0,00", "9,00", "1.009,00"]);
}

#[test]
fn what_is_paid_in_time_goes_to_the_principal_and_is_free_of_charges() {
    let mut books = Books::with(&[("1.000,00", "14/11/2026")]);
    books.pay(1, "16/11/2026", "400,00").unwrap();
    assert_eq!(figures(&books.owed("16/11/2026")), ["600,00", "0,00", "0,00", "600,00"]);
    assert_eq!(figures(&books.owed("17/11/2026")), ["600,00", "12,00", "0,60", "612,60"]);
}

#[test]
fn waived_charges_are_not_asked_for_but_new_interest_is() {
    let mut books = Books::with(&[("1.000,00", "10/11/2026")]);
    let both = Waiver { fine: true, interest: true };
    let paid = books.pay_waiving(1, "20/11/2026", "400,00", both).unwrap();
    assert_eq!(paid.allocations[0].principal, money("400,00"));
    assert_eq!(
        [paid.allocations[0].waived_fine, paid.allocations[0].waived_interest].map(Money::plain),
        ["20,00", "3,33"]
    );
    assert_eq!(paid.rest, money("600,00"));
    assert_eq!(figures(&books.owed("30/11/2026")), ["600,00", "0,00", "2,00", "602,00"]);
    books.take_back(1, "30/11/2026").unwrap();
    assert_eq!(books.owed("30/11/2026"), Books::with(&[("1.000,00", "10/11/2026")]).owed("30/11/2026"));
}

#[test]
fn principal_paid_without_reserve_ends_the_charge() {
    // As an imported payment does: all of the principal, nothing of the fine.
    let mut books = Books::with(&[("100,00", "10/11/2026")]);
    let ledger = &books.ledgers[0];
    let all = domain::ledger::NewEntry {
        charge: ledger.charge(),
        kind: LedgerKind::Payment,
        amount: money("100,00"),
        on: date("20/11/2026"),
        value_on: date("20/11/2026"),
        reverses: None,
        payment: None,
        agreement: None,
    };
    books.add([all]);
    assert_eq!(figures(&books.owed("20/11/2026")), ["0,00", "0,00", "0,00", "0,00"]);
    assert_eq!(books.ledgers[0].status(), ChargeStatus::Settled);
    assert_eq!(figures(&books.owed("19/11/2026")), ["100,00", "2,00", "0,30", "102,30"]);
}

#[test]
fn a_fixed_fine_and_a_fixed_amount_per_day() {
    let policy = Policy {
        fine_fixed: Some(money("5,00")),
        mode: InterestMode::ValuePerDay,
        interest_per_day: Some(money("0,10")),
        ..Policy::default()
    };
    let books = Books::with(&[("373,52", "05/10/2026")]);
    let owed = books.ledgers[0].owed(&Terms::national(&policy), date("21/11/2026")).unwrap();
    assert_eq!(figures(&owed), ["373,52", "5,00", "4,70", "383,22"]);
    let by_rate = Policy { mode: InterestMode::ValuePerDay, ..Policy::default() };
    let owed = books.ledgers[0].owed(&Terms::national(&by_rate), date("21/11/2026")).unwrap();
    assert_eq!(figures(&owed), ["373,52", "7,47", "5,64", "386,63"]);
}

fn ipca() -> IndexTable {
    let rates = [("01/09/2026", "0,50"), ("01/10/2026", "1,00"), ("01/11/2026", "2,00")];
    IndexTable::new(PriceIndex::Ipca, rates.map(|(day, rate)| (date(day), parse_rate(rate).expect("a rate"))))
}

fn corrected(index: &IndexTable) -> Terms<'_> {
    let policy = Policy { correction: Some(PriceIndex::Ipca), ..Policy::default() };
    Terms { policy, holidays: Holidays::national(), index: Some(index) }
}

#[test]
fn correction_comes_before_fine_and_interest_and_is_on_the_open_principal() {
    let (index, books) = (ipca(), Books::with(&[("1.000,00", "05/10/2026")]));
    let owed = |on| books.ledgers[0].owed(&corrected(&index), date(on)).unwrap();
    // No month has closed: as without correction.
    assert_eq!(figures(&owed("25/10/2026")), ["1.000,00", "20,00", "6,67", "1.026,67"]);
    // October is 1 %: 1.010,00; 2 % of it; 1 % x 47 / 30 of it.
    assert_eq!(owed("21/11/2026").correction, money("10,00"));
    assert_eq!(figures(&owed("21/11/2026")), ["1.000,00", "20,20", "15,82", "1.046,02"]);
    assert_eq!(owed("05/10/2026").total, money("1.000,00"));
    // A policy by another index than that of the table corrects by nothing: it asks for its own.
    let policy = Policy { correction: Some(PriceIndex::IgpM), ..Policy::default() };
    let other = Terms { policy, ..corrected(&index) };
    let month = date("01/10/2026");
    let without = Err(Error::IndexMissing { index: PriceIndex::IgpM, month });
    assert_eq!(books.ledgers[0].owed(&other, date("21/11/2026")), without);
    assert_eq!(books.ledgers[0].owed(&Terms::national(&policy), date("21/11/2026")), without);
    assert_eq!(books.ledgers[0].owed(&other, date("05/10/2026")).unwrap().total, money("1.000,00"));
    let missing = books.ledgers[0].owed(&corrected(&index), date("05/01/2027"));
    assert_eq!(missing, Err(Error::IndexMissing { index: PriceIndex::Ipca, month: date("01/12/2026") }));
}

#[test]
fn a_part_paid_in_time_leaves_the_fine_on_the_corrected_rest() {
    let (index, mut books) = (ipca(), Books::with(&[("1.000,00", "05/10/2026")]));
    books.pay(1, "01/10/2026", "400,00").unwrap();
    let owed = books.ledgers[0].owed(&corrected(&index), date("21/11/2026")).unwrap();
    assert_eq!(owed.correction, money("6,00"));
    assert_eq!(figures(&owed), ["600,00", "12,12", "9,49", "627,61"]);
}

#[test]
fn a_part_of_corrected_principal_is_paid_in_the_money_of_the_day() {
    let (index, mut books) = (ipca(), Books::with(&[("1.000,00", "05/10/2026")]));
    let terms = corrected(&index);
    // 20,20 + 15,82, then half of the 1.010,00.
    let paid = settle(&terms, &books.ledgers, date("21/11/2026"), money("541,02"), Waiver::NONE).unwrap();
    let to = &paid.allocations[0];
    assert_eq!(
        [to.fine, to.interest, to.correction, to.principal].map(Money::plain),
        ["20,20", "15,82", "5,00", "500,00"]
    );
    let lines: Vec<_> = paid.entries(payment_id(1)).collect();
    books.add(lines);
    let owed = |on| books.ledgers[0].owed(&terms, date(on)).unwrap();
    assert_eq!((owed("21/11/2026").total, owed("21/11/2026").correction), (money("505,00"), money("5,00")));
    // November is 2 %: 500,00 x 1,0302; the fine was charged; interest on the rest for ten days more.
    let later = owed("01/12/2026");
    assert_eq!(
        [later.principal, later.correction, later.fine].map(Money::plain),
        ["500,00", "15,10", "0,00"]
    );
    assert_eq!(later.interest.plain(), "1,72");
}

#[test]
fn the_past_does_not_change() {
    let mut books = Books::with(&[("1.000,00", "10/11/2026")]);
    let before = books.owed("19/11/2026");
    books.pay(1, "20/11/2026", "500,00").unwrap();
    let paid = books.owed("25/11/2026");
    books.take_back(1, "30/11/2026").unwrap();
    assert_eq!(books.owed("19/11/2026"), before);
    assert_eq!(books.owed("25/11/2026"), paid);
    assert_eq!(books.owed("30/11/2026"), Books::with(&[("1.000,00", "10/11/2026")]).owed("30/11/2026"));
    // Recorded anew with its right day: it counts from that day, and is known from the day of the correction.
    books.pay(2, "12/11/2026", "1.000,00").unwrap();
    assert_eq!(books.owed("25/11/2026"), paid);
    assert_eq!(books.owed("30/11/2026").principal, money("20,67"));
}

#[test]
fn lines_that_contradict_each_other_are_refused() {
    let books = Books::with(&[("100,00", "10/11/2026")]);
    let principal = books.ledgers[0].entries()[0];
    let line = |number: u128, kind, amount| Entry {
        id: domain::id::EntryId(uuid::Uuid::from_u128(number)),
        kind,
        amount: money(amount),
        ..principal
    };
    let made = |lines: &[Entry]| {
        let entries = [&[principal], lines].concat();
        Ledger::from_entries(charge_id(1), "FAT-1", date("10/11/2026"), entries).map(|ledger| ledger.open())
    };
    let reversal = |number, of: &Entry, amount| Entry {
        reverses: Some(of.id),
        ..line(number, LedgerKind::Reversal, amount)
    };
    let payment = line(90, LedgerKind::Payment, "40,00");
    let back = reversal(91, &payment, "40,00");
    assert_eq!(made(&[payment, back]), Ok(money("100,00")));
    assert_eq!(made(&[payment, back, reversal(92, &payment, "40,00")]), Err(Error::AlreadyReversed));
    for broken in [
        vec![line(90, LedgerKind::Payment, "0,00")],
        vec![line(90, LedgerKind::Payment, "100,01")],
        vec![payment, payment],
        vec![payment, reversal(91, &payment, "39,99")],
        vec![back],
        vec![payment, back, reversal(92, &back, "40,00")],
        vec![payment, line(91, LedgerKind::Reversal, "40,00")],
        vec![
            payment,
            Entry { on: principal.on - Days::new(1), value_on: principal.on - Days::new(1), ..back },
        ],
        vec![Entry { value_on: payment.on + Days::new(1), ..payment }],
        vec![Entry { reverses: Some(principal.id), ..payment }],
    ] {
        assert_eq!(made(&broken), Err(Error::LedgerInconsistent), "{broken:?}");
    }
}

#[test]
fn a_charge_is_changed_and_closed_only_while_it_is_open() {
    let mut books = Books::with(&[("100,00", "10/11/2026")]);
    books.pay(1, "09/11/2026", "30,00").unwrap();
    let today = date("10/11/2026");
    let change = |books: &Books, to| books.ledgers[0].change_principal(money(to), today);
    assert_eq!(change(&books, "100,00"), Ok(None));
    assert_eq!(change(&books, "30,00"), Err(Error::NotPositive));
    let more = change(&books, "120,00").unwrap().unwrap();
    assert_eq!((more.kind, more.amount), (LedgerKind::Surcharge, money("20,00")));
    let less = change(&books, "50,00").unwrap().unwrap();
    assert_eq!((less.kind, less.amount), (LedgerKind::Discount, money("50,00")));
    books.add([less]);
    assert_eq!(figures(&books.owed("20/11/2026")), ["20,00", "0,40", "0,07", "20,47"]);
    let close = books.ledgers[0].close(ClosedBy::Cancellation, today).unwrap();
    books.add([close]);
    assert_eq!(books.ledgers[0].status(), ChargeStatus::Cancelled);
    assert_eq!(change(&books, "60,00"), Err(Error::NotOpen));
    assert_eq!(books.ledgers[0].close(ClosedBy::WriteOff, today), Err(Error::NotOpen));
    assert_eq!(books.owed("20/11/2026").total, Money::ZERO);
}

#[test]
fn a_derivation_leads_to_the_amount_and_names_its_rules() {
    let mut books = Books::with(&[("1.000,00", "14/11/2026")]);
    books.pay(1, "20/11/2026", "522,00").unwrap();
    let told = books.ledgers[0].derivation(&usual(), date("30/11/2026")).unwrap();
    assert_eq!(told.owed, books.owed("30/11/2026"));
    assert_eq!((told.days, told.payable_until), (16, date("16/11/2026")));
    let steps: Vec<_> = told.lines.iter().map(|line| line.step).collect();
    let bases: Vec<_> = steps
        .iter()
        .filter_map(|step| match step {
            Step::Ran { segment, .. } => Some((segment.base.plain(), segment.days)),
            _ => None,
        })
        .collect();
    assert_eq!(bases, [("1.000,00".to_owned(), 6), ("500,00".to_owned(), 10)]);
    assert!(steps.contains(&Step::Received { part: Part::Fine, amount: money("20,00") }));
    assert!(steps.contains(&Step::Received { part: Part::Interest, amount: money("2,00") }));
    let put_off = told.lines.iter().find(|line| matches!(line.step, Step::PutOff { .. })).unwrap();
    assert_eq!(put_off.rules, [Rule::NextBusinessDay]);
    assert_eq!(
        Rule::NextBusinessDay.citation(),
        "CC art. 132 §1; Lei 7.089/1983 art. 1; Res. CMN 4.880/2020"
    );
    let json = serde_json::to_string(&told).unwrap();
    assert_eq!(serde_json::from_str::<domain::derivation::Derivation>(&json).unwrap(), told);
}

#[test]
fn a_calculator_needs_no_charge() {
    let (due, on) = (date("05/10/2026"), date("21/11/2026"));
    let told = Ledger::of_principal(money("373,52"), due).unwrap().derivation(&usual(), on).unwrap();
    assert_eq!(
        (told.days, figures(&told.owed)),
        (47, ["373,52", "7,47", "5,85", "386,84"].map(str::to_owned))
    );
    assert_eq!(Owed::untouched(&usual(), money("373,52"), due, on), Ok(told.owed));
    assert_eq!(Ledger::of_principal(Money::ZERO, due), Err(Error::LedgerInconsistent));
}

#[test]
fn a_derivation_says_that_a_charge_is_in_time_or_paid() {
    let mut books = Books::with(&[("500,00", "31/12/2026")]);
    let steps = |books: &Books, on| -> Vec<Step> {
        let told = books.ledgers[0].derivation(&usual(), date(on)).unwrap();
        told.lines.into_iter().map(|line| line.step).collect()
    };
    assert!(steps(&books, "02/01/2027").contains(&Step::InTime { until: date("04/01/2027") }));
    let rules = books.ledgers[0].derivation(&usual(), date("02/01/2027")).unwrap().lines[1].rules.clone();
    assert_eq!(rules, [Rule::YearEnd]);
    books.pay(1, "02/01/2027", "500,00").unwrap();
    assert!(steps(&books, "05/02/2027").contains(&Step::Discharged));
}
