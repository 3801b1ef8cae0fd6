//! Format, dependencies and sizes.

use crate::{
    assets::Site,
    provision::toolchain::{Toolchain, WASM},
};
use anyhow::{Result, bail};
use std::collections::BTreeSet;

/// Native crates that would make the browser's part fat, slow to build or impossible to build. (`regex` is
/// there through leptos, which does not call it in a browser: the linker takes it out.)
const BANNED: &[&str] = &[
    "argon2",
    "axum",
    "backend",
    "calamine",
    "chrono-tz",
    "csv",
    "getrandom",
    "hyper",
    "lettre",
    "minijinja",
    "rand",
    "reqwest",
    "rustls",
    "sqlx",
    "sqlx-core",
    "tokio",
    "tower",
    "tower-http",
    "tracing-subscriber",
];

/// What a browser loads for WebAssembly and its loader together, compressed.
const LIMIT_BROTLI: u64 = 350_000;
/// The same uncompressed: what the browser must read and compile.
const LIMIT_RAW: u64 = 1_800_000;

/// `cargo fmt --check`.
pub fn format() -> Result<()> {
    Toolchain::Default.cargo().args(["fmt", "--all", "--check"]).run()
}

/// The browser's dependencies are the expected ones.
pub fn bans() -> Result<()> {
    let tree = Toolchain::Default
        .cargo()
        .args(["tree", "-p", "frontend", "--target", WASM, "-e", "normal,no-proc-macro", "--prefix", "none"])
        .args(["--format", "{p}"])
        .read()?;
    let names: BTreeSet<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    let found: Vec<&str> = BANNED.iter().copied().filter(|name| names.contains(name)).collect();
    if !found.is_empty() {
        bail!("the browser's part must not depend on: {} (see ARCHITECTURE.md)", found.join(", "));
    }
    Ok(())
}

/// The browser's part is small enough.
pub fn budget(site: &Site) -> Result<()> {
    let sizes = site.sizes()?;
    eprintln!(
        "    wasm + js: {} kB raw (limit {}), {} kB brotli (limit {}); style sheet {} kB brotli",
        sizes.raw / 1000,
        LIMIT_RAW / 1000,
        sizes.brotli / 1000,
        LIMIT_BROTLI / 1000,
        sizes.css_brotli / 1000,
    );
    if sizes.raw > LIMIT_RAW || sizes.brotli > LIMIT_BROTLI {
        bail!("the browser's part is too large");
    }
    Ok(())
}
