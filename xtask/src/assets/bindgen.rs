//! wasm-bindgen as a library: the same version as the crate, nothing to install.

use anyhow::Result;
use std::collections::BTreeMap;
use wasm_bindgen_cli_support::Bindgen;

/// The name in the loader that stands for the WebAssembly file.
const UNHASHED: &str = "emdia_bg.wasm";

/// What wasm-bindgen makes.
pub struct Code {
    /// The loader, a JavaScript module.
    pub js: String,
    /// The program.
    pub wasm: Vec<u8>,
    /// JavaScript files that the loader imports: path below `pkg/` and content.
    pub snippets: BTreeMap<String, String>,
}

/// Makes the program loadable by a browser.
pub fn generate(wasm: Vec<u8>) -> Result<Code> {
    let mut output = Bindgen::new()
        .input_bytes("emdia", wasm)
        .web(true)?
        .typescript(false)
        .omit_default_module_path(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate_output()?;
    let mut snippets: BTreeMap<String, String> = output
        .local_modules()
        .iter()
        .map(|(path, content)| (format!("snippets/{path}"), content.clone()))
        .collect();
    for (module, parts) in output.snippets() {
        for (number, content) in parts.iter().enumerate() {
            snippets.insert(format!("snippets/{module}/inline{number}.js"), content.clone());
        }
    }
    Ok(Code { js: output.js().to_owned(), wasm: output.wasm_mut().emit_wasm(), snippets })
}

/// The loader with the final address of the program, for whoever calls it without one.
pub fn loader(js: &str, wasm: &str) -> String {
    js.replace(UNHASHED, wasm.trim_start_matches("/pkg/"))
}
