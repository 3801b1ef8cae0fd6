//! What the pages of charges send to the server.

use super::next;
use crate::error::ApiError;
use leptos::prelude::*;

/// Makes charges, or changes one.
#[server(endpoint = "charges/save")]
pub async fn save(cmd: domain::charge::SaveCharge) -> Result<(), ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    let (client, is_new) = (cmd.client.clone(), cmd.charge.trim().is_empty());
    let saved = backend::charges::save(&ctx, &actor, cmd).await?;
    leptos_axum::redirect(&next::after_saving(&client, is_new, &saved));
    Ok(())
}

/// Cancels a charge, with a reason.
#[server(endpoint = "charges/cancel")]
pub async fn cancel(cmd: domain::charge::CancelCharge) -> Result<(), ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    backend::charges::cancel(&ctx, &actor, cmd).await?;
    crate::ssr::return_with_notice("lancamento-cancelado");
    Ok(())
}

/// Records an amount received. Where the page showed figures of something else, it is shown once more first.
#[server(endpoint = "settlement/settle")]
pub async fn settle(cmd: domain::settlement::SettleCharges) -> Result<(), ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    let next = next::after_settling(&cmd);
    if !cmd.is_unseen() {
        backend::settlement::settle(&ctx, &actor, cmd).await?;
    }
    leptos_axum::redirect(&next);
    Ok(())
}

/// Takes a payment back, with a reason.
#[server(endpoint = "settlement/reverse")]
pub async fn reverse(cmd: domain::settlement::ReversePayment) -> Result<(), ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    backend::settlement::reverse(&ctx, &actor, cmd).await?;
    crate::ssr::return_with_notice("estorno");
    Ok(())
}
