//! A list with a pane: `<table data-follow>` and `[data-pane]`. Moving through the rows (arrows, a click, the right
//! button) shows in the pane what the row's link leads to, without loading the page. Buttons with `data-hotkey` have
//! a key. Without JavaScript every row is a link, and every button one too.

use super::dom;
use gloo_timers::callback::Timeout;
use leptos::{
    ev,
    prelude::*,
    wasm_bindgen::{JsCast, JsValue},
    web_sys::{self, Element},
};
use std::cell::{Cell, RefCell};
use wasm_bindgen_futures::spawn_local;

/// How long a row must stay chosen before its pane is asked for, in milliseconds.
const PAUSE: u32 = 50;

thread_local! {
    /// Grows with every row that is chosen: only the last one's answer is shown.
    static TURN: Cell<u32> = const { Cell::new(0) };
    static ASKING: RefCell<Option<Timeout>> = const { RefCell::new(None) };
    /// A key that was pressed before the pane had followed: it is meant for the new row.
    static WANTED: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// To be called once, when the program starts in the browser.
pub fn listen() {
    window_event_listener(ev::focusin, |event| {
        if let Some(row) =
            target(&event).filter(|target| target.has_attribute("data-open")).and_then(|link| row(&link))
        {
            choose(&row, None);
        }
    });
    window_event_listener(ev::click, |event| {
        let _ = clicked(&event);
    });
    window_event_listener(ev::contextmenu, |event| {
        if let Some(row) = target(&event).and_then(|target| row(&target)) {
            event.prevent_default();
            choose(&row, Some((event.client_x(), event.client_y())));
        }
    });
}

/// Presses the button that has this key, if there is one. Enter on a row is the row's own.
pub fn press(key: &str) -> bool {
    let in_row = || document().active_element().is_some_and(|active| row(&active).is_some());
    let known = key == "Enter" && in_row() || key.len() == 1 && key.as_bytes()[0].is_ascii_lowercase();
    if !known || find(&format!("[data-hotkey='{key}']")).is_none() {
        return false;
    }
    if find("[data-pane][inert]").is_some() {
        WANTED.set(Some(key.to_owned()));
    } else {
        open(&format!("[data-hotkey='{key}']"));
    }
    true
}

fn clicked(event: &web_sys::MouseEvent) -> Option<()> {
    let target = target(event)?;
    if let Some(opener) = dom::closest(&target, "[data-opens]") {
        event.prevent_default();
        open(&format!("#{} > summary", opener.get_attribute("data-opens")?));
        return Some(());
    }
    let row = row(&target)?;
    let held = event.ctrl_key() || event.meta_key() || event.shift_key();
    let link = row.query_selector("[data-open]").ok().flatten()?;
    let own = dom::closest(&target, "a, button, input, label");
    if held || own.is_some_and(|own| own != link) {
        return None;
    }
    event.prevent_default();
    dom::focus_element(&link);
    // A browser that does not give links the focus.
    choose(&row, None);
    Some(())
}

/// Marks the row, shows its pane, and then its menu where that was asked for.
fn choose(row: &Element, menu: Option<(i32, i32)>) {
    if row.get_attribute("aria-current").is_some() && find("[data-pane][inert]").is_none() {
        show_menu(menu);
        return;
    }
    for other in dom::all("table[data-follow] [aria-current='true']") {
        let _ = other.remove_attribute("aria-current");
    }
    let _ = row.set_attribute("aria-current", "true");
    let link = row.query_selector("[data-open]").ok().flatten();
    let (Some(pane), Some(address)) = (find("[data-pane]"), link.and_then(|link| link.get_attribute("href")))
    else {
        return;
    };
    let _ = pane.set_attribute("inert", "");
    WANTED.set(None);
    let mine = TURN.get().wrapping_add(1);
    TURN.set(mine);
    let ask = Timeout::new(PAUSE, move || {
        spawn_local(async move {
            let answer = dom::fetch_page(&address).await;
            if TURN.get() != mine {
                return;
            }
            let new = answer.and_then(|page| page.query_selector("[data-pane]").ok().flatten());
            let Some(new) = new else {
                // Who was signed out meanwhile, or lost the connection, sees it.
                let _ = window().location().assign(&address);
                return;
            };
            pane.set_inner_html(&new.inner_html());
            let _ = pane.remove_attribute("inert");
            let shown = address.split('#').next().unwrap_or_default();
            if let Ok(history) = window().history() {
                let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(shown));
            }
            show_menu(menu);
            if let Some(key) = WANTED.take() {
                open(&format!("[data-hotkey='{key}']"));
            }
        });
    });
    ASKING.set(Some(ask));
}

/// Opens the menu of actions where the pointer is.
fn show_menu(at: Option<(i32, i32)>) {
    let (Some((left, top)), Some(menu)) = (at, find("[data-context]")) else { return };
    let Some(panel) = menu
        .query_selector(".menu__panel")
        .ok()
        .flatten()
        .and_then(|panel| panel.dyn_into::<web_sys::HtmlElement>().ok())
    else {
        return;
    };
    let _ = menu.set_attribute("open", "");
    let _ = menu.set_attribute("data-at", "");
    let size = |size: Result<JsValue, JsValue>| size.ok().and_then(|size| size.as_f64()).unwrap_or_default();
    let left = f64::from(left).min(size(window().inner_width()) - f64::from(panel.offset_width()));
    let top = f64::from(top).min(size(window().inner_height()) - f64::from(panel.offset_height()));
    let style = panel.style();
    let _ = style.set_property("left", &format!("{}px", left.max(0.0)));
    let _ = style.set_property("top", &format!("{}px", top.max(0.0)));
    if let Ok(Some(first)) = panel.query_selector("a") {
        dom::focus_element(&first);
    }
}

/// Clicks it; what opens a form gives its first field the focus.
fn open(selector: &str) {
    let Some(button) = find(selector).and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok()) else {
        return;
    };
    let form = button.parent_element().filter(|_| button.tag_name() == "SUMMARY");
    if form.as_ref().is_none_or(|form| !form.has_attribute("open")) {
        button.click();
    }
    if let Some(field) =
        form.and_then(|form| form.query_selector("textarea, input:not([type='hidden'])").ok().flatten())
    {
        dom::focus_element(&field);
    }
}

fn target(event: &web_sys::Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// The row of a list with a pane that holds the element.
fn row(inside: &Element) -> Option<Element> {
    dom::closest(inside, "table[data-follow] [data-row]")
}

fn find(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok().flatten()
}
