//! Imports that are started on a page: the file is kept, understood, checked, taken in, and taken back.
//!
//! What reads and writes the data is [`crate::import`], as on the command line. See decision 12.

mod file;
mod receive;
mod run;
mod running;
#[cfg(test)]
mod tests;
mod undo;
mod view;

pub use receive::{LARGEST_FILE, Refusal, Upload, forget_old_files, receive};
pub use run::{CheckImport, StartImport, check, recover, start};
pub use running::Running;
pub use undo::{Touched, UndoImport, Undone, undo};
pub use view::{ImportLine, ImportView, ImportsView, Problem, Remarks, list, problems, view};

use crate::{import::DateFormat, store::stored};
use serde::{Deserialize, Serialize};

/// How far an import has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The file is here; nobody said yet that its columns are right.
    Uploaded,
    /// The file is being checked.
    Checking,
    /// It was checked; nothing was changed.
    Checked,
    /// It is being taken in.
    Running,
    /// It was taken in.
    Done,
    /// It came to nothing, and nothing was changed.
    Failed,
    /// It was taken back.
    Undone,
}

impl State {
    /// The state's name in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Uploaded => "uploaded",
            Self::Checking => "checking",
            Self::Checked => "checked",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Undone => "undone",
        }
    }

    /// Whether the server works on it.
    pub const fn is_busy(self) -> bool {
        matches!(self, Self::Checking | Self::Running)
    }
}

impl std::str::FromStr for State {
    type Err = domain::Error;

    fn from_str(text: &str) -> Result<Self, domain::Error> {
        use State::{Checked, Checking, Done, Failed, Running, Undone, Uploaded};
        let all = [Uploaded, Checking, Checked, Running, Done, Failed, Undone];
        all.into_iter().find(|state| state.as_str() == text).ok_or(domain::Error::NotAnOption)
    }
}

/// What a file looks like.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contents {
    /// The headings of its columns.
    pub headings: Vec<String>,
    /// The first rows.
    pub samples: Vec<Vec<String>>,
    /// How its dates seem to be written.
    pub dates: DateFormat,
    /// How many rows it has.
    pub rows: u64,
}

/// A stored JSON text.
fn json<T: serde::de::DeserializeOwned>(
    text: &str,
    column: &'static str,
    id: uuid::Uuid,
) -> Result<T, crate::Error> {
    let wrong = |_| crate::Error::Inconsistent { table: "imports", column, id: id.to_string() };
    serde_json::from_str(text).map_err(wrong)
}

/// A stored word.
fn word<T: std::str::FromStr>(text: &str, column: &'static str, id: uuid::Uuid) -> Result<T, crate::Error> {
    stored(text, "imports", column, id)
}
