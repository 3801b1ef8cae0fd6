//! `emdia bench-data` and `emdia query-plans`: what `cargo xtask bench` needs.

use super::{Failure, output, with_new_world, with_world};
use crate::config::{Config, Environment};
use backend::Ctx;

#[derive(clap::Args)]
pub struct Options {
    /// How many clients
    #[arg(long, default_value_t = 100_000)]
    clients: u32,
    /// How many charges
    #[arg(long, default_value_t = 500_000)]
    charges: u32,
    /// How many contacts
    #[arg(long, default_value_t = 300_000)]
    contacts: u32,
}

pub async fn run(config: &Config, options: Options) -> Result<(), Failure> {
    if config.env == Environment::Production {
        return Err(Failure::usage("EMDIA_ENV: data to measure with is not for production"));
    }
    let Options { clients, charges, contacts } = options;
    let load = async |ctx: &Ctx| Ok(backend::bench_data::load(ctx, clients, charges, contacts).await?);
    output::json(&with_new_world(config, load).await?)
}

pub async fn query_plans(config: &Config) -> Result<(), Failure> {
    let plans = with_world(config, async |ctx| Ok(backend::bench_data::query_plans(ctx).await?)).await?;
    output::print(&plans)
}
