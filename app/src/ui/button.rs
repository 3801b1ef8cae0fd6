//! Buttons.

use super::{Glyph, Icon, use_form};
use leptos::prelude::*;

/// Sends the form around it; shows that it is being sent and does not send twice.
#[component]
pub fn SubmitButton(
    /// What it does.
    #[prop(into)]
    label: String,
    /// Sent with the form when this button was used: field of the command and value.
    #[prop(optional)]
    with: Option<(&'static str, &'static str)>,
    /// The main action of its form; otherwise a quieter button.
    #[prop(default = true)]
    primary: bool,
    /// Takes something away: shown in the colour of danger.
    #[prop(optional)]
    danger: bool,
    /// A symbol before the label.
    #[prop(optional)]
    icon: Option<Glyph>,
    /// The shortcut, for assistive technology (`Control+Enter`); the page listens for it.
    #[prop(optional)]
    shortcut: Option<&'static str>,
) -> impl IntoView {
    let form = use_form();
    let pending = form.pending();
    let (name, value) = with.map_or((None, None), |(field, value)| (Some(form.name(field)), Some(value)));
    let class = match (danger, primary) {
        (true, _) => "button button--danger",
        (_, true) => "button button--primary",
        _ => "button",
    };
    view! {
        <button
            type="submit"
            class=class
            name=name
            value=value
            aria-disabled=move || pending.get().then_some("true")
            aria-keyshortcuts=shortcut
        >
            {icon.map(|glyph| view! { <Icon glyph=glyph/> })}
            <span>{label}</span>
        </button>
    }
    .into_any()
}
