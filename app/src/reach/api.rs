//! What the pages of contacting send to the server.

use crate::{error::ApiError, routes};
use leptos::prelude::*;

/// Records that a message or call is opened; leads to the page with its link.
#[server(endpoint = "reach/record")]
pub async fn record(cmd: domain::reach::ReachClient) -> Result<(), ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    let (client, next) = (cmd.client.clone(), cmd.next.clone());
    let contact = backend::reach::record(&ctx, &actor, cmd).await?;
    let path = format!("/clientes/{client}/contatar/{contact}");
    leptos_axum::redirect(&routes::address(&path, &[("voltar", next)]));
    Ok(())
}

/// Notes what came of it; leads back to where the person came from.
#[server(endpoint = "reach/answer")]
pub async fn answer(cmd: domain::reach::AnswerSent) -> Result<(), ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    let (next, sent) = (cmd.next.clone(), cmd.answer == domain::reach::SentAnswer::Sent.as_str());
    let client = backend::reach::answer(&ctx, &actor, cmd).await?;
    let notice = if sent { "envio-confirmado" } else { "envio-cancelado" };
    leptos_axum::redirect(&super::back_with(&next, &routes::client(client), notice));
    Ok(())
}
