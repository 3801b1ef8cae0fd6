//! What the form of a new charge starts from.

use crate::{Actor, Ctx, Error, ctx::new_id, scope, store::charges};
use domain::{
    charge::SaveCharge,
    id::{ChargeId, ClientId},
    permission::Permission,
};

/// The form of a new charge: blank, for a client, or a copy of a charge. Its document is a copy's to give: it is
/// left out, since no two charges of a company have the same.
pub async fn seed(
    ctx: &Ctx,
    actor: &Actor,
    client: Option<ClientId>,
    copy: Option<ChargeId>,
) -> Result<SaveCharge, Error> {
    actor.require(Permission::ChargeEdit)?;
    let today = ctx.clock.today();
    let mut tx = ctx.db.read().await?;
    let key = new_id().to_string();
    if let Some(copy) = copy {
        let full = charges::full(&mut tx, copy, actor.user).await?.ok_or(Error::NotFound)?;
        let form = super::view::form(&full);
        return Ok(SaveCharge {
            charge: String::new(),
            version: 0,
            key,
            document: String::new(),
            issued: today.to_string(),
            due: full.due.max(today).to_string(),
            ..form
        });
    }
    let mut form = SaveCharge { key, issued: today.to_string(), ..SaveCharge::default() };
    if let Some(client) = client {
        form.company = scope::companies(&mut tx, actor, client, today).await?[0].to_string();
        form.client = client.to_string();
    } else if let [only] = actor.companies.as_slice() {
        form.company = only.id.to_string();
    }
    Ok(form)
}
