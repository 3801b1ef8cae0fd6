//! Debian's packages.

use crate::{paths, sh::Sh};
use anyhow::{Context as _, Result, bail};
use std::sync::OnceLock;

/// The list of packages was read.
static UPDATED: OnceLock<()> = OnceLock::new();

/// Installs packages, as root or through sudo. `what` says in the error what they are for.
pub fn install(what: &str, packages: &[&str]) -> Result<()> {
    if paths::on_path(&["apt-get"]).is_none() {
        bail!(
            "{what} is missing and this system has no apt-get to install it with.\n\
             Install it yourself (Debian calls the packages: {}) and try again.",
            packages.join(" ")
        );
    }
    if UPDATED.get().is_none() {
        apt()?.args(["-qq", "update"]).run().context("the list of Debian's packages cannot be read")?;
        let _ = UPDATED.set(());
    }
    eprintln!("    installing {what}: {}", packages.join(" "));
    apt()?
        .args(["-qq", "install", "-y", "--no-install-recommends"])
        .args(packages)
        .run()
        .with_context(|| format!("{what} cannot be installed from Debian's packages"))
}

/// Whether we are root.
pub fn is_root() -> bool {
    Sh::new("id").arg("-u").read().is_ok_and(|id| id.trim() == "0")
}

fn apt() -> Result<Sh> {
    let sh = if is_root() {
        Sh::new("env")
    } else if paths::on_path(&["sudo"]).is_some() {
        Sh::new("sudo").arg("env")
    } else {
        bail!("installing Debian's packages takes root: run this as root once, or install sudo");
    };
    Ok(sh.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "Dpkg::Use-Pty=0"]))
}
