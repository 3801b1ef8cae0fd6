//! What the page of an import sends to the server.

use super::address;
use crate::error::ApiError;
use backend::imports::{CheckImport as Check, StartImport as Start, UndoImport as Undo, Undone};
use domain::id::ImportId;
use leptos::prelude::*;

/// Has the file checked with these columns.
#[server(endpoint = "imports/check")]
pub async fn check_import(cmd: Check) -> Result<(), ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    let import = backend::imports::check(&ctx, &actor, cmd).await?;
    leptos_axum::redirect(&address(import));
    Ok(())
}

/// Takes the checked file in.
#[server(endpoint = "imports/start")]
pub async fn start_import(cmd: Start) -> Result<(), ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    let import = backend::imports::start(&ctx, &actor, cmd).await?;
    leptos_axum::redirect(&address(import));
    Ok(())
}

/// Takes an import back, or says what keeps it from that.
#[server(endpoint = "imports/undo")]
pub async fn undo_import(cmd: Undo) -> Result<(), ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    let import: ImportId = cmd.import.parse().map_err(|_| ApiError::NotFound)?;
    let ending = match backend::imports::undo(&ctx, &actor, cmd).await? {
        Undone::Yes => "?aviso=importacao-desfeita",
        Undone::Touched(_) | Undone::Going => "?bloqueada=1#desfazer",
    };
    leptos_axum::redirect(&format!("{}{ending}", address(import)));
    Ok(())
}
