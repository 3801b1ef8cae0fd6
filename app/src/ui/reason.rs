//! Doing something that needs a reason.

use super::{Command, CommandForm, Disclosure, SubmitButton, TextField};
use crate::page::posted_form;
use domain::contact::REASON_MAX;
use leptos::prelude::*;

/// A quiet button that opens a field for the reason and a button that does it. Works without JavaScript.
#[component]
pub fn ConfirmReason(
    /// Sends the command; its field `reason` takes the reason.
    action: Command,
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
) -> impl IntoView {
    let open = posted_form(action.path(), Some((of.0, &of.1))).is_some();
    let confirm = if confirm.is_empty() { label.clone() } else { confirm };
    view! {
        <Disclosure label=label open=open class="disclosure--reason">
            <CommandForm action=action id=id of=of class="form--inline" done=done>
                <TextField name="reason" label=reason maxlength=REASON_MAX/>
                <SubmitButton label=confirm danger=true/>
            </CommandForm>
        </Disclosure>
    }
    .into_any()
}
