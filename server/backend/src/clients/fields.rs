//! The fields that clients and contact persons share: blank, or well formed and stored normalised.

use domain::{
    Error as Rule,
    address::{Cep, Email, Uf},
    error::Check,
    phone::{self, Phone},
    tax_id::{self, TaxId},
};

/// Reads one field. What stands there already is kept as it is: a person who mends the street of a client
/// from an old file is not asked to mend its telephone number first.
fn field(
    check: &mut Check,
    name: &str,
    typed: &str,
    now: (&str, String),
    parse: impl FnOnce(&str) -> Result<String, Rule>,
) -> String {
    let (stored, shown) = now;
    let typed = typed.trim();
    if typed == stored || typed == shown {
        return stored.to_owned();
    }
    check.optional(name, typed, parse).flatten().unwrap_or_default()
}

pub(crate) fn phone(check: &mut Check, name: &str, typed: &str, stored: &str) -> String {
    let read = |text: &str| Phone::parse(text).map(|phone| phone.e164().to_owned());
    field(check, name, typed, (stored, phone::shown(stored)), read)
}

pub(crate) fn email(check: &mut Check, typed: &str, stored: &str) -> String {
    let read = |text: &str| Email::parse(text).map(|email| email.as_str().to_owned());
    field(check, "email", typed, (stored, stored.to_owned()), read)
}

pub(crate) fn tax_id(check: &mut Check, typed: &str, stored: &str) -> String {
    let read = |text: &str| TaxId::parse(text).map(|tax_id| tax_id.as_str().to_owned());
    field(check, "tax_id", typed, (stored, tax_id::masked(stored)), read)
}

pub(crate) fn cep(check: &mut Check, typed: &str, stored: &str) -> String {
    let read = |text: &str| Cep::parse(text).map(|cep| cep.as_str().to_owned());
    field(check, "cep", typed, (stored, domain::address::cep_shown(stored)), read)
}

pub(crate) fn uf(check: &mut Check, typed: &str, stored: &str) -> String {
    let read = |text: &str| Uf::parse(text).map(|uf| uf.as_str().to_owned());
    field(check, "uf", typed, (stored, stored.to_owned()), read)
}

pub(crate) fn text(check: &mut Check, name: &str, typed: &str, max: u32) -> String {
    check.text(name, typed, max).unwrap_or_default()
}
