//! `emdia daily`: what is due once a day, whether or not anybody looks.

use super::{Failure, output, world};
use crate::config::Config;

/// Decides the promises whose days are over and deletes old files of imports; safe to run again.
pub async fn run(config: &Config) -> Result<(), Failure> {
    let ctx = world(config).await?;
    let decided = backend::promises::decide(&ctx).await?;
    backend::imports::forget_old_files(&ctx).await?;
    output::print(&format!("promises decided: {decided}"))
}
