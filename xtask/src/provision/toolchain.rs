//! The Rust toolchain that builds the browser's part and the server.
//!
//! Normally the one that runs cargo, with the target `wasm32-unknown-unknown` added by rustup. Where that
//! target cannot be had, Debian's compiler with a standard library built from Debian's sources.

use super::{debian, std_for_wasm};
use crate::{
    paths,
    sh::{Sh, step},
};
use anyhow::{Context as _, Result, bail};
use std::{env, path::PathBuf};

/// The browser's target.
pub const WASM: &str = "wasm32-unknown-unknown";

/// Which compiler builds.
#[derive(Clone)]
pub enum Toolchain {
    /// The one that runs this program.
    Default,
    /// Debian's, told where its standard library for the browser is.
    Debian {
        /// Stands in for rustc.
        rustc: PathBuf,
    },
}

impl Toolchain {
    /// A toolchain that can build for the browser, installed if need be. The environment variable
    /// `EMDIA_TOOLCHAIN` (`default` or `debian`) decides which where both would do.
    pub fn provision() -> Result<Self> {
        // The allocator's C code comes with a makefile; the compiler for it linked this very program.
        if paths::on_path(&["make", "gmake"]).is_none() {
            debian::install("make", &["make"])?;
        }
        match env::var("EMDIA_TOOLCHAIN").as_deref() {
            Err(_) | Ok("") => {}
            Ok("default") => return Self::rustup().context("EMDIA_TOOLCHAIN=default cannot be had"),
            Ok("debian") => return Self::debian(),
            Ok(other) => bail!("EMDIA_TOOLCHAIN is `{other}`; it takes `default` or `debian`"),
        }
        match Self::rustup() {
            Ok(toolchain) => Ok(toolchain),
            Err(error) if paths::on_path(&["apt-get"]).is_some() => {
                eprintln!("    {error:#}\n    using Debian's compiler instead");
                Self::debian()
            }
            Err(error) => Err(error),
        }
    }

    fn rustup() -> Result<Self> {
        if Self::has_wasm() {
            return Ok(Self::Default);
        }
        step("Adding the target wasm32-unknown-unknown to the Rust toolchain", || {
            if paths::on_path(&["rustup"]).is_none() {
                bail!("this toolchain has no {WASM} and there is no rustup to add it with");
            }
            Sh::new("rustup").args(["target", "add", WASM]).run()?;
            if !Self::has_wasm() {
                bail!("rustup added {WASM}, but the compiler in use does not have it");
            }
            Ok(Self::Default)
        })
    }

    fn has_wasm() -> bool {
        let asked = Sh::new("rustc").args(["--print", "target-libdir", "--target", WASM]).dir(paths::root());
        let Ok(dir) = asked.read() else { return false };
        std::fs::read_dir(dir.trim()).is_ok_and(|files| {
            files.flatten().any(|file| file.file_name().to_string_lossy().starts_with("libstd-"))
        })
    }

    fn debian() -> Result<Self> {
        step("Preparing Debian's Rust compiler for the browser", || {
            if !std_for_wasm::compiler_is_there() {
                debian::install("Debian's Rust compiler", std_for_wasm::PACKAGES)?;
            }
            Ok(Self::Debian { rustc: std_for_wasm::rustc()? })
        })
    }

    /// Cargo of this toolchain, in the workspace, with our target directory.
    pub fn cargo(&self) -> Sh {
        let sh = match self {
            Self::Default => Sh::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into())),
            Self::Debian { rustc } => std_for_wasm::cargo().env("RUSTC", rustc),
        };
        // What `cargo xtask` was told about this package: some build scripts would run again for it, and all that
        // depends on them would be built anew each time after a plain `cargo`.
        let ours = env::vars_os().filter_map(|(key, _)| key.into_string().ok());
        let ours = ours.filter(|key| key.starts_with("CARGO_PKG_") || key.starts_with("CARGO_MANIFEST_"));
        let sh = ours.fold(sh, |sh, key| sh.env_remove(&key));
        sh.dir(paths::root()).env("CARGO_TARGET_DIR", paths::target())
    }

    /// Its linter: Debian's is a package of its own.
    pub fn provision_clippy(&self) -> Result<()> {
        match self {
            Self::Debian { .. } if !PathBuf::from("/usr/bin/cargo-clippy").is_file() => {
                debian::install("Debian's Rust linter", &["rust-web-clippy"])
            }
            _ => Ok(()),
        }
    }
}
