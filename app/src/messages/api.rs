//! What the pages of messages send to the server: plain forms that lead to a page.

use crate::error::ApiError;
use leptos::prelude::*;

/// Puts an e-mail into the outbox.
#[server(endpoint = "messages/send")]
pub async fn dispatch(cmd: domain::message::ComposeMessage) -> Result<(), ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    let client = cmd.client.clone();
    backend::messages::send(&ctx, &actor, cmd).await?;
    leptos_axum::redirect(&format!("/clientes/{client}?aviso=email-na-fila#emails"));
    Ok(())
}

/// Records what a person decided about a message.
#[server(endpoint = "messages/resolve")]
pub async fn resolve(cmd: domain::message::ResolveMessage) -> Result<(), ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    let message = cmd.message.clone();
    backend::messages::resolve(&ctx, &actor, cmd).await?;
    leptos_axum::redirect(&format!("{}/{message}?aviso=email-decidido", crate::routes::MESSAGES));
    Ok(())
}
