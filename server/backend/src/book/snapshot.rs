//! One state of the book.

use super::{
    grid::{Grid, GridFilter, Tally},
    listing::{Filter, Listing},
    shard::{Day, Shard, shard_of},
};
use crate::{rules::Rules, store::db::Counters};
use chrono::NaiveDate;
use domain::{
    Money,
    holidays::Holidays,
    id::{ClientId, CompanyId},
    session::CompanyRef,
};
use std::sync::{Arc, Mutex, PoisonError};

/// Lists that a snapshot keeps: as many as a team looks at between two changes.
const LISTS_KEPT: usize = 16;
/// Counts that a snapshot keeps: the filters of a team, as each of its people sees them.
const TALLIES_KEPT: usize = 256;

/// All open charges at one moment, and the clients that owe them.
#[derive(Debug)]
pub struct Snapshot {
    pub(super) change: i64,
    pub(super) epoch: i64,
    pub(super) rules: Arc<Rules>,
    pub(super) companies: Vec<CompanyId>,
    pub(super) shards: Vec<Arc<Shard>>,
    /// Lists already made from this state, the latest last.
    lists: Mutex<Vec<(Filter, Arc<Listing>)>>,
    /// The same of single charges.
    grids: Mutex<Vec<(GridFilter, Arc<Grid>)>>,
    /// How much filters find, without what they find.
    tallies: Mutex<Vec<(GridFilter, Tally)>>,
}

/// What a client owes today: its overdue charges.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Owed {
    /// Their sum with fine and interest.
    pub amount: Money,
    /// How many they are.
    pub count: u32,
    /// Days late of the oldest; zero when nothing is overdue.
    pub days_late: i64,
}

/// Which of the snapshot's companies somebody may see.
#[derive(Clone, Debug)]
pub(crate) struct Sight(Vec<bool>);

impl Sight {
    pub(crate) fn sees(&self, company: u16) -> bool {
        self.0.get(usize::from(company)).copied().unwrap_or_default()
    }
}

impl Snapshot {
    pub(super) fn new(
        (change, epoch): (i64, i64),
        rules: Arc<Rules>,
        companies: Vec<CompanyId>,
        shards: Vec<Arc<Shard>>,
    ) -> Self {
        Self {
            change,
            epoch,
            rules,
            companies,
            shards,
            lists: Mutex::default(),
            grids: Mutex::default(),
            tallies: Mutex::default(),
        }
    }

    /// Whether it is the state that the database had with these counters.
    pub(crate) fn is_of(&self, counters: &Counters) -> bool {
        (self.change, self.epoch, self.rules.number) == (counters.change, counters.epoch, counters.rules)
    }

    /// The days on which banks are closed.
    pub(crate) fn holidays(&self) -> &Holidays {
        self.rules.holidays()
    }

    /// What amounts of `today` are computed by, company by company.
    pub(super) fn day(&self, today: NaiveDate) -> Day<'_> {
        let terms = self.companies.iter().map(|company| self.rules.terms(*company, today)).collect();
        Day { today, rules: self.rules.number, terms }
    }

    /// What `client` owes on `today` to the companies that the asking person may see.
    pub fn owed(&self, client: ClientId, seen: &[CompanyRef], today: NaiveDate) -> Owed {
        let shard = &self.shards[shard_of(client)];
        let Some(head) = shard.find(client) else { return Owed::default() };
        let sight = self.sight(seen.iter().map(|company| company.id));
        let updated = shard.updated(&self.day(today));
        let mut owed = Owed::default();
        for place in head.charges() {
            let charge = &shard.charges[place];
            if charge.due < today && sight.sees(charge.company) {
                owed.amount += Money::from_centavos(updated[place]);
                owed.count += 1;
                owed.days_late = owed.days_late.max((today - charge.due).num_days());
            }
        }
        owed
    }

    /// Calls `each` with every open charge of a company: client, due date, balance, and what it comes to on
    /// `today` with fine and interest.
    pub(crate) fn each_charge(
        &self,
        company: CompanyId,
        today: NaiveDate,
        mut each: impl FnMut(ClientId, NaiveDate, Money, Money),
    ) {
        let sight = self.sight([company]);
        let day = self.day(today);
        for shard in &self.shards {
            let updated = shard.updated(&day);
            for head in &shard.heads {
                for place in head.charges() {
                    let charge = &shard.charges[place];
                    if sight.sees(charge.company) {
                        let [balance, updated] = [charge.balance, updated[place]].map(Money::from_centavos);
                        each(head.id, charge.due, balance, updated);
                    }
                }
            }
        }
    }

    /// The numbers of those of `companies` that have open charges here.
    pub(crate) fn sight(&self, companies: impl IntoIterator<Item = CompanyId>) -> Sight {
        let mut sees = vec![false; self.companies.len()];
        for company in companies {
            if let Some(place) = self.companies.iter().position(|known| *known == company) {
                sees[place] = true;
            }
        }
        Sight(sees)
    }

    /// The clients that `filter` asks for, sorted; made once for this state.
    pub(crate) fn listing(&self, filter: Filter) -> Arc<Listing> {
        kept(&self.lists, LISTS_KEPT, filter, |filter| Arc::new(Listing::new(self, filter)))
    }

    /// The charges that `filter` asks for, sorted; made once for this state.
    pub(crate) fn grid(&self, filter: GridFilter) -> Arc<Grid> {
        kept(&self.grids, LISTS_KEPT, filter, |filter| Arc::new(Grid::new(self, filter)))
    }

    /// How much `filter` finds; counted once for this state.
    pub(crate) fn tally(&self, filter: GridFilter) -> Tally {
        kept(&self.tallies, TALLIES_KEPT, filter, |filter| Tally::new(self, filter))
    }
}

/// What was made for the filter before, or what is made now; the latest ones are kept.
fn kept<F: PartialEq, T: Clone>(
    known: &Mutex<Vec<(F, T)>>,
    most: usize,
    filter: F,
    make: impl FnOnce(&F) -> T,
) -> T {
    let mut all = known.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(place) = all.iter().position(|(asked, _)| *asked == filter) {
        let found = all.remove(place);
        let answer = found.1.clone();
        all.push(found);
        return answer;
    }
    drop(all);
    let answer = make(&filter);
    let mut all = known.lock().unwrap_or_else(PoisonError::into_inner);
    if all.len() >= most {
        all.remove(0);
    }
    all.push((filter, answer.clone()));
    answer
}
