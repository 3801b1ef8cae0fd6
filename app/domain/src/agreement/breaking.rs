//! Breaking an agreement: its sources come back, and what was paid of it goes to them.

use super::{
    transfer_of,
    undo::{cancelled, restored},
};
use crate::{
    Error, Money,
    accrual::Terms,
    charge::ChargeStatus,
    derivation::Derivation,
    id::{AgreementId, ChargeId, EntryId, PaymentId},
    ledger::{Entry, Ledger, NewEntry, Owed},
    settlement::{Allocation, Waiver, lay_out},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A payment of instalments, laid out anew over the sources.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// Which payment; nothing for one that was recorded without.
    pub payment: Option<PaymentId>,
    /// The day on which it was made, from which it counts.
    pub on: NaiveDate,
    /// How much of it had gone to the instalments.
    pub amount: Money,
    /// Where it goes: the source due first comes first.
    pub allocations: Vec<Allocation>,
}

/// What breaking an agreement does; shown before it is confirmed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Breaking {
    /// The day.
    pub on: NaiveDate,
    /// What was received of the instalments, and goes to the sources: the same sum before and after.
    pub received: Money,
    /// Payment by payment.
    pub payments: Vec<Moved>,
    /// What is owed of the instalments on the day, before.
    pub before: Owed,
    /// What is owed of each source on the day, after, and how it comes about.
    pub after: Vec<(ChargeId, Derivation)>,
    /// The lines to add.
    pub entries: Vec<NewEntry>,
}

/// What breaking an agreement does. Each payment is taken back from the instalments and laid out over the
/// restored sources as if it had been received for them on its day, the one due first first (CC art. 354 within
/// each); then the instalments cease. `terms` gives the terms of a day.
///
/// Refused: an agreement that is not active, or of which nothing is open any more; one whose payments cover all
/// that its sources would ask for; one of which an instalment became part of another agreement.
pub fn break_up<'a>(
    terms: impl Fn(NaiveDate) -> Terms<'a>,
    agreement: AgreementId,
    sources: &[Ledger],
    instalments: &[Ledger],
    on: NaiveDate,
) -> Result<Breaking, Error> {
    if !instalments.iter().any(|ledger| ledger.status() == ChargeStatus::Open) {
        return Err(Error::AgreementNotActive);
    }
    let mut work = Work::default();
    let mut restored_sources = sources.to_vec();
    let back = restored(agreement, sources, on)?;
    work.record(&mut restored_sources, &back)?;
    let begun = sources.iter().map(|source| Ok(transfer_of(source, agreement)?.value_on));
    let begun = begun.collect::<Result<Vec<_>, Error>>()?.into_iter().max().unwrap_or(on);

    let mut received = BTreeMap::new();
    let mut ended = instalments.to_vec();
    for ledger in instalments {
        let parts: Vec<&Entry> = ledger.holding(NaiveDate::MAX).filter(|line| settles(line)).collect();
        for part in parts.iter().filter(|part| part.kind.is_received()) {
            *received.entry((part.value_on.max(begun), part.payment)).or_insert(Money::ZERO) += part.amount;
        }
        let lines: Vec<_> = parts.into_iter().map(|part| ledger.reversal(part, on)).collect();
        work.record(&mut ended, &lines)?;
    }
    let mut payments = Vec::new();
    for ((day, payment), amount) in received {
        let (allocations, lines, left) = lay_out(&terms(day), &restored_sources, day, amount, Waiver::NONE)?;
        if left.is_positive() {
            return Err(Error::CoveredByPayments);
        }
        let of_agreement = |line: NewEntry| NewEntry { payment, agreement: Some(agreement), ..line };
        let lines: Vec<_> = lines.into_iter().map(of_agreement).collect();
        work.record(&mut restored_sources, &lines)?;
        payments.push(Moved { payment, on: day, amount, allocations });
    }
    for ledger in ended.clone() {
        let lines: Vec<_> = cancelled(&ledger, ledger.open(), agreement, on)?.into_iter().collect();
        work.record(&mut ended, &lines)?;
    }
    let today = terms(on);
    Ok(Breaking {
        on,
        received: payments.iter().map(|moved| moved.amount).sum(),
        payments,
        before: instalments.iter().map(|ledger| ledger.owed(&today, on)).sum::<Result<Owed, Error>>()?,
        after: restored_sources
            .iter()
            .map(|ledger| Ok((ledger.charge(), ledger.derivation(&today, on)?)))
            .collect::<Result<_, Error>>()?,
        entries: work.lines,
    })
}

/// Whether a line is a part of what was received, or waived with it.
const fn settles(line: &Entry) -> bool {
    line.kind.is_received() || line.kind.sign() == 0
}

/// The lines so far, and ledgers that have them under identities of their own.
#[derive(Default)]
struct Work {
    lines: Vec<NewEntry>,
}

impl Work {
    fn record(&mut self, ledgers: &mut [Ledger], lines: &[NewEntry]) -> Result<(), Error> {
        for line in lines {
            // Counted down from the greatest one, so that none meets an identity that was given out.
            let id = EntryId(Uuid::from_u128(u128::MAX - self.lines.len() as u128));
            let ledger = ledgers.iter_mut().find(|ledger| ledger.charge() == line.charge);
            ledger.ok_or(Error::LedgerInconsistent)?.push(line.with_id(id))?;
            self.lines.push(*line);
        }
        Ok(())
    }
}
