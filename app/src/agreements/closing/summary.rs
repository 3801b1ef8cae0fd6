//! The account of the agreement and the difference, always in view, and the button that closes it.

use super::{Step, step_button};
use crate::{
    agreements::shown::{account, sum_line},
    texts::texts,
    ui::{
        Glyph,
        markup::{icon, money},
    },
};
use domain::agreement::{AgreementSeed, Closing};
use maud::{Markup, html};

/// The ways to close a difference, the usual one first.
const CLOSINGS: [Closing; 3] = [Closing::Surcharge, Closing::Discount, Closing::Spread];

/// The summary beside the form; on a phone its last part stays at the bottom of the screen.
pub fn aside(seed: &AgreementSeed, step: Step, page: &str) -> Markup {
    let t = &texts().agreement.closing;
    html! {
        aside.agreement__aside aria-labelledby="acordo-resumo" {
            div.agreement__account {
                h2 id="acordo-resumo" { (t.summary) }
                dl.sums data-live-part="conta" { (distributed(seed)) }
            }
            div.agreement__difference {
                div role="status" data-live-part="diferenca" { (difference(seed)) }
                div.agreement__actions data-live-part="acoes" { (actions(seed, step, page)) }
                (step_button(page, ("recalcular", "1"), "button--quiet button--small", false, &html! { (t.recalculate) }))
            }
        }
    }
}

/// Whether it can be confirmed as it stands.
fn ready(seed: &AgreementSeed) -> bool {
    let whole = !seed.proposal.sources.is_empty() && !seed.proposal.instalments.is_empty();
    whole && seed.errors.is_empty() && seed.difference.is_zero()
}

fn distributed(seed: &AgreementSeed) -> Markup {
    let t = &texts().agreement;
    html! {
        (account(&seed.proposal))
        (sum_line(&(t.closing.distributed)(seed.proposal.instalments.len()), seed.proposal.distributed(), ""))
    }
}

fn difference(seed: &AgreementSeed) -> Markup {
    let t = &texts().agreement.closing;
    let (difference, closed) = (seed.difference, ready(seed));
    let note = if seed.proposal.sources.is_empty() {
        t.nothing_chosen
    } else if seed.proposal.instalments.is_empty() {
        t.no_instalments
    } else if difference.is_positive() {
        t.too_much
    } else if difference.is_negative() {
        t.too_little
    } else if closed {
        t.balanced
    } else {
        t.to_correct
    };
    html! {
        p.difference.difference--closed[closed] {
            span.difference__label { (t.difference) }
            strong.difference__amount { (money(difference)) }
            span.difference__note { @if closed { (icon(Glyph::Check)) } (note) }
        }
    }
}

/// What closes the difference, and what closes the agreement.
fn actions(seed: &AgreementSeed, step: Step, page: &str) -> Markup {
    let t = &texts().agreement.closing;
    let ready = ready(seed);
    let amount = if seed.difference.is_negative() { -seed.difference } else { seed.difference }.to_string();
    let ways =
        CLOSINGS.into_iter().filter(|way| seed.errors.is_empty() && seed.proposal.closed(*way).is_some());
    let focus = ready && !matches!(step, Step::Open | Step::Add | Step::Remove(_) | Step::Overdue);
    html! {
        @for way in ways {
            @let label = html! { ((t.close)(way, &amount)) };
            (step_button(page, ("fechar", way.as_str()), "button--small", false, &label))
        }
        button.button.button--primary.agreement__confirm type="submit" disabled[!ready] autofocus[focus] {
            (icon(Glyph::Check)) span { (t.confirm) }
        }
    }
}
