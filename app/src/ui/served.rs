//! Pages that only the server renders.

use crate::{error::ApiError, layout::Failure};
use leptos::prelude::*;

/// The page of what a use case answers, or why it cannot be shown. For documents (see
/// [`routes::is_document`](crate::routes::is_document)): nothing of it travels to the browser but the page.
pub fn served<T, V>(
    answer: impl Future<Output = Result<T, ApiError>> + Send + 'static,
    page: impl FnOnce(T) -> V + Send + 'static,
) -> AnyView
where
    T: Send + 'static,
    V: IntoView,
{
    Suspend::new(async move {
        match answer.await {
            Ok(value) => page(value).into_any(),
            Err(error) => view! { <Failure error/> }.into_any(),
        }
    })
    .into_any()
}
