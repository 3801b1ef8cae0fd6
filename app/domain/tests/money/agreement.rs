//! Agreements: the worked case, what is refused, and the ways back.

use crate::support::{Books, agreement_id, date, figures, money, payment_id, usual};
use domain::{
    Error, Money,
    accrual::Terms,
    agreement::{
        Adjustment, AgreementState, BreakRule, Change, ConfirmAgreement, DivideAgreement, Health, Limits,
        Proposal, break_up, changes, health, undo,
    },
    charge::{ChargeStatus, PaymentMethod},
    instalments::Instalment,
    ledger::Ledger,
    policy::Policy,
};

const STRICT: Limits = Limits { exceed_discount: false };

fn instalment(due: &str, amount: &str) -> Instalment {
    Instalment { method: PaymentMethod::Pix, due: date(due), amount: money(amount) }
}

fn adjusted(discount: &str, surcharge: &str) -> Adjustment {
    Adjustment::typed(money(discount), money(surcharge)).expect("an adjustment")
}

/// 373,52 that is not late, in two of 200,00.
fn worked_case(books: &Books) -> Proposal {
    let mut proposal = Proposal::of(&usual(), &books.ledgers, date("21/11/2026")).expect("a proposal");
    proposal.instalments = vec![instalment("21/12/2026", "200,00"), instalment("21/01/2027", "200,00")];
    proposal
}

/// Confirms a proposal: the sources are transferred, the instalments become charges after them.
fn confirm(books: &mut Books, proposal: &Proposal, number: u128) -> Vec<Ledger> {
    let lines = proposal.transfers(&books.ledgers, agreement_id(number)).expect("open sources");
    books.add(lines);
    let before = books.ledgers.len();
    for instalment in &proposal.instalments {
        books.charge_issued(instalment.amount, instalment.due, proposal.on);
    }
    books.ledgers[before..].to_vec()
}

fn apart(books: &Books, sources: usize) -> (&[Ledger], &[Ledger]) {
    books.ledgers.split_at(sources)
}

#[test]
fn the_worked_case_closes_with_a_surcharge_or_with_a_discount_below_zero() {
    let books = Books::with(&[("373,52", "30/11/2026")]);
    let mut proposal = worked_case(&books);
    let today = date("21/11/2026");
    assert_eq!(proposal.difference(), money("26,48"));
    let open = Error::NotBalanced { difference: money("26,48") };
    assert_eq!(proposal.check(today, STRICT, ""), Err(vec![open.on("instalments")]));
    for adjustment in [adjusted("0", "26,48"), adjusted("-26,48", "0")] {
        assert_eq!(adjustment, Adjustment { discount: Money::ZERO, surcharge: money("26,48") });
        proposal.adjustment = adjustment;
        assert_eq!(proposal.difference(), Money::ZERO);
        assert_eq!(proposal.check(today, STRICT, ""), Ok(()));
        assert_eq!((proposal.agreed(), proposal.distributed()), (money("400,00"), money("400,00")));
    }
    proposal.instalments.pop();
    assert_eq!(proposal.difference(), money("-200,00"));
    assert_eq!(Adjustment::typed(Money::ZERO, money("-1")), Err(Error::NotPositive));
}

#[test]
fn a_discount_goes_up_to_fine_and_interest() {
    let books = Books::with(&[("373,52", "05/10/2026")]);
    let today = date("21/11/2026");
    let mut proposal = Proposal::of(&usual(), &books.ledgers, today).unwrap();
    assert_eq!(proposal.discount_cap(), money("13,32"));
    proposal.adjustment = adjusted("13,32", "0");
    proposal.instalments = vec![instalment("21/11/2026", "373,52")];
    assert_eq!(proposal.check(today, STRICT, ""), Ok(()));
    proposal.adjustment = adjusted("13,33", "0");
    proposal.instalments = vec![instalment("21/11/2026", "373,51")];
    let above = Error::DiscountAboveCap { cap: money("13,32") };
    assert_eq!(proposal.check(today, STRICT, "hardship"), Err(vec![above.on("discount")]));
    let wide = Limits { exceed_discount: true };
    assert_eq!(proposal.check(today, wide, " "), Err(vec![Error::Required.on("reason")]));
    assert_eq!(proposal.check(today, wide, "hardship"), Ok(()));
}

