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

/// The company's page, without what was typed.
fn back_to(company: String, notice: &str) {
    use crate::routes::{POLICY, address};
    leptos_axum::redirect(&address(POLICY, &[("empresa", company), ("aviso", notice.to_owned())]));
}
