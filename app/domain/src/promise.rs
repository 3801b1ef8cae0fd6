//! Promises to pay: an amount until a day, and what became of them.
//!
//! What is received after a promise was made goes first to the oldest one that it may go to. A promise is decided once: at once when
//! all of it is received, otherwise by the daily run on the day after its date and days of grace. What is taken
//! back before that no longer counts; after it, only a person opens the promise again.

use crate::{
    Error, FieldError, Money,
    contact::choices,
    error::Check,
    id::{ChargeId, ClientId, CompanyId, PromiseId, UserId},
    period::parse_date,
};
use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

choices! {
    /// What became of a promise.
    PromiseState {
        /// Not yet decided.
        Open = "open",
        /// All of it was received in time.
        Kept = "kept",
        /// A part of it was received in time.
        PartlyKept = "partly_kept",
        /// Nothing of it was received in time.
        Broken = "broken",
        /// Another promise took its place.
        Superseded = "superseded",
        /// Taken back, with a reason.
        Cancelled = "cancelled",
    }
}

/// A promise to pay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// Its identity.
    pub id: PromiseId,
    /// What it is held to.
    pub amount: Money,
    /// What the client said, where that was more than what was owed.
    pub said: Money,
    /// Until when.
    pub on: NaiveDate,
    /// Days after it in which payment still counts.
    pub grace_days: u32,
    /// The day on which it was made.
    pub made_on: NaiveDate,
    /// When it was recorded.
    pub made_at: DateTime<Utc>,
    /// For which charges; none means for any.
    pub charges: Vec<ChargeId>,
    /// What became of it, as recorded.
    pub state: PromiseState,
}

impl Promise {
    /// The last day on which payment counts.
    pub fn deadline(&self) -> NaiveDate {
        self.on + Days::new(self.grace_days.into())
    }

    /// Whether it takes part of what is received: one that was replaced or taken back does not.
    const fn counts(&self) -> bool {
        !matches!(self.state, PromiseState::Superseded | PromiseState::Cancelled)
    }

    /// Whether it may take what was received: paid within its days, and recorded after it. What was recorded before
    /// is no longer part of what was owed when it was made.
    fn takes(&self, receipt: &Receipt) -> bool {
        (self.made_on..=self.deadline()).contains(&receipt.on)
            && receipt.at >= self.made_at
            && (self.charges.is_empty() || self.charges.contains(&receipt.charge))
    }

    /// Refused unless it is open: what may be replaced, cancelled or decided.
    pub fn require_open(&self) -> Result<(), Error> {
        if self.state == PromiseState::Open { Ok(()) } else { Err(Error::PromiseNotOpen) }
    }
}

/// What was received for a charge on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The day of the payment.
    pub on: NaiveDate,
    /// When the payment was recorded.
    pub at: DateTime<Utc>,
    /// The charge.
    pub charge: ChargeId,
    /// How much, late charges included.
    pub amount: Money,
}

/// How far a promise is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Which promise.
    pub promise: PromiseId,
    /// What was received for it in time.
    pub received: Money,
    /// The day on which all of it was received.
    pub complete_on: Option<NaiveDate>,
}

/// How far each promise is kept, in the order given. Every receipt counts once.
pub fn progress(promises: &[Promise], receipts: &[Receipt], today: NaiveDate) -> Vec<Progress> {
    let mut all: Vec<_> = promises
        .iter()
        .map(|promise| Progress { promise: promise.id, received: Money::ZERO, complete_on: None })
        .collect();
    let mut oldest_first: Vec<usize> = (0..promises.len()).filter(|&at| promises[at].counts()).collect();
    oldest_first.sort_by_key(|&at| (promises[at].on, promises[at].made_on, promises[at].id));
    let mut by_day: Vec<_> = receipts.iter().filter(|receipt| receipt.on <= today).collect();
    by_day.sort_by_key(|receipt| receipt.on);
    for receipt in by_day {
        let mut left = receipt.amount;
        for &at in &oldest_first {
            let (promise, reached) = (&promises[at], &mut all[at]);
            if !promise.takes(receipt) {
                continue;
            }
            let part = left.min(promise.amount - reached.received);
            left -= part;
            reached.received += part;
            if part.is_positive() && reached.received == promise.amount {
                reached.complete_on = Some(receipt.on);
            }
        }
    }
    all
}

/// What the other open promises still expect that a promise for these charges would share its receipts with: those
/// for one of them, and where either names none, all. Those whose days are over expect nothing.
pub fn expected(
    promises: &[Promise],
    receipts: &[Receipt],
    today: NaiveDate,
    charges: &[ChargeId],
) -> Vec<(PromiseId, Money)> {
    let shares = |promise: &Promise| {
        let none_named = charges.is_empty() || promise.charges.is_empty();
        promise.state == PromiseState::Open
            && promise.deadline() >= today
            && (none_named || promise.charges.iter().any(|charge| charges.contains(charge)))
    };
    let reached = progress(promises, receipts, today);
    let both = promises.iter().zip(reached).filter(|(promise, _)| shares(promise));
    both.map(|(promise, reached)| (promise.id, promise.amount - reached.received)).collect()
}

