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

/// What a row is handed to.
pub(super) type OnRow<'a> = dyn FnMut(u64, &StringRecord, &[usize]) -> ControlFlow<()> + 'a;

/// Calls `on_row` with the number and the cells of every row that has any, until it breaks; and with the columns of
/// those that are numbers with more decimals than centavos have.
pub(super) fn rows(path: &Path, sheet: &str, on_row: &mut OnRow<'_>) -> Result<(), String> {
    let mut workbook: Workbook = open_workbook(path).map_err(unreadable)?;
    let mut cells = workbook.worksheet_cells_reader(sheet).map_err(unreadable)?;
    let (mut record, mut computed) = (StringRecord::new(), Vec::new());
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
                && on_row(u64::from(done) + 1, &record, &computed).is_break()
            {
                return Ok(());
            }
            record.clear();
            computed.clear();
            current = Some(row);
        }
        while record.len() < column as usize {
            record.push_field("");
        }
        let shown = text(cell.get_value());
        if matches!(cell.get_value(), DataRef::Float(_)) && decimals(&shown) > 2 {
            computed.push(column as usize);
        }
        record.push_field(&shown);
    }
    if let Some(last) = current {
        // The sheet is at its end, whether or not the caller has had enough.
        let _ = on_row(u64::from(last) + 1, &record, &computed);
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
        _ => as_shown(number).to_string(),
    }
}

fn decimals(number: &str) -> usize {
    number.rsplit_once('.').map_or(0, |(_, decimals)| decimals.len())
}

/// The fifteen digits that spreadsheets show of a number: 149.50 × 1.05 is 156.975 there, whatever the float says.
fn as_shown(number: f64) -> f64 {
    format!("{number:.14e}").parse().unwrap_or(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Ctx, Error,
        import::{Import, Kind, Reason, package::tests::package, receivables, tests::COMPANY, values},
        tests::support::{add_company, for_each_db},
    };
    use domain::Money;
    use values::{computed, from_serial};

    #[test]
    #[expect(clippy::excessive_precision, reason = "what spreadsheets really hold")]
    fn a_number_is_given_as_it_was_typed() {
        let typed = [(55.94, "55.94"), (55.939_999_999_999_998, "55.94"), (38.0, "38"), (0.125, "0.125")];
        for (number, text) in typed {
            assert_eq!(figure(number), text);
        }
        assert_eq!(figure(11_222_333_000_181.0), "11222333000181");
        assert_eq!(figure(1.0 / 3.0), "0.333333333333333");
        assert_eq!(figure(156.974_999_999_999_99), "156.975");
        assert_eq!(from_serial(41_430).map(|day| day.to_string()).as_deref(), Some("2013-06-05"));
    }

    #[test]
    fn what_a_sheet_computed_is_never_taken_for_thousands() {
        for (number, centavos) in [
            (156.975, 15_698),
            (149.5 * 1.05, 15_698),
            (-156.975, -15_698),
            (1_234.567, 123_457),
            (0.125, 13),
            (10.001, 1_000),
            (100.0 / 3.0, 3_333),
        ] {
            assert!(decimals(&figure(number)) > 2, "{number}");
            assert_eq!(computed(&figure(number)), Ok(Money::from_centavos(centavos)), "{number}");
        }
        assert_eq!(decimals(&figure(156.98)), 2);
    }

    /// Imports a sheet with these rows: texts as they are, and what begins with = as the number that it came to.
    async fn import(ctx: &Ctx, kind: Kind, rows: &[&[&str]]) -> Result<crate::import::Report, Error> {
        let cell = |(at, text): (String, &&str)| match text.strip_prefix('=') {
            Some(number) => format!("<c r=\"{at}\"><v>{number}</v></c>"),
            None => format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"),
        };
        let row = |(number, row): (usize, &&[&str])| {
            let places = ('A'..).map(|column| format!("{column}{number}"));
            let cells = places.zip(*row).map(cell).collect::<String>();
            format!("<row r=\"{number}\">{cells}</row>")
        };
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        let sheet = format!(
            "<worksheet xmlns=\"{main}\"><sheetData>{}</sheetData></worksheet>",
            (1..).zip(rows).map(row).collect::<String>()
        );
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let book = format!(
            "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets>\
             <sheet name=\"A\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
        );
        let relations = |target: &str, of: &str| {
            let main = "http://schemas.openxmlformats.org/package/2006/relationships";
            let part = format!("<Relationship Id=\"rId1\" Type=\"{office}/{of}\" Target=\"{target}\"/>");
            format!("<Relationships xmlns=\"{main}\">{part}</Relationships>")
        };
        let (top, sheets) =
            (relations("xl/workbook.xml", "officeDocument"), relations("worksheets/sheet1.xml", "worksheet"));
        let path = package(
            "amounts",
            &[
                ("_rels/.rels", top.as_bytes()),
                ("xl/workbook.xml", book.as_bytes()),
                ("xl/_rels/workbook.xml.rels", sheets.as_bytes()),
                ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
            ],
        );
        let order = Import { company: COMPANY.to_owned(), kind, path: path.clone(), ..Import::default() };
        let report = receivables(ctx, &order, |_| ()).await;
        let _ = std::fs::remove_file(path);
        report
    }

    #[tokio::test]
    async fn computed_amounts_are_rounded_as_the_sheet_shows_them_and_somebody_is_told() -> Result<(), Error>
    {
        for_each_db(async |ctx: Ctx| {
            add_company(&ctx, COMPANY).await?;
            let head: &[&str] = &["cliente", "documento", "vencimento", "valor"];
            let rows = [
                head,
                &["Ana", "1", "05/11/2026", "=156.97499999999999"],
                &["Ana", "2", "05/11/2026", "=1234.5670000000001"],
                &["Ana", "3", "05/11/2026", "=55.939999999999998"],
                &["Ana", "4", "05/11/2026", "1.234"],
                // What is no amount stays as it is.
                &["Ana", "=2026.001", "05/11/2026", "=1"],
            ];
            let done = import(&ctx, Kind::Charges, &rows).await?;
            assert_eq!((done.created, done.bad_rows), (5, 0), "{done:?}");
            assert_eq!(done.created_centavos, 15_698 + 123_457 + 5_594 + 123_400 + 100);
            let rounded = |centavos| Reason::Rounded(Money::from_centavos(centavos));
            let warned: Vec<_> = done.warned.into_iter().map(|it| (it.line, it.column, it.reason)).collect();
            let valor = || "valor".to_owned();
            assert_eq!(warned, [(2, valor(), rounded(15_698)), (3, valor(), rounded(123_457))]);

            let paid = [
                &["documento", "pago em", "valor pago"] as &[&str],
                &["1", "18/11/2026", "=50.125"],
                &["2026.001", "18/11/2026", "10,005"],
            ];
            let done = import(&ctx, Kind::Payments, &paid).await?;
            assert_eq!((done.bad_rows, done.refused), (1, true), "a text is not rounded: {done:?}");
            let done = import(&ctx, Kind::Payments, &paid[..2]).await?;
            assert_eq!((done.received_centavos, done.partly_paid, done.warnings), (5_013, 1, 1), "{done:?}");
            assert_eq!(done.warned[0].reason, rounded(5_013));
            Ok(())
        })
        .await
    }
}
