//! Files are read again by other programs than ours: Excel's by `calamine`, text by `csv`.

use super::{Cell, Column, Format, Kind, Sheet};
use crate::Error;
use calamine::{Data, Reader, Xlsx};
use chrono::NaiveDate;
use domain::Money;
use std::io::{BufReader, Read};

fn columns() -> Vec<Column> {
    let column = |heading: &str, kind| Column { heading: heading.to_owned(), kind };
    vec![
        column("Cliente", Kind::Text(30)),
        column("Valor", Kind::Money),
        column("Quantidade", Kind::Number),
        column("Vencimento", Kind::Date),
        column("Contato", Kind::DateTime),
    ]
}

fn row(name: &str) -> Vec<Cell> {
    let day = NaiveDate::from_ymd_opt(2026, 11, 18).expect("a day");
    let at = day.and_hms_opt(18, 30, 0).expect("a time");
    vec![
        Cell::text(name),
        Cell::Money(Money::from_centavos(-123_456)),
        Cell::Number(3),
        Cell::Date(day),
        Cell::DateTime(at),
    ]
}

fn written(format: Format, names: &[&str]) -> Result<Vec<u8>, Error> {
    let mut sheet = Sheet::begin(format, "Clientes: [teste]", &columns())?;
    for name in names {
        sheet.row(&row(name))?;
    }
    sheet.sum(&[Cell::text("Total"), Cell::Money(Money::from_centavos(1)), Cell::Blank, Cell::Blank])?;
    let (mut file, length) = sheet.finish()?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).expect("the file is read");
    assert_eq!(bytes.len() as u64, length);
    Ok(bytes)
}

const NAMES: [&str; 6] =
    ["José; \"Zé\" <da> Conceição & Cia", "=1+1", "+5511", "-2", "@SUM(A1)", "duas\nlinhas\u{1}"];

#[test]
fn csv_is_as_excel_reads_it_in_brazil_and_no_text_is_a_formula() -> Result<(), Error> {
    let text = String::from_utf8(written(Format::Csv, &NAMES)?).expect("UTF-8");
    let mut lines = text.split("\r\n");
    assert_eq!(lines.next(), Some("\u{feff}Cliente;Valor;Quantidade;Vencimento;Contato"));
    let first = "\"José; \"\"Zé\"\" <da> Conceição & Cia\";-1234,56;3;18/11/2026;18/11/2026 18:30";
    assert_eq!(lines.next(), Some(first));
    for guarded in ["'=1+1", "'+5511", "'-2", "'@SUM(A1)"] {
        assert_eq!(lines.next(), Some(&*format!("{guarded};-1234,56;3;18/11/2026;18/11/2026 18:30")));
    }
    assert!(text.ends_with("Total;0,01;;\r\n"));
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').flexible(true).from_reader(text.as_bytes());
    assert_eq!(reader.records().filter_map(Result::ok).count(), NAMES.len() + 1);
    Ok(())
}

#[test]
fn xlsx_is_read_back_with_its_types() -> Result<(), Error> {
    let bytes = written(Format::Xlsx, &NAMES)?;
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).expect("a workbook");
    assert_eq!(book.sheet_names(), ["Clientes teste"]);
    let range = book.worksheet_range("Clientes teste").expect("the sheet");
    let rows: Vec<&[Data]> = range.rows().collect();
    assert_eq!(rows.len(), NAMES.len() + 2);
    assert_eq!(rows[0][0], Data::String("Cliente".to_owned()));
    for (row, name) in rows[1..].iter().zip(NAMES) {
        assert_eq!(row[0], Data::String(name.replace('\u{1}', "")));
        assert_eq!(row[1], Data::Float(-1234.56));
        assert!(
            matches!(&row[3], Data::DateTime(day) if (day.as_f64() - 46_344.0).abs() < 1e-6),
            "{:?}",
            row[3]
        );
        assert!(matches!(&row[4], Data::DateTime(at) if (at.as_f64() - 46_344.770_833_3).abs() < 1e-6));
    }
    assert_eq!(rows[NAMES.len() + 1][1], Data::Float(0.01));
    Ok(())
}

#[test]
fn a_hundred_thousand_rows_are_written_without_keeping_them() -> Result<(), Error> {
    for format in [Format::Csv, Format::Xlsx] {
        let mut sheet = Sheet::begin(format, "Lançamentos", &columns())?;
        let row = row("Padaria Pão Quente Ltda");
        for _ in 0..100_000 {
            sheet.row(&row)?;
        }
        let (file, length) = sheet.finish()?;
        if format == Format::Csv {
            assert_eq!(length, 3 + 45 + 100_000 * (24 + 1 + 8 + 3 + 11 + 18));
            continue;
        }
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(BufReader::new(file)).expect("a workbook");
        let range = book.worksheet_range("Lançamentos").expect("the sheet");
        assert_eq!(range.height(), 100_001);
    }
    Ok(())
}
