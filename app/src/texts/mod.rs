//! The texts of the screens: one struct per feature, one constant per language. A missing text does not compile.

pub mod agenda;
#[cfg(feature = "ssr")]
pub mod agreement;
#[cfg(feature = "ssr")]
pub mod bulk;
#[cfg(feature = "ssr")]
pub mod charge_page;
#[cfg(feature = "ssr")]
pub mod charges;
pub mod client;
#[cfg(feature = "ssr")]
pub mod client_search;
pub mod common;
pub mod contact;
mod count;
pub mod delinquency;
pub mod errors;
#[cfg(feature = "ssr")]
pub mod grid;
#[cfg(feature = "ssr")]
pub mod hours;
#[cfg(feature = "ssr")]
pub mod imports;
#[cfg(feature = "ssr")]
pub mod ledger;
pub mod mail;
#[cfg(feature = "ssr")]
pub mod mail_trouble;
#[cfg(feature = "ssr")]
pub mod message;
#[cfg(feature = "ssr")]
pub mod message_settings;
#[cfg(feature = "ssr")]
pub mod papers;
#[cfg(feature = "ssr")]
pub mod promise;
#[cfg(feature = "ssr")]
pub mod reach;
#[cfg(feature = "ssr")]
pub mod session;
#[cfg(feature = "ssr")]
pub mod settings;
#[cfg(feature = "ssr")]
pub mod settlement;

use leptos::prelude::*;
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
    /// All languages, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::Portuguese, Self::English];

    /// The language's tag in the document, the cookie and forms.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Portuguese => "pt-BR",
            Self::English => "en",
        }
    }

    /// The language's name in itself.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Portuguese => "Português",
            Self::English => "English",
        }
    }

    /// The language of a tag; what is unknown is Portuguese.
    pub fn from_tag(tag: &str) -> Self {
        if tag.starts_with("en") { Self::English } else { Self::Portuguese }
    }

    pub(crate) fn texts(self) -> &'static Texts {
        match self {
            Self::Portuguese => &PORTUGUESE,
            Self::English => &ENGLISH,
        }
    }
}

/// All texts of one language.
pub struct Texts {
    pub language: Language,
    pub agenda: agenda::Texts,
    #[cfg(feature = "ssr")]
    pub agreement: agreement::Texts,
    #[cfg(feature = "ssr")]
    pub bulk: bulk::Texts,
    #[cfg(feature = "ssr")]
    pub charge_page: charge_page::Texts,
    #[cfg(feature = "ssr")]
    pub charges: charges::Texts,
    pub client: client::Texts,
    #[cfg(feature = "ssr")]
    pub client_search: client_search::Texts,
    pub common: common::Texts,
    pub contact: contact::Texts,
    pub delinquency: delinquency::Texts,
    pub errors: errors::Texts,
    #[cfg(feature = "ssr")]
    pub grid: grid::Texts,
    #[cfg(feature = "ssr")]
    pub hours: hours::Texts,
    #[cfg(feature = "ssr")]
    pub imports: imports::Texts,
    #[cfg(feature = "ssr")]
    pub ledger: ledger::Texts,
    pub mail: mail::Texts,
    #[cfg(feature = "ssr")]
    pub message: message::Texts,
    #[cfg(feature = "ssr")]
    pub message_settings: message_settings::Texts,
    #[cfg(feature = "ssr")]
    pub papers: papers::Texts,
    #[cfg(feature = "ssr")]
    pub promise: promise::Texts,
    #[cfg(feature = "ssr")]
    pub reach: reach::Texts,
    #[cfg(feature = "ssr")]
    pub session: session::Texts,
    #[cfg(feature = "ssr")]
    pub settings: settings::Texts,
    #[cfg(feature = "ssr")]
    pub settlement: settlement::Texts,
}

