//! The binary `emdia`: configuration, router, sessions, command line.

mod assets;
mod cli;
mod config;
mod files;
mod guard;
mod health;
mod live;
mod messages;
mod page;
mod plain;
mod posted;
mod preferences;
mod router;
mod security;
mod serve;
mod session;
mod telemetry;
mod uploads;

use clap::Parser;
use std::process::ExitCode;

/// Rendering a page is many thousand small allocations, in several threads at once: the system's allocator
/// took a quarter of the time.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    cli::run(cli::Cli::parse())
}
