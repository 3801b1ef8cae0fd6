//! `/cobrancas`: what to collect now, one charge a row. The whole state stands in the address.

use super::{
    chooser::chooser,
    pane::pane,
    rows::{bar, table},
};
use crate::{
    routes,
    texts::texts,
    ui::{EmptyState, MoneyText, Notice, PageTitle, Pager, Tone, markup::take_away, served},
};
use domain::{
    grid::{GridPage as Page, GridQuery},
    reach::Unconfirmed,
    saved_filter::GridColumn,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use maud::html;

/// The working grid.
#[component]
pub fn GridPage() -> impl IntoView {
    let query = use_query_map().with_untracked(|map| GridQuery::from_pairs(|name| map.get_str(name)));
    served(
        async move {
            let (ctx, actor) = crate::ssr::request()?;
            Ok((backend::grid::page(&ctx, &actor, query.clone()).await?, query))
        },
        |(page, query)| screen(&page, &query),
    )
}

/// The address of the grid asked this way.
pub(super) fn address(query: &GridQuery) -> String {
    routes::address(routes::GRID, &query.to_pairs())
}

fn screen(page: &Page, query: &GridQuery) -> AnyView {
    let t = &texts().grid;
    let title = page
        .chosen
        .as_ref()
        .map_or_else(|| t.title.to_owned(), |chosen| format!("{} · {}", chosen.name, t.title));
    view! {
        <PageTitle text=title/>
        <div class="page grid-page">
            <header class="page__head"><h1>{t.title}</h1></header>
            {unconfirmed(page, query)}
            <div inner_html=chooser(page, query).into_string()></div>
            {list(page, query)}
        </div>
    }
    .into_any()
}

/// Messages that were opened, and nobody has said yet whether they were sent.
fn unconfirmed(page: &Page, query: &GridQuery) -> Option<AnyView> {
    let t = &texts().reach;
    let back = address(query);
    let link = |one: &Unconfirmed| {
        let path = format!("{}/{}", routes::contact_with(one.client), one.contact);
        routes::address(&path, &[("voltar", back.clone())])
    };
    let links = html! {
        p.unconfirmed {
            strong { ((t.unconfirmed)(page.unconfirmed.len())) }
            @for one in &page.unconfirmed { a href=(link(one)) { (one.name) } }
        }
    };
    (!page.unconfirmed.is_empty()).then(|| {
        view! { <Notice tone=Tone::Warning><div inner_html=links.into_string()></div></Notice> }.into_any()
    })
}

fn list(page: &Page, query: &GridQuery) -> AnyView {
    let t = &texts().grid;
    if !page.errors.is_empty() {
        return view! { <EmptyState title=t.correct/> }.into_any();
    }
    if page.rows.is_empty() {
        return view! { <EmptyState title=t.nothing hint=t.nothing_hint/> }.into_any();
    }
    let (asked, totals) = (query.clone(), page.totals);
    let href = move |to| address(&GridQuery { page: to, charge: None, ..asked.clone() });
    let column = |column| (t.column)(column);
    let whole = GridQuery { page: 1, charge: None, ..query.clone() };
    let take = take_away(Some(routes::GRID), routes::GRID, &routes::query(&whole.to_pairs()));
    view! {
        <p class="list-summary" data-news="soma">
            <strong>{(t.summary)(totals.charges, totals.clients)}</strong>
            <span>{column(GridColumn::Balance)} " " <MoneyText amount=totals.balance/></span>
            <span>{column(GridColumn::Updated)} " " <MoneyText amount=totals.updated/></span>
        </p>
        <div inner_html=take.into_string()></div>
        <div class="grid-page__part" data-news="linhas" inner_html=table(page, query).into_string()></div>
        <section class="grid-pane" id="painel" aria-label=t.pane data-pane data-news="painel" inner_html=pane(page, query).into_string()></section>
        <div class="grid-page__part" inner_html=bar(page).into_string()></div>
        <Pager page=page.page pages=page.pages href/>
    }
    .into_any()
}
