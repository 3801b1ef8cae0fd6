//! The page of one client: left what an agent does, right what was said and what is owed.

use super::{Appointments, Bar, DataCard, Live, Messages, OverdueCharges, People, UpcomingCharges, api};
use crate::{
    contacts::{ContactForm, History, MAIN},
    error::ApiError,
    layout::Failure,
    texts::texts,
    ui::PageTitle,
    wire,
};
use domain::client::{ClientQuery, ClientView};
use leptos::{prelude::*, suspense::Unsuspend};
use leptos_router::hooks::{use_location, use_params_map};

/// Where the pages of clients are.
const HERE: &str = "/clientes/";

/// `/clientes/{id}`: everything about one client on one screen.
#[component]
pub fn ClientPage() -> impl IntoView {
    let asked = use_client_query();
    let view = wire::load(
        move || asked.get(),
        |asked| async move {
            match asked {
                Some(query) => api::view(query).await,
                None => Err(ApiError::NotFound),
            }
        },
    );
    let loading = || view! { <p class="loading" role="status">{texts().common.loading}</p> };
    view! {
        <Transition fallback=loading>
            {move || Suspend::new(async move {
                let loaded = view.await;
                // Without this the server would build the whole page twice: once only to see whether it reads
                // further resources.
                Unsuspend::new(move || match (loaded, asked.get_untracked()) {
                    (Ok(loaded), Some(query)) => view! { <Screen live=Live::new(loaded, query)/> }.into_any(),
                    (Err(error), _) => view! { <Failure error/> }.into_any(),
                    (Ok(_), None) => view! { <Failure error=ApiError::NotFound/> }.into_any(),
                })
            })}
        </Transition>
    }
    .into_any()
}

/// Which client the address names, and how. Nothing when it names none.
fn use_client_query() -> Memo<Option<ClientQuery>> {
    let params = use_params_map();
    let location = use_location();
    Memo::new(move |before: Option<&Option<ClientQuery>>| {
        // A page that is about to be left does not load again for the next page's query.
        if let Some(before) = before
            && !location.pathname.with(|path| path.starts_with(HERE))
        {
            return before.clone();
        }
        let client = params.with(|params| params.get("id")).and_then(|id| id.parse().ok())?;
        location.query.with(|query| {
            Some(ClientQuery {
                client,
                whole_history: query.get("historico").as_deref() == Some("todo"),
                appointment: query.get("agendamento").and_then(|id| id.parse().ok()),
            })
        })
    })
}

#[component]
fn Screen(live: Live) -> impl IntoView {
    live.hear();
    let title = live.now(|view: &ClientView| view.client.name.clone());
    view! {
        <PageTitle text=title/>
        // Enter in the contact form saves it: a browser takes the form's first button, and those that open other forms
        // are its buttons too.
        <button type="submit" form=MAIN.0 hidden></button>
        <div class="page client-page">
            <Bar live/>
            <div class="client">
                <div class="client__column">
                    <DataCard live/>
                    <People live/>
                    <ContactForm live/>
                </div>
                <div class="client__column">
                    <History live/>
                    <Messages live/>
                    <OverdueCharges live/>
                    <UpcomingCharges live/>
                    <Appointments live/>
                </div>
            </div>
        </div>
    }
    .into_any()
}
