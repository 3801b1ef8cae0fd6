//! A look at a part of another page without leaving this one: `<a href="/pagina#parte" data-peek>` shows the part
//! in a dialogue. Without JavaScript, or with a key held, it is a link.

use super::dom;
use crate::texts::texts;
use leptos::{ev, prelude::*, wasm_bindgen::JsCast, web_sys};
use maud::html;
use wasm_bindgen_futures::spawn_local;

/// To be called once, when the program starts in the browser.
pub fn listen() {
    window_event_listener(ev::click, |event| {
        let other = event.ctrl_key() || event.meta_key() || event.shift_key();
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let link = target.and_then(|target| dom::closest(&target, "a[data-peek]"));
        if let Some(link) =
            link.and_then(|link| link.dyn_into::<web_sys::HtmlAnchorElement>().ok()).filter(|_| !other)
        {
            event.prevent_default();
            spawn_local(async move {
                if show(&link).await.is_none() {
                    let _ = window().location().assign(&link.href());
                }
            });
        }
    });
}

async fn show(link: &web_sys::HtmlAnchorElement) -> Option<()> {
    let page = dom::fetch_page(&link.href()).await?;
    let part = page.get_element_by_id(link.hash().trim_start_matches('#'))?.inner_html();
    let dialog = document().create_element("dialog").ok()?.dyn_into::<web_sys::HtmlDialogElement>().ok()?;
    let close = html! {
        form method="dialog" { button.button.button--small autofocus { (texts().agenda.close) } }
    };
    dialog.set_inner_html(&format!("{part}{}", close.into_string()));
    for (name, value) in [("class", "peek"), ("closedby", "any")] {
        let _ = dialog.set_attribute(name, value);
    }
    if let Some(label) = link.get_attribute("aria-label") {
        let _ = dialog.set_attribute("aria-label", &label);
    }
    // The one before it, closed by now.
    if let Ok(Some(before)) = document().query_selector("dialog.peek") {
        before.remove();
    }
    document().body()?.append_child(&dialog).ok()?;
    dialog.show_modal().ok()
}
