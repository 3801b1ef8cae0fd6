//! What a charge is, as facts.

use crate::{
    routes,
    texts::texts,
    ui::markup::{date, money},
};
use domain::charge::{ChargeColumn, ChargeView};
use maud::{Markup, html};

/// Client and company, and with `all` everything that the form would show.
pub fn facts(view: &ChargeView, all: bool) -> Markup {
    let (t, words) = (&texts().charges, &texts().ledger);
    html! {
        dl.facts.facts--dense {
            div { dt { (t.client) } dd { a href=(routes::client(view.client)) { (view.client_name) } } }
            div { dt { (t.company) } dd { (view.company.name) } }
            div { dt { (texts().charge_page.code) } dd { (view.code) } }
            @if all {
                div { dt { ((t.column)(ChargeColumn::Document)) } dd { (view.document) } }
                @if !view.description.is_empty() { div { dt { (t.description) } dd { (view.description) } } }
                @if !view.category.is_empty() { div { dt { (t.category) } dd { (view.category) } } }
                div { dt { (t.issued) } dd { (date(view.issued)) } }
                div { dt { (t.due_date) } dd { (date(view.due)) } }
                div { dt { (t.amount) } dd { (money(view.original)) } }
                div { dt { (t.method) } dd { (view.method.map_or(t.no_method, words.method)) } }
                @if !view.notes.is_empty() { div { dt { (t.notes) } dd.facts__text { (view.notes) } } }
            }
        }
    }
}
