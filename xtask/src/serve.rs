//! The built server as a program in the background.

use crate::{
    build::Product,
    sh::{Running, Sh},
    signal::Stop,
};
use anyhow::{Result, bail};
use std::{
    io::{Read as _, Write as _},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    time::{Duration, Instant},
};

/// A running server.
pub struct Server {
    process: Running,
    /// Where it listens.
    pub address: SocketAddr,
}

/// The address on this machine, or a sentence that says who has it.
pub fn free_address(port: u16) -> Result<SocketAddr> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let Ok(listener) = TcpListener::bind(address) else {
        bail!(
            "port {port} is taken, perhaps by an Em Dia that is still running: \
             stop it or choose another one with --port"
        );
    };
    Ok(listener.local_addr()?)
}

/// The binary `emdia` on one database, ready for a subcommand.
pub fn emdia(product: &Product, database: &str, environment: &str) -> Sh {
    Sh::new(&product.emdia)
        .env("EMDIA_DATABASE_URL", database)
        .env("EMDIA_ENV", environment)
        .env("EMDIA_SITE", &product.site.dir)
}

impl Server {
    /// Starts `serve` and waits until it is ready to answer.
    pub fn start(emdia: Sh, address: SocketAddr, stop: &Stop) -> Result<Self> {
        let process = emdia.arg("serve").env("EMDIA_LISTEN", address.to_string()).spawn()?;
        let mut server = Self { process, address };
        let start = Instant::now();
        loop {
            if let Some(status) = server.ended()? {
                bail!("the server ended at its start ({status})");
            }
            if status_of(address, "/pronto") == Some(200) {
                return Ok(server);
            }
            if stop.asked() {
                bail!("stopped before the server was ready");
            }
            if start.elapsed() > Duration::from_mins(2) {
                bail!("the server did not become ready within two minutes");
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Its process, for measuring.
    pub fn id(&self) -> u32 {
        self.process.0.id()
    }

    /// Whether it has ended by itself.
    pub fn ended(&mut self) -> Result<Option<std::process::ExitStatus>> {
        Ok(self.process.0.try_wait()?)
    }
}

/// The status of the answer to a GET request.
pub fn status_of(address: SocketAddr, path: &str) -> Option<u16> {
    let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(1)).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(5))).ok()?;
    write!(stream, "GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n").ok()?;
    let mut head = [0; 12];
    stream.read_exact(&mut head).ok()?;
    std::str::from_utf8(&head).ok()?.split(' ').nth(1)?.parse().ok()
}
