//! Tables `imports`, `import_files`, `import_remarks`, `import_items`: imports that were started on a page.

use super::{
    bulk::{self, RemarkRow},
    db::{Tx, on, statements},
    row::row,
};
use crate::{
    Error,
    import::{Kind, Remark, Report},
};
use chrono::{DateTime, Utc};
use domain::id::{CompanyId, ImportId, UserId};
use uuid::Uuid;

macro_rules! select_import {
    ($rest:literal) => {
        concat!(
            "SELECT i.id, i.kind, i.company_id, co.name AS company, i.file_name, i.file_hash, i.file_bytes, i.contents,
                i.mapping, i.dates, i.skip_bad, i.state, i.problem, i.lines_done, i.report, u.name AS user_name,
                i.created_at, i.beat_at, COALESCE(un.name, '') AS undone_by, i.undone_at,
                i.undo_reason
            FROM imports i
            JOIN companies co ON co.id = i.company_id
            JOIN user_companies uc ON uc.company_id = i.company_id AND uc.user_id = $1
            JOIN users u ON u.id = i.user_id
            LEFT JOIN users un ON un.id = i.undone_by ",
            $rest
        )
    };
}

statements! {
    INSERT = "INSERT INTO imports (id, kind, company_id, file_name, file_hash, file_bytes, contents, headings_key,
            mapping, dates, state, user_id, created_at, beat_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'uploaded', $11, $12, $12)";
    PUT_PART = "INSERT INTO import_files (import_id, part, bytes) VALUES ($1, $2, $3)";
    PART = "SELECT bytes FROM import_files WHERE import_id = $1 AND part = $2";
    ONE = select_import!("WHERE i.id = $2");
    LATEST = select_import!("ORDER BY i.created_at DESC LIMIT 50");
    SAME_FILE = select_import!("WHERE i.company_id = $2 AND i.file_hash = $3 AND i.kind = $4 AND i.state = 'done'
        ORDER BY i.created_at DESC LIMIT 1");
    MAPPING_OF = "SELECT mapping, dates FROM imports
        WHERE company_id = $1 AND headings_key = $2 AND kind = $3 AND state IN ('checked', 'running', 'done', 'undone')
        ORDER BY created_at DESC LIMIT 1";
    BEGIN_CHECK = "UPDATE imports SET state = 'checking', mapping = $2, dates = $3, problem = '', lines_done = 0,
            report = '', beat_at = $4
        WHERE id = $1 AND state IN ('uploaded', 'checked', 'failed')";
    BEGIN_RUN = "UPDATE imports SET state = 'running', skip_bad = $2, problem = '', lines_done = 0, beat_at = $3
        WHERE id = $1 AND state = 'checked'";
    BEAT = "UPDATE imports SET lines_done = $2, beat_at = $3 WHERE id = $1 AND state IN ('checking', 'running')";
    CONCLUDE = "UPDATE imports SET state = $2, report = $3, lines_done = $4, finished_at = $5, beat_at = $5
        WHERE id = $1 AND state IN ('checking', 'running')";
    FAIL = "UPDATE imports SET state = 'failed', problem = $2, finished_at = $3
        WHERE id = $1 AND state IN ('checking', 'running')";
    UNDONE = "UPDATE imports SET state = 'undone', undone_by = $2, undone_at = $3, undo_reason = $4
        WHERE id = $1 AND state = 'done'";
    SILENT = "SELECT id FROM imports WHERE state IN ('checking', 'running') AND beat_at < $1";
    FORGET_REMARKS = "DELETE FROM import_remarks WHERE import_id = $1";
    REMARKS = "SELECT line, heading, value, reason FROM import_remarks
        WHERE import_id = $1 AND kind = $2 ORDER BY number LIMIT $3";
    FORGET_FILES = "DELETE FROM import_files WHERE import_id IN (SELECT id FROM imports WHERE created_at < $1)";
    HAS_FILE = "SELECT COUNT(*) FROM import_files WHERE import_id = $1 AND part = 0";
}

row! {
    /// An import as it is stored.
    pub(crate) struct ImportRow {
        pub(crate) id: Uuid,
        pub(crate) kind: String,
        pub(crate) company_id: Uuid,
        pub(crate) company: String,
        pub(crate) file_name: String,
        pub(crate) file_hash: Vec<u8>,
        pub(crate) file_bytes: i64,
        pub(crate) contents: String,
        pub(crate) mapping: String,
        pub(crate) dates: String,
        pub(crate) skip_bad: bool,
        pub(crate) state: String,
        pub(crate) problem: String,
        pub(crate) lines_done: i64,
        pub(crate) report: String,
        pub(crate) user_name: String,
        pub(crate) created_at: DateTime<Utc>,
        pub(crate) beat_at: DateTime<Utc>,
        pub(crate) undone_by: String,
        pub(crate) undone_at: Option<DateTime<Utc>>,
        pub(crate) undo_reason: String,
    }
}

