//! What is typed when charges are settled: which, when, how much, how.

use super::charge_page::derivation_of;
use crate::{
    routes,
    texts::{errors, texts},
    ui::{
        CheckField, Choice, DateField, RadioCards, TextArea, TextField,
        markup::{date, money},
        use_form,
    },
};
use domain::{
    charge::PaymentMethod,
    settlement::{SettleCharges, SettleLine, SettleView},
};
use leptos::prelude::*;
use maud::{Markup, html};

/// The open charges of the client with what is owed of each on the day of the payment. What follows the day
/// stands in parts of its own, so that the boxes stay as they are.
pub fn charges(view: &SettleView) -> Markup {
    let t = &texts().settlement;
    let corrected = view.lines.iter().any(|line| !line.owed.correction.is_zero());
    let several = view.lines.iter().any(|line| line.company != view.lines[0].company);
    html! {
        div.settle__frame id="quitar-charges" tabindex="-1" {
            table.table.table--cards data-select {
                caption.visually-hidden { (t.charges_caption) }
                thead {
                    tr {
                        th.choice-cell scope="col" {
                            input.choice-cell__all type="checkbox" data-all="cmd[charges][]" aria-label=(t.choose_all);
                            span.visually-hidden { (t.choose) }
                        }
                        th scope="col" { (t.document) }
                        th scope="col" { (t.due) }
                        th.number scope="col" { (t.late) }
                        th.number scope="col" { (t.principal) }
                        @if corrected { th.number scope="col" { (t.correction) } }
                        th.number scope="col" { (t.fine) }
                        th.number scope="col" { (t.interest) }
                        th.number scope="col" { (t.updated) }
                    }
                }
                tbody { @for line in &view.lines { (row(view, line, corrected, several)) } }
            }
        }
    }
}

fn row(view: &SettleView, line: &SettleLine, corrected: bool, several: bool) -> Markup {
    let (t, words) = (&texts().settlement, &texts().charges);
    let part = |name: &str| format!("{name}-{}", line.charge);
    let owed = &line.owed;
    let mut figures = vec![("principal", t.principal, owed.principal)];
    if corrected {
        figures.push(("correcao", t.correction, owed.correction));
    }
    figures.extend([("multa", t.fine, owed.fine), ("juros", t.interest, owed.interest)]);
    html! {
        tr {
            td.choice-cell data-label=(t.choose) {
                input type="checkbox" autocomplete="off" name="cmd[charges][]" value=(line.charge) checked[line.chosen]
                    aria-label=((words.choose_one)(&line.document));
            }
            th scope="row" data-label=(t.document) {
                a href=(routes::charge(line.charge)) { (line.document) }
                @if several { span.cell__note { (line.company) } }
            }
            td data-label=(t.due) { (date(line.due)) }
            td.number.nowrap data-label=(t.late) data-live-part=(part("atraso")) {
                @if line.days_late > 0 { ((t.days)(line.days_late)) }
            }
            @for (name, label, amount) in figures {
                td.number data-label=(label) data-live-part=(part(name)) { (money(amount)) }
            }
            td.number data-label=(t.updated) data-live-part=(part("total")) {
                a.why__open href=(derivation_of(line.charge, view.on, view.today)) data-peek
                    aria-label={ (owed.total.to_string()) ", " ((texts().client.explain)(&line.document)) } {
                    strong { (money(owed.total)) }
                }
            }
        }
    }
}

/// Day, method, amount, note, and for those who may, what is not asked for.
pub fn fields(form: &SettleCharges, view: &SettleView) -> AnyView {
    let (t, words) = (&texts().settlement, &texts().ledger);
    let methods =
        PaymentMethod::ALL.iter().map(|method| Choice::new(method.as_str(), (words.method)(*method)));
    // A charge that was settled meanwhile has no box any more: what is wrong is said all the same.
    use_form().register("charges", t.charges);
    let chosen = use_form().error("charges");
    let chosen =
        chosen.map(|error| view! { <p class="field__error">{errors::sentence(&error, texts())}</p> });
    view! {
        <div class="form form--grid">
            {chosen}
            <DateField name="date" label=t.date value=form.date.clone() max=view.today.to_string() hint=t.date_hint/>
            <div data-live-part="valor">
                <TextField name="amount" label=t.amount value=form.amount.clone() inputmode="decimal" hint=t.amount_hint/>
            </div>
            <RadioCards name="method" label=t.method choices=methods.collect() value=form.method.clone() compact=true
                class="field--wide"/>
            {view.may_waive.then(|| waivers(form))}
            <TextArea name="notes" label=t.notes value=form.notes.clone() rows=2 maxlength=500 optional=true
                class="field--wide"/>
            <div class="form__actions field--wide">
                <button class="button" type="submit" formmethod="get" formaction=routes::SETTLE>{t.recalculate}</button>
            </div>
        </div>
    }
    .into_any()
}

fn waivers(form: &SettleCharges) -> AnyView {
    let t = &texts().settlement;
    view! {
        <CheckField name="waive_fine" label=t.waive_fine checked={form.waive_fine == "on"}/>
        <CheckField name="waive_interest" label=t.waive_interest checked={form.waive_interest == "on"}/>
        <TextField name="waive_reason" label=t.waive_reason value=form.waive_reason.clone() hint=t.waive_hint
            maxlength=500 optional=true class="field--wide"/>
    }
    .into_any()
}
