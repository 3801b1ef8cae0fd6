//! Recording contacts: the form with its same-day guard, the history, comments and voids.

pub mod api;

use domain::contact::ContactRecorded;

/// The value of the form's field `then` that asks for the next client to contact.
pub const THEN_NEXT: &str = "next";

/// Where a saved contact leads: to the next client with the form ready, or to the agenda; with a notice of what was done.
#[cfg(feature = "ssr")]
fn after_saving(wants_next: bool, recorded: &ContactRecorded) -> String {
    match (wants_next, recorded.next, recorded.repeated) {
        (true, Some(next), false) => format!("/clientes/{next}?aviso=contato-registrado#contato"),
        (true, Some(next), true) => format!("/clientes/{next}?aviso=contato-repetido#contato"),
        (true, None, _) => "/agenda?aviso=fim-da-lista".to_owned(),
        (false, _, false) => "/agenda?aviso=contato-registrado".to_owned(),
        (false, _, true) => "/agenda?aviso=contato-repetido".to_owned(),
    }
}
