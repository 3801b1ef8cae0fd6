//! Debian's Rust compiler and the standard library for the browser that Debian does not package.
//!
//! The library is built once from Debian's own sources and kept in the cache, in a sysroot whose host part
//! links to Debian's: nothing is written under /usr.

use super::toolchain::WASM;
use crate::{paths, sh::Sh};
use anyhow::{Context as _, Result, bail};
use std::{
    fs,
    os::unix::fs::{PermissionsExt as _, symlink},
    path::{Path, PathBuf},
};

/// Compiler, library sources and linker.
pub const PACKAGES: &[&str] = &["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "lld-22"];

const RUSTC: &str = "/usr/bin/rustc";
const MANIFEST: &str = r#"[package]
name = "std-for-wasm"
version = "0.0.0"
edition = "2024"
[lib]
crate-type = ["cdylib"]
[profile.release]
panic = "abort"
[workspace]
"#;

/// Whether the packages are installed, in a version that can build the workspace.
pub fn compiler_is_there() -> bool {
    let needed = env!("CARGO_PKG_RUST_VERSION");
    let files =
        [RUSTC, "/usr/bin/cargo", "/usr/bin/rust-lld", "/usr/lib/rustlib/src/rust/library/Cargo.lock"];
    files.iter().all(|file| Path::new(file).exists()) && version().is_ok_and(|found| at_least(&found, needed))
}

/// Debian's cargo, not confused by the environment of another toolchain.
pub fn cargo() -> Sh {
    ["RUSTUP_TOOLCHAIN", "RUSTC_WRAPPER", "RUSTDOC", "CARGO"]
        .into_iter()
        .fold(Sh::new("/usr/bin/cargo"), Sh::env_remove)
}

/// A stand-in for rustc that knows the standard library for the browser; builds that library if need be.
pub fn rustc() -> Result<PathBuf> {
    if !compiler_is_there() {
        bail!("Debian's packages brought no Rust {} or later", env!("CARGO_PKG_RUST_VERSION"));
    }
    let sysroot = paths::cache().join(format!("debian-rust-{}", version()?));
    let rustc = sysroot.join("bin/rustc");
    if !rustc.is_file() {
        eprintln!("    building the standard library for the browser, once (about a minute)");
        build(&sysroot).context("the standard library for the browser cannot be built")?;
    }
    Ok(rustc)
}

fn build(sysroot: &Path) -> Result<()> {
    let work = paths::cache().join("std-for-wasm");
    let _ = fs::remove_dir_all(&work);
    let _ = fs::remove_dir_all(sysroot);
    fs::create_dir_all(work.join("src"))?;
    fs::write(work.join("Cargo.toml"), MANIFEST)?;
    fs::write(work.join("src/lib.rs"), "")?;
    cargo()
        .args(["build", "--release", "-Z", "build-std=std,panic_abort", "--target", WASM])
        .env("RUSTC", RUSTC)
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_TARGET_DIR", work.join("target"))
        .dir(&work)
        .run()?;

    let rustlib = sysroot.join("lib/rustlib");
    let library = rustlib.join(WASM).join("lib");
    fs::create_dir_all(&library)?;
    for file in fs::read_dir(work.join("target").join(WASM).join("release/deps"))? {
        let file = file?.path();
        if file.extension().is_some_and(|extension| extension == "rlib") {
            fs::copy(&file, library.join(file.file_name().context("a file without a name")?))?;
        }
    }
    let host = "x86_64-unknown-linux-gnu";
    let host =
        if Path::new("/usr/lib/rustlib").join(host).is_dir() { host } else { "aarch64-unknown-linux-gnu" };
    symlink(Path::new("/usr/lib/rustlib").join(host), rustlib.join(host))?;
    stand_in(sysroot)?;
    fs::remove_dir_all(&work)?;
    Ok(())
}

/// Written last: its presence says that the sysroot is complete.
fn stand_in(sysroot: &Path) -> Result<()> {
    let bin = sysroot.join("bin");
    fs::create_dir_all(&bin)?;
    let script = format!("#!/bin/sh\nexec {RUSTC} --sysroot '{}' \"$@\"\n", sysroot.display());
    let unfinished = bin.join("rustc.new");
    fs::write(&unfinished, script)?;
    fs::set_permissions(&unfinished, fs::Permissions::from_mode(0o755))?;
    fs::rename(unfinished, bin.join("rustc"))?;
    Ok(())
}

/// "1.96.0".
fn version() -> Result<String> {
    let said = Sh::new(RUSTC).arg("--version").env_remove("RUSTUP_TOOLCHAIN").read()?;
    said.split(' ').nth(1).map(str::to_owned).context("rustc --version printed something unknown")
}

fn at_least(found: &str, needed: &str) -> bool {
    let parts =
        |version: &str| -> Vec<u32> { version.split('.').map_while(|part| part.parse().ok()).collect() };
    parts(found) >= parts(needed)
}

#[cfg(test)]
mod tests {
    use super::at_least;

    #[test]
    fn versions_compare_by_number() {
        assert!(at_least("1.96.0", "1.94"));
        assert!(at_least("1.100.0", "1.94"));
        assert!(at_least("1.94.0", "1.94"));
        assert!(!at_least("1.63.0", "1.94"));
    }
}
