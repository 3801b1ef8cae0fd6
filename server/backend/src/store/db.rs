//! The only file that names a database engine.
//!
//! Every statement is one SQL text that SQLite and PostgreSQL both understand
//! (`$1` binds, `ON CONFLICT`, `RETURNING`), run through [`on!`]; the few that
//! cannot be are written with [`dialects!`]. A test prepares every one on both.

use super::migrations;
use crate::Error;
use domain::id::ClientId;
use serde_json::json;
use sqlx::{
    ConnectOptions as _, PgPool, Postgres, Sqlite, SqlitePool, Transaction,
    migrate::{Migrate, MigrateError, Migrator},
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{collections::BTreeSet, str::FromStr, time::Duration};

/// More clients than that, changed in one transaction, are not named one by one: every node reads all anew.
const MOST_NAMED: usize = 1_000;

/// Rows that SQLite's thread may be ahead of the task that takes them.
const ROWS_AHEAD: usize = 500;
/// Prepared statements that each connection keeps: all that there are.
const STATEMENTS: usize = 250;

/// The open database.
#[derive(Clone, Debug)]
pub enum Db {
    /// One file, one process: many readers, one writer.
    Sqlite {
        /// Readers; they never block the writer.
        read: SqlitePool,
        /// The one writer.
        write: SqlitePool,
    },
    /// A server: any number of processes.
    Postgres(PgPool),
}

/// In which form a database is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schema {
    /// Whether it has no tables at all yet.
    pub is_new: bool,
    /// How many migrations it lacks.
    pub pending: usize,
}

/// Numbers that grow with what was changed; whoever keeps a copy compares them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counters {
    /// Grows with every change of a client.
    pub change: i64,
    /// Grows when all clients must be read anew.
    pub epoch: i64,
    /// Grows when amounts are computed by other rules than before.
    pub rules: i64,
    /// Grows when somebody comes to a client's page or leaves one.
    pub presence: i64,
}

/// An open transaction.
pub struct Tx {
    pub(crate) inner: Inner,
    touched: BTreeSet<ClientId>,
}

pub(crate) enum Inner {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// Runs one sqlx expression against whichever database the transaction is of.
macro_rules! on {
    ($tx:expr, $connection:ident => $run:expr) => {
        match &mut $tx.inner {
            $crate::store::db::Inner::Sqlite(transaction) => {
                let $connection = &mut **transaction;
                $run
            }
            $crate::store::db::Inner::Postgres(transaction) => {
                let $connection = &mut **transaction;
                $run
            }
        }
    };
}
pub(crate) use on;

/// Runs one sqlx expression that only reads on whichever database it is, without a transaction: a single statement
/// is one consistent picture anyway, and half of its time would go to beginning and ending.
macro_rules! once {
    ($db:expr, $pool:ident => $run:expr) => {
        match $db {
            $crate::store::db::Db::Sqlite { read, .. } => {
                let $pool = read;
                $run
            }
            $crate::store::db::Db::Postgres(pool) => {
                let $pool = pool;
                $run
            }
        }
    };
}
pub(crate) use once;

/// A statement that the two databases spell differently.
#[derive(Clone, Copy, Debug)]
pub struct Dialect {
    /// For SQLite.
    pub sqlite: &'static str,
    /// For PostgreSQL.
    pub postgres: &'static str,
}

impl Dialect {
    /// The text for the database of `tx`.
    pub(crate) const fn of(self, tx: &Tx) -> &'static str {
        match tx.inner {
            Inner::Sqlite(_) => self.sqlite,
            Inner::Postgres(_) => self.postgres,
        }
    }
}

