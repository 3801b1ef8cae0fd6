//! The ledger of a charge, line by line.

use crate::{
    texts::texts,
    ui::{
        Tone,
        markup::{badge, date, money},
    },
};
use domain::{
    charge::{ChargeView, LedgerKind, LedgerLine},
    period::show_date,
};
use maud::{Markup, html};

/// All lines, in the order in which they were recorded, with the principal that is open after each.
pub fn ledger(view: &ChargeView) -> Markup {
    let t = &texts().charge_page;
    html! {
        p.field__hint { (t.ledger_hint) }
        table.table.table--plain.table--cards.charge-ledger {
            caption.visually-hidden { (t.ledger) }
            thead {
                tr {
                    th scope="col" { (t.day) }
                    th scope="col" { (t.what) }
                    th.number scope="col" { (texts().charges.amount) }
                    th.number scope="col" { (t.balance_after) }
                    th scope="col" { (t.by) }
                }
            }
            tbody { @for line in &view.ledger { (row(line)) } }
        }
    }
}

fn row(line: &LedgerLine) -> Markup {
    let (t, words) = (&texts().charge_page, &texts().ledger);
    html! {
        tr class=[line.taken_back.then_some("charge-ledger__back")] {
            td data-label=(t.day) {
                (date(line.on))
                @if line.value_on != line.on && line.kind != LedgerKind::Reversal {
                    span.cell__note { ((t.counts_from)(&show_date(line.value_on))) }
                }
            }
            th scope="row" data-label=(t.what) {
                span { ((words.kind)(line.kind)) } " "
                @if line.taken_back { (badge(t.taken_back, Tone::Neutral)) }
            }
            td.number data-label=(texts().charges.amount) { (money(line.amount)) }
            td.number data-label=(t.balance_after) { (money(line.balance)) }
            td data-label=(t.by) { (if line.user.is_empty() { t.automatic } else { &line.user }) }
        }
    }
}