#[test]
fn everything_wrong_is_told_at_its_field() {
    let books = Books::with(&[("100,00", "30/11/2026")]);
    let today = date("21/11/2026");
    let mut proposal = Proposal::of(&usual(), &books.ledgers, today).unwrap();
    assert_eq!(proposal.check(today, STRICT, ""), Err(vec![Error::Required.on("instalments")]));
    proposal.instalments = vec![instalment("20/11/2026", "100,00"), instalment("21/11/2026", "0,00")];
    let wrong = [Error::InThePast.on("dues[0]"), Error::NotPositive.on("amounts[1]")];
    assert_eq!(proposal.check(today, STRICT, ""), Err(wrong.to_vec()));
    proposal.sources.clear();
    assert!(proposal.check(today, STRICT, "").unwrap_err().contains(&Error::Required.on("charges")));
}

#[test]
fn the_sum_is_conserved_and_the_sources_are_superseded() {
    let mut books = Books::with(&[("373,52", "05/10/2026"), ("150,00", "10/11/2026")]);
    let today = date("21/11/2026");
    let mut proposal = Proposal::of(&usual(), &books.ledgers, today).unwrap();
    assert_eq!(figures(&proposal.debt()), ["523,52", "10,47", "6,40", "540,39"]);
    proposal.instalments = vec![instalment("21/11/2026", "300,00"), instalment("21/12/2026", "240,39")];
    assert_eq!(proposal.check(today, STRICT, ""), Ok(()));
    let instalments = confirm(&mut books, &proposal, 1);
    let sum: Money = instalments.iter().map(Ledger::open).sum();
    assert_eq!(sum, proposal.debt().total);
    assert_eq!(books.owed("21/11/2026").total, sum);
    assert_eq!(books.ledgers[0].status(), ChargeStatus::Superseded);
    assert_eq!(books.pay(1, "21/11/2026", "1,00").unwrap_err(), Error::NotOpen);
    assert_eq!(proposal.transfers(&books.ledgers, agreement_id(2)), Err(Error::NotOpen));
    assert_eq!(Proposal::of(&usual(), &books.ledgers, today), Err(Error::NotOpen));
}

#[test]
fn undone_it_is_as_if_it_had_never_been() {
    let mut books = Books::with(&[("373,52", "05/10/2026"), ("150,00", "10/11/2026")]);
    books.pay(1, "10/11/2026", "100,00").unwrap();
    let untouched = books.clone();
    let mut proposal = Proposal::of(&usual(), &books.ledgers, date("21/11/2026")).unwrap();
    proposal.instalments = vec![instalment("21/12/2026", &proposal.debt().total.plain())];
    confirm(&mut books, &proposal, 1);
    let (sources, instalments) = apart(&books, 2);
    let lines = undo(agreement_id(1), sources, instalments, date("25/11/2026")).unwrap();
    books.add(lines);
    for day in ["25/11/2026", "21/12/2026", "21/11/2028"] {
        assert_eq!(books.owed(day), untouched.owed(day));
    }
    assert_eq!(books.ledgers[2].status(), ChargeStatus::Cancelled);
    let (sources, instalments) = apart(&books, 2);
    let again = undo(agreement_id(1), sources, instalments, date("25/11/2026"));
    assert_eq!(again, Err(Error::AgreementNotActive));
    // The payment from before can still be taken back.
    books.take_back(1, "26/11/2026").unwrap();
    assert_eq!(
        books.owed("26/11/2026"),
        Books::with(&[("373,52", "05/10/2026"), ("150,00", "10/11/2026")]).owed("26/11/2026")
    );
}

/// 373,52 and 150,00, renegotiated on 21/11/2026 into 300,00 and 240,39, the first of which is paid on its day.
fn half_paid() -> Books {
    let mut books = Books::with(&[("373,52", "05/10/2026"), ("150,00", "10/11/2026")]);
    let mut proposal = Proposal::of(&usual(), &books.ledgers, date("21/11/2026")).expect("figures");
    proposal.instalments = vec![instalment("23/11/2026", "300,00"), instalment("21/12/2026", "240,39")];
    confirm(&mut books, &proposal, 1);
    let first = books.ledgers[2..3].to_vec();
    let paid = domain::settlement::settle(
        &usual(),
        &first,
        date("23/11/2026"),
        money("300,00"),
        domain::settlement::Waiver::NONE,
    );
    let lines: Vec<_> = paid.expect("figures").entries(payment_id(9)).collect();
    books.add(lines);
    books
}

