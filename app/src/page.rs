//! What every page knows before it loads anything: who looks, in which language, and
//! the form that was just refused, so that nothing typed is lost.
//!
//! The server decides it once per request and writes it into the document; the
//! browser reads it back when it hydrates, so both render the same.

use crate::{error::ApiError, texts::Language};
use domain::session::Viewer;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The facts of one page request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageData {
    /// Who is signed in; nobody on the sign-in and set-up pages.
    pub viewer: Option<Viewer>,
    /// The language of the texts.
    pub language: Language,
    /// Light, dark, or as the system has it.
    pub theme: Theme,
    /// The form that a browser without JavaScript sent and that was refused.
    pub posted: Option<PostedForm>,
    /// The nonce of this response's Content-Security-Policy.
    #[serde(skip)]
    pub nonce: String,
}

/// The colour scheme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the operating system has it.
    #[default]
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// The theme's name in cookie, form and document.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of a cookie or form value; what is unknown is `Auto`.
    pub fn from_name(name: &str) -> Self {
        match name {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::Auto,
        }
    }
}

/// A refused form: where it was sent, what was in it (secrets left out), and what was wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostedForm {
    /// The path of the server function.
    pub path: String,
    /// Names (as in the document, `cmd[notes]`) and values.
    pub values: Vec<(String, String)>,
    /// Why it was refused.
    pub error: ApiError,
}

/// The id of the document's element that carries [`PageData`] as JSON.
pub const ELEMENT_ID: &str = "page-data";

/// The query parameter that names a refused form.
pub const POSTED_PARAMETER: &str = "retorno";

/// The facts of this page request.
pub fn use_page() -> PageData {
    use_context::<StoredValue<PageData>>().map(|page| page.get_value()).unwrap_or_default()
}

/// Who is signed in. Only for pages that the router shows to signed-in users.
pub fn use_viewer() -> Option<Viewer> {
    use_context::<StoredValue<PageData>>().and_then(|page| page.with_value(|page| page.viewer.clone()))
}

/// Makes [`PageData`] available to the views below: from the request on the server, from the document in the browser.
pub fn provide_page() -> StoredValue<PageData> {
    let page = StoredValue::new(load());
    provide_context(page);
    page
}

#[cfg(feature = "ssr")]
fn load() -> PageData {
    crate::ssr::page_data()
}

#[cfg(not(feature = "ssr"))]
fn load() -> PageData {
    document()
        .get_element_by_id(ELEMENT_ID)
        .and_then(|element| element.text_content())
        .and_then(|json| leptos::serde_json::from_str(&json).ok())
        .unwrap_or_default()
}
