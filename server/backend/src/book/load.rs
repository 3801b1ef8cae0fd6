//! Reading the book: all of it, or only the clients that changed since.

use super::{
    Snapshot, order,
    party::{Party, Planned, Seen},
    shard::{Debtor, Open, SHARDS, Shard, shard_of},
};
use crate::{
    Error,
    store::{Tx, book, ledger},
};
use domain::{
    Money,
    id::{ClientId, CompanyId},
};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// Before every change: reading what changed since then reads everything.
const THE_BEGINNING: i64 = -1;

/// The state that the transaction sees, made from `old` where that is possible.
pub(super) async fn newest(tx: &mut Tx, old: Option<Arc<Snapshot>>) -> Result<Snapshot, Error> {
    let (change, epoch) = tx.counters().await?;
    if let Some(old) = old.filter(|old| old.epoch == epoch) {
        let mut companies = Companies(old.companies.clone());
        let (changed, mut debtors) = debtors(tx, old.change, &mut companies).await?;
        if order::rank_among(&old.shards, &changed, &mut debtors) {
            tracing::debug!(change, clients = changed.len(), "read changed clients into the book");
            let shards = merged(&old.shards, &changed, debtors);
            return Ok(Snapshot::new(change, epoch, companies.0, shards));
        }
    }
    let mut companies = Companies(Vec::new());
    let (all, mut debtors) = debtors(tx, THE_BEGINNING, &mut companies).await?;
    order::rank_all(&mut debtors);
    tracing::debug!(change, epoch, clients = debtors.len(), "read the whole book");
    Ok(Snapshot::new(change, epoch, companies.0, merged(&vec![Arc::default(); SHARDS], &all, debtors)))
}

/// The numbers of companies within a snapshot; they only ever get more.
struct Companies(Vec<CompanyId>);

impl Companies {
    fn number(&mut self, company: CompanyId) -> Result<u16, Error> {
        let place = self.0.iter().position(|known| *known == company).unwrap_or_else(|| {
            self.0.push(company);
            self.0.len() - 1
        });
        u16::try_from(place).map_err(|_| Error::Other("more companies than the book has numbers".to_owned()))
    }
}

/// The clients that changed, and what those of them owe that owe anything.
async fn debtors(
    tx: &mut Tx,
    since: i64,
    companies: &mut Companies,
) -> Result<(HashSet<ClientId>, Vec<Debtor>), Error> {
    let mut charges: HashMap<ClientId, Vec<Open>> = HashMap::new();
    let open_charges = book::open_charges(tx, since).await?;
    let any_moved = open_charges.iter().any(|charge| charge.moved.is_some());
    let mut movements = if any_moved { ledger::of_changed(tx, since).await? } else { HashMap::new() };
    for charge in open_charges {
        let company = companies.number(charge.company)?;
        let moved = charge.moved.and_then(|id| movements.remove(&id));
        let moved = moved.map(|movements| Arc::new((Money::from_centavos(charge.principal), movements)));
        let open = Open { due: charge.due, company, balance: charge.balance, moved };
        charges.entry(charge.client).or_default().push(open);
    }
    let mut contacts: HashMap<ClientId, Vec<Seen>> = HashMap::new();
    for seen in book::last_contacts(tx, since).await? {
        if charges.contains_key(&seen.client) {
            let company = companies.number(seen.company)?;
            contacts.entry(seen.client).or_default().push(Seen::new(company, &seen));
        }
    }
    let mut appointments: HashMap<ClientId, Vec<Planned>> = HashMap::new();
    for pending in book::appointments(tx, since).await? {
        if charges.contains_key(&pending.client) {
            let planned = Planned {
                company: companies.number(pending.company)?,
                on: pending.on,
                time: pending.time,
                assignee: pending.assignee,
            };
            appointments.entry(pending.client).or_default().push(planned);
        }
    }
    let mut changed = HashSet::new();
    let mut debtors = Vec::with_capacity(charges.len());
    for row in book::clients(tx, since).await? {
        let id = ClientId(row.id);
        changed.insert(id);
        if let Some(mut charges) = charges.remove(&id) {
            charges.sort_unstable_by_key(|charge| charge.due);
            let contacts = contacts.remove(&id).unwrap_or_default();
            let appointments = appointments.remove(&id).unwrap_or_default();
            let party = Party::new(&row, contacts, appointments);
            debtors.push(Debtor { id, rank: 0, party, charges });
        }
    }
    Ok((changed, debtors))
}

/// The shards, copied only where a client changed.
fn merged(old: &[Arc<Shard>], changed: &HashSet<ClientId>, debtors: Vec<Debtor>) -> Vec<Arc<Shard>> {
    let mut of_shard: HashMap<usize, Vec<Debtor>> = HashMap::new();
    for debtor in debtors {
        of_shard.entry(shard_of(debtor.id)).or_default().push(debtor);
    }
    let touched: HashSet<usize> = changed.iter().copied().map(shard_of).collect();
    let shard = |(place, shard): (usize, &Arc<Shard>)| {
        if touched.contains(&place) {
            Arc::new(shard.with(changed, of_shard.remove(&place).unwrap_or_default()))
        } else {
            Arc::clone(shard)
        }
    };
    old.iter().enumerate().map(shard).collect()
}
