//! `cargo xtask`: builds, runs, tests, measures and packages Em Dia, and installs what that takes.

mod assets;
mod bench;
mod build;
mod dev;
mod dist;
mod paths;
mod provision;
mod run;
mod serve;
mod sh;
mod signal;
mod test;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Build, run, test, measure and package Em Dia")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build everything and start Em Dia with demonstration data
    Run(run::Options),
    /// The same as `run`, and again after every change of a source file
    Dev(run::Options),
    /// Every check there is: format, lints, unit, store, HTTP and browser tests
    Test(test::Options),
    /// Measure the release build under load
    Bench(bench::Options),
    /// Build target/dist/emdia, one self-contained file
    Dist,
}

fn main() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Run(options) => run::run(&options),
        Command::Dev(options) => dev::dev(&options),
        Command::Test(options) => test::test(&options),
        Command::Bench(options) => bench::bench(&options),
        Command::Dist => dist::dist(),
    };
    match outcome {
        Ok(code) => code,
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}
