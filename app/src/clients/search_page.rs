//! The search over all clients, those who owe nothing too.

use super::api;
use crate::{
    routes,
    texts::texts,
    ui::{EmptyState, FilterForm, Load, PageTitle},
    wire,
};
use domain::client::{ClientFound, FOUND_CLIENTS};
use leptos::prelude::*;
use maud::{Markup, html};

/// `/clientes?q=`: the clients that a search finds.
#[component]
pub fn ClientsPage() -> impl IntoView {
    let t = &texts().client;
    let query = routes::use_query_here();
    let text = Memo::new(move |_| query.with(|query| query.get("q").unwrap_or_default().trim().to_owned()));
    let found =
        wire::load(move || text.get(), |text| async move { Ok((text.clone(), api::search(text).await?)) });
    view! {
        <PageTitle text=t.search_title/>
        <div class="page">
            <header class="page__head"><h1>{t.search_title}</h1></header>
            <FilterForm action=routes::CLIENTS id="procurar" class="filters" label=t.search_title>
                <div class="filters__quick">
                    <label class="visually-hidden" for="procurar-q">{t.search_label}</label>
                    <input class="input" id="procurar-q" type="search" name="q" placeholder=t.search_hint
                        autocomplete="off" value=text.get_untracked() prop:value=move || text.get()/>
                    <button type="submit" class="button button--primary">{t.search_button}</button>
                </div>
            </FilterForm>
            <Load resource=found let:found>{move || results(found.get())}</Load>
        </div>
    }
    .into_any()
}

fn results((text, found): (String, Vec<ClientFound>)) -> AnyView {
    let t = &texts().client;
    if text.is_empty() {
        return view! { <p class="list-summary">{t.search_start}</p> }.into_any();
    }
    if found.is_empty() {
        return view! { <EmptyState title=(t.search_nothing)(&text)/> }.into_any();
    }
    let many = found.len() >= FOUND_CLIENTS as usize;
    let caption = if many { (t.search_more)(FOUND_CLIENTS) } else { (t.search_caption)(found.len()) };
    let rows = html! { @for one in &found { (row(one)) } }.into_string();
    view! {
        <p class="list-summary" role="status">{caption}</p>
        <div class="table-frame">
            <table class="table table--cards">
                <caption class="visually-hidden">{t.search_title}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t.name}</th>
                        <th scope="col">{t.tax_id}</th>
                        <th scope="col">{t.city}</th>
                        <th scope="col">{t.uf}</th>
                    </tr>
                </thead>
                <tbody inner_html=rows></tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(found: &ClientFound) -> Markup {
    let t = &texts().client;
    html! {
        tr data-row {
            th scope="row" data-label=(t.name) { a href=(routes::client(found.id)) data-open { (found.name) } }
            td data-label=(t.tax_id) { (found.tax_id) }
            td data-label=(t.city) { (found.city) }
            td data-label=(t.uf) { (found.uf) }
        }
    }
}
