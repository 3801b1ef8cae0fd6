//! Saving, changing and deleting filters. Of two people who change the same one, the second is told.

use super::{asked, page::checked};
use crate::{
    Actor, Ctx, Error,
    ctx::new_id,
    events,
    store::{Tx, filters, users},
};
use domain::{
    Error as Rule,
    id::FilterId,
    permission::Permission,
    saved_filter::{DeleteFilter, FilterView, SaveFilter, SavedFilter},
};
use serde_json::json;

/// The page on which a filter is made or changed, with how much it finds as typed.
pub async fn filter(
    ctx: &Ctx,
    actor: &Actor,
    id: Option<FilterId>,
    typed: Option<&SaveFilter>,
) -> Result<FilterView, Error> {
    actor.require(Permission::CrmRead)?;
    let (saved, people) = {
        let mut tx = ctx.db.read().await?;
        let saved = match id {
            Some(id) => Some(in_sight(&mut tx, actor, id).await?),
            None => None,
        };
        (saved, users::colleagues(&mut tx, actor.user).await?)
    };
    let fields = match (typed, &saved) {
        (Some(typed), _) => typed.fields.clone(),
        (None, Some(saved)) => SaveFilter::of(saved).fields,
        (None, None) => SaveFilter::default().fields,
    };
    let (found, errors) = match checked(actor, &fields) {
        Ok(criteria) => {
            let snapshot = ctx.book.snapshot(&ctx.db).await?;
            let tally = snapshot.tally(asked(ctx, actor, criteria));
            (Some((tally.charges, tally.clients)), Vec::new())
        }
        Err(errors) => (None, errors),
    };
    Ok(FilterView {
        may_change: saved.as_ref().is_none_or(|saved| may_change(actor, saved)),
        is_owner: saved.as_ref().is_none_or(|saved| saved.owner.0 == actor.user),
        saved,
        companies: actor.companies.clone(),
        people,
        found,
        errors,
    })
}

/// Makes a filter, or changes one. Gives its identity.
pub async fn save(ctx: &Ctx, actor: &Actor, cmd: SaveFilter) -> Result<FilterId, Error> {
    actor.require(Permission::CrmRead)?;
    let form = cmd.check()?;
    if form.criteria.company.is_some_and(|company| !actor.sees(company)) {
        return Err(Rule::NotAnOption.on("company").into());
    }
    let now = ctx.clock.now();
    let mut tx = ctx.db.begin().await?;
    let same = |saved: &SavedFilter| saved.name.to_lowercase() == form.name.to_lowercase();
    let own =
        |saved: &SavedFilter| saved.shared == form.shared && (form.shared || saved.owner.0 == actor.user);
    let taken = filters::in_sight(&mut tx, actor.user).await?;
    if taken.iter().any(|saved| same(saved) && own(saved) && Some(saved.id) != form.filter) {
        return Err(Rule::AlreadyInUse.on("name").into());
    }
    let Some(id) = form.filter else {
        let id = FilterId(new_id());
        filters::insert(&mut tx, id, &form, (actor.user, now)).await?;
        let data = json!({ "name": form.name, "shared": form.shared, "criteria": form.criteria });
        events::done_by(&mut tx, ctx, actor, None, "filter_saved", id.0, data).await?;
        tx.commit().await?;
        return Ok(id);
    };
    let before = in_sight(&mut tx, actor, id).await?;
    if !may_change(actor, &before) {
        return Err(Error::Forbidden);
    }
    // It would vanish for everybody but its owner.
    if !form.shared && before.owner.0 != actor.user {
        return Err(Rule::NotAllowed.on("shared").into());
    }
    let version = cmd.version.trim().parse().unwrap_or_default();
    if !filters::update(&mut tx, id, version, &form, (actor.user, now)).await? {
        return Err(overtaken(&before));
    }
    let data = json!({
        "before": { "name": before.name, "shared": before.shared, "criteria": before.criteria },
        "after": { "name": form.name, "shared": form.shared, "criteria": form.criteria },
    });
    events::done_by(&mut tx, ctx, actor, None, "filter_saved", id.0, data).await?;
    tx.commit().await?;
    Ok(id)
}

/// Deletes a filter; what it means stays in the record of who did what.
pub async fn delete(ctx: &Ctx, actor: &Actor, cmd: DeleteFilter) -> Result<(), Error> {
    actor.require(Permission::CrmRead)?;
    let id: FilterId = cmd.filter.parse().map_err(|_| Error::NotFound)?;
    let mut tx = ctx.db.begin().await?;
    let before = in_sight(&mut tx, actor, id).await?;
    if !may_change(actor, &before) {
        return Err(Error::Forbidden);
    }
    if !filters::delete(&mut tx, id, cmd.version.trim().parse().unwrap_or_default()).await? {
        return Err(overtaken(&before));
    }
    let data = json!({ "name": before.name, "shared": before.shared, "criteria": before.criteria });
    events::done_by(&mut tx, ctx, actor, None, "filter_deleted", id.0, data).await?;
    tx.commit().await
}

/// Own filters, and shared ones of anybody: a team works with the same filters.
fn may_change(actor: &Actor, filter: &SavedFilter) -> bool {
    filter.owner.0 == actor.user || filter.shared
}

fn overtaken(now: &SavedFilter) -> Error {
    Error::Overtaken { by: now.changed_by.clone(), at: Some(now.changed_at), changes: Vec::new() }
}

async fn in_sight(tx: &mut Tx, actor: &Actor, id: FilterId) -> Result<SavedFilter, Error> {
    let all = filters::in_sight(tx, actor.user).await?;
    all.into_iter().find(|filter| filter.id == id).ok_or(Error::NotFound)
}
