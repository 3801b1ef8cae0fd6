//! Agreements (acordo, renegociação): charges become instalments, and come back when it is undone or broken.
//!
//! Nothing is deleted: the principal of the sources is transferred, which a reversal takes back exactly.

mod breaking;
mod changes;
mod closing;
mod form;
mod health;
mod rows;
mod undo;
mod view;

pub use self::{
    breaking::{Breaking, Moved, break_up},
    changes::{Change, changes},
    closing::Closing,
    form::{BreakAgreement, CheckedAgreement, ConfirmAgreement, DivideAgreement, UndoAgreement},
    health::{AgreementState, BreakRule, Health, health},
    undo::undo,
    view::{
        AgreementBrief, AgreementColumn, AgreementRow, AgreementSeed, AgreementView, AgreementsPage,
        AgreementsQuery, HealthFilter, InstalmentLine, SeedLine, SourceStanding,
    },
};

use crate::{
    Error, FieldError, Money,
    accrual::Terms,
    charge::{ChargeStatus, LedgerKind},
    error::Check,
    id::{AgreementId, ChargeId},
    instalments::{INSTALMENTS_MAX, Instalment},
    ledger::{Entry, Ledger, NewEntry, Owed},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A charge that becomes part of an agreement, with what is owed of it on the day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceLine {
    /// Which charge.
    pub charge: ChargeId,
    /// Its document.
    pub document: String,
    /// When it was due.
    pub due: NaiveDate,
    /// Principal, fine, interest and updated amount.
    pub owed: Owed,
}

/// What the debt is changed by when it becomes an agreement. Neither part is less than nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adjustment {
    /// Taken off: of fine and interest only (F065), unless who agrees may go beyond.
    pub discount: Money,
    /// Added (acréscimo).
    pub surcharge: Money,
}

impl Adjustment {
    /// The adjustment as typed: a discount below zero, as older systems ask for (F067), is a surcharge.
    pub fn typed(discount: Money, surcharge: Money) -> Result<Self, Error> {
        if surcharge.is_negative() {
            return Err(Error::NotPositive);
        }
        let beyond = (-discount).max(Money::ZERO);
        let surcharge = surcharge.checked_add(beyond).ok_or(Error::AmountOutOfRange)?.in_range()?;
        Ok(Self { discount: discount.max(Money::ZERO), surcharge })
    }
}

/// An agreement that is being made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// The day for which the sources were computed.
    pub on: NaiveDate,
    /// What is renegotiated.
    pub sources: Vec<SourceLine>,
    /// Discount and surcharge.
    pub adjustment: Adjustment,
    /// What replaces it.
    pub instalments: Vec<Instalment>,
}

/// What who agrees may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Whether a discount may go beyond fine and interest, with a reason
    /// ([`crate::permission::Permission::AgreementExceedDiscount`]).
    pub exceed_discount: bool,
}

impl Proposal {
    /// A proposal for charges that are owed `on` a day, the one due first first; no instalments yet.
    pub fn of(terms: &Terms<'_>, ledgers: &[Ledger], on: NaiveDate) -> Result<Self, Error> {
        let line = |ledger: &Ledger| {
            if ledger.status() != ChargeStatus::Open {
                return Err(Error::NotOpen);
            }
            Ok(SourceLine {
                charge: ledger.charge(),
                document: ledger.document().to_owned(),
                due: ledger.due(),
                owed: ledger.owed(terms, on)?,
            })
        };
        let mut sources = ledgers.iter().map(line).collect::<Result<Vec<_>, _>>()?;
        sources.sort_by(|a, b| (a.due, &a.document, a.charge).cmp(&(b.due, &b.document, b.charge)));
        Ok(Self { on, sources, adjustment: Adjustment::default(), instalments: Vec::new() })
    }

    /// What is owed of all sources: the negotiated debt.
    pub fn debt(&self) -> Owed {
        self.sources.iter().map(|source| source.owed).sum()
    }

    /// The greatest discount within the rule: fine and interest (F065).
    pub fn discount_cap(&self) -> Money {
        self.debt().late_charges()
    }

