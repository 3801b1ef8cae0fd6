//! A PostgreSQL server for the tests.

use super::debian;
use crate::{
    paths,
    sh::{Running, Sh},
};
use anyhow::{Context as _, Result, bail};
use std::{
    env, fs,
    net::TcpListener,
    os::unix::fs::chown,
    path::{Path, PathBuf},
    process::Stdio,
    time::{Duration, Instant},
};

/// A server that lives as long as this value, or somebody else's.
pub struct Postgres {
    /// Where to connect, with the right to create databases.
    pub url: String,
    _cluster: Option<Cluster>,
}

struct Cluster {
    server: Running,
    dir: PathBuf,
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // SIGINT: at once, even if a test left a connection open.
        Sh::new("kill").args(["-INT", &self.server.0.id().to_string()]).succeeds();
        self.server.stop();
        let _ = fs::remove_dir_all(&self.dir);
    }
}

/// The server that `EMDIA_TEST_POSTGRES_URL` names, or one of our own: private to this run, on loopback, with
/// nothing written to disk for safety's sake.
pub fn provision() -> Result<Postgres> {
    if let Some(url) = env::var("EMDIA_TEST_POSTGRES_URL").ok().filter(|url| !url.is_empty()) {
        return Ok(Postgres { url, _cluster: None });
    }
    if binaries().is_none() {
        debian::install("PostgreSQL", &["postgresql"])?;
    }
    let bin = binaries().context("PostgreSQL was installed, but it cannot be found")?;
    start(&bin).context("PostgreSQL cannot be started for the tests")
}

/// The newest of Debian's versions, or what is on the PATH.
fn binaries() -> Option<PathBuf> {
    let mut found: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|version| Some((version.file_name().to_str()?.parse().ok()?, version.path().join("bin"))))
        .filter(|(_, bin)| bin.join("initdb").is_file() && bin.join("postgres").is_file())
        .collect();
    found.sort();
    let on_path = || paths::on_path(&["initdb"]).and_then(|file| file.parent().map(Path::to_owned));
    found.pop().map(|(_, bin)| bin).or_else(on_path)
}

fn start(bin: &Path) -> Result<Postgres> {
    let dir = env::temp_dir().join(format!("emdia-postgres-{}", std::process::id()));
    let _ = fs::remove_dir_all(&dir);
    fs::create_dir_all(&dir)?;
    let user = unprivileged(&dir)?;
    let data = dir.join("data");
    let init = Sh::new(bin.join("initdb"))
        .args(["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "--no-sync", "-D"])
        .arg(&data);
    as_user(init, user, &dir).read()?;

    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port().to_string();
    let mut serve = Sh::new(bin.join("postgres")).arg("-D").arg(&data).arg("-k").arg(&dir);
    serve = serve.args(["-h", "127.0.0.1", "-p", &port]);
    for setting in ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200"] {
        serve = serve.args(["-c", setting]);
    }
    let mut serve = as_user(serve, user, &dir).into_command();
    let log = fs::File::create(dir.join("log"))?;
    serve.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
    let mut cluster = Cluster { server: Running(serve.spawn()?), dir };
    wait(bin, &port, &mut cluster)?;
    Ok(Postgres { url: format!("postgres://postgres@127.0.0.1:{port}/postgres"), _cluster: Some(cluster) })
}

/// initdb refuses root: the cluster then belongs to the user of Debian's package, or to nobody.
fn unprivileged(dir: &Path) -> Result<Option<(u32, u32)>> {
    if !debian::is_root() {
        return Ok(None);
    }
    for name in ["postgres", "nobody"] {
        let id =
            |flag: &str| -> Option<u32> { Sh::new("id").args([flag, name]).read().ok()?.trim().parse().ok() };
        if let (Some(user), Some(group)) = (id("-u"), id("-g")) {
            chown(dir, Some(user), Some(group))?;
            return Ok(Some((user, group)));
        }
    }
    bail!("there is no unprivileged user to run PostgreSQL as")
}

fn as_user(sh: Sh, user: Option<(u32, u32)>, dir: &Path) -> Sh {
    let sh = sh.dir(dir);
    match user {
        Some((user, group)) => sh.user(user, group),
        None => sh,
    }
}

fn wait(bin: &Path, port: &str, cluster: &mut Cluster) -> Result<()> {
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(30) {
        let ready = Sh::new(bin.join("pg_isready")).args(["-q", "-h", "127.0.0.1", "-p", port]);
        if ready.succeeds() {
            return Ok(());
        }
        if cluster.server.0.try_wait()?.is_some() {
            break;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    let log = fs::read_to_string(cluster.dir.join("log")).unwrap_or_default();
    bail!("it did not become ready:\n{log}")
}