#[test]
fn broken_what_was_paid_goes_to_the_oldest_source_as_of_its_day() {
    let mut books = half_paid();
    let (sources, instalments) = apart(&books, 2);
    assert_eq!(undo(agreement_id(1), sources, instalments, date("30/12/2026")), Err(Error::InstalmentPaid));
    let broken = break_up(|_| usual(), agreement_id(1), sources, instalments, date("30/12/2026")).unwrap();
    assert_eq!(broken.received, money("300,00"));
    assert_eq!(broken.before.principal, money("240,39"));
    // On 23/11 the oldest owed 7,47 and 6,10 (49 days): 286,43 of its principal are paid.
    let to = &broken.payments[0].allocations;
    assert_eq!(to.len(), 1);
    assert_eq!([to[0].fine, to[0].interest, to[0].principal].map(Money::plain), ["7,47", "6,10", "286,43"]);
    let past = ["21/11/2026", "22/11/2026", "23/11/2026", "29/12/2026"].map(|day| books.owed(day));
    books.add(broken.entries.clone());
    for (charge, derivation) in &broken.after {
        assert_eq!(books.of(*charge).derivation(&usual(), date("30/12/2026")).unwrap(), *derivation);
    }
    // 87,09 for 37 days more; 150,00 for 50 days.
    assert_eq!(figures(&broken.after[0].1.owed), ["87,09", "0,00", "1,07", "88,16"]);
    assert_eq!(figures(&broken.after[1].1.owed), ["150,00", "3,00", "2,50", "155,50"]);
    assert_eq!(books.owed("30/12/2026").total, money("243,66"));
    let received: Money = books.ledgers.iter().map(|ledger| ledger.received(date("30/12/2026"))).sum();
    assert_eq!(received, money("300,00"));
    assert_eq!(["21/11/2026", "22/11/2026", "23/11/2026", "29/12/2026"].map(|day| books.owed(day)), past);
    // The payment can still be taken back, from where it is now.
    books.take_back(9, "31/12/2026").unwrap();
    assert_eq!(
        books.owed("31/12/2026"),
        Books::with(&[("373,52", "05/10/2026"), ("150,00", "10/11/2026")]).owed("31/12/2026")
    );
}

#[test]
fn a_payment_with_a_waiver_can_be_taken_back_after_the_break() {
    let mut books = Books::with(&[("373,52", "30/11/2026")]);
    let mut proposal = worked_case(&books);
    proposal.adjustment = adjusted("0", "26,48");
    confirm(&mut books, &proposal, 1);
    let first = books.ledgers[1..2].to_vec();
    let waiver = domain::settlement::Waiver { fine: true, interest: true };
    let paid =
        domain::settlement::settle(&usual(), &first, date("23/12/2026"), money("150,00"), waiver).unwrap();
    assert_eq!(paid.allocations[0].waived_fine, money("4,00"));
    let lines: Vec<_> = paid.entries(payment_id(5)).collect();
    books.add(lines);
    let (sources, instalments) = apart(&books, 1);
    let broken = break_up(|_| usual(), agreement_id(1), sources, instalments, date("30/01/2027")).unwrap();
    books.add(broken.entries);
    books.take_back(5, "31/01/2027").unwrap();
    assert_eq!(books.owed("31/01/2027"), Books::with(&[("373,52", "30/11/2026")]).owed("31/01/2027"));
}

#[test]
fn what_was_paid_before_the_agreement_counts_from_its_day_when_it_is_broken() {
    let mut books = Books::with(&[("373,52", "05/10/2026")]);
    books.pay(1, "20/11/2026", "86,49").unwrap();
    let mut proposal = Proposal::of(&usual(), &books.ledgers, date("21/11/2026")).unwrap();
    let half = proposal.debt().total.split(2);
    proposal.instalments =
        vec![instalment("21/11/2026", &half[0].plain()), instalment("21/12/2026", &half[1].plain())];
    confirm(&mut books, &proposal, 1);
    // A transfer of the day before, found in the statement later: the first instalment was not late then.
    let first = books.ledgers[1..2].to_vec();
    let none = domain::settlement::Waiver::NONE;
    let paid = domain::settlement::settle(&usual(), &first, date("10/11/2026"), half[0], none).unwrap();
    let lines: Vec<_> = paid.entries(payment_id(2)).collect();
    books.add(lines);
    let (sources, instalments) = apart(&books, 1);
    let broken = break_up(|_| usual(), agreement_id(1), sources, instalments, date("30/12/2026")).unwrap();
    assert_eq!(broken.payments[0].on, date("21/11/2026"));
    assert_eq!(broken.received, half[0]);
}

