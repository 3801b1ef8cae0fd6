//! The HTML document around the application, as the server writes it.

use super::App;
use crate::{
    page::{self, Theme},
    ssr::Assets,
    wire,
};
use leptos::{nonce::use_nonce, prelude::*};
use leptos_meta::MetaTags;

/// The whole document.
pub fn shell(files: &Assets) -> AnyView {
    let page = page::provide_page();
    let theme = (page.theme != Theme::Auto).then(|| page.theme.as_str());
    let scheme = match page.theme {
        Theme::Auto => "light dark",
        fixed => fixed.as_str(),
    };
    let nonce = use_nonce();
    let start = format!(
        "import start, {{ hydrate }} from '{}'; start({{ module_or_path: '{}' }}).then(hydrate);",
        files.js, files.wasm
    );
    view! {
        <!DOCTYPE html>
        <html lang=page.language.tag() data-theme=theme>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content=scheme/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="stylesheet" href=files.css.clone()/>
                <link rel="modulepreload" href=files.js.clone()/>
                <link rel="preload" href=files.wasm.clone() r#as="fetch" r#type="application/wasm" crossorigin=""/>
                <script type="text/plain" id=page::ELEMENT_ID nonce=nonce.clone() inner_html=wire::to_text(&*page)></script>
                <script type="module" nonce=nonce inner_html=start></script>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
    .into_any()
}
