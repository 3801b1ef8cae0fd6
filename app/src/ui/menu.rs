//! A `<details class="menu">` behaves like a menu: leaving it closes it. Without JavaScript its summary does.

use super::dom;
use leptos::{ev, prelude::*, wasm_bindgen::JsCast, web_sys};

/// The menu that is open.
const OPEN: &str = "details.menu[open]";

/// Closes the open menu on a click elsewhere or on one of its links, and on Escape. To be called once, when the
/// program starts in the browser.
pub fn listen() {
    window_event_listener(ev::click, |event| {
        let Some(target) = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        else {
            return;
        };
        if dom::closest(&target, OPEN).is_none() || dom::closest(&target, "a").is_some() {
            close();
        }
    });
    window_event_listener(ev::keydown, |event| {
        if event.key() == "Escape"
            && let Some(menu) = close()
            && let Ok(Some(summary)) = menu.query_selector("summary")
        {
            dom::focus_element(&summary);
        }
    });
}

fn close() -> Option<web_sys::Element> {
    let menu = document().query_selector(OPEN).ok().flatten()?;
    let _ = menu.remove_attribute("open");
    let _ = menu.remove_attribute("data-at");
    Some(menu)
}
