//! Checking a file and taking it in, behind the page.

use super::{
    State,
    file::{self, TempFile},
    json, word,
};
use crate::{
    Actor, Ctx, Error, error,
    import::{self, DateFormat, Field, Import, Kind, Mapping, Page},
    store::imports::{self, ImportRow},
};
use chrono::TimeDelta;
use domain::{
    Error as Rule,
    error::Check,
    id::{CompanyId, ImportId},
    permission::Permission,
};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// How long a page waits for the work to be done before it shows how far it is.
pub(super) const PATIENCE: Duration = Duration::from_secs(2);
/// How often a node says that it is still working.
const BEAT: Duration = Duration::from_secs(2);
/// After so long without a sign of life nobody is working any more.
const SILENCE: TimeDelta = TimeDelta::seconds(60);

/// The form that says what the columns hold, and has the file checked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CheckImport {
    /// Which import.
    pub import: String,
    /// The field of each column; blank leaves it out.
    pub columns: Vec<String>,
    /// A [`DateFormat`]; blank takes the one that the file tells.
    pub dates: String,
}

/// The form that takes the file in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StartImport {
    /// Which import.
    pub import: String,
    /// `on` when rows that are bad are left out.
    pub skip_bad: String,
}

/// Checks the file with these columns: everything is read and tried, nothing is changed.
pub async fn check(ctx: &Ctx, actor: &Actor, cmd: CheckImport) -> Result<ImportId, Error> {
    actor.require(Permission::Import)?;
    let row = seen(ctx, actor, &cmd.import).await?;
    let kind: Kind = word(&row.kind, "kind", row.id)?;
    let columns = columns(&cmd, kind)?;
    let dates = match cmd.dates.as_str() {
        "" => None,
        text => Some(text.parse::<DateFormat>().map_err(|_| Rule::NotAnOption.on("dates"))?),
    };
    let names: Vec<&str> = columns.iter().map(|field| field.map_or("", Field::as_str)).collect();
    let mapping = serde_json::to_string(&names).map_err(|error| Error::Other(error.to_string()))?;
    let id = ImportId(row.id);
    let mut tx = ctx.db.begin().await?;
    let kept = (mapping.as_str(), dates.map_or("", DateFormat::as_str));
    if imports::begin_check(&mut tx, id, kept, ctx.clock.now()).await? {
        tx.commit().await?;
        work(ctx, actor, &row, columns, dates, Task::Check).await;
    }
    Ok(id)
}

/// Takes a checked file in. Sent twice, it is taken in once.
pub async fn start(ctx: &Ctx, actor: &Actor, cmd: StartImport) -> Result<ImportId, Error> {
    actor.require(Permission::Import)?;
    let id = ImportId(seen(ctx, actor, &cmd.import).await?.id);
    let skip_bad = cmd.skip_bad == "on";
    let mut tx = ctx.db.begin().await?;
    if imports::begin_run(&mut tx, id, skip_bad, ctx.clock.now()).await? {
        tx.commit().await?;
        // Only from now on nobody changes the columns.
        let row = seen(ctx, actor, &cmd.import).await?;
        let (columns, dates) = (fields_of(&row)?, row.dates.parse().ok());
        work(ctx, actor, &row, columns, dates, Task::Import { skip_bad }).await;
    }
    Ok(id)
}

/// Reports imports that nobody works on any more: after a restart, or when a node is gone.
pub async fn recover(ctx: &Ctx) -> Result<(), Error> {
    file::delete_stale();
    let now = ctx.clock.now();
    // A database of one process: whatever was being done was done by the one before this.
    let since = if ctx.db.is_shared() { now - SILENCE } else { now + TimeDelta::days(1) };
    let silent = imports::silent_since(&mut ctx.db.read().await?, since).await?;
    for import in silent {
        lost(ctx, import).await?;
    }
    Ok(())
}

/// Whether nobody works any more on an import that is not done.
pub(super) fn is_lost(ctx: &Ctx, row: &ImportRow, state: State) -> bool {
    let alive = ctx.imports.rows(ImportId(row.id)).is_some() || row.beat_at >= ctx.clock.now() - SILENCE;
    state.is_busy() && !alive
}

/// Notes that an import was interrupted; its transaction was never committed.
pub(super) async fn lost(ctx: &Ctx, import: ImportId) -> Result<(), Error> {
    if ctx.imports.rows(import).is_some() {
        return Ok(());
    }
    let mut tx = ctx.db.begin().await?;
    imports::fail(&mut tx, import, "interrupted", ctx.clock.now()).await?;
    tx.commit().await
}

pub(super) async fn seen(ctx: &Ctx, actor: &Actor, import: &str) -> Result<ImportRow, Error> {
    let id: ImportId = import.parse().map_err(|_| Error::NotFound)?;
    imports::one(&mut ctx.db.read().await?, id, actor.user).await?.ok_or(Error::NotFound)
}

