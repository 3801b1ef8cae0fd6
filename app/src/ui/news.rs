//! Listens to what others do, while somebody looks at the page (a browser has few connections for each site).
//!
//! The server names clients that changed; a page that shows one of them asks again for what it shows: pages of the
//! application by themselves (`heard`), documents by their own address, of which the parts `data-news` are taken
//! over. What somebody is typing in stays. Without a connection nothing happens, and loading again shows the same.

use super::{dom, live_form};
use gloo_timers::callback::Timeout;
use leptos::{
    prelude::*,
    wasm_bindgen::{JsCast, closure::Closure},
    web_sys,
};
use std::cell::{Cell, RefCell};
use wasm_bindgen_futures::spawn_local;

/// Before the server is asked to tell, in milliseconds: the page may say where it is first.
const START: u32 = 200;
/// Before what changed is asked for: several changes are asked for together.
const TOGETHER: u32 = 250;

thread_local! {
    static HEARD: Cell<Option<RwSignal<u32>>> = const { Cell::new(None) };
    static CLIENT: RefCell<String> = const { RefCell::new(String::new()) };
    static SOURCE: RefCell<Option<web_sys::EventSource>> = const { RefCell::new(None) };
    /// Waits to listen, and waits to ask.
    static WAITING: [RefCell<Option<Timeout>>; 2] = const { [RefCell::new(None), RefCell::new(None)] };
    /// Whether there was a connection before: what happened since it broke is not known.
    static MISSED: Cell<bool> = const { Cell::new(false) };
}

/// Whom to tell on pages of the application.
pub fn tell(heard: RwSignal<u32>) {
    HEARD.set(Some(heard));
}

/// Which client's page this is; blank when it is none.
pub fn at(client: &str) {
    if CLIENT.with_borrow(|now| now != client) {
        CLIENT.set(client.to_owned());
        listen_soon();
    }
}

/// Listens whenever the page is looked at. To be called once, when the program starts in the browser.
pub fn listen() {
    listen_soon();
    let seen = window_event_listener_untyped("visibilitychange", |_| {
        if document().hidden() {
            close();
        } else {
            listen_soon();
        }
    });
    std::mem::forget(seen);
}

fn close() {
    if let Some(source) = SOURCE.take() {
        source.close();
        MISSED.set(true);
    }
}

fn wait(place: usize, time: u32, then: impl FnOnce() + 'static) {
    WAITING.with(|waiting| waiting[place].replace(Some(Timeout::new(time, then))));
}

fn listen_soon() {
    wait(0, START, || {
        close_quietly();
        if document().hidden() {
            return;
        }
        let path = CLIENT.with_borrow(|client| match client.as_str() {
            "" => "/ao-vivo".to_owned(),
            client => format!("/ao-vivo?cliente={client}"),
        });
        let Ok(source) = web_sys::EventSource::new(&path) else { return };
        let told = Closure::<dyn Fn(web_sys::MessageEvent)>::new(|event: web_sys::MessageEvent| {
            if event.data().as_string().is_some_and(|data| concerns(&data)) {
                ask_soon();
            }
        });
        source.set_onmessage(Some(told.into_js_value().unchecked_ref()));
        let opened = Closure::<dyn Fn()>::new(|| {
            if MISSED.replace(true) {
                ask_soon();
            }
        });
        source.set_onopen(Some(opened.into_js_value().unchecked_ref()));
        SOURCE.set(Some(source));
    });
}

/// Another connection takes the place of this one.
fn close_quietly() {
    if let Some(source) = SOURCE.take() {
        source.close();
    }
}

/// Whether this page shows what changed: all, or one of these clients.
fn concerns(data: &str) -> bool {
    !data.contains('-')
        || data.split(' ').any(|id| {
            let shown = document().query_selector(&format!("[href*='{id}'],[value='{id}']"));
            shown.ok().flatten().is_some() || CLIENT.with_borrow(|client| client == id)
        })
}

fn ask_soon() {
    wait(1, TOGETHER, || match HEARD.get() {
        Some(heard) => {
            heard.try_update(|count| *count += 1);
        }
        None => spawn_local(ask_again()),
    });
}

/// Takes the parts of a document over as they are now.
async fn ask_again() {
    let parts = dom::all("[data-news]");
    if parts.is_empty() {
        return;
    }
    let Some(page) = dom::fetch_page(&String::from(window().location().to_string())).await else { return };
    for part in parts {
        let name = part.get_attribute("data-news").unwrap_or_default();
        let Ok(Some(new)) = page.query_selector(&format!("[data-news='{name}']")) else { continue };
        let open = part.query_selector(":is(input:not([type=checkbox]),select,textarea):focus,[open]");
        if !typed(&part) && open.is_ok_and(|found| found.is_none()) {
            live_form::replace(&part, &new.inner_html());
        }
    }
}

/// Whether somebody wrote something into it.
fn typed(part: &web_sys::Element) -> bool {
    let Ok(texts) = part.query_selector_all("textarea") else { return false };
    (0..texts.length())
        .filter_map(|place| texts.item(place)?.dyn_into::<web_sys::HtmlTextAreaElement>().ok())
        .any(|text| text.value() != text.default_value())
}
