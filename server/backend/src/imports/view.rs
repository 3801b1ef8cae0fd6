//! What the pages of imports show.

use super::{
    Contents, State, Touched, json,
    run::{is_lost, lost, seen},
    undo, word,
};
use crate::{
    Actor, Ctx, Error,
    ctx::local,
    import::{Kind, Remark, Report},
    store::imports::{self, ImportRow},
};
use chrono::NaiveDateTime;
use domain::{id::ImportId, permission::Permission, session::CompanyRef};

/// Remarks of each kind that a page lists; the file that can be downloaded has all that are kept.
const LISTED: i64 = 100;
/// Remarks of each kind that are kept.
const KEPT: i64 = 10_000;

/// An import in the list.
#[derive(Clone, Debug)]
pub struct ImportLine {
    /// Which.
    pub id: ImportId,
    /// What its rows are.
    pub kind: Kind,
    /// Whose data it is.
    pub company: String,
    /// The file's name.
    pub file: String,
    /// How far it has come.
    pub state: State,
    /// Who sent it.
    pub user: String,
    /// When.
    pub at: NaiveDateTime,
    /// What it did, or would do.
    pub report: Option<Report>,
}

/// The page of imports.
#[derive(Clone, Debug)]
pub struct ImportsView {
    /// Companies that may be chosen.
    pub companies: Vec<CompanyRef>,
    /// The newest imports.
    pub imports: Vec<ImportLine>,
}

/// Why an import came to nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The server stopped while it ran.
    Interrupted,
    /// The file is no longer kept.
    Gone,
    /// Anything else; the log has it under this number.
    Failed(String),
}

/// What is to be said of lines of the file.
#[derive(Clone, Debug, Default)]
pub struct Remarks {
    /// Rows that cannot be read.
    pub bad: Vec<Remark>,
    /// Known charges that the file states differently.
    pub different: Vec<Remark>,
    /// Values that deserve a look.
    pub warned: Vec<Remark>,
}

/// The page of one import.
#[derive(Clone, Debug)]
pub struct ImportView {
    /// What the list shows of it.
    pub line: ImportLine,
    /// The file's bytes.
    pub bytes: u64,
    /// What the file looks like.
    pub contents: Contents,
    /// The field of each column; blank where it is left out.
    pub columns: Vec<String>,
    /// How dates are read; blank as the file tells.
    pub dates: String,
    /// How many rows were read so far.
    pub rows_done: u64,
    /// Whether bad rows were left out.
    pub skip_bad: bool,
    /// What is to be said of lines; the first of each kind.
    pub remarks: Remarks,
    /// Why it came to nothing.
    pub problem: Option<Problem>,
    /// When and by whom the same file was taken in before.
    pub same_file: Option<(ImportId, NaiveDateTime, String)>,
    /// Who took it back, when and why.
    pub undone: Option<(String, NaiveDateTime, String)>,
    /// Whether it is being taken back right now.
    pub undoing: bool,
    /// What keeps it from being taken back.
    pub touched: Vec<Touched>,
    /// Whether the file is still kept.
    pub has_file: bool,
}

/// The newest imports, and where one begins.
pub async fn list(ctx: &Ctx, actor: &Actor) -> Result<ImportsView, Error> {
    actor.require(Permission::Import)?;
    let rows = imports::latest(&mut ctx.db.read().await?, actor.user).await?;
    let imports = rows.iter().map(line).collect::<Result<_, _>>()?;
    Ok(ImportsView { companies: actor.companies.clone(), imports })
}

/// One import. `undoing` asks what keeps it from being taken back.
pub async fn view(ctx: &Ctx, actor: &Actor, import: &str, undoing: bool) -> Result<ImportView, Error> {
    actor.require(Permission::Import)?;
    let mut row = seen(ctx, actor, import).await?;
    let state: State = word(&row.state, "state", row.id)?;
    if is_lost(ctx, &row, state) {
        lost(ctx, ImportId(row.id)).await?;
        row = seen(ctx, actor, import).await?;
    }
    let id = ImportId(row.id);
    let mut tx = ctx.db.read().await?;
    let line = line(&row)?;
    let same_file = match line.state {
        State::Uploaded | State::Checked => imports::same_file(&mut tx, &row, actor.user).await?,
        _ => None,
    };
    let busy = line.state == State::Done && ctx.imports.rows(id).is_some();
    let touched = if undoing && line.state == State::Done && !busy {
        undo::touched(&mut tx, id, actor.user).await?
    } else {
        Vec::new()
    };
    let problem = match row.problem.as_str() {
        "" => None,
        "interrupted" => Some(Problem::Interrupted),
        "gone" => Some(Problem::Gone),
        number => Some(Problem::Failed(number.to_owned())),
    };
    Ok(ImportView {
        bytes: u64::try_from(row.file_bytes).unwrap_or_default(),
        contents: json(&row.contents, "contents", row.id)?,
        columns: json(&row.mapping, "mapping", row.id)?,
        dates: row.dates,
        rows_done: ctx
            .imports
            .rows(id)
            .unwrap_or_default()
            .max(u64::try_from(row.lines_done).unwrap_or_default()),
        skip_bad: row.skip_bad,
        remarks: remarks(&mut tx, id, LISTED).await?,
        problem: problem.filter(|_| line.state == State::Failed),
        same_file: same_file.map(|same| (ImportId(same.id), local(same.created_at), same.user_name)),
        undone: row.undone_at.map(|at| (row.undone_by, local(at), row.undo_reason)),
        undoing: busy,
        touched,
        has_file: imports::has_file(&mut tx, id).await?,
        line,
    })
}

/// All that is kept of what is to be said of lines, and the file's name.
pub async fn problems(ctx: &Ctx, actor: &Actor, import: &str) -> Result<(String, Remarks), Error> {
    actor.require(Permission::Import)?;
    let row = seen(ctx, actor, import).await?;
    let remarks = remarks(&mut ctx.db.read().await?, ImportId(row.id), KEPT).await?;
    Ok((row.file_name, remarks))
}

async fn remarks(tx: &mut crate::store::Tx, id: ImportId, most: i64) -> Result<Remarks, Error> {
    Ok(Remarks {
        bad: imports::remarks(tx, id, "bad", most).await?,
        different: imports::remarks(tx, id, "different", most).await?,
        warned: imports::remarks(tx, id, "warning", most).await?,
    })
}

fn line(row: &ImportRow) -> Result<ImportLine, Error> {
    Ok(ImportLine {
        id: ImportId(row.id),
        kind: word(&row.kind, "kind", row.id)?,
        company: row.company.clone(),
        file: row.file_name.clone(),
        state: word(&row.state, "state", row.id)?,
        user: row.user_name.clone(),
        at: local(row.created_at),
        report: match row.report.as_str() {
            "" => None,
            text => Some(json(text, "report", row.id)?),
        },
    })
}