#[test]
fn broken_each_payment_is_laid_out_by_the_policy_of_its_day() {
    let books = half_paid();
    let (sources, instalments) = apart(&books, 2);
    let dear = Policy { fine_percent: rust_decimal::Decimal::TEN, ..Policy::default() };
    let terms = |day| if day < date("01/12/2026") { usual() } else { Terms::national(&dear) };
    let broken = break_up(terms, agreement_id(1), sources, instalments, date("30/12/2026")).unwrap();
    assert_eq!(broken.payments[0].allocations[0].fine, money("7,47"));
    // By today's policy the fine of the oldest is 37,35, of which 7,47 are paid; that of the other is 15,00.
    assert_eq!(
        broken.after.iter().map(|(_, derivation)| derivation.owed.fine.plain()).collect::<Vec<_>>(),
        ["29,88", "15,00"]
    );
}

#[test]
fn what_cannot_be_broken_is_refused() {
    let day = date("30/12/2026");
    let mut books = half_paid();
    let on = |books: &Books| {
        let (sources, instalments) = apart(books, 2);
        break_up(|_| usual(), agreement_id(1), sources, instalments, day)
    };
    let (sources, instalments) = apart(&books, 2);
    assert_eq!(
        break_up(|_| usual(), agreement_id(2), sources, instalments, day),
        Err(Error::AgreementNotActive)
    );
    let broken = on(&books).unwrap();
    let mut once = books.clone();
    once.add(broken.entries);
    assert_eq!(on(&once), Err(Error::AgreementNotActive));
    let rest = books.ledgers[3..].to_vec();
    let all = domain::settlement::Waiver::NONE;
    let paid = domain::settlement::settle(&usual(), &rest, date("21/12/2026"), money("240,39"), all).unwrap();
    let lines: Vec<_> = paid.entries(payment_id(10)).collect();
    books.add(lines);
    assert_eq!(on(&books), Err(Error::AgreementNotActive));
}

#[test]
fn an_agreement_whose_payments_cover_its_sources_is_not_broken() {
    let mut books = Books::with(&[("100,00", "30/11/2026")]);
    let mut proposal = Proposal::of(&usual(), &books.ledgers, date("21/11/2026")).unwrap();
    proposal.adjustment = adjusted("0", "100,00");
    proposal.instalments = vec![instalment("21/11/2026", "150,00"), instalment("21/12/2026", "50,00")];
    confirm(&mut books, &proposal, 1);
    let first = books.ledgers[1..2].to_vec();
    let none = domain::settlement::Waiver::NONE;
    let paid =
        domain::settlement::settle(&usual(), &first, date("21/11/2026"), money("150,00"), none).unwrap();
    let lines: Vec<_> = paid.entries(payment_id(1)).collect();
    books.add(lines);
    let (sources, instalments) = apart(&books, 1);
    let broken = break_up(|_| usual(), agreement_id(1), sources, instalments, date("30/12/2026"));
    assert_eq!(broken, Err(Error::CoveredByPayments));
}

#[test]
fn health_follows_from_the_instalments() {
    let books = half_paid();
    let (_, instalments) = apart(&books, 2);
    let on = |state, day| health(state, instalments, &usual(), date(day));
    let active = AgreementState::Active;
    assert_eq!(on(active, "21/12/2026"), Health::UpToDate);
    assert_eq!(on(active, "22/12/2026"), Health::Late { days: 1 });
    assert_eq!(on(AgreementState::Broken, "22/12/2026"), Health::Broken);
    assert_eq!(on(AgreementState::Undone, "22/12/2026"), Health::Undone);
    let mut unpaid = books.clone();
    unpaid.take_back(9, "30/11/2026").unwrap();
    let (_, instalments) = apart(&unpaid, 2);
    let missed = health(active, instalments, &usual(), date("22/12/2026"));
    assert_eq!(missed, Health::Missed { count: 2, days: 29 });
    // The first one is paid. Once the other has become part of another agreement, this one was not fulfilled by it.
    let mut over = books.clone();
    assert_eq!(health(active, &over.ledgers[2..3], &usual(), date("22/12/2026")), Health::Fulfilled);
    let rest = Proposal::of(&usual(), &over.ledgers[3..], date("22/12/2026")).unwrap();
    confirm(&mut over, &rest, 2);
    let renegotiated = health(active, &over.ledgers[2..], &usual(), date("22/12/2026"));
    assert_eq!(renegotiated, Health::Renegotiated);
    // Due on a Sunday: on Monday it is not late.
    let due_on_sunday = Books::with(&[("1,00", "20/12/2026")]);
    let on_monday = health(active, &due_on_sunday.ledgers, &usual(), date("21/12/2026"));
    assert_eq!(on_monday, Health::UpToDate);
    let rule = BreakRule::default();
    assert!(rule.proposes(missed) && rule.proposes(Health::Late { days: 30 }));
    assert!(!rule.proposes(Health::Late { days: 29 }) && !rule.proposes(renegotiated));
    assert!(!BreakRule { missed: None, days: None }.proposes(missed));
}

