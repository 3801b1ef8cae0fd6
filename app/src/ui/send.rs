//! `<form data-send>` opens WhatsApp with its text while it is being sent: a browser lets a page open another only
//! on a click. Without JavaScript the next page has the link, as it has for every other program.

use super::dom;
use domain::{
    contact::Channel,
    phone::{Phone, whatsapp_link},
};
use leptos::{ev, prelude::*, wasm_bindgen::JsCast, web_sys};

/// To be called once, when the program starts in the browser.
pub fn listen() {
    window_event_listener(ev::keydown, |event| {
        let _ = send_on_enter(&event);
    });
    window_event_listener(ev::submit, |event| {
        let computes = event.submitter().is_some_and(|button| button.has_attribute("formmethod"));
        let form = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlFormElement>().ok());
        if let Some(form) = form.filter(|form| !computes && form.has_attribute("data-send")) {
            let _ = open(&form);
        }
    });
}

/// Ctrl+Enter sends, wherever in the form it is pressed.
fn send_on_enter(event: &web_sys::KeyboardEvent) -> Option<()> {
    let held = event.ctrl_key() || event.meta_key();
    let target =
        event.target()?.dyn_into::<web_sys::Element>().ok().filter(|_| held && event.key() == "Enter")?;
    let form = dom::closest(&target, "form[data-send]")?;
    event.prevent_default();
    form.query_selector("[data-send-now]").ok()??.dyn_into::<web_sys::HtmlElement>().ok()?.click();
    Some(())
}

/// Nothing where the server would refuse the form anyway.
fn open(form: &web_sys::HtmlFormElement) -> Option<()> {
    let fields = web_sys::FormData::new_with_form(form).ok()?;
    let field = |name: &str| fields.get(&format!("cmd[{name}]")).as_string();
    if field("channel")? != Channel::WhatsApp.as_str()
        || field("reason").is_some_and(|why| why.trim().is_empty())
    {
        return None;
    }
    if form.query_selector("[data-refused]").ok().flatten().is_some() {
        return None;
    }
    let (phone, body) = (Phone::parse(&field("to")?).ok()?, field("body")?);
    if body.trim().is_empty() {
        return None;
    }
    let link = whatsapp_link(phone.e164(), &body.replace("\r\n", "\n"));
    let _ = dom::open_beside(&link);
    Some(())
}
