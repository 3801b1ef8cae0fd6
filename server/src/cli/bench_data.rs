//! `emdia bench-data` and `emdia query-plans`: what `cargo xtask bench` needs.

use super::{Failure, new_world, output, world};
use crate::config::{Config, Environment};

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
    let ctx = new_world(config).await?;
    let data = backend::bench_data::load(&ctx, options.clients, options.charges, options.contacts).await?;
    ctx.db.close().await;
    output::json(&data)
}

pub async fn query_plans(config: &Config) -> Result<(), Failure> {
    let ctx = world(config).await?;
    output::print(&backend::bench_data::query_plans(&ctx).await?)
}
