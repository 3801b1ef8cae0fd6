//! What the list says when nobody is on it.

use crate::{routes, texts::texts, ui::EmptyState};
use domain::delinquency::{DelinquencyPage, DelinquencyQuery};
use leptos::prelude::*;

/// Why nobody is shown, and where to look instead.
pub fn nobody(page: &DelinquencyPage, query: &DelinquencyQuery) -> AnyView {
    let t = &texts().delinquency;
    if !page.errors.is_empty() {
        return view! { <EmptyState title=t.correct_query/> }.into_any();
    }
    let sought = if query.search.is_empty() { &query.client } else { &query.search };
    if sought.is_empty() {
        return view! { <EmptyState title=t.nobody hint=t.nobody_hint/> }.into_any();
    }
    let everybody = routes::address(routes::CLIENTS, &[("q", sought.clone())]);
    view! {
        <EmptyState title=(t.nobody_found)(sought) hint=t.nobody_found_hint>
            <a class="button" href=everybody rel="external">{t.search_everybody}</a>
        </EmptyState>
    }
    .into_any()
}
