//! What a list shows when there is nothing in it.

use leptos::prelude::*;

/// Says that there is nothing, and what to do about it.
#[component]
pub fn EmptyState(
    /// What is not there.
    #[prop(into)]
    title: String,
    /// What to do; blank says nothing.
    #[prop(optional, into)]
    hint: String,
    /// Links or buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <p class="empty__title">{title}</p>
            {(!hint.is_empty()).then(|| view! { <p class="empty__hint">{hint}</p> })}
            {children.map(|children| children())}
        </div>
    }
    .into_any()
}
