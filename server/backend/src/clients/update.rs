//! Changing a client's data in place (F046, F047).

use super::fields;
use crate::{
    Actor, Ctx, Error, events, scope,
    store::{clients, events as log},
};
use domain::{
    Error as Rule,
    client::{ClientData, NAME_MAX, NUMBER_MAX, OptOut, PLACE_MAX, UpdateClient},
    error::Check,
    permission::Permission,
};
use serde_json::json;

/// Changes a client's data, unless somebody else did so after the form was opened.
pub async fn update(ctx: &Ctx, actor: &Actor, cmd: UpdateClient) -> Result<(), Error> {
    actor.require(Permission::CrmEdit)?;
    let id = cmd.client.parse().map_err(|_| Error::NotFound)?;
    let mut tx = ctx.db.begin().await?;
    scope::client(&mut tx, actor, id).await?;
    tx.lock_client(id).await?;
    let before = scope::client(&mut tx, actor, id).await?;
    let after = checked(&cmd, &before)?;
    if after == (ClientData { version: after.version, ..before.clone() }) {
        // Nothing to change: the form was sent twice, or saved as it was.
        return Ok(());
    }
    if !clients::update(&mut tx, &after).await? {
        return Err(Error::Changed { by: log::last_actor(&mut tx, id.0).await? });
    }
    let data = json!({ "before": before, "after": after });
    events::done_by(&mut tx, ctx, actor, Some(id), "client_updated", id.0, data).await?;
    tx.commit().await
}

/// The data as the form has it, with the version that the form was made from.
fn checked(cmd: &UpdateClient, before: &ClientData) -> Result<ClientData, Error> {
    let mut check = Check::default();
    let after = ClientData {
        id: before.id,
        version: cmd.version,
        name: check.required("name", &cmd.name, NAME_MAX).unwrap_or_default(),
        tax_id: fields::tax_id(&mut check, &cmd.tax_id, &before.tax_id),
        email: fields::email(&mut check, &cmd.email, &before.email),
        phone: fields::phone(&mut check, "phone", &cmd.phone, &before.phone),
        mobile: fields::phone(&mut check, "mobile", &cmd.mobile, &before.mobile),
        street: fields::text(&mut check, "street", &cmd.street, NAME_MAX),
        number: fields::text(&mut check, "number", &cmd.number, NUMBER_MAX),
        complement: fields::text(&mut check, "complement", &cmd.complement, PLACE_MAX),
        district: fields::text(&mut check, "district", &cmd.district, PLACE_MAX),
        city: fields::text(&mut check, "city", &cmd.city, PLACE_MAX),
        uf: fields::uf(&mut check, &cmd.uf, &before.uf),
        cep: fields::cep(&mut check, &cmd.cep, &before.cep),
        is_client: !cmd.is_client.is_empty(),
        is_supplier: !cmd.is_supplier.is_empty(),
        opt_outs: opt_outs(&mut check, &cmd.opt_outs),
    };
    if !after.is_client && !after.is_supplier {
        check.note("is_client", Rule::NeitherClientNorSupplier);
    }
    check.done()?;
    Ok(after)
}

/// Those that were named, in their own order: the same choices are the same data.
fn opt_outs(check: &mut Check, typed: &[String]) -> Vec<OptOut> {
    let named: Vec<OptOut> = typed
        .iter()
        .filter(|text| !text.trim().is_empty())
        .filter_map(|text| check.take("opt_outs", text.parse()))
        .collect();
    OptOut::ALL.iter().copied().filter(|opt_out| named.contains(opt_out)).collect()
}
