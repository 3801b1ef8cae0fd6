//! A company's data: what every collection document says of who asks for the money.

use crate::{
    Actor, Ctx, Error,
    clients::fields,
    events,
    store::{companies, events as log},
};
use domain::{
    Error as Rule,
    error::Check,
    id::CompanyId,
    message::{CompanyView, Creditor, SaveCompany},
    permission::Permission,
    phone,
    session::CompanyRef,
    tax_id::masked,
};
use serde_json::json;

/// The data of a company, or of the actor's first one.
pub async fn company(ctx: &Ctx, actor: &Actor, company: Option<CompanyId>) -> Result<CompanyView, Error> {
    actor.require(Permission::SettingsCompany)?;
    let company = chosen(actor, company)?;
    let (version, data) =
        companies::full(&mut ctx.db.read().await?, company.id).await?.ok_or(Error::NotFound)?;
    let missing = data.missing();
    Ok(CompanyView { companies: actor.companies.clone(), company, form: form(version, data), missing })
}

/// The company that is asked for, or else the first.
pub(super) fn chosen(actor: &Actor, company: Option<CompanyId>) -> Result<CompanyRef, Error> {
    let found = match company {
        Some(id) => actor.companies.iter().find(|company| company.id == id),
        None => actor.companies.first(),
    };
    found.cloned().ok_or(Error::NotFound)
}

/// Changes a company's data, unless somebody else did so after the form was opened.
pub async fn save_company(ctx: &Ctx, actor: &Actor, cmd: SaveCompany) -> Result<(), Error> {
    actor.require(Permission::SettingsCompany)?;
    let id: CompanyId = cmd.company.parse().map_err(|_| Error::NotFound)?;
    if !actor.sees(id) {
        return Err(Error::NotFound);
    }
    let mut tx = ctx.db.begin().await?;
    let (version, before) = companies::full(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let after = checked(&cmd, &before)?;
    if after == before {
        return Ok(());
    }
    if version != cmd.version || !companies::update(&mut tx, version, &after).await? {
        return Err(Error::Changed { by: log::last_actor(&mut tx, id.0).await? });
    }
    let data = json!({ "before": before, "after": after });
    events::done_by(&mut tx, ctx, actor, None, "company_changed", id.0, data).await?;
    // Its name stands in everybody's lists.
    tx.touch_everything().await?;
    tx.commit().await
}

fn form(version: i64, data: Creditor) -> SaveCompany {
    SaveCompany {
        company: data.company.to_string(),
        version,
        name: data.name,
        tax_id: masked(&data.tax_id),
        email: data.email,
        phone: phone::shown(&data.phone),
        street: data.street,
        number: data.number,
        complement: data.complement,
        district: data.district,
        city: data.city,
        uf: data.uf,
        cep: domain::address::cep_shown(&data.cep),
        payment_instructions: data.payment_instructions,
        payment_link: data.payment_link,
    }
}

/// What the law asks for may not be left out: without it nothing can be sent.
fn checked(cmd: &SaveCompany, before: &Creditor) -> Result<Creditor, Error> {
    let mut check = Check::default();
    let mut needed = |name: &str, typed: &str| {
        if typed.trim().is_empty() {
            check.note(name, Rule::Required);
        }
    };
    for (name, typed) in [
        ("tax_id", &cmd.tax_id),
        ("cep", &cmd.cep),
        ("street", &cmd.street),
        ("city", &cmd.city),
        ("uf", &cmd.uf),
    ] {
        needed(name, typed);
    }
    let after = Creditor {
        company: before.company,
        name: check.required("name", &cmd.name, 120).unwrap_or_default(),
        tax_id: fields::tax_id(&mut check, &cmd.tax_id, &before.tax_id),
        email: fields::email(&mut check, &cmd.email, &before.email),
        phone: fields::phone(&mut check, "phone", &cmd.phone, &before.phone),
        street: fields::text(&mut check, "street", &cmd.street, 200),
        number: fields::text(&mut check, "number", &cmd.number, 20),
        complement: fields::text(&mut check, "complement", &cmd.complement, 100),
        district: fields::text(&mut check, "district", &cmd.district, 100),
        city: fields::text(&mut check, "city", &cmd.city, 100),
        uf: fields::uf(&mut check, &cmd.uf, &before.uf),
        cep: fields::cep(&mut check, &cmd.cep, &before.cep),
        payment_instructions: fields::text(
            &mut check,
            "payment_instructions",
            &cmd.payment_instructions,
            1000,
        )
        .replace("\r\n", "\n"),
        payment_link: check.optional("payment_link", &cmd.payment_link, link).flatten().unwrap_or_default(),
    };
    check.done()?;
    Ok(after)
}

/// A link that may stand in an e-mail: nothing but the web.
fn link(text: &str) -> Result<String, Rule> {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let plain = host.is_some_and(|host| host.contains('.'))
        && text.len() <= 300
        && text.chars().all(|c| c.is_ascii_graphic() && !"<>\"'{}`\\^|".contains(c));
    if plain { Ok(text.to_owned()) } else { Err(Rule::InvalidLink) }
}
