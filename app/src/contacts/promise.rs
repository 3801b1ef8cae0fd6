//! What the client promised to pay, and until when: asked where that is how the contact ended.

use super::outcome::Picked;
use crate::{
    clients::Live,
    texts::texts,
    ui::{Choice, DateField, Hidden, SelectField, TextField},
};
use domain::{period::show_date, promise::PromiseState};
use leptos::prelude::*;

/// Amount and day; and, where a promise is open, whether this one takes its place.
#[component]
pub fn PromiseFields(
    /// The page.
    live: Live,
    /// What was picked so far.
    picked: Picked,
) -> impl IntoView {
    let t = &texts().contact;
    let unsaid = move || picked.alive() && !picked.promised();
    let open: Vec<_> = live.now(|view| {
        let open = view.bar.promises.iter().filter(|promise| promise.state == PromiseState::Open);
        open.map(|promise| {
            let said = (t.promise_instead)(&promise.amount.to_string(), &show_date(promise.on));
            Choice::new(promise.id, said)
        })
        .collect()
    });
    let replaces = match open.first().map(|first| first.value.clone()) {
        None => view! { <Hidden name="promise_replaces" value=""/> }.into_any(),
        Some(first) => {
            let choices = open.into_iter().chain([Choice::new("", t.promise_besides)]).collect();
            view! { <SelectField name="promise_replaces" label=t.promise_replaces choices value=first/> }
                .into_any()
        }
    };
    view! {
        <fieldset class="contact-form__next" hidden=unsaid disabled=unsaid>
            <legend class="field__label">{t.promise}</legend>
            <p class="field__hint">{t.promise_hint}</p>
            <div class="form__row">
                <TextField name="promise_amount" label=t.promise_amount inputmode="decimal"/>
                <DateField name="promise_date" label=t.promise_date/>
                {replaces}
            </div>
        </fieldset>
    }
    .into_any()
}
