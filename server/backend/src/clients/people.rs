//! Contact persons at a client (F010, F050): added, changed, removed from the page but not from history.

use super::fields;
use crate::{Actor, Ctx, Error, ctx::new_id, events, scope, store::people};
use domain::{
    client::{Person, RemovePerson, SavePerson},
    error::Check,
    id::PersonId,
    permission::Permission,
};
use serde_json::json;

/// Adds a contact person, or changes one.
pub async fn save_person(ctx: &Ctx, actor: &Actor, cmd: SavePerson) -> Result<(), Error> {
    actor.require(Permission::CrmEdit)?;
    let client = cmd.client.parse().map_err(|_| Error::NotFound)?;
    let mut tx = ctx.db.begin().await?;
    scope::client(&mut tx, actor, client).await?;
    let before = if cmd.person.trim().is_empty() {
        None
    } else {
        let id = cmd.person.parse().map_err(|_| Error::NotFound)?;
        let found = people::by_id(&mut tx, id).await?.filter(|(owner, _)| *owner == client);
        Some(found.ok_or(Error::NotFound)?.1)
    };
    let after = checked(&cmd, before.as_ref())?;
    // A page in another window has to see the change in the client's place in the sequence.
    tx.lock_client(client).await?;
    let known = people::of_client(&mut tx, client).await?;
    if known.iter().any(|person| same(person, &after)) {
        // Saved as it was, or the form that adds a person was sent twice.
        return Ok(());
    }
    let kind = if before.is_some() {
        people::update(&mut tx, &after).await?;
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
    let (client, person) = people::by_id(&mut tx, id).await?.ok_or(Error::NotFound)?;
    scope::client(&mut tx, actor, client).await?;
    tx.lock_client(client).await?;
    people::remove(&mut tx, id, ctx.clock.now()).await?;
    let data = json!({ "before": person });
    events::done_by(&mut tx, ctx, actor, Some(client), "person_removed", id.0, data).await?;
    tx.commit().await
}

fn checked(cmd: &SavePerson, before: Option<&Person>) -> Result<Person, Error> {
    let mut check = Check::default();
    let stored = |pick: fn(&Person) -> &String| before.map(pick).cloned().unwrap_or_default();
    let person = Person {
        id: before.map_or_else(|| PersonId(new_id()), |person| person.id),
        name: check.required("name", &cmd.name, 120).unwrap_or_default(),
        department: fields::text(&mut check, "department", &cmd.department, 80),
        job_title: fields::text(&mut check, "job_title", &cmd.job_title, 80),
        email: fields::email(&mut check, &cmd.email, &stored(|person| &person.email)),
        phone: fields::phone(&mut check, "phone", &cmd.phone, &stored(|person| &person.phone)),
        mobile: fields::phone(&mut check, "mobile", &cmd.mobile, &stored(|person| &person.mobile)),
    };
    check.done()?;
    Ok(person)
}

/// Whether two persons differ by nothing but their identity.
fn same(one: &Person, other: &Person) -> bool {
    *one == Person { id: one.id, ..other.clone() }
}
