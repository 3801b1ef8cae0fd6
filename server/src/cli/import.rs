//! `emdia import receivables`.

use super::{
    Failure,
    output::{self, Format, table},
    with_world,
};
use crate::config::Config;
use backend::import::{self, DateFormat, Import, Mapping, Progress, Remark, Report};
use domain::Money;
use std::{
    io::{IsTerminal, Write},
    path::PathBuf,
    time::{Duration, Instant},
};

#[derive(clap::Subcommand)]
pub enum Command {
    /// Import receivables from a CSV or XLSX file: everything or nothing
    Receivables(Receivables),
}

#[expect(clippy::doc_markdown, reason = "the help is shown as it is written here")]
#[derive(clap::Args)]
pub struct Receivables {
    /// The file
    file: PathBuf,
    /// The company that the receivables belong to
    #[arg(long, value_name = "NAME")]
    company: String,
    /// Which column holds which field, where the headings do not say it. Fields: client_id, client_name,
    /// tax_id, email, phone, mobile, street, number, district, city, uf, cep, document, issued, due, amount,
    /// paid_on, paid_amount, notes
    #[arg(long, value_name = "FIELD=COLUMN,...")]
    map: Option<Mapping>,
    /// How the file writes dates: dmy, mdy or ymd; found out from the whole file when left out
    #[arg(long, value_name = "ORDER")]
    date_format: Option<DateFormat>,
    /// Read and check everything, but change nothing
    #[arg(long)]
    dry_run: bool,
    /// Import the good rows although there are bad ones
    #[arg(long)]
    skip_bad_rows: bool,
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub async fn run(config: &Config, command: Command) -> Result<(), Failure> {
    let Command::Receivables(options) = command;
    let order = Import {
        company: options.company,
        path: options.file,
        map: options.map.unwrap_or_default(),
        date_format: options.date_format,
        dry_run: options.dry_run,
        skip_bad_rows: options.skip_bad_rows,
        ..Import::default()
    };
    let mut line = Line::new();
    let report = with_world(config, async |ctx| {
        let report = import::receivables(ctx, &order, |progress| line.show(progress)).await;
        line.end();
        Ok(report?)
    })
    .await?;
    remarks("cannot be read", report.bad_rows, &report.bad);
    remarks("differ from what is known; nothing was changed", report.differences, &report.different);
    remarks("deserve a look", report.warnings, &report.warned);
    if options.format == Format::Json {
        output::json(&report)?;
    } else {
        output::print(&summary(&report))?;
    }
    if report.refused {
        return Err(Failure::new(
            "nothing was imported because of the rows above: correct them, or use --skip-bad-rows",
        ));
    }
    Ok(())
}

/// A line on the terminal that is written over; for a log file a line every few seconds.
struct Line {
    started: Instant,
    shown: Option<Instant>,
    terminal: bool,
}

impl Line {
    fn new() -> Self {
        Self { started: Instant::now(), shown: None, terminal: std::io::stderr().is_terminal() }
    }

    fn show(&mut self, progress: Progress) {
        let pause = if self.terminal { Duration::from_millis(200) } else { Duration::from_secs(5) };
        let last = self.shown.unwrap_or(self.started);
        if last.elapsed() < pause {
            return;
        }
        self.shown = Some(Instant::now());
        let share = match progress.total_bytes {
            0 => String::new(),
            total => format!(" ({} %)", progress.bytes.saturating_mul(100) / total),
        };
        let text = format!("{} rows read{share}", progress.rows);
        if self.terminal {
            eprint!("\r{text:<40}");
            let _ = std::io::stderr().flush();
        } else {
            eprintln!("{text}");
        }
    }

    fn end(&self) {
        if self.terminal && self.shown.is_some() {
            eprint!("\r{:<40}\r", "");
        }
    }
}

fn remarks(what: &str, count: u64, remarks: &[Remark]) {
    if count == 0 {
        return;
    }
    eprintln!("{count} value(s) or row(s) {what}:");
    let rows: Vec<_> = remarks
        .iter()
        .map(|remark| {
            let Remark { line, column, value, reason } = remark;
            [line.to_string(), short(column), short(value), short(&reason.to_string())]
        })
        .collect();
    eprintln!("{}", table(["line", "column", "value", "reason"], [true, false, false, false], &rows));
    let more = count.saturating_sub(remarks.len() as u64);
    if more > 0 {
        eprintln!("... and {more} more");
    }
}

/// As much of a text of the file as a line of a table has room for.
fn short(text: &str) -> String {
    const ROOM: usize = 60;
    match text.char_indices().nth(ROOM) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text.to_owned(),
    }
}

fn summary(report: &Report) -> String {
    let head = if report.dry_run {
        "Trial: nothing was changed. The import would do this:"
    } else if report.refused {
        "Nothing was imported. Without the bad rows the import would do this:"
    } else if report.imported {
        "Imported:"
    } else if report.differences > 0 {
        "Nothing was changed: what is new in the file differs from what is known, as listed above."
    } else if report.rows == 0 {
        "Nothing to do: there are no rows in the file."
    } else {
        "Nothing to do: everything in the file was known already."
    };
    let count = |label: &str, value: u64| [label.to_owned(), value.to_string()];
    let rows = [
        count("rows", report.rows),
        count("new clients", report.clients_created),
        count("new charges", report.created),
        ["their sum".to_owned(), Money::from_centavos(report.created_centavos).to_string()],
        count("of them already paid", report.created_settled),
        count("known charges now paid", report.settled),
        count("known charges paid in part", report.partly_paid),
        count("already known", report.unchanged),
        count("bad rows", report.bad_rows),
    ];
    format!("{head}\n{}", table(["", ""], [false, true], &rows).trim_start())
}
