//! Reading the book: all of it, or only the clients that changed since.

use super::{
    Snapshot, order,
    party::{Party, Planned, Seen},
    shard::{Debtor, Open, SHARDS, Shard, shard_of},
};
use crate::{
    Error,
    rules::Rules,
    store::{
        Tx,
        book::{self, DebtorRow, LastSeen, Pending},
        db::Counters,
        ledger, stored,
    },
};
use domain::{
    id::{ChargeId, ClientId, CompanyId, UserId},
    period::parse_time,
};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
    time::Instant,
};
use uuid::Uuid;

/// Before every change: reading what changed since then reads everything.
const THE_BEGINNING: i64 = -1;

/// The state that the transaction sees, made from `old` where that is possible.
pub(super) async fn newest(tx: &mut Tx, old: Option<Arc<Snapshot>>) -> Result<Snapshot, Error> {
    let Counters { change, epoch, rules: number, .. } = tx.counters().await?;
    let rules = match &old {
        Some(old) if old.rules.number == number => Arc::clone(&old.rules),
        _ => Arc::new(Rules::load(tx, number).await?),
    };
    if let Some(old) = old.filter(|old| old.epoch == epoch) {
        let mut companies = Companies(old.companies.clone());
        let changed = book::changed(tx, old.change).await?.into_iter().map(ClientId).collect();
        let mut debtors = debtors(tx, old.change, &mut companies).await?;
        if order::rank_among(&old.shards, &changed, &mut debtors) {
            tracing::debug!(change, clients = changed.len(), "read changed clients into the book");
            let shards = merged(&old.shards, &changed, debtors);
            return Ok(Snapshot::new((change, epoch), rules, companies.0, shards));
        }
    }
    let started = Instant::now();
    let mut companies = Companies(Vec::new());
    let mut debtors = debtors(tx, THE_BEGINNING, &mut companies).await?;
    let clients = debtors.len();
    // Seconds of work on a large database, during which others want this thread.
    let whole = move || {
        let all = debtors.iter().map(|debtor| debtor.id).collect();
        order::rank_all(&mut debtors);
        Snapshot::new(
            (change, epoch),
            rules,
            companies.0,
            merged(&vec![Arc::default(); SHARDS], &all, debtors),
        )
    };
    let whole = tokio::task::spawn_blocking(whole).await;
    let snapshot = whole.map_err(|error| Error::Other(format!("the book: {error}")))?;
    let charges: usize = snapshot.shards.iter().map(|shard| shard.charges.len()).sum();
    tracing::info!(clients, charges, took = ?started.elapsed(), "read all open charges");
    Ok(snapshot)
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

/// Those of the clients that changed that owe anything, with what they owe.
async fn debtors(tx: &mut Tx, since: i64, companies: &mut Companies) -> Result<Vec<Debtor>, Error> {
    let mut debtors = Vec::new();
    book::debtors(tx, since, |row| {
        debtors.push(debtor(row, companies)?);
        Ok(())
    })
    .await?;
    Ok(debtors)
}

fn debtor(row: DebtorRow<'_>, companies: &mut Companies) -> Result<Debtor, Error> {
    let mut movements = match row.movements {
        lines if lines.is_empty() => HashMap::new(),
        lines => ledger::entries(lines)?,
    };
    let mut charges = Vec::with_capacity(row.charges.len());
    for charge in row.charges {
        let id = ChargeId(charge.id);
        let moved = if charge.moved == 0 {
            None
        } else {
            let entries = movements.remove(&id).unwrap_or_default();
            Some(Arc::new(ledger::ledger(id, "", charge.due, entries)?))
        };
        let covers = |(company, about): &(Uuid, Option<Uuid>)| {
            *company == charge.company && about.is_none_or(|about| about == charge.id)
        };
        charges.push(Open {
            id,
            due: charge.due,
            company: companies.number(CompanyId(charge.company))?,
            promised: row.promises.iter().any(covers),
            instalment: row.instalments.contains(&charge.id),
            balance: charge.balance,
            document: charge.document.into(),
            moved,
        });
    }
    charges.sort_unstable_by_key(|charge| charge.due);
    let seen = |seen: LastSeen<'_>| {
        Ok(Seen {
            company: companies.number(CompanyId(seen.company))?,
            at: seen.at,
            channel: stored(seen.channel, "contacts", "channel", row.id)?,
            outcome: stored(seen.outcome, "contacts", "outcome", row.id)?,
            user: UserId(seen.user),
        })
    };
    let contacts = row.contacts.into_iter().map(seen).collect::<Result<_, Error>>()?;
    let planned = |pending: Pending<'_>| {
        Ok(Planned {
            company: companies.number(CompanyId(pending.company))?,
            on: pending.on,
            time: parse_time(pending.time).ok(),
            assignee: UserId(pending.assignee),
        })
    };
    let appointments = row.appointments.into_iter().map(planned).collect::<Result<_, Error>>()?;
    let party = Party::new(&row.party, contacts, appointments);
    Ok(Debtor { id: ClientId(row.id), rank: 0, party, charges })
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
