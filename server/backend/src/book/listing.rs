//! The list of delinquent clients: filtered, totalled and sorted, all pages at once.

use super::{
    Sight, Snapshot, Text,
    party::Party,
    shard::{Day, Head, Shard},
};
use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use domain::{
    delinquency::{Column, RoleFilter},
    id::{ClientId, CompanyId},
};
use memchr::memmem::Finder;
use std::cmp::Ordering;

/// Which clients, which of their charges, in which order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Filter {
    /// The companies that the asking person may see.
    pub(crate) sees: Vec<CompanyId>,
    /// The one whose charges count; nothing means all of those.
    pub(crate) company: Option<CompanyId>,
    pub(crate) role: RoleFilter,
    /// First due date that counts.
    pub(crate) from: Option<NaiveDate>,
    /// Last due date that counts.
    pub(crate) until: Option<NaiveDate>,
    /// All of them must be in the client's search key.
    pub(crate) terms: Vec<String>,
    pub(crate) sort: Column,
    pub(crate) descending: bool,
    pub(crate) today: NaiveDate,
}

/// Everything that a [`Filter`] found.
#[derive(Debug, Default)]
pub(crate) struct Listing {
    pub(crate) rows: Vec<Found>,
    pub(crate) charges: u32,
    pub(crate) total: i64,
    pub(crate) updated: i64,
}

/// A client that was found, and what its charges in the period come to, in centavos.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    shard: u32,
    head: u32,
    pub(crate) count: u32,
    /// The first due date.
    pub(crate) oldest: NaiveDate,
    pub(crate) total: i64,
    pub(crate) updated: i64,
}

impl Found {
    /// The client, in the snapshot in which it was found.
    pub(crate) fn client(self, snapshot: &Snapshot) -> (ClientId, &Party) {
        let head = self.head(snapshot);
        (head.id, &head.party)
    }

    /// Number and sum of all open charges of the client that `sight` may see.
    pub(crate) fn everything(self, snapshot: &Snapshot, sight: &Sight) -> (u32, i64) {
        let charges = &snapshot.shards[self.shard as usize].charges[self.head(snapshot).charges()];
        let visible = charges.iter().filter(|charge| sight.sees(charge.company));
        visible.fold((0, 0), |(count, total), charge| (count + 1, total + charge.balance))
    }

    fn rank(&self, snapshot: &Snapshot) -> u64 {
        self.head(snapshot).rank
    }

    fn head(self, snapshot: &Snapshot) -> &Head {
        &snapshot.shards[self.shard as usize].heads[self.head as usize]
    }
}

impl Listing {
    pub(super) fn new(snapshot: &Snapshot, filter: &Filter) -> Self {
        let mut listing = Self::default();
        let counted = filter.sees.iter().copied().filter(|id| filter.company.is_none_or(|only| only == *id));
        let counted = snapshot.sight(counted);
        let finders: Vec<Finder<'_>> = filter.terms.iter().map(Finder::new).collect();
        let day = snapshot.day(filter.today);
        for (place, shard) in (0..).zip(&snapshot.shards) {
            listing.add((place, shard), &day, filter, &counted, &finders);
        }
        let sight = snapshot.sight(filter.sees.iter().copied());
        listing.sort(snapshot, filter, &sight);
        listing
    }

