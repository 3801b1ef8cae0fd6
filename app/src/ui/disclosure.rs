//! Parts that open on demand, with and without JavaScript.

use super::dom;
use leptos::{prelude::*, wasm_bindgen::JsCast, web_sys};

/// A `<details>` with a summary that looks like a quiet button.
#[component]
pub fn Disclosure(
    /// What is read on the closed part.
    #[prop(into)]
    label: String,
    /// Open from the start: give [`refused`](super::refused) when a form is inside.
    #[prop(optional)]
    open: bool,
    /// Further classes.
    #[prop(optional, into)]
    class: String,
    /// The element's id, to lead to it.
    #[prop(optional, into)]
    id: Option<String>,
    /// What opens.
    children: Children,
) -> impl IntoView {
    view! {
        <details class=format!("disclosure {class}") open=open id=id>
            <summary class="disclosure__summary">{label}</summary>
            <div class="disclosure__body">{children()}</div>
        </details>
    }
    .into_any()
}

/// Closes the disclosure around an element, if there is one.
pub fn close_disclosure(inside: &web_sys::Element) {
    if let Some(details) = dom::closest(inside, "details.disclosure") {
        let _ = details.remove_attribute("open");
    }
    let open = dom::closest(inside, ".disclosure--open");
    let link = open.and_then(|open| open.query_selector(".disclosure__summary").ok().flatten());
    if let Some(link) = link.and_then(|link| link.dyn_into::<web_sys::HtmlElement>().ok()) {
        link.click();
    }
}
