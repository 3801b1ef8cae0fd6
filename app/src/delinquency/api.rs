//! What the list of delinquent clients asks the server.

use crate::error::ApiError;
use domain::delinquency::{DelinquencyPage, DelinquencyQuery};
use leptos::{prelude::*, server_fn::codec::Postcard};

/// One page of the list, with the totals of all pages.
#[server(endpoint = "delinquency/list", input = Postcard, output = Postcard)]
pub async fn list(query: DelinquencyQuery) -> Result<DelinquencyPage, ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    Ok(backend::delinquency::list(&ctx, &actor, query).await?)
}
