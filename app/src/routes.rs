//! Which path shows which page. Paths are fixed: links, scripts and tests rely on them.

use crate::{agenda::AgendaPage, clients::ClientPage, delinquency::DelinquencyPage, layout::Failure};
#[cfg(feature = "ssr")]
use crate::{
    agreements::{AgreementPage, AgreementsPage, ClosingPage},
    bulk::{PlanPage, RunPage},
    charges::{ChargePage, ChargesPage, NewChargePage, SettlePage},
    clients::ClientsPage,
    grid::{FilterPage, GridPage},
    imports::{ImportPage, ImportsPage},
    layout::HelpPage,
    messages::{ComposePage, MessagePage, MessagesPage},
    papers::RefusedPage,
    promises::PromisePage,
    reach::{ReachPage, SentPage},
    session::{AccountPage, SetUpPage, SignInPage},
    settings::{
        CompanyPage, HolidaysPage, HoursPage, IndicesPage, MailServerPage, PolicyPage, TemplatePage,
        TemplatesPage,
    },
};
use domain::id::{AgreementId, AppointmentId, ChargeId, ClientId, CompanyId, MessageId, PromiseId};
use leptos::prelude::*;
#[cfg(feature = "ssr")]
use leptos_router::SsrMode;
use leptos_router::{
    components::{FlatRoutes, Redirect, Route},
    hooks::use_location,
    params::ParamsMap,
    path,
};

/// The agenda: where everybody starts.
pub const AGENDA: &str = "/agenda";
/// The working grid: charges one by one.
pub const GRID: &str = "/cobrancas";
/// Where a filter of the grid is made or changed; `?filtro=` names the one that is changed.
pub const FILTER: &str = "/cobrancas/filtro";
/// One message to each of many clients.
pub const BULK: &str = "/cobrancas/envio";
/// The delinquent clients.
pub const DELINQUENCY: &str = "/inadimplencia";
/// All charges.
pub const CHARGES: &str = "/lancamentos";
/// The form of a new charge.
pub const NEW_CHARGE: &str = "/lancamentos/novo";
/// The form that settles charges; `?cobranca=` names each chosen one.
pub const SETTLE: &str = "/lancamentos/quitar";
/// The search over all clients.
pub const CLIENTS: &str = "/clientes";
/// The agreements.
pub const AGREEMENTS: &str = "/acordos";
/// Signing in; `?voltar=` names the path to go on to.
pub const SIGN_IN: &str = "/entrar";
/// The first start on an empty database.
pub const SET_UP: &str = "/configurar";
/// The user's own settings.
pub const ACCOUNT: &str = "/conta";
/// A company's policy of late charges.
pub const POLICY: &str = "/configuracoes/encargos";
/// The days without banking.
pub const HOLIDAYS: &str = "/configuracoes/feriados";
/// The tables of price indices.
pub const INDICES: &str = "/configuracoes/indices";
/// When clients may be called.
pub const HOURS: &str = "/configuracoes/horarios";
/// Message templates.
pub const TEMPLATES: &str = "/configuracoes/modelos";
/// A company's data.
pub const COMPANY: &str = "/configuracoes/empresa";
/// Mail servers.
pub const MAIL_SERVER: &str = "/configuracoes/email";
/// E-mails that were sent or wait.
pub const MESSAGES: &str = "/mensagens";
/// Bringing data in.
pub const IMPORTS: &str = "/importar";
/// Why a document could not be issued.
pub const REFUSED: &str = "/documento";
/// How to work with the product.
pub const HELP: &str = "/ajuda";

/// Where the pages are that only the server renders, whole: the browser's program does not carry them, and links
/// to them load a document (`rel="external"`). A pattern covers what stands below it; `*` is any one segment.
const DOCUMENTS: [&str; 16] = [
    SIGN_IN,
    SET_UP,
    ACCOUNT,
    HELP,
    "/clientes/*/lancamentos",
    "/clientes/*/acordo",
    "/clientes/*/contatar",
    "/clientes/*/promessa",
    "/clientes/*/mensagem",
    MESSAGES,
    "/configuracoes",
    "/lancamentos",
    GRID,
    AGREEMENTS,
    "/importar",
    REFUSED,
];

/// Whether a path shows a page that the browser's program does not carry.
pub fn is_document(path: &str) -> bool {
    let covers = |pattern: &str| {
        let mut path = path.split('/');
        pattern.split('/').all(|part| path.next().is_some_and(|segment| part == segment || part == "*"))
    };
    path == CLIENTS || DOCUMENTS.into_iter().any(covers)
}

