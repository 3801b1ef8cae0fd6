//! `cargo xtask dev`: builds and starts again after every change.

use crate::{
    build::{self, Mode, Product},
    paths,
    provision::toolchain::Toolchain,
    run::{self, Options},
    serve::{self, Server},
    signal::Stop,
};
use anyhow::Result;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
    time::{Duration, Instant, SystemTime},
};

/// What the product is made of.
const SOURCES: &[&str] =
    &["app", "frontend", "server", "style", "public", "migrations", "Cargo.toml", "Cargo.lock"];

/// Path and time of change of every source file.
type Sources = BTreeMap<PathBuf, SystemTime>;

/// Builds, serves and watches until it is told to stop. A build that fails leaves the old server running.
pub fn dev(options: &Options) -> Result<ExitCode> {
    let address = serve::free_address(options.port)?;
    let toolchain = Toolchain::provision()?;
    let stop = Stop::listen()?;
    let mut server: Option<Server> = None;
    while !stop.asked() {
        let start = Instant::now();
        let sources = sources();
        let built = build::product(&toolchain, Mode::of(options.release)).and_then(|product| {
            drop(server.take());
            let logins = run::demonstration_data(&product, options)?;
            let started = start_server(&product, options, address, &stop)?;
            run::announce(address, &logins, start.elapsed());
            Ok(started)
        });
        match built {
            Ok(started) => server = Some(started),
            Err(error) if !stop.asked() => {
                eprintln!("\nxtask: {error:#}\n       Waiting for the next change.");
            }
            Err(_) => {}
        }
        wait_for_change(&sources, &stop);
    }
    Ok(ExitCode::SUCCESS)
}

fn start_server(
    product: &Product,
    options: &Options,
    address: std::net::SocketAddr,
    stop: &Stop,
) -> Result<Server> {
    Server::start(run::emdia(product, options), address, stop)
}

fn wait_for_change(built: &Sources, stop: &Stop) {
    while !stop.asked() {
        std::thread::sleep(Duration::from_millis(400));
        let now = sources();
        if now != *built {
            // Editors write several files, and each more than once.
            std::thread::sleep(Duration::from_millis(100));
            return;
        }
    }
}

fn sources() -> Sources {
    let mut found = Sources::new();
    for source in SOURCES {
        collect(&paths::root().join(source), &mut found);
    }
    found
}

fn collect(path: &Path, found: &mut Sources) {
    let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    if hidden {
        return;
    }
    if path.is_dir() {
        for entry in fs::read_dir(path).into_iter().flatten().flatten() {
            collect(&entry.path(), found);
        }
    } else if let Ok(changed) = fs::metadata(path).and_then(|data| data.modified()) {
        found.insert(path.to_owned(), changed);
    }
}
