//! What touches the document directly. Everything here runs only in the browser.

use leptos::{form::form_data_from_event, html, prelude::*, wasm_bindgen::JsCast, web_sys};
use leptos_router::params::ParamsMap;

/// Moves the focus to the element with this id, if it is there.
pub fn focus(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        focus_element(&element);
    }
}

pub(super) fn focus_element(element: &web_sys::Element) {
    if let Some(element) = element.dyn_ref::<web_sys::HtmlElement>() {
        let _ = element.focus();
    }
}

/// The nearest element that holds `inside` and matches the selector.
pub(super) fn closest(inside: &web_sys::Element, selector: &str) -> Option<web_sys::Element> {
    inside.closest(selector).ok().flatten()
}

/// Leads from a line of the error summary to its field: the focus, not only the scroll position.
pub(super) fn jump(event: &web_sys::MouseEvent, id: &str) {
    event.prevent_default();
    event.stop_propagation();
    focus(id);
}

/// Moves the focus to the summary of errors, once it is in the document.
pub(super) fn focus_errors(form: NodeRef<html::Form>) {
    request_animation_frame(move || {
        if let Some(summary) =
            form.get_untracked().and_then(|form| form.query_selector(".form-errors").ok().flatten())
        {
            focus_element(&summary);
        }
    });
}

/// The fields of a form as the query of an address, without the blank ones.
pub(super) fn filter_query(event: &web_sys::SubmitEvent) -> Option<String> {
    let data = form_data_from_event(event).ok()?;
    let fields = web_sys::UrlSearchParams::new_with_str_sequence_sequence(&data).ok()?;
    let typed: String = fields.to_string().into();
    let mut query = ParamsMap::new();
    for pair in typed.split('&') {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let plain = |text: &str| leptos_router::location::Url::unescape(&text.replace('+', " "));
        if !name.is_empty() && !value.is_empty() {
            query.insert(plain(name), plain(value));
        }
    }
    Some(query.to_query_string())
}
