//! Doing something that needs a reason.

use super::{CommandForm, Disclosure, SubmitButton, TextField, refused};
use crate::error::ApiError;
use leptos::{
    prelude::*,
    server_fn::{Http, ServerFn, client::Client, codec::PostUrl, request::ClientReq},
    web_sys::FormData,
};
use serde::de::DeserializeOwned;

/// A quiet button that opens a field for the reason and a button that does it. Works without JavaScript.
#[component]
pub fn ConfirmReason<S, O>(
    /// Sends the command; its field `reason` takes the reason.
    action: ServerAction<S>,
    /// The id of the form's element; unique in the page.
    #[prop(into)]
    id: String,
    /// The field that identifies the thing, and its value.
    of: (&'static str, String),
    /// What is read on the closed part (`Anular contato`).
    #[prop(into)]
    label: String,
    /// What the field asks for (`Motivo`).
    #[prop(into)]
    reason: String,
    /// What the button says; as `label` when blank.
    #[prop(optional, into)]
    confirm: String,
    /// What is said when it was done.
    #[prop(optional)]
    done: &'static str,
) -> impl IntoView
where
    S: DeserializeOwned
        + ServerFn<Protocol = Http<PostUrl, O>, Error = ApiError>
        + Clone
        + Send
        + Sync
        + 'static,
    <<S::Client as Client<ApiError>>::Request as ClientReq<ApiError>>::FormData: From<FormData>,
    S::Output: Send + Sync + 'static,
    S::Client: Client<ApiError>,
    O: 'static,
{
    let open = refused::<S>(Some((of.0, &of.1)));
    let confirm = if confirm.is_empty() { label.clone() } else { confirm };
    view! {
        <Disclosure label=label open=open class="disclosure--reason">
            <CommandForm action=action id=id of=of class="form--inline" done=done>
                <TextField name="reason" label=reason maxlength=500/>
                <SubmitButton label=confirm danger=true/>
            </CommandForm>
        </Disclosure>
    }
    .into_any()
}
