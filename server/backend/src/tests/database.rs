//! The two databases have the same form, and every statement is understood by both.

use super::support::for_each_db;
use crate::{
    Ctx, Error,
    store::{Db, Tx, db::on, migrations, plans, statements},
};
use sqlx::{AssertSqlSafe, Executor, SqlSafeStr};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::Mutex,
};

const SQLITE_COLUMNS: &str = "SELECT m.name, p.name FROM sqlite_master m JOIN pragma_table_info(m.name) p
        WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE 'client_search%'";
const POSTGRES_COLUMNS: &str = "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT)
        FROM information_schema.columns WHERE table_schema = 'public'";

#[tokio::test]
async fn every_statement_is_understood_by_every_database() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        for (file, name, sql) in statements::all() {
            prepare(&ctx, sql).await.map_err(|error| Error::Other(format!("{file}::{name}: {error}")))?;
        }
        for (name, dialect) in statements::dialects() {
            let sql = dialect.of(&ctx.db.read().await?);
            prepare(&ctx, sql).await.map_err(|error| Error::Other(format!("{name}: {error}")))?;
        }
        Ok(())
    })
    .await
}

/// Half a million rows are not sorted for one page.
#[tokio::test]
async fn charges_by_due_day_and_by_client_are_read_in_the_order_of_an_index() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        if ctx.db.is_shared() {
            // PostgreSQL decides by the size of the tables.
            return Ok(());
        }
        let plans = plans::all(&mut ctx.db.read().await?).await?;
        let of = |order: &str| {
            let from = plans.find(&format!("charges by {order}\n")).expect("the plan of this order");
            let plan = plans[from..].lines().skip(1).take_while(|line| line.starts_with(' '));
            plan.map(str::trim).collect::<Vec<_>>().join("\n")
        };
        let by_due = of("vencimento");
        assert!(by_due.contains("USING INDEX charges_order"), "{by_due}");
        assert!(!by_due.contains("TEMP B-TREE"), "{by_due}");
        let by_client = of("cliente");
        assert!(by_client.contains("cl USING INDEX clients_name"), "{by_client}");
        assert!(!by_client.contains("TEMP B-TREE FOR ORDER BY"), "{by_client}");
        Ok(())
    })
    .await
}

async fn prepare(ctx: &Ctx, sql: &'static str) -> Result<(), Error> {
    let mut tx = ctx.db.read().await?;
    on!(tx, c => c.prepare(sql.into_sql_str()).await.map(drop))?;
    Ok(())
}

#[test]
fn both_databases_have_the_same_migrations() {
    let names = |database: &str| -> BTreeSet<String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations").join(database);
        let files = std::fs::read_dir(folder).expect("a folder of migrations");
        files.map(|file| file.expect("a file").file_name().to_string_lossy().into_owned()).collect()
    };
    let known: BTreeSet<String> = migrations::NAMES.iter().map(|name| format!("{name}.sql")).collect();
    assert_eq!(names("sqlite"), known);
    assert_eq!(names("postgres"), known);
}

#[tokio::test]
async fn both_databases_have_the_same_tables_and_columns() -> Result<(), Error> {
    let seen: Mutex<Vec<BTreeMap<String, BTreeSet<String>>>> = Mutex::new(Vec::new());
    for_each_db(async |ctx: Ctx| {
        let columns = columns(&ctx).await?;
        assert!(columns.contains_key("charges"), "{columns:?}");
        seen.lock().expect("nobody failed").push(columns);
        Ok(())
    })
    .await?;
    let seen = seen.into_inner().expect("nobody failed");
    assert!(seen.iter().all(|columns| *columns == seen[0]), "{seen:#?}");
    Ok(())
}

async fn columns(ctx: &Ctx) -> Result<BTreeMap<String, BTreeSet<String>>, Error> {
    let sql = match ctx.db {
        Db::Sqlite { .. } => SQLITE_COLUMNS,
        Db::Postgres(_) => POSTGRES_COLUMNS,
    };
    let mut tx = ctx.db.read().await?;
    let rows: Vec<(String, String)> = on!(tx, c => sqlx::query_as(sql).fetch_all(c).await)?;
    let mut tables: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (table, column) in rows {
        tables.entry(table).or_default().insert(column);
    }
    Ok(tables)
}

/// Statements that read a small table as a whole, on purpose.
const WHOLE: &[(&str, &str)] = &[
    ("companies", "ALL_BY_NAME"),
    ("users", "ALL_BY_NAME"),
    ("users", "ANY"),
    ("users", "NAMES"),
    ("users", "COLLEAGUES"),
    ("users", "COLLEAGUES_FOR_CLIENT"),
    ("users", "GIVE_ALL_COMPANIES"),
    ("users", "GIVE_TO_ADMINISTRATORS"),
    ("db", "COUNTERS"),
    // Few rows, kept in memory until they change.
    ("rules", "ALL_POLICIES"),
    ("rules", "ALL_HOLIDAYS"),
    ("rules", "ALL_VARIATIONS"),
    ("rules", "ALL_COMPANY_RULES"),
    ("rules", "ALL_HOURS"),
    ("templates", "ALL_TEMPLATES"),
    // Companies with something to send, from the index of what is queued alone.
    ("messages", "COMPANIES_WITH_DUE"),
    // Everything pending, from the index alone.
    ("appointments", "TALLY"),
    // What an import compares its file with.
    ("import", "CLIENTS_OF"),
    // Whether there is anything at all.
    ("demo", "IN_USE"),
];

#[tokio::test]
async fn no_page_reads_a_whole_table() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        if matches!(ctx.db, Db::Postgres(_)) {
            // On empty tables PostgreSQL rightly reads them whole; the bench shows its plans on full ones.
            return Ok(());
        }
        let mut tx = ctx.db.read().await?;
        let mut offences = Vec::new();
        for (file, name, sql) in statements::all() {
            if !WHOLE.contains(&(file, name)) {
                offences.extend(scans(&mut tx, name, sql).await?);
            }
        }
        for (name, dialect) in statements::dialects() {
            offences.extend(scans(&mut tx, name, dialect.sqlite).await?);
        }
        assert!(offences.is_empty(), "{offences:#?}");
        Ok(())
    })
    .await
}

/// The lines of SQLite's plan that read a whole table.
async fn scans(tx: &mut Tx, name: &str, sql: &str) -> Result<Vec<String>, Error> {
    let explain = AssertSqlSafe(plans::explained(sql));
    let rows: Vec<(i64, i64, i64, String)> = on!(tx, c => sqlx::query_as(explain).fetch_all(c).await)?;
    // Subqueries, bound lists, and the trigram index, which SQLite calls a scan of a virtual table.
    let known = [
        "SCAN CONSTANT ROW",
        "SCAN n",
        "SCAN f",
        "SCAN page",
        "SCAN latest",
        "SCAN (subquery",
        "SCAN json_each",
        "SCAN s VIRTUAL TABLE",
    ];
    let whole =
        |line: &String| line.starts_with("SCAN") && !known.iter().any(|known| line.starts_with(known));
    Ok(rows.into_iter().map(|row| row.3).filter(whole).map(|line| format!("{name}: {line}")).collect())
}
