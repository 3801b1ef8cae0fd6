//! The same-day guard: who already contacted this client today, and why it is done again.

use crate::{
    clients::Live,
    texts::texts,
    ui::{TextField, use_form},
};
use domain::{
    Error,
    contact::{REASON_MAX, TodayContact},
    period::show_time,
};
use leptos::prelude::*;

/// The warning and the field for the reason; nothing while nobody contacted the client today.
#[component]
pub fn Guard(
    /// The page.
    live: Live,
) -> impl IntoView {
    let form = use_form();
    let known = live.derived(|view| view.bar.contacted_today.clone());
    let contact = Memo::new(move |_| match form.error("guard_reason") {
        // Somebody was quicker while this form was open.
        Some(Error::ContactedToday(contact)) => Some(contact),
        _ => known.get(),
    });
    let guarded = Memo::new(move |_| contact.with(Option::is_some));
    // A later drawing finds the form too.
    let owner = Owner::current().unwrap_or_default();
    move || guarded.get().then(|| owner.with(|| warning(contact)))
}

/// The text follows the contact; the field stays, with what was typed in it.
fn warning(contact: Memo<Option<TodayContact>>) -> AnyView {
    let t = &texts().contact;
    view! {
        <div class="guard" role="group" aria-labelledby="guarda-titulo">
            <p class="guard__title" id="guarda-titulo">{t.guard_title}</p>
            <p class="guard__who">{move || contact.get().map(|contact| who(&contact))}</p>
            <TextField name="guard_reason" label=t.guard_reason hint=t.guard_reason_hint maxlength=REASON_MAX/>
        </div>
    }
    .into_any()
}

fn who(contact: &TodayContact) -> String {
    let t = &texts().contact;
    let time = show_time(contact.at.time());
    match &contact.details {
        Some(details) => (t.guard_who)(
            &details.user,
            &time,
            (t.channel_name)(details.channel),
            (t.outcome_name)(details.outcome),
        ),
        None => (t.guard_hidden)(&time),
    }
}
