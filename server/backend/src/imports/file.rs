//! The file on this node, as long as it is read: it is kept in the database, so that every node has it.

use crate::{Ctx, Error, ctx::new_id, store::imports};
use domain::id::ImportId;
use std::{
    fs::File,
    io::Write,
    path::{Path, PathBuf},
    time::Duration,
};

/// How the names of the files begin.
const PREFIX: &str = "emdia-import-";
/// After so long nobody reads a file any more.
const STALE: Duration = Duration::from_hours(1);

/// A file that is deleted when it is dropped.
pub(super) struct TempFile(PathBuf);

impl TempFile {
    fn new() -> Self {
        Self(std::env::temp_dir().join(format!("{PREFIX}{}", new_id().simple())))
    }

    /// Made for this process alone: what people owe is nobody else's business.
    fn create(&self) -> std::io::Result<File> {
        let mut options = File::options();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(&self.0)
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    /// A file with these contents.
    pub(super) fn of(bytes: &[u8]) -> Result<Self, Error> {
        let file = Self::new();
        let mut out = file.create().map_err(|error| unwritable(&error))?;
        out.write_all(bytes).map_err(|error| unwritable(&error))?;
        Ok(file)
    }

    /// The file of an import; nothing when it was deleted meanwhile.
    pub(super) async fn fetch(ctx: &Ctx, import: ImportId) -> Result<Option<Self>, Error> {
        let mut tx = ctx.db.read().await?;
        let file = Self::new();
        let mut out = file.create().map_err(|error| unwritable(&error))?;
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

/// Deletes what processes left behind that ended without ado.
pub(super) fn delete_stale() {
    delete_older(&std::env::temp_dir(), STALE);
}

fn delete_older(folder: &Path, age: Duration) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let ours = entry.file_name().to_string_lossy().starts_with(PREFIX);
        let written = || entry.metadata().and_then(|data| data.modified()).ok();
        let stale = || written().and_then(|at| at.elapsed().ok()).is_some_and(|elapsed| elapsed >= age);
        if ours && stale() {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

fn unwritable(error: &std::io::Error) -> Error {
    Error::Other(format!("the file cannot be written to the folder of temporary files: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn a_file_is_for_this_process_alone() {
        let file = TempFile::of(b"abc").unwrap();
        let mode = std::os::unix::fs::PermissionsExt::mode(&file.path().metadata().unwrap().permissions());
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn what_was_left_behind_is_deleted() {
        let folder = std::env::temp_dir().join(format!("emdia-stale-{}", new_id().simple()));
        std::fs::create_dir(&folder).unwrap();
        let (ours, other) = (folder.join(format!("{PREFIX}1")), folder.join("other"));
        std::fs::write(&ours, "a").unwrap();
        std::fs::write(&other, "a").unwrap();
        delete_older(&folder, STALE);
        assert!(ours.exists());
        delete_older(&folder, Duration::ZERO);
        assert!(!ours.exists() && other.exists());
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
