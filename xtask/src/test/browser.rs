//! The tests in Chromium, written with Playwright in `end2end/`.

use super::tally::Tally;
use crate::{
    build::Product,
    paths,
    provision::{chromium, node, postgres::Postgres},
    sh::Sh,
};
use anyhow::{Context as _, Result, bail};
use serde_json::Value;
use std::fs;

/// Runs them against the built product.
pub fn run(product: &Product, postgres: Option<&Postgres>, filter: &[String]) -> Result<Tally> {
    let chromium = chromium::provision()?;
    node::provision()?;
    let end2end = paths::root().join("end2end");
    let report = end2end.join("test-results/report.json");
    let _ = fs::remove_file(&report);
    let mut playwright = Sh::new("node")
        .args(["node_modules/@playwright/test/cli.js", "test"])
        .args(filter)
        .dir(&end2end)
        .env("CHROMIUM_PATH", chromium)
        .env("EMDIA_BIN", &product.emdia)
        .env("EMDIA_SITE", &product.site.dir)
        .env("EMDIA_ROOT", paths::root())
        .env("PLAYWRIGHT_REPORT", &report);
    if let Some(postgres) = postgres {
        playwright = playwright.env("TEST_POSTGRES_URL", &postgres.url);
    }
    let outcome = playwright.run();
    let Ok(report) = fs::read(&report) else {
        outcome?;
        bail!("Playwright left no report");
    };
    let tally = tally(&serde_json::from_slice(&report)?).context("Playwright's report has no counts")?;
    if tally.total() == 0 {
        bail!("no browser test was run");
    }
    if !tally.any_failed() {
        outcome?;
    }
    Ok(tally)
}

fn tally(report: &Value) -> Option<Tally> {
    let count = |key: &str| report["stats"][key].as_u64();
    let flaky = list(&report["suites"]).flat_map(flaky).collect();
    Some(Tally::of(count("expected")? + count("flaky")?, count("unexpected")?).flaky(flaky))
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// The tests of a suite, and of those within it, that passed only when they were repeated.
fn flaky(suite: &Value) -> Vec<String> {
    let specs = list(&suite["specs"]).flat_map(|spec| {
        let of = |test: &Value| {
            let text = |value: &Value| value.as_str().unwrap_or("?").to_owned();
            format!("{} [{}] {}", text(&spec["file"]), text(&test["projectName"]), text(&spec["title"]))
        };
        list(&spec["tests"]).filter(|test| test["status"] == "flaky").map(of).collect::<Vec<_>>()
    });
    specs.chain(list(&suite["suites"]).flat_map(flaky)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_passed_only_when_repeated_is_named() {
        let test = |status| json!({ "projectName": "plain", "status": status });
        let inner = json!({ "specs": [{ "file": "a.spec.ts", "title": "late", "tests": [test("flaky"), test("expected")] }] });
        let suite = json!({ "specs": [{ "file": "a.spec.ts", "title": "on time", "tests": [test("expected")] }], "suites": [inner] });
        assert_eq!(flaky(&suite), ["a.spec.ts [plain] late"]);
    }
}
