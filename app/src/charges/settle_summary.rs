//! Where an amount goes, before it is confirmed. All of it follows what is typed.

use super::settle_page::ALL;
use crate::{
    routes,
    texts::{errors, texts},
    ui::{
        Glyph, Tone,
        markup::{badge, date, icon, money},
    },
};
use domain::{
    Money,
    settlement::{Allocation, SettleView, Settlement},
};
use maud::{Markup, html};

/// What is asked for, where the amount goes, what stays open, and the button that confirms it.
pub fn summary(view: &SettleView) -> Markup {
    let t = &texts().settlement;
    let waived = view.chosen.total - view.asked;
    let ready = view.errors.is_empty() && view.preview.is_some();
    let received = view.preview.as_ref().map(|preview| preview.amount);
    let less = received.is_none_or(|received| received < view.asked);
    html! {
        dl.settle__figures {
            div { dt { (t.asked) } dd { (money(view.chosen.total)) } }
            @if !waived.is_zero() { div { dt { (t.waived) } dd { "− " (money(waived)) } } }
            @if let Some(preview) = &view.preview {
                div { dt { (t.received) } dd { (money(preview.amount)) } }
                div.settle__rest { dt { (t.rest) } dd { (money(preview.rest)) } }
            }
        }
        @if !view.errors.is_empty() {
            ul.settle__errors role="alert" {
                @for error in &view.errors { li { (errors::sentence(&error.error, texts())) } }
            }
        }
        @match &view.preview {
            Some(preview) => (allocation(preview)),
            None if view.errors.is_empty() => { p.muted { (t.nothing_to_show) } }
            None => {}
        }
        div.settle__confirm {
            button.button.button--primary type="submit" disabled[!ready] {
                (icon(Glyph::Check)) span { (t.confirm) @if let Some(received) = received { ": " (received.to_string()) } }
            }
            @if less && view.asked.is_positive() {
                button.button type="submit" formmethod="get" formaction=(routes::SETTLE) name=(ALL) value="1" {
                    ((t.take_all)(&view.asked.to_string()))
                }
            }
        }
    }
}

/// Charge by charge, the one due first first.
fn allocation(preview: &Settlement) -> Markup {
    let t = &texts().settlement;
    let corrected = preview.allocations.iter().any(|to| !to.correction.is_zero());
    let sum = |pick: fn(&Allocation) -> Money| preview.allocations.iter().map(pick).sum::<Money>();
    html! {
        table.table.table--cards.settle__allocation {
            caption.visually-hidden { (t.allocation) }
            thead {
                tr {
                    th scope="col" { (t.document) }
                    th.number scope="col" { (t.fine) }
                    th.number scope="col" { (t.interest) }
                    @if corrected { th.number scope="col" { (t.correction) } }
                    th.number scope="col" { (t.principal) }
                    th.number scope="col" { (t.goes_to) }
                    th.number scope="col" { (t.rest) }
                }
            }
            tbody { @for to in &preview.allocations { (part(to, corrected)) } }
            @if preview.allocations.len() > 1 {
                tfoot {
                    tr {
                        th scope="row" { (t.total) }
                        td.number data-label=(t.fine) { (money(sum(|to| to.fine))) }
                        td.number data-label=(t.interest) { (money(sum(|to| to.interest))) }
                        @if corrected { td.number data-label=(t.correction) { (money(sum(|to| to.correction))) } }
                        td.number data-label=(t.principal) { (money(sum(|to| to.principal))) }
                        td.number data-label=(t.goes_to) { (money(preview.amount)) }
                        td.number data-label=(t.rest) { (money(sum(|to| to.rest))) }
                    }
                }
            }
        }
    }
}

fn part(to: &Allocation, corrected: bool) -> Markup {
    let t = &texts().settlement;
    html! {
        tr {
            th scope="row" data-label=(t.document) { (to.document) span.cell__note { (date(to.due)) } }
            td.number data-label=(t.fine) { (money(to.fine)) }
            td.number data-label=(t.interest) { (money(to.interest)) }
            @if corrected { td.number data-label=(t.correction) { (money(to.correction)) } }
            td.number data-label=(t.principal) { (money(to.principal)) }
            td.number data-label=(t.goes_to) { strong { (money(to.received())) } }
            td.number data-label=(t.rest) {
                @if to.rest.is_zero() { (badge(t.settled, Tone::Good)) } @else { (money(to.rest)) }
            }
        }
    }
}
