//! The form of an agreement: its rows, and ways to close the difference.

use crate::support::{date, money};
use domain::{
    Error, Money,
    agreement::{Adjustment, Closing, ConfirmAgreement, Proposal, SourceLine},
    charge::PaymentMethod,
    instalments::Instalment,
    ledger::Owed,
};

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn adjusted(discount: &str, surcharge: &str) -> Adjustment {
    Adjustment::typed(money(discount), money(surcharge)).expect("an adjustment")
}

#[test]
fn rows_come_and_go_and_errors_stand_at_theirs() {
    let form = ConfirmAgreement {
        methods: texts(&["pix", "pix", "bank_slip"]),
        dues: texts(&["", "2026-12-21", "2020-01-31"]),
        amounts: texts(&["", "200,00", "100,00"]),
        ..ConfirmAgreement::default()
    };
    assert_eq!(form.filled(), [1, 2]);
    let errors = vec![Error::InThePast.on("dues[1]"), Error::Required.on("charges")];
    let expected = [Error::InThePast.on("dues[2]"), Error::Required.on("charges")];
    assert_eq!(form.at_rows(errors), expected);
    let form = form.without_row(0).without_row(7);
    assert_eq!(form.row(1), ["bank_slip", "2020-01-31", "100,00"]);
    let proposal = worked_case();
    let form = form.with_row(&proposal, date("21/11/2026"));
    assert_eq!(form.row(2), ["bank_slip", "2020-02-29", ""], "too much is distributed already");
    let form = ConfirmAgreement::default();
    let blank = Proposal { instalments: Vec::new(), ..proposal };
    let form = form.with_row(&blank, date("21/11/2026"));
    assert_eq!(form.row(0), ["pix", "2026-12-21", "373,52"]);
}

#[test]
fn a_difference_can_be_closed() {
    let proposal = worked_case();
    assert_eq!(proposal.difference(), money("26,48"));
    let closed = proposal.closed(Closing::Surcharge).unwrap();
    assert_eq!((closed.adjustment, closed.difference()), (adjusted("0", "26,48"), Money::ZERO));
    assert_eq!(proposal.closed(Closing::Discount), None, "the instalments are too much, not too little");
    let spread = proposal.closed(Closing::Spread).unwrap();
    assert_eq!(amounts(&spread), ["186,76", "186,76"]);
    let form = ConfirmAgreement::default().with_closed(&spread);
    assert_eq!((form.amounts, form.surcharge), (texts(&["186,76", "186,76"]), String::new()));

    let short = with_amounts(&proposal, &["100,00", "272,52"]);
    assert_eq!(short.closed(Closing::Surcharge), None);
    assert_eq!(amounts(&short.closed(Closing::Spread).unwrap()), ["100,50", "273,02"]);
    // A discount of 1,00 goes up to fine and interest, which there are none of here.
    assert_eq!(short.closed(Closing::Discount), None);
    let surcharged = Proposal { adjustment: adjusted("0", "5,00"), ..short };
    let closed = surcharged.closed(Closing::Discount);
    assert_eq!(closed, None, "6,00 less than 378,52 is 1,00 below the debt");
    let uneven = with_amounts(&proposal, &["1.000,00", "0,10"]);
    assert_eq!(amounts(&uneven.closed(Closing::Spread).unwrap()), ["186,76", "186,76"]);
}

/// 373,52 against two of 200,00.
fn worked_case() -> Proposal {
    let owed = Owed::new(money("373,52"), Money::ZERO, Money::ZERO, Money::ZERO);
    let charge = "00000000-0000-0000-0000-000000000007".parse().expect("an id");
    let source = SourceLine { charge, document: "FAT-7".to_owned(), due: date("30/11/2026"), owed };
    let instalment =
        |due: &str| Instalment { method: PaymentMethod::Pix, due: date(due), amount: money("200,00") };
    Proposal {
        on: date("21/11/2026"),
        sources: vec![source],
        adjustment: Adjustment::default(),
        instalments: ["21/12/2026", "21/01/2027"].map(instalment).to_vec(),
    }
}

fn with_amounts(proposal: &Proposal, amounts: &[&str]) -> Proposal {
    let parts = proposal.instalments.iter().zip(amounts);
    let instalments = parts.map(|(part, amount)| Instalment { amount: money(amount), ..*part }).collect();
    Proposal { instalments, ..proposal.clone() }
}

fn amounts(proposal: &Proposal) -> Vec<String> {
    proposal.instalments.iter().map(|part| part.amount.plain()).collect()
}
