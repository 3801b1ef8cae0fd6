//! One appointment: what to know before calling, and what can be done.

use super::{
    panel::Panel,
    state::{RowAction, Shared},
};
use crate::{
    routes,
    texts::Texts,
    ui::{Badge, Glyph, Icon, MoneyText, PhoneLinks, Tone, space_clicks},
};
use chrono::NaiveDate;
use domain::{
    agenda::AgendaRow,
    contact::{LastContact, Outcome},
    period::{show_date, show_date_time, show_time},
    permission::Permission,
};
use leptos::prelude::*;

/// A row of the agenda, with the form that the address opens below it.
#[component]
pub fn Row(shared: Shared, row: AgendaRow) -> impl IntoView {
    let t = &shared.t.agenda;
    let id = row.id;
    let opened =
        move || shared.open.with(|open| open.filter(|(row, _)| *row == id).map(|(_, action)| action));
    let cells = view! {
        <tr>
            <td class="agenda-row__when" data-label=t.when>{when(&row, shared.today, shared.t)}</td>
            <th scope="row" class="agenda-row__client" data-label=t.client>{client(&row, shared.t)}</th>
            <td class="number" data-label=t.owed>{owed(&row, shared.t)}</td>
            <td data-label=t.last_contact>{last_contact(row.last_contact.as_ref(), shared.t)}</td>
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

fn when(row: &AgendaRow, today: NaiveDate, t: &'static Texts) -> AnyView {
    let t = &t.agenda;
    let late = (today - row.on).num_days();
    let time = row.time.map_or_else(|| t.any_time.to_owned(), show_time);
    let moment =
        row.time.map_or_else(|| row.on.to_string(), |time| format!("{}T{}", row.on, show_time(time)));
    let class = if row.time.is_some() { "agenda-row__time" } else { "agenda-row__time muted" };
    view! {
        <time datetime=moment>
            {(row.on != today).then(|| view! { <span class="agenda-row__day">{show_date(row.on)}</span> })}
            <span class=class>{time}</span>
        </time>
        {(late > 0).then(|| view! { <span class="agenda-row__late">{(t.days_ago)(late)}</span> })}
    }
    .into_any()
}

fn client(row: &AgendaRow, t: &'static Texts) -> AnyView {
    view! {
        <a class="agenda-row__name" href=routes::contact_for(row.client, row.id) data-open="">
            {row.client_name.clone()}
        </a>
        <PhoneLinks number=row.phone.clone() of=row.client_name.clone()/>
        {row.contacted_today.then(|| view! { <Badge text=t.agenda.contacted_today tone=Tone::Good/> })}
    }
    .into_any()
}

fn owed(row: &AgendaRow, t: &'static Texts) -> AnyView {
    if row.owed.is_zero() {
        return view! { <span class="muted">{t.agenda.nothing_owed}</span> }.into_any();
    }
    view! {
        <MoneyText amount=row.owed/>
        <span class="cell__note nowrap">{(t.common.days_late)(row.days_late)}</span>
    }
    .into_any()
}

fn last_contact(last: Option<&LastContact>, t: &'static Texts) -> AnyView {
    let Some(last) = last else {
        return view! { <span class="muted">{t.agenda.never_contacted}</span> }.into_any();
    };
    let class = match last.outcome {
        Outcome::Effective => "outcome outcome--good",
        Outcome::NotEffective => "outcome outcome--warning",
        Outcome::NoContact => "outcome",
    };
    view! {
        <span class=class>{(t.contact.outcome_name)(last.outcome)}</span>
        <span class="cell__note nowrap">{show_date_time(last.at)}</span>
        <span class="cell__note">{(t.contact.channel_name)(last.channel)}</span>
    }
    .into_any()
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
