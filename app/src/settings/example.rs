//! The example beside the form: what the policy asks for, line by line.

use super::policy_page::Shown;
use crate::{
    charges::derivation,
    routes,
    texts::{errors, texts},
    ui::{Choice, DateField, SubmitButton, date_kind, markup::money, option_list},
};
use domain::{FieldError, settings::Basis};
use leptos::prelude::*;
use maud::{Markup, html};

/// Amount, due date and day, the derivation, and the day from which the version counts.
pub fn example(shown: &Shown) -> AnyView {
    let t = &texts().settings;
    let ex = shown.example.clone();
    let bases = Basis::ALL.iter().map(|basis| Choice::new(basis.as_str(), (t.basis)(*basis)));
    let (due_kind, on_kind) = (date_kind(&ex.due), date_kind(&ex.on));
    let today = shown.view.today.to_string();
    view! {
        <div class="policy__side">
            <section class="card policy__example" aria-labelledby="exemplo">
                <h2 id="exemplo">{t.example}</h2>
                <p class="lead">{t.example_lead}</p>
                <div class="form form--grid">
                    <div class="field">
                        <label class="field__label" for="exemplo-valor">{t.amount}</label>
                        <input class="input" id="exemplo-valor" name="ex[amount]" value=ex.amount
                            inputmode="decimal" autocomplete="off"/>
                    </div>
                    <div class="field">
                        <label class="field__label" for="exemplo-politica">{t.by}</label>
                        <select class="input" id="exemplo-politica" name="ex[by]"
                            inner_html=option_list(bases, &ex.by).into_string()></select>
                    </div>
                    <div class="field field--date">
                        <label class="field__label" for="exemplo-vencimento">{t.due}</label>
                        <input class="input" id="exemplo-vencimento" name="ex[due]" type=due_kind value=ex.due/>
                    </div>
                    <div class="field field--date">
                        <label class="field__label" for="exemplo-em">{t.on}</label>
                        <input class="input" id="exemplo-em" name="ex[on]" type=on_kind value=ex.on/>
                    </div>
                </div>
                <button class="button policy__recalculate" type="submit" formmethod="get" formaction=routes::POLICY>
                    {t.recalculate}
                </button>
                <div class="policy__result" data-live-part="exemplo" aria-live="polite" inner_html=result(shown).into_string()>
                </div>
            </section>
            <section class="card policy__save">
                <div class="form form--inline">
                    <DateField name="valid_from" label=t.valid_from hint=t.valid_from_hint
                        value=shown.form.valid_from.clone() min=today/>
                    <SubmitButton label=t.save_version/>
                </div>
            </section>
        </div>
    }
    .into_any()
}

fn result(shown: &Shown) -> Markup {
    let t = &texts().settings;
    match &shown.tried.derivation {
        Ok(derived) => html! {
            p.policy__total { span { (t.owed) } " " strong { (money(derived.owed.total)) } }
            (derivation::steps(derived))
        },
        Err(wrong) => html! {
            div.form-errors {
                p.form-errors__title { (t.correct_first) }
                ul { @for error in wrong { li { (label(error)) ": " (errors::sentence(&error.error, texts())) } } }
            }
        },
    }
}

/// What a field is called on this page.
fn label(error: &FieldError) -> &'static str {
    let t = &texts().settings;
    match error.field.as_str() {
        "amount" => t.amount,
        "due" => t.due,
        "on" => t.on,
        "by" => t.by,
        "fine_percent" => t.fine_percent,
        "fine_fixed" => t.fine_fixed,
        "interest_mode" => t.interest_mode,
        "interest_percent" => t.interest_percent,
        "interest_per_day" => t.interest_per_day,
        "counted_from" => t.counted_from,
        "rounding" => t.rounding,
        "grace_days" => t.grace_days,
        "correction" => t.correction,
        _ => t.company,
    }
}
