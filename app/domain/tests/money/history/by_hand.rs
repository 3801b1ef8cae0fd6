//! What is owed, worked out in other ways than the ledger's own.

use chrono::{Days, NaiveDate};
use domain::{
    Error, Money,
    accrual::Terms,
    charge::LedgerKind,
    derivation::{Part, Step},
    ledger::{Ledger, Owed},
};
use rust_decimal::Decimal;

/// What is owed, added up day by day as one would with a pencil.
pub(super) fn by_hand(ledger: &Ledger, terms: &Terms<'_>, on: NaiveDate) -> Owed {
    let sum = |kinds: &[LedgerKind], until: NaiveDate| -> i128 {
        ledger
            .holding(on)
            .filter(|line| kinds.contains(&line.kind) && line.value_on <= until)
            .map(|line| i128::from(line.amount.centavos()))
            .sum()
    };
    let falls = [LedgerKind::Payment, LedgerKind::Transfer, LedgerKind::Cancellation];
    let charged = sum(&[LedgerKind::Principal], on);
    let open = charged - sum(&falls, on);
    let payable = terms.payable_until(ledger.due());
    if open == 0 || on <= payable {
        return Owed::new(whole(open), Money::ZERO, Money::ZERO, Money::ZERO);
    }
    let mut day = terms.policy.counted_from_by(terms.holidays, ledger.due());
    let mut interest = 0;
    while day < on {
        interest += (charged - sum(&falls, day.max(payable))) * rate(terms.policy.interest_percent);
        day = day + Days::new(1);
    }
    let late = charged - sum(&falls, payable);
    let rest = |accrued: i128, kinds: &[LedgerKind]| whole((accrued - sum(kinds, on)).max(0));
    let fine = half_up(late * rate(terms.policy.fine_percent), 100_000_000);
    Owed::new(
        whole(open),
        Money::ZERO,
        rest(fine, &[LedgerKind::Fine, LedgerKind::WaivedFine]),
        rest(half_up(interest, 3_000_000_000), &[LedgerKind::Interest, LedgerKind::WaivedInterest]),
    )
}

/// A rate in millionths of a per cent.
pub(super) fn rate(percent: Decimal) -> i128 {
    let mut rate = percent;
    rate.rescale(6);
    rate.mantissa()
}

fn half_up(numerator: i128, denominator: i128) -> i128 {
    (2 * numerator + denominator) / (2 * denominator)
}

fn whole(centavos: i128) -> Money {
    Money::from_centavos(i64::try_from(centavos).expect("small amounts"))
}

/// What the lines of a derivation come to.
pub(super) fn told(ledger: &Ledger, terms: &Terms<'_>, on: NaiveDate) -> Result<Owed, Error> {
    let derivation = ledger.derivation(terms, on)?;
    let [mut principal, mut fine, mut interest] = [Money::ZERO; 3];
    for line in &derivation.lines {
        match line.step {
            Step::Moved { kind, amount, .. } if kind.sign() < 0 => principal -= amount,
            Step::Charged { amount, .. } | Step::Moved { amount, .. } => principal += amount,
            Step::Fined { amount, .. } => fine += amount,
            Step::Interest { amount, .. } => interest += amount,
            Step::Received { part: Part::Fine, amount } | Step::Waived { part: Part::Fine, amount } => {
                fine -= amount;
            }
            Step::Received { part: Part::Interest, amount }
            | Step::Waived { part: Part::Interest, amount } => {
                interest -= amount;
            }
            Step::Total(owed) => assert_eq!(owed, derivation.owed),
            _ => {}
        }
    }
    Ok(Owed::new(principal, Money::ZERO, fine.max(Money::ZERO), interest.max(Money::ZERO)))
}
