//! Refused forms of browsers without JavaScript: kept for an hour, so that nothing typed is lost. So is a form that is
//! in the middle of being filled in when another one of its page is opened.
//!
//! `server_fn` answers a plain form that failed with a redirect to the page it came from, the error in the
//! address. Here form and error are stored instead, and the address names only their number.

use crate::{
    plain,
    router::{App, LARGEST_FORM},
    session::{HOME, cookie, query_of},
};
use app::{
    error::ApiError,
    page::{BACK_FIELD, OPEN_PARAMETER, POSTED_PARAMETER, PostedForm},
    ssr::RequestFacts,
    way_back::{clean, is_own_path, with_parameter},
};
use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{
        HeaderMap, HeaderValue, StatusCode, Uri,
        header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, LOCATION, REFERER, SET_COOKIE},
    },
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use backend::{Actor, random_hex};
use leptos::{prelude::FromServerFnError, server_fn::error::SERVER_FN_ERROR_HEADER};
use sha2::{Digest, Sha256};

/// The cookie that says whose a refused form is when nobody is signed in.
const OWNER: &str = "emdia_form";
/// How long a refused form is kept, in seconds.
const KEPT: u32 = 3600;

/// Whose a refused form may be: the session's, or this browser's before it signed in.
pub fn owners(headers: &HeaderMap, actor: Option<&Actor>) -> Vec<[u8; 32]> {
    let anonymous = cookie(headers, OWNER).map(|value| Sha256::digest(value).into());
    actor.map(|actor| actor.session).into_iter().chain(anonymous).collect()
}

/// Lets requests of server functions through; keeps the form of those that a page without JavaScript sent
/// and that were refused; gives all others that failed a status that says what failed.
pub async fn keep(State(app): State<App>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if !path.starts_with("/api/") {
        return next.run(request).await;
    }
    if !is_plain_form(request.headers()) {
        return with_status(next.run(request).await).await;
    }
    let path = path.to_owned();
    let (parts, body) = request.into_parts();
    let Ok(form) = to_bytes(body, LARGEST_FORM).await else {
        return plain::page(StatusCode::PAYLOAD_TOO_LARGE);
    };
    let back = back(&parts.headers);
    let headers = parts.headers.clone();
    let actor = parts.extensions.get::<RequestFacts>().and_then(|facts| facts.actor.clone());
    if let Some(open) = query_of(&parts.uri, OPEN_PARAMETER) {
        let form = PostedForm { path, values: values(&form), error: ApiError::Invalid(Vec::new()) };
        return refused(&app, &headers, actor.as_deref(), &form, &opened(&back, &open)).await;
    }
    let response = next.run(Request::from_parts(parts, Body::from(form.clone()))).await;
    if !response.headers().contains_key(SERVER_FN_ERROR_HEADER) {
        return without_leftovers(response, &headers, &back);
    }
    let error = error_of(response).await;
    let values = values(&form);
    let named = values.iter().find(|(name, path)| name == BACK_FIELD && is_own_path(path));
    let back = named.map_or(back, |(_, path)| path.clone());
    let form = PostedForm { path, values, error };
    refused(&app, &headers, actor.as_deref(), &form, &back).await
}

/// The page with the form of this name open; with none when it is blank.
fn opened(back: &str, name: &str) -> String {
    let plain = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let page = with_parameter(back, OPEN_PARAMETER, name);
    if plain { format!("{page}#{OPEN_PARAMETER}-{name}") } else { back.to_owned() }
}

/// Stores the form and leads back to its page.
pub async fn refused(
    app: &App,
    headers: &HeaderMap,
    actor: Option<&Actor>,
    form: &PostedForm,
    back: &str,
) -> Response {
    let fresh = (actor.is_none() && cookie(headers, OWNER).is_none()).then(random_hex::<16>);
    let owner = match &fresh {
        Some(value) => Some(Sha256::digest(value).into()),
        None => owners(headers, actor).into_iter().next(),
    };
    let json = serde_json::to_string(form).unwrap_or_default();
    let stored = match owner {
        Some(owner) => backend::session::save_posted(&app.ctx, &owner, &json).await,
        None => return Redirect::to(back).into_response(),
    };
    let mut response = match stored {
        Ok(id) => Redirect::to(&with_parameter(back, POSTED_PARAMETER, &id.to_string())).into_response(),
        Err(error) => {
            backend::error::report(&error);
            return plain::page(StatusCode::SERVICE_UNAVAILABLE);
        }
    };
    if let Some(value) = fresh {
        let secure = if app.site.cookie.secure { "; Secure" } else { "" };
        let cookie = format!("{OWNER}={value}; Path=/; Max-Age={KEPT}; HttpOnly; SameSite=Lax{secure}");
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(SET_COOKIE, cookie);
        }
    }
    response
}

