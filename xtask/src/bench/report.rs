//! The figures, for people and for programs.

use super::{
    Options,
    import::Import,
    pages::{Measured, Outcome},
};
use crate::assets::Sizes;
use anyhow::{Context as _, Result};
use serde_json::{Value, json};
use std::{
    fs,
    io::{self, Write as _},
    time::Duration,
};

/// Everything that was measured.
pub struct Report<'a> {
    pub options: &'a Options,
    /// From the start until the server answers, and until it has read the open charges and is ready.
    pub answering: Duration,
    pub ready: Duration,
    pub idle: Memory,
    pub busy: Memory,
    pub sizes: Sizes,
    pub pages: Outcome,
    pub import: Option<Import>,
    pub query_plans: String,
}

/// The memory of a process.
pub struct Memory {
    resident: u64,
    peak: u64,
}

impl Memory {
    /// As the kernel tells it.
    pub fn of(process: u32) -> Result<Self> {
        let status = fs::read_to_string(format!("/proc/{process}/status")).context("the server's memory")?;
        let kilobytes = |key: &str| -> Option<u64> {
            status.lines().find_map(|line| line.strip_prefix(key))?.trim().split(' ').next()?.parse().ok()
        };
        let resident = kilobytes("VmRSS:").context("the server's memory")?;
        Ok(Self { resident, peak: kilobytes("VmHWM:").unwrap_or(resident) })
    }
}

impl Report<'_> {
    /// For people, on standard output.
    pub fn print(&self) -> Result<()> {
        let mut out = io::stdout().lock();
        writeln!(out, "\n{}", self.query_plans.trim_end())?;
        let o = self.options;
        writeln!(
            out,
            "\n{} clients, {} charges, {} contacts; {} connections\n",
            o.clients, o.charges, o.contacts, o.connections
        )?;
        writeln!(
            out,
            "{:<18} {:>9} {:>6} {:>9} {:>9} {:>9} {:>8}",
            "", "req/s", "ratio", "p50", "p95", "p99", "kB"
        )?;
        for page in &self.pages.pages {
            row(&mut out, page)?;
        }
        writeln!(out, "\nanswers after    {}", millis(self.answering))?;
        writeln!(out, "ready after      {} (the open charges are read)", millis(self.ready))?;
        writeln!(out, "first list       {}", millis(self.pages.first_list))?;
        let memory =
            |memory: &Memory| format!("{} MB now, {} MB at most", memory.resident / 1000, memory.peak / 1000);
        writeln!(
            out,
            "memory           idle: {}; after the load: {}",
            memory(&self.idle),
            memory(&self.busy)
        )?;
        let sizes = &self.sizes;
        writeln!(
            out,
            "browser's part   {} kB brotli ({} kB raw), style sheet {} kB brotli",
            sizes.brotli / 1000,
            sizes.raw / 1000,
            sizes.css_brotli / 1000
        )?;
        if let Some(import) = &self.import {
            let took = import.took.as_secs_f64();
            writeln!(
                out,
                "import           {} charges in {took:.1} s: {:.0} rows/s",
                import.rows,
                import.rate()
            )?;
        }
        Ok(())
    }

    /// For programs.
    pub fn json(&self) -> Value {
        let pages: Vec<Value> = self.pages.pages.iter().map(page_json).collect();
        json!({
            "clients": self.options.clients,
            "charges": self.options.charges,
            "contacts": self.options.contacts,
            "connections": self.options.connections,
            "pages": pages,
            "answering_ms": self.answering.as_secs_f64() * 1e3,
            "ready_ms": self.ready.as_secs_f64() * 1e3,
            "first_list_ms": self.pages.first_list.as_secs_f64() * 1e3,
            "memory_idle_kb": self.idle.resident,
            "memory_after_load_kb": self.busy.resident,
            "memory_peak_kb": self.busy.peak,
            "bundle_brotli_bytes": self.sizes.brotli,
            "bundle_raw_bytes": self.sizes.raw,
            "css_brotli_bytes": self.sizes.css_brotli,
            "import_rows": self.import.as_ref().map(|import| import.rows),
            "import_rows_per_second": self.import.as_ref().map(Import::rate),
        })
    }
}

fn row(out: &mut impl io::Write, page: &Measured) -> Result<()> {
    let times = &page.summary;
    writeln!(
        out,
        "{:<18} {:>9.0} {:>6.2} {:>9} {:>9} {:>9} {:>8}",
        page.name,
        times.per_second,
        page.ratio,
        millis(times.p50),
        millis(times.p95),
        millis(times.p99),
        page.bytes / 1000,
    )?;
    Ok(())
}

fn page_json(page: &Measured) -> Value {
    let times = &page.summary;
    let millis = |time: Duration| time.as_secs_f64() * 1e3;
    json!({
        "name": page.name,
        "path": page.path,
        "bytes": page.bytes,
        "requests": times.requests,
        "per_second": times.per_second,
        "ratio": page.ratio,
        "p50_ms": millis(times.p50),
        "p95_ms": millis(times.p95),
        "p99_ms": millis(times.p99),
    })
}

fn millis(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1e3)
}
