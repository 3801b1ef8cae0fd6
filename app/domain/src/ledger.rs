//! The ledger of one charge: what was charged, received, waived and taken back, and what follows for any day.
//!
//! Lines are only added. A line is known from its day `on`; it counts for interest from its day `value_on`,
//! which is the same unless it was recorded after something newer. So the ledger says the same of a past day
//! for ever, and no past day ever owes less than nothing.
//!
//! Late charges are not lines: they are computed from the principal that was open from day to day. Only what is
//! received of them or waived is recorded, and taken off what has accrued. So nothing is asked twice, the fine
//! is charged once, and taking a payment back restores every later day exactly.

use crate::{
    Error, Money,
    accrual::{Accrued, Course, Segment, Terms, accrue},
    charge::{ChargeStatus, LedgerKind},
    id::{ChargeId, EntryId},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

pub use self::{
    entry::{Entry, NewEntry},
    owed::{Owed, Settled},
};

mod entry;
mod owed;

/// What a ledger says of one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    pub owed: Owed,
    pub accrued: Accrued,
    pub settled: Settled,
    pub segments: Vec<Segment>,
}

/// The ledger of one charge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ledger {
    charge: ChargeId,
    document: String,
    due: NaiveDate,
    /// In the order in which they were recorded.
    entries: Vec<Entry>,
    /// By the line taken back: the day on which it was.
    taken_back: HashMap<EntryId, NaiveDate>,
}

impl Ledger {
    /// A charge's ledger from its lines, in the order in which they were recorded. Lines that contradict each
    /// other are refused: no amount, a reversal of nothing, of a reversal, of another amount or done twice, and
    /// more taken from the principal than there was.
    pub fn from_entries(
        charge: ChargeId,
        document: &str,
        due: NaiveDate,
        entries: Vec<Entry>,
    ) -> Result<Self, Error> {
        let mut ledger = Self {
            charge,
            document: document.to_owned(),
            due,
            entries: Vec::with_capacity(entries.len()),
            taken_back: HashMap::new(),
        };
        for entry in entries {
            ledger.push(entry)?;
        }
        Ok(ledger)
    }

    /// The ledger of a charge that stands nowhere: for calculators. Its principal was always known.
    pub fn of_principal(principal: Money, due: NaiveDate) -> Result<Self, Error> {
        let (charge, on) = (ChargeId(uuid::Uuid::nil()), NaiveDate::MIN);
        let line = NewEntry {
            charge,
            kind: LedgerKind::Principal,
            amount: principal,
            on,
            value_on: on,
            reverses: None,
            payment: None,
            agreement: None,
        };
        Self::from_entries(charge, "", due, vec![line.with_id(EntryId(uuid::Uuid::nil()))])
    }

    /// Adds one line.
    pub fn push(&mut self, entry: Entry) -> Result<(), Error> {
        let known = self.entries.iter().any(|earlier| earlier.id == entry.id);
        let reverses_well = match (entry.kind, entry.reverses) {
            (LedgerKind::Reversal, Some(id)) => self.entries.iter().any(|line| {
                line.id == id
                    && line.kind != LedgerKind::Reversal
                    && line.amount == entry.amount
                    && line.on <= entry.on
            }),
            (LedgerKind::Reversal, None) | (_, Some(_)) => false,
            (_, None) => true,
        };
        if known || !entry.amount.is_positive() || !reverses_well || entry.value_on > entry.on {
            return Err(Error::LedgerInconsistent);
        }
        if let Some(id) = entry.reverses
            && self.taken_back.insert(id, entry.on).is_some()
        {
            return Err(Error::AlreadyReversed);
        }
        self.entries.push(entry);
        if self.open().is_negative() { Err(Error::LedgerInconsistent) } else { Ok(()) }
    }

    /// Whose ledger it is.
    pub const fn charge(&self) -> ChargeId {
        self.charge
    }

    /// The charge's document.
    pub fn document(&self) -> &str {
        &self.document
    }

    /// When the charge is due.
    pub const fn due(&self) -> NaiveDate {
        self.due
    }

