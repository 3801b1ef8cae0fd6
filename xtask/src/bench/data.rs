//! The large database: made once, kept in the cache, copied for each run because the measurement writes.

use super::Options;
use crate::{
    build::Product,
    paths, serve,
    sh::{Sh, step},
};
use anyhow::{Context as _, Result};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::{fs, path::Path};

/// A copy of the database, and what must be known to use it.
pub struct Dataset {
    /// The copy.
    pub url: String,
    /// The day for which the data was made.
    pub today: String,
    /// Who signs in.
    pub email: String,
    /// With what.
    pub password: String,
    /// A client with 30 contacts and 12 overdue charges.
    pub client: String,
}

/// A fresh copy of the database; makes the database if it is not there or was made by another version.
pub fn dataset(product: &Product, options: &Options) -> Result<Dataset> {
    let name = format!("{}-{}-{}", options.clients, options.charges, options.contacts);
    let kept = paths::cache().join("bench").join(name);
    let version = version()?;
    let info = match read(&kept) {
        Some(info) if info["version"] == version.as_str() => info,
        _ => step("Making the database (once)", || make(product, options, &kept, &version))?,
    };

    let copy = paths::target().join("bench");
    let _ = fs::remove_dir_all(&copy);
    fs::create_dir_all(&copy)?;
    for entry in fs::read_dir(&kept)? {
        let entry = entry?;
        fs::copy(entry.path(), copy.join(entry.file_name()))?;
    }
    let text =
        |value: &Value| value.as_str().map(str::to_owned).context("the database's description is incomplete");
    Ok(Dataset {
        url: format!("sqlite://{}", copy.join("emdia.db").display()),
        today: text(&info["today"])?,
        email: text(&info["data"]["email"])?,
        password: text(&info["data"]["password"])?,
        client: text(&info["data"]["client"])?,
    })
}

fn make(product: &Product, options: &Options, kept: &Path, version: &str) -> Result<Value> {
    let _ = fs::remove_dir_all(kept);
    fs::create_dir_all(kept)?;
    let today = Sh::new("date").arg("+%Y-%m-%d").read()?.trim().to_owned();
    let url = format!("sqlite://{}", kept.join("emdia.db").display());
    let printed = serve::emdia(product, &url, "development")
        .arg("bench-data")
        .args(["--clients", &options.clients.to_string()])
        .args(["--charges", &options.charges.to_string()])
        .args(["--contacts", &options.contacts.to_string()])
        .env("EMDIA_TODAY", &today)
        .read()?;
    let data: Value = serde_json::from_str(&printed).context("emdia bench-data printed no JSON")?;
    let info = json!({ "version": version, "today": today, "data": data });
    fs::write(kept.join("info.json"), serde_json::to_string_pretty(&info)?)?;
    Ok(info)
}

fn read(kept: &Path) -> Option<Value> {
    serde_json::from_slice(&fs::read(kept.join("info.json")).ok()?).ok()
}

/// What the database's content depends on: its form and the program that fills it.
fn version() -> Result<String> {
    let mut hash = Sha256::new();
    for source in ["migrations/sqlite", "server/backend/src/bench_data.rs", "server/backend/src/bench_data"] {
        let path = paths::root().join(source);
        let mut files = match fs::read_dir(&path) {
            Ok(entries) => entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?,
            Err(_) if path.is_file() => vec![path],
            Err(_) => Vec::new(),
        };
        files.sort();
        for file in files {
            hash.update(Sha256::digest(fs::read(file)?));
        }
    }
    Ok(hash.finalize().iter().take(8).map(u8::to_string).collect::<Vec<_>>().join("."))
}
