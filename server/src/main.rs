//! The binary `emdia`: configuration, router, sessions, command line.

mod assets;
mod cli;
mod config;
mod guard;
mod health;
mod page;
mod plain;
mod posted;
mod preferences;
mod router;
mod security;
mod serve;
mod session;
mod telemetry;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run(cli::Cli::parse())
}
