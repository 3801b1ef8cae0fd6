//! The head line: how much each assignee has before them.

use super::state;
use crate::texts::texts;
use chrono::Days;
use domain::{
    agenda::{AgendaQuery, AgendaView, Assignee, AssigneeCount},
    period::Preset,
};
use leptos::prelude::*;

/// One card per assignee; every figure leads to what it counts.
#[component]
pub fn Tallies(agenda: Signal<AgendaView>, query: Memo<AgendaQuery>) -> impl IntoView {
    let t = &texts().agenda;
    move || {
        let query = query.get();
        agenda.with(|agenda| {
            if agenda.counts.is_empty() {
                return None;
            }
            let cards = agenda.counts.iter().map(|count| tally(count, agenda, &query)).collect_view();
            Some(view! { <section aria-label=t.counts><ul class="tallies">{cards}</ul></section> }.into_any())
        })
    }
}

fn tally(count: &AssigneeCount, agenda: &AgendaView, query: &AgendaQuery) -> AnyView {
    let t = &texts().agenda;
    let of = |period: Option<Preset>| AgendaQuery {
        assignee: Some(Assignee::User(count.user)),
        company: query.company,
        period,
        ..AgendaQuery::default()
    };
    let day = |days| (agenda.today + Days::new(days)).to_string();
    let next = AgendaQuery { from: day(1), until: day(7), ..of(Some(Preset::Custom)) };
    let figure = |number: u32, tone: &'static str, label: String, word: &'static str, query: &AgendaQuery| {
        let class = if number == 0 {
            "tally__figure tally__figure--none".to_owned()
        } else {
            format!("tally__figure tally__figure--{tone}")
        };
        view! {
            <a class=class href=state::href(query) data-noscroll="" aria-label=format!("{}: {label}", count.name)>
                <strong>{number}</strong>
                <span>{word}</span>
            </a>
        }
    };
    view! {
        <li class="tally">
            <a class="tally__name" href=state::href(&of(None)) data-noscroll="">{count.name.clone()}</a>
            <span class="tally__figures">
                {figure(count.late, "late", (t.late_count)(count.late), t.late, &of(Some(Preset::AllOverdue)))}
                {figure(count.today, "today", (t.today_count)(count.today), t.due_today, &of(Some(Preset::Today)))}
                {figure(count.next_seven_days, "next", (t.next_count)(count.next_seven_days), t.next_seven_days, &next)}
            </span>
        </li>
    }
    .into_any()
}
