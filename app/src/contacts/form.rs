//! The contact form: everything about the call of this minute, and the next one. Made for the keyboard.
//!
//! It is built once per client. Refreshing the page around it never touches what was typed.

use super::{
    FORM_ID, MAIN, THEN_AGREE, THEN_NEXT, api,
    draft::Draft,
    guard::Guard,
    keys,
    next::NextContact,
    outcome::{OutcomeFields, Picked},
    promise::PromiseFields,
};
use crate::{
    clients::{Live, several_companies},
    error::ApiError,
    texts::texts,
    ui::{
        CheckList, Choice, Command, CommandForm, DateField, Hidden, SelectField, SubmitButton, TextArea,
        TextField, TimeField, use_form,
    },
};
use domain::{
    Error,
    charge::ChargeLine,
    client::{AppointmentLine, ClientView, PERSON_MAX},
    contact::{Channel, NOTES_MAX, Outcome},
    period,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The part of the page with the contact form.
#[component]
pub fn ContactForm(
    /// The page.
    live: Live,
) -> impl IntoView {
    let t = &texts().contact;
    let action = Command::of::<api::Record>();
    refresh_when_raced(live, action);
    keys::listen();
    let draft = Draft::of(&live.client(), action);
    view! {
        <section class="card contact-form" id=FORM_ID aria-labelledby="contato-titulo"
            on:keydown=move |event| keys::in_form(&event) on:input=move |_| draft.keep() on:submit=move |_| draft.forget()>
            <h2 class="card__title" id="contato-titulo">{t.form_title}</h2>
            <CommandForm action=action id=MAIN.0 class="form--contact">
                <Fields live/>
            </CommandForm>
        </section>
    }
    .into_any()
}

/// Somebody else contacted the client while this form was open: the bar and the history should say so too.
fn refresh_when_raced(live: Live, action: Command) {
    let answer = action.answer();
    Effect::new(move || {
        let raced = answer.with(|answer| match answer {
            Some(Err(ApiError::Invalid(errors))) => {
                errors.iter().any(|error| matches!(error.error, Error::ContactedToday(_)))
            }
            _ => false,
        });
        if raced {
            live.refresh();
        }
    });
}

#[component]
fn Fields(live: Live) -> impl IntoView {
    let t = &texts().contact;
    let seed = live.now(|view| view.seed.clone());
    let picked = Picked::new(&use_form());
    // From a filter of the grid that has a channel of its own.
    let channel = use_query_map().with_untracked(|query| query.get("canal"));
    let channel = channel.and_then(|channel| channel.parse().ok()).unwrap_or(Channel::Phone).as_str();
    let channels =
        Channel::ALL.iter().map(|channel| Choice::new(channel.as_str(), (t.channel_name)(*channel)));
    let completes = live.now(completes);
    let appointment = seed.appointment.map(|id| id.to_string()).unwrap_or_default();
    view! {
        <Hidden name="client" value=live.client()/>
        <Hidden name="key" value=seed.key.clone()/>
        <Hidden name="appointment" value=appointment/>
        {completes.map(|text| view! { <p class="contact-form__completes">{text}</p> })}
        <Guard live/>
        <OutcomeFields picked/>
        <PromiseFields live picked/>
        <div class="form__row">
            <SelectField name="channel" label=t.channel choices=channels.collect() value=channel/>
            <DateField name="date" label=t.date value=seed.now.date().to_string()/>
            <TimeField name="time" label=t.time value=period::show_time(seed.now.time())/>
        </div>
        <SpokeTo live/>
        <TextArea name="notes" label=t.notes rows=3 maxlength=NOTES_MAX optional=true/>
        <Charges live/>
        <NextContact seed picked/>
        <div class="form__actions">
            <SubmitButton label=t.save/>
            <SubmitButton label=t.save_and_next with=("then", THEN_NEXT) primary=false shortcut="Control+Enter"/>
            <span hidden=move || picked.alive() && picked.get() != Some(Outcome::Effective)>
                <SubmitButton label=t.save_and_agree with=("then", THEN_AGREE) primary=false/>
            </span>
        </div>
        <p class="field__hint contact-form__keys">{t.shortcut_hint}</p>
    }
    .into_any()
}

/// Which appointments saving completes; nothing when none.
fn completes(view: &ClientView) -> Option<String> {
    let t = &texts().contact;
    let id = view.seed.appointment?;
    let Some(named) = view.appointments.iter().find(|line| line.id == id) else {
        return Some(t.completes_another.to_owned());
    };
    let when = |line: &AppointmentLine| {
        let time = line.time.map(|time| format!(" {}", period::show_time(time))).unwrap_or_default();
        format!("{}{time}", period::show_date(line.on))
    };
    let done = view.appointments.iter().filter(|line| line.is_done_with(named, view.seed.now));
    let done: Vec<_> = done.map(when).collect();
    Some(if let [one] = &done[..] { (t.completes)(one) } else { (t.completes_several)(&done.join("; ")) })
}

/// The person spoken to: anybody, with the contact persons as suggestions.
#[component]
fn SpokeTo(live: Live) -> impl IntoView {
    let t = &texts().contact;
    let people =
        live.derived(|view| view.people.iter().map(|person| person.name.clone()).collect::<Vec<_>>());
    let suggestions = move || {
        people.get().into_iter().map(|name| view! { <option value=name></option> }.into_any()).collect_view()
    };
    view! {
        <TextField name="spoke_to" label=t.spoke_to optional=true list="pessoas-do-cliente" maxlength=PERSON_MAX/>
        <datalist id="pessoas-do-cliente">{suggestions}</datalist>
    }
    .into_any()
}

/// The overdue charges, to tick those that the contact was about. When one changes the list is drawn again, with what
/// is ticked in it; the part around it stays, open or closed.
#[component]
fn Charges(live: Live) -> impl IntoView {
    let t = &texts().contact;
    let charges = live.part(|view| &view.overdue);
    let open = use_form().posted_list("charges").is_some_and(|ticked| !ticked.is_empty());
    // A later drawing finds the form too.
    let owner = Owner::current().unwrap_or_default();
    let list = move || {
        let charges = charges.get();
        let several = several_companies(&charges);
        let choice = |charge: &ChargeLine| {
            let company = if several { format!(" - {}", charge.company) } else { String::new() };
            let note = format!("{} - {}{company}", period::show_date(charge.due), charge.updated());
            Choice { note, ..Choice::new(charge.id, charge.document.clone()) }
        };
        let choices = charges.iter().map(choice).collect();
        owner.with(|| {
            view! { <CheckList name="charges" label=t.charges choices kept=true class="checklist--quiet"/> }
                .into_any()
        })
    };
    view! {
        <details class="contact-form__charges" open=open hidden=move || charges.with(|charges| charges.is_empty())>
            <summary>{t.charges}</summary>
            <p class="field__hint">{t.charges_hint}</p>
            {list}
        </details>
    }
    .into_any()
}
