//! Forms that are made only when somebody asks for them: a page that opens with all of its forms closed is drawn,
//! sent and taken over without them.

use crate::page::OPEN_PARAMETER;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use std::sync::Arc;

/// A quiet button that opens a form below it. With JavaScript in place, and what is typed stays when it is closed.
/// Without it the button sends the page's main form, which the server keeps instead of carrying it out, and leads back
/// to the page with both (`?abrir=dados`): what stands in the main form is not lost.
#[component]
pub fn OnDemand(
    /// Its name in the address; unique in the page.
    #[prop(into)]
    name: String,
    /// What is read on the button, as markup.
    #[prop(into)]
    label: Signal<String>,
    /// The page's main form: its id, and where it is sent.
    main: (&'static str, &'static str),
    /// Open from the start: give [`refused`](super::refused).
    open: bool,
    /// Further classes.
    #[prop(optional)]
    class: &'static str,
    /// What opens.
    form: Arc<dyn Fn() -> AnyView + Send + Sync>,
) -> impl IntoView {
    let named = use_query_map().with_untracked(|query| query.get_str(OPEN_PARAMETER) == Some(&name));
    let id = format!("{OPEN_PARAMETER}-{name}");
    let (main, path) = main;
    let keep = format!("{path}?{OPEN_PARAMETER}={}", if named { "" } else { &name });
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
            <button class="disclosure__summary" type="submit" form=main formaction=keep
                aria-expanded=move || open.get().to_string() on:click=toggle
                inner_html=move || label.get()></button>
            <div class="disclosure__body" hidden=move || !open.get()>{form}</div>
        </div>
    }
    .into_any()
}
