//! The working grid: single charges, filtered, totalled and sorted, all pages at once.

use super::{
    Sight, Snapshot, Text,
    listing::{days, directed, moment},
    party::Party,
    shard::{Head, Open, Shard},
};
use crate::ctx::local_day;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use domain::{
    Money,
    id::{ChargeId, ClientId, CompanyId},
    saved_filter::{ChargeFacts, ClientFacts, Criteria, GridColumn},
    text::search_terms,
};
use memchr::memmem::Finder;

/// Which charges, in which order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct GridFilter {
    /// The companies that the asking person may see, by name.
    pub(crate) sees: Vec<CompanyId>,
    pub(crate) criteria: Criteria,
    pub(crate) today: NaiveDate,
    /// This hour: on which day a contact was depends on where the client lives.
    pub(crate) hour: DateTime<Utc>,
}

/// How much a filter finds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) charges: u32,
    pub(crate) clients: u32,
    /// In centavos.
    pub(crate) balance: i64,
    /// In centavos, with fine and interest.
    pub(crate) updated: i64,
}

/// Everything that a [`GridFilter`] found.
#[derive(Debug, Default)]
pub(crate) struct Grid {
    pub(crate) rows: Vec<GridFound>,
    pub(crate) tally: Tally,
}

/// A charge that was found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct GridFound {
    shard: u32,
    head: u32,
    charge: u32,
    /// In centavos, with fine and interest.
    pub(crate) updated: i64,
}

/// A charge of the grid, in the snapshot in which it was found.
pub(crate) struct GridCharge<'a> {
    pub(crate) id: ChargeId,
    pub(crate) client: ClientId,
    pub(crate) party: &'a Party,
    pub(crate) company: CompanyId,
    pub(crate) document: &'a str,
    pub(crate) due: NaiveDate,
    pub(crate) balance: Money,
    pub(crate) updated: Money,
    pub(crate) promised: bool,
    pub(crate) instalment: bool,
}

impl GridFound {
    pub(crate) fn charge(self, snapshot: &Snapshot) -> GridCharge<'_> {
        let (head, open) = self.parts(snapshot);
        GridCharge {
            id: open.id,
            client: head.id,
            party: &head.party,
            company: snapshot.companies[usize::from(open.company)],
            document: &open.document,
            due: open.due,
            balance: Money::from_centavos(open.balance),
            updated: Money::from_centavos(self.updated),
            promised: open.promised,
            instalment: open.instalment,
        }
    }

    fn parts(self, snapshot: &Snapshot) -> (&Head, &Open) {
        let shard = &snapshot.shards[self.shard as usize];
        (&shard.heads[self.head as usize], &shard.charges[self.charge as usize])
    }
}

impl Tally {
    pub(super) fn new(snapshot: &Snapshot, filter: &GridFilter) -> Self {
        let mut tally = Self::default();
        each(snapshot, filter, |_| {}, &mut tally);
        tally
    }
}

impl Grid {
    pub(super) fn new(snapshot: &Snapshot, filter: &GridFilter) -> Self {
        let mut grid = Self::default();
        let rows = &mut grid.rows;
        each(snapshot, filter, |found| rows.push(found), &mut grid.tally);
        grid.sort(snapshot, filter);
        grid
    }

    /// Sorts by the column; what is blank stands last in either direction, what is equal goes by name and due date.
    fn sort(&mut self, snapshot: &Snapshot, filter: &GridFilter) {
        let (column, descending) = (filter.criteria.sort, filter.criteria.descending);
        if column == GridColumn::Document {
            self.rows.sort_unstable_by(|one, other| {
                let ((_, one), (_, other)) = (one.parts(snapshot), other.parts(snapshot));
                let order = one.document.cmp(&other.document);
                if descending { order.reverse() } else { order }.then(one.id.cmp(&other.id))
            });
            return;
        }
        let sight = snapshot.sight(filter.sees.iter().copied());
        // Companies are given by name.
        let place = |company: u16| {
            let id = snapshot.companies.get(usize::from(company));
            filter.sees.iter().position(|seen| Some(seen) == id).unwrap_or_default() + 1
        };
        let places: Vec<usize> =
            (0..snapshot.companies.len()).map(|at| place(u16::try_from(at).unwrap_or(u16::MAX))).collect();
        self.rows.sort_by_cached_key(|found| {
            let (head, open) = found.parts(snapshot);
            let figure = figure(column, *found, (head, open), &sight, &places);
            // Who was never contacted comes before all others; what else is not there comes last.
            let is_last = figure == 0 && column != GridColumn::LastContact;
            let key = if is_last { u128::MAX } else { directed(figure, descending) };
            (key, head.rank, open.due, open.id)
        });
    }
}

