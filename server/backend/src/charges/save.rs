//! Making charges by hand, one or several monthly ones, and changing one.

use super::view::locked;
use crate::{
    Actor, Ctx, Error,
    ctx::new_id,
    events, ledgers,
    store::{
        charges::{self, Full, NewRow},
        clients, companies, events as log,
    },
};
use chrono::NaiveDate;
use domain::{
    Error as Rule, Money,
    charge::{CheckedCharge, LedgerKind, SaveCharge},
    id::{ChargeId, ClientId},
    ledger::{Ledger, NewEntry},
    permission::Permission,
};
use serde_json::json;

/// Makes the charges of the form, or changes one; gives their identities. A form sent twice makes them once.
pub async fn save(ctx: &Ctx, actor: &Actor, cmd: SaveCharge) -> Result<Vec<ChargeId>, Error> {
    actor.require(Permission::ChargeEdit)?;
    let form = cmd.check()?;
    match form.charge {
        Some(charge) => change(ctx, actor, charge, cmd.version, &form).await.map(|()| vec![charge]),
        None => make(ctx, actor, &cmd, &form).await,
    }
}

async fn make(
    ctx: &Ctx,
    actor: &Actor,
    cmd: &SaveCharge,
    form: &CheckedCharge,
) -> Result<Vec<ChargeId>, Error> {
    let client: ClientId = cmd.client.parse().map_err(|_| Rule::Required.on("client"))?;
    let (today, at) = (ctx.clock.today(), ctx.clock.now());
    let mut tx = ctx.db.begin().await?;
    let of = clients::companies(&mut tx, client, actor.user).await?;
    if of.is_empty() {
        return Err(Error::NotFound);
    }
    if !of.iter().any(|company| company.id == form.company) {
        return Err(Rule::NotAnOption.on("company").into());
    }
    let first = companies::next_codes(&mut tx, form.company, form.charges.len()).await?;
    tx.lock_client(client).await?;
    if let Some((made, of)) = charges::by_key(&mut tx, form.key).await? {
        return if of == client { Ok(vec![made]) } else { Err(Rule::AlreadyInUse.on("key").into()) };
    }
    let mut made = Vec::with_capacity(form.charges.len());
    for (code, new) in (first..).zip(&form.charges) {
        let id = ChargeId(new_id());
        let row = NewRow {
            id,
            company: form.company,
            client,
            code,
            document: &new.document,
            description: &form.description,
            category: &form.category,
            issued: form.issued,
            due: new.due,
            amount: new.amount,
            method: form.method,
            notes: &form.notes,
            key: made.is_empty().then_some(form.key),
            at,
        };
        charges::insert(&mut tx, &row).await?;
        let principal = principal(id, new.amount, form.issued.min(today));
        let ledger = Ledger::from_entries(id, &new.document, new.due, Vec::new());
        let mut ledger = [ledger.map_err(|error| error.on("charges"))?];
        ledgers::record(&mut tx, ctx, actor, &mut ledger, &[principal]).await?;
        let data = json!({
            "code": code, "document": new.document, "due": new.due, "amount_centavos": new.amount.centavos(),
            "company": form.company,
        });
        events::done_by(&mut tx, ctx, actor, Some(client), "charge_created", id.0, data).await?;
        made.push(id);
    }
    tx.commit().await?;
    Ok(made)
}

/// The first line of a charge's ledger.
fn principal(charge: ChargeId, amount: Money, on: NaiveDate) -> NewEntry {
    NewEntry {
        charge,
        kind: LedgerKind::Principal,
        amount,
        on,
        value_on: on,
        reverses: None,
        payment: None,
        agreement: None,
    }
}

async fn change(
    ctx: &Ctx,
    actor: &Actor,
    charge: ChargeId,
    version: i64,
    form: &CheckedCharge,
) -> Result<(), Error> {
    let mut tx = ctx.db.begin().await?;
    let mut locked_ones = ledgers::lock(&mut tx, ctx, actor, &[charge]).await?;
    let before = charges::full(&mut tx, charge, actor.user).await?.ok_or(Error::NotFound)?;
    if form.company != before.company.id {
        return Err(Rule::NotAnOption.on("company").into());
    }
    let Some(new) = form.charges.first() else { return Err(Error::Invalid(Vec::new())) };
    let after = Full {
        document: new.document.clone(),
        description: form.description.clone(),
        category: form.category.clone(),
        issued: form.issued,
        due: new.due,
        principal: new.amount,
        method: form.method,
        notes: form.notes.clone(),
        ..before.clone()
    };
    let (said, says) = (values(&before), values(&after));
    if said == says {
        // Nothing to change: the form was sent twice, or saved as it was.
        return Ok(());
    }
    if locked(&before, actor).is_some() {
        return Err(Rule::NotOpen.on("charge").into());
    }
    if version != before.version {
        return Err(Error::Changed { by: log::last_actor(&mut tx, charge.0).await? });
    }
    let ledger = &locked_ones.ledgers[0];
    let line = ledger.change_principal(after.principal, ctx.clock.today());
    let line = line.map_err(|error| error.on("amount"))?;
    charges::update(&mut tx, &after).await?;
    let lines: Vec<NewEntry> = line.into_iter().collect();
    ledgers::record(&mut tx, ctx, actor, &mut locked_ones.ledgers, &lines).await?;
    if lines.is_empty() {
        charges::set_standing(&mut tx, &locked_ones.ledgers[0]).await?;
    }
    let data = json!({ "before": said, "after": says });
    events::done_by(&mut tx, ctx, actor, Some(before.client), "charge_changed", charge.0, data).await?;
    tx.commit().await
}

/// What a person may change, as the record shows it.
fn values(charge: &Full) -> serde_json::Value {
    json!({
        "document": charge.document, "description": charge.description, "category": charge.category,
        "issued": charge.issued, "due": charge.due, "amount": charge.principal.plain(),
        "method": charge.method, "notes": charge.notes,
    })
}
