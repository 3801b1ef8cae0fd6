//! Lists as files for spreadsheets: CSV as Brazilian Excel reads it, and XLSX.
//!
//! Rows are written to a file of their own as they come, so a list of a hundred thousand rows takes no more memory
//! than one of a hundred. The file has no name: whatever happens, nothing is left behind.

mod csv;
#[cfg(test)]
mod tests;
mod xlsx;

use crate::{Error, ctx::new_id};
use chrono::{NaiveDate, NaiveDateTime};
use csv::Csv;
use domain::Money;
use std::{
    fs::{File, OpenOptions},
    io::{self, Seek as _, SeekFrom},
};
use xlsx::Xlsx;

/// Which kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Text with semicolons.
    Csv,
    /// Excel's own.
    Xlsx,
}

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text, and how many characters of it are usual.
    Text(u8),
    /// An amount in reais.
    Money,
    /// A whole number.
    Number,
    /// A day.
    Date,
    /// A moment.
    DateTime,
}

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    /// What stands above it.
    pub heading: String,
    /// What stands in it.
    pub kind: Kind,
}

/// A value of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Blank,
    /// Text.
    Text(String),
    /// An amount.
    Money(Money),
    /// A whole number.
    Number(i64),
    /// A day.
    Date(NaiveDate),
    /// A moment in local time.
    DateTime(NaiveDateTime),
}

impl Cell {
    /// Text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Blank, Into::into)
    }
}

impl From<NaiveDate> for Cell {
    fn from(day: NaiveDate) -> Self {
        Self::Date(day)
    }
}

impl From<Money> for Cell {
    fn from(amount: Money) -> Self {
        Self::Money(amount)
    }
}

/// A file being written.
pub struct Sheet {
    writer: Writer,
}

enum Writer {
    Csv(Csv),
    Xlsx(Box<Xlsx>),
}

impl Sheet {
    /// Begins the file with its headings.
    pub fn begin(format: Format, title: &str, columns: &[Column]) -> Result<Self, Error> {
        let file = nameless().map_err(failed)?;
        let writer = match format {
            Format::Csv => Csv::begin(file, columns).map(Writer::Csv),
            Format::Xlsx => Xlsx::begin(file, title, columns).map(|xlsx| Writer::Xlsx(Box::new(xlsx))),
        };
        Ok(Self { writer: writer.map_err(failed)? })
    }

    /// Adds a row.
    pub fn row(&mut self, cells: &[Cell]) -> Result<(), Error> {
        match &mut self.writer {
            Writer::Csv(csv) => csv.row(cells),
            Writer::Xlsx(xlsx) => xlsx.row(cells, false),
        }
        .map_err(failed)
    }

    /// Adds the row with the sums.
    pub fn sum(&mut self, cells: &[Cell]) -> Result<(), Error> {
        match &mut self.writer {
            Writer::Csv(csv) => csv.row(cells),
            Writer::Xlsx(xlsx) => xlsx.row(cells, true),
        }
        .map_err(failed)
    }

    /// Completes the file: from its beginning, and how long it is.
    pub fn finish(self) -> Result<(File, u64), Error> {
        let file = match self.writer {
            Writer::Csv(csv) => csv.finish(),
            Writer::Xlsx(xlsx) => xlsx.finish(),
        };
        let from_start = |mut file: File| {
            let length = file.seek(SeekFrom::End(0))?;
            file.rewind()?;
            Ok((file, length))
        };
        file.and_then(from_start).map_err(failed)
    }
}

/// A file in the folder of temporary files that is gone as soon as nobody has it open.
fn nameless() -> io::Result<File> {
    let path = std::env::temp_dir().join(format!("emdia-sheet-{}", new_id().simple()));
    let file = OpenOptions::new().read(true).write(true).create_new(true).open(&path)?;
    std::fs::remove_file(&path)?;
    Ok(file)
}

#[expect(clippy::needless_pass_by_value, reason = "as map_err hands it over")]
fn failed(error: io::Error) -> Error {
    Error::Other(format!("a file for a spreadsheet could not be written: {error}"))
}

/// Reais with two decimals, separated as said.
fn decimal(amount: Money, point: char) -> String {
    let centavos = amount.centavos();
    let (sign, size) = (if centavos < 0 { "-" } else { "" }, centavos.unsigned_abs());
    format!("{sign}{}{point}{:02}", size / 100, size % 100)
}
