//! The table of delinquent clients: one row per client, every column orders it.

use super::address;
use crate::{
    routes,
    texts::texts,
    ui::{Badge, DateText, Glyph, Icon, MoneyText, SortHeader, Tone},
};
use domain::{
    address::cep_shown,
    delinquency::{Column, DelinquencyQuery, DelinquentRow},
    period::show_time,
    phone,
};
use leptos::prelude::*;

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
    let rows = rows.into_iter().map(row).collect_view();
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
                <tbody>{rows}</tbody>
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

fn row(row: DelinquentRow) -> AnyView {
    let t = texts();
    let name = |column| (t.delinquency.column_name)(column);
    let page = routes::client(row.client);
    let record = format!("{page}#contato");
    let late =
        if row.days_late == 0 { t.delinquency.not_late.to_owned() } else { (t.client.days)(row.days_late) };
    let today =
        row.contacted_today.then(|| view! { <Badge text=t.delinquency.contacted_today tone=Tone::Good/> });
    let everything = row.everything.map(|(count, sum)| {
        let text = (t.delinquency.everything)(count, &sum.to_string());
        view! { <span class="cell__note" title=t.delinquency.everything_title>{text}</span> }
    });
    let last = match &row.last_contact {
        Some(last) => view! {
            <DateText date=last.at.date()/>
            <span class="cell__note">{(t.contact.outcome_name)(last.outcome)}</span>
        }
        .into_any(),
        None => view! { <span class="muted">{t.delinquency.no_contact_yet}</span> }.into_any(),
    };
    let next = row.next_appointment.map(|(on, time)| {
        view! { <DateText date=on/> {time.map(|time| format!(" {}", show_time(time)))} }
    });
    view! {
        <tr data-row="" class:row--contacted=row.contacted_today>
            <th scope="row" class="delinquency__name" data-label=name(Column::Client)>
                <a href=page data-open="">{row.name.clone()}</a>
                {today}
            </th>
            <td data-label=name(Column::TaxId) class="nowrap">{row.tax_id}</td>
            <td data-label=name(Column::Email) class="delinquency__email">{row.email}</td>
            <td data-label=name(Column::Phone) class="nowrap">{phone::shown(&row.phone)}</td>
            <td data-label=name(Column::City)>{row.city}</td>
            <td data-label=name(Column::Uf)>{row.uf}</td>
            <td data-label=name(Column::Cep) class="nowrap">{cep_shown(&row.cep)}</td>
            <td data-label=name(Column::Count) class="number">{row.count}</td>
            <td data-label=name(Column::Total) class="number"><MoneyText amount=row.total/>{everything}</td>
            <td data-label=name(Column::Updated) class="number"><MoneyText amount=row.updated/></td>
            <td data-label=name(Column::DaysLate) class="number nowrap">{late}</td>
            <td data-label=name(Column::LastContact)>{last}</td>
            <td data-label=name(Column::NextAppointment)>{next}</td>
            <td class="delinquency__do">
                <a class="button button--small" href=record aria-label=(t.delinquency.record_with)(&row.name)>
                    <Icon glyph=Glyph::Pencil/>
                    <span>{t.delinquency.record}</span>
                </a>
            </td>
        </tr>
    }
    .into_any()
}
