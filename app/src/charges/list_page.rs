//! The list of charges: of everybody, or of one client. Its whole state stands in the address.

use super::{filters::filters, rows::table};
use crate::{
    error::ApiError,
    page::use_viewer,
    routes,
    texts::texts,
    ui::{EmptyState, MoneyText, PageTitle, Pager, markup::take_away, served},
};
use domain::{
    charge::{ChargeColumn, ChargesPage as Page, ChargesQuery},
    id::ClientId,
    permission::Permission,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The parameter that renders all overdue rows chosen.
const CHOSEN: &str = "marcar";

/// `/lancamentos` and `/clientes/{id}/lancamentos`: what was charged, paid and is open, by any filter.
#[component]
pub fn ChargesPage() -> impl IntoView {
    let of = use_params_map().with_untracked(|params| params.get("id"));
    let of = of.map(|id| id.parse::<ClientId>().map_err(|_| ApiError::NotFound)).transpose();
    let asked = use_query_map().with_untracked(|map| {
        let query = ChargesQuery::from_pairs(None, |name| map.get_str(name));
        (query, map.get_str(CHOSEN).is_some())
    });
    served(
        async move {
            let (ctx, actor) = crate::ssr::request()?;
            let (query, chosen) = asked;
            let query = ChargesQuery { of: of?, ..query };
            Ok((backend::charges::list(&ctx, &actor, query.clone()).await?, query, chosen))
        },
        |(page, query, chosen)| screen(&page, &query, chosen),
    )
}

/// The path of the list.
pub(super) fn path(query: &ChargesQuery) -> String {
    query.of.map_or_else(|| routes::CHARGES.to_owned(), routes::charges_of)
}

/// The address of the list asked this way.
pub(super) fn address(query: &ChargesQuery) -> String {
    routes::address(&path(query), &query.to_pairs())
}

/// The address of the same page with all overdue rows chosen.
pub(super) fn address_chosen(query: &ChargesQuery) -> String {
    let mut pairs = query.to_pairs();
    pairs.push((CHOSEN, "vencidos".to_owned()));
    routes::address(&path(query), &pairs)
}

fn screen(page: &Page, query: &ChargesQuery, chosen: bool) -> AnyView {
    let t = &texts().charges;
    let title = page.of.as_ref().map_or_else(|| t.title.to_owned(), |(_, name)| (t.title_of)(name));
    let client = page.of.as_ref().map(|(id, _)| *id);
    let may_edit = use_viewer().is_some_and(|viewer| viewer.role.allows(Permission::ChargeEdit));
    let new = client.map(|client| ("cliente", client.to_string()));
    let new = routes::address(routes::NEW_CHARGE, new.as_slice());
    view! {
        <PageTitle text=title.clone()/>
        <div class="page charges-page">
            <header class="page__head">
                <h1>{title}</h1>
                <div class="page__actions">
                    {client.map(|client| view! { <a class="button" href=routes::client(client)>{t.to_client}</a> })}
                    {client.map(|_| view! { <a class="button" href=routes::CHARGES>{t.to_list}</a> })}
                    {may_edit.then(|| view! { <a class="button" href=new>{t.new}</a> })}
                </div>
            </header>
            <div inner_html=filters(page, query).into_string()></div>
            {list(page, query, chosen)}
        </div>
    }
    .into_any()
}

/// The query of the whole list.
fn take_query(query: &ChargesQuery) -> String {
    routes::query(&ChargesQuery { page: 1, ..query.clone() }.to_pairs())
}

fn list(page: &Page, query: &ChargesQuery, chosen: bool) -> AnyView {
    let t = &texts().charges;
    if !page.errors.is_empty() {
        return view! { <EmptyState title=t.correct_query/> }.into_any();
    }
    if page.rows.is_empty() {
        return view! { <EmptyState title=t.nothing hint=t.nothing_hint/> }.into_any();
    }
    let (asked, totals) = (query.clone(), page.totals);
    let href = move |to| address(&ChargesQuery { page: to, ..asked.clone() });
    let column = |column| (t.column)(column);
    view! {
        <p class="list-summary" data-news="soma">
            <strong>{(t.summary)(totals.count)}</strong>
            <span>{column(ChargeColumn::Original)} " " <MoneyText amount=totals.original/></span>
            <span>{column(ChargeColumn::Paid)} " " <MoneyText amount=totals.paid/></span>
            <span>{column(ChargeColumn::Balance)} " " <MoneyText amount=totals.balance/></span>
            <span>{column(ChargeColumn::Updated)} " " <MoneyText amount=totals.updated/></span>
        </p>
        <div inner_html=take_away(None, &path(query), &take_query(query)).into_string()></div>
        <div data-news="linhas" inner_html=table(page, query, chosen).into_string()></div>
        <Pager page=page.page pages=page.pages href/>
    }
    .into_any()
}