    fn add(
        &mut self,
        (place, shard): (u32, &Shard),
        day: &Day<'_>,
        filter: &Filter,
        counted: &Sight,
        finders: &[Finder<'_>],
    ) {
        let updated = shard.updated(day);
        let (from, until) = (filter.from.unwrap_or(NaiveDate::MIN), filter.until.unwrap_or(NaiveDate::MAX));
        for (index, head) in (0..).zip(&shard.heads) {
            let mut found =
                Found { shard: place, head: index, count: 0, oldest: NaiveDate::MAX, total: 0, updated: 0 };
            for charge in head.charges() {
                let open = &shard.charges[charge];
                if from <= open.due && open.due <= until && counted.sees(open.company) {
                    found.count += 1;
                    found.oldest = found.oldest.min(open.due);
                    found.total += open.balance;
                    found.updated += updated[charge];
                }
            }
            if found.count > 0 && filter.wants(&head.party, finders) {
                self.charges += found.count;
                self.total += found.total;
                self.updated += found.updated;
                self.rows.push(found);
            }
        }
    }

    /// Sorts by the column; what is blank stands last in either direction, what is equal goes by name.
    fn sort(&mut self, snapshot: &Snapshot, filter: &Filter, sight: &Sight) {
        match sorted_text(filter.sort) {
            Some(Text::NameKey) => {
                self.rows
                    .sort_by_cached_key(|found| directed(found.rank(snapshot).into(), filter.descending));
            }
            Some(text) => self.sort_by_text(snapshot, text, filter.descending),
            None => self.rows.sort_by_cached_key(|found| {
                let head = found.head(snapshot);
                let figure = figure(filter.sort, found, &head.party, sight);
                // Who was never contacted comes before all others; what else is not there comes last.
                let is_last = figure == 0 && filter.sort != Column::LastContact;
                (if is_last { u128::MAX } else { directed(figure, filter.descending) }, head.rank)
            }),
        }
    }

    fn sort_by_text(&mut self, snapshot: &Snapshot, text: Text, descending: bool) {
        let text = |found: &Found| found.head(snapshot).party.text(text);
        let mut keyed: Vec<(Beginning, u64, usize)> = self
            .rows
            .iter()
            .enumerate()
            .map(|(place, found)| (Beginning::new(text(found), descending), found.rank(snapshot), place))
            .collect();
        keyed.sort_unstable_by(|one, other| {
            let beyond = || {
                let order = text(&self.rows[one.2]).cmp(text(&self.rows[other.2]));
                if descending { order.reverse() } else { order }
            };
            let cut = one.0.cut || other.0.cut;
            let order = one.0.key.cmp(&other.0.key);
            order.then_with(|| if cut { beyond() } else { Ordering::Equal }).then(one.1.cmp(&other.1))
        });
        self.rows = keyed.iter().map(|(_, _, place)| self.rows[*place]).collect();
    }
}

/// The beginning of a text, such that numbers compare as the texts do; most texts are not longer.
#[derive(Clone, Copy)]
struct Beginning {
    key: [u128; 2],
    /// Whether the text goes on: only then do texts with the same beginning differ.
    cut: bool,
}

impl Beginning {
    fn new(text: &str, descending: bool) -> Self {
        let mut bytes = [0; 32];
        let length = text.len().min(bytes.len());
        bytes[..length].copy_from_slice(&text.as_bytes()[..length]);
        let (high, low) = bytes.split_at(16);
        let key = [high, low].map(|half| u128::from_be_bytes(half.try_into().unwrap_or_default()));
        let key = match text {
            "" => [u128::MAX; 2],
            _ => key.map(|half| directed(half, descending)),
        };
        Self { key, cut: text.len() > bytes.len() }
    }
}

/// A key that sorts the other way round when `descending`.
pub(super) const fn directed(key: u128, descending: bool) -> u128 {
    if descending { !key } else { key }
}

impl Filter {
    fn wants(&self, party: &Party, finders: &[Finder<'_>]) -> bool {
        let role = match self.role {
            RoleFilter::Any => true,
            RoleFilter::Client => party.is_client,
            RoleFilter::Supplier => party.is_supplier,
        };
        let key = party.text(Text::SearchKey).as_bytes();
        role && finders.iter().all(|finder| finder.find(key).is_some())
    }
}

/// The text that a column sorts by; nothing for a column of figures.
const fn sorted_text(column: Column) -> Option<Text> {
    Some(match column {
        Column::Client => Text::NameKey,
        Column::TaxId => Text::TaxId,
        Column::Email => Text::Email,
        Column::Phone => Text::Phone,
        Column::City => Text::CityKey,
        Column::Uf => Text::Uf,
        Column::Cep => Text::Cep,
        Column::Count
        | Column::Total
        | Column::Updated
        | Column::DaysLate
        | Column::LastContact
        | Column::NextAppointment => return None,
    })
}

/// The figure that a column sorts by, greater than zero; zero when there is none.
fn figure(column: Column, found: &Found, party: &Party, sight: &Sight) -> u128 {
    let positive = |figure: i64| u128::from(u64::try_from(figure).unwrap_or_default());
    match column {
        Column::Count => u128::from(found.count),
        Column::Total => positive(found.total),
        Column::Updated => positive(found.updated),
        // The most days late are the first due date.
        Column::DaysLate => days(NaiveDate::MAX) - days(found.oldest),
        Column::LastContact => {
            party.last_contact(|company| sight.sees(company)).map_or(0, |last| moment(last.at))
        }
        Column::NextAppointment => {
            party.next_appointment(|company| sight.sees(company)).map_or(0, |(on, time)| {
                // Without a time it stands before all times of its day.
                moment(on.and_time(time.unwrap_or(NaiveTime::MIN))) * 2 + u128::from(time.is_some())
            })
        }
        _ => 0,
    }
}

pub(super) fn days(date: NaiveDate) -> u128 {
    // Dates of the common era, up to that of `NaiveDate::MAX`, are positive numbers of days.
    u128::try_from(date.num_days_from_ce()).unwrap_or_default()
}

pub(super) fn moment(at: NaiveDateTime) -> u128 {
    days(at.date()) * 86_400 + u128::from(at.num_seconds_from_midnight()) + 1
}
