//! The lower pane: the chosen charge and the history of its client.

use crate::{
    Actor, Ctx, Error,
    ctx::{day_around, new_id},
    scope,
    store::{charges, contacts},
};
use domain::{
    charge::ChargeStatus,
    grid::GridPane,
    id::{ChargeId, ContactId},
    permission::Permission,
    tax_id,
};

/// Lines of the history that the pane shows.
const LINES: u32 = 12;

/// The pane of a charge; nothing where there is no such charge in sight.
pub(super) async fn pane(ctx: &Ctx, actor: &Actor, charge: ChargeId) -> Result<Option<GridPane>, Error> {
    let (now, today) = (ctx.clock.now(), ctx.clock.today());
    let mut tx = ctx.db.read().await?;
    let Some(charge) = charges::full(&mut tx, charge, actor.user).await? else { return Ok(None) };
    let client = scope::client(&mut tx, actor, charge.client).await?;
    let rules = ctx.rules.of(&mut tx).await?;
    let open = charges::open_of_client(&mut tx, client.id, actor.user, &rules, today).await?;
    let updated = open.iter().find(|line| line.id == charge.id).map(domain::charge::ChargeLine::updated);
    let history = contacts::history(&mut tx, client.id, actor.user, LINES).await?;
    let history_total = contacts::count(&mut tx, client.id, actor.user).await?;
    let last = contacts::last(&mut tx, client.id, actor.user).await?;
    let stays = |id: &ContactId| history.iter().any(|entry| entry.id == *id && !entry.may_void);
    let may_void = last.map(|(id, _)| id).filter(|id| actor.role.allows(Permission::CrmDelete) && !stays(id));
    Ok(Some(GridPane {
        charge: charge.id,
        document: charge.document,
        due: charge.due,
        updated: updated.filter(|_| charge.status == ChargeStatus::Open),
        client: client.id,
        name: client.name,
        tax_id: tax_id::masked(&client.tax_id),
        phone: client.phone,
        mobile: client.mobile,
        email: client.email,
        company: charge.company.id,
        today: contacts::today(&mut tx, client.id, actor.user, day_around(&client.uf, now)).await?,
        history,
        history_total,
        may_void,
        comment_key: new_id().to_string(),
    }))
}
