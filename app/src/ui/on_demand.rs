//! Forms that are made only when somebody asks for them: a page that opens with all of its forms closed is drawn,
//! sent and taken over without them.

use super::{markup::Markup, space_clicks};
use crate::page::POSTED_PARAMETER;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use std::sync::Arc;

/// The query parameter that names what is open.
const PARAMETER: &str = "abrir";

/// A quiet link that opens a form below it. With JavaScript in place, and what is typed stays when it is closed;
/// without it by loading the page with the form (`?abrir=dados`).
#[component]
pub fn OnDemand(
    /// Its name in the address; unique in the page.
    #[prop(into)]
    name: String,
    /// What is read on the link.
    label: Markup,
    /// Open from the start: give [`refused`](super::refused).
    open: bool,
    /// Further classes.
    #[prop(optional)]
    class: &'static str,
    /// What opens.
    form: Arc<dyn Fn() -> AnyView + Send + Sync>,
) -> impl IntoView {
    let location = use_location();
    let mut query = location.query.get_untracked();
    let named = query.remove(PARAMETER).is_some_and(|open| open.contains(&name));
    query.remove(POSTED_PARAMETER);
    let id = format!("abrir-{name}");
    if !named {
        query.replace(PARAMETER, name);
    }
    let href = format!("{}{}#{id}", location.pathname.get_untracked(), query.to_query_string());
    let open = RwSignal::new(open || named);
    let asked = Memo::new(move |before: Option<&bool>| before == Some(&true) || open.get());
    // Whatever is drawn later finds the same surroundings.
    let owner = Owner::current().unwrap_or_default();
    let form = move || {
        asked.get().then(|| {
            let form = Arc::clone(&form);
            owner.with(|| form())
        })
    };
    let toggle = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        open.update(|open| *open = !*open);
    };
    view! {
        <div class=format!("disclosure {class}") class:disclosure--open=move || open.get() id=id>
            <a class="disclosure__summary" role="button" href=href aria-expanded=move || open.get().to_string()
                on:click=toggle on:keydown=move |event| space_clicks(&event) inner_html=label.into_string()></a>
            <div class="disclosure__body" hidden=move || !open.get()>{form}</div>
        </div>
    }
    .into_any()
}
