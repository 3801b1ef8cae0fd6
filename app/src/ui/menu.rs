//! A `<details>` that behaves like a menu: leaving it closes it.

use super::dom;
use leptos::{ev, html, prelude::*, wasm_bindgen::JsCast, web_sys};
use leptos_router::hooks::use_location;

/// Closes the menu on a click elsewhere, on Escape, and when another page is shown. Without JavaScript its
/// summary closes it.
pub fn close_on_leave(menu: NodeRef<html::Details>) {
    let path = use_location().pathname;
    let close = move || {
        if let Some(menu) = menu.get_untracked() {
            menu.set_open(false);
        }
    };
    Effect::new(move || {
        path.track();
        close();
    });
    Effect::new(move || {
        let click = window_event_listener(ev::click, move |event| {
            let target = event.target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
            if menu.get_untracked().is_some_and(|menu| !menu.contains(target.as_ref())) {
                close();
            }
        });
        let escape = window_event_listener(ev::keydown, move |event| {
            let Some(menu) = menu.get_untracked() else { return };
            if event.key() == "Escape" && menu.open() {
                close();
                if let Ok(Some(summary)) = menu.query_selector("summary") {
                    dom::focus_element(&summary);
                }
            }
        });
        on_cleanup(move || {
            click.remove();
            escape.remove();
        });
    });
}
