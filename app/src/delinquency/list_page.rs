//! The list of delinquent clients. Its whole state stands in the address.

use super::{Filters, Rows, api};
use crate::{
    routes,
    texts::texts,
    ui::{Load, PageTitle, Pager, markup::take_away, use_heard},
    wire,
};
use domain::delinquency::{DelinquencyPage as Page, DelinquencyQuery};
use leptos::prelude::*;

/// `/inadimplencia`: who owes, how much, since when, and what was said last.
#[component]
pub fn DelinquencyPage() -> impl IntoView {
    let t = &texts().delinquency;
    let address = routes::use_query_here();
    let query = Memo::new(move |_| {
        address.with(|address| DelinquencyQuery::from_pairs(|name| address.get_str(name)))
    });
    // The answer carries the question: rows that come out the same in another order still change the headings.
    let heard = use_heard();
    let page = wire::load(
        move || (query.get(), heard.get()),
        |(query, _)| async move { api::list(query.clone()).await.map(|page| (query, page)) },
    );
    view! {
        <PageTitle text=t.title/>
        <div class="page delinquency-page">
            <header class="page__head"><h1>{t.title}</h1></header>
            <Load resource=page let:page>
                <Filters query errors=Memo::new(move |_| page.with(|(_, page)| page.errors.clone()))/>
                {move || page.with(|(query, page)| list(page, query))}
            </Load>
        </div>
    }
    .into_any()
}

/// The address of the list asked this way.
pub(super) fn address(query: &DelinquencyQuery) -> String {
    routes::address(routes::DELINQUENCY, &query.to_pairs())
}

fn list(page: &Page, query: &DelinquencyQuery) -> AnyView {
    if page.rows.is_empty() {
        return super::nobody(page, query);
    }
    let t = &texts().delinquency;
    let asked = query.clone();
    let href = move |to| address(&DelinquencyQuery { page: to, ..asked.clone() });
    let whole = DelinquencyQuery { page: 1, ..query.clone() };
    let take = take_away(Some(routes::DELINQUENCY), routes::DELINQUENCY, &routes::query(&whole.to_pairs()));
    view! {
        <p class="list-summary">
            <strong>{(t.summary)(page.clients, page.charges)}</strong>
            <span>{t.summary_total} " " <crate::ui::MoneyText amount=page.total/></span>
            <span>{t.summary_updated} " " <crate::ui::MoneyText amount=page.updated/></span>
        </p>
        <div inner_html=take.into_string()></div>
        <Rows rows=page.rows.clone() query=query.clone()/>
        <Pager page=page.page pages=page.pages href/>
    }
    .into_any()
}
