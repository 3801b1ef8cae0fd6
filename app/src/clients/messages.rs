//! The e-mails that went to the client: what each said opens in a window of its own.

use super::Live;
use crate::{
    routes,
    texts::texts,
    ui::{
        Tone,
        markup::{badge, date_time},
    },
};
use domain::message::{MessageBrief, MessageState};
use leptos::prelude::*;
use maud::{Markup, html};

/// The newest e-mails with where they stand.
#[component]
pub fn Messages(
    /// The page.
    live: Live,
) -> impl IntoView {
    let t = &texts().mail;
    let messages = live.part(|view| &view.messages);
    view! {
        <section class="card" id="emails" aria-labelledby="emails-titulo">
            <h2 class="card__title" id="emails-titulo">{t.title}</h2>
            <div inner_html=move || messages.with(|messages| rows(messages).into_string())></div>
        </section>
    }
    .into_any()
}

fn rows(messages: &[MessageBrief]) -> Markup {
    let t = &texts().mail;
    html! {
        @if messages.is_empty() { p.muted { (t.none) } }
        ul.mails {
            @for message in messages {
                li {
                    (date_time(message.at)) " "
                    a href=(routes::message(message.id)) target="_blank" rel="external noopener" { (message.subject) } " "
                    (badge((t.state)(message.state), state_tone(message.state)))
                }
            }
        }
    }
}

/// The colour of a state. The words say the same.
pub const fn state_tone(state: MessageState) -> Tone {
    match state {
        MessageState::Sent => Tone::Good,
        MessageState::Queued | MessageState::Sending => Tone::Info,
        MessageState::Held | MessageState::Uncertain => Tone::Warning,
        MessageState::Failed => Tone::Bad,
        MessageState::Cancelled => Tone::Neutral,
    }
}