/// Whether a browser sent this form by itself, without the application running in it.
fn is_plain_form(headers: &HeaderMap) -> bool {
    let has = |name, part| {
        headers.get(name).and_then(|value| value.to_str().ok()).is_some_and(|value| value.contains(part))
    };
    has(ACCEPT, "text/html") && has(CONTENT_TYPE, "application/x-www-form-urlencoded")
}

/// The page that the form is on, without what belonged to an earlier visit.
fn back(headers: &HeaderMap) -> String {
    let referer = headers
        .get(REFERER)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.parse::<Uri>().ok());
    let path = referer.and_then(|uri| uri.path_and_query().map(|path| path.as_str().to_owned()));
    path.filter(|path| is_own_path(path)).map_or_else(|| HOME.to_owned(), |path| clean(&path))
}

/// A success leads where the server function says. Where it says nothing, `server_fn` leads back to the
/// page of the form: then without the refused form or the message that the page was showing.
fn without_leftovers(mut response: Response, request: &HeaderMap, back: &str) -> Response {
    let leads_back = response.headers().get(LOCATION).is_some_and(|to| Some(to) == request.get(REFERER));
    if leads_back && let Ok(back) = HeaderValue::from_str(back) {
        response.headers_mut().insert(LOCATION, back);
    }
    response
}

/// The form's fields, without passwords and codes, and without what names a file or is empty of meaning.
fn values(form: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(form)
        .filter(|(name, _)| !is_secret(name))
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect()
}

/// Whether a field must never be stored: passwords, old and new, and the code of the set-up page.
fn is_secret(name: &str) -> bool {
    let field = name.to_ascii_lowercase();
    ["password", "current", "new", "again", "code"].iter().any(|word| field.contains(word))
}

async fn error_of(response: Response) -> ApiError {
    to_bytes(response.into_body(), LARGEST_FORM).await.map_or(ApiError::Transport, ApiError::de)
}

/// `server_fn` answers every failure with 500; logs and monitors should know better.
async fn with_status(response: Response) -> Response {
    if !response.headers().contains_key(SERVER_FN_ERROR_HEADER) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, LARGEST_FORM).await else {
        return plain::page(StatusCode::INTERNAL_SERVER_ERROR);
    };
    parts.status = status(&ApiError::de(bytes.clone()));
    parts.headers.remove(CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(bytes))
}

const fn status(error: &ApiError) -> StatusCode {
    match error {
        ApiError::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        ApiError::SignedOut | ApiError::WrongCredentials => StatusCode::UNAUTHORIZED,
        ApiError::Forbidden => StatusCode::FORBIDDEN,
        ApiError::NotFound => StatusCode::NOT_FOUND,
        ApiError::TooManyAttempts(_) => StatusCode::TOO_MANY_REQUESTS,
        ApiError::Changed { .. } | ApiError::Overtaken { .. } => StatusCode::CONFLICT,
        ApiError::Transport => StatusCode::BAD_REQUEST,
        ApiError::Unavailable { .. } => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_and_codes_are_never_kept() {
        let form = b"cmd[email]=ana%40example.com&cmd[password]=secret&cmd[again]=secret&cmd[code]=1234&cmd[notes]=a+b";
        assert_eq!(
            values(form),
            [
                ("cmd[email]".to_owned(), "ana@example.com".to_owned()),
                ("cmd[notes]".to_owned(), "a b".to_owned())
            ]
        );
    }

    #[test]
    fn the_way_back_keeps_the_page_and_drops_what_is_over() {
        let referer = |text: &'static str| HeaderMap::from_iter([(REFERER, HeaderValue::from_static(text))]);
        assert_eq!(
            back(&referer("http://127.0.0.1:3000/clientes/7?agendamento=3&retorno=1&aviso=salvo&__err=x")),
            "/clientes/7?agendamento=3"
        );
        assert_eq!(back(&referer("http://127.0.0.1:3000/entrar?retorno=1")), "/entrar");
        assert_eq!(back(&HeaderMap::new()), "/agenda");
        assert_eq!(back(&referer("http://evil.example//other.example/x")), "/agenda");
    }
}
