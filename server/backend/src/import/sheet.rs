//! The rows of an XLSX sheet, one after another: a sheet never stands in memory as a whole.

use super::package;
use calamine::{DataRef, Reader, Xlsx, XlsxError, open_workbook};
use csv::StringRecord;
use std::{fs::File, io::BufReader, ops::ControlFlow, path::Path};

type Workbook = Xlsx<BufReader<File>>;

/// Columns that a sheet can have.
const COLUMNS: usize = 16_384;

/// The names of the sheets, in the order of the tabs. Refuses what would unpack to too much: to be asked first.
pub(super) fn names(path: &Path) -> Result<Vec<String>, String> {
    package::check(path)?;
    let workbook: Workbook = open_workbook(path).map_err(unreadable)?;
    Ok(workbook.sheet_names())
}

/// Calls `on_row` with the number and the cells of every row that has any, until it breaks.
pub(super) fn rows(
    path: &Path,
    sheet: &str,
    on_row: &mut dyn FnMut(u64, &StringRecord) -> ControlFlow<()>,
) -> Result<(), String> {
    let mut workbook: Workbook = open_workbook(path).map_err(unreadable)?;
    let mut cells = workbook.worksheet_cells_reader(sheet).map_err(unreadable)?;
    let mut record = StringRecord::new();
    let mut current = None;
    while let Some(cell) = cells.next_cell().map_err(unreadable)? {
        let (row, column) = cell.get_position();
        // Cells that are only coloured.
        if matches!(cell.get_value(), DataRef::Empty) {
            continue;
        }
        if column as usize >= COLUMNS {
            return Err("cannot read the spreadsheet: it has too many columns".to_owned());
        }
        if current != Some(row) {
            if let Some(done) = current
                && on_row(u64::from(done) + 1, &record).is_break()
            {
                return Ok(());
            }
            record.clear();
            current = Some(row);
        }
        while record.len() < column as usize {
            record.push_field("");
        }
        record.push_field(&text(cell.get_value()));
    }
    if let Some(last) = current {
        // The sheet is at its end, whether or not the caller has had enough.
        let _ = on_row(u64::from(last) + 1, &record);
    }
    Ok(())
}

fn unreadable(error: XlsxError) -> String {
    format!("cannot read the spreadsheet: {error}")
}

fn text(cell: &DataRef<'_>) -> String {
    match cell {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => figure(*number),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(value) => value.to_string(),
        DataRef::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

/// A number as it would be typed: sheets keep 55.94 as 55.939999999999998.
fn figure(number: f64) -> String {
    let hundredths = format!("{number:.2}");
    let close = hundredths.parse::<f64>().is_ok_and(|rounded| (rounded - number).abs() < 1e-6);
    match hundredths.strip_suffix(".00") {
        Some(whole) if close => whole.to_owned(),
        _ if close => hundredths,
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::values::from_serial;

    #[test]
    #[expect(clippy::excessive_precision, reason = "what spreadsheets really hold")]
    fn a_number_is_given_as_it_was_typed() {
        let typed = [(55.94, "55.94"), (55.939_999_999_999_998, "55.94"), (38.0, "38"), (0.125, "0.125")];
        for (number, text) in typed {
            assert_eq!(figure(number), text);
        }
        assert_eq!(figure(11_222_333_000_181.0), "11222333000181");
        assert_eq!(from_serial(41_430).map(|day| day.to_string()).as_deref(), Some("2013-06-05"));
    }
}
