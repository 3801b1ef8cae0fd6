//! What was said before: contacts and comments, newest first, one line each.

use super::{CommentForm, api};
use crate::{
    clients::{Live, outcome_tone},
    texts::{contact::Texts as ContactTexts, texts},
    ui::{
        Command, ConfirmReason, Line, Lines, Tone,
        markup::{badge, date_time, text},
        refused,
    },
};
use domain::{
    contact::{ContactFacts, HistoryEntry},
    period::show_date_time,
};
use leptos::prelude::*;
use maud::{Markup, html};
use std::{fmt::Write as _, sync::Arc};

/// The history, the form of a comment, and the way to void the last contact.
#[component]
pub fn History(
    /// The page.
    live: Live,
) -> impl IntoView {
    let t = &texts().contact;
    let entries = live.part(|view| &view.history);
    let total = live.derived(|view| view.history_total);
    let void = Command::of::<api::Void>();
    live.follow(void);
    let lines = move || {
        let entries = entries.get();
        let one = |(place, entry): (usize, &HistoryEntry)| {
            let mut key = String::with_capacity(38);
            let _ = write!(key, "{}", entry.id);
            key.extend([entry.voided.is_some(), entry.may_void].map(|so| if so { '+' } else { '-' }));
            let (entries, may_void) = (entries.clone(), entry.may_void);
            if may_void {
                Line::new(key, move || voidable(&entries[place], void, t))
            } else {
                Line::text(key, move || closed(&entries[place], t).into_string())
            }
        };
        entries.iter().enumerate().map(one).collect()
    };
    let whole = whole_history(live);
    let more = move || {
        let shown = entries.with(|entries| u32::try_from(entries.len()).unwrap_or(u32::MAX));
        (shown < total.get()).then(|| {
            view! {
                <p class="history__more">
                    <a href=whole.clone() on:click=move |event| {
                        event.prevent_default();
                        live.show_whole_history();
                    }>{(t.history_all)(total.get())}</a>
                </p>
            }
        })
    };
    view! {
        <section class="card history" id="historico" aria-labelledby="historico-titulo">
            <h2 class="card__title" id="historico-titulo">{t.history_title}</h2>
            <CommentForm live/>
            {move || {
                entries.with(|entries| entries.is_empty()).then(|| view! { <p class="muted">{t.history_none}</p> })
            }}
            <ol class="history__list">
                <Lines each=Arc::new(lines)/>
            </ol>
            {more}
        </section>
    }
    .into_any()
}

/// The address of the page with its whole history; an appointment that is to be completed stays in it.
fn whole_history(live: Live) -> String {
    let appointment = live.now(|view| view.seed.appointment);
    let appointment = appointment.map(|id| format!("&agendamento={id}")).unwrap_or_default();
    format!("?historico=todo{appointment}#historico")
}

/// Only the entry that may be voided has a form; all others are text.
fn voidable(entry: &HistoryEntry, void: Command, t: &'static ContactTexts) -> AnyView {
    let id = entry.id.to_string();
    let open = refused::<api::Void>(Some(("contact", &id)));
    view! {
        <li class=kind(entry)>
            <details open=open>
                <summary class="entry__line" inner_html=summary(entry, t).into_string()></summary>
                <div class="entry__body">
                    <div class="entry__text" inner_html=body(entry, t).into_string()></div>
                    <ConfirmReason action=void id=format!("anular-{id}") of=("contact", id) label=t.void
                        reason=t.void_reason confirm=t.void_confirm done=t.void_done/>
                </div>
            </details>
        </li>
    }
    .into_any()
}

/// An entry as text, for pages on which nothing can be done with it.
#[cfg(feature = "ssr")]
pub fn entry(entry: &HistoryEntry) -> Markup {
    closed(entry, &texts().contact)
}

const fn kind(entry: &HistoryEntry) -> &'static str {
    match (&entry.voided, &entry.contact) {
        (Some(_), _) => "entry entry--voided",
        (None, Some(_)) => "entry",
        (None, None) => "entry entry--comment",
    }
}

/// A line of text, which opens to all facts.
fn closed(entry: &HistoryEntry, t: &ContactTexts) -> Markup {
    html! {
        li class=(kind(entry)) {
            details {
                summary.entry__line { (summary(entry, t)) }
                div.entry__body { (body(entry, t)) }
            }
        }
    }
}

/// The closed line.
fn summary(entry: &HistoryEntry, t: &ContactTexts) -> Markup {
    html! {
        (date_time(entry.at))
        span.entry__badges {
            @match &entry.contact {
                Some(facts) => (badge((t.outcome_name)(facts.outcome), outcome_tone(facts.outcome))),
                None => (badge(t.comment, Tone::Info)),
            }
            @if entry.awaiting { (badge(t.awaiting, Tone::Warning)) }
            @if entry.voided.is_some() { (badge(t.voided, Tone::Bad)) }
        }
        span.entry__channel { @if let Some(facts) = &entry.contact { ((t.channel_name)(facts.channel)) } }
        span.entry__user { (entry.user) }
        span.entry__start {
            @let detail = entry.contact.as_ref().and_then(|facts| facts.sub_outcome);
            @let notes = entry.notes.lines().next().filter(|line| !line.is_empty());
            @if let Some(detail) = detail { ((t.sub_outcome_name)(detail)) }
            @if detail.is_some() && notes.is_some() { " - " }
            @if let Some(notes) = notes { (text(notes)) }
        }
    }
}

/// What opens: who voided it and why, the notes, and all facts.
fn body(entry: &HistoryEntry, t: &ContactTexts) -> Markup {
    html! {
        @if let Some(voided) = &entry.voided {
            p.entry__void { ((t.voided_by)(&voided.by, &show_date_time(voided.at), &voided.reason)) }
        }
        p.entry__notes { @if entry.notes.is_empty() { (t.no_notes) } @else { (text(&entry.notes)) } }
        @if let Some(facts) = &entry.contact { (facts_line(facts, t)) }
        @if !entry.charges.is_empty() { p { (t.charges) ": " (entry.charges.join(", ")) } }
        @if !entry.guard_reason.is_empty() { p { (t.guard_given) ": " (entry.guard_reason) } }
        @if !entry.hours_reason.is_empty() { p { (t.hours_given) ": " (entry.hours_reason) } }
        p { (t.recorded_by) " " (entry.user) ", " (entry.company) }
    }
}

/// Sub-outcome, reason and the person spoken to; nothing where none of them is known.
fn facts_line(facts: &ContactFacts, t: &ContactTexts) -> Markup {
    let (sub, reason, someone) = (facts.sub_outcome, facts.reason, !facts.spoke_to.is_empty());
    html! {
        @if sub.is_some() || reason.is_some() || someone {
            p {
                @if let Some(sub) = sub { ((t.sub_outcome_name)(sub)) }
                @if sub.is_some() && (reason.is_some() || someone) { " - " }
                @if let Some(reason) = reason { (t.reason) ": " ((t.reason_name)(reason)) }
                @if reason.is_some() && someone { " - " }
                @if someone { (t.spoke_to) ": " (facts.spoke_to) }
            }
        }
    }
}
