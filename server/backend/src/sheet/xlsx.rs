//! XLSX, written from the first row to the last: one sheet whose texts stand in their cells.

use super::{Cell, Column, Kind, decimal};
use chrono::{NaiveDate, NaiveDateTime, Timelike};
use std::{
    fmt::Write as _,
    fs::File,
    io::{self, Write as _},
};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// The last row that Excel has.
const LAST_ROW: u32 = 1_048_576;
/// Characters of a cell.
const LONGEST: usize = 32_767;
/// What is kept before it is compressed.
const AHEAD: usize = 64 * 1024;

/// Numbers of the styles in [`STYLES`].
mod style {
    pub(super) const HEADING: u8 = 1;
    pub(super) const MONEY: u8 = 2;
    pub(super) const DATE: u8 = 3;
    pub(super) const MOMENT: u8 = 4;
    pub(super) const NUMBER: u8 = 5;
    pub(super) const SUM: u8 = 6;
    pub(super) const MONEY_SUM: u8 = 7;
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>"#;

const RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;

const WORKBOOK_RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;

const STYLES: &str = r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="dd/mm/yyyy\ hh:mm"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font><font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFEEF2F5"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="8"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1"/><xf numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="1" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="4" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"#;

pub(super) struct Xlsx {
    zip: ZipWriter<File>,
    columns: usize,
    rows: u32,
    /// Sums below the rows, which filters leave alone.
    sums: u32,
    ahead: String,
}

impl Xlsx {
    pub(super) fn begin(file: File, title: &str, columns: &[Column]) -> io::Result<Self> {
        let mut zip = ZipWriter::new(file);
        for (name, text) in [
            ("[Content_Types].xml", TYPES),
            ("_rels/.rels", RELATIONS),
            ("xl/workbook.xml", &workbook(title)),
            ("xl/_rels/workbook.xml.rels", WORKBOOK_RELATIONS),
            ("xl/styles.xml", STYLES),
        ] {
            zip.start_file(name, options())?;
            zip.write_all(HEAD.as_bytes())?;
            zip.write_all(text.as_bytes())?;
        }
        zip.start_file("xl/worksheets/sheet1.xml", options())?;
        let mut xlsx = Self { zip, columns: columns.len(), rows: 0, sums: 0, ahead: sheet(columns) };
        let headings = columns.iter().map(|column| (Cell::text(&*column.heading), style::HEADING));
        xlsx.put(&headings.collect::<Vec<_>>())?;
        Ok(xlsx)
    }

    pub(super) fn row(&mut self, cells: &[Cell], sum: bool) -> io::Result<()> {
        self.sums += u32::from(sum);
        let styled: Vec<(Cell, u8)> = cells.iter().map(|cell| (cell.clone(), style_of(cell, sum))).collect();
        self.put(&styled)
    }

    fn put(&mut self, cells: &[(Cell, u8)]) -> io::Result<()> {
        if self.rows == LAST_ROW {
            return Err(io::Error::other("more rows than a sheet of Excel has"));
        }
        self.rows += 1;
        let text = &mut self.ahead;
        let _ = write!(text, "<row r=\"{}\">", self.rows);
        for (place, (cell, style)) in cells.iter().enumerate() {
            let start = format!("<c r=\"{}{}\" s=\"{style}\"", column_name(place), self.rows);
            match cell {
                Cell::Blank => {}
                Cell::Text(value) => {
                    text.push_str(&start);
                    text.push_str(" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
                    escape(value, text);
                    text.push_str("</t></is></c>");
                }
                Cell::Money(amount) => value(text, &start, &decimal(*amount, '.')),
                Cell::Number(number) => value(text, &start, &number.to_string()),
                Cell::Date(day) => value(text, &start, &serial(*day).to_string()),
                Cell::DateTime(at) => value(text, &start, &moment(*at)),
            }
        }
        text.push_str("</row>");
        if self.ahead.len() > AHEAD {
            self.zip.write_all(self.ahead.as_bytes())?;
            self.ahead.clear();
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> io::Result<File> {
        let last = column_name(self.columns.saturating_sub(1));
        let _ = write!(
            self.ahead,
            "</sheetData><autoFilter ref=\"A1:{last}{}\"/></worksheet>",
            self.rows - self.sums
        );
        self.zip.write_all(self.ahead.as_bytes())?;
        Ok(self.zip.finish()?)
    }
}

/// A cell that holds a number.
fn value(text: &mut String, start: &str, number: &str) {
    for part in [start, "><v>", number, "</v></c>"] {
        text.push_str(part);
    }
}

fn options() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).compression_level(Some(3))
}

/// The workbook, its one sheet named after the list: at most 31 characters, some of them not allowed.
fn workbook(title: &str) -> String {
    let name: String = title.chars().filter(|c| !"[]:*?/\\'".contains(*c)).take(31).collect();
    let mut text = String::from(
        "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
         xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"",
    );
    escape(if name.is_empty() { "Em Dia" } else { &name }, &mut text);
    text.push_str("\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
    text
}

/// The beginning of the sheet: headings stay in sight, columns have their width.
fn sheet(columns: &[Column]) -> String {
    let mut text = format!(
        "{HEAD}<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetViews>\
         <sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" \
         state=\"frozen\"/></sheetView></sheetViews><cols>"
    );
    for (place, column) in (1..).zip(columns) {
        let usual = match column.kind {
            Kind::Text(characters) => usize::from(characters),
            Kind::Money => 15,
            Kind::Number => 11,
            Kind::Date => 12,
            Kind::DateTime => 17,
        };
        let width = usual.max(column.heading.chars().count() + 4);
        let _ = write!(text, "<col min=\"{place}\" max=\"{place}\" width=\"{width}\" customWidth=\"1\"/>");
    }
    text.push_str("</cols><sheetData>");
    text
}

const fn style_of(cell: &Cell, sum: bool) -> u8 {
    match (cell, sum) {
        (Cell::Money(_), true) => style::MONEY_SUM,
        (_, true) => style::SUM,
        (Cell::Money(_), false) => style::MONEY,
        (Cell::Date(_), false) => style::DATE,
        (Cell::DateTime(_), false) => style::MOMENT,
        (Cell::Number(_), false) => style::NUMBER,
        (Cell::Blank | Cell::Text(_), false) => 0,
    }
}

/// `A`, `B`, … `Z`, `AA`.
fn column_name(mut place: usize) -> String {
    let mut name = String::new();
    loop {
        name.insert(0, char::from(b'A' + u8::try_from(place % 26).unwrap_or_default()));
        match place / 26 {
            0 => return name,
            rest => place = rest - 1,
        }
    }
}

/// Days since the end of 1899, as sheets count them.
fn serial(day: NaiveDate) -> i64 {
    let start = NaiveDate::from_ymd_opt(1899, 12, 30).unwrap_or_default();
    (day - start).num_days()
}

/// Days with the part of the day that has passed.
fn moment(at: NaiveDateTime) -> String {
    let passed = u64::from(at.time().num_seconds_from_midnight()) * 10_000_000_000 / 86_400;
    format!("{}.{passed:010}", serial(at.date()))
}

/// Text as XML has it: what must not stand there is left out.
fn escape(text: &str, into: &mut String) {
    for c in text.chars().take(LONGEST) {
        match c {
            '&' => into.push_str("&amp;"),
            '<' => into.push_str("&lt;"),
            '>' => into.push_str("&gt;"),
            '"' => into.push_str("&quot;"),
            '\n' | '\t' => into.push(c),
            c if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => into.push(c),
        }
    }
}
