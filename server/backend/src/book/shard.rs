//! A part of the clients of a snapshot. A change copies one shard of about a thousandth of them.

use super::party::Party;
use chrono::NaiveDate;
use domain::{
    Money,
    accrual::Terms,
    id::{ChargeId, ClientId},
    ledger::{Ledger, Owed},
};
use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError},
};

/// Into how many shards the clients are divided.
pub(super) const SHARDS: usize = 1024;

/// The shard of a client: by the random end of its identifier, so that all grow alike.
pub(super) fn shard_of(client: ClientId) -> usize {
    let bytes = client.0.as_bytes();
    (usize::from(bytes[14]) << 8 | usize::from(bytes[15])) % SHARDS
}

/// Clients in the order of their identifiers, with their open charges one after another.
#[derive(Debug, Default)]
pub(super) struct Shard {
    pub(super) heads: Vec<Head>,
    pub(super) charges: Vec<Open>,
    /// What each charge comes to with fine and interest, on the last day that was asked about.
    updated: Mutex<Option<Updated>>,
}

/// The day, the state of the rules, and the amounts.
type Updated = (NaiveDate, i64, Arc<[i64]>);

/// A client and where its charges stand.
#[derive(Clone, Debug)]
pub(super) struct Head {
    pub(super) id: ClientId,
    /// Grows with the name, and with the identity among namesakes: comparing it compares those.
    pub(super) rank: u64,
    first: u32,
    end: u32,
    pub(super) party: Arc<Party>,
}

/// An open charge; companies are numbered by the snapshot.
#[derive(Clone, Debug)]
pub(super) struct Open {
    pub(super) id: ChargeId,
    pub(super) due: NaiveDate,
    pub(super) company: u16,
    /// Whether an open promise is about it.
    pub(super) promised: bool,
    /// Whether it is an instalment of an active agreement.
    pub(super) instalment: bool,
    pub(super) balance: i64,
    /// Its number.
    pub(super) document: Box<str>,
    /// Its ledger, where more than the principal stands in it.
    pub(super) moved: Option<Arc<Ledger>>,
}

/// What amounts of one day are computed by.
pub(super) struct Day<'a> {
    pub(super) today: NaiveDate,
    /// The state of the rules.
    pub(super) rules: i64,
    /// By the numbers of the companies within the snapshot.
    pub(super) terms: Vec<Terms<'a>>,
}

impl Open {
    /// What the charge comes to on the day, with fine and interest where it is overdue. Where the index lacks a
    /// month nothing can be computed, and the principal stands for it.
    fn updated(&self, day: &Day<'_>) -> i64 {
        let (Some(terms), true) = (day.terms.get(usize::from(self.company)), self.due < day.today) else {
            return self.balance;
        };
        let owed = match self.moved.as_deref() {
            Some(ledger) => ledger.owed(terms, day.today),
            None => Owed::untouched(terms, Money::from_centavos(self.balance), self.due, day.today),
        };
        owed.map_or(self.balance, |owed| owed.total.centavos())
    }
}

/// A client read from the database.
pub(super) struct Debtor {
    pub(super) id: ClientId,
    pub(super) rank: u64,
    pub(super) party: Party,
    pub(super) charges: Vec<Open>,
}

impl Head {
    pub(super) fn charges(&self) -> std::ops::Range<usize> {
        self.first as usize..self.end as usize
    }
}

impl Shard {
    /// This shard without the `changed` clients, and with `debtors`: those of them that owe something.
    pub(super) fn with(&self, changed: &HashSet<ClientId>, mut debtors: Vec<Debtor>) -> Self {
        debtors.sort_unstable_by_key(|debtor| debtor.id);
        let mut next = Self {
            heads: Vec::with_capacity(self.heads.len() + debtors.len()),
            charges: Vec::with_capacity(self.charges.len()),
            updated: Mutex::default(),
        };
        let mut debtors = debtors.into_iter().peekable();
        for head in self.heads.iter().filter(|head| !changed.contains(&head.id)) {
            while let Some(debtor) = debtors.next_if(|debtor| debtor.id < head.id) {
                next.push_debtor(debtor);
            }
            next.push(head.id, head.rank, Arc::clone(&head.party), &self.charges[head.charges()]);
        }
        debtors.for_each(|debtor| next.push_debtor(debtor));
        next
    }

    fn push_debtor(&mut self, debtor: Debtor) {
        self.push(debtor.id, debtor.rank, Arc::new(debtor.party), &debtor.charges);
    }

    fn push(&mut self, id: ClientId, rank: u64, party: Arc<Party>, charges: &[Open]) {
        let place = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let first = place(self.charges.len());
        self.charges.extend_from_slice(charges);
        self.heads.push(Head { id, rank, first, end: place(self.charges.len()), party });
    }

    pub(super) fn find(&self, client: ClientId) -> Option<&Head> {
        let place = self.heads.binary_search_by_key(&client, |head| head.id).ok()?;
        self.heads.get(place)
    }

    /// What each charge comes to on the day, with fine and interest where it is overdue.
    pub(super) fn updated(&self, day: &Day<'_>) -> Arc<[i64]> {
        let mut cached = self.updated.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((on, rules, amounts)) = &*cached
            && (*on, *rules) == (day.today, day.rules)
        {
            return Arc::clone(amounts);
        }
        let amounts: Arc<[i64]> = self.charges.iter().map(|open| open.updated(day)).collect();
        *cached = Some((day.today, day.rules, Arc::clone(&amounts)));
        amounts
    }
}
