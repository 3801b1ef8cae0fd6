//! The rows of the grid. One is always chosen; its history stands in the pane below.

use super::page::address;
use crate::{
    charges::explained,
    routes,
    texts::texts,
    ui::{
        Glyph, Tone,
        markup::{Render as _, badge, date, icon, money},
    },
};
use domain::{
    grid::{GridPage, GridQuery, GridRow},
    period::{show_date, show_time},
    saved_filter::GridColumn,
};
use maud::{Markup, html};

/// The form that the boxes belong to: it does something with the chosen rows.
const CHOSEN: &str = "escolhidos";

/// The charges of one page.
pub fn table(page: &GridPage, query: &GridQuery) -> Markup {
    let t = &texts().grid;
    let columns: Vec<GridColumn> = GridColumn::ALL
        .iter()
        .copied()
        .filter(|column| *column != GridColumn::Company || page.companies.len() > 1)
        .collect();
    html! {
        form id=(CHOSEN) method="get" action=(routes::BULK) {
            // What the whole result is: the filter, or the fields that were adjusted.
            @for (name, value) in query.to_pairs().into_iter().filter(|(name, _)| !matches!(*name, "pagina" | "titulo")) {
                input type="hidden" name=(name) value=(value);
            }
        }
        div.table-frame.grid-frame {
            table.table.table--cards.grid data-select data-follow {
                caption.visually-hidden { (t.caption) }
                thead {
                    tr {
                        th.choice-cell scope="col" {
                            input.choice-cell__all type="checkbox" data-all="linha" aria-label=(t.choose_all);
                            span.visually-hidden { (t.choose) }
                        }
                        @for column in &columns { (header(*column, page, query)) }
                    }
                }
                tbody { @for one in &page.rows { (row(one, &columns, page, query)) } }
            }
        }
        p.field__hint.grid-keys { (t.keys) }
    }
}

/// What can be done with the chosen rows.
pub fn bar(page: &GridPage) -> Markup {
    let t = &texts().grid;
    html! {
        div.chosen__bar {
            span.chosen__title { (t.chosen) }
            button.button.button--primary type="submit" form=(CHOSEN) { (t.send_chosen) }
            button.button type="submit" form=(CHOSEN) name="todos" value="1" { ((t.send_all)(page.totals.clients)) }
            span.chosen__hint { (t.choose_hint) }
        }
    }
}

const fn is_number(column: GridColumn) -> bool {
    matches!(column, GridColumn::DaysLate | GridColumn::Balance | GridColumn::Updated)
}

fn header(column: GridColumn, page: &GridPage, query: &GridQuery) -> Markup {
    let now = page.fields.check().ok();
    let current = now.as_ref().filter(|now| now.sort == column).map(|now| now.descending);
    let descending = current.map_or_else(|| column.starts_descending(), |descending| !descending);
    let (sort, glyph) = match current {
        None => (None, None),
        Some(true) => (Some("descending"), Some(Glyph::ArrowDown)),
        Some(false) => (Some("ascending"), Some(Glyph::ArrowUp)),
    };
    html! {
        th.number[is_number(column)] scope="col" aria-sort=[sort] {
            a.sort href=(address(&query.ordered_by(column, descending))) {
                ((texts().grid.column)(column)) @if let Some(glyph) = glyph { (icon(glyph)) }
            }
        }
    }
}

fn row(row: &GridRow, columns: &[GridColumn], page: &GridPage, query: &GridQuery) -> Markup {
    let t = &texts().grid;
    let here = page.pane.as_ref().is_some_and(|pane| pane.charge == row.id);
    let open = address(&GridQuery { charge: Some(row.id), ..query.clone() });
    html! {
        tr data-row data-client=(row.client) class=[row.contacted_today.then_some("row--contacted")] aria-current=[here.then_some("true")] {
            td.choice-cell data-label=(t.choose) {
                input type="checkbox" autocomplete="off" name="linha" form=(CHOSEN) value=(row.id) aria-label=((t.choose_one)(&row.document, &row.name));
            }
            @for column in columns { (cell(row, *column, &open)) }
        }
    }
}

fn cell(row: &GridRow, column: GridColumn, open: &str) -> Markup {
    let t = texts();
    let label = (t.grid.column)(column);
    let content = match column {
        GridColumn::Client => {
            return html! {
                th.grid__client scope="row" data-label=(label) {
                    a href={ (open) "#painel" } data-open data-noscroll="" { (row.name) }
                    @if row.contacted_today { " " (badge(t.delinquency.contacted_today, Tone::Good)) }
                }
            };
        }
        GridColumn::Document => html! {
            (row.document)
            @if row.promised { " " (badge(t.grid.promised, Tone::Info)) }
            @if row.instalment { " " (badge(t.grid.instalment, Tone::Neutral)) }
        },
        GridColumn::Company => html! { span.grid__company title=(row.company) { (row.company) } },
        GridColumn::Due => date(row.due).render(),
        GridColumn::DaysLate => html! { ((t.grid.days)(row.days_late)) },
        GridColumn::Balance => money(row.balance).render(),
        GridColumn::Updated => explained(row.id, &row.document, row.updated),
        GridColumn::LastContact => last_contact(row),
        GridColumn::NextAppointment => html! {
            @if let Some((on, time)) = row.next_appointment {
                (date(on)) " " @if let Some(time) = time { (show_time(time)) }
            }
        },
    };
    html! { td.number[is_number(column)].nowrap[column == GridColumn::Due] data-label=(label) { (content) } }
}

/// Channel, when, who.
fn last_contact(row: &GridRow) -> Markup {
    let t = texts();
    html! {
        @if let Some(last) = &row.last_contact {
            span.grid__last {
                ((t.contact.channel_name)(last.channel)) " "
                time datetime=(last.at.date().to_string()) {
                    (show_date(last.at.date())) " " (show_time(last.at.time()))
                }
                span.cell__note title=(last.user) { (last.user.split(' ').next().unwrap_or_default()) }
            }
        } @else {
            span.muted { (t.grid.never) }
        }
    }
}
