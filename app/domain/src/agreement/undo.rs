//! Undoing an agreement of which nothing was paid: as if it had never been.

use super::transfer_of;
use crate::{
    Error, Money,
    charge::{ChargeStatus, LedgerKind},
    id::AgreementId,
    ledger::{Ledger, NewEntry},
};
use chrono::NaiveDate;

/// The lines that undo an agreement: its sources owe what they would owe without it, its instalments cease.
/// Refused when anything was paid of it, when an instalment became part of another agreement, and when it was
/// undone or broken before.
pub fn undo(
    agreement: AgreementId,
    sources: &[Ledger],
    instalments: &[Ledger],
    on: NaiveDate,
) -> Result<Vec<NewEntry>, Error> {
    if instalments.iter().any(|ledger| ledger.received(NaiveDate::MAX).is_positive()) {
        return Err(Error::InstalmentPaid);
    }
    let mut lines = restored(agreement, sources, on)?;
    for ledger in instalments {
        lines.extend(cancelled(ledger, ledger.open(), agreement, on)?);
    }
    Ok(lines)
}

/// The lines that bring the sources back.
pub(super) fn restored(
    agreement: AgreementId,
    sources: &[Ledger],
    on: NaiveDate,
) -> Result<Vec<NewEntry>, Error> {
    if sources.is_empty() {
        return Err(Error::AgreementNotActive);
    }
    sources.iter().map(|ledger| Ok(ledger.reversal(transfer_of(ledger, agreement)?, on))).collect()
}

/// The line that ends an instalment of which `open` is open by then.
pub(super) fn cancelled(
    ledger: &Ledger,
    open: Money,
    agreement: AgreementId,
    on: NaiveDate,
) -> Result<Option<NewEntry>, Error> {
    if ledger.status() == ChargeStatus::Superseded {
        return Err(Error::NotOpen);
    }
    let line = ledger.entry(LedgerKind::Cancellation, open, on);
    Ok(open.is_positive().then_some(NewEntry { agreement: Some(agreement), ..line }))
}
