//! Who asks: from the cookie to the actor, and the ways between the pages for those who are signed in
//! and those who are not.

use crate::{live, page, plain, router::App};
use app::{ssr::RequestFacts, way_back::is_own_path};
use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, Method, StatusCode, Uri, header::COOKIE, request::Parts},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use backend::Actor;
use std::{
    net::SocketAddr,
    sync::{Arc, atomic::Ordering},
};

/// Where one signs in.
pub const SIGN_IN: &str = "/entrar";
/// Where the first company and the administrator of an empty database are made.
pub const SET_UP: &str = "/configurar";
/// Where one goes after signing in, unless one was on the way elsewhere.
pub const HOME: &str = "/agenda";
/// The query parameter that remembers where one was on the way to.
const NEXT: &str = "voltar";

/// Finds out who asks and puts it into the request; leads pages that need a session to the sign-in page.
pub async fn attach(State(app): State<App>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let actor = match actor(&app, &parts.headers).await {
        Ok(actor) => actor,
        Err(error) => return failed(&error),
    };
    let is_page =
        matches!(parts.method, Method::GET | Method::HEAD) && !parts.uri.path().starts_with("/api/");
    if is_page {
        match elsewhere(&app, &parts, actor.is_some()).await {
            Ok(None) => {}
            Ok(Some(path)) => return Redirect::to(&path).into_response(),
            Err(error) => return failed(&error),
        }
    }
    let page = page::data(&app, &parts, actor.as_deref(), is_page).await;
    let facts = RequestFacts { actor, page: Arc::new(page), address: address(&app, &parts) };
    parts.extensions.insert(facts);
    next.run(Request::from_parts(parts, body)).await
}

fn failed(error: &backend::Error) -> Response {
    backend::error::report(error);
    plain::page(StatusCode::SERVICE_UNAVAILABLE)
}

async fn actor(app: &App, headers: &HeaderMap) -> Result<Option<Arc<Actor>>, backend::Error> {
    match cookie(headers, app.site.cookie.name()) {
        Some(token) => Ok(backend::session::actor_of(&app.ctx, token).await?.map(Arc::new)),
        None => Ok(None),
    }
}

/// Where a page request must go instead, if it may not stay.
async fn elsewhere(app: &App, parts: &Parts, signed_in: bool) -> Result<Option<String>, backend::Error> {
    let path = parts.uri.path();
    if signed_in {
        return Ok(match path {
            SIGN_IN => Some(next_of(parts).unwrap_or_else(|| HOME.to_owned())),
            SET_UP => Some(HOME.to_owned()),
            _ => None,
        });
    }
    if needs_set_up(app).await? {
        return Ok((path != SET_UP).then(|| SET_UP.to_owned()));
    }
    Ok(match path {
        // A page that listens is not led anywhere.
        SIGN_IN | live::PATH => None,
        "/" | SET_UP => Some(SIGN_IN.to_owned()),
        _ => {
            let here = parts.uri.path_and_query().map_or(path, |here| here.as_str());
            let query = form_urlencoded::Serializer::new(String::new()).append_pair(NEXT, here).finish();
            Some(format!("{SIGN_IN}?{query}"))
        }
    })
}

/// Whether the database has no user yet. Another node, or the command line, may make the first one.
async fn needs_set_up(app: &App) -> Result<bool, backend::Error> {
    if !app.needs_set_up.load(Ordering::Relaxed) {
        return Ok(false);
    }
    let needed = backend::session::needs_set_up(&app.ctx).await?;
    app.needs_set_up.store(needed, Ordering::Relaxed);
    Ok(needed)
}

fn next_of(parts: &Parts) -> Option<String> {
    query(parts, NEXT).filter(|path| is_own_path(path))
}

/// The value of a query parameter.
pub fn query(parts: &Parts, name: &str) -> Option<String> {
    query_of(&parts.uri, name)
}

/// The value of a query parameter of an address.
pub fn query_of(uri: &Uri, name: &str) -> Option<String> {
    let mut pairs = form_urlencoded::parse(uri.query()?.as_bytes());
    pairs.find(|pair| pair.0 == name).map(|pair| pair.1.into_owned())
}

/// The value of a cookie.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let pairs = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = pairs.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|pair| pair.0 == name).map(|pair| pair.1)
}

/// The user's address: the peer's, or what the proxy in front of us says it is. The proxy appends to the
/// list, so only its last entry is true.
fn address(app: &App, parts: &Parts) -> String {
    let forwarded = parts.headers.get_all("x-forwarded-for").iter().next_back();
    let forwarded = forwarded.and_then(|list| list.to_str().ok()?.rsplit(',').next()).map(str::trim);
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|peer| peer.ip().to_string());
    match forwarded {
        Some(address) if app.behind_proxy && !address.is_empty() => address.chars().take(45).collect(),
        _ => peer.unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn a_cookie_is_found_among_others() {
        let headers =
            HeaderMap::from_iter([(COOKIE, HeaderValue::from_static("a=1; emdia_session=x=y;b=2"))]);
        assert_eq!(cookie(&headers, "emdia_session"), Some("x=y"));
        assert_eq!(cookie(&headers, "b"), Some("2"));
        assert_eq!(cookie(&headers, "session"), None);
    }
}
