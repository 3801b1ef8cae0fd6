//! How facts travel from the server to the browser: as postcard. It names no fields, so documents are smaller,
//! the server writes them faster, and the browser's program needs a fraction of the code that reads JSON.
//!
//! Postcard does not describe itself: types that travel must not use serde's `flatten`, `untagged`, `tag` or
//! `skip_serializing_if`.

use crate::error::ApiError;
use codee::{Decoder, Encoder, binary::PostcardCodec};
use leptos::{
    prelude::*,
    server::{FromEncodedStr, IntoEncodedString},
};
use serde::{Serialize, de::DeserializeOwned};
use std::pin::Pin;

/// What a page loads.
pub type Loading<T> = Resource<Result<T, ApiError>, PostcardCodec>;

type Fetching<T> = Pin<Box<dyn Future<Output = Result<T, ApiError>> + Send>>;

/// Loads what a page shows, and again whenever what it asks changes. The server answers when all is there.
pub fn load<Q, T, F>(
    query: impl Fn() -> Q + Send + Sync + 'static,
    fetch: impl Fn(Q) -> F + Send + Sync + 'static,
) -> Loading<T>
where
    Q: Clone + PartialEq + Send + Sync + 'static,
    T: Serialize + DeserializeOwned + Send + Sync + 'static,
    F: Future<Output = Result<T, ApiError>> + Send + 'static,
{
    // The futures of what pages load are large, and a resource moves its own about: a dozen times before it runs.
    Resource::new_with_options(query, move |query| Box::pin(fetch(query)) as Fetching<T>, true)
}

/// A value as text for the document; none of its characters means anything there.
pub fn to_text<T: Serialize>(value: &T) -> String {
    PostcardCodec::encode(value).map(IntoEncodedString::into_encoded_string).unwrap_or_default()
}

/// The value of a text of [`to_text`].
pub fn from_text<T: DeserializeOwned>(text: &str) -> Option<T> {
    let bytes = <[u8]>::from_encoded_str(text).ok()?;
    PostcardCodec::decode(&bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{PageData, PostedForm};

    #[test]
    fn what_is_written_is_read_again() {
        let posted = PostedForm {
            path: "/api/contacts/record".to_owned(),
            values: vec![("cmd[notes]".to_owned(), "</script> Ação".to_owned())],
            error: ApiError::TooManyAttempts(3),
        };
        let page = PageData { posted: Some(posted), ..PageData::default() };
        let text = to_text(&page);
        assert!(!text.contains('<'));
        assert_eq!(from_text(&text), Some(page));
        assert_eq!(from_text::<PageData>("not ours"), None);
    }
}