/// An import to store.
pub(crate) struct NewImport<'a> {
    pub(crate) id: ImportId,
    pub(crate) kind: Kind,
    pub(crate) company: CompanyId,
    pub(crate) file_name: &'a str,
    pub(crate) file_hash: &'a [u8],
    pub(crate) bytes: &'a [u8],
    pub(crate) contents: &'a str,
    pub(crate) headings_key: &'a str,
    pub(crate) mapping: &'a str,
    pub(crate) dates: &'a str,
    pub(crate) user: UserId,
    pub(crate) at: DateTime<Utc>,
}

/// Bytes of one part of a file.
const PART_BYTES: usize = 1024 * 1024;

/// Keeps a file and what is known of it.
pub(crate) async fn insert(tx: &mut Tx, new: &NewImport<'_>) -> Result<(), Error> {
    on!(tx, c => sqlx::query(INSERT)
        .bind(new.id.0)
        .bind(new.kind.as_str())
        .bind(new.company.0)
        .bind(new.file_name)
        .bind(new.file_hash)
        .bind(i64::try_from(new.bytes.len()).unwrap_or(i64::MAX))
        .bind(new.contents)
        .bind(new.headings_key)
        .bind(new.mapping)
        .bind(new.dates)
        .bind(new.user.0)
        .bind(new.at)
        .execute(c).await.map(drop))?;
    for (number, part) in (0_i64..).zip(new.bytes.chunks(PART_BYTES)) {
        on!(tx, c => sqlx::query(PUT_PART).bind(new.id.0).bind(number).bind(part).execute(c).await.map(drop))?;
    }
    Ok(())
}

/// A part of the file; nothing behind its end, or when it was deleted.
pub(crate) async fn part(tx: &mut Tx, import: ImportId, number: i64) -> Result<Option<Vec<u8>>, Error> {
    Ok(on!(tx, c => sqlx::query_scalar(PART).bind(import.0).bind(number).fetch_optional(c).await)?)
}

/// Whether the file is still kept.
pub(crate) async fn has_file(tx: &mut Tx, import: ImportId) -> Result<bool, Error> {
    let count: i64 = on!(tx, c => sqlx::query_scalar(HAS_FILE).bind(import.0).fetch_one(c).await)?;
    Ok(count > 0)
}

/// The import, if `user` may see its company.
pub(crate) async fn one(tx: &mut Tx, import: ImportId, user: UserId) -> Result<Option<ImportRow>, Error> {
    Ok(on!(tx, c => sqlx::query_as(ONE).bind(user.0).bind(import.0).fetch_optional(c).await)?)
}

/// The newest imports in sight of `user`.
pub(crate) async fn latest(tx: &mut Tx, user: UserId) -> Result<Vec<ImportRow>, Error> {
    Ok(on!(tx, c => sqlx::query_as(LATEST).bind(user.0).fetch_all(c).await)?)
}

/// The newest import of the same file for the same company.
pub(crate) async fn same_file(tx: &mut Tx, of: &ImportRow, user: UserId) -> Result<Option<ImportRow>, Error> {
    Ok(on!(tx, c => sqlx::query_as(SAME_FILE)
        .bind(user.0)
        .bind(of.company_id)
        .bind(&of.file_hash)
        .bind(&of.kind)
        .fetch_optional(c).await)?)
}

/// The columns and the order of dates that were last used for these headings.
pub(crate) async fn mapping_of(
    tx: &mut Tx,
    company: CompanyId,
    headings_key: &str,
    kind: Kind,
) -> Result<Option<(String, String)>, Error> {
    Ok(on!(tx, c => sqlx::query_as(MAPPING_OF)
        .bind(company.0)
        .bind(headings_key)
        .bind(kind.as_str())
        .fetch_optional(c).await)?)
}

/// Begins a check; says whether it may begin.
pub(crate) async fn begin_check(
    tx: &mut Tx,
    import: ImportId,
    (mapping, dates): (&str, &str),
    at: DateTime<Utc>,
) -> Result<bool, Error> {
    on!(tx, c => sqlx::query(FORGET_REMARKS).bind(import.0).execute(c).await.map(drop))?;
    Ok(on!(tx, c => sqlx::query(BEGIN_CHECK)
        .bind(import.0)
        .bind(mapping)
        .bind(dates)
        .bind(at)
        .execute(c).await.map(|done| done.rows_affected() > 0))?)
}

