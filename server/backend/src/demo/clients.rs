//! Invented people and firms, and the persons to talk to at a firm.

use super::{
    names,
    places::{Address, address},
    random::Random,
};
use crate::store::bulk::PersonRow;
use chrono::{DateTime, Utc};
use domain::{client::ClientData, id::ClientId, text::normalise};
use std::collections::HashSet;

/// A person or a firm whose CPF or CNPJ is not among those `taken`.
pub(crate) fn client(random: &mut Random, taken: &mut HashSet<String>) -> ClientData {
    let is_firm = random.chance(45);
    let name = if is_firm { names::firm(random) } else { names::person(random) };
    let tax_id = loop {
        let letters = random.chance(25);
        let tax_id = if is_firm { random.cnpj(letters) } else { random.cpf() };
        if let Some(tax_id) = tax_id.map(String::from).filter(|tax_id| taken.insert(tax_id.clone())) {
            break tax_id;
        }
    };
    let Address { place, street, number, complement, district, cep } = address(random);
    let (phone, mobile) = (landline(random, place.area), mobile(random, place.area));
    let roles = random.weighted(&[(88, (true, false)), (7, (true, true)), (5, (false, true))]);
    ClientData {
        id: ClientId(random.id()),
        version: 1,
        email: if random.chance(90) { email(&name, is_firm) } else { String::new() },
        phone: if random.chance(if is_firm { 92 } else { 30 }) { phone } else { String::new() },
        mobile: if random.chance(if is_firm { 55 } else { 96 }) { mobile } else { String::new() },
        name,
        tax_id,
        street,
        number,
        complement,
        district,
        city: place.city.to_owned(),
        uf: place.uf.to_owned(),
        cep,
        is_client: roles.0,
        is_supplier: roles.1,
        opt_outs: Vec::new(),
    }
}

/// Whether the client is a firm: it has a CNPJ.
pub(crate) fn is_firm(client: &ClientData) -> bool {
    client.tax_id.len() == 14
}

/// Persons to talk to: up to three at a firm, now and then somebody who answers for a person.
pub(super) fn people(random: &mut Random, client: &ClientData, at: DateTime<Utc>) -> Vec<PersonRow> {
    let count = if is_firm(client) { random.between(0, 3) } else { random.between(0, 7) / 7 };
    let area: u8 =
        client.mobile.get(3..5).or(client.phone.get(3..5)).and_then(|area| area.parse().ok()).unwrap_or(11);
    let person = |_| {
        let name = names::person(random);
        let (department, job_title) = if is_firm(client) {
            *random.pick(POSTS)
        } else {
            ("Família", *random.pick(&["Cônjuge", "Parente", "Representante"]))
        };
        PersonRow {
            id: random.id(),
            client_id: client.id.0,
            email: if random.chance(70) { email(&name, false) } else { String::new() },
            phone: String::new(),
            mobile: if random.chance(85) { mobile(random, area) } else { String::new() },
            name,
            department,
            job_title,
            created_at: at,
        }
    };
    (0..count).map(person).collect()
}

/// Posts whose names fit women and men.
const POSTS: &[(&str, &str)] = &[
    ("Financeiro", "Analista de contas a pagar"),
    ("Financeiro", "Gerente de finanças"),
    ("Compras", "Assistente de compras"),
    ("Diretoria", "Gerente-geral"),
    ("Diretoria", "Representante legal"),
    ("Contabilidade", "Analista fiscal"),
    ("Recepção", "Recepcionista"),
    ("Administrativo", "Assistente"),
];

/// Numbers that begin with 90 are not given out: nobody real is called by mistake.
fn mobile(random: &mut Random, area: u8) -> String {
    format!("+55{area}90{:07}", random.between(1_000_000, 9_999_999))
}

fn landline(random: &mut Random, area: u8) -> String {
    format!("+55{area}30{:06}", random.between(0, 99_999))
}

fn email(name: &str, is_firm: bool) -> String {
    let words: Vec<String> = normalise(name)
        .split(' ')
        .map(|word| word.chars().filter(char::is_ascii_alphanumeric).collect::<String>())
        .filter(|word| word.len() > 2 && !["ltda", "eireli", "epp", "dos"].contains(&word.as_str()))
        .collect();
    if is_firm {
        return format!("financeiro@{}.example.com", words.join("-"));
    }
    let ends = [words.first(), words.last()].map(|word| word.map(String::as_str).unwrap_or_default());
    format!("{}.{}@example.com", ends[0], ends[1])
}
