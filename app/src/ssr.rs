//! The server's side of a request: what middleware found out, handed to server functions and pages.

use crate::{error::ApiError, page::PageData};
use axum::http::{HeaderName, HeaderValue, StatusCode, request::Parts};
use backend::{Actor, Ctx};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use std::sync::Arc;

/// What the session middleware puts into the extensions of every request.
#[derive(Clone)]
pub struct RequestFacts {
    /// The signed-in user, if any.
    pub actor: Option<Arc<Actor>>,
    /// What the page is rendered with.
    pub page: Arc<PageData>,
    /// The address of the peer, for rate limits.
    pub address: String,
}

/// The facts of the request being answered.
pub fn facts() -> Option<RequestFacts> {
    use_context::<Parts>()?.extensions.get::<RequestFacts>().cloned()
}

/// The use cases' world. The router provides it as context.
pub fn ctx() -> Result<Ctx, ApiError> {
    use_context::<Ctx>().ok_or_else(|| ApiError::Unavailable { error_id: "no-context".to_owned() })
}

/// The world and the signed-in user: the first line of every server function that needs a session.
pub fn request() -> Result<(Ctx, Arc<Actor>), ApiError> {
    let actor = facts().and_then(|facts| facts.actor).ok_or(ApiError::SignedOut)?;
    Ok((ctx()?, actor))
}

pub(crate) fn page_data() -> PageData {
    facts().map(|facts| (*facts.page).clone()).unwrap_or_default()
}

/// Sets the status of the page being rendered. Not for plain form posts: they are redirects.
pub fn set_status(status: StatusCode) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(status);
    }
}

/// Adds a header to the response.
pub fn add_header(name: HeaderName, value: HeaderValue) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.append_header(name, value);
    }
}
