//! Node.js and the packages of the browser tests.

use super::debian;
use crate::{paths, sh::Sh};
use anyhow::{Result, bail};
use sha2::{Digest as _, Sha256};
use std::fs;

/// Node.js and `end2end/node_modules` as the lock file has them.
pub fn provision() -> Result<()> {
    if paths::on_path(&["node"]).is_none() || paths::on_path(&["npm"]).is_none() {
        debian::install("Node.js", &["nodejs", "npm"])?;
    }
    let version = Sh::new("node").arg("--version").read()?;
    let major =
        version.trim().trim_start_matches('v').split('.').next().and_then(|part| part.parse::<u32>().ok());
    if major.is_none_or(|major| major < 18) {
        bail!("the browser tests need Node.js 18 or later; this is {}", version.trim());
    }
    let end2end = paths::root().join("end2end");
    let lock = format!("{:x}", Sha256::digest(fs::read(end2end.join("package-lock.json"))?));
    let stamp = end2end.join("node_modules/.installed-lock");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    Sh::new("npm").args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]).dir(&end2end).run()?;
    fs::write(stamp, lock)?;
    Ok(())
}
