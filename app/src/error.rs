//! What a server function answers when it cannot do what was asked. Nothing here is secret.

use chrono::NaiveDateTime;
use domain::{FieldError, agreement::Change};
use leptos::{
    prelude::{FromServerFnError, ServerFnErrorErr},
    server_fn::codec::PostcardEncoding,
};
use serde::{Deserialize, Serialize};

/// The failure of a server function, as the browser learns of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum ApiError {
    /// The form has errors; nothing was changed.
    #[error("invalid")]
    Invalid(Vec<FieldError>),
    /// Nobody is signed in.
    #[error("signed out")]
    SignedOut,
    /// The role does not allow this.
    #[error("forbidden")]
    Forbidden,
    /// There is no such thing.
    #[error("not found")]
    NotFound,
    /// E-mail address or password is wrong.
    #[error("wrong credentials")]
    WrongCredentials,
    /// Too many attempts; try again after so many seconds.
    #[error("too many attempts")]
    TooManyAttempts(u32),
    /// Somebody (named, if known) changed this in the meantime.
    #[error("changed in the meantime")]
    Changed { by: String },
    /// Somebody was faster: who and when, if known, and what is different from what the page showed.
    #[error("overtaken")]
    Overtaken { by: String, at: Option<NaiveDateTime>, changes: Vec<Change> },
    /// The server failed; its log has the cause under this number.
    #[error("unavailable ({error_id})")]
    Unavailable { error_id: String },
    /// The browser could not reach the server, or did not understand it.
    #[error("transport")]
    Transport,
}

impl FromServerFnError for ApiError {
    type Encoder = PostcardEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        leptos::logging::debug_warn!("server function: {error}");
        Self::Transport
    }
}

#[cfg(feature = "ssr")]
impl From<backend::Error> for ApiError {
    fn from(error: backend::Error) -> Self {
        use backend::Error as E;
        match error {
            E::Invalid(errors) => Self::Invalid(errors),
            E::NotFound => Self::NotFound,
            E::Forbidden => Self::Forbidden,
            E::SignedOut => Self::SignedOut,
            E::WrongCredentials => Self::WrongCredentials,
            E::TooManyAttempts(seconds) => Self::TooManyAttempts(seconds),
            E::Changed { by } => Self::Changed { by },
            E::Overtaken { by, at, changes } => Self::Overtaken { by, at, changes },
            E::Inconsistent { .. } | E::Db(_) | E::Migrate(_) | E::Other(_) => {
                Self::Unavailable { error_id: backend::error::report(&error) }
            }
        }
    }
}
