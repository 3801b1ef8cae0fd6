//! The keys of the client page: of the contact form, and of writing an e-mail. Every one of them is also a choice or a button on the screen.

use super::{FORM_ID, THEN_NEXT};
use crate::ui::shortcuts;
use domain::contact::Outcome;
use leptos::{ev::KeyboardEvent, prelude::*, wasm_bindgen::JsCast, web_sys};
use leptos_router::hooks::use_location;

/// `c` leads to the form from anywhere on the page, `m` to writing an e-mail; an address that ends in `#contato` opens with the form ready.
pub fn listen() {
    shortcuts::on_key(|key| {
        match key {
            "c" => focus_form(),
            // Writing an e-mail about the chosen charges.
            "m" => click("#mensagem"),
            "PageDown" => return turn_page(0.9),
            "PageUp" => return turn_page(-0.9),
            _ => return false,
        }
        true
    });
    let hash = use_location().hash;
    Effect::new(move || {
        if hash.get().trim_start_matches('#') == FORM_ID {
            request_animation_frame(focus_form);
        }
    });
}

/// `1`, `2` and `3` choose the outcome, unless somebody is typing; Ctrl+Enter saves and opens the next client.
/// Enter saves by itself: the form's first button is that of the page's beginning, which only saves.
pub fn in_form(event: &KeyboardEvent) {
    let key = event.key();
    if key == "Enter" && (event.ctrl_key() || event.meta_key()) {
        event.prevent_default();
        click(&format!("#{FORM_ID} button[value='{THEN_NEXT}']"));
    } else if !(event.ctrl_key() || event.meta_key() || event.alt_key())
        && matches!(key.as_str(), "1" | "2" | "3")
        && !is_typing(event)
    {
        event.prevent_default();
        if let Some(outcome) = element(&format!("#{FORM_ID} input[data-key='{key}']")) {
            outcome.click();
            let _ = outcome.focus();
        }
    }
}

/// Picks an outcome as a click on it would.
pub fn pick_outcome(outcome: Outcome) {
    click(&format!("#{FORM_ID} input[name='cmd[outcome]'][value='{}']", outcome.as_str()));
}

/// The outcome is where a call begins: from there a call without answer is `3` and Enter. Where the client was
/// already contacted today, the reason to go on comes first.
fn focus_form() {
    let Some(section) = document().get_element_by_id(FORM_ID) else { return };
    section.scroll_into_view();
    let outcome = "#contato input[name='cmd[outcome]']";
    let reason = element("#contato input[name='cmd[guard_reason]']").filter(|input| {
        input.dyn_ref::<web_sys::HtmlInputElement>().is_some_and(|input| input.value().is_empty())
    });
    let first = reason.or_else(|| element(&format!("{outcome}:checked"))).or_else(|| element(outcome));
    if let Some(input) = first {
        let _ = input.focus();
    }
}

/// Where the columns are panes the page itself stands still: with nothing in the focus the pane of the history is
/// scrolled, by this share of its height.
fn turn_page(share: f64) -> bool {
    let idle = document().active_element().is_none_or(|active| active.tag_name() == "BODY");
    let Some(pane) = element(".client__column + .client__column").filter(|_| idle) else { return false };
    let height = pane.client_height();
    if pane.scroll_height() <= height {
        return false;
    }
    pane.scroll_by_with_x_and_y(0.0, share * f64::from(height));
    true
}

fn click(selector: &str) {
    if let Some(element) = element(selector) {
        element.click();
    }
}

fn element(selector: &str) -> Option<web_sys::HtmlElement> {
    document().query_selector(selector).ok().flatten()?.dyn_into().ok()
}

fn is_typing(event: &KeyboardEvent) -> bool {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) else {
        return false;
    };
    match target.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => true,
        "INPUT" => !matches!(target.get_attribute("type").as_deref(), Some("radio" | "checkbox")),
        _ => false,
    }
}
