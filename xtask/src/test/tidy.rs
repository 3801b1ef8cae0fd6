//! Rules about the sources that no compiler checks. ARCHITECTURE.md says why each is there.

use crate::paths;
use anyhow::{Result, bail};
use std::{
    fs,
    path::{Path, PathBuf},
};

const LONGEST: usize = 400;

/// Looks at every source file.
pub fn check() -> Result<()> {
    let mut problems = Vec::new();
    for folder in ["app", "frontend", "server", "xtask"] {
        for file in rust_files(&paths::root().join(folder))? {
            let text = fs::read_to_string(&file)?;
            let path = file.strip_prefix(paths::root()).unwrap_or(&file);
            problems.extend(
                source(path, &text).into_iter().map(|problem| format!("{}: {problem}", path.display())),
            );
        }
    }
    for manifest in ["app", "app/domain", "frontend", "server", "server/backend", "xtask"] {
        let text = fs::read_to_string(paths::root().join(manifest).join("Cargo.toml"))?;
        problems.extend(dependencies(manifest, &text));
    }
    if fs::read_to_string(paths::root().join("end2end/package-lock.json"))?.contains("\"resolved\"") {
        problems
            .push("end2end/package-lock.json: names the registry it was made with (\"resolved\")".to_owned());
    }
    if problems.is_empty() {
        return Ok(());
    }
    bail!("{} problems:\n      {}", problems.len(), problems.join("\n      "))
}

/// What is wrong in one file.
fn source(path: &Path, text: &str) -> Vec<String> {
    let mut problems = Vec::new();
    let is_test =
        path.components().any(|part| ["tests", "tests.rs"].iter().any(|name| part.as_os_str() == *name));
    if !text.starts_with("//!") && !is_test {
        problems.push("does not begin with a sentence on what it is for (//!)".to_owned());
    }
    let (code, _) = text.split_once("#[cfg(test)]").unwrap_or((text, ""));
    let lines = code.lines().count();
    if lines > LONGEST && !is_test {
        problems.push(format!("has {lines} lines; split it below {LONGEST}"));
    }
    if text.contains(concat!("TO", "DO")) || text.contains(concat!("FIX", "ME")) {
        problems.push("leaves something to do".to_owned());
    }
    let in_store = path.starts_with("server/backend/src/store");
    if path.starts_with("app/domain/src") && ["f32", "f64"].iter().any(|float| code.contains(float)) {
        problems.push("uses floating point; money and rates are exact".to_owned());
    }
    if !in_store && !is_test && !path.starts_with("xtask") && code.contains("sqlx::query") {
        problems.push("has SQL; that belongs to server/backend/src/store".to_owned());
    }
    problems
}

/// Dependencies that only some crates may have.
fn dependencies(manifest: &str, text: &str) -> Vec<String> {
    let rules = [("sqlx", &["server/backend"][..]), ("leptos", &["app", "frontend", "server"][..])];
    let names = |name: &str| {
        text.lines().any(|line| line.strip_prefix(name).is_some_and(|rest| rest.starts_with(['.', ' ', '='])))
    };
    rules
        .into_iter()
        .filter(|(name, allowed)| names(name) && !allowed.contains(&manifest))
        .map(|(name, allowed)| format!("{manifest}/Cargo.toml: {name} is for {} only", allowed.join(", ")))
        .collect()
}

fn rust_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(rust_files(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_notices_its_breach() {
        let problems = |path: &str, text: &str| source(Path::new(path), text).len();
        assert_eq!(problems("app/src/a.rs", "//! Good.\nfn a() {}\n"), 0);
        assert_eq!(problems("app/src/a.rs", "fn a() {}\n"), 1);
        assert_eq!(problems("app/src/a/tests.rs", "fn a() {}\n"), 0);
        assert_eq!(problems("app/domain/src/a.rs", "//! Bad.\nconst A: f64 = 0.0;\n"), 1);
        assert_eq!(problems("server/backend/src/a.rs", "//! Bad.\nsqlx::query(\"\");\n"), 1);
        assert_eq!(problems("server/backend/src/store/a.rs", "//! Good.\nsqlx::query(\"\");\n"), 0);
        assert_eq!(problems("app/src/a.rs", &format!("//! Long.\n{}", "\n".repeat(LONGEST))), 1);
        assert_eq!(dependencies("app", "sqlx.workspace = true\n").len(), 1);
        assert_eq!(dependencies("server/backend", "sqlx.workspace = true\n").len(), 0);
        assert_eq!(dependencies("app", "leptos = { workspace = true }\n").len(), 0);
    }
}
