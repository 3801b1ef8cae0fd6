//! `cargo xtask test`: every check there is, on a machine that has a Rust toolchain.

mod browser;
mod checks;
mod clippy;
mod suite;
mod tally;
mod tidy;

use crate::{
    build::{self, Mode, Product},
    provision::{self, postgres::Postgres, toolchain::Toolchain},
    sh::{self, step},
    signal::Stop,
};
use anyhow::{Result, bail};
use clap::ValueEnum;
use std::{process::ExitCode, time::Instant};
use tally::Tally;

/// What to check.
#[derive(clap::Args)]
pub struct Options {
    /// Only these (repeat or separate with commas)
    #[arg(long, value_enum, value_delimiter = ',')]
    only: Vec<Step>,
    /// Not in a browser
    #[arg(long)]
    skip_browser: bool,
    /// Given to the test runner: `cargo xtask test --only unit -- -p domain money`
    #[arg(last = true)]
    filter: Vec<String>,
}

/// One part of the checks.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Step {
    /// rustfmt
    Format,
    /// Dependencies the browser must not get
    Bans,
    /// Rules about the sources that no compiler checks
    Tidy,
    /// The linter, for each set of features
    Clippy,
    /// Unit, property, store and HTTP tests
    Unit,
    /// How much a browser loads
    Budget,
    /// Tests in Chromium against the built product
    Browser,
}

impl Options {
    fn wants(&self, step: Step) -> bool {
        (self.only.is_empty() || self.only.contains(&step)) && !(step == Step::Browser && self.skip_browser)
    }
}

/// Runs the checks, all of them even when one fails, and ends with their number.
pub fn test(options: &Options) -> Result<ExitCode> {
    let start = Instant::now();
    let stop = Stop::listen()?;
    let mut run = Run { options, stop, tally: Tally::default() };

    run.check(Step::Format, "Format", checks::format)?;
    run.check(Step::Bans, "Dependencies of the browser's part", checks::bans)?;
    run.check(Step::Tidy, "Tidiness", tidy::check)?;
    let toolchain = Toolchain::provision()?;
    for set in clippy::SETS {
        run.check(Step::Clippy, &format!("Clippy: {}", set.name), || clippy::check(set, &toolchain))?;
    }
    let postgres = run.postgres()?;
    run.suite(Step::Unit, "Unit, property, store and HTTP tests", || {
        provision::poppler::provision()?;
        suite::run(&toolchain, postgres.as_ref(), &options.filter)
    })?;
    if let Some(product) = run.product(&toolchain)? {
        run.check(Step::Budget, "Size of the browser's part", || checks::budget(&product.site))?;
        run.suite(Step::Browser, "Browser tests", || {
            browser::run(&product, postgres.as_ref(), &options.filter)
        })?;
    }
    drop(postgres);

    eprintln!("\nAll checks took {}.", sh::seconds(start.elapsed()));
    Ok(run.tally.finish())
}

struct Run<'a> {
    options: &'a Options,
    stop: Stop,
    tally: Tally,
}

impl Run<'_> {
    /// A check that counts as one.
    fn check(&mut self, wanted: Step, heading: &str, work: impl FnOnce() -> Result<()>) -> Result<()> {
        self.suite(wanted, heading, || work().map(|()| Tally::of(1, 0)))
    }

    /// A check that counts its tests.
    fn suite(&mut self, wanted: Step, heading: &str, work: impl FnOnce() -> Result<Tally>) -> Result<()> {
        if !self.options.wants(wanted) {
            return Ok(());
        }
        if self.stop.asked() {
            bail!("stopped");
        }
        match step(heading, work) {
            Ok(tally) => self.tally.add(heading, tally),
            Err(error) => {
                eprintln!("    {error:#}");
                self.tally.add(heading, Tally::of(0, 1));
            }
        }
        Ok(())
    }

    /// The database server, when something needs it.
    fn postgres(&self) -> Result<Option<Postgres>> {
        if !self.options.wants(Step::Unit) && !self.options.wants(Step::Browser) {
            return Ok(None);
        }
        step("Starting PostgreSQL", provision::postgres::provision).map(Some)
    }

    /// The product for the browser, when something needs it.
    fn product(&mut self, toolchain: &Toolchain) -> Result<Option<Product>> {
        if !self.options.wants(Step::Budget) && !self.options.wants(Step::Browser) {
            return Ok(None);
        }
        let built = build::site(toolchain, Mode::Release).and_then(|site| {
            let emdia = build::tested_server(toolchain)?;
            Ok(Product { emdia, site })
        });
        if self.stop.asked() {
            bail!("stopped");
        }
        match built {
            Ok(product) => Ok(Some(product)),
            Err(error) => {
                eprintln!("    {error:#}");
                self.tally.add("Building the product", Tally::of(0, 1));
                Ok(None)
            }
        }
    }
}