    /// What the instalments are to add up to: debt - discount + surcharge.
    pub fn agreed(&self) -> Money {
        self.debt().total - self.adjustment.discount + self.adjustment.surcharge
    }

    /// What the instalments add up to.
    pub fn distributed(&self) -> Money {
        self.instalments.iter().map(|instalment| instalment.amount).sum()
    }

    /// By how much the instalments exceed what was agreed; below zero it is still to be distributed. Two of
    /// 200,00 against 373,52 differ by 26,48, which a surcharge of 26,48 or a discount of -26,48 brings to zero.
    pub fn difference(&self) -> Money {
        self.distributed() - self.agreed()
    }

    /// What a person must still put right; confirming works when there is nothing. Fields are those of
    /// [`ConfirmAgreement`].
    pub fn check(&self, today: NaiveDate, limits: Limits, reason: &str) -> Result<(), Vec<FieldError>> {
        let mut check = Check::default();
        if self.sources.is_empty() {
            check.note("charges", Error::Required);
        }
        let cap = self.discount_cap();
        if self.adjustment.discount > cap {
            if !limits.exceed_discount {
                check.note("discount", Error::DiscountAboveCap { cap });
            } else if reason.trim().is_empty() {
                check.note("reason", Error::Required);
            }
        }
        if self.instalments.is_empty() {
            check.note("instalments", Error::Required);
        } else if self.instalments.len() > INSTALMENTS_MAX as usize {
            check.note("instalments", Error::TooMany { max: INSTALMENTS_MAX });
        } else if !self.difference().is_zero() {
            check.note("instalments", Error::NotBalanced { difference: self.difference() });
        }
        for (place, instalment) in self.instalments.iter().enumerate() {
            if instalment.due < today {
                check.note(&format!("dues[{place}]"), Error::InThePast);
            }
            if !instalment.amount.is_positive() {
                check.note(&format!("amounts[{place}]"), Error::NotPositive);
            }
        }
        check.done()
    }

    /// The lines that make the sources part of the agreement, once [`Proposal::check`] found nothing: all of
    /// each one's open principal. `ledgers` are the sources as they are now, locked.
    pub fn transfers(&self, ledgers: &[Ledger], agreement: AgreementId) -> Result<Vec<NewEntry>, Error> {
        let transfer = |source: &SourceLine| {
            let ledger = ledgers.iter().find(|ledger| ledger.charge() == source.charge);
            let ledger =
                ledger.filter(|ledger| ledger.open() == source.owed.principal).ok_or(Error::NotOpen)?;
            if ledger.status() != ChargeStatus::Open {
                return Err(Error::NotOpen);
            }
            let line = ledger.entry(LedgerKind::Transfer, ledger.open(), self.on);
            Ok(NewEntry { agreement: Some(agreement), ..line })
        };
        self.sources.iter().map(transfer).collect()
    }
}

impl Instalment {
    /// The first line of the charge that the instalment becomes.
    pub const fn principal(&self, charge: ChargeId, agreement: AgreementId, on: NaiveDate) -> NewEntry {
        NewEntry {
            charge,
            kind: LedgerKind::Principal,
            amount: self.amount,
            on,
            value_on: on,
            reverses: None,
            payment: None,
            agreement: Some(agreement),
        }
    }
}

/// The ledger of a source as it was before the agreement took it in.
pub fn before(agreement: AgreementId, ledger: &Ledger) -> Result<Ledger, Error> {
    let took_in = |entry: &Entry| entry.kind == LedgerKind::Transfer && entry.agreement == Some(agreement);
    let entries = ledger.entries().iter().take_while(|entry| !took_in(entry)).copied().collect();
    Ledger::from_entries(ledger.charge(), ledger.document(), ledger.due(), entries)
}

/// The line of a ledger by which its principal became part of the agreement, if it still is.
fn transfer_of(ledger: &Ledger, agreement: AgreementId) -> Result<&Entry, Error> {
    ledger
        .holding(NaiveDate::MAX)
        .find(|entry| entry.kind == LedgerKind::Transfer && entry.agreement == Some(agreement))
        .ok_or(Error::AgreementNotActive)
}
