//! Who demands: the creditor's name, address and CPF or CNPJ stand on every demand (CDC art. 42-A).

use super::paper::Frame;
use crate::{
    Actor, Error,
    store::{
        Tx,
        documents::{self, Creditor},
    },
};
use domain::{
    Error as Rule, FieldError, address::cep_shown, client::ClientData, id::CompanyId, phone, tax_id,
};

/// The company, with all that the law wants said of it; what is missing is refused by name.
pub(super) async fn complete(tx: &mut Tx, actor: &Actor, company: CompanyId) -> Result<Creditor, Error> {
    let creditor = known(tx, actor, company).await?;
    let missing = missing(&creditor);
    if missing.is_empty() { Ok(creditor) } else { Err(Error::Invalid(missing)) }
}

/// The company, whatever is known of it.
pub(super) async fn known(tx: &mut Tx, actor: &Actor, company: CompanyId) -> Result<Creditor, Error> {
    documents::creditor(tx, company, actor.user).await?.ok_or(Error::NotFound)
}

/// What the law wants said and is not known, under the fields' names on the company's page.
fn missing(creditor: &Creditor) -> Vec<FieldError> {
    let needed = [
        ("creditor_tax_id", &creditor.tax_id),
        ("creditor_street", &creditor.street),
        ("creditor_city", &creditor.city),
    ];
    let blank = needed.into_iter().filter(|(_, value)| value.trim().is_empty());
    blank.map(|(field, _)| Rule::Required.on(field)).collect()
}

/// The head of a page: the creditor's name, what it is registered as, where it is and how to reach it.
pub(super) fn frame(creditor: &Creditor, foot: String) -> Frame {
    Frame { name: creditor.name.clone(), lines: lines(creditor), foot }
}

fn lines(creditor: &Creditor) -> Vec<String> {
    let reach = [labelled("Telefone", &phone::shown(&creditor.phone)), labelled("E-mail", &creditor.email)];
    let lines = [joined(&[registered(&creditor.tax_id), address(creditor)], " · "), joined(&reach, " · ")];
    lines.into_iter().filter(|line| !line.is_empty()).collect()
}

/// `CNPJ 11.222.333/0001-81`, of a number with its mask or without; blank when there is none. Lines do not break
/// within it.
pub(super) fn registered(number: &str) -> String {
    let bare: String = number.chars().filter(char::is_ascii_alphanumeric).collect();
    match bare.len() {
        0 => String::new(),
        11 => format!("CPF\u{a0}{}", tax_id::masked(&bare)),
        _ => format!("CNPJ\u{a0}{}", tax_id::masked(&bare)),
    }
}

fn labelled(label: &str, value: &str) -> String {
    if value.is_empty() { String::new() } else { format!("{label} {value}") }
}

/// The creditor's address in one line.
pub(super) fn address(creditor: &Creditor) -> String {
    let Creditor { street, number, complement, district, city, uf, cep, .. } = creditor;
    in_one_line([street, number, complement, district, city, uf, cep])
}

/// A client's address in one line.
pub(super) fn address_of(client: &ClientData) -> String {
    let ClientData { street, number, complement, district, city, uf, cep, .. } = client;
    in_one_line([street, number, complement, district, city, uf, cep])
}

fn in_one_line([street, number, complement, district, city, uf, cep]: [&String; 7]) -> String {
    let place = joined(&[city.clone(), uf.clone()], "/");
    let cep = if cep.is_empty() { String::new() } else { format!("CEP\u{a0}{}", cep_shown(cep)) };
    joined(&[street.clone(), number.clone(), complement.clone(), district.clone(), place, cep], ", ")
}

/// The lines of an address on an envelope.
pub(super) fn on_envelope(client: &ClientData) -> Vec<String> {
    let street = joined(&[client.street.clone(), client.number.clone(), client.complement.clone()], ", ");
    let place = joined(&[client.city.clone(), client.uf.clone()], "/");
    let last = joined(&[cep_shown(&client.cep), place], " ");
    [client.name.clone(), street, client.district.clone(), last]
        .into_iter()
        .filter(|line| !line.is_empty())
        .collect()
}

/// What is not blank, joined.
pub(super) fn joined(parts: &[String], with: &str) -> String {
    let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    parts.join(with)
}
