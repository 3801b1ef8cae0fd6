//! The file on this node, as long as it is read: it is kept in the database, so that every node has it.

use crate::{Ctx, Error, ctx::new_id, store::imports};
use domain::id::ImportId;
use std::{
    io::Write,
    path::{Path, PathBuf},
};

/// A file that is deleted when it is dropped.
pub(super) struct TempFile(PathBuf);

impl TempFile {
    fn new() -> Self {
        Self(std::env::temp_dir().join(format!("emdia-import-{}", new_id().simple())))
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    /// A file with these contents.
    pub(super) fn of(bytes: &[u8]) -> Result<Self, Error> {
        let file = Self::new();
        std::fs::write(&file.0, bytes).map_err(|error| unwritable(&error))?;
        Ok(file)
    }

    /// The file of an import; nothing when it was deleted meanwhile.
    pub(super) async fn fetch(ctx: &Ctx, import: ImportId) -> Result<Option<Self>, Error> {
        let mut tx = ctx.db.read().await?;
        let file = Self::new();
        let mut out = std::fs::File::create(&file.0).map_err(|error| unwritable(&error))?;
        let mut number = 0;
        while let Some(part) = imports::part(&mut tx, import, number).await? {
            out.write_all(&part).map_err(|error| unwritable(&error))?;
            number += 1;
        }
        Ok((number > 0).then_some(file))
    }
}

impl Drop for TempFile {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

fn unwritable(error: &std::io::Error) -> Error {
    Error::Other(format!("the file cannot be written to the folder of temporary files: {error}"))
}
