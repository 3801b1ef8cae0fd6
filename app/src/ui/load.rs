//! Shows what a resource brings, or why it cannot be shown.

use super::use_flash;
use crate::{
    error::ApiError,
    layout::Failure,
    texts::{errors, texts},
    wire::Loading,
};
use leptos::{prelude::*, reactive::computed::ScopedFuture, suspense::Unsuspend};
use leptos_meta::Title;
use serde::{Serialize, de::DeserializeOwned};
use std::future::IntoFuture;

/// The title of the document. One per page.
#[component]
pub fn PageTitle(
    /// What the page is about; the product's name is added.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! { <Title text=format!("{text} · Em Dia")/> }
}

/// Builds `children` once from the resource's first value and hands them a signal that follows it, so that
/// loading again (after a change, or for another filter) replaces only what reads the signal, and nothing that
/// somebody is typing. What changes identity (another client) must build a new `Load`.
///
/// A failure becomes a page of our own, with its HTTP status when the server renders it.
#[component]
pub fn Load<T, F, V>(
    /// What is loaded; made with [`wire::load`](crate::wire::load).
    resource: Loading<T>,
    /// The view of the value.
    children: F,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + Serialize + DeserializeOwned + 'static,
    F: Fn(Signal<T>) -> V + Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let t = texts();
    let loading = move || view! { <p class="loading" role="status">{t.common.loading}</p> };
    view! {
        <Transition fallback=loading>
            {move || {
                let children = children.clone();
                Suspend::new(async move {
                    // Untracked: this part is built once; `follow` keeps it up to date.
                    let first = ScopedFuture::new_untracked(resource.into_future()).await;
                    let loaded = Loaded::new(first);
                    loaded.follow(resource);
                    // Without this the server would build the whole view twice: once only to see whether it
                    // reads further resources.
                    Unsuspend::new(move || {
                        move || match (loaded.failure.get(), loaded.value.get_value()) {
                            (None, Some(value)) => children(value.into()).into_any(),
                            (Some(failure), _) => view! { <Failure error=failure/> }.into_any(),
                            (None, None) => ().into_any(),
                        }
                    })
                })
            }}
        </Transition>
    }
    .into_any()
}

/// The last value of a resource and the last failure, apart: a failure does not lose the value.
struct Loaded<T: 'static> {
    value: StoredValue<Option<ArcRwSignal<T>>>,
    failure: RwSignal<Option<ApiError>>,
}

impl<T> Clone for Loaded<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Loaded<T> {}

impl<T> Loaded<T>
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    fn new(first: Result<T, ApiError>) -> Self {
        let (value, failure) = match first {
            Ok(value) => (Some(ArcRwSignal::new(value)), None),
            Err(error) => (None, Some(error)),
        };
        Self { value: StoredValue::new(value), failure: RwSignal::new(failure) }
    }

    fn follow(self, resource: Loading<T>) {
        let flash = use_flash();
        Effect::new(move || match resource.get() {
            Some(Ok(new)) => {
                match self.value.get_value() {
                    Some(signal) if signal.with_untracked(|old| *old == new) => {}
                    Some(signal) => signal.set(new),
                    None => self.value.set_value(Some(ArcRwSignal::new(new))),
                }
                if self.failure.with_untracked(Option::is_some) {
                    self.failure.set(None);
                }
            }
            // What is shown and typed stays while the server cannot be reached.
            Some(Err(ApiError::Transport)) if self.value.with_value(Option::is_some) => {
                flash.say(&errors::failure(&ApiError::Transport, texts()));
            }
            Some(Err(error)) => self.failure.set(Some(error)),
            None => {}
        });
    }
}
