//! The list of delinquent clients: filtered, totalled and sorted, all pages at once.

use super::{
    Sight, Snapshot, Text,
    party::Party,
    shard::{Head, Shard, beginning},
};
use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use domain::{
    delinquency::{Column, RoleFilter},
    id::{ClientId, CompanyId},
};
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

    fn head(self, snapshot: &Snapshot) -> &Head {
        &snapshot.shards[self.shard as usize].heads[self.head as usize]
    }
}

impl Listing {
    pub(super) fn new(snapshot: &Snapshot, filter: &Filter) -> Self {
        let mut listing = Self::default();
        let counted = filter.sees.iter().copied().filter(|id| filter.company.is_none_or(|only| only == *id));
        let counted = snapshot.sight(counted);
        for (place, shard) in (0..).zip(&snapshot.shards) {
            listing.add(place, shard, filter, &counted);
        }
        let sight = snapshot.sight(filter.sees.iter().copied());
        listing.sort(snapshot, filter, &sight);
        listing
    }

    fn add(&mut self, place: u32, shard: &Shard, filter: &Filter, counted: &Sight) {
        let updated = shard.updated(filter.today);
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
            if found.count > 0 && filter.wants(&head.party) {
                self.charges += found.count;
                self.total += found.total;
                self.updated += found.updated;
                self.rows.push(found);
            }
        }
    }

    /// Sorts by the column; what is blank stands last in either direction, what is equal goes by name.
    fn sort(&mut self, snapshot: &Snapshot, filter: &Filter, sight: &Sight) {
        let text = sorted_text(filter.sort);
        let key = |found: &Found| {
            let head = found.head(snapshot);
            let key = match text {
                Some(Text::NameKey) => head.name,
                Some(text) => beginning(head.party.text(text)),
                None => figure(filter.sort, found, &head.party, sight),
            };
            match (key, filter.descending) {
                (0, _) => u128::MAX,
                (key, true) => !key,
                (key, false) => key,
            }
        };
        let mut keyed: Vec<(u128, u128, usize)> = self
            .rows
            .iter()
            .enumerate()
            .map(|(place, found)| (key(found), found.head(snapshot).name, place))
            .collect();
        let head = |place: usize| self.rows[place].head(snapshot);
        keyed.sort_unstable_by(|one, other| {
            one.0
                .cmp(&other.0)
                .then_with(|| match text {
                    Some(text) if one.0 != u128::MAX => {
                        beyond(text, filter.descending, head(one.2), head(other.2))
                    }
                    _ => Ordering::Equal,
                })
                .then_with(|| one.1.cmp(&other.1))
                .then_with(|| {
                    let (one, other) = (head(one.2), head(other.2));
                    beyond(Text::NameKey, false, one, other).then_with(|| one.id.cmp(&other.id))
                })
        });
        self.rows = keyed.iter().map(|(_, _, place)| self.rows[*place]).collect();
    }
}

impl Filter {
    fn wants(&self, party: &Party) -> bool {
        let role = match self.role {
            RoleFilter::Any => true,
            RoleFilter::Client => party.is_client,
            RoleFilter::Supplier => party.is_supplier,
        };
        role && self.terms.iter().all(|term| party.text(Text::SearchKey).contains(term.as_str()))
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

fn days(date: NaiveDate) -> u128 {
    // Dates of the common era, up to that of `NaiveDate::MAX`, are positive numbers of days.
    u128::try_from(date.num_days_from_ce()).unwrap_or_default()
}

fn moment(at: NaiveDateTime) -> u128 {
    days(at.date()) * 86_400 + u128::from(at.num_seconds_from_midnight()) + 1
}

/// Compares what [`beginning`] left out.
fn beyond(text: Text, descending: bool, one: &Head, other: &Head) -> Ordering {
    let order = one.party.text(text).cmp(other.party.text(text));
    if descending { order.reverse() } else { order }
}
