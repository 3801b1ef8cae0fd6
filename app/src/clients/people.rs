//! The persons to talk to at a client: who they are, how to reach them, adding, changing and removing them.

use super::{Live, api};
use crate::{
    texts::texts,
    ui::{Command, CommandForm, Hidden, OnDemand, PhoneLinks, SubmitButton, TextField, refused},
};
use domain::{address::mailto_link, client::Person, phone};
use leptos::prelude::*;
use maud::html;
use std::sync::Arc;

/// All contact persons of the client.
#[component]
pub fn People(
    /// The page.
    live: Live,
) -> impl IntoView {
    let t = &texts().client;
    let people = live.part(|view| view.people.clone());
    let form = move || view! { <PersonForm live person=None/> }.into_any();
    let list = move || {
        let people = people.get();
        if people.is_empty() {
            return view! { <p class="muted">{t.people_none}</p> }.into_any();
        }
        let lines =
            people.into_iter().map(|person| view! { <PersonLine live person/> }.into_any()).collect_view();
        view! { <ul class="people">{lines}</ul> }.into_any()
    };
    view! {
        <section class="card client-people" aria-labelledby="pessoas-titulo">
            <h2 class="card__title" id="pessoas-titulo">{t.people}</h2>
            {list}
            <OnDemand name="pessoa" label=html! { (t.person_add) } class="disclosure--corner"
                open={refused::<api::PutPerson>(Some(("person", "")))} form=Arc::new(form)/>
        </section>
    }
    .into_any()
}

/// One person: a line that opens to the form.
#[component]
fn PersonLine(live: Live, person: Person) -> impl IntoView {
    let t = &texts().client;
    let id = person.id.to_string();
    let role = [person.job_title.as_str(), person.department.as_str()];
    let role = role.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    let email = (!person.email.is_empty()).then(|| {
        view! {
            <a class="reach__mail" href=mailto_link(&person.email, "", "")
                aria-label=(t.mail_to)(&person.email)>{person.email.clone()}</a>
        }
    });
    let greeting = (t.greeting)(&person.name);
    let remove = Command::of::<api::DropPerson>();
    live.follow(remove);
    let open =
        refused::<api::PutPerson>(Some(("person", &id))) || refused::<api::DropPerson>(Some(("person", &id)));
    let label = html! { (t.person_edit) " " span.visually-hidden { (person.name) } };
    let stored = person.clone();
    let forms = {
        let id = id.clone();
        move || {
            view! {
                <div class="person__forms">
                    <PersonForm live person=Some(stored.clone())/>
                    <CommandForm action=remove id=format!("remover-{id}") of=("person", id.clone()) done=t.person_removed>
                        <SubmitButton label=t.person_remove danger=true/>
                    </CommandForm>
                </div>
            }
            .into_any()
        }
    };
    view! {
        <li class="person">
            <div class="person__who">
                <strong>{person.name.clone()}</strong>
                <span class="muted">{role}</span>
            </div>
            <div class="reach">
                <PhoneLinks number=person.mobile.clone() message=greeting.clone() of=person.name.clone()/>
                <PhoneLinks number=person.phone.clone() message=greeting of=person.name.clone()/>
                {email}
            </div>
            <OnDemand name=format!("pessoa-{id}") label class="disclosure--corner" open form=Arc::new(forms)/>
        </li>
    }
    .into_any()
}

/// The form of a person; without one it adds a new person.
#[component]
fn PersonForm(live: Live, person: Option<Person>) -> impl IntoView {
    let t = &texts().client;
    let action = Command::of::<api::PutPerson>();
    live.follow(action);
    let id = person.as_ref().map(|person| person.id.to_string()).unwrap_or_default();
    let text = move |pick: fn(&Person) -> &str| {
        person.as_ref().map(|person| pick(person).to_owned()).unwrap_or_default()
    };
    let number = {
        let text = text.clone();
        move |pick: fn(&Person) -> &str| phone::shown(&text(pick))
    };
    view! {
        <CommandForm action=action id=format!("pessoa-{id}") of=("person", id) class="form--grid" done=t.person_saved>
            <Hidden name="client" value=live.client()/>
            <TextField name="name" label=t.person_name value=text(|person| &person.name) maxlength=200 class="field--wide"/>
            <TextField name="department" label=t.department value=text(|person| &person.department) optional=true/>
            <TextField name="job_title" label=t.job_title value=text(|person| &person.job_title) optional=true/>
            <TextField name="email" label=t.email value=text(|person| &person.email) kind="email" optional=true class="field--wide"/>
            <TextField name="phone" label=t.phone value=number(|person| &person.phone) kind="tel" optional=true/>
            <TextField name="mobile" label=t.mobile value=number(|person| &person.mobile) kind="tel" optional=true/>
            <SubmitButton label=t.person_save/>
        </CommandForm>
    }
    .into_any()
}
