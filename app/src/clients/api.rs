//! What the client page asks the server.

use crate::error::ApiError;
use domain::client::{ClientQuery, ClientView};
use leptos::{prelude::*, server_fn::codec::Postcard};

/// Everything the client page shows.
#[server(endpoint = "clients/view", input = Postcard, output = Postcard)]
pub async fn view(query: ClientQuery) -> Result<ClientView, ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    Ok(backend::clients::view(&ctx, &actor, query).await?)
}

/// Changes a client's data in place.
#[server(endpoint = "clients/update")]
pub async fn update(cmd: domain::client::UpdateClient) -> Result<(), ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    backend::clients::update(&ctx, &actor, cmd).await?;
    crate::ssr::return_with_notice("cliente");
    Ok(())
}

/// Adds or changes a contact person.
#[server(name = PutPerson, endpoint = "clients/save-person")]
pub async fn save_person(cmd: domain::client::SavePerson) -> Result<(), ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    backend::clients::save_person(&ctx, &actor, cmd).await?;
    crate::ssr::return_with_notice("pessoa");
    Ok(())
}

/// Takes a contact person off the page.
#[server(name = DropPerson, endpoint = "clients/remove-person")]
pub async fn remove_person(cmd: domain::client::RemovePerson) -> Result<(), ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    backend::clients::remove_person(&ctx, &actor, cmd).await?;
    crate::ssr::return_with_notice("pessoa-removida");
    Ok(())
}
