//! The browser's files: read once at the start, sent as the build compressed them, kept by browsers for ever.
//!
//! The build (`cargo xtask`) writes them into one folder: `manifest.json` names style sheet, module and
//! application by paths below `/pkg/` that carry a hash of the content; beside `name` stand `name.br` and
//! `name.gz`. What stands outside `pkg` (an icon, say) is served under its own name and checked every time.

use axum::{
    body::{Body, Bytes},
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY},
    },
    response::{IntoResponse, Response},
};
use sha2::{Digest, Sha256};
use std::{
    collections::{BTreeMap, HashMap},
    fmt::Write,
    path::Path,
};

/// All files, by the path under which they are asked for (`/pkg/emdia.0123abcd.js`).
pub struct Files {
    files: HashMap<String, File>,
    /// What the page must load.
    pub manifest: app::ssr::Assets,
}

struct File {
    content_type: &'static str,
    /// The content's hash, quoted, as `ETag` has it.
    etag: String,
    immutable: bool,
    plain: Bytes,
    br: Option<Bytes>,
    gzip: Option<Bytes>,
}

impl Files {
    /// Reads a folder that the build wrote.
    pub fn read(folder: &Path) -> Result<Self, String> {
        let mut contents = BTreeMap::new();
        collect(folder, "", &mut contents)
            .map_err(|error| format!("cannot read {}: {error}", folder.display()))?;
        Self::from_contents(contents).map_err(|problem| format!("{} {problem}", folder.display()))
    }

    /// The files inside this binary.
    #[cfg(feature = "embed")]
    pub fn embedded() -> Result<Self, String> {
        const FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/site.rs"));
        let contents = FILES.iter().map(|(name, bytes)| ((*name).to_owned(), Bytes::from_static(bytes)));
        Self::from_contents(contents.collect()).map_err(|problem| format!("this binary {problem}"))
    }

    fn from_contents(mut contents: BTreeMap<String, Bytes>) -> Result<Self, String> {
        let manifest =
            contents.remove("/manifest.json").ok_or("has no manifest.json: run cargo xtask run")?;
        let manifest = serde_json::from_slice::<app::ssr::Assets>(&manifest)
            .map_err(|error| format!("has a manifest.json that cannot be read: {error}"))?;
        if let Some(path) = [&manifest.css, &manifest.js, &manifest.wasm]
            .into_iter()
            .find(|path| !contents.contains_key(*path))
        {
            return Err(format!("lacks {path}, which its manifest.json names"));
        }
        let names: Vec<String> = contents.keys().filter(|name| !is_compressed(name)).cloned().collect();
        let files = names.into_iter().map(|name| {
            let file = File::new(&name, &mut contents);
            (name, file)
        });
        Ok(Self { files: files.collect(), manifest })
    }

    /// The paths outside `/pkg/`: each needs a route of its own.
    pub fn others(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str).filter(|path| !path.starts_with("/pkg/"))
    }

    /// The response to a request for `path`.
    pub fn respond(&self, path: &str, headers: &HeaderMap) -> Response {
        match self.files.get(path) {
            Some(file) => file.respond(headers),
            None => (StatusCode::NOT_FOUND, [(CACHE_CONTROL, "no-store")]).into_response(),
        }
    }
}

impl File {
    fn new(name: &str, contents: &mut BTreeMap<String, Bytes>) -> Self {
        let plain = contents.remove(name).unwrap_or_default();
        Self {
            content_type: content_type(name),
            etag: etag(&plain),
            immutable: name.starts_with("/pkg/"),
            br: contents.remove(&format!("{name}.br")),
            gzip: contents.remove(&format!("{name}.gz")),
            plain,
        }
    }

    fn respond(&self, headers: &HeaderMap) -> Response {
        let accepted = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
        let accepted = accepted.collect::<Vec<_>>().join(",");
        let compressed =
            |name, bytes: &Option<Bytes>| Some((name, bytes.clone()?)).filter(|_| accepts(&accepted, name));
        let chosen = compressed("br", &self.br).or_else(|| compressed("gzip", &self.gzip));
        let unchanged = headers
            .get(IF_NONE_MATCH)
            .and_then(|tags| tags.to_str().ok())
            .is_some_and(|tags| tags.split(',').any(|tag| tag.trim().trim_start_matches("W/") == self.etag));
        let mut response = if unchanged {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            let (encoding, bytes) =
                chosen.map_or((None, self.plain.clone()), |(name, bytes)| (Some(name), bytes));
            let mut response = ([(CONTENT_TYPE, self.content_type)], Body::from(bytes)).into_response();
            if let Some(encoding) = encoding {
                response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
            }
            response
        };
        let caching = if self.immutable { "public, max-age=31536000, immutable" } else { "public, no-cache" };
        let headers = response.headers_mut();
        headers.insert(CACHE_CONTROL, HeaderValue::from_static(caching));
        headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
        if let Ok(etag) = HeaderValue::from_str(&format!("W/{}", self.etag)) {
            headers.insert(ETAG, etag);
        }
        response
    }
}