/// The figure that a column sorts by, greater than zero; zero when there is none.
fn figure(
    column: GridColumn,
    found: GridFound,
    (head, open): (&Head, &Open),
    sight: &Sight,
    places: &[usize],
) -> u128 {
    let positive = |figure: i64| u128::from(u64::try_from(figure).unwrap_or_default());
    let sees = |company| sight.sees(company);
    match column {
        GridColumn::Client => head.rank.into(),
        GridColumn::Document => 0,
        GridColumn::Company => places.get(usize::from(open.company)).map_or(0, |place| *place as u128),
        GridColumn::Due => days(open.due),
        // The most days late are the first due date.
        GridColumn::DaysLate => days(NaiveDate::MAX) - days(open.due),
        GridColumn::Balance => positive(open.balance),
        GridColumn::Updated => positive(found.updated),
        GridColumn::LastContact => head.party.last_contact(sees).map_or(0, |last| moment(last.at)),
        GridColumn::NextAppointment => head.party.next_appointment(sees).map_or(0, |(on, time)| {
            // Without a time it stands before all times of its day.
            moment(on.and_time(time.unwrap_or(NaiveTime::MIN))) * 2 + u128::from(time.is_some())
        }),
    }
}

/// Calls `take` with every charge that the filter asks for, and adds up.
fn each(snapshot: &Snapshot, filter: &GridFilter, mut take: impl FnMut(GridFound), tally: &mut Tally) {
    let (criteria, day) = (&filter.criteria, snapshot.day(filter.today));
    let sight = snapshot.sight(filter.sees.iter().copied());
    let terms = search_terms(&criteria.search);
    let finders: Vec<Finder<'_>> = terms.iter().map(Finder::new).collect();
    for (place, shard) in (0..).zip(&snapshot.shards) {
        let mut updated = None;
        for (index, head) in (0..).zip(&shard.heads) {
            let mut wanted = None;
            let mut found = 0;
            for at in head.charges() {
                let open = &shard.charges[at];
                if !sight.sees(open.company)
                    || !criteria.wants_charge(&charge_facts(open, &snapshot.companies), filter.today)
                    || !*wanted.get_or_insert_with(|| wants_client(filter, &head.party, &finders, &sight))
                {
                    continue;
                }
                let updated = updated.get_or_insert_with(|| Shard::updated(shard, &day))[at];
                found += 1;
                tally.balance += open.balance;
                tally.updated += updated;
                let charge = u32::try_from(at).unwrap_or(u32::MAX);
                take(GridFound { shard: place, head: index, charge, updated });
            }
            tally.charges += found;
            tally.clients += found.min(1);
        }
    }
}

fn charge_facts(open: &Open, companies: &[CompanyId]) -> ChargeFacts {
    ChargeFacts {
        company: companies[usize::from(open.company)],
        due: open.due,
        balance: Money::from_centavos(open.balance),
        promised: open.promised,
        instalment: open.instalment,
    }
}

fn wants_client(filter: &GridFilter, party: &Party, finders: &[Finder<'_>], sight: &Sight) -> bool {
    let uf = party.text(Text::Uf);
    let facts = ClientFacts {
        is_client: party.is_client,
        is_supplier: party.is_supplier,
        uf: uf.parse().ok(),
        today: local_day(uf, filter.hour),
        last_contact: party.last_day(),
    };
    let key = party.text(Text::SearchKey).as_bytes();
    filter.criteria.wants_client(&facts, |user| party.is_planned_for(user, |company| sight.sees(company)))
        && finders.iter().all(|finder| finder.find(key).is_some())
}
