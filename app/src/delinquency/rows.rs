//! The table of delinquent clients: one row per client, every column orders it.

use super::address;
use crate::{
    routes,
    texts::texts,
    ui::{
        Glyph, SortHeader, Tone,
        markup::{badge, date, icon, money},
    },
};
use domain::{
    address::cep_shown,
    delinquency::{Column, DelinquencyQuery, DelinquentRow},
    period::show_time,
    phone,
};
use leptos::prelude::*;
use maud::{Markup, html};

/// The clients of one page.
#[component]
pub fn Rows(
    /// The clients.
    rows: Vec<DelinquentRow>,
    /// What was asked: how the columns order now.
    query: DelinquencyQuery,
) -> impl IntoView {
    let t = &texts().delinquency;
    let headers = Column::ALL.iter().map(|column| header(*column, &query)).collect_view();
    let rows = html! { @for one in &rows { (row(one)) } }.into_string();
    view! {
        <div class="table-frame">
            <table class="table table--cards delinquency">
                <caption class="visually-hidden">{t.caption}</caption>
                <thead>
                    <tr>
                        {headers}
                        <th scope="col"><span class="visually-hidden">{t.actions}</span></th>
                    </tr>
                </thead>
                <tbody inner_html=rows></tbody>
            </table>
        </div>
    }
    .into_any()
}

fn header(column: Column, query: &DelinquencyQuery) -> AnyView {
    let t = &texts().delinquency;
    let current = query.sort == column;
    let descending = if current { !query.descending } else { column.starts_descending() };
    let href = address(&DelinquencyQuery { sort: column, descending, page: 1, ..query.clone() });
    let numeric = matches!(column, Column::Count | Column::Total | Column::Updated | Column::DaysLate);
    view! {
        <SortHeader label=(t.column_name)(column) href descending=current.then_some(query.descending) numeric/>
    }
    .into_any()
}

fn row(row: &DelinquentRow) -> Markup {
    let t = texts();
    let name = |column| (t.delinquency.column_name)(column);
    let page = routes::client(row.client);
    html! {
        tr data-row class=[row.contacted_today.then_some("row--contacted")] {
            th.delinquency__name scope="row" data-label=(name(Column::Client)) {
                a href=(page) data-open { (row.name) }
                @if row.contacted_today { (badge(t.delinquency.contacted_today, Tone::Good)) }
            }
            td.nowrap data-label=(name(Column::TaxId)) { (row.tax_id) }
            td.delinquency__email data-label=(name(Column::Email)) { (row.email) }
            td.nowrap data-label=(name(Column::Phone)) { (phone::shown(&row.phone)) }
            td data-label=(name(Column::City)) { (row.city) }
            td data-label=(name(Column::Uf)) { (row.uf) }
            td.nowrap data-label=(name(Column::Cep)) { (cep_shown(&row.cep)) }
            td.number data-label=(name(Column::Count)) { (row.count) }
            td.number data-label=(name(Column::Total)) { (money(row.total)) (everything(row)) }
            td.number data-label=(name(Column::Updated)) {
                a.why__open href=(routes::owed(row.client)) { (money(row.updated)) }
            }
            td.number.nowrap data-label=(name(Column::DaysLate)) { (late(row)) }
            td data-label=(name(Column::LastContact)) { (last_contact(row)) }
            td data-label=(name(Column::NextAppointment)) {
                @if let Some((on, time)) = row.next_appointment {
                    (date(on)) " " @if let Some(time) = time { (show_time(time)) }
                }
            }
            td.delinquency__do {
                a.icon-button href=(routes::charges_of(row.client)) rel="external" title=(t.delinquency.charges)
                    aria-label=((t.delinquency.charges_of)(&row.name)) { (icon(Glyph::ChevronRight)) }
                a.button.button--small href={ (page) "#contato" } aria-label=((t.delinquency.record_with)(&row.name)) {
                    (icon(Glyph::Pencil)) span { (t.delinquency.record) }
                }
            }
        }
    }
}

fn late(row: &DelinquentRow) -> String {
    let t = texts();
    if row.days_late == 0 { t.delinquency.not_late.to_owned() } else { (t.client.days)(row.days_late) }
}

/// All that is open, where the filter shows only a part.
fn everything(row: &DelinquentRow) -> Markup {
    let t = &texts().delinquency;
    html! {
        @if let Some((count, sum)) = row.everything {
            span.cell__note title=(t.everything_title) { ((t.everything)(count, &sum.to_string())) }
        }
    }
}

fn last_contact(row: &DelinquentRow) -> Markup {
    let t = texts();
    html! {
        @if let Some(last) = &row.last_contact {
            (date(last.at.date())) span.cell__note { ((t.contact.outcome_name)(last.outcome)) }
        } @else {
            span.muted { (t.delinquency.no_contact_yet) }
        }
    }
}
