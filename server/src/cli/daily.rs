//! `emdia daily`: what is due once a day, whether or not anybody looks.

use super::{Failure, output, with_world};

use crate::config::Config;
use backend::Ctx;

/// Decides the promises whose days are over and deletes old files of imports; safe to run again.
pub async fn run(config: &Config) -> Result<(), Failure> {
    // One task that fails does not keep the other from running.
    let work = async |ctx: &Ctx| {
        Ok((backend::promises::decide(ctx).await, backend::imports::forget_old_files(ctx).await))
    };
    let (decided, forgotten) = with_world(config, work).await?;
    let (decided, failed) = decided?;
    output::print(&format!("promises decided: {decided}"))?;
    forgotten?;
    if failed.is_empty() {
        return Ok(());
    }
    let names: Vec<String> = failed.iter().map(ToString::to_string).collect();
    Err(Failure::new(format!("promises not decided for {} clients: {}", names.len(), names.join(" "))))
}
