//! The organisation's companies, as the command line and the set-up page manage them.

use crate::{
    Ctx, Error,
    ctx::new_id,
    events::{self, Event, Origin},
    store::{Tx, companies, users},
};
use domain::{
    Error as Rule,
    address::Uf,
    error::Check,
    id::{CompanyId, UserId},
    tax_id::TaxId,
};
use serde_json::json;

/// A company to add, as typed.
#[derive(Clone, Debug, Default)]
pub struct NewCompany {
    /// Its name, unlike that of any other.
    pub name: String,
    /// CNPJ or CPF; blank when not given.
    pub tax_id: String,
    /// UF; blank when not given.
    pub uf: String,
}

/// A company in a listing.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct CompanyLine {
    /// Its identity.
    pub id: CompanyId,
    /// Its name.
    pub name: String,
    /// CNPJ or CPF with its mask; blank when unknown.
    pub tax_id: String,
}

/// Adds a company, which every administrator may see from then on. For the operator: asks for no actor.
pub async fn add(ctx: &Ctx, new: NewCompany) -> Result<CompanyId, Error> {
    let mut tx = ctx.db.begin().await?;
    let id = add_within(&mut tx, ctx, &new, Origin::Command).await?;
    tx.commit().await?;
    Ok(id)
}

/// All companies by name. For the operator: asks for no actor.
pub async fn list(ctx: &Ctx) -> Result<Vec<CompanyLine>, Error> {
    companies::all(&mut ctx.db.read().await?).await
}

/// The company of this name. For the operator: asks for no actor.
pub async fn by_name(ctx: &Ctx, name: &str) -> Result<Option<CompanyId>, Error> {
    companies::by_name(&mut ctx.db.read().await?, name.trim()).await
}

pub(crate) async fn add_within(
    tx: &mut Tx,
    ctx: &Ctx,
    new: &NewCompany,
    origin: Origin,
) -> Result<CompanyId, Error> {
    let mut check = Check::default();
    let name = check.required("company", &new.name, 120);
    let tax_id = check.optional("tax_id", &new.tax_id, TaxId::parse);
    let uf = check.optional("uf", &new.uf, str::parse::<Uf>);
    check.done()?;
    let (Some(name), Some(tax_id), Some(uf)) = (name, tax_id, uf) else { return Err(Error::NotFound) };
    let tax_id = tax_id.map(|tax_id| tax_id.as_str().to_owned()).unwrap_or_default();
    let uf = uf.map(|uf| uf.to_string()).unwrap_or_default();
    if companies::by_name(tx, &name).await?.is_some() {
        return Err(Rule::AlreadyInUse.on("company").into());
    }

    let id = CompanyId(new_id());
    companies::insert(tx, id, &name, &tax_id, &uf, ctx.clock.now()).await?;
    users::give_to_administrators(tx, id).await?;
    let data = json!({ "name": name, "tax_id": tax_id });
    let event =
        Event { origin, user: None::<UserId>, client: None, kind: "company_added", subject: id.0, data };
    events::record(tx, ctx, event).await?;
    Ok(id)
}