#[test]
fn what_changed_since_the_page_was_opened_is_named() {
    let mut books =
        Books::with(&[("373,52", "05/10/2026"), ("150,00", "10/11/2026"), ("10,00", "30/11/2026")]);
    let terms = Terms::national(&Policy::default());
    let page = Proposal::of(&terms, &books.ledgers, date("21/11/2026")).unwrap();
    let seen: Vec<_> = page.sources.iter().map(|source| (source.charge, source.owed.total)).collect();
    assert_eq!(changes(page.on, &seen, &page), []);
    books.pay(1, "21/11/2026", "386,84").unwrap();
    let open = books.ledgers[1..].to_vec();
    let now = Proposal::of(&terms, &open, date("22/11/2026")).unwrap();
    assert_eq!(
        changes(page.on, &seen, &now),
        [
            Change::NewDay { seen: date("21/11/2026"), now: date("22/11/2026") },
            Change::Gone { charge: books.ledgers[0].charge() },
            Change::Owed { document: "FAT-2".to_owned(), seen: money("153,55"), now: money("153,60") },
        ]
    );
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn the_form_is_read_as_typed() {
    let form = ConfirmAgreement {
        key: "00000000-0000-0000-0000-000000000001".to_owned(),
        on: "2026-11-21".to_owned(),
        charges: texts(&["00000000-0000-0000-0000-000000000007"]),
        seen: texts(&[
            "00000000-0000-0000-0000-000000000008 1,00",
            "00000000-0000-0000-0000-000000000007 373,52",
        ]),
        discount: "-26,48".to_owned(),
        methods: texts(&["pix", "bank_slip", "pix"]),
        dues: texts(&["2026-12-21", "21/01/2027", ""]),
        amounts: texts(&["200", "200,00", ""]),
        ..ConfirmAgreement::default()
    };
    let read = form.check().unwrap();
    assert_eq!(read.adjustment, adjusted("0", "26,48"));
    let methods: Vec<_> = read.instalments.iter().map(|part| (part.method, part.due, part.amount)).collect();
    assert_eq!(
        methods,
        [
            (PaymentMethod::Pix, date("21/12/2026"), money("200,00")),
            (PaymentMethod::BankSlip, date("21/01/2027"), money("200,00")),
        ]
    );
    let wrong = ConfirmAgreement {
        dues: texts(&["2026-12-21", "31/02/2027"]),
        amounts: texts(&["x"]),
        charges: texts(&["00000000-0000-0000-0000-000000000007", "00000000-0000-0000-0000-000000000007"]),
        ..form
    };
    assert_eq!(
        wrong.check().unwrap_err(),
        [
            Error::AlreadyInUse.on("charges"),
            Error::NotMoney.on("amounts[0]"),
            Error::NotADate.on("dues[1]"),
            Error::Required.on("amounts[1]"),
        ]
    );
}

#[test]
fn instalments_are_made_as_asked() {
    let form = DivideAgreement {
        count: "3".to_owned(),
        first: "2026-12-31".to_owned(),
        method: "bank_slip".to_owned(),
        ..DivideAgreement::default()
    };
    let made = form.check(money("373,52"), date("21/11/2026")).unwrap().instalments().unwrap();
    let amounts: Vec<_> = made.iter().map(|part| part.amount.centavos()).collect();
    assert_eq!(amounts, [12451, 12451, 12450]);
    assert_eq!(made[2].due, date("28/02/2027"));
    let wrong = DivideAgreement { count: "-1".to_owned(), every: "x".to_owned(), ..form };
    let errors = wrong.check(money("1"), date("21/11/2026")).unwrap_err();
    assert_eq!(errors, [Error::NotAnOption.on("count"), Error::NotAnOption.on("every")]);
}
