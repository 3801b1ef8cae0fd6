//! Short states in words and colour.

use leptos::prelude::*;

/// What a colour says. The words beside it say the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing special.
    #[default]
    Neutral,
    /// Something to know.
    Info,
    /// Done, well.
    Good,
    /// To be looked at.
    Warning,
    /// Late, wrong.
    Bad,
}

impl Tone {
    /// The tone's name in class names.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Info => "info",
            Self::Good => "good",
            Self::Warning => "warning",
            Self::Bad => "bad",
        }
    }
}

/// A state in one or two words.
#[component]
pub fn Badge(
    /// The words.
    #[prop(into)]
    text: String,
    /// The colour.
    #[prop(optional)]
    tone: Tone,
) -> impl IntoView {
    view! { <span class=format!("badge badge--{}", tone.as_str())>{text}</span> }
}
