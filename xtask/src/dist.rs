//! `cargo xtask dist`: the one file that is deployed.

use crate::{
    build::{self, Mode, Product},
    paths,
    provision::toolchain::Toolchain,
    serve::{self, Server},
    sh::{Sh, step},
    signal::Stop,
};
use anyhow::{Context as _, Result};
use std::{fs, path::Path, process::ExitCode};

/// Builds `target/dist/emdia` with the browser's files inside, and tries it.
pub fn dist() -> Result<ExitCode> {
    let toolchain = Toolchain::provision()?;
    let site = build::site(&toolchain, Mode::Release)?;
    step("Building the server with the browser's files inside", || {
        toolchain
            .cargo()
            .args(["build", "--release", "-p", "server", "--features", "embed"])
            .env("EMDIA_EMBED_SITE", &site.dir)
            .run()
    })?;
    let emdia = paths::target().join("dist/emdia");
    fs::create_dir_all(emdia.parent().context("dist has a parent")?)?;
    fs::copy(paths::target().join("release/emdia"), &emdia)?;
    let product = Product { emdia, site };
    let version = step("Trying it", || try_out(&product))?;
    let bytes = fs::metadata(&product.emdia)?.len();
    eprintln!("\n{} ({}, {} MB)", product.emdia.display(), version.trim(), bytes / 1_000_000);
    Ok(ExitCode::SUCCESS)
}

/// Starts it in an empty folder, so that nothing of the workspace can help, and loads what a browser would.
fn try_out(product: &Product) -> Result<String> {
    let folder = std::env::temp_dir().join(format!("emdia-dist-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let outcome = try_in(product, &folder);
    let _ = fs::remove_dir_all(&folder);
    outcome
}

fn try_in(product: &Product, folder: &Path) -> Result<String> {
    let version = Sh::new(&product.emdia).arg("--version").read()?;
    let address = serve::free_address(0)?;
    let emdia = Sh::new(&product.emdia)
        .env("EMDIA_DATABASE_URL", "sqlite://emdia.db")
        .env("EMDIA_ENV", "development")
        .env("EMDIA_LOG", "warn")
        .env_remove("EMDIA_SITE")
        .dir(folder);
    let server = Server::start(emdia, address, &Stop::listen()?)?;
    // An empty database has its migrations from the binary, and this page.
    let mut paths = vec!["/configurar".to_owned()];
    served(&product.site.dir, "", &mut paths)?;
    for path in paths {
        let status = serve::status_of(server.address, &path);
        anyhow::ensure!(status == Some(200), "the binary does not serve {path}: {status:?}");
    }
    Ok(version)
}

/// The paths of all files of the site; what the build compressed is sent under the name of the original.
fn served(folder: &Path, path: &str, paths: &mut Vec<String>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{path}/{name}");
        if entry.file_type()?.is_dir() {
            served(&entry.path(), &path, paths)?;
        } else if name != "manifest.json" && !compressed(&name) {
            paths.push(path);
        }
    }
    Ok(())
}

fn compressed(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == "br" || extension == "gz")
}
