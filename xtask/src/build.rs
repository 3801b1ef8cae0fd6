//! From sources to a product that can be started: the server's binary and the browser's files.

use crate::{
    assets::{self, Site},
    paths,
    provision::toolchain::{Toolchain, WASM},
    sh::{Sh, step},
};
use anyhow::Result;
use std::path::PathBuf;

/// How much the compiler takes the trouble.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Quick to build: the dev profile for browser and server, so that what they share compiles once.
    Quick,
    /// Small in the browser and fast on the server.
    Release,
}

impl Mode {
    /// The one that the option `--release` asks for.
    pub const fn of(release: bool) -> Self {
        if release { Self::Release } else { Self::Quick }
    }

    /// Cargo's profile for the browser's part and the directory cargo gives it.
    const fn browser_profile(self) -> (&'static str, &'static str) {
        match self {
            Self::Quick => ("dev", "debug"),
            Self::Release => ("wasm-release", "wasm-release"),
        }
    }

    /// The same for the server.
    const fn server_profile(self) -> (&'static str, &'static str) {
        match self {
            Self::Quick => ("dev", "debug"),
            Self::Release => ("release", "release"),
        }
    }
}

/// Everything but `frontend`: together with it, `app` would be built for browser and server at once.
pub const SERVER_SIDE: &[&str] = &["--workspace", "--exclude", "frontend", "--features", "app/ssr"];

/// What was built.
pub struct Product {
    /// The server.
    pub emdia: PathBuf,
    /// What the browser loads.
    pub site: Site,
}

/// Builds everything.
pub fn product(toolchain: &Toolchain, mode: Mode) -> Result<Product> {
    let site = site(toolchain, mode)?;
    let emdia = server(toolchain, mode)?;
    Ok(Product { emdia, site })
}

/// Builds the browser's files.
pub fn site(toolchain: &Toolchain, mode: Mode) -> Result<Site> {
    let (profile, dir) = mode.browser_profile();
    step("Building the browser's part", || {
        cargo_build(toolchain, profile).args(["-p", "frontend", "--target", WASM]).run()
    })?;
    let wasm = paths::target().join(WASM).join(dir).join("frontend.wasm");
    step("Bundling the browser's files", || assets::bundle(&wasm, mode))
}

/// Builds the server's binary.
pub fn server(toolchain: &Toolchain, mode: Mode) -> Result<PathBuf> {
    let (profile, dir) = mode.server_profile();
    step("Building the server", || cargo_build(toolchain, profile).args(["-p", "server"]).run())?;
    Ok(paths::target().join(dir).join("emdia"))
}

/// The same to be looked at by the browser tests, out of what the tests in Rust were built from: asked for alone, the
/// server would have its libraries with other features, and all of them would be compiled once more.
pub fn tested_server(toolchain: &Toolchain) -> Result<PathBuf> {
    let (profile, dir) = Mode::Quick.server_profile();
    let emdia = ["--bin", "emdia"];
    step("Building the server", || cargo_build(toolchain, profile).args(SERVER_SIDE).args(emdia).run())?;
    Ok(paths::target().join(dir).join("emdia"))
}

fn cargo_build(toolchain: &Toolchain, profile: &str) -> Sh {
    toolchain.cargo().args(["build", "--profile", profile])
}
