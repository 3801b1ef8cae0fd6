//! Runs commands, says what is being done and how long it took.

use anyhow::{Context as _, Result, bail};
use std::{
    ffi::OsStr,
    fmt::Write as _,
    os::unix::process::CommandExt as _,
    path::Path,
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant},
};

/// One command of another program.
pub struct Sh {
    command: Command,
    shown: String,
}

impl Sh {
    /// Starts describing a command.
    pub fn new(program: impl AsRef<OsStr>) -> Self {
        let program = program.as_ref();
        let shown = Path::new(program).file_name().unwrap_or(program).to_string_lossy().into_owned();
        Self { command: Command::new(program), shown }
    }

    /// Adds one argument.
    pub fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        let _ = write!(self.shown, " {}", arg.as_ref().to_string_lossy());
        self.command.arg(arg);
        self
    }

    /// Adds arguments.
    pub fn args(mut self, args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Self {
        for arg in args {
            self = self.arg(arg);
        }
        self
    }

    /// Sets an environment variable.
    pub fn env(mut self, key: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(key, value);
        self
    }

    /// Takes an environment variable away.
    pub fn env_remove(mut self, key: &str) -> Self {
        self.command.env_remove(key);
        self
    }

    /// Sends what it says on standard error somewhere else.
    pub fn stderr(mut self, to: Stdio) -> Self {
        self.command.stderr(to);
        self
    }

    /// Runs it in this directory.
    pub fn dir(mut self, dir: impl AsRef<Path>) -> Self {
        self.command.current_dir(dir);
        self
    }

    /// Runs it as another user.
    pub fn user(mut self, user: u32, group: u32) -> Self {
        self.command.uid(user).gid(group);
        self
    }

    /// The command line, for messages.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// Gives it to whoever needs more than this type offers.
    pub fn into_command(self) -> Command {
        self.command
    }

    /// Runs it with our input and output; an error when it fails.
    pub fn run(mut self) -> Result<()> {
        let status = self.command.status().with_context(|| format!("`{}` cannot be started", self.shown))?;
        if !status.success() {
            bail!("`{}` failed ({status})", self.shown);
        }
        Ok(())
    }

    /// Runs it silently and returns what it printed; an error, with what it said, when it fails.
    pub fn read(self) -> Result<String> {
        let shown = self.shown.clone();
        let output = self.output()?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            bail!("`{shown}` failed ({}):\n{}", output.status, said.trim());
        }
        String::from_utf8(output.stdout)
            .with_context(|| format!("`{shown}` printed something else than text"))
    }

    /// Like `read`, with what it printed to standard error behind.
    pub fn read_all(self) -> Result<String> {
        let shown = self.shown.clone();
        let output = self.output()?;
        let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let (printed, messages) = (said(&output.stdout), said(&output.stderr));
        if !output.status.success() {
            bail!("`{shown}` failed ({}):\n{}", output.status, messages.trim());
        }
        Ok(printed + &messages)
    }

    /// Runs it silently; whether it succeeded.
    pub fn succeeds(self) -> bool {
        self.output().is_ok_and(|output| output.status.success())
    }

    fn output(mut self) -> Result<Output> {
        self.command.stdin(Stdio::null());
        self.command.output().with_context(|| format!("`{}` cannot be started", self.shown))
    }

    /// Starts it and goes on.
    pub fn spawn(mut self) -> Result<Running> {
        let child = self.command.spawn().with_context(|| format!("`{}` cannot be started", self.shown))?;
        Ok(Running(child))
    }
}

/// A program in the background, asked to end (SIGTERM) when this value goes.
pub struct Running(pub Child);

impl Running {
    /// Asks the program to end and waits until it has; kills it after ten seconds.
    pub fn stop(&mut self) {
        if matches!(self.0.try_wait(), Ok(Some(_))) {
            return;
        }
        Sh::new("kill").args(["-TERM", &self.0.id().to_string()]).succeeds();
        let asked = Instant::now();
        while asked.elapsed() < Duration::from_secs(10) {
            if matches!(self.0.try_wait(), Ok(Some(_))) {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Prints a heading, does the work and prints how long it took.
pub fn step<T>(heading: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    eprintln!("\n==> {heading}");
    let start = Instant::now();
    let result = work();
    let outcome = if result.is_ok() { "done" } else { "failed" };
    eprintln!("    {outcome} in {}", seconds(start.elapsed()));
    result
}

/// "3.1 s" or "2 min 05 s".
pub fn seconds(time: Duration) -> String {
    let whole = time.as_secs();
    if whole < 60 {
        format!("{:.1} s", time.as_secs_f64())
    } else {
        format!("{} min {:02} s", whole / 60, whole % 60)
    }
}
