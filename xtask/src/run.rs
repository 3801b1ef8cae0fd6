//! `cargo xtask run`: from a clone to the sign-in page.

use crate::{
    build::{self, Mode, Product},
    paths,
    provision::toolchain::Toolchain,
    serve::{self, Server},
    sh::{self, Sh, step},
    signal::Stop,
};
use anyhow::Result;
use std::{
    fs,
    net::SocketAddr,
    process::ExitCode,
    time::{Duration, Instant},
};

/// How to start.
#[derive(clap::Args)]
pub struct Options {
    /// Port on 127.0.0.1
    #[arg(long, default_value_t = 3000)]
    pub port: u16,
    /// `sqlite://FILE` or `postgres://USER:PASSWORD@HOST/NAME`
    #[arg(long, default_value = "sqlite://var/emdia.db", value_name = "URL")]
    pub database_url: String,
    /// No demonstration data: begin with the set-up page
    #[arg(long)]
    pub empty: bool,
    /// Build what production gets: slower to build, faster to use
    #[arg(long)]
    pub release: bool,
}

/// Builds, starts and stays until it is told to stop.
pub fn run(options: &Options) -> Result<ExitCode> {
    let start = Instant::now();
    let address = serve::free_address(options.port)?;
    let toolchain = Toolchain::provision()?;
    let product = build::product(&toolchain, Mode::of(options.release))?;
    let stop = Stop::listen()?;
    let logins = demonstration_data(&product, options)?;
    let mut server = Server::start(emdia(&product, options), address, &stop)?;
    announce(address, &logins, start.elapsed());
    while !stop.asked() {
        if let Some(status) = server.ended()? {
            anyhow::bail!("the server ended ({status})");
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    eprintln!("\nStopping.");
    Ok(ExitCode::SUCCESS)
}

/// `emdia` with the options of this command, in the workspace so that `var/` is found there.
pub fn emdia(product: &Product, options: &Options) -> Sh {
    let environment = if options.empty { "development" } else { "demo" };
    serve::emdia(product, &options.database_url, environment).dir(paths::root())
}

/// Fills an empty database and returns what `emdia demo` says about logging in.
pub fn demonstration_data(product: &Product, options: &Options) -> Result<String> {
    fs::create_dir_all(paths::root().join("var"))?;
    if options.empty {
        return Ok(String::new());
    }
    step("Looking for demonstration data", || {
        let said = emdia(product, options).args(["demo", "--if-empty"]).read_all()?;
        Ok(said.trim().to_owned())
    })
}

/// The last lines before the server's own.
pub fn announce(address: SocketAddr, logins: &str, took: Duration) {
    eprintln!("\nEm Dia is ready after {}: http://{address}/", sh::seconds(took));
    if !logins.is_empty() {
        eprintln!("\n{logins}");
    }
    eprintln!("\nCtrl-C stops it.\n");
}
