//! What it takes to send e-mail, from the configuration: the secret for passwords, and certificates.

use super::Failure;
use crate::config::Config;
use backend::mail::{Mail, Secrets};
use std::{
    fs::{self, OpenOptions},
    io::{ErrorKind, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

/// The means to send e-mail. Without a secret none can be stored, and the settings say so.
pub fn means(config: &Config) -> Result<Mail, Failure> {
    let mut mail = Mail::default();
    mail.retry = config.mail_retry;
    if let Some(secret) = secret(config)? {
        mail.secrets = Secrets::from_secret(&secret)
            .ok_or_else(|| Failure::usage("EMDIA_SECRET_KEY_FILE: must have at least 32 characters"))?;
    }
    if let Some(file) = &config.smtp_ca {
        let failed = |problem: String| {
            Failure::usage(format!("EMDIA_SMTP_CA: cannot read {}: {problem}", file.display()))
        };
        let pem = fs::read(file).map_err(|error| failed(error.to_string()))?;
        mail.trust(&pem).map_err(failed)?;
    }
    Ok(mail)
}

/// The secret itself, or that of the file. Beside an SQLite file one is made: it is this computer's alone. Several
/// nodes on one PostgreSQL need the same one, so none is made up for them.
fn secret(config: &Config) -> Result<Option<Vec<u8>>, Failure> {
    if let Some(secret) = &config.secret_key {
        return Ok(Some(secret.clone().into_bytes()));
    }
    let beside = config.sqlite_file().map(|file| PathBuf::from(format!("{}.key", file.display())));
    let Some(file) = config.secret_key_file.clone().or(beside) else { return Ok(None) };
    let failed =
        |error: std::io::Error| Failure::new(format!("EMDIA_SECRET_KEY_FILE: {}: {error}", file.display()));
    match fs::read(&file) {
        Ok(secret) => Ok(Some(secret.trim_ascii().to_vec())),
        Err(error) if error.kind() == ErrorKind::NotFound => made(&file).map(Some).map_err(failed),
        Err(error) => Err(failed(error)),
    }
}

/// A new secret in a file that only its owner reads.
fn made(file: &Path) -> Result<Vec<u8>, std::io::Error> {
    let secret = backend::random_hex::<32>();
    let mut new = OpenOptions::new().write(true).create_new(true).mode(0o600).open(file)?;
    new.write_all(secret.as_bytes())?;
    new.sync_all()?;
    Ok(secret.into_bytes())
}
