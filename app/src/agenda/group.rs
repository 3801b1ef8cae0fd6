//! A group of the agenda: late, today, next days.

use super::{row::Row, state::Shared};
use domain::agenda::{AgendaGroup, AgendaRow, AgendaView};
use leptos::prelude::*;

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
                    <table class="table table--cards agenda-table">
                        <caption class="visually-hidden">{heading}</caption>
                        <thead>
                            <tr>
                                <th scope="col">{t.when}</th>
                                <th scope="col">{t.client}</th>
                                <th scope="col" class="number">{t.owed}</th>
                                <th scope="col">{t.last_contact}</th>
                                <th scope="col">{t.assignee}</th>
                                <th scope="col">{t.notes}</th>
                                <th scope="col">{t.actions}</th>
                            </tr>
                        </thead>
                        <For
                            each=move || shared.agenda.with(|agenda| kind.of(agenda).rows.clone())
                            key=identity
                            children=move |row| view! { <Row shared=shared row=row/> }
                        />
                    </table>
                    {more}
                </section>
            }
            .into_any()
        })
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
