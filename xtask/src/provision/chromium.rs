//! The browser for the browser tests.

use super::debian;
use crate::paths;
use anyhow::{Context as _, Result, bail};
use std::{env, path::PathBuf};

const NAMES: &[&str] = &["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/// A Chromium: `CHROMIUM_PATH`, one on the PATH, or Debian's, installed.
pub fn provision() -> Result<PathBuf> {
    if let Some(path) = env::var_os("CHROMIUM_PATH").map(PathBuf::from) {
        if !path.is_file() {
            bail!("CHROMIUM_PATH names {}, which is no file", path.display());
        }
        return Ok(path);
    }
    if let Some(path) = paths::on_path(NAMES) {
        return Ok(path);
    }
    debian::install("Chromium", &["chromium", "fonts-dejavu-core"])?;
    paths::on_path(NAMES).context("Chromium was installed, but it is not on the PATH")
}
