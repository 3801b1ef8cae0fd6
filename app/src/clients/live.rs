//! What the client page shows, kept fresh without touching what the person is typing.

use super::api;
use crate::ui::{Command, use_heard};
use domain::client::{ClientQuery, ClientView};
use leptos::{prelude::*, task::spawn_local};
use std::{ops::Deref, sync::Arc};

/// A part of a view, shared with it instead of copied. Equal to another when what it shows is.
pub struct Part<T: 'static> {
    view: Arc<ClientView>,
    pick: fn(&ClientView) -> &T,
}

impl<T> Clone for Part<T> {
    fn clone(&self) -> Self {
        Self { view: Arc::clone(&self.view), pick: self.pick }
    }
}

impl<T> Deref for Part<T> {
    type Target = T;

    fn deref(&self) -> &T {
        (self.pick)(&self.view)
    }
}

impl<T: PartialEq> PartialEq for Part<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

/// The page's view model. After an action only the parts whose facts changed are drawn again; forms stay.
#[derive(Clone, Copy)]
pub struct Live {
    view: RwSignal<Arc<ClientView>>,
    query: RwSignal<ClientQuery>,
}

impl Live {
    /// Starts with what the page was loaded with.
    pub fn new(view: ClientView, query: ClientQuery) -> Self {
        Self { view: RwSignal::new(Arc::new(view)), query: RwSignal::new(query) }
    }

    /// A part of the view that tells its readers only of real changes.
    pub fn part<T>(self, pick: fn(&ClientView) -> &T) -> Memo<Part<T>>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| Part { view: self.view.get(), pick })
    }

    /// What follows from the view; it tells its readers only of real changes too.
    pub fn derived<T>(self, from: fn(&ClientView) -> T) -> Memo<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| self.view.with(|view| from(view)))
    }

    /// A part of the view as it is now.
    pub fn now<T>(self, pick: impl FnOnce(&ClientView) -> T) -> T {
        self.view.with_untracked(|view| pick(view))
    }

    /// Which client this is, in the text of forms and addresses.
    pub fn client(self) -> String {
        self.now(|view| view.client.id.to_string())
    }

    /// Asks the server for the view once more.
    pub fn refresh(self) {
        spawn_local(async move {
            self.load().await;
        });
    }

    /// Asks for the view once more whenever somebody else changed something of it.
    pub fn hear(self) {
        let heard = use_heard();
        Effect::new(move |before: Option<u32>| {
            let now = heard.get();
            if before.is_some_and(|before| before != now) {
                self.refresh();
            }
            now
        });
    }

    /// Shows the whole history instead of its newest part.
    pub fn show_whole_history(self) {
        self.query.update_untracked(|query| query.whole_history = true);
        self.refresh();
    }

    /// Asks for the view once more whenever the command succeeds.
    pub fn follow(self, action: Command) {
        self.follow_saved(action);
    }

    /// Like [`Live::follow`], and counts the times that the page has what was saved: a form that shows stored values is
    /// made anew from them then, and not when somebody else changes something.
    pub fn follow_saved(self, action: Command) -> RwSignal<u32> {
        let saved = RwSignal::new(0);
        Effect::new(move |seen: Option<usize>| {
            let version = action.version();
            if seen.is_some_and(|seen| seen != version) && action.succeeded() {
                spawn_local(async move {
                    self.load().await;
                    saved.try_update(|count| *count += 1);
                });
            }
            version
        });
        saved
    }

    async fn load(self) {
        let Some(query) = self.query.try_get_untracked() else { return };
        if let Ok(view) = api::view(query).await {
            // The page may be gone by now.
            self.view.try_set(Arc::new(view));
        }
    }
}
