//! What the pages of the grid send to the server.

use crate::{error::ApiError, routes};
use leptos::prelude::*;

/// Makes a filter, or changes one; leads to its result.
#[server(endpoint = "filters/save")]
pub async fn save(cmd: domain::saved_filter::SaveFilter) -> Result<(), ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    let id = backend::grid::save(&ctx, &actor, cmd).await?;
    let pairs = [("filtro", id.to_string()), ("aviso", "filtro".to_owned())];
    leptos_axum::redirect(&routes::address(routes::GRID, &pairs));
    Ok(())
}

/// Deletes a filter.
#[server(endpoint = "filters/delete")]
pub async fn delete(cmd: domain::saved_filter::DeleteFilter) -> Result<(), ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    backend::grid::delete(&ctx, &actor, cmd).await?;
    leptos_axum::redirect(&routes::address(routes::GRID, &[("aviso", "filtro-excluido".to_owned())]));
    Ok(())
}
