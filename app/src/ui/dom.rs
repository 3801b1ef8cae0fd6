//! What touches the document directly. Everything here runs only in the browser.

use crate::routes;
use leptos::{form::form_data_from_event, html, prelude::*, wasm_bindgen::JsCast, web_sys};
use leptos_router::location::Url;

/// Moves the focus to the element with this id, if it is there.
pub fn focus(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        focus_element(&element);
    }
}

/// Follows the link of the navigation to this path, as a click would.
pub(super) fn follow(path: &str) {
    let link = document().query_selector(&format!("nav a[href='{path}']")).ok().flatten();
    if let Some(link) = link.and_then(|link| link.dyn_into::<web_sys::HtmlElement>().ok()) {
        link.click();
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

/// Makes the space bar work on links that are buttons (`role="button"`), as people expect of buttons.
pub fn space_clicks(event: &web_sys::KeyboardEvent) {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(target) = target.filter(|target| target.get_attribute("role").as_deref() == Some("button"))
        && event.key() == " "
    {
        event.prevent_default();
        target.click();
    }
}

/// Leads from a line of the error summary to its field: the focus, not only the scroll position.
pub(super) fn jump(event: &web_sys::MouseEvent, id: &str) {
    event.prevent_default();
    event.stop_propagation();
    focus(id);
}

/// Says at a field what is wrong with it; nothing any more when there is no error.
pub(super) fn mark(id: &str, error: Option<&str>) {
    let place = format!("{id}-error");
    if let Some(line) = document().get_element_by_id(&place) {
        line.set_text_content(error);
    }
    if let Ok(Some(control)) = document().query_selector(&format!("[aria-describedby~='{place}']")) {
        let _ = match error {
            Some(_) => control.set_attribute("aria-invalid", "true"),
            None => control.remove_attribute("aria-invalid"),
        };
    }
}

/// The line of text or day with this id.
pub fn input(id: &str) -> Option<web_sys::HtmlInputElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
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

/// The fields of the form that is being sent, with the button that sends it, as a browser encodes them.
pub(super) fn form_fields(event: &web_sys::SubmitEvent) -> Option<String> {
    encoded(&form_data_from_event(event).ok()?)
}

/// The fields of a form, without its buttons.
#[cfg(feature = "hydrate")]
pub(super) fn fields(form: &web_sys::HtmlFormElement) -> Option<String> {
    encoded(&web_sys::FormData::new_with_form(form).ok()?)
}

/// The page at this address, as the server writes it; nothing when it cannot be had.
#[cfg(feature = "hydrate")]
pub(super) async fn fetch_page(address: &str) -> Option<web_sys::Document> {
    use wasm_bindgen_futures::JsFuture;
    let answer = JsFuture::from(window().fetch_with_str(address)).await.ok()?;
    let answer = answer.dyn_into::<web_sys::Response>().ok().filter(web_sys::Response::ok)?;
    let text = JsFuture::from(answer.text().ok()?).await.ok()?.as_string()?;
    web_sys::DomParser::new().ok()?.parse_from_string(&text, web_sys::SupportedType::TextHtml).ok()
}

/// The values of the boxes with this name that are ticked in the page: a list that is drawn again keeps them.
#[cfg(feature = "hydrate")]
pub fn ticked(name: &str) -> Vec<String> {
    let ticks = all(&format!("[name='{name}']:checked"));
    ticks.iter().filter_map(|tick| tick.get_attribute("value")).collect()
}

/// The server draws each page once.
#[cfg(not(feature = "hydrate"))]
pub const fn ticked(_: &str) -> Vec<String> {
    Vec::new()
}

/// All elements of this page that match the selector.
#[cfg(feature = "hydrate")]
pub(super) fn all(selector: &str) -> Vec<web_sys::Element> {
    let Ok(found) = document().query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.item(index)?.dyn_into().ok()).collect()
}

fn encoded(data: &web_sys::FormData) -> Option<String> {
    let fields = web_sys::UrlSearchParams::new_with_str_sequence_sequence(data).ok()?;
    Some(fields.to_string().into())
}

/// The address that a form with this action asks for, without its blank fields.
pub(super) fn filter_address(event: &web_sys::SubmitEvent, action: &str) -> Option<String> {
    let typed = form_fields(event)?;
    let plain = |text: &str| Url::unescape(&text.replace('+', " "));
    let pairs: Vec<(String, String)> = typed
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| (plain(name), plain(value)))
        .collect();
    let pairs: Vec<(&str, String)> =
        pairs.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
    Some(routes::address(action, &pairs))
}
