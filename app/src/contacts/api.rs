//! Recording contacts and comments, and voiding them.

use crate::error::ApiError;
use domain::contact::ContactRecorded;
use leptos::prelude::*;

/// Records a contact, then leads to the agenda or to the next client to contact.
#[server(endpoint = "contacts/record")]
pub async fn record(cmd: domain::contact::RecordContact) -> Result<ContactRecorded, ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    let then = super::After::of(&cmd);
    let recorded = backend::contacts::record(&ctx, &actor, cmd).await?;
    leptos_axum::redirect(&super::after_saving(then, &recorded));
    Ok(recorded)
}

/// Adds a comment to a client's history.
#[server(endpoint = "contacts/comment")]
pub async fn comment(cmd: domain::contact::AddComment) -> Result<(), ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    backend::contacts::comment(&ctx, &actor, cmd).await?;
    crate::ssr::return_with_notice("comentario");
    Ok(())
}

/// Voids the last contact of a client.
#[server(endpoint = "contacts/void")]
pub async fn void(cmd: domain::contact::VoidContact) -> Result<(), ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    backend::contacts::void(&ctx, &actor, cmd).await?;
    crate::ssr::return_with_notice("anulado");
    Ok(())
}
