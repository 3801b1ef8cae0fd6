//! The command line: one file per subcommand.

mod bench_data;
mod company;
mod daily;
mod demo;
mod import;
mod late_charges;
mod mail;
mod migrate;
mod output;
mod report;
mod serve;
mod user;

use crate::{
    config::{Config, ConfigError, Environment, Flags, Sources},
    telemetry,
};
use backend::{Clock, Ctx, store::Db};
use clap::{Parser, Subcommand};
use domain::{Error as Rule, FieldError};
use std::{fs, future::Future, process::ExitCode};

/// Em Dia: collections for Brazilian companies.
///
/// Settings are taken from flags, then from EMDIA_* variables, then from the file of --config.
#[derive(Parser)]
#[command(name = "emdia", version, propagate_version = true)]
pub struct Cli {
    #[command(flatten)]
    flags: Flags,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the application
    Serve(crate::config::ServeFlags),
    /// Bring the database to the form that this program needs
    Migrate,
    /// Manage the people who sign in
    #[command(subcommand)]
    User(user::Command),
    /// Manage companies
    #[command(subcommand)]
    Company(company::Command),
    /// Bring in data from files
    #[command(subcommand)]
    Import(import::Command),
    /// Print figures
    #[command(subcommand)]
    Report(report::Command),
    /// Work out fine and interest of an amount, line by line; needs no database
    LateCharges(late_charges::Options),
    /// Do what is due once a day: decide the promises whose days are over
    Daily,
    /// Fill an empty database with demonstration data and print its logins
    Demo(demo::Options),
    /// Fill an empty database with a great deal of data, to measure with
    #[command(hide = true)]
    BenchData(bench_data::Options),
    /// Print how the database runs the statements that read
    #[command(hide = true)]
    QueryPlans,
}

/// Why the program ends without having done what was asked: one sentence, and the exit code.
pub struct Failure {
    sentence: String,
    code: u8,
}

impl Failure {
    /// What was asked could not be done.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), code: 1 }
    }

    /// What was asked makes no sense.
    pub fn usage(sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), code: 2 }
    }
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        Self::usage(error.0)
    }
}

impl From<backend::Error> for Failure {
    fn from(error: backend::Error) -> Self {
        match error {
            backend::Error::Invalid(errors) => Self::usage(sentence(&errors)),
            error => Self::new(error.to_string()),
        }
    }
}

/// The errors of a form, for the command line: `email: not an e-mail address; password: required`.
fn sentence(errors: &[FieldError]) -> String {
    let say = |field: &FieldError| match field.error {
        Rule::Required => format!("{} is missing", field.field),
        ref rule => format!("{}: {rule}", field.field),
    };
    errors.iter().map(say).collect::<Vec<_>>().join("; ")
}

/// Does what the command line asks.
pub fn run(cli: Cli) -> ExitCode {
    match execute(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("emdia: {}", failure.sentence);
            ExitCode::from(failure.code)
        }
    }
}

fn execute(cli: Cli) -> Result<(), Failure> {
    let env = |key: &str| std::env::var(key).ok();
    let sources = Sources::new(&cli.flags, &env)?;
    let config = sources.config(&cli.flags)?;
    let quiet = if matches!(cli.command, Command::Serve(_)) { "info,sqlx=warn" } else { "warn" };
    telemetry::start(config.log.as_deref().unwrap_or(quiet), config.log_format);
    match cli.command {
        Command::Serve(flags) => {
            let serve = sources.serve(&flags)?;
            block_on(serve::run(config, serve))
        }
        Command::Migrate => block_on(migrate::run(&config)),
        Command::User(command) => block_on(user::run(&config, command)),
        Command::Company(command) => block_on(company::run(&config, command)),
        Command::Import(command) => block_on(import::run(&config, command)),
        Command::Report(command) => block_on(report::run(&config, command)),
        Command::LateCharges(options) => late_charges::run(&options),
        Command::Daily => block_on(daily::run(&config)),
        Command::Demo(options) => block_on(demo::run(&config, options)),
        Command::BenchData(options) => block_on(bench_data::run(&config, options)),
        Command::QueryPlans => block_on(bench_data::query_plans(&config)),
    }
}

/// Runs on at least four threads: with fewer, a page that waits for itself would never be sent.
fn block_on<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let threads = std::thread::available_parallelism().map_or(4, |cores| cores.get().max(4));
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(threads)
        .enable_all()
        .build()
        .map_err(|error| Failure::new(format!("cannot start: {error}")))?;
    let result = runtime.block_on(work);
    runtime.shutdown_background();
    result
}

/// Opens the database; an SQLite file is made when it is missing, with its folder.
async fn open(config: &Config) -> Result<Db, Failure> {
    if let Some(folder) = config.sqlite_file().and_then(|file| file.parent()) {
        fs::create_dir_all(folder).map_err(|error| no_database(format!("{}: {error}", folder.display())))?;
    }
    Db::open(&config.database_url).await.map_err(no_database)
}

fn no_database(problem: impl std::fmt::Display) -> Failure {
    Failure::new(format!("EMDIA_DATABASE_URL: the database cannot be opened: {problem}"))
}

/// Does the work of a subcommand that a database may begin with.
async fn with_new_world<T>(
    config: &Config,
    work: impl AsyncFnOnce(&Ctx) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let db = open(config).await?;
    closing(&db, async {
        migrate(&db, config, false).await?;
        work(&Ctx::new(db.clone(), clock(config))).await
    })
    .await
}

/// Does the work of a subcommand that makes sense only on a database in use: a mistyped address makes none.
async fn with_world<T>(
    config: &Config,
    work: impl AsyncFnOnce(&Ctx) -> Result<T, Failure>,
) -> Result<T, Failure> {
    if let Some(file) = config.sqlite_file().filter(|file| !file.exists()) {
        return Err(no_database(format!("{}: there is no such file", file.display())));
    }
    let db = open(config).await?;
    closing(&db, async {
        if db.schema().await?.is_new {
            return Err(Failure::new("the database is empty: run emdia migrate"));
        }
        migrate(&db, config, false).await?;
        work(&Ctx::new(db.clone(), clock(config))).await
    })
    .await
}

/// Closes the database when the work is done, or failed: what SQLite wrote is in its file then, not in a log beside it.
async fn closing<T>(db: &Db, work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let result = work.await;
    db.close().await;
    result
}

/// Brings the database to the form that this program needs. A new one always, and every one outside production; an
/// existing one in production only when somebody says so (`told`), after a backup.
async fn migrate(db: &Db, config: &Config, told: bool) -> Result<(), Failure> {
    let schema = db.schema().await?;
    if config.env != Environment::Production || schema.is_new || told {
        db.migrate().await?;
    } else if schema.pending > 0 {
        return Err(Failure::new(format!(
            "the database lacks {} migration(s): make a backup, then run emdia migrate (or serve with --migrate)",
            schema.pending
        )));
    }
    Ok(())
}

fn clock(config: &Config) -> Clock {
    config.today.map_or_else(Clock::system, Clock::on)
}
