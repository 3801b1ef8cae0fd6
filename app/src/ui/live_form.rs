//! Forms of document pages that compute: `<form data-live="/path">`. While somebody types, the page at that path
//! is asked with the form's fields, as its button *Recalculate* would ask without JavaScript, and whatever stands
//! in an element `data-live-part` is taken over from the answer. Fields themselves are never touched.

use super::dom;
use gloo_timers::callback::Timeout;
use leptos::{ev, prelude::*, wasm_bindgen::JsCast, web_sys};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use wasm_bindgen_futures::{JsFuture, spawn_local};

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
                if let Some(answer) = answer.filter(|_| turn.get() == mine) {
                    take_over(&answer);
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
    let asked = JsFuture::from(window().fetch_with_str(&format!("{path}?{fields}"))).await.ok()?;
    let text = JsFuture::from(asked.dyn_into::<web_sys::Response>().ok()?.text().ok()?).await.ok()?;
    let parser = web_sys::DomParser::new().ok()?;
    parser.parse_from_string(&text.as_string()?, web_sys::SupportedType::TextHtml).ok()
}

fn take_over(answer: &web_sys::Document) {
    let Ok(parts) = document().query_selector_all("[data-live-part]") else { return };
    for index in 0..parts.length() {
        let part = parts.item(index).and_then(|node| node.dyn_into::<web_sys::Element>().ok());
        let Some(part) = part else { continue };
        let name = part.get_attribute("data-live-part").unwrap_or_default();
        let selector = format!("[data-live-part='{name}']");
        if let Ok(Some(new)) = answer.query_selector(&selector) {
            part.set_inner_html(&new.inner_html());
        }
    }
}