/// Whether an `Accept-Encoding` names this encoding and does not refuse it with a weight of zero.
fn accepts(accepted: &str, encoding: &str) -> bool {
    accepted.split(',').any(|item| {
        let mut parts = item.split(';').map(str::trim);
        parts.next() == Some(encoding)
            && !parts.any(|weight| matches!(weight, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
    })
}

fn etag(content: &[u8]) -> String {
    let digest = Sha256::digest(content);
    let hex = digest.iter().take(8).fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    format!("\"{hex}\"")
}

fn is_compressed(name: &str) -> bool {
    matches!(Path::new(name).extension().and_then(|end| end.to_str()), Some("br" | "gz"))
}

fn content_type(name: &str) -> &'static str {
    match Path::new(name).extension().and_then(|end| end.to_str()) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("txt") => "text/plain; charset=utf-8",
        Some("json" | "map") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

fn collect(folder: &Path, path: &str, contents: &mut BTreeMap<String, Bytes>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let path = format!("{path}/{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &path, contents)?;
        } else {
            contents.insert(path, std::fs::read(entry.path())?.into());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> Files {
        let manifest = r#"{"css":"/pkg/a.1.css","js":"/pkg/a.2.js","wasm":"/pkg/a.3.wasm"}"#;
        let contents = [
            ("/manifest.json", manifest),
            ("/pkg/a.1.css", "css"),
            ("/pkg/a.2.js", "js"),
            ("/pkg/a.2.js.br", "js-br"),
            ("/pkg/a.2.js.gz", "js-gzip"),
            ("/pkg/a.3.wasm", "wasm"),
            ("/icon.svg", "<svg/>"),
        ];
        let contents = contents.map(|(name, text)| (name.to_owned(), Bytes::from(text)));
        Files::from_contents(contents.into()).expect("a complete site")
    }

    fn asking(name: axum::http::HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_str(value).expect("plain text"))])
    }

    #[test]
    fn a_file_is_sent_as_the_browser_can_read_it() {
        let site = site();
        let encoding = |accepted| {
            let response = site.respond("/pkg/a.2.js", &asking(ACCEPT_ENCODING, accepted));
            response.headers().get(CONTENT_ENCODING).map(|value| value.to_str().expect("text").to_owned())
        };
        assert_eq!(encoding("gzip, deflate, br").as_deref(), Some("br"));
        assert_eq!(encoding("gzip").as_deref(), Some("gzip"));
        assert_eq!(encoding("br;q=0, gzip;q=0.5").as_deref(), Some("gzip"));
        assert_eq!(encoding("identity"), None);
    }

    #[test]
    fn a_hashed_file_is_kept_for_ever_and_an_icon_is_checked() {
        let site = site();
        let caching = |path| site.respond(path, &HeaderMap::new()).headers()[CACHE_CONTROL].clone();
        assert_eq!(caching("/pkg/a.3.wasm"), "public, max-age=31536000, immutable");
        assert_eq!(caching("/icon.svg"), "public, no-cache");
        assert_eq!(site.others().collect::<Vec<_>>(), ["/icon.svg"]);
    }

    #[test]
    fn a_file_the_browser_has_is_not_sent_again() {
        let site = site();
        let etag = site.respond("/icon.svg", &HeaderMap::new()).headers()[ETAG].clone();
        let again = site.respond("/icon.svg", &asking(IF_NONE_MATCH, etag.to_str().expect("text")));
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    }

    #[test]
    fn an_incomplete_site_is_refused() {
        let contents = BTreeMap::from([(
            "/manifest.json".to_owned(),
            Bytes::from(r#"{"css":"/pkg/a.css","js":"","wasm":""}"#),
        )]);
        assert_eq!(
            Files::from_contents(contents).err().as_deref(),
            Some("lacks /pkg/a.css, which its manifest.json names")
        );
        assert!(Files::from_contents(BTreeMap::new()).is_err());
    }

    #[test]
    fn an_unknown_file_is_not_found() {
        assert_eq!(
            site().respond("/pkg/../manifest.json", &HeaderMap::new()).status(),
            StatusCode::NOT_FOUND
        );
    }
}
