//! A file of receivables: where its headings are, how it is written, and its rows.

use super::{
    DateFormat, encoding,
    fields::{Field, Given, Kind, Layout, listed},
    sheet,
    values::{Decimals, Evidence},
};
use csv::{ReaderBuilder, StringRecord};
use encoding_rs::Encoding;
use std::{fs::File, io::Read, ops::ControlFlow, path::PathBuf};

/// Rows at the top of a file among which the headings are looked for: reports put titles above them.
const TOP: usize = 20;
/// Columns that a file of receivables may have: each is asked about.
const COLUMNS: usize = 500;

/// An opened file.
#[derive(Clone, Debug)]
pub(super) struct Source {
    path: PathBuf,
    form: Form,
    /// Bytes of a text file; zero for a sheet, of which only rows are counted.
    pub(super) bytes: u64,
    pub(super) layout: Layout,
    /// The line of the headings.
    headings_at: u64,
    pub(super) style: Style,
}

/// How the file writes dates and amounts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    pub(super) dates: DateFormat,
    pub(super) decimals: Option<Decimals>,
    /// Whether a bare number can be a date.
    pub(super) sheet: bool,
}

#[derive(Clone, Debug)]
enum Form {
    Csv { encoding: &'static Encoding, delimiter: u8 },
    Xlsx { sheet: String },
}

/// A row of the file, and how many bytes of the file were read up to it.
pub(super) struct Row<'a> {
    pub(super) line: u64,
    pub(super) cells: &'a StringRecord,
    /// The columns whose cells are numbers with more decimals than centavos have.
    pub(super) computed: &'a [usize],
    pub(super) bytes: u64,
}

/// The headings that were found: their line, how many fields they name, and which columns those are in.
type Headings = (u64, usize, Layout);

/// Why nothing can be done with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Unusable {
    /// An XLS of before 2007.
    OldSheet,
    /// There is nothing in it.
    Empty,
    /// Anything else, in words for the log and the command line.
    Other(String),
}

impl std::fmt::Display for Unusable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::OldSheet => "this is an XLS file of old; save it as XLSX or CSV and import that",
            Self::Empty => "the file is empty",
            Self::Other(why) => why,
        })
    }
}

impl From<String> for Unusable {
    fn from(why: String) -> Self {
        Self::Other(why)
    }
}

/// What a file looks like, before anybody said how it is to be read.
#[derive(Clone, Debug)]
pub(crate) struct Inspected {
    pub(crate) headings: Vec<String>,
    /// The first rows.
    pub(crate) samples: Vec<Vec<String>>,
    /// The field that each column seems to hold.
    pub(crate) fields: Vec<Option<Field>>,
    /// How its dates seem to be written.
    pub(crate) dates: DateFormat,
    /// How many rows there are.
    pub(crate) rows: u64,
}

/// Rows that are shown before an import.
const SAMPLES: usize = 5;

impl Source {
    /// Opens a file and reads it once, to find out how it is written.
    pub(super) fn open(
        path: PathBuf,
        kind: Kind,
        given: &Given,
        dates: Option<DateFormat>,
    ) -> Result<Self, Unusable> {
        let mut source = Self::find(path, given)?;
        let missing = source.layout.missing(kind);
        if !missing.is_empty() {
            let any = |fields: &Vec<Field>| match fields.as_slice() {
                [others @ .., last] if !others.is_empty() => {
                    format!("{} or {}", names(others).join(", "), last.as_str())
                }
                fields => names(fields).concat(),
            };
            let missing: Vec<String> = missing.iter().map(any).collect();
            return Err(Unusable::Other(format!(
                "the file has no column for {}; its columns are {}; say with --map field=column which is which",
                missing.join(" and "),
                listed(source.layout.headings())
            )));
        }
        if let (Given::Some(_), Some(field)) = (given, source.layout.ambiguous()) {
            return Err(Unusable::Other(format!(
                "the file has more than one column {:?}: rename those that do not hold {}",
                source.layout.heading(field),
                field.as_str()
            )));
        }
        let evidence = source.evidence()?;
        source.style.dates = dates.unwrap_or_else(|| evidence.date_format());
        source.style.decimals = evidence.decimals().filter(|_| !source.style.sheet);
        Ok(source)
    }

    /// Says what a file looks like.
    pub(super) fn inspect(path: PathBuf, kind: Kind) -> Result<Inspected, Unusable> {
        let source = Self::find(path, &Given::Some(Vec::new()))?;
        let (mut samples, mut rows) = (Vec::new(), 0);
        source.rows(&mut |row| {
            rows += 1;
            if samples.len() < SAMPLES {
                samples.push(row.cells.iter().map(|cell| cell.trim().to_owned()).collect());
            }
            ControlFlow::Continue(())
        })?;
        let fields = source.layout.fields().into_iter().map(|field| field.filter(|field| kind.has(*field)));
        Ok(Inspected {
            headings: source.layout.headings().to_vec(),
            samples,
            fields: fields.collect(),
            dates: source.evidence()?.date_format(),
            rows,
        })
    }

