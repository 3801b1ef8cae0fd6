//! Recording contacts: the form with its same-day guard, the history, comments and voids.

pub mod api;
mod comment;
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

/// The value of the form's field `then` that asks for the next client to contact.
pub const THEN_NEXT: &str = "next";

/// The id of the form's part of the page; an address that ends in it opens with the form ready.
pub const FORM_ID: &str = "contato";

/// Where a saved contact leads: to the next client with the form ready, or to the agenda; with a notice of
/// what was done.
#[cfg(feature = "ssr")]
fn after_saving(wants_next: bool, recorded: &domain::contact::ContactRecorded) -> String {
    let notice = if recorded.repeated { "contato-repetido" } else { "contato-registrado" };
    match (wants_next, recorded.next) {
        (true, Some(next)) => format!("/clientes/{next}?aviso={notice}#{FORM_ID}"),
        (true, None) => "/agenda?aviso=fila-vazia".to_owned(),
        (false, _) => format!("/agenda?aviso={notice}"),
    }
}
