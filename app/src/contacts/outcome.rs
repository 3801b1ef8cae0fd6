//! The outcome of a contact, what refines it, and the reason for default.

use crate::{
    texts::texts,
    ui::{Choice, Field, Form, RadioCards, SelectField, option_list, use_form},
};
use domain::contact::{DefaultReason, Outcome, SubOutcome};
use leptos::{prelude::*, wasm_bindgen::JsCast, web_sys};
use maud::html;

/// The keys that choose an outcome, in the order of [`Outcome::ALL`].
const KEYS: [&str; 3] = ["1", "2", "3"];

/// The outcome picked so far. Known to other parts of the form only once the page runs in the browser:
/// without JavaScript everything is offered, because nothing can react.
#[derive(Clone, Copy)]
pub struct Picked {
    outcome: RwSignal<Option<Outcome>>,
    /// The value of the field of the sub-outcome.
    sub: RwSignal<String>,
    alive: RwSignal<bool>,
}

impl Picked {
    /// Nothing picked, or what a refused form brought back.
    pub fn new(form: &Form) -> Self {
        let outcome = form.initial("outcome", "").parse().ok();
        let sub = RwSignal::new(form.initial("sub_outcome", ""));
        let picked = Self { outcome: RwSignal::new(outcome), sub, alive: RwSignal::new(false) };
        Effect::new(move || {
            // Somebody may have picked before the page came alive.
            let before = document().query_selector("#contato-form input[name='cmd[outcome]']:checked");
            if let Some(input) =
                before.ok().flatten().and_then(|input| input.dyn_into::<web_sys::HtmlInputElement>().ok())
            {
                picked.outcome.set(input.value().parse().ok());
            }
            let detail = document().query_selector("#contato-form select[name='cmd[sub_outcome]']");
            if let Some(select) =
                detail.ok().flatten().and_then(|select| select.dyn_into::<web_sys::HtmlSelectElement>().ok())
            {
                picked.sub.set(select.value());
            }
            picked.alive.set(true);
        });
        picked
    }

    /// The outcome, once the page is alive.
    pub fn get(self) -> Option<Outcome> {
        if self.alive.get() { self.outcome.get() } else { None }
    }

    /// Whether the contact ended in a promise to pay.
    pub fn promised(self) -> bool {
        self.get() == Some(Outcome::Effective)
            && self.sub.with(|sub| sub == SubOutcome::PromisedToPay.as_str())
    }

    /// The outcome at this moment.
    fn now(self) -> Option<Outcome> {
        self.outcome.get_untracked()
    }

    /// Whether the page is alive.
    pub fn alive(self) -> bool {
        self.alive.get()
    }
}

/// Outcome as three big choices, sub-outcome, reason.
#[component]
pub fn OutcomeFields(
    /// The outcome picked so far.
    picked: Picked,
) -> impl IntoView {
    let t = &texts().contact;
    let choices = Outcome::ALL
        .iter()
        .zip(KEYS)
        .map(|(outcome, key)| Choice { key, ..Choice::new(outcome.as_str(), (t.outcome_name)(*outcome)) })
        .collect();
    let pick = Callback::new(move |value: String| picked.outcome.set(value.parse().ok()));
    let reasons = std::iter::once(Choice::new("", t.reason_none))
        .chain(DefaultReason::ALL.iter().map(|reason| Choice::new(reason.as_str(), (t.reason_name)(*reason))))
        .collect::<Vec<_>>();
    let without_reason = move || picked.alive() && picked.get() != Some(Outcome::Effective);
    view! {
        <RadioCards name="outcome" label=t.outcome choices on_pick=pick class="contact-form__outcome"/>
        <div class="form__row">
            <SubOutcomeField picked/>
            <fieldset class="contact-form__reason" hidden=without_reason disabled=without_reason>
                <SelectField name="reason" label=t.reason choices=reasons hint=t.reason_hint/>
            </fieldset>
        </div>
    }
    .into_any()
}

/// The sub-outcomes of the outcome; all of them in groups while none is picked. Picking one picks its outcome.
#[component]
fn SubOutcomeField(picked: Picked) -> impl IntoView {
    let t = &texts().contact;
    let form = use_form();
    let chosen = picked.sub;
    let on_change = move |event| {
        let value = event_target_value(&event);
        let outcome = value.parse::<SubOutcome>().ok().map(SubOutcome::outcome);
        chosen.set(value);
        if let Some(outcome) = outcome.filter(|outcome| picked.now() != Some(*outcome)) {
            super::keys::pick_outcome(outcome);
        }
    };
    let offered = move || {
        let selected = chosen.get_untracked();
        let list = html! {
            option value="" { (t.sub_outcome_none) }
            @match picked.get() {
                Some(outcome) => (option_list(sub_outcomes(outcome), &selected)),
                None => @for outcome in Outcome::ALL {
                    optgroup label=((t.outcome_name)(*outcome)) {
                        (option_list(sub_outcomes(*outcome), &selected))
                    }
                },
            }
        };
        list.into_string()
    };
    let id = form.field_id("sub_outcome");
    let described = format!("{id}-error");
    view! {
        <Field name="sub_outcome" label=t.sub_outcome optional=true>
            <select class="input" id=id name=form.name("sub_outcome") aria-describedby=described
                on:change=on_change inner_html=offered></select>
        </Field>
    }
    .into_any()
}

fn sub_outcomes(outcome: Outcome) -> impl Iterator<Item = Choice> {
    let t = &texts().contact;
    outcome.sub_outcomes().iter().map(|sub| Choice::new(sub.as_str(), (t.sub_outcome_name)(*sub)))
}
