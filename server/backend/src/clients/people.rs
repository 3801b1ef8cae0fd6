//! Contact persons at a client (F010, F050): added, changed, removed from the page but not from history.

use super::fields;
use crate::{
    Actor, Ctx, Error,
    ctx::new_id,
    events, scope,
    store::{Tx, events as log, people},
};
use domain::{
    client::{PERSON_MAX, Person, ROLE_MAX, RemovePerson, SavePerson},
    error::Check,
    id::{ClientId, PersonId},
    permission::Permission,
};
use serde_json::json;

/// Adds a contact person, or changes one, unless somebody else did so after the form was opened.
pub async fn save_person(ctx: &Ctx, actor: &Actor, cmd: SavePerson) -> Result<(), Error> {
    actor.require(Permission::CrmEdit)?;
    let client = cmd.client.parse().map_err(|_| Error::NotFound)?;
    let mut tx = ctx.db.begin().await?;
    scope::client(&mut tx, actor, client).await?;
    tx.lock_client(client).await?;
    let before = if cmd.person.trim().is_empty() {
        None
    } else {
        Some(of_client(&mut tx, client, cmd.person.parse().map_err(|_| Error::NotFound)?).await?)
    };
    let after = checked(&cmd, before.as_ref())?;
    let known = match &before {
        Some(before) => vec![before.clone()],
        None => people::of_client(&mut tx, client).await?,
    };
    if known.iter().any(|person| same(person, &after)) {
        // Saved as it was, or the form was sent twice.
        return Ok(());
    }
    let kind = if before.is_some() {
        if !people::update(&mut tx, &after).await? {
            return Err(Error::Changed { by: log::last_actor(&mut tx, after.id.0).await? });
        }
        "person_changed"
    } else {
        people::insert(&mut tx, client, &after, ctx.clock.now()).await?;
        "person_added"
    };
    let data = json!({ "before": before, "after": after });
    events::done_by(&mut tx, ctx, actor, Some(client), kind, after.id.0, data).await?;
    tx.commit().await
}

/// Takes a contact person off the page.
pub async fn remove_person(ctx: &Ctx, actor: &Actor, cmd: RemovePerson) -> Result<(), Error> {
    actor.require(Permission::CrmEdit)?;
    let id: PersonId = cmd.person.parse().map_err(|_| Error::NotFound)?;
    let mut tx = ctx.db.begin().await?;
    let (client, _) = people::by_id(&mut tx, id).await?.ok_or(Error::NotFound)?;
    scope::client(&mut tx, actor, client).await?;
    tx.lock_client(client).await?;
    // As they are now that nobody else changes them.
    let person = of_client(&mut tx, client, id).await?;
    people::remove(&mut tx, id, ctx.clock.now()).await?;
    let data = json!({ "before": person });
    events::done_by(&mut tx, ctx, actor, Some(client), "person_removed", id.0, data).await?;
    tx.commit().await
}

async fn of_client(tx: &mut Tx, client: ClientId, id: PersonId) -> Result<Person, Error> {
    let found = people::by_id(tx, id).await?.filter(|(owner, _)| *owner == client);
    Ok(found.ok_or(Error::NotFound)?.1)
}

/// The person as the form has them, with the version that the form was made from.
fn checked(cmd: &SavePerson, before: Option<&Person>) -> Result<Person, Error> {
    let mut check = Check::default();
    let stored = |pick: fn(&Person) -> &String| before.map(pick).cloned().unwrap_or_default();
    let person = Person {
        id: before.map_or_else(|| PersonId(new_id()), |person| person.id),
        version: before.map_or(1, |_| cmd.version),
        name: check.required("name", &cmd.name, PERSON_MAX).unwrap_or_default(),
        department: fields::text(&mut check, "department", &cmd.department, ROLE_MAX),
        job_title: fields::text(&mut check, "job_title", &cmd.job_title, ROLE_MAX),
        email: fields::email(&mut check, &cmd.email, &stored(|person| &person.email)),
        phone: fields::phone(&mut check, "phone", &cmd.phone, &stored(|person| &person.phone)),
        mobile: fields::phone(&mut check, "mobile", &cmd.mobile, &stored(|person| &person.mobile)),
    };
    check.done()?;
    Ok(person)
}

/// Whether two persons differ by nothing but identity and version.
fn same(one: &Person, other: &Person) -> bool {
    *one == Person { id: one.id, version: one.version, ..other.clone() }
}