    /// Its lines, in the order in which they were recorded.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The lines that hold at the end of a day: known by then, and not taken back by then.
    pub fn holding(&self, on: NaiveDate) -> impl Iterator<Item = &Entry> + '_ {
        self.entries.iter().filter(move |entry| {
            entry.kind != LedgerKind::Reversal
                && entry.on <= on
                && self.taken_back.get(&entry.id).is_none_or(|day| *day > on)
        })
    }

    /// The principal that is open at the end of a day.
    pub fn balance(&self, on: NaiveDate) -> Money {
        self.holding(on).filter_map(|entry| entry.amount.checked_mul(entry.kind.sign())).sum()
    }

    /// The principal that is open, by all that is recorded.
    pub fn open(&self) -> Money {
        self.balance(NaiveDate::MAX)
    }

    /// What became of the charge, by all that is recorded.
    pub fn status(&self) -> ChargeStatus {
        if self.open().is_positive() {
            return ChargeStatus::Open;
        }
        let last = self.holding(NaiveDate::MAX).filter(|entry| entry.kind.sign() < 0).last();
        match last.map(|entry| entry.kind) {
            Some(LedgerKind::Transfer) => ChargeStatus::Superseded,
            Some(LedgerKind::WriteOff | LedgerKind::Discount) => ChargeStatus::WrittenOff,
            Some(LedgerKind::Cancellation) => ChargeStatus::Cancelled,
            _ => ChargeStatus::Settled,
        }
    }

    /// Everything received that was not taken back, as known at the end of a day.
    pub fn received(&self, on: NaiveDate) -> Money {
        self.holding(on).filter(|entry| entry.kind.is_received()).map(|entry| entry.amount).sum()
    }

    /// What is owed on a day, by what is known on that day.
    pub fn owed(&self, terms: &Terms<'_>, on: NaiveDate) -> Result<Owed, Error> {
        self.standing(terms, on, on).map(|standing| standing.owed)
    }

    /// What is owed on a day by all that is recorded: what an amount received on that day goes to.
    pub fn owed_at_value(&self, terms: &Terms<'_>, on: NaiveDate) -> Result<Owed, Error> {
        self.standing(terms, NaiveDate::MAX, on).map(|standing| standing.owed)
    }

    /// The last day for which anything was received, waived, moved or given up, by all that is recorded.
    pub fn last_movement(&self) -> Option<NaiveDate> {
        self.holding(NaiveDate::MAX).filter(|entry| !is_charged(entry.kind)).map(|entry| entry.value_on).max()
    }

    /// A line of this ledger that counts from `value_on` and is known from then, or from the day of the last
    /// line that is already there.
    pub(crate) fn entry(&self, kind: LedgerKind, amount: Money, value_on: NaiveDate) -> NewEntry {
        let on = self.entries.iter().map(|entry| entry.on).max().unwrap_or(value_on).max(value_on);
        NewEntry {
            charge: self.charge,
            kind,
            amount,
            on,
            value_on,
            reverses: None,
            payment: None,
            agreement: None,
        }
    }

    /// The line that takes back another one of this ledger.
    pub(crate) fn reversal(&self, of: &Entry, on: NaiveDate) -> NewEntry {
        let line = self.entry(LedgerKind::Reversal, of.amount, on);
        NewEntry { reverses: Some(of.id), payment: of.payment, agreement: of.agreement, ..line }
    }

    /// The line that makes `to` of what was charged, if it differs: it counts as if it had been so from the
    /// beginning. What is settled or gone cannot be changed, nor can less be charged than was already received.
    pub fn change_principal(&self, to: Money, on: NaiveDate) -> Result<Option<NewEntry>, Error> {
        if self.status() != ChargeStatus::Open {
            return Err(Error::NotOpen);
        }
        let charged = self.charged(NaiveDate::MAX);
        let change = to.in_range()? - charged;
        if !(self.open() + change).is_positive() {
            return Err(Error::NotPositive);
        }
        let line = |kind, amount| Some(self.entry(kind, amount, on));
        Ok(if change.is_positive() {
            line(LedgerKind::Surcharge, change)
        } else if change.is_negative() {
            line(LedgerKind::Discount, -change)
        } else {
            None
        })
    }

    /// The line that gives up or cancels all that is open.
    pub fn close(&self, kind: ClosedBy, on: NaiveDate) -> Result<NewEntry, Error> {
        if self.status() != ChargeStatus::Open {
            return Err(Error::NotOpen);
        }
        let kind = match kind {
            ClosedBy::WriteOff => LedgerKind::WriteOff,
            ClosedBy::Cancellation => LedgerKind::Cancellation,
        };
        Ok(self.entry(kind, self.open(), on))
    }

    fn charged(&self, known: NaiveDate) -> Money {
        self.holding(known)
            .filter(|entry| is_charged(entry.kind))
            .filter_map(|entry| entry.amount.checked_mul(entry.kind.sign()))
            .sum()
    }

    /// What is owed on the day `on` by what was `known` at the end of another.
    pub(crate) fn standing(
        &self,
        terms: &Terms<'_>,
        known: NaiveDate,
        on: NaiveDate,
    ) -> Result<Standing, Error> {
        let holding = || self.holding(known).filter(|entry| entry.value_on <= on);
        let sum =
            |kind| -> Money { holding().filter(|entry| entry.kind == kind).map(|entry| entry.amount).sum() };
        let settled = Settled {
            fine: sum(LedgerKind::Fine),
            interest: sum(LedgerKind::Interest),
            correction: sum(LedgerKind::Correction),
            waived_fine: sum(LedgerKind::WaivedFine),
            waived_interest: sum(LedgerKind::WaivedInterest),
        };
        let mut falls: Vec<_> = holding()
            .filter(|entry| entry.kind.sign() < 0 && entry.kind != LedgerKind::Discount)
            .map(|entry| (entry.value_on, entry.amount))
            .collect();
        falls.sort_by_key(|(day, _)| *day);
        let payable_until = terms.payable_until(self.due);
        let fined_on = holding()
            .filter(|entry| entry.kind.is_received() || entry.kind.sign() == 0)
            .map(|entry| entry.value_on)
            .filter(|day| *day > payable_until)
            .min();
        let course = Course { principal: self.charged(known), due: self.due, falls: &falls, fined_on };
        let mut segments = Vec::new();
        let accrued = accrue(terms, course, on, |segment| segments.push(segment))?;
        let rest = |accrued: Money, off: Money| (accrued - off).max(Money::ZERO);
        // Who has received the principal without reserve has received the interest (CC art. 323).
        let owed = if accrued.open.is_positive() {
            Owed::new(
                accrued.open,
                rest(accrued.correction, settled.correction),
                rest(accrued.fine, settled.fine + settled.waived_fine),
                rest(accrued.interest, settled.interest + settled.waived_interest),
            )
        } else {
            Owed::default()
        };
        Ok(Standing { owed, accrued, settled, segments })
    }
}

/// Whether a line is of what was charged, which counts from the beginning.
pub(crate) const fn is_charged(kind: LedgerKind) -> bool {
    matches!(kind, LedgerKind::Principal | LedgerKind::Discount | LedgerKind::Surcharge)
}

/// How a charge ends without being paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ClosedBy {
    /// Given up.
    WriteOff,
    /// Made by mistake.
    Cancellation,
}
