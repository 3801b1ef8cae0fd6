//! Compressed copies beside a file, so that the server never compresses the same thing twice.

use crate::build::Mode;
use anyhow::Result;
use brotli::{CompressorWriter, enc::BrotliEncoderParams};
use flate2::{Compression, write::GzEncoder};
use std::{ffi::OsString, fs, io::Write as _, path::Path};

const COMPRESSED_ALREADY: &[&str] = &["woff2", "png", "jpg", "webp", "avif"];

/// Writes `FILE.br` and `FILE.gz`. The quick build compresses quickly, the release build as well as it goes.
pub fn beside(file: &Path, content: &[u8], mode: Mode) -> Result<()> {
    if file.extension().is_some_and(|extension| COMPRESSED_ALREADY.iter().any(|known| extension == *known)) {
        return Ok(());
    }
    let (quality, level) = match mode {
        Mode::Quick => (3, Compression::fast()),
        Mode::Release => (11, Compression::best()),
    };
    fs::write(named(file, ".br"), brotli(content, quality)?)?;
    let mut gzip = GzEncoder::new(Vec::new(), level);
    gzip.write_all(content)?;
    fs::write(named(file, ".gz"), gzip.finish()?)?;
    Ok(())
}

fn brotli(content: &[u8], quality: i32) -> Result<Vec<u8>> {
    let params = BrotliEncoderParams { quality, lgwin: 22, size_hint: content.len(), ..Default::default() };
    let mut writer = CompressorWriter::with_params(Vec::new(), 1 << 16, &params);
    writer.write_all(content)?;
    writer.flush()?;
    Ok(writer.into_inner())
}

fn named(file: &Path, suffix: &str) -> OsString {
    let mut name = file.as_os_str().to_owned();
    name.push(suffix);
    name
}
