//! Counts what passed and what failed.

use std::{io::Write as _, process::ExitCode};

/// A number of tests.
#[derive(Default)]
pub struct Tally {
    passed: u64,
    failed: u64,
    failures: Vec<String>,
    flaky: Vec<String>,
}

impl Tally {
    /// So many.
    pub const fn of(passed: u64, failed: u64) -> Self {
        Self { passed, failed, failures: Vec::new(), flaky: Vec::new() }
    }

    /// Those of the passed ones that failed first and passed when they were repeated.
    pub fn flaky(self, flaky: Vec<String>) -> Self {
        Self { flaky, ..self }
    }

    /// How many there were.
    pub const fn total(&self) -> u64 {
        self.passed + self.failed
    }

    /// Whether any failed.
    pub const fn any_failed(&self) -> bool {
        self.failed > 0
    }

    /// Adds another one's numbers.
    pub fn add(&mut self, heading: &str, other: Self) {
        if other.failed > 0 {
            self.failures.push(heading.to_owned());
        }
        self.flaky.extend(other.flaky);
        self.passed += other.passed;
        self.failed += other.failed;
    }

    /// Prints the closing line; a failure when anything failed, or when nothing was tested.
    pub fn finish(self) -> ExitCode {
        if !self.failures.is_empty() {
            eprintln!("Failed: {}", self.failures.join(", "));
        }
        for test in &self.flaky {
            eprintln!("Passed only when repeated: {test}");
        }
        let _ = writeln!(std::io::stdout(), "{} passed, {} failed", self.passed, self.failed);
        if self.failed == 0 && self.passed > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}