/// The page of a client.
pub fn client(id: ClientId) -> String {
    format!("/clientes/{id}")
}

/// The page of a charge.
pub fn charge(id: ChargeId) -> String {
    format!("{CHARGES}/{id}")
}

/// The charges of a client.
pub fn charges_of(id: ClientId) -> String {
    format!("/clientes/{id}/lancamentos")
}

/// The page of an agreement.
pub fn agreement(id: AgreementId) -> String {
    format!("{AGREEMENTS}/{id}")
}

/// The form of an agreement with a client; `?cobranca=` names each chosen charge.
pub fn agreement_with(id: ClientId) -> String {
    format!("/clientes/{id}/acordo")
}

/// Where a client is contacted by a message or a call; `?titulos=` names the charges it is about.
pub fn contact_with(id: ClientId) -> String {
    format!("/clientes/{id}/contatar")
}

/// The same for an appointment, which it completes; leads back to the agenda.
pub fn message_for(client: ClientId, appointment: AppointmentId) -> String {
    format!("/clientes/{client}/contatar?agendamento={appointment}&voltar={AGENDA}")
}

/// Writing an e-mail to a client; `?cobranca=` names each chosen charge.
pub fn message_to(id: ClientId) -> String {
    format!("/clientes/{id}/mensagem")
}

/// An e-mail as it was sent.
pub fn message(id: MessageId) -> String {
    format!("{MESSAGES}/{id}")
}

/// A page of settings, for this company.
pub fn of_company(page: &str, company: CompanyId) -> String {
    format!("{page}?empresa={company}")
}

/// The page of a client with the contact form ready; saving completes the appointment.
pub fn contact_for(client: ClientId, appointment: AppointmentId) -> String {
    format!("/clientes/{client}?agendamento={appointment}#contato")
}

/// Where another promise is made in the place of one.
pub fn promise(client: ClientId, promise: PromiseId) -> String {
    format!("/clientes/{client}/promessa?substitui={promise}")
}

/// What a client owes, on the client's page: each charge there opens to how its amount came about.
pub fn owed(client: ClientId) -> String {
    self::client(client) + "#cobrancas"
}

/// The page of a client at its history.
pub fn history(client: ClientId) -> String {
    format!("/clientes/{client}#historico")
}

/// What the client owes, on paper.
pub fn statement(id: ClientId) -> String {
    format!("/clientes/{id}/demonstrativo.pdf")
}

/// An appointment as a file for calendars.
pub fn appointment_file(id: AppointmentId) -> String {
    format!("{AGENDA}/{id}/compromisso.ics")
}

/// The calendar at a token.
#[cfg(feature = "ssr")]
pub fn feed(token: &str) -> String {
    format!("/calendario/{token}/agenda.ics")
}

/// An agreement, on paper.
#[cfg(feature = "ssr")]
pub fn term(id: AgreementId) -> String {
    format!("{AGREEMENTS}/{id}/termo.pdf")
}

