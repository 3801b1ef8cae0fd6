//! Where the forms of charges lead.

use crate::routes;
use domain::{id::ChargeId, settlement::SettleCharges};
use serde::Serialize;

/// The parameter that says that what was sent is to be looked at before it is sent again.
pub const REVIEW: &str = "revisar";

/// The value of [`SettleCharges::next`] that leads to the charge.
pub const TO_CHARGE: &str = "lancamento";

/// After a charge was saved: to it, or to the client's list where several were made.
pub fn after_saving(client: &str, is_new: bool, saved: &[ChargeId]) -> String {
    let notice = |code: &str| [("aviso", code.to_owned())];
    match *saved {
        [one] if is_new => routes::address(&routes::charge(one), &notice("lancamento-criado")),
        [one] => routes::address(&routes::charge(one), &notice("lancamento")),
        _ => match client.parse() {
            Ok(client) => routes::address(&routes::charges_of(client), &notice("lancamentos-criados")),
            Err(_) => routes::address(routes::CHARGES, &notice("lancamentos-criados")),
        },
    }
}

/// After charges were settled: to the client, or to the one charge that the person came from. Before that to the
/// same form, where nobody has seen what is sent.
pub fn after_settling(cmd: &SettleCharges) -> String {
    if cmd.is_unseen() {
        return filled(routes::SETTLE, cmd, &format!("{REVIEW}=1"));
    }
    let notice = [("aviso", "quitado".to_owned())];
    match (cmd.next.as_str(), cmd.charges.as_slice(), cmd.client.parse()) {
        (TO_CHARGE, [one], _) => routes::address(&format!("{}/{one}", routes::CHARGES), &notice),
        (.., Ok(client)) => routes::address(&routes::client(client), &notice),
        _ => routes::address(routes::CHARGES, &notice),
    }
}

/// The page of a form filled with a command, as a browser would ask for it.
fn filled<T: Serialize>(path: &str, cmd: &T, more: &str) -> String {
    #[derive(Serialize)]
    struct Wrapped<'a, T> {
        cmd: &'a T,
    }
    let fields = serde_qs::to_string(&Wrapped { cmd }).unwrap_or_default();
    format!("{path}?{fields}&{more}")
}

/// The form that copies a charge.
pub fn copy_of(charge: ChargeId) -> String {
    routes::address(routes::NEW_CHARGE, &[("copia", charge.to_string())])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(charges: &[&str]) -> SettleCharges {
        SettleCharges {
            client: "018f3e1a-0000-7000-8000-000000000001".to_owned(),
            charges: charges.iter().map(ToString::to_string).collect(),
            date: "2026-11-21".to_owned(),
            amount: "421,00".to_owned(),
            ..SettleCharges::default()
        }
    }

    #[test]
    fn what_nobody_has_seen_is_shown_before_anything_is_recorded() {
        let seen = form(&["a", "b"]);
        let shown = SettleCharges { shown: seen.shape(), ..seen.clone() };
        assert!(!shown.is_unseen() && !seen.is_unseen());
        assert_eq!(after_settling(&shown), "/clientes/018f3e1a-0000-7000-8000-000000000001?aviso=quitado",);
        let other = SettleCharges { amount: "100".to_owned(), ..shown.clone() };
        let again = after_settling(&other);
        assert!(other.is_unseen() && again.starts_with("/lancamentos/quitar?cmd"), "{again}");
        assert!(again.ends_with("&revisar=1"), "{again}");
        let same = SettleCharges { amount: "R$ 421".to_owned(), ..shown };
        assert!(!same.is_unseen(), "another spelling of the same amount");
    }

    #[test]
    fn of_one_charge_the_amount_decides_nothing_else() {
        let one = form(&["a"]);
        let part = SettleCharges {
            shown: one.shape(),
            amount: "1,00".to_owned(),
            next: TO_CHARGE.to_owned(),
            ..one
        };
        assert!(!part.is_unseen());
        assert_eq!(after_settling(&part), "/lancamentos/a?aviso=quitado");
    }
}
