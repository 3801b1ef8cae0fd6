//! Settling (quitar, baixa): where an amount received goes, and taking it back (estorno).
//!
//! The charge that has been due longest is paid first (then by document); within a charge the fine and interest
//! come before the principal (CC art. 354). Corrected principal is paid in the money of the day: a part of it is
//! as much of the nominal principal as of its correction. The parts add up to the amount to the centavo.

mod form;

pub use self::form::{
    CHARGES_MAX, CheckedSettlement, PaymentLine, ReversePayment, Reversed, SettleCharges, SettleLine,
    SettleView, until_today,
};

use crate::{
    Error, Money,
    accrual::Terms,
    charge::{ChargeStatus, LedgerKind},
    id::{ChargeId, PaymentId},
    ledger::{Entry, Ledger, NewEntry, Owed},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Which late charges are not asked for. Granting any needs [`crate::permission::Permission::ChargeWaive`] and a
/// reason. What is owed on the day is waived of the charges that receive anything; correction is not a charge
/// but the principal itself, and stays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiver {
    /// The fine.
    pub fine: bool,
    /// Interest until the day.
    pub interest: bool,
}

impl Waiver {
    /// Nothing is waived.
    pub const NONE: Self = Self { fine: false, interest: false };

    /// Whether anything is waived.
    pub const fn is_any(self) -> bool {
        self.fine || self.interest
    }

    /// What of `owed` is not asked for: of the fine, of interest.
    fn of(self, owed: &Owed) -> (Money, Money) {
        let part = |waived, amount| if waived { amount } else { Money::ZERO };
        (part(self.fine, owed.fine), part(self.interest, owed.interest))
    }
}

/// Where a part of an amount goes: to one charge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allocation {
    /// Which charge.
    pub charge: ChargeId,
    /// Its document.
    pub document: String,
    /// When it is due.
    pub due: NaiveDate,
    /// What is owed of it on the day, before.
    pub owed: Owed,
    /// Of the fine, not asked for.
    pub waived_fine: Money,
    /// Of interest, not asked for.
    pub waived_interest: Money,
    /// What goes to the fine.
    pub fine: Money,
    /// What goes to interest.
    pub interest: Money,
    /// What goes to correction.
    pub correction: Money,
    /// What goes to the principal.
    pub principal: Money,
    /// What is still owed of it on the day, after.
    pub rest: Money,
}

impl Allocation {
    /// All that goes to this charge.
    pub fn received(&self) -> Money {
        self.fine + self.interest + self.correction + self.principal
    }
}

/// Where an amount goes, and the lines that record it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settlement {
    /// The day on which it was received.
    pub on: NaiveDate,
    /// How much.
    pub amount: Money,
    /// What goes where: only charges that receive something, the one due first first.
    pub allocations: Vec<Allocation>,
    /// What is owed of all chosen charges together, after.
    pub rest: Money,
    entries: Vec<NewEntry>,
}

impl Settlement {
    /// The lines to add, as parts of the payment.
    pub fn entries(&self, payment: PaymentId) -> impl Iterator<Item = NewEntry> + '_ {
        self.entries.iter().map(move |entry| NewEntry { payment: Some(payment), ..*entry })
    }
}

/// What the chosen charges owe on a day when nothing else of them is asked for than `waiver` leaves.
pub fn asked(terms: &Terms<'_>, ledgers: &[Ledger], on: NaiveDate, waiver: Waiver) -> Result<Money, Error> {
    ledgers.iter().try_fold(Money::ZERO, |sum, ledger| {
        let owed = ledger.owed_at_value(terms, on)?;
        let (fine, interest) = waiver.of(&owed);
        Ok(sum + (owed.total - fine - interest))
    })
}

/// Lays an amount received `on` a day out over charges. `terms` are those of that day.
///
/// Refused: nothing or less; more than what is owed, with the figure; a charge that is not open; a day before
/// one for which something was already received or waived of a chosen charge, since that was laid out by what
/// was owed then.
pub fn settle(
    terms: &Terms<'_>,
    ledgers: &[Ledger],
    on: NaiveDate,
    amount: Money,
    waiver: Waiver,
) -> Result<Settlement, Error> {
    if !amount.in_range()?.is_positive() {
        return Err(Error::NotPositive);
    }
    if ledgers.is_empty() {
        return Err(Error::Required);
    }
    for ledger in ledgers {
        if ledger.status() != ChargeStatus::Open {
            return Err(Error::NotOpen);
        }
        if let Some(last) = ledger.last_movement().filter(|last| *last > on) {
            return Err(Error::LaterMovement { on: last });
        }
    }
    let owed = asked(terms, ledgers, on, waiver)?;
    if amount > owed {
        return Err(Error::MoreThanOwed { owed });
    }
    let (allocations, entries, left) = lay_out(terms, ledgers, on, amount, waiver)?;
    debug_assert!(left.is_zero(), "what is not more than what is owed has its place");
    let rest = asked(terms, ledgers, on, Waiver::NONE)?
        - amount
        - allocations.iter().map(|to| to.waived_fine + to.waived_interest).sum();
    Ok(Settlement { on, amount, allocations, rest, entries })
}

