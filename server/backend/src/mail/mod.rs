//! Sending e-mail: the key for passwords, talking to mail servers, and the worker that empties the outbox.

mod build;
pub(crate) mod claim;
mod secrets;
mod smtp;
mod worker;

pub use secrets::Secrets;
pub use worker::{Worker, recover};

pub(crate) use build::{Draft, build};
pub(crate) use smtp::{Connection, Delivery};

use lettre::transport::smtp::client::Certificate;
use std::time::Duration;

/// What the program needs to know to send e-mail.
pub struct Mail {
    /// Keeps passwords.
    pub secrets: Secrets,
    /// How long the first pause after a temporary failure is; later ones are longer.
    pub retry: Duration,
    roots: Vec<Certificate>,
}

impl std::fmt::Debug for Mail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mail").field("retry", &self.retry).finish_non_exhaustive()
    }
}

impl Default for Mail {
    fn default() -> Self {
        Self { secrets: Secrets::none(), retry: Duration::from_mins(1), roots: Vec::new() }
    }
}

impl Mail {
    /// Trusts servers by these certificates (PEM) too; says what is wrong with them.
    pub fn trust(&mut self, pem: &[u8]) -> Result<(), String> {
        let text = std::str::from_utf8(pem).map_err(|error| error.to_string())?;
        let before = self.roots.len();
        for part in text.split_inclusive("-----END CERTIFICATE-----") {
            if let Some(begin) = part.find("-----BEGIN CERTIFICATE-----") {
                let part = &part.as_bytes()[begin..];
                self.roots.push(Certificate::from_pem(part).map_err(|error| error.to_string())?);
            }
        }
        if self.roots.len() == before { Err("there is no certificate in it".to_owned()) } else { Ok(()) }
    }

    pub(crate) fn roots(&self) -> &[Certificate] {
        &self.roots
    }
}
