//! A comment in the history: free text that does not count as a contact.

use super::api;
use crate::{
    clients::Live,
    texts::texts,
    ui::{Command, CommandForm, Disclosure, Hidden, SubmitButton, TextArea, refused, use_form},
};
use domain::contact::NOTES_MAX;
use leptos::prelude::*;

/// The form of a comment, on demand.
#[component]
pub fn CommentForm(
    /// The page.
    live: Live,
) -> impl IntoView {
    let t = &texts().contact;
    let action = Command::of::<api::Comment>();
    live.follow(action);
    let key = live.derived(|view| view.seed.comment_key.clone());
    // Not made on demand: to comment in the middle of a call must not cost the notes of the contact.
    view! {
        <Disclosure label=t.comment_title class="disclosure--corner" open={refused::<api::Comment>(None)}>
            <CommandForm action=action id="comentario" done=t.commented>
                <Hidden name="client" value=live.client()/>
                <FreshKey key/>
                <TextArea name="text" label=t.comment_label hint=t.comment_hint maxlength=NOTES_MAX/>
                <SubmitButton label=t.comment_save/>
            </CommandForm>
        </Disclosure>
    }
    .into_any()
}

/// The idempotency key of a form that stays on the page after it was saved: a new one for each time.
#[component]
pub fn FreshKey(
    /// The key as the page has it now.
    key: Memo<String>,
) -> impl IntoView {
    let form = use_form();
    let name = form.name("key");
    // A form that was refused keeps its key: it is still the same form.
    let first = form.initial("key", &key.get_untracked());
    let fresh = move |before: Option<String>| {
        let key = key.get();
        if before.is_none() { first.clone() } else { key }
    };
    let value = Memo::new(move |before: Option<&String>| fresh(before.cloned()));
    view! { <input type="hidden" name=name value=move || value.get() autocomplete="off"/> }
}
