//! The table of charges: every column orders it, open ones can be chosen.

use super::list_page::{address, address_chosen};
use crate::{
    routes,
    texts::texts,
    ui::{
        Tone,
        markup::{Render as _, badge, date, money, sort_header},
    },
};
use domain::{
    Money,
    charge::{ChargeColumn, ChargeRow, ChargeStatus, ChargesPage, ChargesQuery},
    id::ChargeId,
};
use maud::{Markup, html};

/// The charges of one page, in the form that does something with the chosen ones.
pub fn table(page: &ChargesPage, query: &ChargesQuery, chosen: bool) -> Markup {
    let t = &texts().charges;
    let columns: Vec<ChargeColumn> =
        ChargeColumn::ALL.iter().copied().filter(|one| shown(*one, query)).collect();
    html! {
        form.chosen method="get" action=(routes::SETTLE) {
            @if let Some((client, _)) = &page.of { input type="hidden" name="cliente" value=(client); }
            div.table-frame {
                table.table.table--cards.charges-list data-select {
                    caption.visually-hidden { (t.caption) }
                    thead {
                        tr {
                            th.choice-cell scope="col" {
                                input.choice-cell__all type="checkbox" data-all="cobranca" aria-label=(t.choose_all);
                                span.visually-hidden { (t.choose) }
                            }
                            @for column in &columns { (header(*column, query)) }
                        }
                    }
                    tbody { @for one in &page.rows { (row(one, &columns, chosen)) } }
                }
            }
            div.chosen__bar {
                span.chosen__title { (t.chosen) }
                button.button.button--primary type="submit" { (t.settle) }
                @if let Some((client, _)) = &page.of {
                    button.button type="submit" formaction=(routes::agreement_with(*client)) { (t.agree) }
                }
                a.button.button--quiet href=(address_chosen(query)) { (t.choose_overdue) }
                span.chosen__hint { (if page.of.is_some() { t.choose_hint_of_client } else { t.choose_hint }) }
            }
        }
    }
}

/// The client of a client's list stands in its title.
fn shown(column: ChargeColumn, query: &ChargesQuery) -> bool {
    column != ChargeColumn::Client || query.of.is_none()
}

const fn is_number(column: ChargeColumn) -> bool {
    use ChargeColumn::{Balance, DaysLate, Original, Paid, Updated};
    matches!(column, Original | Paid | Balance | DaysLate | Updated)
}

fn header(column: ChargeColumn, query: &ChargesQuery) -> Markup {
    let current = query.sort == column;
    let descending = if current { !query.descending } else { column.starts_descending() };
    let href = address(&ChargesQuery { sort: column, descending, page: 1, ..query.clone() });
    let label = (texts().charges.column)(column);
    sort_header(label, &href, current.then_some(query.descending), is_number(column))
}

fn row(row: &ChargeRow, columns: &[ChargeColumn], chosen: bool) -> Markup {
    let t = &texts().charges;
    let open = row.status == ChargeStatus::Open;
    html! {
        tr data-row {
            td.choice-cell data-label=(t.choose) {
                @if open {
                    input type="checkbox" name="cobranca" value=(row.id) checked[chosen && row.days_late > 0]
                        aria-label=((t.choose_one)(&row.document));
                }
            }
            @for column in columns { (cell(row, *column)) }
        }
    }
}

fn cell(row: &ChargeRow, column: ChargeColumn) -> Markup {
    let (t, page) = (texts(), routes::charge(row.id));
    let label = (t.charges.column)(column);
    let content = match column {
        ChargeColumn::Code => {
            return html! { th scope="row" data-label=(label) { a href=(page) data-open { (row.code) } } };
        }
        ChargeColumn::Document => html! { (row.document) },
        ChargeColumn::Client => html! { a href=(routes::client(row.client)) { (row.client_name) } },
        ChargeColumn::Company => html! { (row.company) },
        ChargeColumn::Issued => date(row.issued).render(),
        ChargeColumn::Due => date(row.due).render(),
        ChargeColumn::Original => money(row.original).render(),
        ChargeColumn::Paid => money(row.paid).render(),
        ChargeColumn::Balance => money(row.balance).render(),
        ChargeColumn::DaysLate => {
            html! { @if row.days_late > 0 { ((t.charges.days)(row.days_late)) } }
        }
        ChargeColumn::Updated => updated(row, &page),
        ChargeColumn::Method => html! { @if let Some(method) = row.method { ((t.ledger.method)(method)) } },
        ChargeColumn::Status => status_badge(row.status, row.days_late > 0),
    };
    html! { td.number[is_number(column)] data-label=(label) { (content) } }
}

/// What a charge comes to, which opens to how that came about.
pub fn explained(charge: ChargeId, document: &str, amount: Money) -> Markup {
    let label = format!("{amount}, {}", (texts().charges.how_updated)(document));
    html! {
        a.why__open href={ (routes::charge(charge)) "#calculo" } data-peek aria-label=(label) { (money(amount)) }
    }
}

/// What it comes to today.
fn updated(row: &ChargeRow, page: &str) -> Markup {
    let t = &texts().charges;
    html! {
        @match (row.status, row.updated) {
            (ChargeStatus::Open, Some(amount)) => (explained(row.id, &row.document, amount)),
            (ChargeStatus::Open, None) => { a href={ (page) "#calculo" } data-peek { (t.not_computed) } }
            _ => {}
        }
    }
}

/// What became of a charge, in words and colour.
pub fn status_badge(status: ChargeStatus, late: bool) -> Markup {
    let t = texts();
    let tone = match status {
        ChargeStatus::Open if late => return badge(t.charges.overdue, Tone::Bad),
        ChargeStatus::Open | ChargeStatus::Cancelled => Tone::Neutral,
        ChargeStatus::Settled => Tone::Good,
        ChargeStatus::Superseded => Tone::Info,
        ChargeStatus::WrittenOff => Tone::Warning,
    };
    badge((t.ledger.status)(status), tone)
}
