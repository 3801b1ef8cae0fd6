//! What the pages of settings send to the server: plain forms that lead back to their page.

use crate::error::ApiError;
use leptos::prelude::*;

/// Records a version of a company's policy.
#[server(endpoint = "settings/policy")]
pub async fn save_policy(cmd: domain::settings::SavePolicy) -> Result<(), ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    let company = cmd.company.clone();
    backend::settings::save_policy(&ctx, &actor, cmd).await?;
    back_to(company, "politica");
    Ok(())
}

/// Changes a company's rules of agreements and promises.
#[server(endpoint = "settings/rules")]
pub async fn save_rules(cmd: domain::settings::SaveRules) -> Result<(), ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    let company = cmd.company.clone();
    backend::settings::save_rules(&ctx, &actor, cmd).await?;
    back_to(company, "regras");
    Ok(())
}

/// Adds a holiday, strikes one out, or takes either back.
#[server(endpoint = "settings/holiday")]
pub async fn save_holiday(cmd: domain::settings::SaveHoliday) -> Result<(), ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    backend::settings::save_holiday(&ctx, &actor, cmd).await?;
    crate::ssr::return_with_notice("feriado");
    Ok(())
}

/// Gives a state contact hours of its own, or takes them back.
#[server(endpoint = "settings/contact-hours")]
pub async fn save_contact_hours(cmd: domain::contact_hours::SaveHours) -> Result<(), ApiError> {
    use crate::routes::{HOURS, address};
    let (ctx, actor) = crate::ssr::request()?;
    backend::settings::save_contact_hours(&ctx, &actor, cmd).await?;
    leptos_axum::redirect(&address(HOURS, &[("aviso", "horario".to_owned())]));
    Ok(())
}

/// Adds a template, or changes one.
#[server(endpoint = "settings/template")]
pub async fn save_template(cmd: domain::message::SaveTemplate) -> Result<(), ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    backend::messages::templates::save(&ctx, &actor, cmd).await?;
    leptos_axum::redirect(&format!("{}?aviso=modelo-salvo", crate::routes::TEMPLATES));
    Ok(())
}

/// Takes a template off the list.
#[server(endpoint = "settings/template-delete")]
pub async fn delete_template(cmd: domain::message::DeleteTemplate) -> Result<(), ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    backend::messages::templates::delete(&ctx, &actor, cmd).await?;
    leptos_axum::redirect(&format!("{}?aviso=modelo-excluido", crate::routes::TEMPLATES));
    Ok(())
}

/// Changes a company's data.
#[server(endpoint = "settings/company")]
pub async fn save_company(cmd: domain::message::SaveCompany) -> Result<(), ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    let company = cmd.company.clone();
    backend::settings::save_company(&ctx, &actor, cmd).await?;
    back(crate::routes::COMPANY, company, "empresa-salva");
    Ok(())
}

/// Stores the settings of a mail server.
#[server(endpoint = "settings/mail-server")]
pub async fn save_mail_server(cmd: domain::message::SaveMailServer) -> Result<(), ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    let company = cmd.company.clone();
    backend::settings::save_mail_server(&ctx, &actor, cmd).await?;
    back(crate::routes::MAIL_SERVER, company, "servidor-salvo");
    Ok(())
}

/// Sends a test message.
#[server(endpoint = "settings/mail-server-test")]
pub async fn test_mail_server(cmd: domain::message::TestMailServer) -> Result<(), ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    let company = cmd.company.clone();
    backend::settings::test_mail_server(&ctx, &actor, cmd).await?;
    back(crate::routes::MAIL_SERVER, company, "teste-enviado");
    Ok(())
}

/// A company's page of settings, without what was typed.
fn back(page: &str, company: String, notice: &str) {
    use crate::routes::address;
    leptos_axum::redirect(&address(page, &[("empresa", company), ("aviso", notice.to_owned())]));
}

/// The company's page, without what was typed.
fn back_to(company: String, notice: &str) {
    use crate::routes::{POLICY, address};
    leptos_axum::redirect(&address(POLICY, &[("empresa", company), ("aviso", notice.to_owned())]));
}
