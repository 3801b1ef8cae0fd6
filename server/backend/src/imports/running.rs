//! What this process is importing right now.
//!
//! While an import runs on SQLite, nobody else writes: how far it is cannot be stored then. There is only one
//! process in that case, and it keeps it here. On PostgreSQL the store has it too, for the other nodes.

use domain::id::ImportId;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

/// How many rows each import of this process has read.
#[derive(Debug, Default)]
pub struct Running {
    rows: Mutex<HashMap<ImportId, u64>>,
    /// Held by the import that writes to a database that has one writer.
    pub(super) writer: tokio::sync::Mutex<()>,
}

/// An import of this process; over when it is dropped.
pub(super) struct Entry {
    running: Arc<Running>,
    import: ImportId,
}

impl Running {
    /// Notes that an import begins.
    pub(super) fn begin(self: &Arc<Self>, import: ImportId) -> Entry {
        self.note(import, 0);
        Entry { running: Arc::clone(self), import }
    }

    /// Notes how far an import is.
    pub(super) fn note(&self, import: ImportId, rows: u64) {
        self.rows.lock().unwrap_or_else(PoisonError::into_inner).insert(import, rows);
    }

    /// How far an import of this process is; nothing when it is none.
    pub(super) fn rows(&self, import: ImportId) -> Option<u64> {
        self.rows.lock().unwrap_or_else(PoisonError::into_inner).get(&import).copied()
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        self.running.rows.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.import);
    }
}
