//! Language and colour scheme: a plain form, kept in cookies, so that they hold on the sign-in page too.

use crate::session::HOME;
use app::way_back::is_own_path;
use app::{page::Theme, texts::Language};
use axum::{
    Form,
    http::{HeaderMap, HeaderValue, header::SET_COOKIE},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

/// The cookie of the language.
pub const LANGUAGE: &str = "emdia_idioma";
/// The cookie of the colour scheme.
pub const THEME: &str = "emdia_tema";

const A_YEAR: u32 = 365 * 24 * 3600;

/// The form; what is left out stays as it is.
#[derive(Debug, Deserialize)]
pub struct Preferences {
    language: Option<String>,
    theme: Option<String>,
    back: Option<String>,
}

/// `POST /preferencias`: sets the cookies and leads back.
pub async fn save(Form(form): Form<Preferences>) -> Response {
    let back = form.back.as_deref().filter(|path| is_own_path(path)).unwrap_or(HOME);
    let mut cookies = HeaderMap::new();
    if let Some(tag) = &form.language {
        keep(&mut cookies, LANGUAGE, Language::from_tag(tag).tag());
    }
    if let Some(name) = &form.theme {
        keep(&mut cookies, THEME, Theme::from_name(name).as_str());
    }
    (cookies, Redirect::to(back)).into_response()
}

fn keep(cookies: &mut HeaderMap, name: &str, value: &str) {
    let cookie = format!("{name}={value}; Path=/; Max-Age={A_YEAR}; HttpOnly; SameSite=Lax");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        cookies.append(SET_COOKIE, cookie);
    }
}
