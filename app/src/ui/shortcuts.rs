//! Keys: every one is also a link or a button on the screen.

use super::dom;
use crate::routes;
use leptos::{ev, prelude::*, wasm_bindgen::JsCast, web_sys};
use std::{cell::Cell, rc::Rc};

/// The id of the quick search's field.
pub const SEARCH_ID: &str = "busca-rapida";

/// Calls `handler` with every key that is pressed while nobody types in a field and no other modifier than
/// Shift is held. The handler says whether it used the key. Ends with the part of the page that asked for it.
pub fn on_key(handler: impl Fn(&str) -> bool + 'static) {
    // Moved into the effect, which the server never runs: whatever stays behind on the server must not mind on
    // which thread it ends.
    let handler = Rc::new(handler);
    Effect::new(move || {
        let handler = Rc::clone(&handler);
        let listener = window_event_listener(ev::keydown, move |event| handle(&event, &*handler));
        on_cleanup(move || listener.remove());
    });
}

fn handle(event: &web_sys::KeyboardEvent, handler: &dyn Fn(&str) -> bool) {
    let other = event.ctrl_key() || event.meta_key() || event.alt_key();
    if !other && !event.default_prevented() && !typing(event) && handler(&event.key()) {
        event.prevent_default();
    }
}

/// The keys that work on every page. To be called once, when the program starts in the browser.
pub fn listen() {
    let after_g = Cell::new(false);
    window_event_listener(ev::keydown, move |event| {
        handle(&event, &|key| {
            match (key, after_g.take()) {
                ("a", true) => dom::follow(routes::AGENDA),
                ("c", true) => dom::follow(routes::GRID),
                ("i", true) => dom::follow(routes::DELINQUENCY),
                ("l", true) => dom::follow(routes::CHARGES),
                ("o", true) => dom::follow(routes::AGREEMENTS),
                ("g", _) => after_g.set(true),
                ("/", _) => dom::focus(SEARCH_ID),
                ("?", _) => dom::follow(routes::HELP),
                ("j", _) => return step(1),
                ("k", _) => return step(-1),
                ("ArrowDown", _) => return follows() && step(1),
                ("ArrowUp", _) => return follows() && step(-1),
                (key, _) => return press(key),
            }
            true
        });
    });
}

/// Whether the page has a list whose pane follows the rows.
fn follows() -> bool {
    document().query_selector("table[data-follow]").is_ok_and(|found| found.is_some())
}

#[cfg(feature = "hydrate")]
use super::follow::press;

/// Only browsers have keys.
#[cfg(not(feature = "hydrate"))]
fn press(_: &str) -> bool {
    false
}

/// Moves the focus to the link of the next or previous row of a list: `[data-row] [data-open]`. Enter follows it.
fn step(by: i32) -> bool {
    let Ok(links) = document().query_selector_all("[data-row] [data-open]") else { return false };
    let count = i32::try_from(links.length()).unwrap_or(i32::MAX);
    if count == 0 {
        return false;
    }
    let row = document().active_element().and_then(|element| dom::closest(&element, "[data-row]"));
    let row = row.or_else(|| document().query_selector("[data-row][aria-current='true']").ok().flatten());
    let here = row.and_then(|row| row.query_selector("[data-open]").ok().flatten()).and_then(|link| {
        (0..links.length())
            .find(|index| links.item(*index).as_ref() == Some(link.unchecked_ref::<web_sys::Node>()))
    });
    let next = match here.and_then(|here| i32::try_from(here).ok()) {
        Some(here) => (here + by).clamp(0, count - 1),
        None if by > 0 => 0,
        None => count - 1,
    };
    let link = u32::try_from(next).ok().and_then(|next| links.item(next));
    if let Some(link) = link.and_then(|link| link.dyn_into::<web_sys::Element>().ok()) {
        dom::focus_element(&link);
    }
    true
}

fn typing(event: &web_sys::KeyboardEvent) -> bool {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) else {
        return false;
    };
    match target.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => true,
        "INPUT" => !matches!(
            target.get_attribute("type").as_deref(),
            Some("radio" | "checkbox" | "button" | "submit")
        ),
        _ => dom::closest(&target, "[contenteditable]").is_some(),
    }
}