/// Begins the import itself; says whether it may begin.
pub(crate) async fn begin_run(
    tx: &mut Tx,
    import: ImportId,
    skip_bad: bool,
    at: DateTime<Utc>,
) -> Result<bool, Error> {
    Ok(on!(tx, c => sqlx::query(BEGIN_RUN)
        .bind(import.0)
        .bind(skip_bad)
        .bind(at)
        .execute(c).await.map(|done| done.rows_affected() > 0))?)
}

/// A sign of life, and how far it is.
pub(crate) async fn beat(tx: &mut Tx, import: ImportId, lines: u64, at: DateTime<Utc>) -> Result<(), Error> {
    on!(tx, c => sqlx::query(BEAT)
        .bind(import.0)
        .bind(i64::try_from(lines).unwrap_or(i64::MAX))
        .bind(at)
        .execute(c).await.map(drop))?;
    Ok(())
}

/// Keeps what came of a check or an import, with all that is to be said of its lines. Refused when it was given up
/// meanwhile: then nothing of it may be committed.
pub(crate) async fn conclude(
    tx: &mut Tx,
    import: ImportId,
    report: &Report,
    at: DateTime<Utc>,
) -> Result<(), Error> {
    let checked = report.dry_run || report.refused;
    let figures = serde_json::to_string(&report.figures()).unwrap_or_default();
    let concluded = on!(tx, c => sqlx::query(CONCLUDE)
        .bind(import.0)
        .bind(if checked { "checked" } else { "done" })
        .bind(figures)
        .bind(i64::try_from(report.rows).unwrap_or(i64::MAX))
        .bind(at)
        .execute(c).await.map(|done| done.rows_affected()))?;
    if concluded == 0 {
        return Err(Error::Other(format!("the import {import} was given up before it was done")));
    }
    on!(tx, c => sqlx::query(FORGET_REMARKS).bind(import.0).execute(c).await.map(drop))?;
    for (kind, remarks) in
        [("bad", &report.bad), ("different", &report.different), ("warning", &report.warned)]
    {
        let rows = (0_i64..).zip(remarks).map(|(number, remark)| RemarkRow {
            import_id: import.0,
            kind,
            number,
            line: i64::try_from(remark.line).unwrap_or(i64::MAX),
            heading: remark.column.clone(),
            value: remark.value.clone(),
            reason: serde_json::to_string(&remark.reason).unwrap_or_default(),
        });
        bulk::insert(tx, rows.collect()).await?;
    }
    Ok(())
}

/// Notes why a check or an import came to nothing.
pub(crate) async fn fail(tx: &mut Tx, import: ImportId, why: &str, at: DateTime<Utc>) -> Result<(), Error> {
    on!(tx, c => sqlx::query(FAIL).bind(import.0).bind(why).bind(at).execute(c).await.map(drop))?;
    Ok(())
}

/// Checks and imports that gave no sign of life since a moment.
pub(crate) async fn silent_since(tx: &mut Tx, at: DateTime<Utc>) -> Result<Vec<ImportId>, Error> {
    let ids: Vec<Uuid> = on!(tx, c => sqlx::query_scalar(SILENT).bind(at).fetch_all(c).await)?;
    Ok(ids.into_iter().map(ImportId).collect())
}

/// Marks an import as taken back; says whether it could be.
pub(crate) async fn set_undone(
    tx: &mut Tx,
    import: ImportId,
    (user, at): (UserId, DateTime<Utc>),
    reason: &str,
) -> Result<bool, Error> {
    Ok(on!(tx, c => sqlx::query(UNDONE)
        .bind(import.0)
        .bind(user.0)
        .bind(at)
        .bind(reason)
        .execute(c).await.map(|done| done.rows_affected() > 0))?)
}

/// What is to be said of lines: those that are `bad`, `different`, or deserve a `warning`.
pub(crate) async fn remarks(
    tx: &mut Tx,
    import: ImportId,
    kind: &str,
    most: i64,
) -> Result<Vec<Remark>, Error> {
    let rows: Vec<(i64, String, String, String)> = on!(tx, c => sqlx::query_as(REMARKS)
        .bind(import.0)
        .bind(kind)
        .bind(most)
        .fetch_all(c).await)?;
    let remark = |(line, column, value, reason): (i64, String, String, String)| {
        let reason = serde_json::from_str(&reason).map_err(|_| Error::Inconsistent {
            table: "import_remarks",
            column: "reason",
            id: import.to_string(),
        })?;
        Ok(Remark { line: u64::try_from(line).unwrap_or_default(), column, value, reason })
    };
    rows.into_iter().map(remark).collect()
}

/// Deletes files that came before a moment.
pub(crate) async fn forget_files(tx: &mut Tx, before: DateTime<Utc>) -> Result<(), Error> {
    on!(tx, c => sqlx::query(FORGET_FILES).bind(before).execute(c).await.map(drop))?;
    Ok(())
}
