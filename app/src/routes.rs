//! Which path shows which page. Paths are fixed: links, scripts and tests rely on them.

#[cfg(not(feature = "ssr"))]
use self::{Document as AccountPage, Document as HelpPage, Document as SetUpPage, Document as SignInPage};
use crate::{
    agenda::AgendaPage,
    clients::{ClientPage, ClientsPage},
    delinquency::DelinquencyPage,
    layout::Failure,
};
#[cfg(feature = "ssr")]
use crate::{
    layout::HelpPage,
    session::{AccountPage, SetUpPage, SignInPage},
};
use domain::id::{AppointmentId, ClientId};
use leptos::prelude::*;
use leptos_router::{
    SsrMode,
    components::{FlatRoutes, Redirect, Route},
    hooks::use_location,
    params::ParamsMap,
    path,
};

/// The agenda: where everybody starts.
pub const AGENDA: &str = "/agenda";
/// The delinquent clients.
pub const DELINQUENCY: &str = "/inadimplencia";
/// The search over all clients.
pub const CLIENTS: &str = "/clientes";
/// Signing in; `?voltar=` names the path to go on to.
pub const SIGN_IN: &str = "/entrar";
/// The first start on an empty database.
pub const SET_UP: &str = "/configurar";
/// The user's own settings.
pub const ACCOUNT: &str = "/conta";
/// How to work with the product.
pub const HELP: &str = "/ajuda";

/// Pages of text and plain forms. The server renders them whole and the browser's program does not carry them:
/// links to them load a document (`rel="external"`).
const DOCUMENTS: [&str; 4] = [SIGN_IN, SET_UP, ACCOUNT, HELP];

/// Whether a path shows a page that the browser's program does not carry.
pub fn is_document(path: &str) -> bool {
    DOCUMENTS.contains(&path)
}

/// The page of a client.
pub fn client(id: ClientId) -> String {
    format!("/clientes/{id}")
}

/// The page of a client with the contact form ready; saving completes the appointment.
pub fn contact_for(client: ClientId, appointment: AppointmentId) -> String {
    format!("/clientes/{client}?agendamento={appointment}#contato")
}

/// The page of a client at its history.
pub fn history(client: ClientId) -> String {
    format!("/clientes/{client}#historico")
}

/// An address: a path and the names and values of its query.
pub fn address(path: &str, pairs: &[(&str, String)]) -> String {
    let mut address = path.to_owned();
    for (index, (name, value)) in pairs.iter().enumerate() {
        address.push(if index == 0 { '?' } else { '&' });
        encode(name, &mut address);
        address.push('=');
        encode(value, &mut address);
    }
    address
}

/// Percent-encodes what may not stand in a name or value of a query, and nothing else: people read addresses.
fn encode(text: &str, into: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z'
            | b'a'..=b'z'
            | b'0'..=b'9'
            | b'-'
            | b'_'
            | b'.'
            | b'~'
            | b'/'
            | b':'
            | b'@'
            | b',' => {
                into.push(char::from(byte));
            }
            _ => {
                into.push('%');
                into.push(char::from(HEX[usize::from(byte >> 4)]));
                into.push(char::from(HEX[usize::from(byte & 15)]));
            }
        }
    }
}

/// The query of the address, as long as it belongs to the page being shown: a page that is about to be left
/// does not load again for the next page's query.
pub fn use_query_here() -> Memo<ParamsMap> {
    let location = use_location();
    let here = location.pathname.get_untracked();
    Memo::new(move |before: Option<&ParamsMap>| match before {
        Some(before) if location.pathname.with(|path| *path != here) => before.clone(),
        _ => location.query.get(),
    })
}

/// The page of the current path.
#[component]
pub fn Pages() -> impl IntoView {
    let ssr = || SsrMode::Async;
    let not_found = || view! { <Failure error=crate::error::ApiError::NotFound/> };
    view! {
        <FlatRoutes fallback=not_found>
            <Route path=path!("/") view=Home ssr=ssr()/>
            <Route path=path!("/agenda") view=AgendaPage ssr=ssr()/>
            <Route path=path!("/inadimplencia") view=DelinquencyPage ssr=ssr()/>
            <Route path=path!("/clientes") view=ClientsPage ssr=ssr()/>
            <Route path=path!("/clientes/:id") view=ClientPage ssr=ssr()/>
            <Route path=path!("/entrar") view=SignInPage ssr=ssr()/>
            <Route path=path!("/configurar") view=SetUpPage ssr=ssr()/>
            <Route path=path!("/conta") view=AccountPage ssr=ssr()/>
            <Route path=path!("/ajuda") view=HelpPage ssr=ssr()/>
        </FlatRoutes>
    }
    .into_any()
}

/// Stands in the browser's program for a page that only the server has: loads the document.
#[cfg(not(feature = "ssr"))]
#[component]
fn Document() -> impl IntoView {
    Effect::new(|| {
        let _ = window().location().reload();
    });
}

/// `/` leads to the agenda.
#[component]
fn Home() -> impl IntoView {
    view! { <Redirect path=AGENDA/> }
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn addresses_are_readable_and_carry_any_text() {
        assert_eq!(address("/agenda", &[]), "/agenda");
        assert_eq!(
            address("/agenda", &[("de", "2026-01-31".to_owned()), ("q", "São & João+1".to_owned())]),
            "/agenda?de=2026-01-31&q=S%C3%A3o%20%26%20Jo%C3%A3o%2B1"
        );
    }
}
