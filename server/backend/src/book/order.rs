//! The order of clients by name, kept as a number: sorting a long list compares numbers, not names.

use super::{
    Text,
    shard::{Debtor, Shard, shard_of},
};
use domain::id::ClientId;
use std::{collections::HashSet, sync::Arc};

/// The distance between neighbours when all are ranked: room for those who come between them later.
const STEP: u64 = 1 << 32;
/// New names for which a place between the others is looked for; with more, all are ranked anew.
const FEW: usize = 64;

/// Ranks all clients that there are.
pub(super) fn rank_all(debtors: &mut [Debtor]) {
    debtors.sort_by(|one, other| key(one).cmp(&key(other)));
    for (debtor, rank) in debtors.iter_mut().zip(1..) {
        debtor.rank = rank * STEP;
    }
}

/// Ranks changed clients among those that did not change. Says whether that was possible.
pub(super) fn rank_among(shards: &[Arc<Shard>], changed: &HashSet<ClientId>, debtors: &mut [Debtor]) -> bool {
    let mut renamed = Vec::new();
    for (place, debtor) in debtors.iter_mut().enumerate() {
        let before = shards[shard_of(debtor.id)].find(debtor.id);
        match before.filter(|head| head.party.text(Text::NameKey) == debtor.party.text(Text::NameKey)) {
            Some(head) => debtor.rank = head.rank,
            None => renamed.push(place),
        }
    }
    if renamed.len() > FEW {
        return false;
    }
    let mut ranked: Vec<usize> = (0..debtors.len()).filter(|place| !renamed.contains(place)).collect();
    for place in renamed {
        let (mut below, mut above) = (0, u64::MAX);
        let wanted = key(&debtors[place]);
        let mut pass = |other: (&str, ClientId), rank: u64| {
            if other < wanted {
                below = below.max(rank);
            } else {
                above = above.min(rank);
            }
        };
        for head in shards.iter().flat_map(|shard| &shard.heads).filter(|head| !changed.contains(&head.id)) {
            pass((head.party.text(Text::NameKey), head.id), head.rank);
        }
        for other in &ranked {
            pass(key(&debtors[*other]), debtors[*other].rank);
        }
        // Beyond the last there is as much room as between any two.
        let above = above.min(below.saturating_add(2 * STEP));
        if above - below < 2 {
            return false;
        }
        debtors[place].rank = below + (above - below) / 2;
        ranked.push(place);
    }
    true
}

fn key(debtor: &Debtor) -> (&str, ClientId) {
    (debtor.party.text(Text::NameKey), debtor.id)
}
