//! A group of the agenda: late, today, next days.

use super::{
    row::{Row, closed, focus_opener},
    state::{RowAction, Shared},
};
use crate::ui::{Line, Lines, markup::Markup, space_clicks};
use domain::{
    agenda::{AgendaGroup, AgendaRow, AgendaView},
    id::AppointmentId,
};
use leptos::prelude::*;
use maud::html;
use std::sync::Arc;

/// Which group. Its colour and its heading say the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupKind {
    /// Before today.
    Late,
    /// Today.
    Today,
    /// After today.
    Next,
}

impl GroupKind {
    /// All groups, the most urgent first.
    pub const ALL: [Self; 3] = [Self::Late, Self::Today, Self::Next];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Late => "late",
            Self::Today => "today",
            Self::Next => "next",
        }
    }

    const fn of(self, agenda: &AgendaView) -> &AgendaGroup {
        match self {
            Self::Late => &agenda.late,
            Self::Today => &agenda.due_today,
            Self::Next => &agenda.next,
        }
    }
}

/// A table of appointments; nothing when there is none.
#[component]
pub fn Group(shared: Shared, kind: GroupKind) -> impl IntoView {
    let t = &shared.t.agenda;
    let heading = match kind {
        GroupKind::Late => t.late,
        GroupKind::Today => t.due_today,
        GroupKind::Next => t.next,
    };
    let total = Memo::new(move |_| shared.agenda.with(|agenda| kind.of(agenda).total));
    let some = Memo::new(move |_| total.get() > 0);
    let more = move || {
        let shown = shared.agenda.with(|agenda| kind.of(agenda).rows.len());
        let shown = u32::try_from(shown).unwrap_or(u32::MAX);
        (shown < total.get()).then(|| view! { <p class="group__more">{(t.more)(shown, total.get())}</p> })
    };
    move || {
        some.get().then(|| {
            view! {
                <section class=format!("group group--{}", kind.as_str())>
                    <h2 class="group__title">
                        {heading}
                        <span class="group__count">{move || (t.count)(total.get())}</span>
                    </h2>
                    <div on:keydown=move |event| space_clicks(&event)>{table(shared, kind, heading)}</div>
                    {more}
                </section>
            }
            .into_any()
        })
    }
}

/// The rows: text in one go while no form is open among them.
fn table(shared: Shared, kind: GroupKind, caption: &'static str) -> impl IntoView {
    let opened = Memo::new(move |_| {
        let (row, action) = shared.open.get()?;
        let here = shared.agenda.with(|agenda| kind.of(agenda).rows.iter().any(|known| known.id == row));
        here.then_some((row, action))
    });
    let some = Memo::new(move |_| opened.get().is_some());
    // The table is another one when a form opens or closes: the focus goes on where it was.
    Effect::new(move |before: Option<Option<(AppointmentId, RowAction)>>| {
        let now = opened.get();
        if let Some(before) = before.filter(|before| *before != now) {
            now.or(before).into_iter().for_each(focus_opener);
        }
        now
    });
    move || {
        if !some.get() {
            let text = move || {
                let here = shared.here.get();
                let rows = |agenda: &AgendaView| html! { @for row in &kind.of(agenda).rows { (closed(row, shared, &here)) } };
                let head = html! { caption.visually-hidden { (caption) } thead { (columns(shared)) } };
                html! { (head) (shared.agenda.with(rows)) }.into_string()
            };
            return view! { <table class="table table--cards agenda-table" inner_html=text></table> }
                .into_any();
        }
        let rows = move || {
            let one = |row: &AgendaRow| {
                let (key, row) = (identity(row), row.clone());
                Line::new(key, move || view! { <Row shared=shared row=row.clone()/> }.into_any())
            };
            shared.agenda.with(|agenda| kind.of(agenda).rows.iter().map(one).collect())
        };
        view! {
            <table class="table table--cards agenda-table">
                <caption class="visually-hidden">{caption}</caption>
                <thead inner_html=columns(shared).into_string()></thead>
                <Lines each=Arc::new(rows)/>
            </table>
        }
        .into_any()
    }
}

fn columns(shared: Shared) -> Markup {
    let t = &shared.t.agenda;
    html! {
        tr {
            th scope="col" { (t.when) }
            th scope="col" { (t.client) }
            th.number scope="col" { (t.owed) }
            th scope="col" { (t.last_contact) }
            th scope="col" { (t.assignee) }
            th scope="col" { (t.notes) }
            th scope="col" { (t.actions) }
        }
    }
}

/// A row is built again only when something in it changed: what somebody types in another row stays.
fn identity(row: &AgendaRow) -> String {
    let last = row.last_contact.as_ref().map(|last| last.at.and_utc().timestamp());
    format!(
        "{}{}{:?}{}{}{last:?}{}{}{}",
        row.id,
        row.on,
        row.time,
        row.owed.centavos(),
        row.days_late,
        row.contacted_today,
        row.assignee,
        row.notes
    )
}
