//! The browser's entry point.

use leptos::prelude::*;
use wasm_bindgen::prelude::wasm_bindgen;

/// The application takes over the page that the server rendered: from then on forms and links work without page
/// loads.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_body(app::App);
    ready();
}

/// For a page that only the server renders: keys, menus, messages, and forms that compute.
#[wasm_bindgen]
pub fn attend() {
    console_error_panic_hook::set_once();
    app::attend_document();
    ready();
}

/// Says in the document that the program runs.
fn ready() {
    app::attend();
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-hydrated", "");
    }
}
