//! What the pages of sending to many send to the server.

use crate::{error::ApiError, routes};
use leptos::prelude::*;

/// Begins a run with its dry run; leads to its page.
#[server(endpoint = "bulk/start")]
pub async fn start(cmd: domain::bulk::StartBulk) -> Result<(), ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    let ask = super::plan_page::asked(&cmd.query, &cmd.rows);
    let id = backend::bulk::start(&ctx, &actor, &ask, &cmd).await?;
    leptos_axum::redirect(&format!("{}/{id}", routes::BULK));
    Ok(())
}

/// Sends, pauses, goes on or gives up.
#[server(endpoint = "bulk/steer")]
pub async fn steer(cmd: domain::bulk::SteerBulk) -> Result<(), ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    let id = backend::bulk::steer(&ctx, &actor, &cmd).await?;
    leptos_axum::redirect(&format!("{}/{id}", routes::BULK));
    Ok(())
}
