//! Import of receivables from CSV and XLSX files (see `docs/decisions/0006-import.md`).

mod apply;
#[cfg(test)]
mod at_once;
mod clients;
mod encoding;
mod fields;
mod line;
mod package;
mod payments;
mod reason;
mod report;
mod sheet;
mod source;
#[cfg(test)]
mod tests;
mod values;

pub(crate) use clients::client_row;
pub use fields::{Field, Kind};
pub(crate) use fields::{missing, reduce};
pub use reason::Reason;
pub use report::{Remark, Report};
pub(crate) use source::{Inspected, Unusable};

use crate::{Ctx, Error, companies};
use apply::Apply;
use domain::id::{CompanyId, ImportId, UserId};
use fields::Given;
use serde::{Deserialize, Serialize};
use source::{Row, Source};
use std::{ops::ControlFlow, path::PathBuf, str::FromStr};
use tokio::sync::mpsc;

/// What to import, and how.
#[derive(Clone, Debug, Default)]
pub struct Import {
    /// The name of the company that the receivables belong to.
    pub company: String,
    /// What the rows of the file are.
    pub kind: Kind,
    /// The file: CSV or XLSX, whichever its contents are.
    pub path: PathBuf,
    /// Which column holds which field, where the headings do not say it.
    pub map: Mapping,
    /// How the file writes dates; found out from the whole file when not given.
    pub date_format: Option<DateFormat>,
    /// Read and check everything, but change nothing.
    pub dry_run: bool,
    /// Import the good rows although there are bad ones.
    pub skip_bad_rows: bool,
    /// The page that it was started on, if it was one.
    pub page: Option<Page>,
}

impl Import {
    /// The file's name, as events tell it.
    fn file_name(&self) -> String {
        match &self.page {
            Some(page) => page.file.clone(),
            None => self.path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        }
    }
}

/// What an import that was started on a page is known by.
#[derive(Clone, Debug)]
pub struct Page {
    /// The import.
    pub import: ImportId,
    /// Who started it.
    pub user: UserId,
    /// The file's name where it came from.
    pub file: String,
}

/// Fields and the headings of their columns: `client_id=customerID,amount=Total`.
#[derive(Clone, Debug)]
pub struct Mapping(Given);

impl Default for Mapping {
    fn default() -> Self {
        Self(Given::Some(Vec::new()))
    }
}

impl Mapping {
    /// The field of every column, in the order of the columns.
    pub(crate) const fn exact(columns: Vec<Option<Field>>) -> Self {
        Self(Given::All(columns))
    }
}

impl FromStr for Mapping {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let pair = |pair: &str| {
            let (field, heading) =
                pair.split_once('=').ok_or_else(|| format!("{pair:?} is not of the form field=column"))?;
            Ok((field.trim().parse()?, heading.trim().to_owned()))
        };
        text.split(',')
            .filter(|pair| !pair.trim().is_empty())
            .map(pair)
            .collect::<Result<_, String>>()
            .map(|named| Self(Given::Some(named)))
    }
}

/// The order of day, month and year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateFormat {
    /// Day, month, year.
    Dmy,
    /// Month, day, year.
    Mdy,
    /// Year, month, day.
    Ymd,
}

impl DateFormat {
    /// All orders, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Dmy, Self::Mdy, Self::Ymd];

    /// The order's name on the command line, in forms and in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Dmy => "dmy",
            Self::Mdy => "mdy",
            Self::Ymd => "ymd",
        }
    }
}

impl FromStr for DateFormat {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "dmy" => Ok(Self::Dmy),
            "mdy" => Ok(Self::Mdy),
            "ymd" => Ok(Self::Ymd),
            _ => Err("the date format is dmy, mdy or ymd".to_owned()),
        }
    }
}

/// How far an import has come.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    /// Rows read.
    pub rows: u64,
    /// Bytes read; zero for a sheet.
    pub bytes: u64,
    /// Bytes of the file; zero for a sheet.
    pub total_bytes: u64,
}

/// Rows that are looked up and written together.
const BATCH: usize = 1_000;
/// Batches that wait between reading the file and writing to the database.
const WAITING: usize = 4;

/// Some rows of the file.
struct Batch<R> {
    rows: Vec<R>,
    bytes: u64,
}

