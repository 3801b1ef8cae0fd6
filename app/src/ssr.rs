//! The server's side of a request: what middleware found out, handed to server functions and pages.

use crate::{
    error::ApiError,
    page::PageData,
    way_back::{NOTICE, done, is_own_path, with_parameter},
};
use axum::http::{
    HeaderName, HeaderValue, StatusCode, Uri,
    header::{ACCEPT, COOKIE, HOST, REFERER, SET_COOKIE, USER_AGENT},
    request::Parts,
    uri::PathAndQuery,
};
use backend::{Actor, Ctx};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use serde::Deserialize;
use std::sync::Arc;

/// What the server was started with. The router provides it as context, to pages and server functions.
#[derive(Clone, Debug)]
pub struct Site {
    /// The browser's files.
    pub assets: Arc<Assets>,
    /// How the session's cookie is written.
    pub cookie: SessionCookie,
    /// The one-time code that protects the set-up page; printed on the console.
    pub set_up_code: Arc<str>,
}

/// The paths of the browser's files, as the build wrote them into `manifest.json`: each carries a hash
/// of the content (`/pkg/emdia.0123abcd.js`), so that browsers keep it for ever.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Assets {
    /// The style sheet.
    pub css: String,
    /// The module that starts the application.
    pub js: String,
    /// The application.
    pub wasm: String,
}

/// The session's cookie: one place decides name and flags.
#[derive(Clone, Copy, Debug)]
pub struct SessionCookie {
    /// Whether users come over https. An installation without TLS must work too.
    pub secure: bool,
}

impl SessionCookie {
    /// The cookie's name. With the prefix a browser takes it only over https, from this very host.
    pub const fn name(self) -> &'static str {
        if self.secure { "__Host-emdia_session" } else { "emdia_session" }
    }

    /// The header's value that hands the token to the browser, until the browser is closed.
    pub fn set(self, token: &str) -> String {
        format!("{}={token}; {}", self.name(), self.flags())
    }

    /// The header's value that takes the token back.
    pub fn clear(self) -> String {
        format!("{}=; Max-Age=0; {}", self.name(), self.flags())
    }

    const fn flags(self) -> &'static str {
        if self.secure { "Path=/; HttpOnly; SameSite=Lax; Secure" } else { "Path=/; HttpOnly; SameSite=Lax" }
    }
}

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

/// What the server was started with.
pub fn site() -> Result<Site, ApiError> {
    use_context::<Site>().ok_or_else(|| ApiError::Unavailable { error_id: "no-context".to_owned() })
}

/// Hands the new session's token to the browser.
pub fn start_session(token: &str) -> Result<(), ApiError> {
    set_cookie(&site()?.cookie.set(token));
    Ok(())
}

/// Takes the session's token back from the browser.
pub fn end_session() -> Result<(), ApiError> {
    set_cookie(&site()?.cookie.clear());
    Ok(())
}

/// The cookie that carries the token of a new calendar's address to the page that shows it once.
const FEED_COOKIE: &str = "emdia_feed";

/// Hands the token of a calendar's address to the next page, or takes it back.
pub fn hand_feed(token: Option<&str>) -> Result<(), ApiError> {
    let secure = if site()?.cookie.secure { "; Secure" } else { "" };
    let (token, age) = token.map_or(("", 0), |token| (token, 120));
    set_cookie(&format!(
        "{FEED_COOKIE}={token}; Max-Age={age}; Path=/conta; HttpOnly; SameSite=Strict{secure}"
    ));
    Ok(())
}

/// The address of a calendar that was just made, for this one page.
pub fn new_feed() -> Option<String> {
    let parts = use_context::<Parts>()?;
    let cookies = parts.headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let token = pairs.find(|(name, _)| *name == FEED_COOKIE)?.1.to_owned();
    let own = backend::session::looks_like_a_token(&token);
    hand_feed(None).ok()?;
    let scheme = if site().ok()?.cookie.secure { "https" } else { "http" };
    let host = parts.headers.get(HOST)?.to_str().ok()?;
    own.then(|| format!("{scheme}://{host}{}", crate::routes::feed(&token)))
}

fn set_cookie(cookie: &str) {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        add_header(SET_COOKIE, value);
    }
}

/// The address of the peer, for rate limits.
pub fn address() -> String {
    facts().map(|facts| facts.address).unwrap_or_default()
}

/// The browser's description of itself, as the user's list of sessions shows it.
pub fn user_agent() -> String {
    let agent = |parts: Parts| parts.headers.get(USER_AGENT)?.to_str().ok().map(ToOwned::to_owned);
    use_context::<Parts>().and_then(agent).unwrap_or_default()
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

/// Leads a browser without JavaScript back to the page it came from and says what was done. With JavaScript
/// the page stays as it is, with everything else that was typed on it.
pub fn return_with_notice(code: &str) {
    let Some(parts) = use_context::<Parts>() else { return };
    let header = |name| parts.headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    if header(ACCEPT).is_some_and(|accept| accept.contains("text/html")) {
        leptos_axum::redirect(&notice_address(header(REFERER).unwrap_or("/"), code));
    }
}

/// The path of `referer` with the notice `code`, without what an earlier answer left in it.
fn notice_address(referer: &str, code: &str) -> String {
    let uri: Uri = referer.parse().unwrap_or_default();
    let path = uri.path_and_query().map(PathAndQuery::as_str).filter(|path| is_own_path(path));
    with_parameter(&done(path.unwrap_or("/")), NOTICE, code)
}

/// Adds a header to the response.
pub fn add_header(name: HeaderName, value: HeaderValue) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.append_header(name, value);
    }
}

#[cfg(test)]
mod tests {
    use super::notice_address;

    #[test]
    fn the_way_back_keeps_the_query_and_carries_one_notice() {
        let back =
            notice_address("http://127.0.0.1:3000/clientes/1?historico=todo&aviso=velho&retorno=9", "novo");
        assert_eq!(back, "/clientes/1?historico=todo&aviso=novo");
        assert_eq!(notice_address("http://127.0.0.1:3000/agenda", "novo"), "/agenda?aviso=novo");
    }

    #[test]
    fn the_way_back_never_leaves_the_site() {
        assert_eq!(notice_address("http://a.example//b.example/c", "novo"), "/?aviso=novo");
        assert_eq!(notice_address("not an address", "novo"), "/?aviso=novo");
    }
}
