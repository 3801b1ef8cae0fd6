//! One appointment: what to know before calling, and what can be done.

use super::{
    panel::Panel,
    state::{RowAction, Shared},
};
use crate::{
    routes,
    texts::Texts,
    ui::{
        Glyph, Icon, Tone,
        markup::{badge, money, phone_links},
        space_clicks,
    },
};
use chrono::NaiveDate;
use domain::{
    agenda::AgendaRow,
    contact::Outcome,
    period::{show_date, show_date_time, show_time},
    permission::Permission,
};
use leptos::prelude::*;
use maud::{Markup, html};

/// A row of the agenda, with the form that the address opens below it.
#[component]
pub fn Row(shared: Shared, row: AgendaRow) -> impl IntoView {
    let t = &shared.t.agenda;
    let id = row.id;
    let opened =
        move || shared.open.with(|open| open.filter(|(row, _)| *row == id).map(|(_, action)| action));
    let cells = view! {
        <tr>
            <td class="agenda-row__when" data-label=t.when inner_html=when(&row, shared.today, shared.t).into_string()></td>
            <th scope="row" class="agenda-row__client" data-label=t.client inner_html=client(&row, shared.t).into_string()></th>
            <td class="number" data-label=t.owed inner_html=owed(&row, shared.t).into_string()></td>
            <td data-label=t.last_contact inner_html=last_contact(&row, shared.t).into_string()></td>
            <td data-label=t.assignee>{row.assignee_name.clone()}</td>
            <td class="agenda-row__notes" data-label=t.notes>{row.notes.clone()}</td>
            <td class="agenda-row__actions">{actions(&row, shared)}</td>
        </tr>
    };
    let panel = move || opened().map(|action| view! { <Panel shared=shared row=row.clone() action=action/> });
    view! {
        <tbody
            class="agenda-row"
            id=format!("linha-{id}")
            data-row=""
            class:agenda-row--open=move || opened().is_some()
        >
            {cells}
            {panel}
        </tbody>
    }
    .into_any()
}

fn when(row: &AgendaRow, today: NaiveDate, t: &Texts) -> Markup {
    let late = (today - row.on).num_days();
    let moment =
        row.time.map_or_else(|| row.on.to_string(), |time| format!("{}T{}", row.on, show_time(time)));
    html! {
        time datetime=(moment) {
            @if row.on != today { span.agenda-row__day { (show_date(row.on)) } " " }
            @match row.time {
                Some(time) => span.agenda-row__time { (show_time(time)) },
                None => span.agenda-row__time.muted { (t.agenda.any_time) },
            }
        }
        @if late > 0 { " " span.agenda-row__late { ((t.agenda.days_ago)(late)) } }
    }
}

fn client(row: &AgendaRow, t: &Texts) -> Markup {
    html! {
        a.agenda-row__name href=(routes::contact_for(row.client, row.id)) data-open { (row.client_name) }
        (phone_links(&row.phone, "", &row.client_name))
        @if row.contacted_today { (badge(t.agenda.contacted_today, Tone::Good)) }
    }
}

fn owed(row: &AgendaRow, t: &Texts) -> Markup {
    html! {
        @if row.owed.is_zero() {
            span.muted { (t.agenda.nothing_owed) }
        } @else {
            (money(row.owed)) span.cell__note.nowrap { ((t.common.days_late)(row.days_late)) }
        }
    }
}

fn last_contact(row: &AgendaRow, t: &Texts) -> Markup {
    let Some(last) = &row.last_contact else {
        return html! { span.muted { (t.agenda.never_contacted) } };
    };
    let class = match last.outcome {
        Outcome::Effective => "outcome outcome--good",
        Outcome::NotEffective => "outcome outcome--warning",
        Outcome::NoContact => "outcome",
    };
    html! {
        span class=(class) { ((t.contact.outcome_name)(last.outcome)) }
        span.cell__note.nowrap { (show_date_time(last.at)) }
        span.cell__note { ((t.contact.channel_name)(last.channel)) }
    }
}

fn actions(row: &AgendaRow, shared: Shared) -> AnyView {
    let t = &shared.t.agenda;
    let record = shared.may(Permission::CrmCreate).then(|| {
        view! {
            <a class="button button--small" href=routes::contact_for(row.client, row.id)
                aria-label=(t.record_for)(&row.client_name)>
                <Icon glyph=Glyph::Pencil/>
                {t.record}
            </a>
        }
    });
    let edit = shared.may(Permission::CrmEdit);
    let delete = shared.may(Permission::CrmDelete);
    view! {
        <div class="row-actions" on:keydown=move |event| space_clicks(&event)>
            {record}
            <a class="icon-button" href=routes::history(row.client) title=t.history
                aria-label=(t.history_of)(&row.client_name)>
                <Icon glyph=Glyph::History/>
                <span class="icon-button__label">{t.history}</span>
            </a>
            {edit.then(|| opener(row, shared, RowAction::Reschedule, t.reschedule, Glyph::Clock))}
            {edit.then(|| opener(row, shared, RowAction::Reassign, t.reassign, Glyph::Person))}
            {delete.then(|| opener(row, shared, RowAction::Cancel, t.cancel, Glyph::Close))}
        </div>
    }
    .into_any()
}

/// A link that opens a form below the row, and closes it when used again.
fn opener(row: &AgendaRow, shared: Shared, action: RowAction, label: &'static str, glyph: Glyph) -> AnyView {
    let id = row.id;
    let shown = move || shared.open.with(|open| *open == Some((id, action)));
    let href = move || if shown() { shared.here.get() } else { shared.href_open(id, action) };
    view! {
        <a
            class="icon-button"
            href=href
            data-noscroll=""
            title=label
            aria-label=(shared.t.agenda.act_on)(label, &row.client_name)
            aria-expanded=move || if shown() { "true" } else { "false" }
            role="button"
        >
            <Icon glyph=glyph/>
            <span class="icon-button__label">{label}</span>
        </a>
    }
    .into_any()
}
