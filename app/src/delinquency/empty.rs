//! What the list says when nobody is on it.

use crate::{
    page::use_viewer,
    routes,
    texts::{errors, texts},
    ui::EmptyState,
};
use domain::{
    FieldError,
    delinquency::{DelinquencyPage, DelinquencyQuery},
    permission::Permission,
};
use leptos::prelude::*;

/// Why nobody is shown, and where to look instead.
pub fn nobody(page: &DelinquencyPage, query: &DelinquencyQuery) -> AnyView {
    let t = &texts().delinquency;
    if !page.errors.is_empty() {
        let label = |field: &str| match field {
            "empresa" => t.company,
            "papel" => t.role,
            "periodo" => t.period,
            "de" => t.from,
            _ => t.until,
        };
        let sentence = |error: &FieldError| {
            format!("{}: {}", label(&error.field), errors::sentence(&error.error, texts()))
        };
        let hint = page.errors.iter().map(sentence).collect::<Vec<_>>().join(" ");
        return view! { <EmptyState title=t.correct_query hint/> }.into_any();
    }
    let sought = if query.search.is_empty() { &query.client } else { &query.search };
    if sought.is_empty() {
        let may_import = use_viewer().is_some_and(|viewer| viewer.role.allows(Permission::Import));
        let bring_in = may_import.then(|| {
            view! { <a class="button" href=routes::IMPORTS rel="external">{texts().common.bring_in}</a> }
        });
        return view! { <EmptyState title=t.nobody hint=t.nobody_hint>{bring_in}</EmptyState> }.into_any();
    }
    let everybody = routes::address(routes::CLIENTS, &[("q", sought.clone())]);
    view! {
        <EmptyState title=(t.nobody_found)(sought) hint=t.nobody_found_hint>
            <a class="button" href=everybody rel="external">{t.search_everybody}</a>
        </EmptyState>
    }
    .into_any()
}
