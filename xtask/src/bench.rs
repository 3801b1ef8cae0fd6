//! `cargo xtask bench`: measures the release build under load, on a large database that is made once.

mod data;
mod form;
mod http;
mod import;
mod load;
mod pages;
mod report;

use crate::{
    build::{self, Mode, Product},
    paths,
    provision::toolchain::Toolchain,
    serve::{self, Server},
    sh::{Sh, step},
    signal::Stop,
};
use anyhow::{Context as _, Result, bail};
use data::Dataset;
use report::{Memory, Report};
use std::{
    fs,
    path::PathBuf,
    process::{ExitCode, Stdio},
    thread,
    time::{Duration, Instant},
};

/// How long the server may take to answer at all.
const PATIENCE: Duration = Duration::from_mins(1);

/// What to measure.
#[derive(clap::Args)]
pub struct Options {
    /// Clients in the database
    #[arg(long, default_value_t = 100_000)]
    clients: u32,
    /// Charges in the database, a fifth of them overdue
    #[arg(long, default_value_t = 500_000)]
    charges: u32,
    /// Contacts in the database
    #[arg(long, default_value_t = 300_000)]
    contacts: u32,
    /// Seconds for each page
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// Connections at the same time
    #[arg(long, default_value_t = 16)]
    connections: usize,
    /// Rows of the imported file; 0 leaves the import out
    #[arg(long, default_value_t = 1_000_000)]
    import_rows: u32,
    /// Write the figures to this file as well
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

/// Builds, measures and prints.
pub fn bench(options: &Options) -> Result<ExitCode> {
    let stop = Stop::listen()?;
    let product = build::product(&Toolchain::provision()?, Mode::Release)?;
    let dataset = data::dataset(&product, options)?;
    let query_plans =
        step("Asking for the query plans", || emdia(&product, &dataset).arg("query-plans").read())?;

    let start = Instant::now();
    let address = serve::free_address(0)?;
    let log = fs::File::create(paths::target().join("bench/server.log"))?;
    let answering = thread::spawn(move || {
        while serve::status_of(address, "/saude") != Some(200) && start.elapsed() < PATIENCE {
            thread::sleep(Duration::from_millis(2));
        }
        start.elapsed()
    });
    let server = Server::start(emdia(&product, &dataset).stderr(Stdio::from(log)), address, &stop)?;
    let ready = start.elapsed();
    let Ok(answering) = answering.join() else { bail!("the thread that waits for the server panicked") };

    let pages = pages::prepare(address, &dataset)?;
    let idle = Memory::of(server.id())?;
    let length = Duration::from_secs(options.seconds);
    let pages = step("Measuring the pages", || pages::measure(&pages, options.connections, length, &stop))?;
    let busy = Memory::of(server.id())?;
    drop(server);
    let import = step("Measuring the import", || import::measure(&product, options.import_rows))?;

    let report = Report {
        answering,
        ready,
        idle,
        busy,
        sizes: product.site.sizes()?,
        pages,
        import,
        query_plans,
        options,
    };
    report.print()?;
    if let Some(file) = &options.json {
        fs::write(file, serde_json::to_string_pretty(&report.json())?)
            .with_context(|| format!("{} cannot be written", file.display()))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The server on the measured copy of the data, on the day for which the data was made.
fn emdia(product: &Product, dataset: &Dataset) -> Sh {
    serve::emdia(product, &dataset.url, "development")
        .env("EMDIA_TODAY", &dataset.today)
        .env("EMDIA_LOG", "warn")
}
