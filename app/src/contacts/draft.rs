//! Notes that were typed and not saved yet: who looks something up on another page finds them when they come back. They
//! stay in this window of the browser, apart for each user and client, until they are saved.

use super::MAIN;
use crate::{error::ApiError, page::use_viewer, ui::Command};
use leptos::{prelude::*, wasm_bindgen::JsCast, web_sys};

/// The draft of the notes about one client.
#[derive(Clone, Copy)]
pub struct Draft(StoredValue<String>);

impl Draft {
    /// The draft of whoever looks, put back into the empty field; kept again when saving is refused.
    pub fn of(client: &str, save: Command) -> Self {
        let user = use_viewer().map(|viewer| viewer.user.to_string()).unwrap_or_default();
        let draft = Self(StoredValue::new(format!("anotacoes {user} {client}")));
        let answer = save.answer();
        Effect::new(move |before: Option<()>| {
            if before.is_none() {
                draft.restore();
            }
            if answer.with(|answer: &Option<Result<(), ApiError>>| matches!(answer, Some(Err(_)))) {
                draft.keep();
            }
        });
        draft
    }

    fn restore(self) {
        let kept = self.with(|storage, key| storage.get_item(key).ok().flatten());
        if let (Some(kept), Some(notes)) = (kept, notes())
            && notes.value().is_empty()
        {
            notes.set_value(&kept);
        }
    }

    /// What stands in the field now.
    pub fn keep(self) {
        let Some(typed) = notes().map(|notes| notes.value()) else { return };
        self.with(|storage, key| {
            let _ = if typed.is_empty() { storage.remove_item(key) } else { storage.set_item(key, &typed) };
        });
    }

    /// What is being saved is no draft any more.
    pub fn forget(self) {
        self.with(|storage, key| {
            let _ = storage.remove_item(key);
        });
    }

    /// Nothing where the browser keeps nothing.
    fn with<T: Default>(self, work: impl FnOnce(&web_sys::Storage, &str) -> T) -> T {
        let storage = window().session_storage().ok().flatten();
        storage.map(|storage| self.0.with_value(|key| work(&storage, key))).unwrap_or_default()
    }
}

fn notes() -> Option<web_sys::HtmlTextAreaElement> {
    document().get_element_by_id(&format!("{}-notes", MAIN.0))?.dyn_into().ok()
}
