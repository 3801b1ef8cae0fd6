//! The forms below a row: another day, another person, not at all.

use super::state::{Commands, RowAction, Shared};
use crate::{
    texts::{common::notice, texts},
    ui::{Choice, CommandForm, DateField, SelectField, SubmitButton, TextField, TimeField, focus},
};
use domain::{agenda::AgendaRow, contact::REASON_MAX, period::show_time};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

/// The form of one action. Without JavaScript the address opens it; the same address closes it after success.
#[component]
pub fn Panel(shared: Shared, row: AgendaRow, action: RowAction) -> impl IntoView {
    let Shared { today, commands, here, .. } = shared;
    let t = &shared.t.agenda;
    let id = format!("acao-{}", row.id);
    let label = match action {
        RowAction::Reschedule => t.reschedule,
        RowAction::Reassign => t.reassign,
        RowAction::Cancel => t.cancel,
    };
    let first = match action {
        RowAction::Reschedule => "date",
        RowAction::Reassign => "assignee",
        RowAction::Cancel => "reason",
    };
    close_when_done(here, commands);
    let target = format!("{id}-{first}");
    Effect::new(move || {
        let target = target.clone();
        request_animation_frame(move || focus(&target));
    });
    let of = ("appointment", row.id.to_string());
    let close = move || {
        view! {
            <a class="button button--quiet" href=move || here.get() data-noscroll="">{t.keep}</a>
        }
    };
    let form = match action {
        RowAction::Reschedule => view! {
            <CommandForm action=commands.reschedule id=id of=of class="form--inline" done=said("remarcado")>
                <DateField name="date" label=t.new_date value=row.on.max(today).to_string() min=today.to_string()/>
                <TimeField name="time" label=t.new_time optional=true value=row.time.map(show_time).unwrap_or_default()/>
                <SubmitButton label=t.reschedule/>
                {close()}
            </CommandForm>
        }
        .into_any(),
        RowAction::Reassign => {
            let people = shared.agenda.with_untracked(|agenda| agenda.assignees.clone());
            let choices = people.into_iter().map(|(id, name)| Choice::new(id, name)).collect::<Vec<_>>();
            view! {
                <CommandForm action=commands.reassign id=id of=of class="form--inline" done=said("transferido")>
                    <SelectField name="assignee" label=t.new_assignee choices=choices value=row.assignee.to_string()/>
                    <SubmitButton label=t.reassign/>
                    {close()}
                </CommandForm>
            }
            .into_any()
        }
        RowAction::Cancel => view! {
            <CommandForm action=commands.cancel id=id of=of class="form--inline" done=said("cancelado")>
                <TextField name="reason" label=t.reason maxlength=REASON_MAX class="field--grow"/>
                <SubmitButton label=t.cancel_confirm danger=true/>
                {close()}
            </CommandForm>
        }
        .into_any(),
    };
    view! {
        <tr class="agenda-row__panel">
            <td colspan="7" aria-label=(t.act_on)(label, &row.client_name)>{form}</td>
        </tr>
    }
    .into_any()
}

fn said(code: &str) -> &'static str {
    notice(code, texts()).unwrap_or_default()
}

/// Takes the opened row out of the address once its command was carried out.
fn close_when_done(here: Memo<String>, commands: Commands) {
    let navigate = use_navigate();
    Effect::new(move |seen: Option<usize>| {
        let version = commands.version();
        let done =
            commands.reschedule.succeeded() || commands.reassign.succeeded() || commands.cancel.succeeded();
        if seen.is_some_and(|seen| seen != version) && done {
            let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
            navigate(&here.get_untracked(), options);
        }
        version
    });
}
