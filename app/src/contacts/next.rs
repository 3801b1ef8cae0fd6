//! The next contact, proposed from the outcome until somebody decides otherwise.

use super::outcome::Picked;
use crate::{
    texts::texts,
    ui::{Choice, DateField, SelectField, TimeField, input, use_form},
};
use domain::{contact::ContactSeed, period};
use leptos::prelude::*;

/// Date, time and assignee of the next contact.
#[component]
pub fn NextContact(
    /// What the form starts with.
    seed: ContactSeed,
    /// The outcome picked so far.
    picked: Picked,
) -> impl IntoView {
    let t = &texts().contact;
    let form = use_form();
    let decided = RwSignal::new(form.was_refused());
    let (date, time) = (form.field_id("next_date"), form.field_id("next_time"));
    let dated = {
        let date = date.clone();
        move || input(&date).is_some_and(|date| !date.value().is_empty())
    };
    let hints = seed.proposals.iter().map(|proposal| {
        let outcome = (t.outcome_name)(proposal.outcome);
        format!("{outcome}: {} {}", period::show_date(proposal.date), period::show_time(proposal.time))
    });
    let hints = format!("{} {}", t.next_proposals, hints.collect::<Vec<_>>().join("; "));
    let assignees = seed.assignees.iter().map(|(user, name)| Choice::new(user, name.clone())).collect();
    let fill = move |day: &str, at: &str| {
        if let (Some(date), Some(time)) = (input(&date), input(&time)) {
            date.set_value(day);
            time.set_value(at);
        }
    };
    let proposals = seed.proposals;
    let propose = fill.clone();
    Effect::new(move |before: Option<()>| {
        let outcome = picked.get();
        // Somebody may have typed before the page came alive.
        if before.is_none() && dated() {
            decided.set(true);
        }
        if decided.get_untracked() {
            return;
        }
        if let Some(proposal) = proposals.iter().find(|proposal| Some(proposal.outcome) == outcome) {
            propose(&proposal.date.to_string(), &period::show_time(proposal.time));
        }
    });
    let clear = move |_| {
        decided.set(true);
        fill("", "");
    };
    view! {
        <fieldset class="contact-form__next" on:input=move |_| decided.set(true)>
            <legend class="field__label">{t.next_contact}</legend>
            <p class="field__hint">{move || if picked.alive() { t.next_optional.to_owned() } else { hints.clone() }}</p>
            <div class="form__row">
                <DateField name="next_date" label=t.next_date/>
                <TimeField name="next_time" label=t.next_time/>
                <SelectField name="next_assignee" label=t.next_assignee choices=assignees value=seed.me.to_string()/>
            </div>
            <button type="button" class="button button--quiet" hidden=move || !picked.alive() on:click=clear>
                {t.next_clear}
            </button>
        </fieldset>
    }
    .into_any()
}