/// What is to be recorded of an open promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Which promise.
    pub promise: PromiseId,
    /// Kept, partly kept or broken.
    pub state: PromiseState,
    /// The day on which it was decided: when all was received, or the day after the deadline.
    pub on: NaiveDate,
    /// What was received for it.
    pub received: Money,
}

/// The open promises that are decided by `today`; those already decided are not decided again.
pub fn decisions(promises: &[Promise], receipts: &[Receipt], today: NaiveDate) -> Vec<Decision> {
    let reached = progress(promises, receipts, today);
    let decide = |(promise, reached): (&Promise, Progress)| {
        let over = promise.deadline() + Days::new(1);
        let (state, on) = match reached.complete_on {
            _ if promise.state != PromiseState::Open => return None,
            Some(day) => (PromiseState::Kept, day),
            None if today < over => return None,
            None if reached.received.is_positive() => (PromiseState::PartlyKept, over),
            None => (PromiseState::Broken, over),
        };
        Some(Decision { promise: promise.id, state, on, received: reached.received })
    };
    promises.iter().zip(reached).filter_map(decide).collect()
}

/// A promise as the client bar, the history and the agenda show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromiseLine {
    /// The promise.
    pub promise: Promise,
    /// What was received for it so far.
    pub received: Money,
    /// Who recorded it.
    pub user: String,
    /// Documents of the charges that it is for; none means for any.
    pub documents: Vec<String>,
    /// The promise that took its place.
    pub replaced_by: Option<PromiseId>,
}

/// A promise in one line: open, or broken and followed by nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromiseBrief {
    /// Its identity.
    pub id: PromiseId,
    /// What it is held to.
    pub amount: Money,
    /// What was received for it so far.
    pub received: Money,
    /// Until when.
    pub on: NaiveDate,
    /// Open or broken.
    pub state: PromiseState,
}

/// A promise of the agenda: open and on its day or later, or broken and followed by nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DuePromise {
    /// Its identity.
    pub id: PromiseId,
    /// Who promised.
    pub client: ClientId,
    /// Their name.
    pub client_name: String,
    /// To which company.
    pub company: CompanyId,
    /// That company's name.
    pub company_name: String,
    /// Who recorded it.
    pub user: UserId,
    /// Their name.
    pub user_name: String,
    /// What it is held to.
    pub amount: Money,
    /// Until when.
    pub on: NaiveDate,
    /// Open or broken.
    pub state: PromiseState,
}

/// The part of the contact form for a promise, and the form that makes a new one in its place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MakePromise {
    /// Who promises.
    pub client: String,
    /// Made when the form was opened: a form sent twice promises once.
    pub key: String,
    /// The promise that this one replaces; blank means none.
    pub replaces: String,
    /// How much.
    pub amount: String,
    /// Until when.
    pub date: String,
    /// For which charges; none means for any.
    pub charges: Vec<String>,
}

/// A [`MakePromise`] that can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedPromise {
    /// The promise that it replaces.
    pub replaces: Option<PromiseId>,
    /// What the client said.
    pub said: Money,
    /// Until when.
    pub on: NaiveDate,
    /// For which charges.
    pub charges: Vec<ChargeId>,
}

impl CheckedPromise {
    /// What it is held to: not more than what is `owed` on its day.
    pub fn held_to(&self, owed: Money) -> Money {
        self.said.min(owed)
    }
}

impl MakePromise {
    /// The form's values, or what is wrong with each field: a promise names an amount and a day.
    pub fn check(&self, today: NaiveDate) -> Result<CheckedPromise, Vec<FieldError>> {
        let mut check = Check::default();
        let replaces = check.optional("replaces", &self.replaces, str::parse);
        let said = check.take("amount", positive(&self.amount));
        let on = check.take("date", parse_date(&self.date).and_then(|day| from_today(day, today)));
        let charges = self.charges.iter().map(|charge| charge.parse()).collect::<Result<Vec<_>, _>>();
        let charges = check.take("charges", charges);
        check.done()?;
        let (Some(replaces), Some(said), Some(on), Some(charges)) = (replaces, said, on, charges) else {
            return Err(Vec::new());
        };
        Ok(CheckedPromise { replaces, said, on, charges })
    }
}

/// An amount of more than nothing, as typed.
pub(crate) fn positive(text: &str) -> Result<Money, Error> {
    let amount: Money = text.parse()?;
    if amount.is_positive() { Ok(amount) } else { Err(Error::NotPositive) }
}

/// A day that is not over.
pub(crate) fn from_today(day: NaiveDate, today: NaiveDate) -> Result<NaiveDate, Error> {
    if day < today { Err(Error::InThePast) } else { Ok(day) }
}
