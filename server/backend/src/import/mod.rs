//! Import of receivables from CSV and XLSX files (see `docs/decisions/0006-import.md`).

mod apply;
#[cfg(test)]
mod at_once;
mod clients;
mod encoding;
mod fields;
mod line;
mod report;
mod sheet;
mod source;
#[cfg(test)]
mod tests;
mod values;

pub(crate) use clients::client_row;
pub use report::{Remark, Report};

use crate::{Ctx, Error, companies};
use apply::Apply;
use fields::Field;
use line::Read;
use serde::Serialize;
use source::Source;
use std::{ops::ControlFlow, path::PathBuf, str::FromStr};
use tokio::sync::mpsc;

/// What to import, and how.
#[derive(Clone, Debug, Default)]
pub struct Import {
    /// The name of the company that the receivables belong to.
    pub company: String,
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
}

/// Fields and the headings of their columns: `client_id=customerID,amount=Total`.
#[derive(Clone, Debug, Default)]
pub struct Mapping(Vec<(Field, String)>);

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
            .map(Self)
    }
}

/// The order of day, month and year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DateFormat {
    /// Day, month, year.
    Dmy,
    /// Month, day, year.
    Mdy,
    /// Year, month, day.
    Ymd,
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
struct Batch {
    rows: Vec<Read>,
    bytes: u64,
}

/// Imports a file in one transaction: everything or nothing. For the operator: asks for no actor.
pub async fn receivables(
    ctx: &Ctx,
    order: &Import,
    mut progress: impl FnMut(Progress),
) -> Result<Report, Error> {
    let company = companies::by_name(ctx, &order.company)
        .await?
        .ok_or_else(|| Error::Other(format!("there is no company called {:?}", order.company)))?;
    let (path, map, dates) = (order.path.clone(), order.map.0.clone(), order.date_format);
    let source = blocking(move || Source::open(path, &map, dates)).await?;

    let mut apply = Apply::begin(ctx, order, company, &source).await?;
    let total_bytes = source.bytes;
    let (sender, mut batches) = mpsc::channel(WAITING);
    let today = ctx.clock.today();
    let reading = tokio::spawn(blocking(move || read(&source, today, &sender)));
    while let Some(batch) = batches.recv().await {
        let bytes = batch.bytes;
        apply.batch(batch.rows).await?;
        progress(Progress { rows: apply.rows(), bytes, total_bytes });
    }
    reading.await.map_err(|error| Error::Other(format!("reading the file: {error}")))??;
    apply.finish().await
}

/// Reads the file batch by batch, until nobody wants more.
fn read(source: &Source, today: chrono::NaiveDate, batches: &mpsc::Sender<Batch>) -> Result<(), String> {
    let mut batch = Batch { rows: Vec::with_capacity(BATCH), bytes: 0 };
    let mut wanted = true;
    source.rows(&mut |row| {
        batch.rows.push(line::read(&row, &source.layout, source.style, today));
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
