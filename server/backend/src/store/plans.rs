//! How the database runs the store's statements.

use super::{
    Db, Tx, charges,
    db::{Inner, on},
    statements,
};
use crate::Error;
use sqlx::AssertSqlSafe;
use std::fmt::Write;

/// The plans of all statements. PostgreSQL plans them without knowing their values.
pub(crate) async fn all(tx: &mut Tx) -> Result<String, Error> {
    let mut text = String::new();
    for (file, name, sql) in statements::all() {
        add(tx, &mut text, &format!("{file}::{name}"), sql).await?;
    }
    for (name, dialect) in statements::dialects() {
        let sql = dialect.of(tx);
        add(tx, &mut text, name, sql).await?;
    }
    for (column, sql) in charges::texts(tx) {
        add(tx, &mut text, &format!("charges by {}", column.as_str()), &sql).await?;
    }
    Ok(text)
}

async fn add(tx: &mut Tx, text: &mut String, name: &str, sql: &str) -> Result<(), Error> {
    let lines: Vec<String> = match &mut tx.inner {
        Inner::Sqlite(transaction) => {
            let sql = AssertSqlSafe(explained(sql));
            let rows: Vec<(i64, i64, i64, String)> =
                sqlx::query_as(sql).fetch_all(&mut **transaction).await?;
            rows.into_iter().map(|row| row.3).collect()
        }
        Inner::Postgres(transaction) => {
            let values = vec!["NULL"; parameters(sql)].join(", ");
            let values = if values.is_empty() { values } else { format!("({values})") };
            let prepare = format!("SET LOCAL plan_cache_mode = force_generic_plan; PREPARE shown AS {sql}");
            sqlx::raw_sql(AssertSqlSafe(prepare)).execute(&mut **transaction).await?;
            let explain = sqlx::query_as(AssertSqlSafe(format!("EXPLAIN EXECUTE shown{values}")));
            let rows: Vec<(String,)> = explain.persistent(false).fetch_all(&mut **transaction).await?;
            sqlx::raw_sql("DEALLOCATE shown").execute(&mut **transaction).await?;
            rows.into_iter().map(|row| row.0).collect()
        }
    };
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{name}");
    for line in lines {
        let _ = writeln!(text, "    {line}");
    }
    Ok(())
}

/// What makes SQLite explain a text instead of running it; of several statements in one text each.
pub(crate) fn explained(sql: &str) -> String {
    let each: Vec<String> =
        sql.split(';').map(|statement| format!("EXPLAIN QUERY PLAN {statement}")).collect();
    each.join(";")
}

/// How many values a statement takes.
fn parameters(sql: &str) -> usize {
    (1..100).take_while(|place| sql.contains(&format!("${place}"))).count()
}

/// Lets PostgreSQL count what was loaded at once, as it would by itself within minutes.
pub(crate) async fn analyse(db: &Db) -> Result<(), Error> {
    if matches!(db, Db::Postgres(_)) {
        let mut tx = db.begin().await?;
        on!(tx, c => sqlx::query("ANALYZE").execute(c).await.map(drop))?;
        tx.commit().await?;
    }
    Ok(())
}
