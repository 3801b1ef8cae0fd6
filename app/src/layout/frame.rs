//! Navigation, messages and the page between them.

use super::navigation::Header;
use crate::{
    page,
    routes::Pages,
    texts::texts,
    ui::{FlashRegion, provide_flash, provide_heard},
};
use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{components::Router, hooks::use_location};

/// The application, as server and browser render it.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    if use_context::<std::sync::Arc<page::PageData>>().is_none() {
        page::provide_page();
    }
    view! {
        <Router>
            <Frame/>
        </Router>
    }
    .into_any()
}

#[component]
fn Frame() -> impl IntoView {
    provide_flash();
    provide_heard();
    let t = texts();
    let signed_in = page::use_page().viewer.is_some();
    let main = NodeRef::<leptos::html::Main>::new();
    let location = use_location();
    // After a navigation in the browser the focus would stay on a link that is gone.
    Effect::new(move |before: Option<String>| {
        let path = location.pathname.get();
        if before.is_some_and(|before| before != path) {
            page::forget_posted();
            if location.hash.get_untracked().is_empty()
                && let Some(main) = main.get_untracked()
            {
                let _ = main.focus();
            }
        }
        path
    });
    view! {
        <a class="skip" href="#conteudo" rel="external">{t.common.skip}</a>
        {signed_in.then(|| view! { <Header/> })}
        <FlashRegion/>
        <main class="main" id="conteudo" tabindex="-1" node_ref=main>
            <Pages/>
        </main>
    }
    .into_any()
}
