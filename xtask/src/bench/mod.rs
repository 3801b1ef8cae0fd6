//! `cargo xtask bench`: measures the release build under load.

use anyhow::Result;
use std::process::ExitCode;

/// What to measure.
#[derive(clap::Args)]
pub struct Options {}

/// Measures.
pub fn bench(_options: &Options) -> Result<ExitCode> {
    anyhow::bail!("wip")
}
