//! How fast a large file of receivables comes in.

use crate::{build::Product, paths, serve};
use anyhow::{Context as _, Result};
use std::{
    fs,
    io::{BufWriter, Write as _},
    path::Path,
    time::{Duration, Instant},
};

/// Charges of one client in the file.
const CHARGES_PER_CLIENT: u32 = 10;

/// The import's figures.
pub struct Import {
    pub rows: u32,
    pub took: Duration,
}

impl Import {
    /// Rows per second.
    pub fn rate(&self) -> f64 {
        f64::from(self.rows) / self.took.as_secs_f64()
    }
}

/// Writes a file of so many charges and imports it into an empty database. Nothing for no rows.
pub fn measure(product: &Product, rows: u32) -> Result<Option<Import>> {
    if rows == 0 {
        return Ok(None);
    }
    let folder = paths::target().join("bench-import");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder)?;
    let file = folder.join("receivables.csv");
    write(&file, rows).context("the file cannot be written")?;

    let url = format!("sqlite://{}", folder.join("emdia.db").display());
    let emdia = || serve::emdia(product, &url, "development").env("EMDIA_TODAY", "2026-01-15");
    emdia().args(["company", "add", "--name", "Medida Ltda", "--uf", "SP"]).read()?;
    let start = Instant::now();
    emdia().args(["import", "receivables"]).arg(&file).args(["--company", "Medida Ltda"]).read()?;
    let took = start.elapsed();
    fs::remove_dir_all(&folder)?;
    Ok(Some(Import { rows, took }))
}

fn write(file: &Path, rows: u32) -> Result<()> {
    let mut out = BufWriter::new(fs::File::create(file)?);
    writeln!(out, "client_id;client_name;email;mobile;city;uf;document;issued;due;amount")?;
    for row in 0..rows {
        let client = row / CHARGES_PER_CLIENT;
        let (day, month) = (row % 28 + 1, row / 28 % 12 + 1);
        writeln!(
            out,
            "C-{client:06};Cliente Número {client};cliente{client}@example.com;(11) 9{:04}-{:04};São Paulo;SP;\
             D-{row:07};01/01/2025;{day:02}/{month:02}/2025;{},{:02}",
            8000 + client / 10_000 % 1000,
            client % 10_000,
            row % 9000 + 10,
            row % 100,
        )?;
    }
    Ok(out.flush()?)
}
