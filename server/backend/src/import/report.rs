//! What an import tells of itself.

use super::{DateFormat, Reason};
use serde::{Deserialize, Serialize, Serializer};

/// Remarks of each kind that are listed; beyond that they are only counted.
const LISTED: usize = 10_000;

/// What an import did, or would have done.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Report {
    /// Whether the database was changed: not when nothing was new, when bad rows forbade it, or on trial.
    pub imported: bool,
    /// Whether bad rows kept the whole file out.
    pub refused: bool,
    /// Whether this was only a trial.
    pub dry_run: bool,
    /// How dates were read.
    pub date_format: Option<DateFormat>,
    /// Rows with anything in them, without the headings.
    pub rows: u64,
    /// New charges.
    pub created: u64,
    /// Their sum.
    pub created_centavos: i64,
    /// Those of them that were already paid in full in the file.
    pub created_settled: u64,
    /// Charges that were open and are now paid in full.
    pub settled: u64,
    /// Charges of which a further part is now paid.
    pub partly_paid: u64,
    /// What was received in all for charges that were known.
    pub received_centavos: i64,
    /// Rows that say what was already known.
    pub unchanged: u64,
    /// New clients.
    pub clients_created: u64,
    /// How many rows cannot be read.
    pub bad_rows: u64,
    /// What is wrong with them.
    #[serde(skip_deserializing)]
    pub bad: Vec<Remark>,
    /// How many known charges the file states differently; they stay as they are.
    pub differences: u64,
    /// What is different.
    #[serde(skip_deserializing)]
    pub different: Vec<Remark>,
    /// How many values were left out, or understood in a way that somebody should check.
    pub warnings: u64,
    /// Which.
    #[serde(skip_deserializing)]
    pub warned: Vec<Remark>,
}

/// A remark about one value of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Remark {
    /// The line in the file (the row in a sheet), counted from 1.
    pub line: u64,
    /// The column's heading.
    pub column: String,
    /// The value as it stands there.
    pub value: String,
    /// What is the matter with it.
    #[serde(serialize_with = "in_words")]
    pub reason: Reason,
}

fn in_words<S: Serializer>(reason: &Reason, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(reason)
}

impl Report {
    pub(super) fn add_bad(&mut self, remarks: Vec<Remark>) {
        self.bad_rows += 1;
        add(&mut self.bad, remarks);
    }

    pub(super) fn add_different(&mut self, remarks: Vec<Remark>) {
        self.differences += 1;
        add(&mut self.different, remarks);
    }

    pub(super) fn add_warnings(&mut self, remarks: Vec<Remark>) {
        self.warnings += remarks.len() as u64;
        add(&mut self.warned, remarks);
    }

    /// The figures alone.
    pub(crate) fn figures(&self) -> Self {
        let none = Vec::new;
        Self { bad: none(), different: none(), warned: none(), ..self.clone() }
    }

    /// Whether the file held anything that was not known.
    pub(super) const fn changes(&self) -> bool {
        self.created + self.settled + self.partly_paid > 0
    }
}

fn add(list: &mut Vec<Remark>, remarks: Vec<Remark>) {
    let room = LISTED.saturating_sub(list.len());
    list.extend(remarks.into_iter().take(room));
}