/// Where an amount goes and what lines record it, and what is left of it when nothing more is owed.
pub(crate) fn lay_out(
    terms: &Terms<'_>,
    ledgers: &[Ledger],
    on: NaiveDate,
    amount: Money,
    waiver: Waiver,
) -> Result<(Vec<Allocation>, Vec<NewEntry>, Money), Error> {
    let mut oldest_first: Vec<&Ledger> = ledgers.iter().collect();
    oldest_first.sort_by_key(|ledger| (ledger.due(), ledger.document(), ledger.charge()));
    let (mut allocations, mut entries, mut left) = (Vec::new(), Vec::new(), amount);
    for ledger in oldest_first {
        let owed = ledger.owed_at_value(terms, on)?;
        if !left.is_positive() || !owed.total.is_positive() {
            continue;
        }
        let to = allocation(ledger, owed, left, waiver);
        left -= to.received();
        for (kind, amount) in [
            (LedgerKind::WaivedFine, to.waived_fine),
            (LedgerKind::WaivedInterest, to.waived_interest),
            (LedgerKind::Fine, to.fine),
            (LedgerKind::Interest, to.interest),
            (LedgerKind::Correction, to.correction),
            (LedgerKind::Payment, to.principal),
        ] {
            if amount.is_positive() {
                entries.push(ledger.entry(kind, amount, on));
            }
        }
        allocations.push(to);
    }
    Ok((allocations, entries, left))
}

/// What of `left` goes to one charge.
fn allocation(ledger: &Ledger, owed: Owed, mut left: Money, waiver: Waiver) -> Allocation {
    let (waived_fine, waived_interest) = waiver.of(&owed);
    let mut take = |most: Money| {
        let part = most.min(left);
        left -= part;
        part
    };
    let fine = take(owed.fine - waived_fine);
    let interest = take(owed.interest - waived_interest);
    let corrected = take(owed.principal + owed.correction);
    let principal = share(corrected, owed.principal, owed.principal + owed.correction);
    let mut to = Allocation {
        charge: ledger.charge(),
        document: ledger.document().to_owned(),
        due: ledger.due(),
        owed,
        waived_fine,
        waived_interest,
        fine,
        interest,
        correction: corrected - principal,
        principal,
        rest: Money::ZERO,
    };
    to.rest = owed.total - waived_fine - waived_interest - to.received();
    to
}

/// `of` in the proportion `part` to `whole`, without fractions of a centavo.
fn share(of: Money, part: Money, whole: Money) -> Money {
    let [of, part, whole] = [of, part, whole].map(|amount| i128::from(amount.centavos()));
    let share = if whole == 0 { 0 } else { of * part / whole };
    Money::from_centavos(i64::try_from(share).unwrap_or_default())
}

/// The lines that take a whole payment back, wherever its parts went (estorno); waivers granted with it too.
///
/// Refused: a payment of which nothing is left to take back; one of a charge that has since become part of an
/// agreement, was given up or cancelled.
pub fn reverse(ledgers: &[Ledger], payment: PaymentId, on: NaiveDate) -> Result<Vec<NewEntry>, Error> {
    let mut lines = Vec::new();
    for ledger in ledgers {
        let parts: Vec<&Entry> = parts_of(ledger, payment).collect();
        if !parts.is_empty() && !matches!(ledger.status(), ChargeStatus::Open | ChargeStatus::Settled) {
            return Err(Error::NotOpen);
        }
        lines.extend(parts.into_iter().map(|part| ledger.reversal(part, on)));
    }
    if lines.is_empty() { Err(Error::AlreadyReversed) } else { Ok(lines) }
}

/// The lines of a payment that hold.
pub(crate) fn parts_of(ledger: &Ledger, payment: PaymentId) -> impl Iterator<Item = &Entry> + '_ {
    ledger.holding(NaiveDate::MAX).filter(move |entry| entry.payment == Some(payment))
}
