//! Forms of document pages that compute: `<form data-live="/path">`. While somebody types, the page at that path
//! is asked with the form's fields, as its button *Recalculate* would ask without JavaScript, and whatever stands
//! in an element `data-live-part` is taken over from the answer, unless somebody is in a field of it.

use super::dom;
use gloo_timers::callback::Timeout;
use leptos::{ev, prelude::*, wasm_bindgen::JsCast, web_sys};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use wasm_bindgen_futures::spawn_local;

/// How long nobody must have typed before the page is asked, in milliseconds.
const PAUSE: u32 = 150;

/// Keeps the live form of the page up to date. To be called once, when the program starts in the browser.
pub fn listen() {
    let turn = Rc::new(Cell::new(0_u32));
    let pending = RefCell::new(None);
    window_event_listener(ev::input, move |event| {
        let Some(form) = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
            .and_then(|element| dom::closest(&element, "form[data-live]"))
        else {
            return;
        };
        turn.set(turn.get().wrapping_add(1));
        let (mine, turn) = (turn.get(), Rc::clone(&turn));
        let asks = Timeout::new(PAUSE, move || {
            spawn_local(async move {
                let answer = ask(&form).await;
                // Somebody may have typed on meanwhile.
                if turn.get() == mine {
                    match answer {
                        Some(answer) => take_over(&answer),
                        None => doubt(&form),
                    }
                }
            });
        });
        // What was to be asked before is not asked any more.
        pending.replace(Some(asks));
    });
}

async fn ask(form: &web_sys::Element) -> Option<web_sys::Document> {
    let path = form.get_attribute("data-live")?;
    let fields = dom::fields(form.dyn_ref()?)?;
    let answer = dom::fetch_page(&format!("{path}?{fields}")).await?;
    // Who was signed out meanwhile gets another page.
    answer.query_selector("[data-live-part]").ok()?.is_some().then_some(answer)
}

fn take_over(answer: &web_sys::Document) {
    for part in dom::all("[data-live-part]") {
        let name = part.get_attribute("data-live-part").unwrap_or_default();
        if let Ok(Some(new)) = answer.query_selector(&format!("[data-live-part='{name}']")) {
            replace(&part, &new.inner_html());
        }
    }
}

/// Only what is different: a button that stays itself keeps the focus, and the click that is just being made.
fn replace(part: &web_sys::Element, new: &str) {
    let typed_in = part.query_selector(":is(input, select, textarea):focus");
    if part.inner_html() == new || typed_in != Ok(None) {
        return;
    }
    let buttons = |part: &web_sys::Element| part.query_selector_all("a, button").ok();
    let active = document().active_element();
    let place = buttons(part).and_then(|buttons| {
        let is_active = |at: &u32| buttons.item(*at).as_ref() == active.as_deref();
        (0..buttons.length()).find(is_active)
    });
    part.set_inner_html(new);
    let again = place.and_then(|place| buttons(part)?.item(place)?.dyn_into::<web_sys::Element>().ok());
    if let Some(again) = again {
        dom::focus_element(&again);
    }
}

/// What is shown does not belong to what is typed: it cannot be confirmed. *Recalculate* says why.
fn doubt(form: &web_sys::Element) {
    let Ok(buttons) = form.query_selector_all("[data-live-part] button:not([formmethod])") else { return };
    for index in 0..buttons.length() {
        if let Some(button) =
            buttons.item(index).and_then(|button| button.dyn_into::<web_sys::Element>().ok())
        {
            let _ = button.set_attribute("disabled", "");
        }
    }
}
