//! The linter, once for each set of features that is ever built.

use crate::{
    paths,
    provision::toolchain::{Toolchain, WASM},
};
use anyhow::Result;

/// Crates that are built together.
pub struct Set {
    /// For the heading.
    pub name: &'static str,
    for_browser: bool,
    args: &'static [&'static str],
}

/// All of them. The server's crates, the linter itself included, share one set of features.
pub const SETS: &[Set] = &[
    Set {
        name: "domain, backend, app[ssr], server, xtask",
        for_browser: false,
        args: &[
            "-p",
            "domain",
            "-p",
            "backend",
            "-p",
            "app",
            "-p",
            "server",
            "-p",
            "xtask",
            "--features",
            "app/ssr",
            "--all-targets",
        ],
    },
    Set { name: "server[embed]", for_browser: false, args: &["-p", "server", "--features", "embed"] },
    Set {
        name: "app[hydrate], frontend",
        for_browser: true,
        args: &["-p", "app", "-p", "frontend", "--features", "app/hydrate", "--target", WASM],
    },
];

/// No warning in this set.
pub fn check(set: &Set, toolchain: &Toolchain) -> Result<()> {
    let cargo = if set.for_browser {
        toolchain.provision_clippy()?;
        toolchain.cargo()
    } else {
        Toolchain::Default.cargo()
    };
    // Any folder will do to look at the code that reads it.
    let cargo = cargo.env("EMDIA_EMBED_SITE", paths::root().join("style"));
    cargo.args(["clippy", "--quiet", "--no-deps"]).args(set.args).args(["--", "-D", "warnings"]).run()
}
