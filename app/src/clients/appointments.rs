//! What is planned with the client, and the form that plans more.

use super::Live;
use crate::{
    agenda::api,
    contacts::{FreshKey, MAIN},
    routes,
    texts::texts,
    ui::{
        Choice, Command, CommandForm, DateField, Hidden, OnDemand, SelectField, SubmitButton, TextArea,
        TimeField,
        markup::{Markup, date},
        refused,
    },
};
use domain::{agenda::NOTES_MAX, client::AppointmentLine, id::ClientId, period::show_time};
use leptos::prelude::*;
use maud::html;
use std::sync::Arc;

/// Pending appointments, the next first, and the form of a new one.
#[component]
pub fn Appointments(
    /// The page.
    live: Live,
) -> impl IntoView {
    let t = &texts().client;
    let client = live.now(|view| view.client.id);
    let appointments = live.part(|view| &view.appointments);
    let form = move || view! { <AppointmentForm live/> }.into_any();
    let list = move || {
        let lines = appointments.get();
        if lines.is_empty() {
            return view! { <p class="muted">{t.appointments_none}</p> }.into_any();
        }
        let lines = html! { @for appointment in lines.iter() { (line(client, appointment)) } };
        view! { <ul class="appointments" inner_html=lines.into_string()></ul> }.into_any()
    };
    view! {
        <section class="card client-appointments" id="agendamentos" aria-labelledby="agendamentos-titulo">
            <h2 class="card__title" id="agendamentos-titulo">{t.appointments}</h2>
            {list}
            <OnDemand name="agendar" label=t.appointment_add main=MAIN class="disclosure--corner"
                open={refused::<api::Schedule>(None)} form=Arc::new(form)/>
        </section>
    }
    .into_any()
}

fn line(client: ClientId, appointment: &AppointmentLine) -> Markup {
    html! {
        li.appointment {
            span.appointment__when {
                (date(appointment.on))
                @if let Some(time) = appointment.time { " " (show_time(time)) }
            }
            span.appointment__assignee { (appointment.assignee) }
            span.appointment__notes { (appointment.notes) }
            a.appointment__do href=(routes::contact_for(client, appointment.id)) { (texts().client.appointment_record) }
        }
    }
}

#[component]
fn AppointmentForm(live: Live) -> impl IntoView {
    let t = &texts().client;
    let action = Command::of::<api::Schedule>();
    live.follow(action);
    let key = live.derived(|view| view.seed.appointment_key.clone());
    let seed = live.now(|view| view.seed.clone());
    let assignees = seed.assignees.into_iter().map(|(user, name)| Choice::new(user, name)).collect();
    view! {
        <CommandForm action=action id="agendar" class="form--grid" done=t.appointment_saved>
            <Hidden name="client" value=live.client()/>
            <FreshKey key/>
            <DateField name="date" label=t.appointment_date min=seed.now.date().to_string()/>
            <TimeField name="time" label=t.appointment_time hint=t.appointment_time_hint optional=true/>
            <SelectField name="assignee" label=t.appointment_assignee choices=assignees value=seed.me.to_string()
                class="field--wide"/>
            <TextArea name="notes" label=t.appointment_notes rows=2 maxlength=NOTES_MAX optional=true class="field--wide"/>
            <SubmitButton label=t.appointment_save/>
        </CommandForm>
    }
    .into_any()
}