/// The stored field of each column.
fn fields_of(row: &ImportRow) -> Result<Vec<Option<Field>>, Error> {
    let names: Vec<String> = json(&row.mapping, "mapping", row.id)?;
    Ok(names.iter().map(|name| name.parse().ok()).collect())
}

/// The field of each column, or what lacks and what is there twice, by the names of the fields.
fn columns(cmd: &CheckImport, kind: Kind) -> Result<Vec<Option<Field>>, Error> {
    let mut check = Check::default();
    let mut columns: Vec<Option<Field>> = Vec::with_capacity(cmd.columns.len());
    for name in &cmd.columns {
        let field = match name.as_str() {
            "" => None,
            name => name.parse::<Field>().ok().filter(|field| kind.has(*field)),
        };
        if field.is_none() && !name.is_empty() {
            check.note("columns", Rule::NotAnOption);
        }
        if let Some(field) = field
            && columns.contains(&Some(field))
        {
            check.note(field.as_str(), Rule::AlreadyInUse);
        }
        columns.push(field);
    }
    for lacking in import::missing(kind, |field| columns.contains(&Some(field))) {
        // Of several that would do, the most telling one is asked for.
        let field = lacking.iter().find(|field| matches!(field, Field::ClientName)).or(lacking.first());
        check.note(field.map_or("columns", |field| field.as_str()), Rule::Required);
    }
    check.done()?;
    Ok(columns)
}

/// What is to be done with a file.
#[derive(Clone, Copy, Debug)]
enum Task {
    Check,
    Import { skip_bad: bool },
}

/// Does the work behind the page, and waits a moment for it: small files are done at once.
async fn work(
    ctx: &Ctx,
    actor: &Actor,
    row: &ImportRow,
    columns: Vec<Option<Field>>,
    dates: Option<DateFormat>,
    task: Task,
) {
    let import = ImportId(row.id);
    let company = CompanyId(row.company_id);
    let page = Page { import, user: actor.user, file: row.file_name.clone() };
    let order = Import {
        kind: row.kind.parse().unwrap_or_default(),
        map: Mapping::exact(columns),
        date_format: dates,
        dry_run: matches!(task, Task::Check),
        skip_bad_rows: matches!(task, Task::Import { skip_bad: true }),
        page: Some(page),
        ..Import::default()
    };
    let entry = ctx.imports.begin(import);
    let ctx = ctx.clone();
    let done = tokio::spawn(async move {
        let _entry = entry;
        // In a task of its own: a panic must be reported too.
        let task = tokio::spawn(execute(ctx.clone(), import, company, order));
        let outcome = task.await.unwrap_or_else(|error| Err(Error::Other(format!("importing: {error}"))));
        if let Err(cause) = outcome {
            note_failure(&ctx, import, &cause).await;
        }
    });
    let _ = tokio::time::timeout(PATIENCE, done).await;
}

async fn execute(ctx: Ctx, import: ImportId, company: CompanyId, mut order: Import) -> Result<(), Error> {
    // Where there is one writer, the second import waits here, where nothing gives up waiting.
    let _writer = if ctx.db.is_shared() { None } else { Some(ctx.imports.writer.lock().await) };
    let Some(file) = TempFile::fetch(&ctx, import).await? else {
        let mut tx = ctx.db.begin().await?;
        imports::fail(&mut tx, import, "gone", ctx.clock.now()).await?;
        return tx.commit().await;
    };
    file.path().clone_into(&mut order.path);
    let progress = |progress: import::Progress| ctx.imports.note(import, progress.rows);
    let report = tokio::select! {
        report = import::run(&ctx, &order, company, progress) => report?,
        never = beats(&ctx, import) => match never {},
    };
    if !report.imported {
        let mut tx = ctx.db.begin().await?;
        imports::conclude(&mut tx, import, &report, ctx.clock.now()).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Tells the other nodes again and again that the work goes on, and how far it is.
async fn beats(ctx: &Ctx, import: ImportId) -> std::convert::Infallible {
    loop {
        tokio::time::sleep(BEAT).await;
        // On SQLite the import itself holds the one writer, and there are no other nodes.
        if !ctx.db.is_shared() {
            continue;
        }
        let rows = ctx.imports.rows(import).unwrap_or_default();
        let beat = async {
            let mut tx = ctx.db.begin().await?;
            imports::beat(&mut tx, import, rows, ctx.clock.now()).await?;
            tx.commit().await
        };
        if let Err(error) = beat.await {
            tracing::warn!(%error, "could not note how far an import is");
        }
    }
}

async fn note_failure(ctx: &Ctx, import: ImportId, cause: &Error) {
    let why = error::report(cause);
    let noted = async {
        let mut tx = ctx.db.begin().await?;
        imports::fail(&mut tx, import, &why, ctx.clock.now()).await?;
        tx.commit().await
    };
    if let Err(error) = noted.await {
        tracing::error!(%error, "could not note that an import failed");
    }
}
