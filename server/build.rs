//! With the feature `embed`: lists the browser's files, so that they are compiled into the binary.
//!
//! `EMDIA_EMBED_SITE` names the folder that the build of the browser's side wrote.

use std::{
    env,
    fmt::Write,
    fs, io,
    path::{Path, PathBuf},
};

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-env-changed=EMDIA_EMBED_SITE");
    if env::var_os("CARGO_FEATURE_EMBED").is_none() {
        return Ok(());
    }
    let folder = env::var("EMDIA_EMBED_SITE").map_err(|_| {
        io::Error::other("the feature `embed` needs EMDIA_EMBED_SITE, the folder of the browser's files")
    })?;
    println!("cargo:rerun-if-changed={folder}");
    let mut list = String::from("&[\n");
    collect(Path::new(&folder).canonicalize()?.as_path(), "", &mut list)?;
    list.push_str("]\n");
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    fs::write(PathBuf::from(out).join("site.rs"), list)
}

fn collect(folder: &Path, path: &str, list: &mut String) -> io::Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = format!("{path}/{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &path, list)?;
        } else {
            let file = entry.path().to_string_lossy().into_owned();
            let _ = writeln!(list, "    ({path:?}, include_bytes!({file:?})),");
        }
    }
    Ok(())
}
