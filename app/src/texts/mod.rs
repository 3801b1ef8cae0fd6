//! The texts of the screens: one struct per feature, one constant per language. A missing text does not compile.

pub mod common;

use serde::{Deserialize, Serialize};

/// A language of the screens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Language {
    /// Brazilian Portuguese.
    #[default]
    #[serde(rename = "pt-BR")]
    Portuguese,
    /// English.
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// The language's tag in the document, the cookie and forms.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Portuguese => "pt-BR",
            Self::English => "en",
        }
    }

    /// The language of a tag; what is unknown is Portuguese.
    pub fn from_tag(tag: &str) -> Self {
        if tag.starts_with("en") { Self::English } else { Self::Portuguese }
    }
}

/// All texts of one language.
pub struct Texts {
    pub common: common::Texts,
}

static PORTUGUESE: Texts = Texts { common: common::PORTUGUESE };
static ENGLISH: Texts = Texts { common: common::ENGLISH };

/// The texts of the page being shown. Switching the language reloads the page.
pub fn texts() -> &'static Texts {
    match crate::page::use_page().language {
        Language::Portuguese => &PORTUGUESE,
        Language::English => &ENGLISH,
    }
}