/// The names and values of a query, as they stand in an address.
pub fn query(pairs: &[(&str, String)]) -> String {
    address("", pairs).get(1..).unwrap_or_default().to_owned()
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
#[cfg(feature = "ssr")]
#[component]
pub fn Pages() -> impl IntoView {
    let ssr = || SsrMode::Async;
    view! {
        <FlatRoutes fallback=NotHere>
            <Route path=path!("/") view=Home ssr=ssr()/>
            <Route path=path!("/agenda") view=AgendaPage ssr=ssr()/>
            <Route path=path!("/inadimplencia") view=DelinquencyPage ssr=ssr()/>
            <Route path=path!("/clientes") view=ClientsPage ssr=ssr()/>
            <Route path=path!("/clientes/:id") view=ClientPage ssr=ssr()/>
            <Route path=path!("/clientes/:id/promessa") view=PromisePage ssr=ssr()/>
            <Route path=path!("/clientes/:id/contatar") view=ReachPage ssr=ssr()/>
            <Route path=path!("/clientes/:id/contatar/:contato") view=SentPage ssr=ssr()/>
            <Route path=path!("/clientes/:id/lancamentos") view=ChargesPage ssr=ssr()/>
            <Route path=path!("/cobrancas") view=GridPage ssr=ssr()/>
            <Route path=path!("/cobrancas/filtro") view=FilterPage ssr=ssr()/>
            <Route path=path!("/cobrancas/envio") view=PlanPage ssr=ssr()/>
            <Route path=path!("/cobrancas/envio/:id") view=RunPage ssr=ssr()/>
            <Route path=path!("/clientes/:id/mensagem") view=ComposePage ssr=ssr()/>
            <Route path=path!("/mensagens") view=MessagesPage ssr=ssr()/>
            <Route path=path!("/mensagens/:id") view=MessagePage ssr=ssr()/>
            <Route path=path!("/lancamentos") view=ChargesPage ssr=ssr()/>
            <Route path=path!("/lancamentos/novo") view=NewChargePage ssr=ssr()/>
            <Route path=path!("/lancamentos/quitar") view=SettlePage ssr=ssr()/>
            <Route path=path!("/lancamentos/:id") view=ChargePage ssr=ssr()/>
            <Route path=path!("/clientes/:id/acordo") view=ClosingPage ssr=ssr()/>
            <Route path=path!("/acordos") view=AgreementsPage ssr=ssr()/>
            <Route path=path!("/acordos/:id") view=AgreementPage ssr=ssr()/>
            <Route path=path!("/entrar") view=SignInPage ssr=ssr()/>
            <Route path=path!("/configurar") view=SetUpPage ssr=ssr()/>
            <Route path=path!("/conta") view=AccountPage ssr=ssr()/>
            <Route path=path!("/documento") view=RefusedPage ssr=ssr()/>
            <Route path=path!("/ajuda") view=HelpPage ssr=ssr()/>
            <Route path=path!("/configuracoes/encargos") view=PolicyPage ssr=ssr()/>
            <Route path=path!("/configuracoes/feriados") view=HolidaysPage ssr=ssr()/>
            <Route path=path!("/configuracoes/horarios") view=HoursPage ssr=ssr()/>
            <Route path=path!("/configuracoes/indices") view=IndicesPage ssr=ssr()/>
            <Route path=path!("/configuracoes/modelos") view=TemplatesPage ssr=ssr()/>
            <Route path=path!("/configuracoes/modelos/:id") view=TemplatePage ssr=ssr()/>
            <Route path=path!("/configuracoes/empresa") view=CompanyPage ssr=ssr()/>
            <Route path=path!("/configuracoes/email") view=MailServerPage ssr=ssr()/>
            <Route path=path!("/importar") view=ImportsPage ssr=ssr()/>
            <Route path=path!("/importar/:id") view=ImportPage ssr=ssr()/>
        </FlatRoutes>
    }
    .into_any()
}

/// The page of the current path, of those that run in the browser.
#[cfg(not(feature = "ssr"))]
#[component]
pub fn Pages() -> impl IntoView {
    view! {
        <FlatRoutes fallback=NotHere>
            <Route path=path!("/") view=Home/>
            <Route path=path!("/agenda") view=AgendaPage/>
            <Route path=path!("/inadimplencia") view=DelinquencyPage/>
            <Route path=path!("/clientes/:id") view=ClientPage/>
        </FlatRoutes>
    }
    .into_any()
}

/// No page of this program: a document of the server's, which is loaded, or none at all.
#[component]
fn NotHere() -> impl IntoView {
    let path = use_location().pathname;
    Effect::new(move || {
        if is_document(&path.get_untracked()) {
            let _ = window().location().reload();
        }
    });
    (!is_document(&path.get_untracked())).then(|| view! { <Failure error=crate::error::ApiError::NotFound/> })
}

/// `/` leads to the agenda.
#[component]
fn Home() -> impl IntoView {
    view! { <Redirect path=AGENDA/> }
}

#[cfg(test)]
mod tests {
    use super::{address, is_document};

    #[test]
    fn documents_are_told_from_the_application() {
        for path in [
            "/entrar",
            "/clientes",
            "/lancamentos",
            "/lancamentos/7",
            "/cobrancas/filtro",
            "/clientes/7/contatar",
            "/clientes/7/acordo",
            "/configuracoes/encargos",
        ] {
            assert!(is_document(path), "{path}");
        }
        for path in ["/", "/agenda", "/clientes/7", "/clientes/7/outra", "/lancamentosx"] {
            assert!(!is_document(path), "{path}");
        }
    }

    #[test]
    fn addresses_are_readable_and_carry_any_text() {
        assert_eq!(address("/agenda", &[]), "/agenda");
        assert_eq!(
            address("/agenda", &[("de", "2026-01-31".to_owned()), ("q", "São & João+1".to_owned())]),
            "/agenda?de=2026-01-31&q=S%C3%A3o%20%26%20Jo%C3%A3o%2B1"
        );
    }
}
