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
    packages: &'static [&'static str],
    features: &'static str,
}

/// The linter itself included. Always all of them: what does not depend on the features is then looked at once.
const SERVER: &[&str] =
    &["-p", "domain", "-p", "backend", "-p", "app", "-p", "server", "-p", "xtask", "--all-targets"];
const BROWSER: &[&str] = &["-p", "app", "-p", "frontend", "--target", WASM];

/// All of them.
pub const SETS: &[Set] = &[
    Set {
        name: "domain, backend, app[ssr], server, xtask",
        for_browser: false,
        packages: SERVER,
        features: "app/ssr",
    },
    Set { name: "server[embed]", for_browser: false, packages: SERVER, features: "app/ssr,server/embed" },
    Set { name: "app[hydrate], frontend", for_browser: true, packages: BROWSER, features: "app/hydrate" },
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
    cargo
        .args(["clippy", "--quiet", "--no-deps"])
        .args(set.packages)
        .args(["--features", set.features, "--", "-D", "warnings"])
        .run()
}
