//! Undoing and breaking an agreement; what breaking does is shown before it is confirmed.

use crate::{
    agreements::{
        api::{BreakUp, Undo},
        shown::{charge_link, sum_line},
    },
    charges::derivation::why,
    texts::texts,
    ui::{Command, CommandForm, ConfirmReason, Disclosure, SubmitButton, TextField, refused},
};
use domain::{
    Money,
    agreement::{AgreementView, Breaking},
    charge::ChargeStatus,
    ledger::Owed,
    period::show_date,
};
use leptos::prelude::*;
use maud::{Markup, html};

/// The ways to end the agreement; nothing where there is none.
pub fn section(agreement: &AgreementView) -> Option<AnyView> {
    let t = &texts().agreement.page;
    if !agreement.may_undo && agreement.breaking.is_none() {
        return None;
    }
    let id = agreement.id.to_string();
    let undo = Command::of::<Undo>();
    let undo = agreement.may_undo.then(|| {
        view! {
            <div class="ending">
                <p class="field__hint">{t.undo_hint}</p>
                <ConfirmReason action=undo id="desfazer" of=("agreement", id.clone()) label=t.undo
                    reason=t.undo_reason confirm=t.undo_confirm/>
            </div>
        }
        .into_any()
    });
    Some(
        view! {
            <section class="card" aria-labelledby="acordo-fim">
                <h2 id="acordo-fim">{t.end_title}</h2>
                {undo}
                {agreement.breaking.as_ref().map(|breaking| break_form(agreement, breaking))}
            </section>
        }
        .into_any(),
    )
}

fn break_form(agreement: &AgreementView, breaking: &Breaking) -> AnyView {
    let t = &texts().agreement.page;
    let id = agreement.id.to_string();
    let open = agreement.break_proposed || refused::<BreakUp>(Some(("agreement", &id)));
    let action = Command::of::<BreakUp>();
    let figures = figures(agreement, breaking).into_string();
    let after: Money = breaking.after.iter().map(|(_, derivation)| derivation.owed.total).sum();
    let after = after.plain();
    view! {
        <div class="ending">
            <p class="field__hint">{t.break_hint}</p>
            <Disclosure label=t.break_up open=open class="disclosure--reason">
                <div inner_html=figures></div>
                <CommandForm action=action id="quebrar" of=("agreement", id)>
                    <input type="hidden" name="cmd[seen]" value=after/>
                    <TextField name="reason" label=t.break_reason maxlength=500/>
                    <SubmitButton label=t.break_confirm danger=true/>
                </CommandForm>
            </Disclosure>
        </div>
    }
    .into_any()
}

/// Before and after: what is asked for, and that nothing of what was received is lost.
fn figures(agreement: &AgreementView, breaking: &Breaking) -> Markup {
    let t = &texts().agreement;
    let open = agreement.instalments.iter().filter(|part| part.status == ChargeStatus::Open).count();
    let owed: Owed = breaking.after.iter().map(|(_, derivation)| derivation.owed).sum();
    html! {
        div.breaking {
            h3 { (t.page.break_before) }
            dl.sums {
                (sum_line(&format!("{} ({open})", t.page.break_open), breaking.before.total, ""))
                (sum_line(t.page.break_received, breaking.received, ""))
            }
            h3 { (t.page.break_after) }
            dl.sums {
                @for (charge, derivation) in &breaking.after {
                    @let source = agreement.agreed.sources.iter().find(|source| source.charge == *charge);
                    div.sums__line {
                        dt { @if let Some(source) = source { (charge_link(*charge, &source.document)) } }
                        dd {
                            (why(derivation, source.map_or("", |source| &source.document)))
                            (parts(&derivation.owed))
                        }
                    }
                }
                (sum_line(t.page.total_owed, owed.total, "sums__line--total"))
                (sum_line(t.page.break_received, breaking.received, ""))
            }
            @if !breaking.payments.is_empty() { (allocations(breaking)) }
            p.field__hint { ((t.page.break_conserved)(&breaking.received.to_string())) }
        }
    }
}

/// Principal, fine and interest of what is owed.
fn parts(owed: &Owed) -> Markup {
    let t = &texts().agreement;
    let named = [
        (t.principal, owed.principal),
        (t.correction, owed.correction),
        (t.fine, owed.fine),
        (t.interest, owed.interest),
    ];
    let shown: Vec<String> = named
        .iter()
        .filter(|(_, amount)| !amount.is_zero())
        .map(|(name, amount)| format!("{name} {amount}"))
        .collect();
    html! { @if shown.len() > 1 { span.cell__note { (shown.join(", ")) } } }
}

/// Where each payment goes.
fn allocations(breaking: &Breaking) -> Markup {
    let t = &texts().agreement.page;
    html! {
        ul.bullets {
            @for payment in &breaking.payments {
                li {
                    ((t.break_payment)(&payment.amount.to_string(), &show_date(payment.on))) ": "
                    @for (place, part) in payment.allocations.iter().filter(|part| part.received().is_positive()).enumerate() {
                        @if place > 0 { ", " }
                        ((t.break_allocated)(&part.received().to_string(), &part.document))
                    }
                    "."
                }
            }
        }
    }
}
