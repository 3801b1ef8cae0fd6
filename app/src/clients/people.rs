//! The persons to talk to at a client: who they are, how to reach them, adding, changing and removing them.

use super::{Live, api, live::Part};
use crate::{
    contacts::MAIN,
    texts::texts,
    ui::{
        Command, CommandForm, Disclosure, Hidden, Line, Lines, OnDemand, SubmitButton, TextField,
        markup::{Markup, phone_links},
        refused,
    },
};
use domain::{
    address::mailto_link,
    client::{PERSON_MAX, Person, ROLE_MAX},
    id::PersonId,
    phone,
};
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
    let people = live.part(|view| &view.people);
    let action = Command::of::<api::PutPerson>();
    live.follow(action);
    let form = move || view! { <PersonForm live person=None action/> }.into_any();
    let lines = move || {
        let one = |person: &Person| {
            let id = person.id;
            Line::new(id.to_string(), move || view! { <PersonLine live people id/> }.into_any())
        };
        people.with(|people| people.iter().map(one).collect())
    };
    view! {
        <section class="card client-people" aria-labelledby="pessoas-titulo">
            <h2 class="card__title" id="pessoas-titulo">{t.people}</h2>
            {move || people.with(|people| people.is_empty()).then(|| view! { <p class="muted">{t.people_none}</p> })}
            <ul class="people"><Lines each=Arc::new(lines)/></ul>
            <OnDemand name="pessoa" label=t.person_add main=MAIN class="disclosure--corner"
                open={refused::<api::PutPerson>(Some(("person", "")))} form=Arc::new(form)/>
        </section>
    }
    .into_any()
}

/// One person: a line that opens to the forms. The line follows what is stored; the form is made anew from it only
/// when it was saved.
#[component]
fn PersonLine(live: Live, people: Memo<Part<Vec<Person>>>, id: PersonId) -> impl IntoView {
    let t = &texts().client;
    let find = move |people: &Part<Vec<Person>>| people.iter().find(|person| person.id == id).cloned();
    let key = id.to_string();
    let remove = Command::of::<api::DropPerson>();
    live.follow(remove);
    let action = Command::of::<api::PutPerson>();
    let saved = live.follow_saved(action);
    let asked = refused::<api::DropPerson>(Some(("person", &key)));
    let open = asked || refused::<api::PutPerson>(Some(("person", &key)));
    let label = move || {
        let name = people.with(|people| find(people).map(|person| person.name));
        html! { (t.person_edit) " " span.visually-hidden { (name.unwrap_or_default()) } }.into_string()
    };
    let forms = {
        let key = key.clone();
        move || {
            let form = move || {
                saved.get();
                view! { <PersonForm live person=people.with_untracked(find) action/> }.into_any()
            };
            let key = key.clone();
            view! {
                <div class="person__forms">
                    {form}
                    <Disclosure label=t.person_remove class="disclosure--reason" open=asked>
                        <CommandForm action=remove id=format!("remover-{key}") of=("person", key) done=t.person_removed>
                            <SubmitButton label=t.person_remove_confirm danger=true/>
                        </CommandForm>
                    </Disclosure>
                </div>
            }
            .into_any()
        }
    };
    let shown = move || people.with(|people| find(people).map(|person| facts(&person).into_string()));
    view! {
        <li class="person">
            <div class="person__facts" inner_html=shown></div>
            <OnDemand name=format!("pessoa-{key}") label=Signal::derive(label) main=MAIN class="disclosure--corner" open form=Arc::new(forms)/>
        </li>
    }
    .into_any()
}

/// Who the person is, and the ways to reach them.
fn facts(person: &Person) -> Markup {
    let t = &texts().client;
    let role = [person.job_title.as_str(), person.department.as_str()];
    let role = role.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    let greeting = (t.greeting)(&person.name);
    html! {
        div.person__who { strong { (person.name) } span.muted { (role) } }
        div.reach {
            (phone_links(&person.mobile, &greeting, &person.name))
            (phone_links(&person.phone, &greeting, &person.name))
            @if !person.email.is_empty() {
                a.reach__mail href=(mailto_link(&person.email, "", "")) aria-label=((t.mail_to)(&person.email)) {
                    (person.email)
                }
            }
        }
    }
}

/// The form of a person; without one it adds a new person.
#[component]
fn PersonForm(live: Live, person: Option<Person>, action: Command) -> impl IntoView {
    let t = &texts().client;
    let id = person.as_ref().map(|person| person.id.to_string()).unwrap_or_default();
    let version = person.as_ref().map_or(0, |person| person.version);
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
            <Hidden name="version" value=version.to_string()/>
            <TextField name="name" label=t.person_name value=text(|person| &person.name) maxlength=PERSON_MAX class="field--wide"/>
            <TextField name="department" label=t.department value=text(|person| &person.department) maxlength=ROLE_MAX optional=true/>
            <TextField name="job_title" label=t.job_title value=text(|person| &person.job_title) maxlength=ROLE_MAX optional=true/>
            <TextField name="email" label=t.email value=text(|person| &person.email) kind="email" optional=true class="field--wide"/>
            <TextField name="phone" label=t.phone value=number(|person| &person.phone) kind="tel" optional=true/>
            <TextField name="mobile" label=t.mobile value=number(|person| &person.mobile) kind="tel" optional=true/>
            <SubmitButton label=t.person_save/>
        </CommandForm>
    }
    .into_any()
}
