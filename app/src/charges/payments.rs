//! The payments of a charge: when, how much, by whom recorded, where they went, and taking one back.

use super::api::Reverse;
use crate::{
    routes,
    texts::texts,
    ui::{Command, ConfirmReason, markup::money},
};
use domain::{id::ChargeId, period::show_date, settlement::PaymentLine};
use leptos::prelude::*;
use maud::{Markup, html};

/// All payments, the first first.
#[component]
pub fn Payments(
    /// The charge.
    of: ChargeId,
    /// The payments.
    payments: Vec<PaymentLine>,
) -> impl IntoView {
    let t = &texts().charge_page;
    let list = if payments.is_empty() {
        view! { <p class="muted">{t.payments_none}</p> }.into_any()
    } else {
        let lines = payments.into_iter().map(|payment| line(of, payment)).collect_view();
        view! { <ul class="payments">{lines}</ul> }.into_any()
    };
    view! {
        <section class="card" id="pagamentos" aria-labelledby="pagamentos-titulo">
            <h2 id="pagamentos-titulo">{t.payments}</h2>
            {list}
        </section>
    }
    .into_any()
}

fn line(of: ChargeId, payment: PaymentLine) -> AnyView {
    let t = &texts().charge_page;
    let reverse = (payment.may_reverse && payment.reversed.is_none()).then(|| {
        let (id, action) = (payment.id.to_string(), Command::of::<Reverse>());
        view! {
            <ConfirmReason action=action id=format!("estornar-{id}") of=("payment", id.clone())
                label=t.reverse reason=t.reverse_reason confirm=t.reverse_confirm/>
        }
    });
    view! {
        <li class="payment" class:payment--reversed=payment.reversed.is_some()>
            <div inner_html=receipt(of, &payment).into_string()></div>
            {reverse}
        </li>
    }
    .into_any()
}

/// What a receipt would say.
fn receipt(of: ChargeId, payment: &PaymentLine) -> Markup {
    let (t, words) = (&texts().charge_page, &texts().ledger);
    let method = payment.method.map_or(t.payment_unknown_method, words.method);
    html! {
        p.payment__line {
            strong.payment__amount { (money(payment.amount)) } " "
            span { ((t.payment_of)(&show_date(payment.on), method)) }
            @if !payment.user.is_empty() { ", " span.muted { ((t.payment_recorded_by)(&payment.user)) } }
        }
        @if payment.charges.iter().any(|(id, ..)| *id != of) {
            p.payment__parts {
                span.muted { (t.payment_went_to) ": " }
                @for (place, (id, document, part)) in payment.charges.iter().enumerate() {
                    @if place > 0 { "; " }
                    a href=(routes::charge(*id)) { (document) } " " (money(*part))
                }
            }
        }
        @if !payment.waive_reason.is_empty() { p { ((t.waived_because)(&payment.waive_reason)) } }
        @if !payment.notes.is_empty() { p.payment__notes { (payment.notes) } }
        @if let Some(reversed) = &payment.reversed {
            p.payment__reversed {
                ((t.reversed)(&reversed.by, &show_date(reversed.on))) ". " ((t.reason)(&reversed.reason))
            }
        }
    }
}
