//! Where a message goes: the client's address, those of contact persons, and others.

use crate::{
    Actor, Ctx, Error, events,
    store::{Tx, clients, people},
};
use domain::{
    address::Email,
    client::{ClientData, Person},
    error::Check,
    id::ClientId,
    message::{AddressChoice, MessageChannel, Recipient},
    permission::Permission,
};
use serde_json::json;

/// What names the client's own address.
const CLIENT: &str = "client";
/// Addresses that one message goes to.
const MOST: usize = 20;

/// Where a message goes when nobody chose: an e-mail to the client's own address, or else to the first person's.
pub(crate) fn usual(channel: MessageChannel, client: &ClientData, people: &[Person]) -> Option<String> {
    let address = match channel {
        MessageChannel::Email => {
            let rows = proposed(client, people);
            rows.into_iter().find(|row| row.on == "on").map(|row| row.email).unwrap_or_default()
        }
        MessageChannel::Letter if client.street.is_empty() || client.city.is_empty() => String::new(),
        MessageChannel::Letter => {
            format!("{}, {} {}/{}", client.street, client.number, client.city, client.uf)
        }
        MessageChannel::Whatsapp | MessageChannel::Sms => client.mobile.clone(),
    };
    Some(address).filter(|address| !address.trim().is_empty())
}

/// The addresses to begin with: the client's own, or else the first person's.
pub(super) fn proposed(client: &ClientData, people: &[Person]) -> Vec<Recipient> {
    let of_person = |person: &Person| (person.id.to_string(), person.email.clone());
    let mut taken = false;
    std::iter::once((CLIENT.to_owned(), client.email.clone()))
        .chain(people.iter().map(of_person))
        .chain(std::iter::once((String::new(), String::new())))
        .map(|(whose, email)| {
            let on = !email.is_empty() && !taken;
            taken |= on;
            Recipient { whose, on: if on { "on".to_owned() } else { String::new() }, email }
        })
        .collect()
}

/// The chosen addresses, each once; what is wrong is noted at its row. Another address counts as soon as it is
/// typed.
pub(super) fn chosen(check: &mut Check, rows: &[Recipient]) -> Vec<String> {
    let mut to: Vec<String> = Vec::new();
    for (place, row) in rows.iter().enumerate().take(MOST) {
        let is_other = row.whose.is_empty() && !row.email.trim().is_empty();
        if row.on == "on" || is_other {
            let email = check.take(&format!("to-{place}"), Email::parse(&row.email));
            let email = email.map(|email| email.as_str().to_owned());
            to.extend(email.filter(|email| !to.contains(email)));
        }
    }
    to
}

/// The rows as the page shows them.
pub(super) fn choices(client: &ClientData, people: &[Person], rows: &[Recipient]) -> Vec<AddressChoice> {
    let choice = |row: &Recipient| {
        let person = people.iter().find(|person| person.id.to_string() == row.whose);
        let (name, note) = match person {
            Some(person) => {
                let parts = [person.department.as_str(), person.job_title.as_str()];
                let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
                (person.name.clone(), parts.join(", "))
            }
            None if row.whose == CLIENT => (client.name.clone(), String::new()),
            None => (String::new(), String::new()),
        };
        let (whose, email) = (row.whose.clone(), row.email.clone());
        AddressChoice { whose, name, note, email, chosen: row.on == "on" }
    };
    rows.iter().take(MOST).map(choice).collect()
}

/// Saves addresses that were changed. What is wrong with them was told before.
pub(super) async fn save(
    tx: &mut Tx,
    ctx: &Ctx,
    actor: &Actor,
    client: ClientId,
    rows: &[Recipient],
) -> Result<(), Error> {
    actor.require(Permission::CrmEdit)?;
    let before = clients::data(tx, client, actor.user).await?.ok_or(Error::NotFound)?;
    let known = people::of_client(tx, client).await?;
    for row in rows.iter().filter(|row| row.on == "on") {
        let Ok(email) = Email::parse(&row.email) else { continue };
        let email = email.as_str().to_owned();
        if row.whose == CLIENT && before.email != email {
            let after = ClientData { email, ..before.clone() };
            clients::update(tx, &after).await?;
            let data = json!({ "before": before, "after": after });
            events::done_by(tx, ctx, actor, Some(client), "client_updated", client.0, data).await?;
        } else if let Some(person) = known.iter().find(|person| person.id.to_string() == row.whose)
            && person.email != email
        {
            let after = Person { email, ..person.clone() };
            people::update(tx, &after).await?;
            let data = json!({ "before": person, "after": after });
            events::done_by(tx, ctx, actor, Some(client), "person_changed", person.id.0, data).await?;
        }
    }
    Ok(())
}
