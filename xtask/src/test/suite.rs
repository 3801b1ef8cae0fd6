//! The tests written in Rust.

use super::tally::Tally;
use crate::{
    build::SERVER_SIDE,
    paths,
    provision::{postgres::Postgres, toolchain::Toolchain},
    sh::Sh,
};
use anyhow::{Context as _, Result, bail};
use std::{
    io::{BufRead as _, BufReader},
    process::Stdio,
};

/// Runs the tests on SQLite and PostgreSQL, with nextest where it is installed.
pub fn run(toolchain: &Toolchain, postgres: Option<&Postgres>, filter: &[String]) -> Result<Tally> {
    let nextest = paths::on_path(&["cargo-nextest"]).is_some();
    let mut cargo = if nextest {
        let quiet = ["--no-fail-fast", "--status-level=slow", "--final-status-level=slow"];
        toolchain.cargo().args(["nextest", "run"]).args(quiet)
    } else {
        toolchain.cargo().args(["test", "--no-fail-fast"])
    };
    if !filter.iter().any(|arg| arg == "-p") {
        cargo = cargo.args(SERVER_SIDE);
    }
    if let Some(postgres) = postgres {
        cargo = cargo.env("TEST_POSTGRES_URL", &postgres.url);
    }
    let (succeeded, lines) = follow(cargo.args(filter), nextest)?;
    let tally = lines.iter().filter_map(|line| if nextest { of_nextest(line) } else { of_libtest(line) });
    let mut sum = Tally::default();
    tally.for_each(|tally| sum.add("", tally));
    if !succeeded && !sum.any_failed() {
        bail!("the tests could not be built or run");
    }
    if sum.total() == 0 {
        bail!("no test was run");
    }
    Ok(sum)
}

/// Passes the output on line by line and keeps it. nextest reports on standard error, libtest does not.
fn follow(sh: Sh, on_stderr: bool) -> Result<(bool, Vec<String>)> {
    let shown = sh.shown().to_owned();
    let mut command = sh.into_command();
    if on_stderr {
        command.stderr(Stdio::piped());
    } else {
        command.stdout(Stdio::piped());
    }
    let mut child = command.spawn().with_context(|| format!("`{shown}` cannot be started"))?;
    let mut lines = Vec::new();
    let mut keep = |line: String| {
        eprintln!("{line}");
        lines.push(line);
    };
    if let Some(output) = child.stderr.take() {
        BufReader::new(output).lines().map_while(Result::ok).for_each(&mut keep);
    } else if let Some(output) = child.stdout.take() {
        BufReader::new(output).lines().map_while(Result::ok).for_each(&mut keep);
    }
    Ok((child.wait()?.success(), lines))
}

/// `     Summary [   0.005s] 12 tests run: 11 passed (1 slow), 1 failed, 0 skipped`
fn of_nextest(line: &str) -> Option<Tally> {
    let (_, counts) = line.trim_start().strip_prefix("Summary [")?.split_once(']')?;
    let (run, outcomes) = counts.split_once(':')?;
    let run: u64 = run.trim().split(['/', ' ']).next()?.parse().ok()?;
    let passed = outcomes.split(',').find_map(|outcome| {
        let (number, word) = outcome.trim().split_once(' ')?;
        if word.starts_with("passed") { number.parse().ok() } else { None }
    });
    let passed = passed.unwrap_or(0);
    Some(Tally::of(passed, run.saturating_sub(passed)))
}

/// `test result: ok. 3 passed; 0 failed; 0 ignored; ...`
fn of_libtest(line: &str) -> Option<Tally> {
    let (_, counts) = line.strip_prefix("test result: ")?.split_once(". ")?;
    let number =
        |word: &str| counts.split("; ").find_map(|part| part.strip_suffix(word)?.trim().parse().ok());
    Some(Tally::of(number("passed")?, number("failed")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(tally: Option<Tally>) -> Option<(u64, bool)> {
        tally.map(|tally| (tally.total(), tally.any_failed()))
    }

    #[test]
    fn the_summary_of_nextest_is_understood() {
        let good = "     Summary [   1.005s] 12 tests run: 12 passed (1 slow), 3 skipped";
        assert_eq!(counts(of_nextest(good)), Some((12, false)));
        let bad = "     Summary [   1.005s] 12 tests run: 9 passed, 2 failed, 1 timed out, 0 skipped";
        assert_eq!(counts(of_nextest(bad)), Some((12, true)));
        assert_eq!(counts(of_nextest("        PASS [   0.004s] domain money")), None);
    }

    #[test]
    fn the_result_of_libtest_is_understood() {
        let good =
            "test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s";
        assert_eq!(counts(of_libtest(good)), Some((3, false)));
        let bad = "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out";
        assert_eq!(counts(of_libtest(bad)), Some((5, true)));
    }
}
