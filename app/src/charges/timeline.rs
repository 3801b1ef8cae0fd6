//! What happened to a charge: who, when, what was before and what after.

use crate::{texts::texts, ui::markup::date_time};
use domain::{
    Money,
    charge::{PaymentMethod, TimelineLine},
    period::{parse_date, show_date},
};
use maud::{Markup, html};

/// The events, the last first.
pub fn timeline(lines: &[TimelineLine]) -> Markup {
    let t = &texts().charge_page;
    html! {
        @if lines.is_empty() { p.muted { (t.timeline_none) } }
        ol.timeline { @for line in lines { (event(line)) } }
    }
}

fn event(line: &TimelineLine) -> Markup {
    let t = &texts().charge_page;
    html! {
        li.timeline__event {
            p.timeline__head {
                strong { ((t.event)(&line.kind)) } " "
                span.muted { (date_time(line.at)) ", " (if line.user.is_empty() { t.automatic } else { &line.user }) }
            }
            @for (field, before, after) in &line.changes {
                p.timeline__change {
                    ((t.field)(field)) ": " del { (value(field, before)) } " "
                    span.visually-hidden { (t.became) " " } span aria-hidden="true" { "→ " }
                    ins { (value(field, after)) }
                }
            }
            @if !line.reason.is_empty() { p.timeline__reason { ((t.reason)(&line.reason)) } }
        }
    }
}

/// A value of the record as people write it.
fn value(field: &str, text: &str) -> String {
    let t = texts();
    let shown = match field {
        "issued" | "due" => parse_date(text).ok().map(show_date),
        "amount" | "balance" => text.parse::<Money>().ok().map(|amount| amount.to_string()),
        "method" if text.is_empty() => Some(t.charges.no_method.to_owned()),
        "method" => text.parse::<PaymentMethod>().ok().map(|method| (t.ledger.method)(method).to_owned()),
        _ => None,
    };
    match shown {
        Some(shown) => shown,
        None if text.is_empty() => t.charge_page.blank.to_owned(),
        None => text.to_owned(),
    }
}