static PORTUGUESE: Texts = Texts {
    language: Language::Portuguese,
    agenda: agenda::PORTUGUESE,
    #[cfg(feature = "ssr")]
    agreement: agreement::PORTUGUESE,
    #[cfg(feature = "ssr")]
    bulk: bulk::PORTUGUESE,
    #[cfg(feature = "ssr")]
    charge_page: charge_page::PORTUGUESE,
    #[cfg(feature = "ssr")]
    charges: charges::PORTUGUESE,
    client: client::PORTUGUESE,
    #[cfg(feature = "ssr")]
    client_search: client_search::PORTUGUESE,
    common: common::PORTUGUESE,
    contact: contact::PORTUGUESE,
    delinquency: delinquency::PORTUGUESE,
    errors: errors::PORTUGUESE,
    #[cfg(feature = "ssr")]
    grid: grid::PORTUGUESE,
    #[cfg(feature = "ssr")]
    hours: hours::PORTUGUESE,
    #[cfg(feature = "ssr")]
    imports: imports::PORTUGUESE,
    #[cfg(feature = "ssr")]
    ledger: ledger::PORTUGUESE,
    mail: mail::PORTUGUESE,
    #[cfg(feature = "ssr")]
    message: message::PORTUGUESE,
    #[cfg(feature = "ssr")]
    message_settings: message_settings::PORTUGUESE,
    #[cfg(feature = "ssr")]
    papers: papers::PORTUGUESE,
    #[cfg(feature = "ssr")]
    promise: promise::PORTUGUESE,
    #[cfg(feature = "ssr")]
    reach: reach::PORTUGUESE,
    #[cfg(feature = "ssr")]
    session: session::PORTUGUESE,
    #[cfg(feature = "ssr")]
    settings: settings::PORTUGUESE,
    #[cfg(feature = "ssr")]
    settlement: settlement::PORTUGUESE,
};
static ENGLISH: Texts = Texts {
    language: Language::English,
    agenda: agenda::ENGLISH,
    #[cfg(feature = "ssr")]
    agreement: agreement::ENGLISH,
    #[cfg(feature = "ssr")]
    bulk: bulk::ENGLISH,
    #[cfg(feature = "ssr")]
    charge_page: charge_page::ENGLISH,
    #[cfg(feature = "ssr")]
    charges: charges::ENGLISH,
    client: client::ENGLISH,
    #[cfg(feature = "ssr")]
    client_search: client_search::ENGLISH,
    common: common::ENGLISH,
    contact: contact::ENGLISH,
    delinquency: delinquency::ENGLISH,
    errors: errors::ENGLISH,
    #[cfg(feature = "ssr")]
    grid: grid::ENGLISH,
    #[cfg(feature = "ssr")]
    hours: hours::ENGLISH,
    #[cfg(feature = "ssr")]
    imports: imports::ENGLISH,
    #[cfg(feature = "ssr")]
    ledger: ledger::ENGLISH,
    mail: mail::ENGLISH,
    #[cfg(feature = "ssr")]
    message: message::ENGLISH,
    #[cfg(feature = "ssr")]
    message_settings: message_settings::ENGLISH,
    #[cfg(feature = "ssr")]
    papers: papers::ENGLISH,
    #[cfg(feature = "ssr")]
    promise: promise::ENGLISH,
    #[cfg(feature = "ssr")]
    reach: reach::ENGLISH,
    #[cfg(feature = "ssr")]
    session: session::ENGLISH,
    #[cfg(feature = "ssr")]
    settings: settings::ENGLISH,
    #[cfg(feature = "ssr")]
    settlement: settlement::ENGLISH,
};

/// The texts of the page being shown. Switching the language reloads the page, so they never change.
#[cfg(feature = "ssr")]
pub fn texts() -> &'static Texts {
    use_context::<&'static Texts>().unwrap_or(&PORTUGUESE)
}

#[cfg(feature = "ssr")]
pub(crate) fn provide_texts(language: Language) {
    provide_context(language.texts());
}

/// A browser tab shows one page: event handlers, which have no context, find the texts too.
#[cfg(not(feature = "ssr"))]
static CHOSEN: std::sync::OnceLock<&'static Texts> = std::sync::OnceLock::new();

/// The texts of the page being shown. Switching the language reloads the page, so they never change.
#[cfg(not(feature = "ssr"))]
pub fn texts() -> &'static Texts {
    CHOSEN.get().copied().unwrap_or(&PORTUGUESE)
}

#[cfg(not(feature = "ssr"))]
pub(crate) fn provide_texts(language: Language) {
    let _ = CHOSEN.set(language.texts());
    provide_context(language.texts());
}
