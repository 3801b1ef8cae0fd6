//! What every page knows before it loads anything: who looks, in which language, and
//! the form that was just refused, so that nothing typed is lost.
//!
//! The server decides it once per request and writes it into the document; the
//! browser reads it back when it hydrates, so both render the same.

use crate::{
    error::ApiError,
    texts::{self, Language},
};
use domain::session::Viewer;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::sync::{Arc, Mutex};

/// The facts of one page request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageData {
    /// Who is signed in; nobody on the sign-in and set-up pages.
    pub viewer: Option<Viewer>,
    /// The language of the texts.
    pub language: Language,
    /// Light, dark, or as the system has it.
    pub theme: Theme,
    /// The logins of a demonstration, for its sign-in page.
    #[serde(default)]
    pub demo: Option<Demo>,
    /// The form that a browser without JavaScript sent and that was refused.
    pub posted: Option<PostedForm>,
}

/// The logins of a demonstration. They are no secret: they are invented and printed on the console too.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Demo {
    /// The users' e-mail addresses.
    pub emails: Vec<String>,
    /// The password of all of them.
    pub password: String,
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
    /// All themes, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

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
    /// Why it was refused; nothing is wrong with one that was only kept.
    pub error: ApiError,
}

impl PostedForm {
    /// Why it was refused; nothing where it was only kept while another form was opened.
    pub fn failure(&self) -> Option<ApiError> {
        let kept = matches!(&self.error, ApiError::Invalid(errors) if errors.is_empty());
        (!kept).then(|| self.error.clone())
    }
}

/// The id of the document's element that carries [`PageData`].
pub const ELEMENT_ID: &str = "page-data";

/// The query parameter that names a refused form.
pub const POSTED_PARAMETER: &str = "retorno";

/// The query parameter that names the form that is open in the page. Where a form is sent it says that the form is to
/// be kept while that one is opened, not carried out.
pub const OPEN_PARAMETER: &str = "abrir";

/// The field of a plain form that names the path to return to when it is refused: for pages whose own address
/// may be longer than browsers say where they come from.
pub const BACK_FIELD: &str = "voltar";

/// Where the forms of language and theme are sent: fields `language`, `theme` (each may be missing) and
/// `back`, the path to return to.
pub const PREFERENCES_PATH: &str = "/preferencias";

/// The refused form, until the next page is opened in the browser.
struct Posted(Mutex<Option<Arc<PostedForm>>>);

/// The facts of this page request.
pub fn use_page() -> Arc<PageData> {
    use_context::<Arc<PageData>>().unwrap_or_default()
}

/// Who is signed in. Only for pages that the router shows to signed-in users.
pub fn use_viewer() -> Option<Viewer> {
    use_page().viewer.clone()
}

/// The refused form, when it was sent to `path` and carried the value `of` names.
pub fn posted_form(path: &str, of: Option<(&str, &str)>) -> Option<Arc<PostedForm>> {
    let posted = use_context::<Arc<Posted>>()?;
    let form = posted.0.lock().ok()?.clone()?;
    let same = of.is_none_or(|(field, value)| {
        let name = format!("cmd[{field}]");
        form.values.iter().any(|(key, sent)| *key == name && sent == value)
    });
    (form.path == path && same).then_some(form)
}

/// Puts other values into the refused form where the page made them anew: its fields show what the form carried.
#[cfg(feature = "ssr")]
pub fn refill_posted(path: &str, values: &[(&str, &str)]) {
    let Some(posted) = use_context::<Arc<Posted>>() else { return };
    let Ok(mut form) = posted.0.lock() else { return };
    let Some(form) = form.as_mut().filter(|form| form.path == path).map(Arc::make_mut) else { return };
    for (field, value) in values {
        let name = format!("cmd[{field}]");
        form.values.retain(|(key, _)| *key != name);
        form.values.push((name, (*value).to_owned()));
    }
}

/// Forgets the refused form: another page is opened.
pub fn forget_posted() {
    if let Some(posted) = use_context::<Arc<Posted>>()
        && let Ok(mut form) = posted.0.lock()
    {
        *form = None;
    }
}

/// Makes [`PageData`] and the texts available to the views below: from the request on the server, from the
/// document in the browser.
pub fn provide_page() -> Arc<PageData> {
    let page = Arc::new(load());
    texts::provide_texts(page.language);
    provide_context(Arc::new(Posted(Mutex::new(page.posted.clone().map(Arc::new)))));
    provide_context(Arc::clone(&page));
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
        .and_then(|text| crate::wire::from_text(&text))
        .unwrap_or_default()
}