/// Imports a file in one transaction: everything or nothing. For the operator: asks for no actor.
pub async fn receivables(ctx: &Ctx, order: &Import, progress: impl FnMut(Progress)) -> Result<Report, Error> {
    let company = companies::by_name(ctx, &order.company)
        .await?
        .ok_or_else(|| Error::Other(format!("there is no company called {:?}", order.company)))?;
    run(ctx, order, company, progress).await
}

/// Says what a file looks like.
pub(crate) async fn inspect(path: PathBuf, kind: Kind) -> Result<Result<Inspected, Unusable>, Error> {
    let inspected = tokio::task::spawn_blocking(move || Source::inspect(path, kind)).await;
    inspected.map_err(|error| Error::Other(format!("reading the file: {error}")))
}

/// Imports a file for a company, or tries to.
pub(crate) async fn run(
    ctx: &Ctx,
    order: &Import,
    company: CompanyId,
    mut progress: impl FnMut(Progress),
) -> Result<Report, Error> {
    let (path, given, kind, dates) = (order.path.clone(), order.map.0.clone(), order.kind, order.date_format);
    let open = move || Source::open(path, kind, &given, dates).map_err(|error| error.to_string());
    let source = blocking(open).await?;
    let (today, total_bytes) = (ctx.clock.today(), source.bytes);
    match order.kind {
        Kind::Charges => {
            let mut apply = Apply::begin(ctx, order, company, &source).await?;
            let read =
                move |row: &Row<'_>, source: &Source| line::read(row, &source.layout, source.style, today);
            let (mut batches, reading) = start(source, read);
            while let Some(Batch { rows, bytes }) = batches.recv().await {
                apply.batch(rows).await?;
                progress(Progress { rows: apply.rows(), bytes, total_bytes });
            }
            reading.await.map_err(|error| Error::Other(format!("reading the file: {error}")))??;
            apply.finish().await
        }
        Kind::Payments => {
            let mut apply = payments::Apply::begin(ctx, order, company, &source).await?;
            let read = move |row: &Row<'_>, source: &Source| {
                line::read_payment(row, &source.layout, source.style, today)
            };
            let (mut batches, reading) = start(source, read);
            while let Some(Batch { rows, bytes }) = batches.recv().await {
                apply.batch(rows);
                progress(Progress { rows: apply.rows(), bytes, total_bytes });
            }
            reading.await.map_err(|error| Error::Other(format!("reading the file: {error}")))??;
            apply.finish().await
        }
    }
}

type Reading = tokio::task::JoinHandle<Result<(), Error>>;

/// Begins to read the file in a thread of its own.
fn start<R: Send + 'static>(
    source: Source,
    read_row: impl Fn(&Row<'_>, &Source) -> R + Send + 'static,
) -> (mpsc::Receiver<Batch<R>>, Reading) {
    let (sender, batches) = mpsc::channel(WAITING);
    (batches, tokio::spawn(blocking(move || read(&source, &read_row, &sender))))
}

/// Reads the file batch by batch, until nobody wants more.
fn read<R>(
    source: &Source,
    read_row: &impl Fn(&Row<'_>, &Source) -> R,
    batches: &mpsc::Sender<Batch<R>>,
) -> Result<(), String> {
    let mut batch = Batch { rows: Vec::with_capacity(BATCH), bytes: 0 };
    let mut wanted = true;
    source.rows(&mut |row| {
        batch.rows.push(read_row(&row, source));
        batch.bytes = row.bytes;
        if batch.rows.len() == BATCH {
            let full =
                std::mem::replace(&mut batch, Batch { rows: Vec::with_capacity(BATCH), bytes: row.bytes });
            wanted = batches.blocking_send(full).is_ok();
        }
        if wanted { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    if wanted && !batch.rows.is_empty() {
        batch.bytes = source.bytes;
        // Whoever no longer listens has failed, and says so.
        let _ = batches.blocking_send(batch);
    }
    Ok(())
}

async fn blocking<T: Send + 'static>(
    run: impl FnOnce() -> Result<T, String> + Send + 'static,
) -> Result<T, Error> {
    let done = tokio::task::spawn_blocking(run).await;
    done.map_err(|error| Error::Other(format!("reading the file: {error}")))?.map_err(Error::Other)
}
