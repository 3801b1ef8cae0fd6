//! `/ao-vivo`: tells an open page what others do (server-sent events). A message names the clients that changed,
//! says `tudo` when anything may have, or `presenca` when others came to this page's client or left it.

use crate::{plain, router::App, session::query_of};
use app::ssr::RequestFacts;
use axum::{
    Extension, Router,
    extract::State,
    http::{HeaderName, StatusCode, Uri},
    response::{
        IntoResponse, Response,
        sse::{Event, Sse},
    },
    routing::get,
};
use backend::{
    Error,
    live::{self, Listener, News},
};
use domain::id::ClientId;
use futures_util::stream;
use std::convert::Infallible;

/// Where pages listen.
pub const PATH: &str = "/ao-vivo";

/// The route.
pub fn routes() -> Router<App> {
    Router::new().route(PATH, get(listen))
}

async fn listen(State(app): State<App>, Extension(facts): Extension<RequestFacts>, uri: Uri) -> Response {
    // Without content a browser gives up, and says nothing of it.
    let nothing = || StatusCode::NO_CONTENT.into_response();
    let Some(actor) = facts.actor else { return nothing() };
    let Ok(client) = query_of(&uri, "cliente").map(|id| id.parse::<ClientId>()).transpose() else {
        return nothing();
    };
    match live::listen(&app.ctx, &actor, client).await {
        Ok(listener) => {
            // A proxy must hand on each message as it comes.
            let direct = (HeaderName::from_static("x-accel-buffering"), "no");
            ([direct], Sse::new(stream::unfold(listener, next))).into_response()
        }
        Err(Error::NotFound | Error::Forbidden) => nothing(),
        Err(error) => {
            backend::error::report(&error);
            plain::page(StatusCode::SERVICE_UNAVAILABLE)
        }
    }
}

async fn next(mut listener: Listener) -> Option<(Result<Event, Infallible>, Listener)> {
    let event = match listener.next().await? {
        News::Everything => Event::default().data("tudo"),
        News::Presence => Event::default().data("presenca"),
        News::Nothing => Event::default().comment(""),
        News::Clients(clients) => {
            let ids: Vec<String> = clients.iter().map(ToString::to_string).collect();
            Event::default().data(ids.join(" "))
        }
    };
    Some((Ok(event), listener))
}
