//! Closing, undoing and breaking agreements.

use crate::error::ApiError;
use domain::agreement::{BreakAgreement, ConfirmAgreement, UndoAgreement};
use leptos::prelude::*;

/// Closes an agreement, then leads to the page of the client.
#[server(endpoint = "agreements/confirm")]
pub async fn confirm(cmd: ConfirmAgreement) -> Result<(), ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    let client = cmd.client.parse().map_err(|_| ApiError::NotFound)?;
    backend::agreements::confirm(&ctx, &actor, cmd).await?;
    leptos_axum::redirect(&format!("{}?aviso=acordo", crate::routes::client(client)));
    Ok(())
}

/// Undoes an agreement of which nothing was paid.
#[server(endpoint = "agreements/undo")]
pub async fn undo(cmd: UndoAgreement) -> Result<(), ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    backend::agreements::undo(&ctx, &actor, cmd).await?;
    crate::ssr::return_with_notice("acordo-desfeito");
    Ok(())
}

/// Breaks an agreement that is not kept.
#[server(endpoint = "agreements/break")]
pub async fn break_up(cmd: BreakAgreement) -> Result<(), ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    backend::agreements::break_up(&ctx, &actor, cmd).await?;
    crate::ssr::return_with_notice("acordo-quebrado");
    Ok(())
}
