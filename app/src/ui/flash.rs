//! Says that something was done: after a redirect by a code in the address (`?aviso=contato`), in place by a signal.

use super::{Glyph, Icon, Tone};
use crate::texts::{common, texts};
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};

/// The query parameter that names what was done.
pub const PARAMETER: &str = "aviso";

/// The one place of the page where it is said that something was done.
#[derive(Clone, Copy)]
pub struct Flash(RwSignal<String>);

impl Flash {
    /// Shows a sentence until the next page; blank changes nothing.
    pub fn say(self, sentence: &str) {
        if !sentence.is_empty() {
            self.0.set(sentence.to_owned());
        }
    }
}

/// The page's [`Flash`].
pub fn use_flash() -> Flash {
    use_context::<Flash>().unwrap_or_else(|| Flash(RwSignal::new(String::new())))
}

/// Makes the [`Flash`] available and starts with what the address says. Inside the router.
pub fn provide_flash() -> Flash {
    let location = use_location();
    let code = location.query.with_untracked(|query| query.get(PARAMETER));
    let flash =
        Flash(RwSignal::new(location.pathname.with_untracked(|path| sentence(path, code.as_deref()))));
    provide_context(flash);
    let navigate = use_navigate();
    // The address is cleaned, so that reloading or sharing it does not say it again.
    Effect::new(move |shown_on: Option<String>| {
        let path = location.pathname.get();
        let code = location.query.with(|query| query.get(PARAMETER));
        match code {
            Some(code) => {
                flash.say(&sentence(&path, Some(&code)));
                let mut query = location.query.get_untracked();
                query.remove(PARAMETER);
                let hash = location.hash.get_untracked();
                let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
                navigate(&format!("{path}{}{hash}", query.to_query_string()), options);
            }
            None if shown_on.as_ref().is_some_and(|shown| *shown != path) => flash.0.set(String::new()),
            None => {}
        }
        path
    });
    flash
}

fn sentence(path: &str, code: Option<&str>) -> String {
    code.and_then(|code| common::notice_on(path, code, texts())).unwrap_or_default().to_owned()
}

/// Where the [`Flash`] is read; a live region that stands in every page.
#[component]
pub fn FlashRegion() -> impl IntoView {
    let flash = use_flash();
    let t = &texts().common;
    view! {
        <div class="flash" role="status" aria-live="polite">
            {move || {
                let said = flash.0.get();
                (!said.is_empty())
                    .then(|| {
                        view! {
                            <div class="flash__message">
                                <Icon glyph=Glyph::Check/>
                                <p>{said}</p>
                                <button type="button" class="flash__close" aria-label=t.dismiss
                                    on:click=move |_| flash.0.set(String::new())>
                                    <Icon glyph=Glyph::Close/>
                                </button>
                            </div>
                        }
                    })
            }}
        </div>
    }
}

/// What the application does by itself, for a page that only the server renders: the address is cleaned, and the
/// message can be closed. To be called once, when the program starts in the browser.
#[cfg(feature = "hydrate")]
pub fn attend() {
    use leptos::{
        ev,
        wasm_bindgen::{JsCast, JsValue},
        web_sys,
    };
    let location = window().location();
    if let Ok(address) = web_sys::Url::new(&location.href().unwrap_or_default())
        && address.search_params().has(PARAMETER)
    {
        address.search_params().delete(PARAMETER);
        if let Ok(history) = window().history() {
            let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address.href()));
        }
    }
    window_event_listener(ev::click, |event| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        if let Some(button) = target.and_then(|target| super::dom::closest(&target, ".flash__close"))
            && let Some(message) = button.parent_element()
        {
            message.remove();
        }
    });
}

/// A remark that stands in the page.
#[component]
pub fn Notice(
    /// The colour; the words say it too.
    #[prop(optional)]
    tone: Tone,
    /// The remark.
    children: Children,
) -> impl IntoView {
    view! { <div class=format!("notice notice--{}", tone.as_str())>{children()}</div> }
}
