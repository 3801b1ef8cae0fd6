//! What a page knows before it loads anything, from the request.

use crate::{
    posted, preferences,
    router::App,
    session::{SIGN_IN, cookie, query},
};
use app::{
    page::{POSTED_PARAMETER, PageData, PostedForm, Theme},
    texts::Language,
};
use axum::http::request::Parts;
use backend::Actor;

/// The facts of this request. A server function needs neither the viewer nor the refused form.
pub async fn data(app: &App, parts: &Parts, actor: Option<&Actor>, is_page: bool) -> PageData {
    let setting = |name| cookie(&parts.headers, name).unwrap_or_default();
    PageData {
        viewer: actor.filter(|_| is_page).map(|actor| backend::session::viewer(&app.ctx, actor)),
        language: Language::from_tag(setting(preferences::LANGUAGE)),
        theme: Theme::from_name(setting(preferences::THEME)),
        demo: app.demo.as_deref().filter(|_| parts.uri.path() == SIGN_IN).cloned(),
        posted: if is_page { refused_form(app, parts, actor).await } else { None },
    }
}

/// The refused form that the address names, if it is this user's. Without it the page is merely blank again.
async fn refused_form(app: &App, parts: &Parts, actor: Option<&Actor>) -> Option<PostedForm> {
    let id = query(parts, POSTED_PARAMETER)?.parse().ok()?;
    for owner in posted::owners(&parts.headers, actor) {
        if let Ok(Some(json)) = backend::session::load_posted(&app.ctx, &owner, id).await {
            return serde_json::from_str(&json).ok();
        }
    }
    None
}