    /// Finds the headings of a file.
    fn find(path: PathBuf, given: &Given) -> Result<Self, Unusable> {
        let unreadable = |error| format!("cannot read {}: {error}", path.display());
        let mut start = [0; 8];
        let mut file = File::open(&path).map_err(unreadable)?;
        let read = file.read(&mut start).map_err(unreadable)?;
        let bytes = file.metadata().map_err(unreadable)?.len();
        let forms = match &start[..read] {
            [b'P', b'K', 3, 4, ..] => {
                sheet::names(&path)?.into_iter().map(|sheet| Form::Xlsx { sheet }).collect()
            }
            [0xd0, 0xcf, 0x11, 0xe0, ..] => {
                return Err(Unusable::OldSheet);
            }
            _ => {
                let encoding = encoding::detect(&path).map_err(unreadable)?;
                [b';', b',', b'\t'].map(|delimiter| Form::Csv { encoding, delimiter }).to_vec()
            }
        };
        let mut best: Option<(Form, Headings)> = None;
        for form in forms {
            let found = headings(&path, &form, given.named())?;
            if let Some(found) = found
                && best.as_ref().is_none_or(|(_, best)| found.1 > best.1 || nothing_known(&found, best))
            {
                best = Some((form, found));
            }
        }
        let (form, (headings_at, _, layout)) = best.ok_or(Unusable::Empty)?;
        if layout.headings().len() > COLUMNS {
            return Err(Unusable::Other(format!("cannot read the file: it has more than {COLUMNS} columns")));
        }
        // A map that names no column of the headings that were found is the first thing to complain of.
        let layout = Layout::as_given(given, layout.headings())?;
        let sheet = matches!(form, Form::Xlsx { .. });
        let style = Style { dates: DateFormat::Dmy, decimals: None, sheet };
        let bytes = if sheet { 0 } else { bytes };
        Ok(Self { path, form, bytes, layout, headings_at, style })
    }

    /// Calls `on_row` with every row below the headings that is not blank, until it breaks.
    pub(super) fn rows(&self, on_row: &mut dyn FnMut(Row<'_>) -> ControlFlow<()>) -> Result<(), String> {
        rows(&self.path, &self.form, &mut |row| {
            if row.line <= self.headings_at || row.cells.iter().all(|cell| cell.trim().is_empty()) {
                return ControlFlow::Continue(());
            }
            on_row(row)
        })
    }

    fn evidence(&self) -> Result<Evidence, String> {
        let mut evidence = Evidence::default();
        let columns = |fields: &[Field]| {
            fields.iter().filter_map(|field| self.layout.column(*field)).collect::<Vec<_>>()
        };
        let dates = columns(&[Field::Issued, Field::Due, Field::PaidOn]);
        let amounts = columns(&[Field::Amount, Field::PaidAmount]);
        self.rows(&mut |row| {
            dates.iter().filter_map(|column| row.cells.get(*column)).for_each(|date| evidence.date(date));
            amounts.iter().filter_map(|column| row.cells.get(*column)).for_each(|text| evidence.amount(text));
            ControlFlow::Continue(())
        })?;
        Ok(evidence)
    }
}

fn names(fields: &[Field]) -> Vec<&'static str> {
    fields.iter().map(|field| field.as_str()).collect()
}

/// Where no heading says anything, the form that makes more columns of it is the likelier one.
fn nothing_known(found: &Headings, best: &Headings) -> bool {
    found.1 == 0 && best.1 == 0 && found.2.headings().len() > best.2.headings().len()
}

/// The row among the first that names most fields.
fn headings(
    path: &std::path::Path,
    form: &Form,
    map: &[(Field, String)],
) -> Result<Option<Headings>, String> {
    let mut best: Option<Headings> = None;
    let mut seen = 0;
    rows(path, form, &mut |row| {
        let cells: Vec<String> = row.cells.iter().map(|cell| cell.trim().to_owned()).collect();
        let layout = Layout::new(map, &cells).or_else(|_| Layout::new(&[], &cells));
        if let Ok(layout) = layout {
            let found = (row.line, layout.known(), layout);
            if best.as_ref().is_none_or(|best| found.1 > best.1 || nothing_known(&found, best)) {
                best = Some(found);
            }
        }
        seen += 1;
        if seen < TOP { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    Ok(best)
}

fn rows(
    path: &std::path::Path,
    form: &Form,
    on_row: &mut dyn FnMut(Row<'_>) -> ControlFlow<()>,
) -> Result<(), String> {
    let (encoding, delimiter) = match form {
        Form::Xlsx { sheet } => {
            return sheet::rows(path, sheet, &mut |line, cells, computed| {
                on_row(Row { line, cells, computed, bytes: 0 })
            });
        }
        Form::Csv { encoding, delimiter } => (encoding, *delimiter),
    };
    let unreadable = |error: &dyn std::fmt::Display| format!("cannot read {}: {error}", path.display());
    let text = encoding::open(path, encoding).map_err(|error| unreadable(&error))?;
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text);
    let mut record = StringRecord::new();
    while reader.read_record(&mut record).map_err(|error| unreadable(&error))? {
        // A record's own position is before the blank lines above it: count back from its end.
        let inside = record.as_slice().bytes().filter(|byte| *byte == b'\n').count() as u64;
        let (line, bytes) = (reader.position().line() - 1 - inside, reader.position().byte());
        if on_row(Row { line, cells: &record, computed: &[], bytes }).is_break() {
            break;
        }
    }
    Ok(())
}
