//! One appointment: what to know before calling, and what can be done.

use super::{
    panel::Panel,
    state::{self, Commands, Open, RowAction},
};
use crate::{
    page::use_page,
    routes,
    texts::texts,
    ui::{Badge, Glyph, Icon, MoneyText, PhoneLinks, Tone},
};
use chrono::NaiveDate;
use domain::{
    agenda::{AgendaQuery, AgendaRow},
    contact::{LastContact, Outcome},
    id::UserId,
    period::{show_date, show_date_time, show_time},
    permission::Permission,
};
use leptos::prelude::*;

/// A row of the agenda, with the form that the address opens below it.
#[component]
pub fn Row(
    row: AgendaRow,
    today: NaiveDate,
    query: Memo<AgendaQuery>,
    open: Memo<Open>,
    commands: Commands,
    assignees: Signal<Vec<(UserId, String)>>,
) -> impl IntoView {
    let t = texts();
    let id = row.id;
    let opened = Memo::new(move |_| open.get().filter(|(row, _)| *row == id).map(|(_, action)| action));
    let panel = {
        let row = row.clone();
        move || {
            opened.get().map(|action| {
                view! {
                    <Panel row=row.clone() today=today action=action query=query commands=commands
                        assignees=assignees/>
                }
            })
        }
    };
    view! {
        <tbody class="agenda-row" id=format!("linha-{id}") data-row="" class:agenda-row--open=move || opened.get().is_some()>
            <tr>
                <td class="agenda-row__when" data-label=t.agenda.when>{when(&row, today)}</td>
                <th scope="row" class="agenda-row__client" data-label=t.agenda.client>{client(&row)}</th>
                <td class="number" data-label=t.agenda.owed>{owed(&row)}</td>
                <td data-label=t.agenda.last_contact>{last_contact(row.last_contact.as_ref())}</td>
                <td data-label=t.agenda.assignee>{row.assignee_name.clone()}</td>
                <td class="agenda-row__notes" data-label=t.agenda.notes>{row.notes.clone()}</td>
                <td class="agenda-row__actions">{actions(&row, query, opened)}</td>
            </tr>
            {panel}
        </tbody>
    }
    .into_any()
}

fn when(row: &AgendaRow, today: NaiveDate) -> AnyView {
    let t = &texts().agenda;
    let late = (today - row.on).num_days();
    let time = row.time.map_or_else(|| t.any_time.to_owned(), show_time);
    let moment =
        row.time.map_or_else(|| row.on.to_string(), |time| format!("{}T{}", row.on, show_time(time)));
    view! {
        <time datetime=moment>
            {(row.on != today).then(|| view! { <span class="agenda-row__day">{show_date(row.on)}</span> })}
            <span class="agenda-row__time" class:muted=row.time.is_none()>{time}</span>
        </time>
        {(late > 0).then(|| view! { <span class="agenda-row__late">{(t.days_ago)(late)}</span> })}
    }
    .into_any()
}

fn client(row: &AgendaRow) -> AnyView {
    let t = &texts().agenda;
    view! {
        <a class="agenda-row__name" href=routes::contact_for(row.client, row.id) data-open="">{row.client_name.clone()}</a>
        <PhoneLinks number=row.phone.clone() of=row.client_name.clone()/>
        {row.contacted_today.then(|| view! { <Badge text=t.contacted_today tone=Tone::Good/> })}
    }
    .into_any()
}

fn owed(row: &AgendaRow) -> AnyView {
    let t = texts();
    if row.owed.is_zero() {
        return view! { <span class="muted">{t.agenda.nothing_owed}</span> }.into_any();
    }
    view! {
        <MoneyText amount=row.owed/>
        <span class="cell__note nowrap">{(t.common.days_late)(row.days_late)}</span>
    }
    .into_any()
}

fn last_contact(last: Option<&LastContact>) -> AnyView {
    let t = texts();
    let Some(last) = last else {
        return view! { <span class="muted">{t.agenda.never_contacted}</span> }.into_any();
    };
    let tone = match last.outcome {
        Outcome::Effective => "good",
        Outcome::NotEffective => "warning",
        Outcome::NoContact => "neutral",
    };
    view! {
        <span class=format!("outcome outcome--{tone}")>{(t.contact.outcome_name)(last.outcome)}</span>
        <span class="cell__note nowrap">{show_date_time(last.at)}</span>
        <span class="cell__note">{(t.contact.channel_name)(last.channel)}</span>
    }
    .into_any()
}

fn actions(row: &AgendaRow, query: Memo<AgendaQuery>, opened: Memo<Option<RowAction>>) -> AnyView {
    let t = &texts().agenda;
    let page = use_page();
    let may = |permission| page.viewer.as_ref().is_some_and(|viewer| viewer.role.allows(permission));
    let id = row.id;
    let name = row.client_name.clone();
    let action = move |action: RowAction, label: &'static str, glyph: Glyph| {
        let href = move || match opened.get() {
            Some(shown) if shown == action => query.with(state::href),
            _ => query.with(|query| state::href_open(query, id, action)),
        };
        let expanded = move || if opened.get() == Some(action) { "true" } else { "false" };
        view! {
            <a class="icon-button" href=href data-noscroll="" title=label aria-label=(t.act_on)(label, &name)
                aria-expanded=expanded role="button">
                <Icon glyph=glyph/>
                <span class="icon-button__label">{label}</span>
            </a>
        }
        .into_any()
    };
    view! {
        <div class="row-actions">
            {may(Permission::CrmCreate).then(|| view! {
                <a class="button button--small" href=routes::contact_for(row.client, row.id)
                    aria-label=(t.record_for)(&row.client_name)>
                    <Icon glyph=Glyph::Pencil/>
                    {t.record}
                </a>
            })}
            <a class="icon-button" href=routes::history(row.client) title=t.history aria-label=(t.history_of)(&row.client_name)>
                <Icon glyph=Glyph::History/>
                <span class="icon-button__label">{t.history}</span>
            </a>
            {may(Permission::CrmEdit).then(|| action(RowAction::Reschedule, t.reschedule, Glyph::Clock))}
            {may(Permission::CrmEdit).then(|| action(RowAction::Reassign, t.reassign, Glyph::Person))}
            {may(Permission::CrmDelete).then(|| action(RowAction::Cancel, t.cancel, Glyph::Close))}
        </div>
    }
    .into_any()
}
