//! The HTML document around the application, as the server writes it.

use super::App;
use crate::{
    page::{self, PageData, Theme},
    routes,
    ssr::Assets,
    wire,
};
use axum::http::request::Parts;
use leptos::{nonce::use_nonce, prelude::*};
use leptos_meta::MetaTags;
use std::sync::LazyLock;

/// The whole document.
pub fn shell(files: &Assets) -> AnyView {
    let page = page::provide_page();
    let theme = (page.theme != Theme::Auto).then(|| page.theme.as_str());
    let scheme = match page.theme {
        Theme::Auto => "light dark",
        fixed => fixed.as_str(),
    };
    let program = Program::of(&page);
    let ready = (program == Program::None).then_some("");
    view! {
        <!DOCTYPE html>
        <html lang=page.language.tag() data-theme=theme data-hydrated=ready>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content=scheme/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="stylesheet" href=files.css.clone()/>
                {program.scripts(files, &page)}
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
    .into_any()
}

/// The script that listens to what others do, without what only people read.
static NEWS: LazyLock<String> = LazyLock::new(|| {
    let lines = include_str!("news.js").lines().map(str::trim_start);
    lines.filter(|line| !line.starts_with("//")).collect::<Vec<_>>().join("\n")
});

/// What runs in the browser.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Program {
    /// The whole application.
    Application,
    /// Keys and menus: the page itself only the server renders.
    Attend,
    /// Nothing, before signing in; the application is fetched for the next page.
    None,
}

impl Program {
    fn of(page: &PageData) -> Self {
        let path = use_context::<Parts>().map(|parts| parts.uri.path().to_owned()).unwrap_or_default();
        match (routes::is_document(&path), &page.viewer) {
            (false, _) => Self::Application,
            (true, Some(_)) => Self::Attend,
            (true, None) => Self::None,
        }
    }

    fn scripts(self, files: &Assets, page: &PageData) -> AnyView {
        let Assets { js, wasm, .. } = files.clone();
        let function = match self {
            Self::Application => "hydrate",
            Self::Attend => "attend",
            Self::None => {
                return view! { <link rel="prefetch" href=js/><link rel="prefetch" href=wasm r#as="fetch" crossorigin=""/> }
                    .into_any();
            }
        };
        let nonce = use_nonce();
        let start = format!(
            "import start, {{ {function} }} from '{js}'; start({{ module_or_path: '{wasm}' }}).then({function});"
        );
        view! {
            <link rel="modulepreload" href=js/>
            <link rel="preload" href=wasm r#as="fetch" r#type="application/wasm" crossorigin=""/>
            <script type="text/plain" id=page::ELEMENT_ID nonce=nonce.clone() inner_html=wire::to_text(page)></script>
            <script type="module" nonce=nonce.clone() inner_html=start></script>
            <script nonce=nonce inner_html=NEWS.as_str()></script>
        }
        .into_any()
    }
}
