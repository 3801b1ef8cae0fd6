//! What opens PDFs in the tests.

use super::debian;
use crate::paths;
use anyhow::{Result, bail};

/// Poppler's tools: on the PATH, or Debian's, installed.
pub fn provision() -> Result<()> {
    let is_there = || {
        ["pdftotext", "pdftoppm", "pdfinfo", "pdffonts"].iter().all(|tool| paths::on_path(&[tool]).is_some())
    };
    if !is_there() {
        debian::install("the tools that open PDFs", &["poppler-utils"])?;
    }
    if !is_there() {
        bail!("poppler-utils were installed, but they are not on the PATH");
    }
    Ok(())
}
