//! What changed between the opening of the page and the confirmation.

use super::Proposal;
use crate::{Money, id::ChargeId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Why figures on a page no longer hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    /// The page is of another day: interest has gone on.
    NewDay {
        /// The day of the page.
        seen: NaiveDate,
        /// Today.
        now: NaiveDate,
    },
    /// A charge owes something else than the page says: a payment arrived, or it was changed.
    Owed {
        /// Its document.
        document: String,
        /// What the page says.
        seen: Money,
        /// What is owed now.
        now: Money,
    },
    /// A charge is no longer open: paid, in another agreement, cancelled.
    Gone {
        /// Which charge.
        charge: ChargeId,
    },
}

/// What changed since the page of the day `on` with these updated amounts; nothing means it still holds.
/// `now` is the proposal for those of the charges that are still open.
pub fn changes(on: NaiveDate, seen: &[(ChargeId, Money)], now: &Proposal) -> Vec<Change> {
    let mut found = Vec::new();
    if on != now.on {
        found.push(Change::NewDay { seen: on, now: now.on });
    }
    for (charge, seen) in seen {
        match now.sources.iter().find(|source| source.charge == *charge) {
            None => found.push(Change::Gone { charge: *charge }),
            Some(source) if source.owed.total != *seen => found.push(Change::Owed {
                document: source.document.clone(),
                seen: *seen,
                now: source.owed.total,
            }),
            Some(_) => {}
        }
    }
    found
}
