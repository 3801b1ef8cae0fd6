//! The browser's files: WebAssembly with its loader, one style sheet, the files of `public/`.
//!
//! What lies below `pkg/` carries the hash of its content in its name, so that browsers may keep it for ever;
//! `manifest.json` tells the server the names: `{"js": "/pkg/emdia.HASH.js", "wasm": "...", "css": "..."}`.
//! A file of `public/` goes there too when the style sheet names it (a font), else beside `pkg/` under its own
//! name (an icon). Everything lies there compressed already.

mod bindgen;
mod compress;
mod css;

use crate::{build::Mode, paths};
use anyhow::{Context as _, Result};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

/// Change this when the pipeline itself changes what it writes.
const PIPELINE: &str = "1";

/// The bundled files.
pub struct Site {
    /// Contains `pkg/` and `manifest.json`.
    pub dir: PathBuf,
}

/// The sizes of what a browser loads first.
pub struct Sizes {
    /// WebAssembly and its loader, as they are.
    pub raw: u64,
    /// The same, compressed by brotli.
    pub brotli: u64,
    /// The style sheet, compressed by brotli.
    pub css_brotli: u64,
}

impl Site {
    /// How much a first visit loads.
    pub fn sizes(&self) -> Result<Sizes> {
        let manifest: Value = serde_json::from_slice(&fs::read(self.dir.join("manifest.json"))?)?;
        let size = |key: &str, suffix: &str| -> Result<u64> {
            let path = manifest[key].as_str().with_context(|| format!("manifest.json lacks `{key}`"))?;
            Ok(fs::metadata(self.dir.join(format!("{}{suffix}", path.trim_start_matches('/'))))?.len())
        };
        Ok(Sizes {
            raw: size("wasm", "")? + size("js", "")?,
            brotli: size("wasm", ".br")? + size("js", ".br")?,
            css_brotli: size("css", ".br")?,
        })
    }
}

/// Makes the site from the compiled frontend. Does nothing when neither it nor the other files have changed.
pub fn bundle(wasm: &Path, mode: Mode) -> Result<Site> {
    let name = if mode == Mode::Release { "site-release" } else { "site" };
    let dir = paths::target().join(name);
    let wasm = fs::read(wasm).with_context(|| format!("{} cannot be read", wasm.display()))?;
    let style = css::bundle(&paths::root().join("style/main.css"))?;
    let public = public_files()?;

    let stamp = stamp(&wasm, &style, &public);
    let stamp_file = dir.with_extension("stamp");
    if dir.is_dir() && fs::read_to_string(&stamp_file).is_ok_and(|built| built == stamp) {
        return Ok(Site { dir });
    }
    let _ = fs::remove_file(&stamp_file);
    let next = dir.with_extension("next");
    let _ = fs::remove_dir_all(&next);
    write(&Folder { root: next.clone(), mode }, wasm, style, &public)?;
    let _ = fs::remove_dir_all(&dir);
    fs::rename(&next, &dir)?;
    fs::write(stamp_file, stamp)?;
    Ok(Site { dir })
}

fn write(folder: &Folder, wasm: Vec<u8>, mut style: String, public: &[(String, Vec<u8>)]) -> Result<()> {
    for (name, content) in public {
        if css::names(&style, name) {
            let address = folder.add_hashed(name, content)?;
            style = css::renamed(&style, name, &address);
        } else {
            folder.add(name, content)?;
        }
    }
    let code = bindgen::generate(wasm)?;
    for (path, content) in &code.snippets {
        folder.add(&format!("pkg/{path}"), content.as_bytes())?;
    }
    let css = folder.add_hashed("emdia.css", style.as_bytes())?;
    let wasm = folder.add_hashed("emdia.wasm", &code.wasm)?;
    let js = folder.add_hashed("emdia.js", bindgen::loader(&code.js, &wasm).as_bytes())?;
    let manifest = json!({ "js": js, "wasm": wasm, "css": css });
    Ok(fs::write(folder.root.join("manifest.json"), serde_json::to_string_pretty(&manifest)?)?)
}

struct Folder {
    root: PathBuf,
    mode: Mode,
}

impl Folder {
    /// Writes a file below `pkg/` under a name with its hash and returns its address.
    fn add_hashed(&self, name: &str, content: &[u8]) -> Result<String> {
        let hash = &hex(&Sha256::digest(content))[..16];
        let hashed = match name.rsplit_once('.') {
            Some((stem, extension)) => format!("pkg/{stem}.{hash}.{extension}"),
            None => format!("pkg/{name}.{hash}"),
        };
        self.add(&hashed, content)?;
        Ok(format!("/{hashed}"))
    }

    fn add(&self, path: &str, content: &[u8]) -> Result<()> {
        let file = self.root.join(path);
        if let Some(dir) = file.parent() {
            fs::create_dir_all(dir)?;
        }
        fs::write(&file, content)?;
        compress::beside(&file, content, self.mode)
    }
}

/// Name (with `/` between folders) and content of the files in `public/`, if there is one.
fn public_files() -> Result<Vec<(String, Vec<u8>)>> {
    fn collect(dir: &Path, prefix: &str, files: &mut Vec<(String, Vec<u8>)>) -> Result<()> {
        for entry in fs::read_dir(dir)? {
            let entry = entry?;
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                collect(&entry.path(), &format!("{name}/"), files)?;
            } else {
                files.push((name, fs::read(entry.path())?));
            }
        }
        Ok(())
    }
    let dir = paths::root().join("public");
    let mut files = Vec::new();
    if dir.is_dir() {
        collect(&dir, "", &mut files)?;
        files.sort();
    }
    Ok(files)
}

/// What the site was made from.
fn stamp(wasm: &[u8], style: &str, public: &[(String, Vec<u8>)]) -> String {
    let mut hash = Sha256::new_with_prefix(PIPELINE);
    hash.update(Sha256::digest(wasm));
    hash.update(Sha256::digest(style));
    for (name, content) in public {
        hash.update(Sha256::digest(name));
        hash.update(Sha256::digest(content));
    }
    hex(&hash.finalize())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
