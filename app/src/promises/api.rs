//! What the page of a promise sends to the server.

use crate::error::ApiError;
use leptos::prelude::*;

/// Makes a promise in the place of another, and leads back to the client.
#[server(endpoint = "promises/make")]
pub async fn make(cmd: domain::promise::MakePromise) -> Result<(), ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    let client = cmd.client.clone();
    backend::promises::make(&ctx, &actor, cmd).await?;
    leptos_axum::redirect(&format!("/clientes/{client}?aviso=promessa"));
    Ok(())
}
