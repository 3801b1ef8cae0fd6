//! What the pages of agreements show alike.

use crate::{
    routes,
    texts::texts,
    ui::{
        Tone,
        markup::{badge, money},
    },
};
use domain::{
    Money,
    agreement::{Health, Proposal},
    id::ChargeId,
};
use maud::{Markup, html};

/// The colour of how an agreement is doing. The words beside it say the same.
pub const fn health_tone(health: Health) -> Tone {
    match health {
        Health::UpToDate => Tone::Info,
        Health::Fulfilled => Tone::Good,
        Health::Late { .. } => Tone::Warning,
        Health::Missed { .. } | Health::Broken => Tone::Bad,
        Health::Renegotiated | Health::Undone => Tone::Neutral,
    }
}

/// How an agreement is doing.
pub fn health_badge(health: Health) -> Markup {
    badge(&(texts().agreement.health)(health), health_tone(health))
}

/// A document that leads to the page of its charge.
pub fn charge_link(charge: ChargeId, document: &str) -> Markup {
    html! { a href=(routes::charge(charge)) { (document) } }
}

/// The account of an agreement, from what is owed to what was agreed.
pub fn account(proposal: &Proposal) -> Markup {
    let t = &texts().agreement;
    let (debt, adjustment) = (proposal.debt(), proposal.adjustment);
    html! {
        (sum_line(t.principal, debt.principal, ""))
        @if !debt.correction.is_zero() { (sum_line(t.correction, debt.correction, "")) }
        (sum_line(t.fine, debt.fine, ""))
        (sum_line(t.interest, debt.interest, ""))
        @if !adjustment.discount.is_zero() { (sum_line(t.discount, -adjustment.discount, "")) }
        @if !adjustment.surcharge.is_zero() { (sum_line(t.surcharge, adjustment.surcharge, "")) }
        (sum_line(t.closing.agreed, proposal.agreed(), "sums__line--total"))
    }
}

/// A line of an account: what it is and how much.
pub fn sum_line(label: &str, amount: Money, class: &str) -> Markup {
    html! { div class={ "sums__line " (class) } { dt { (label) } dd { (money(amount)) } } }
}
