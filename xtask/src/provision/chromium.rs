//! The browser for the browser tests.

use super::debian;
use crate::paths;
use anyhow::{Context as _, Result, bail};
use std::{env, path::PathBuf};

/// Chromium without a window or anything that only a window needs: pages load in half the time.
const SHELL: &str = "chromium-headless-shell";
const WHOLE: &[&str] = &["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/// A Chromium: `CHROMIUM_PATH`, Debian's headless shell, installed if need be, or whichever is on the PATH.
pub fn provision() -> Result<PathBuf> {
    if let Some(path) = env::var_os("CHROMIUM_PATH").map(PathBuf::from) {
        if !path.is_file() {
            bail!("CHROMIUM_PATH names {}, which is no file", path.display());
        }
        return Ok(path);
    }
    if let Some(path) = paths::on_path(&[SHELL]) {
        return Ok(path);
    }
    let installed = debian::install("Chromium", &[SHELL, "fonts-dejavu-core"]);
    match paths::on_path(&[SHELL]).or_else(|| paths::on_path(WHOLE)) {
        Some(path) => Ok(path),
        None => installed.and_then(|()| bail!("it is not on the PATH")).context("there is no Chromium"),
    }
}
