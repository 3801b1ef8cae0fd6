//! One appointment: what to know before calling, and what can be done.

use super::{
    panel::Panel,
    state::{RowAction, Shared, href_open},
};
use crate::{
    routes,
    texts::Texts,
    ui::{
        Glyph, Tone, focus,
        markup::{badge, icon, money, phone_links},
    },
};
use chrono::NaiveDate;
use domain::{
    agenda::AgendaRow,
    contact::Outcome,
    id::AppointmentId,
    period::{show_date, show_date_time, show_time},
    permission::Permission,
};
use leptos::prelude::*;
use maud::{Markup, html};

/// A row of the agenda, with the form that the address opens below it.
#[component]
pub fn Row(shared: Shared, row: AgendaRow) -> impl IntoView {
    let id = row.id;
    let opened = Memo::new(move |_| {
        shared.open.with(|open| open.filter(|(row, _)| *row == id).map(|(_, action)| action))
    });
    let shown = row.clone();
    let cells = move || shared.here.with(|here| cells(&shown, shared, here, opened.get())).into_string();
    let panel =
        move || opened.get().map(|action| view! { <Panel shared=shared row=row.clone() action=action/> });
    view! {
        <tbody
            class="agenda-row"
            id=format!("linha-{id}")
            data-row=""
            class:agenda-row--open=move || opened.get().is_some()
        >
            <tr inner_html=cells></tr>
            {panel}
        </tbody>
    }
    .into_any()
}

/// The row as text, with no form below it; `here` is the address of the agenda.
pub fn closed(row: &AgendaRow, shared: Shared, here: &str) -> Markup {
    html! {
        tbody.agenda-row id={ "linha-" (row.id) } data-row { tr { (cells(row, shared, here, None)) } }
    }
}

/// Moves the focus to what opened a form of the row.
pub fn focus_opener((row, action): (AppointmentId, RowAction)) {
    request_animation_frame(move || focus(&opener_id(row, action)));
}

fn cells(row: &AgendaRow, shared: Shared, here: &str, opened: Option<RowAction>) -> Markup {
    let t = &shared.t.agenda;
    html! {
        td.agenda-row__when data-label=(t.when) { (when(row, shared.today, shared.t)) }
        th.agenda-row__client scope="row" data-label=(t.client) { (client(row, shared.t)) }
        td.number data-label=(t.owed) { (owed(row, shared.t)) }
        td data-label=(t.last_contact) { (last_contact(row, shared.t)) }
        td data-label=(t.assignee) { (row.assignee_name) }
        td.agenda-row__notes data-label=(t.notes) { (row.notes) }
        td.agenda-row__actions { (actions(row, shared, here, opened)) }
    }
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
            a.why__open href=(routes::owed(row.client)) { (money(row.owed)) }
            span.cell__note.nowrap { ((t.common.days_late)(row.days_late)) }
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

fn actions(row: &AgendaRow, shared: Shared, here: &str, opened: Option<RowAction>) -> Markup {
    let t = &shared.t.agenda;
    let form = |action| opener(row, shared, here, opened, action);
    html! {
        div.row-actions {
            @if shared.may(Permission::CrmCreate) {
                a.button.button--small href=(routes::contact_for(row.client, row.id))
                    aria-label=((t.record_for)(&row.client_name)) { (icon(Glyph::Pencil)) (t.record) }
            }
            @if shared.may(Permission::CrmCreate) {
                @let whatsapp = shared.t.common.whatsapp;
                a.icon-button href=(routes::message_for(row.client, row.id)) rel="external" title=(whatsapp)
                    aria-label=(format!("{whatsapp}: {}", row.client_name)) {
                    (icon(Glyph::WhatsApp))
                }
            }
            a.icon-button href=(routes::history(row.client)) title=(t.history)
                aria-label=((t.history_of)(&row.client_name)) {
                (icon(Glyph::History))
            }
            a.icon-button href=(routes::appointment_file(row.id)) rel="external" download="" title=(t.to_calendar)
                aria-label=((t.act_on)(t.to_calendar, &row.client_name)) {
                (icon(Glyph::Calendar))
            }
            @if shared.may(Permission::CrmEdit) {
                (form(RowAction::Reschedule))
                (form(RowAction::Reassign))
            }
            @if shared.may(Permission::CrmDelete) { (form(RowAction::Cancel)) }
        }
    }
}

/// A link that opens a form below the row, and closes it when used again.
fn opener(
    row: &AgendaRow,
    shared: Shared,
    here: &str,
    opened: Option<RowAction>,
    action: RowAction,
) -> Markup {
    let t = &shared.t.agenda;
    let (label, glyph) = match action {
        RowAction::Reschedule => (t.reschedule, Glyph::Clock),
        RowAction::Reassign => (t.reassign, Glyph::Person),
        RowAction::Cancel => (t.cancel, Glyph::Close),
    };
    let shown = opened == Some(action);
    let href = if shown { here.to_owned() } else { href_open(here, row.id, action) };
    html! {
        a.icon-button id=(opener_id(row.id, action)) href=(href) data-noscroll="" title=(label) role="button"
            aria-label=((t.act_on)(label, &row.client_name)) aria-expanded=(shown) {
            (icon(glyph))
        }
    }
}

fn opener_id(row: AppointmentId, action: RowAction) -> String {
    format!("{}-{row}", action.as_str())
}
