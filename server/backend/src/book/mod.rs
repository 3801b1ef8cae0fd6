//! The book: all open charges and the clients that owe them, in memory beside the database.
//!
//! The list of delinquent clients is filtered, sorted and totalled here, over all rows, without asking
//! the database for more than three counters (see `docs/decisions/0005-open-charges-in-memory.md`).

mod grid;
mod listing;
mod load;
mod order;
mod party;
mod shard;
mod snapshot;
#[cfg(test)]
mod tests;

pub(crate) use grid::{Grid, GridCharge, GridFilter, GridFound};
pub(crate) use listing::{Filter, Found};
pub(crate) use party::{Party, Text};
pub(crate) use snapshot::Sight;
pub use snapshot::{Owed, Snapshot};

use crate::{
    Error,
    store::{Db, db::Counters},
};
use std::sync::{Arc, PoisonError, RwLock};

/// Keeps the newest [`Snapshot`] and brings it up to date.
#[derive(Debug, Default)]
pub struct Book {
    current: RwLock<Option<Arc<Snapshot>>>,
    /// Held by the one who reads the database: the others wait for the result instead of reading the same.
    refreshing: tokio::sync::Mutex<()>,
}

impl Book {
    /// A book with nothing read yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The open charges as the database has them at this moment, whichever process changed them.
    pub async fn snapshot(self: &Arc<Self>, db: &Db) -> Result<Arc<Snapshot>, Error> {
        let wanted = db.counters().await?;
        if let Some(current) = self.at_least(wanted) {
            return Ok(current);
        }
        // A task of its own: whoever waits may lose patience, but what was read until then must not be lost,
        // or the next one would begin anew and lose patience as well.
        let (book, db) = (Arc::clone(self), db.clone());
        let refreshed = tokio::spawn(async move { book.refreshed(&db, wanted).await }).await;
        refreshed.map_err(|error| Error::Other(format!("the book: {error}")))?
    }

    /// Whether the open charges were read at all: until then whoever asks for them waits for seconds.
    pub fn is_read(&self) -> bool {
        self.current().is_some()
    }

    async fn refreshed(&self, db: &Db, wanted: Counters) -> Result<Arc<Snapshot>, Error> {
        let _turn = self.refreshing.lock().await;
        if let Some(current) = self.at_least(wanted) {
            return Ok(current);
        }
        let newest = Arc::new(load::newest(&mut db.read().await?, self.current()).await?);
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&newest));
        Ok(newest)
    }

    fn current(&self) -> Option<Arc<Snapshot>> {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn at_least(&self, wanted: Counters) -> Option<Arc<Snapshot>> {
        self.current().filter(|current| {
            current.change >= wanted.change
                && current.epoch >= wanted.epoch
                && current.rules.number >= wanted.rules
        })
    }
}
