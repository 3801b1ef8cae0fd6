//! A fresh database for each test: a copy of one that the first test made, because a dozen migrations take longer than
//! most tests do.

use super::support::now;
use crate::{
    Clock, Ctx, Error,
    ctx::new_id,
    password::PasswordCost,
    store::{Db, migrations},
};
use sqlx::{AssertSqlSafe, Connection, PgConnection, migrate::Migrator};
use std::{
    env, fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
};

/// Runs a test on a fresh SQLite file and, where there is one, on a fresh PostgreSQL database.
pub(crate) async fn for_each_db(test: impl AsyncFn(Ctx) -> Result<(), Error>) -> Result<(), Error> {
    let file = TempFile::copy().await?;
    test(open(&file.url()).await?).await?;
    if let Some(server) = postgres() {
        let database = TempDatabase::copy(server).await?;
        let ctx = open(&database.url()).await?;
        let db = ctx.db.clone();
        test(ctx).await?;
        db.close().await;
    }
    Ok(())
}

async fn open(url: &str) -> Result<Ctx, Error> {
    Ok(Ctx::new(Db::open(url).await?, Clock::at(now())).with_password_cost(PasswordCost::LEAST))
}

fn postgres() -> Option<String> {
    env::var("TEST_POSTGRES_URL").ok().filter(|url| !url.is_empty())
}

/// Makes a database with nothing but its tables.
async fn make(url: &str) -> Result<(), Error> {
    let db = Db::open(url).await?;
    db.migrate().await?;
    db.close().await;
    Ok(())
}

/// Tells the tables of one state of the sources from those of another.
fn fingerprint(migrations: &Migrator) -> String {
    let mut hasher = DefaultHasher::new();
    for migration in migrations.iter() {
        migration.checksum.hash(&mut hasher);
    }
    format!("{:016x}", hasher.finish())
}

/// A file of one test; removed with it, also when the test fails.
struct TempFile(PathBuf);

impl TempFile {
    fn new() -> Self {
        Self(env::temp_dir().join(format!("emdia-test-{}.db", new_id().simple())))
    }

    async fn copy() -> Result<Self, Error> {
        let template =
            env::temp_dir().join(format!("emdia-template-{}.db", fingerprint(&migrations::SQLITE)));
        if !template.exists() {
            let made = Self::new();
            make(&made.url()).await?;
            // Tests are processes of their own: whoever is last wins, with the same tables.
            fs::rename(&made.0, &template).expect("the template is in the same folder");
        }
        let file = Self::new();
        fs::copy(&template, &file.0).expect("the template can be copied");
        Ok(file)
    }

    fn url(&self) -> String {
        format!("sqlite://{}", self.0.display())
    }
}

impl Drop for TempFile {
    fn drop(&mut self) {
        let beside = |suffix: &str| Path::new(&format!("{}{suffix}", self.0.display())).to_owned();
        for suffix in ["", "-wal", "-shm"] {
            let _ = fs::remove_file(beside(suffix));
        }
    }
}

/// A database of one test; dropped with it, also when the test fails.
struct TempDatabase {
    server: String,
    name: String,
}

impl TempDatabase {
    async fn copy(server: String) -> Result<Self, Error> {
        let template = template(&server).await?;
        let name = format!("emdia_test_{}", new_id().simple());
        administer(&server, format!("CREATE DATABASE {name} TEMPLATE {template}")).await?;
        Ok(Self { server, name })
    }

    fn url(&self) -> String {
        named(&self.server, &self.name)
    }
}

impl Drop for TempDatabase {
    fn drop(&mut self) {
        let (server, sql) = (self.server.clone(), format!("DROP DATABASE {} WITH (FORCE)", self.name));
        // Its own runtime: the test's may be shutting down.
        let dropped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.expect("a runtime").block_on(administer(&server, sql))
        });
        let _ = dropped.join();
    }
}

/// The database that others are copied from, made by whoever comes first; the others wait.
async fn template(server: &str) -> Result<String, Error> {
    let name = format!("emdia_template_{}", fingerprint(&migrations::POSTGRES));
    let mut connection = PgConnection::connect(server).await?;
    // Until this connection ends.
    sqlx::query("SELECT pg_advisory_lock(3713)").execute(&mut connection).await?;
    let known: bool = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)")
        .bind(&name)
        .fetch_one(&mut connection)
        .await?;
    if !known {
        // Under its own name only once it is whole.
        let making = format!("{name}_making");
        administer(server, format!("DROP DATABASE IF EXISTS {making} WITH (FORCE)")).await?;
        administer(server, format!("CREATE DATABASE {making}")).await?;
        make(&named(server, &making)).await?;
        administer(server, format!("ALTER DATABASE {making} RENAME TO {name}")).await?;
    }
    connection.close().await?;
    Ok(name)
}

/// The address of another database of the same server.
fn named(server: &str, name: &str) -> String {
    let authority = server.find("://").map_or(0, |place| place + 3);
    let path = server[authority..].find('/').map_or(server.len(), |place| authority + place);
    let query = server.find('?').map_or("", |place| &server[place..]);
    format!("{}/{name}{query}", &server[..path])
}

async fn administer(server: &str, sql: String) -> Result<(), Error> {
    let mut connection = PgConnection::connect(server).await?;
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await?;
    connection.close().await?;
    Ok(())
}