/// Declares a file's statements and lists them in `ALL`, for the test that prepares every one on both databases.
macro_rules! statements {
    ($($(#[$doc:meta])* $name:ident = $sql:expr;)*) => {
        $($(#[$doc])* pub(crate) const $name: &str = $sql;)*
        /// Every statement of this file, for the tests that prepare and explain them.
        pub(crate) const ALL: &[(&str, &str)] = &[$((stringify!($name), $name)),*];
    };
}
pub(crate) use statements;

/// Declares a file's statements that the databases spell differently and lists them in `DIALECTS`.
macro_rules! dialects {
    ($($(#[$doc:meta])* $name:ident = sqlite: $sqlite:expr, postgres: $postgres:expr;)*) => {
        $($(#[$doc])* pub(crate) const $name: $crate::store::db::Dialect =
            $crate::store::db::Dialect { sqlite: $sqlite, postgres: $postgres };)*
        /// Every statement of this file that the databases spell differently.
        pub(crate) const DIALECTS: &[(&str, $crate::store::db::Dialect)] =
            &[$((stringify!($name), $name)),*];
    };
}
pub(crate) use dialects;

/// Tables in an SQLite file. A first migration that failed leaves the one of its own.
const OTHERS_TABLES: &str =
    "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_sqlx\\_%' ESCAPE '\\'";

statements! {
    LOCK_CLIENT = "UPDATE clients SET change = change WHERE id = $1";
    NEXT_CHANGE = "UPDATE counters SET value = value + 1 WHERE name = $1 RETURNING value";
    COUNTERS = "SELECT name, value FROM counters ORDER BY name";
}

dialects! {
    /// `$1` is a list as JSON. SQLite takes two statements in one text, PostgreSQL one in the other.
    TOUCH_CLIENTS =
        sqlite: "UPDATE counters SET value = value + 1 WHERE name = 'change';
            UPDATE clients SET change = (SELECT c.value FROM counters c WHERE c.name = 'change')
            WHERE id IN (SELECT unhex(replace(value, '-', '')) FROM json_each($1))",
        postgres: "WITH next AS (UPDATE counters SET value = value + 1 WHERE name = 'change' RETURNING value)
            UPDATE clients SET change = next.value FROM next
            WHERE id IN (SELECT CAST(json_array_elements_text(CAST($1 AS JSON)) AS UUID))";
}

impl Db {
    /// Opens `sqlite://FILE` (made when missing) or `postgres://...`; does not migrate.
    pub async fn open(url: &str) -> Result<Self, Error> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            let options = PgConnectOptions::from_str(url)?
                .statement_cache_capacity(STATEMENTS)
                .disable_statement_logging();
            let pool = PgPoolOptions::new()
                .max_connections(16)
                .acquire_timeout(Duration::from_secs(10))
                .connect_with(options)
                .await
                .map_err(|error| match error {
                    sqlx::Error::PoolTimedOut => {
                        Error::Other("nothing answers there within ten seconds".to_owned())
                    }
                    error => error.into(),
                })?;
            return Ok(Self::Postgres(pool));
        }
        if !url.starts_with("sqlite:") {
            return Err(Error::Other("the database URL must start with sqlite:// or postgres://".to_owned()));
        }
        let options = SqliteConnectOptions::from_str(url)?
            .create_if_missing(true)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(5))
            .statement_cache_capacity(STATEMENTS)
            .row_buffer_size(ROWS_AHEAD)
            .pragma("cache_size", "-65536")
            .pragma("mmap_size", "1073741824")
            .pragma("temp_store", "MEMORY")
            // The line of the request says how long it took; the texts of statements say nothing more.
            .disable_statement_logging();
        // A connection to a file does not go away while nobody uses it.
        let pool = SqlitePoolOptions::new().test_before_acquire(false);
        let write = pool.clone().max_connections(1).connect_with(options.clone()).await?;
        let read = pool.max_connections(8).connect_with(options.pragma("query_only", "ON")).await?;
        Ok(Self::Sqlite { read, write })
    }

    /// Whether other processes may work on it: then nothing that they need may be kept in this one.
    pub const fn is_shared(&self) -> bool {
        matches!(self, Self::Postgres(_))
    }

    /// Brings the database to the current form; safe to repeat and to run on several nodes at once.
    pub async fn migrate(&self) -> Result<(), Error> {
        match self {
            Self::Sqlite { write, .. } => self.migrator().run(write).await?,
            Self::Postgres(pool) => self.migrator().run(pool).await?,
        }
        Ok(())
    }

    /// Closes every connection once its work is done: SQLite then folds its log into the file.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }

    /// In which form the database is. Fails when it cannot be reached, or is a file of another program.
    pub async fn schema(&self) -> Result<Schema, Error> {
        let applied = match self {
            Self::Sqlite { read, .. } => applied(&mut *read.acquire().await?).await?,
            Self::Postgres(pool) => applied(&mut *pool.acquire().await?).await?,
        };
        let pending =
            self.migrator().iter().filter(|migration| !applied.contains(&migration.version)).count();
        let is_new = applied.is_empty();
        if let (true, Self::Sqlite { read, .. }) = (is_new, self) {
            let tables: i64 = sqlx::query_scalar(OTHERS_TABLES).fetch_one(read).await?;
            if tables > 0 {
                return Err(Error::Other("the file holds another program's tables".to_owned()));
            }
        }
        Ok(Schema { is_new, pending })
    }

    fn migrator(&self) -> &'static Migrator {
        match self {
            Self::Sqlite { .. } => &migrations::SQLITE,
            Self::Postgres(_) => &migrations::POSTGRES,
        }
    }

    /// The counters, as they are at this moment.
    pub async fn counters(&self) -> Result<Counters, Error> {
        Ok(counters(&once!(self, pool => sqlx::query_as(COUNTERS).fetch_all(pool).await)?))
    }

    /// Begins a transaction that may write.
    pub async fn begin(&self) -> Result<Tx, Error> {
        let inner = match self {
            // Take the write lock at once: a read that becomes a write fails with "locked" without waiting.
            Self::Sqlite { write, .. } => Inner::Sqlite(write.begin_with("BEGIN IMMEDIATE").await?),
            Self::Postgres(pool) => Inner::Postgres(pool.begin().await?),
        };
        Ok(Tx { inner, touched: BTreeSet::new() })
    }

    /// Begins a transaction that only reads: one consistent picture for a whole page.
    pub async fn read(&self) -> Result<Tx, Error> {
        let inner = match self {
            Self::Sqlite { read, .. } => Inner::Sqlite(read.begin().await?),
            Self::Postgres(pool) => {
                Inner::Postgres(pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?)
            }
        };
        Ok(Tx { inner, touched: BTreeSet::new() })
    }
}

impl Tx {
    /// Whether the database plans a statement better when it is prepared anew for its values.
    pub(crate) const fn plans_by_value(&self) -> bool {
        matches!(self.inner, Inner::Postgres(_))
    }

    /// Locks a client until the transaction ends and marks it as changed: whoever else changes the same
    /// client waits, and every node reads the client anew (see [`crate::book`]).
    /// Says whether there is such a client.
    pub async fn lock_client(&mut self, id: ClientId) -> Result<bool, Error> {
        let rows = on!(self, c => sqlx::query(LOCK_CLIENT).bind(id.0).execute(c).await?.rows_affected());
        if rows > 0 {
            self.touched.insert(id);
        }
        Ok(rows > 0)
    }

    /// Marks everything as changed: after an import, which touches too many clients to name.
    pub async fn touch_everything(&mut self) -> Result<(), Error> {
        next(self, "epoch").await.map(drop)
    }

    /// Commits. Touched clients get their place in the sequence of changes here, as late as possible,
    /// because the counter's row stays locked until the commit.
    pub async fn commit(mut self) -> Result<(), Error> {
        if self.touched.len() > MOST_NAMED {
            self.touched.clear();
            self.touch_everything().await?;
        }
        if !self.touched.is_empty() {
            let (sql, list) = (TOUCH_CLIENTS.of(&self), json!(self.touched).to_string());
            on!(self, c => sqlx::query(sql).bind(&list).execute(c).await.map(drop))?;
        }
        match self.inner {
            Inner::Sqlite(transaction) => transaction.commit().await?,
            Inner::Postgres(transaction) => transaction.commit().await?,
        }
        Ok(())
    }

    /// Marks policies, holidays, indices or a company's rules as changed: every node reads them anew.
    pub async fn touch_rules(&mut self) -> Result<(), Error> {
        next(self, "rules").await.map(drop)
    }

    /// Says that somebody came to a client's page or left one.
    pub async fn touch_presence(&mut self) -> Result<(), Error> {
        next(self, "presence").await.map(drop)
    }

    /// The counters: together they say which state of the clients and of the rules this is.
    pub async fn counters(&mut self) -> Result<Counters, Error> {
        Ok(counters(&on!(self, c => sqlx::query_as(COUNTERS).fetch_all(c).await)?))
    }
}

fn counters(rows: &[(String, i64)]) -> Counters {
    let value = |name| rows.iter().find(|row| row.0 == name).map_or(0, |row| row.1);
    Counters {
        change: value("change"),
        epoch: value("epoch"),
        rules: value("rules"),
        presence: value("presence"),
    }
}

/// The numbers of the migrations that a database has; none when it has no table of them.
async fn applied(connection: &mut impl Migrate) -> Result<Vec<i64>, Error> {
    match connection.list_applied_migrations("_sqlx_migrations").await {
        Ok(applied) => Ok(applied.into_iter().map(|migration| migration.version).collect()),
        Err(MigrateError::Execute(sqlx::Error::Database(_))) => Ok(Vec::new()),
        Err(error) => Err(error.into()),
    }
}

async fn next(tx: &mut Tx, counter: &str) -> Result<i64, Error> {
    Ok(on!(tx, c => sqlx::query_scalar(NEXT_CHANGE).bind(counter).fetch_one(c).await)?)
}
