//! Choosing rows of a `<table data-select>` by their checkboxes: Shift-click chooses from the last one on,
//! Ctrl-click anywhere on a row chooses it, and the box with `data-all` chooses all.

use super::dom;
use leptos::{ev, prelude::*, wasm_bindgen::JsCast, web_sys};
use std::cell::Cell;

/// To be called once, when the program starts in the browser.
pub fn listen() {
    let last = Cell::new(None);
    window_event_listener(ev::click, move |event| {
        let _ = clicked(&event, &last);
    });
}

/// Nothing where the click means nothing here.
fn clicked(event: &web_sys::MouseEvent, last: &Cell<Option<u32>>) -> Option<()> {
    let target = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    let table = dom::closest(&target, "table[data-select]")?;
    let boxes = table.query_selector_all("tbody input[type='checkbox']").ok()?;
    let at = |index| boxes.item(index)?.dyn_into::<web_sys::HtmlInputElement>().ok();
    let clicked = target.dyn_ref::<web_sys::HtmlInputElement>();
    let (range, on) = if let Some(all) = clicked.filter(|input| input.has_attribute("data-all")) {
        (0..boxes.length(), all.checked())
    } else {
        let row = dom::closest(&target, "tr")?;
        let index =
            (0..boxes.length()).find(|&index| at(index).is_some_and(|input| row.contains(Some(&input))))?;
        let held = event.ctrl_key() || event.meta_key();
        if clicked.is_none() {
            if dom::closest(&target, "a, button, summary, label").is_some() || !(held || event.shift_key()) {
                return None;
            }
            let input = at(index)?;
            input.set_checked(!input.checked());
        }
        let from = last.replace(Some(index)).filter(|_| event.shift_key()).unwrap_or(index);
        (from.min(index)..from.max(index) + 1, at(index)?.checked())
    };
    for index in range {
        at(index)?.set_checked(on);
    }
    let init = web_sys::EventInit::new();
    init.set_bubbles(true);
    let changed = web_sys::Event::new_with_event_init_dict("input", &init).ok()?;
    table.dispatch_event(&changed).ok().map(drop)
}
