//! A file arrives: it is looked at and kept.

use super::{Contents, file::TempFile};
use crate::{
    Actor, Ctx, Error,
    ctx::new_id,
    import::{self, Inspected, Kind, Unusable},
    store::imports::{self, NewImport},
};
use chrono::TimeDelta;
use domain::{
    id::{CompanyId, ImportId},
    permission::Permission,
};
use sha2::{Digest, Sha256};

/// The largest file, in bytes.
pub const LARGEST_FILE: usize = 50 * 1024 * 1024;

/// How long files are kept.
const KEPT: TimeDelta = TimeDelta::days(7);

/// The longest name of a file that is kept.
const NAME_MAX: usize = 200;

/// What was sent.
#[derive(Clone, Debug, Default)]
pub struct Upload {
    /// Whose data it is.
    pub company: String,
    /// A [`Kind`].
    pub kind: String,
    /// The file's name.
    pub file_name: String,
    /// The file.
    pub bytes: Vec<u8>,
}

/// Why a file is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No company was chosen, or none that the actor may see.
    Company,
    /// No file was chosen, or there is nothing in it.
    Empty,
    /// It is larger than [`LARGEST_FILE`].
    TooLarge,
    /// It is an XLS of before 2007.
    OldSheet,
    /// It cannot be read.
    Unreadable,
}

impl Refusal {
    /// All refusals.
    pub const ALL: [Self; 5] = [Self::Company, Self::Empty, Self::TooLarge, Self::OldSheet, Self::Unreadable];

    /// Its name in addresses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Company => "empresa",
            Self::Empty => "vazio",
            Self::TooLarge => "grande",
            Self::OldSheet => "xls",
            Self::Unreadable => "ilegivel",
        }
    }
}

/// Keeps a file whose columns can be made out; its mapping is that of the last one with the same headings.
pub async fn receive(ctx: &Ctx, actor: &Actor, upload: Upload) -> Result<Result<ImportId, Refusal>, Error> {
    actor.require(Permission::Import)?;
    let company: Option<CompanyId> = upload.company.parse().ok();
    let Some(company) = company.filter(|company| actor.sees(*company)) else {
        return Ok(Err(Refusal::Company));
    };
    let kind: Kind = upload.kind.parse().unwrap_or_default();
    if upload.bytes.is_empty() {
        return Ok(Err(Refusal::Empty));
    }
    if upload.bytes.len() > LARGEST_FILE {
        return Ok(Err(Refusal::TooLarge));
    }
    let file = TempFile::of(&upload.bytes)?;
    let inspected = match import::inspect(file.path().to_owned(), kind).await? {
        Ok(inspected) if inspected.rows == 0 => return Ok(Err(Refusal::Empty)),
        Ok(inspected) => inspected,
        Err(Unusable::OldSheet) => return Ok(Err(Refusal::OldSheet)),
        Err(Unusable::Empty) => return Ok(Err(Refusal::Empty)),
        Err(Unusable::Other(why)) => {
            tracing::info!(%why, "a file that was sent cannot be read");
            return Ok(Err(Refusal::Unreadable));
        }
    };
    drop(file);
    keep(ctx, actor, company, kind, upload, inspected).await.map(Ok)
}

async fn keep(
    ctx: &Ctx,
    actor: &Actor,
    company: CompanyId,
    kind: Kind,
    upload: Upload,
    inspected: Inspected,
) -> Result<ImportId, Error> {
    let id = ImportId(new_id());
    let now = ctx.clock.now();
    let reduced: Vec<String> = inspected.headings.iter().map(|heading| import::reduce(heading)).collect();
    let headings_key = reduced.join("|");
    let proposed: Vec<&str> =
        inspected.fields.iter().map(|field| field.map_or("", import::Field::as_str)).collect();
    let text = |value: serde_json::Result<String>| value.map_err(|error| Error::Other(error.to_string()));
    let proposed = text(serde_json::to_string(&proposed))?;
    let contents = Contents {
        headings: inspected.headings,
        samples: inspected.samples,
        dates: inspected.dates,
        rows: inspected.rows,
    };
    let contents = text(serde_json::to_string(&contents))?;
    let file_name: String = upload.file_name.chars().filter(|c| !c.is_control()).take(NAME_MAX).collect();
    let mut tx = ctx.db.begin().await?;
    let remembered = imports::mapping_of(&mut tx, company, &headings_key, kind).await?;
    let (mapping, dates) = remembered.unwrap_or((proposed, String::new()));
    let new = NewImport {
        id,
        kind,
        company,
        file_name: &file_name,
        file_hash: &Sha256::digest(&upload.bytes),
        bytes: &upload.bytes,
        contents: &contents,
        headings_key: &headings_key,
        mapping: &mapping,
        dates: &dates,
        user: actor.user,
        at: now,
    };
    imports::insert(&mut tx, &new).await?;
    imports::forget_files(&mut tx, now - KEPT).await?;
    tx.commit().await?;
    Ok(id)
}

/// Deletes the files that were kept long enough; what was imported stays.
pub async fn forget_old_files(ctx: &Ctx) -> Result<(), Error> {
    let mut tx = ctx.db.begin().await?;
    imports::forget_files(&mut tx, ctx.clock.now() - KEPT).await?;
    tx.commit().await
}
