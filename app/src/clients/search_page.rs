//! The search over all clients, those who owe nothing too.

use crate::{
    routes,
    texts::texts,
    ui::{
        EmptyState, FilterForm, PageTitle,
        markup::{table, take_away},
        served,
    },
};
use domain::client::{ClientFound, FOUND_CLIENTS};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use maud::{Markup, html};

/// `/clientes?q=`: the clients that a search finds.
#[component]
pub fn ClientsPage() -> impl IntoView {
    let t = &texts().client_search;
    let text = use_query_map().with_untracked(|query| query.get("q").unwrap_or_default().trim().to_owned());
    let sought = text.clone();
    let found = async move {
        let (ctx, actor) = crate::ssr::request()?;
        let found = backend::clients::search(&ctx, &actor, &sought).await?;
        Ok((sought, found))
    };
    view! {
        <PageTitle text=t.title/>
        <div class="page">
            <header class="page__head"><h1>{t.title}</h1></header>
            <FilterForm action=routes::CLIENTS id="procurar" class="filters" label=t.title>
                <div class="filters__quick">
                    <label class="visually-hidden" for="procurar-q">{t.label}</label>
                    <input class="input" id="procurar-q" type="search" name="q" placeholder=t.hint
                        autocomplete="off" value=text/>
                    <button type="submit" class="button button--primary">{t.button}</button>
                </div>
            </FilterForm>
            {served(found, results)}
        </div>
    }
    .into_any()
}

fn results((text, found): (String, Vec<ClientFound>)) -> AnyView {
    let t = &texts().client_search;
    if text.is_empty() {
        return view! { <p class="list-summary">{t.start}</p> }.into_any();
    }
    if found.is_empty() {
        return view! { <EmptyState title=(t.nothing)(&text)/> }.into_any();
    }
    let many = found.len() >= FOUND_CLIENTS as usize;
    let caption = if many { (t.more)(FOUND_CLIENTS) } else { (t.caption)(found.len()) };
    let take = take_away(None, routes::CLIENTS, &routes::query(&[("q", text)]));
    let c = &texts().client;
    let headings = [c.name, c.tax_id, c.city, c.uf];
    let table = table("", t.title, &headings, found.iter().map(row));
    view! {
        <p class="list-summary" role="status">{caption}</p>
        <div inner_html=take.into_string()></div>
        <div class="table-frame" inner_html=table.into_string()></div>
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
