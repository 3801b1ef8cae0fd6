//! `/documento`: why a document was not issued, and what is missing.

use crate::{
    routes,
    texts::texts,
    ui::{Notice, PageTitle, Tone},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The parameters that name what is missing and where one came from.
const MISSING: &str = "falta";
const BACK: &str = "voltar";

/// The address of the page that says what is missing.
pub fn refused_address(fields: &[String], back: &str) -> String {
    routes::address(routes::REFUSED, &[(MISSING, fields.join(",")), (BACK, back.to_owned())])
}

/// Why a document was not issued.
#[component]
pub fn RefusedPage() -> impl IntoView {
    let t = &texts().papers;
    let query = use_query_map().get_untracked();
    let missing = query.get(MISSING).unwrap_or_default();
    let back = query.get(BACK).filter(|back| back.starts_with('/') && !back.starts_with("//"));
    let of_company: Vec<&str> = missing
        .split(',')
        .filter_map(|field| match field {
            "creditor_tax_id" => Some(t.creditor_tax_id),
            "creditor_street" => Some(t.creditor_street),
            "creditor_city" => Some(t.creditor_city),
            _ => None,
        })
        .collect();
    let says = match missing.as_str() {
        _ if !of_company.is_empty() => format!("{} {}.", t.company_lacks, of_company.join(", ")),
        "index" => t.cannot_compute.to_owned(),
        _ => t.nothing_owed.to_owned(),
    };
    let company = (!of_company.is_empty())
        .then(|| view! { <p><a class="button button--primary" href=routes::COMPANY>{t.to_company}</a></p> });
    view! {
        <PageTitle text=t.refused_title/>
        <div class="page">
            <header class="page__head"><h1>{t.refused_title}</h1></header>
            <Notice tone=Tone::Warning><p>{says}</p></Notice>
            {company}
            {back.map(|back| view! { <p><a class="button" href=back rel="external">{t.back}</a></p> })}
        </div>
    }
    .into_any()
}
