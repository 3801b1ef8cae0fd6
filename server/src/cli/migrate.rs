//! `emdia migrate`: brings the database to the form that this program needs.

use super::{Failure, closing, open};
use crate::config::Config;

pub async fn run(config: &Config) -> Result<(), Failure> {
    let db = open(config).await?;
    let pending = closing(&db, async {
        let pending = db.schema().await?.pending;
        db.migrate().await?;
        Ok(pending)
    })
    .await?;
    match pending {
        0 => eprintln!("The database was up to date."),
        1 => eprintln!("1 migration was applied."),
        n => eprintln!("{n} migrations were applied."),
    }
    Ok(())
}
