//! CSV as Excel reads it in Brazil: semicolons, decimal commas, days first, and a mark that it is UTF-8.

use super::{Cell, Column, decimal};
use std::{
    fs::File,
    io::{self, BufWriter, Write},
};

pub(super) struct Csv(BufWriter<File>);

impl Csv {
    pub(super) fn begin(file: File, columns: &[Column]) -> io::Result<Self> {
        let mut csv = Self(BufWriter::with_capacity(64 * 1024, file));
        csv.0.write_all("\u{feff}".as_bytes())?;
        let headings: Vec<Cell> = columns.iter().map(|column| Cell::text(&*column.heading)).collect();
        csv.row(&headings)?;
        Ok(csv)
    }

    pub(super) fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        for (place, cell) in cells.iter().enumerate() {
            if place > 0 {
                self.0.write_all(b";")?;
            }
            match cell {
                Cell::Blank => {}
                Cell::Text(text) => self.0.write_all(field(text).as_bytes())?,
                Cell::Money(amount) => self.0.write_all(decimal(*amount, ',').as_bytes())?,
                Cell::Number(number) => write!(self.0, "{number}")?,
                Cell::Date(day) => write!(self.0, "{}", day.format("%d/%m/%Y"))?,
                Cell::DateTime(at) => write!(self.0, "{}", at.format("%d/%m/%Y %H:%M"))?,
            }
        }
        self.0.write_all(b"\r\n")
    }

    pub(super) fn finish(self) -> io::Result<File> {
        self.0.into_inner().map_err(io::IntoInnerError::into_error)
    }
}

/// A text such that no program takes it for a formula, in quotes where it needs them.
fn field(text: &str) -> String {
    let begins = text.trim_start_matches(' ').chars().next();
    let formula = begins
        .is_some_and(|c| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠'));
    let guarded = if formula { format!("'{text}") } else { text.to_owned() };
    if guarded.contains([';', '"', '\r', '\n', '\t']) || guarded.trim() != guarded {
        format!("\"{}\"", guarded.replace('"', "\"\""))
    } else {
        guarded
    }
}
