//! Recording contacts: the form with its same-day guard, the history, comments and voids.

pub mod api;
mod comment;
mod draft;
mod form;
mod guard;
mod history;
mod keys;
mod next;
mod outcome;
mod promise;

pub use comment::{CommentForm, FreshKey};
pub use form::ContactForm;
pub use history::History;
#[cfg(feature = "ssr")]
pub use history::entry;

/// The value of the form's field `then` that asks for the next client to contact.
pub const THEN_NEXT: &str = "next";

/// The value of the form's field `then` that asks for an agreement, where the outcome is effective.
pub const THEN_AGREE: &str = "agree";

/// The id of the form's part of the page; an address that ends in it opens with the form ready.
pub const FORM_ID: &str = "contato";

/// The contact form's element, and where it is sent: what opens another form of the page keeps this one.
pub const MAIN: (&str, &str) = ("contato-form", <api::Record as leptos::server_fn::ServerFn>::PATH);

/// Where a saved contact leads: to an agreement about its charges, to the next client with the form ready, or to
/// the agenda; with a notice of what was done.
#[cfg(feature = "ssr")]
fn after_saving(then: After, recorded: &domain::contact::ContactRecorded) -> String {
    let notice = if recorded.repeated { "contato-repetido" } else { "contato-registrado" };
    match (then, recorded.next) {
        (After::Agree(client, charges), _) => {
            let pairs = charges.into_iter().map(|charge| ("cobranca", charge));
            let pairs: Vec<_> = pairs
                .chain([("contato", recorded.contact.to_string()), ("aviso", notice.to_owned())])
                .collect();
            crate::routes::address(&format!("/clientes/{client}/acordo"), &pairs)
        }
        (After::Next, Some(next)) => format!("/clientes/{next}?aviso={notice}#{FORM_ID}"),
        (After::Next, None) => "/agenda?aviso=fila-vazia".to_owned(),
        (After::Agenda, _) => format!("/agenda?aviso={notice}"),
    }
}

/// What is wanted after a contact was saved.
#[cfg(feature = "ssr")]
enum After {
    /// The agenda.
    Agenda,
    /// The next client to contact.
    Next,
    /// An agreement with this client, about these charges.
    Agree(String, Vec<String>),
}

#[cfg(feature = "ssr")]
impl After {
    fn of(cmd: &domain::contact::RecordContact) -> Self {
        let effective = cmd.outcome == domain::contact::Outcome::Effective.as_str();
        match cmd.then.as_str() {
            THEN_NEXT => Self::Next,
            THEN_AGREE if effective => Self::Agree(cmd.client.clone(), cmd.charges.clone()),
            _ => Self::Agenda,
        }
    }
}
