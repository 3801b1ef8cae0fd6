//! Load on one address from many connections, and how long the answers took.

use super::http::Connection;
use anyhow::{Result, bail};
use std::{
    net::SocketAddr,
    thread,
    time::{Duration, Instant},
};

/// The times of many requests.
#[derive(Default)]
pub struct Times {
    micros: Vec<u64>,
    elapsed: Duration,
}

impl Times {
    /// Adds another run's.
    pub fn add(&mut self, other: Self) {
        self.micros.extend(other.micros);
        self.elapsed += other.elapsed;
    }

    /// What they come to.
    pub fn summary(mut self) -> Summary {
        self.micros.sort_unstable();
        let last = self.micros.len().saturating_sub(1);
        let within = |percent: usize| {
            let micros = self.micros.get(last * percent / 100).copied().unwrap_or_default();
            Duration::from_micros(micros)
        };
        let requests = u32::try_from(self.micros.len()).unwrap_or(u32::MAX);
        Summary {
            requests,
            per_second: f64::from(requests) / self.elapsed.as_secs_f64(),
            p50: within(50),
            p95: within(95),
            p99: within(99),
        }
    }
}

/// Rate and times of many requests. Half of them were answered within `p50`, and so on.
pub struct Summary {
    pub requests: u32,
    pub per_second: f64,
    pub p50: Duration,
    pub p95: Duration,
    pub p99: Duration,
}

/// Lets each of the connections repeat a request for this long. `request` gets the number of its connection
/// and the number of the request on it.
pub fn run(
    address: SocketAddr,
    cookie: &str,
    connections: usize,
    length: Duration,
    request: impl Fn(&mut Connection, usize, usize) -> Result<()> + Sync,
) -> Result<Times> {
    let mut open = (0..connections).map(|_| Connection::open(address, cookie)).collect::<Result<Vec<_>>>()?;
    let start = Instant::now();
    let work = |connection: &mut Connection, number: usize| -> Result<Vec<u64>> {
        let mut micros = Vec::new();
        while start.elapsed() < length {
            let sent = Instant::now();
            request(connection, number, micros.len())?;
            micros.push(u64::try_from(sent.elapsed().as_micros())?);
        }
        Ok(micros)
    };
    let results: Vec<_> = thread::scope(|scope| {
        let work = &work;
        let threads: Vec<_> = open
            .iter_mut()
            .enumerate()
            .map(|(number, connection)| scope.spawn(move || work(connection, number)))
            .collect();
        threads.into_iter().map(thread::ScopedJoinHandle::join).collect()
    });
    let elapsed = start.elapsed();
    let mut times = Times { micros: Vec::new(), elapsed };
    for result in results {
        match result {
            Ok(micros) => times.micros.extend(micros?),
            Err(_) => bail!("a connection's thread panicked"),
        }
    }
    Ok(times)
}
