//! `/acordos`: all agreements with how each is doing. The whole state stands in the address.

use super::shown::health_badge;
use crate::{
    routes,
    texts::{errors, texts},
    ui::{
        Choice, EmptyState, FilterForm, FilterInput, FilterSelect, MoneyText, Notice, PageTitle, Pager, Tone,
        markup::{badge, date, money, sort_header, take_away},
        served,
    },
};
use domain::{
    agreement::{AgreementColumn, AgreementRow, AgreementsPage as Page, AgreementsQuery, HealthFilter},
    period::Preset,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use maud::{Markup, html};

/// The periods that make sense for what was closed.
const PERIODS: [Preset; 10] = [
    Preset::Today,
    Preset::Yesterday,
    Preset::ThisWeek,
    Preset::LastWeek,
    Preset::ThisMonth,
    Preset::LastMonth,
    Preset::ThisYear,
    Preset::Last30Days,
    Preset::Last90Days,
    Preset::Custom,
];

/// The list of agreements.
#[component]
pub fn AgreementsPage() -> impl IntoView {
    let request = crate::ssr::request();
    let asked = use_query_map().get_untracked();
    let query = AgreementsQuery::from_pairs(|name| asked.get_str(name));
    let sent = query.clone();
    served(
        async move {
            let (ctx, actor) = request?;
            Ok(backend::agreements::list(&ctx, &actor, sent).await?)
        },
        move |page| screen(&page, &query),
    )
}

fn screen(page: &Page, query: &AgreementsQuery) -> AnyView {
    let t = &texts().agreement.list;
    let wrong = page.errors.iter().map(|error| errors::sentence(&error.error, texts()));
    let wrong = wrong.map(|sentence| view! { <p>{sentence}</p> }).collect_view();
    let wrong = (!page.errors.is_empty()).then(|| view! { <Notice tone=Tone::Bad>{wrong}</Notice> });
    view! {
        <PageTitle text=t.title/>
        <div class="page">
            <header class="page__head"><h1>{t.title}</h1></header>
            {filters(page, query)}
            {wrong}
            {list(page, query)}
        </div>
    }
    .into_any()
}

fn filters(page: &Page, query: &AgreementsQuery) -> AnyView {
    let t = texts();
    let l = &t.agreement.list;
    let first = |label: &str, choices: Vec<Choice>| [vec![Choice::new("", label)], choices].concat();
    let companies = page.companies.iter().map(|company| Choice::new(company.id, company.name.clone()));
    let users = page.users.iter().map(|(id, name)| Choice::new(id, name.clone()));
    let states = HealthFilter::ALL.iter().map(|state| Choice::new(state.as_str(), (l.state_name)(*state)));
    let periods = PERIODS.iter().map(|period| Choice::new(period.as_str(), (t.common.preset)(*period)));
    let value = |name: &str| {
        let pairs = query.to_pairs().into_iter();
        Signal::stored(
            pairs.rev().find_map(|(key, value)| (key == name).then_some(value)).unwrap_or_default(),
        )
    };
    // What could not be read as a date is shown as it was typed.
    let (from, until) = (Signal::stored(query.from.clone()), Signal::stored(query.until.clone()));
    let [client, state, company, user, period] =
        ["cliente", "situacao", "empresa", "responsavel", "periodo"].map(value);
    let (states, users) = (first(l.every_state, states.collect()), first(l.everybody, users.collect()));
    let periods = first(l.every_period, periods.collect());
    let companies = first(l.every_company, companies.collect());
    let companies = (page.companies.len() > 1).then(|| {
        view! {
            <FilterSelect name="empresa" id="filtro-empresa" label=t.agreement.company choices=companies
                value=company/>
        }
    });
    let direction = if query.descending { "desc" } else { "asc" };
    let sorted = query.sort.map(|sort| {
        view! {
            <input type="hidden" name="ordem" value=sort.as_str()/>
            <input type="hidden" name="sentido" value=direction/>
        }
    });
    view! {
        <FilterForm action=routes::AGREEMENTS id="filtro" label=l.filter class="filters">
            <FilterInput name="cliente" id="filtro-cliente" label=l.client kind="search" value=client/>
            <FilterSelect name="situacao" id="filtro-situacao" label=l.state choices=states value=state/>
            {companies}
            <FilterSelect name="responsavel" id="filtro-responsavel" label=l.user choices=users value=user/>
            <FilterSelect name="periodo" id="filtro-periodo" label=l.period class="filters__period" choices=periods
                value=period/>
            <FilterInput name="de" id="filtro-de" label=l.from kind="date" value=from class="filters__date"/>
            <FilterInput name="ate" id="filtro-ate" label=l.until kind="date" value=until class="filters__date"/>
            {sorted}
            <div class="filters__actions">
                <button class="button" type="submit">{l.apply}</button>
                <a class="button button--quiet" href=routes::AGREEMENTS>{l.clear}</a>
            </div>
        </FilterForm>
    }
    .into_any()
}

fn list(page: &Page, query: &AgreementsQuery) -> AnyView {
    let t = &texts().agreement.list;
    if page.rows.is_empty() {
        let any = query.to_pairs().is_empty();
        let (title, hint) = if any { (t.none, t.none_hint) } else { (t.none_found, t.none_found_hint) };
        return view! { <EmptyState title=title hint=hint/> }.into_any();
    }
    let asked = query.clone();
    let whole = AgreementsQuery { page: 0, ..query.clone() };
    let take = take_away(None, routes::AGREEMENTS, &routes::query(&whole.to_pairs()));
    let href = move |page| {
        routes::address(routes::AGREEMENTS, &AgreementsQuery { page, ..asked.clone() }.to_pairs())
    };
    view! {
        <p class="list-summary" data-news="soma">
            <strong>{(t.count)(page.count)}</strong>
            <span>{t.agreed} " " <MoneyText amount=page.total/></span>
            <span>{t.received} " " <MoneyText amount=page.received/></span>
        </p>
        <div inner_html=take.into_string()></div>
        <div class="table-frame" data-news="linhas" inner_html=table(page, query).into_string()></div>
        <Pager page=page.page pages=page.pages href/>
    }
    .into_any()
}

/// The heading of a column: a click orders by it, another one the other way round.
fn header(column: AgreementColumn, label: &str, query: &AgreementsQuery) -> Markup {
    // As long as no column is chosen, the last closed come first.
    let now = query.sort.map_or((AgreementColumn::ClosedOn, true), |sort| (sort, query.descending));
    let current = (now.0 == column).then_some(now.1);
    let descending = current.map_or(column.starts_descending(), |descending| !descending);
    let asked = AgreementsQuery { sort: Some(column), descending, page: 1, ..query.clone() };
    let href = routes::address(routes::AGREEMENTS, &asked.to_pairs());
    sort_header(label, &href, current, column.is_number())
}

fn table(page: &Page, query: &AgreementsQuery) -> Markup {
    use AgreementColumn::{Agreed, Client, ClosedOn, Company, Health, NextDue, Number, Paid, Received, User};
    let t = &texts().agreement;
    let columns = [
        (Number, t.list.number),
        (Client, t.list.client),
        (Company, t.company),
        (Health, t.list.state),
        (ClosedOn, t.list.closed_on),
        (User, t.list.user),
        (Agreed, t.list.agreed),
        (Received, t.list.received),
        (Paid, t.list.paid_parts),
        (NextDue, t.list.next_due),
    ];
    html! {
        table.table.table--cards {
            caption.visually-hidden { (t.list.caption) }
            thead {
                tr { @for (column, label) in columns { (header(column, label, query)) } }
            }
            tbody { @for one in &page.rows { (row(one)) } }
        }
    }
}

fn row(row: &AgreementRow) -> Markup {
    let t = &texts().agreement;
    let (paid, count) = row.instalments;
    html! {
        tr data-row {
            th scope="row" data-label=(t.list.number) {
                a href=(routes::agreement(row.id)) aria-label=((t.number)(row.number)) data-open { (row.number) }
            }
            td data-label=(t.list.client) { a href=(routes::client(row.client)) { (row.client_name) } }
            td data-label=(t.company) { (row.company) }
            td data-label=(t.list.state) {
                span.badges {
                    (health_badge(row.health))
                    @if row.break_proposed { (badge(t.list.break_proposed, Tone::Bad)) }
                }
            }
            td.nowrap data-label=(t.list.closed_on) { (date(row.on)) }
            td data-label=(t.list.user) { (row.user) }
            td.number data-label=(t.list.agreed) { (money(row.total)) }
            td.number data-label=(t.list.received) { (money(row.received)) }
            td.number.nowrap data-label=(t.list.paid_parts) { ((t.list.parts)(paid, count)) }
            td.nowrap data-label=(t.list.next_due) { @if let Some(due) = row.next_due { (date(due)) } }
        }
    }
}
