//! One style sheet from `style/main.css` and what it imports.

use anyhow::{Result, anyhow};
use lightningcss::{
    bundler::{Bundler, FileProvider},
    stylesheet::{MinifyOptions, ParserOptions, PrinterOptions},
};
use std::path::Path;

/// Follows the imports and takes the white space out.
pub fn bundle(main: &Path) -> Result<String> {
    let files = FileProvider::new();
    let mut bundler = Bundler::new(&files, None, ParserOptions::default());
    let mut sheet = bundler.bundle(main).map_err(|error| {
        let place = error.loc.as_ref().map_or_else(|| main.display().to_string(), ToString::to_string);
        anyhow!("the style sheet is wrong at {place}: {}", error.kind)
    })?;
    sheet.minify(MinifyOptions::default()).map_err(|error| anyhow!("the style sheet: {error}"))?;
    let printed = sheet.to_css(PrinterOptions { minify: true, ..PrinterOptions::default() });
    Ok(printed.map_err(|error| anyhow!("the style sheet: {error}"))?.code)
}

/// Whether the style sheet names this file of `public/` as `url(/NAME)`.
pub fn names(style: &str, name: &str) -> bool {
    spellings(name).iter().any(|url| style.contains(url))
}

/// The style sheet with another address for a file of `public/`.
pub fn renamed(style: &str, name: &str, address: &str) -> String {
    spellings(name).iter().fold(style.to_owned(), |style, url| style.replace(url, &format!("url({address})")))
}

fn spellings(name: &str) -> [String; 3] {
    [format!("url(/{name})"), format!("url(\"/{name}\")"), format!("url('/{name}')")]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_the_style_sheet_names_gets_its_hashed_address() {
        let style = "@font-face{src:url(/text.woff2)}a{b:url(\"/text.woff2\")}c{d:url(/other.svg)}";
        assert!(names(style, "text.woff2"));
        assert!(!names(style, "text.woff"));
        assert_eq!(
            renamed(style, "text.woff2", "/pkg/text.12.woff2"),
            "@font-face{src:url(/pkg/text.12.woff2)}a{b:url(/pkg/text.12.woff2)}c{d:url(/other.svg)}"
        );
    }
}
