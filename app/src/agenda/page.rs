//! `/agenda`.

use super::{
    api::{self, StartNext},
    filters::Filters,
    group::{Group, GroupKind},
    month::Month,
    promises::Promises,
    state::{self, Commands, Shared},
    tallies::Tallies,
};
use crate::{
    page::use_viewer,
    routes,
    texts::{errors, texts},
    ui::{
        Command, CommandForm, EmptyState, Load, Notice, PageTitle, SubmitButton, Tone, markup::take_away,
        use_heard,
    },
    wire,
};
use domain::{
    FieldError,
    agenda::{AgendaQuery, AgendaView},
    period::show_date,
};
use leptos::prelude::*;

/// The user's work list: where the day starts.
#[component]
pub fn AgendaPage() -> impl IntoView {
    let t = texts();
    let address = routes::use_query_here();
    let query = Memo::new(move |_| address.with(state::read));
    let open = Memo::new(move |_| address.with(state::read_open));
    let here = Memo::new(move |_| query.with(state::href));
    let commands = Commands::new();
    let role = use_viewer().map(|viewer| viewer.role);
    let shared = move |agenda: Signal<AgendaView>| Shared {
        t,
        today: agenda.with_untracked(|agenda| agenda.today),
        agenda,
        here,
        open,
        commands,
        role,
    };
    let heard = use_heard();
    let agenda =
        wire::load(move || (query.get(), commands.version(), heard.get()), |(query, ..)| api::view(query));
    view! {
        <PageTitle text=t.agenda.title/>
        <div class="page agenda">
            <PageHead/>
            <Load resource=agenda let:agenda>
                <Tallies agenda=agenda query=query/>
                <Filters agenda=agenda query=query/>
                <QueryErrors agenda=agenda/>
                <div inner_html=move || {
                    take_away(None, routes::AGENDA, &routes::query(&query.get().to_pairs())).into_string()
                }></div>
                <div class="agenda__columns">
                    <div class="agenda__list">
                        <Nothing agenda=agenda/>
                        <Promises agenda/>
                        {GroupKind::ALL.map(|kind| view! { <Group shared=shared(agenda) kind=kind/> })}
                    </div>
                    <Month agenda=agenda query=query/>
                </div>
            </Load>
        </div>
    }
    .into_any()
}

#[component]
fn PageHead() -> impl IntoView {
    let t = &texts().agenda;
    let start = Command::of::<StartNext>();
    let today = use_viewer().map(|viewer| viewer.now.date());
    let lead = today.map(|today| (t.lead)((texts().common.weekday)(today), &show_date(today)));
    view! {
        <header class="page__head">
            <div>
                <h1>{t.title}</h1>
                <p class="page__lead">{lead}</p>
            </div>
            <CommandForm action=start id="comecar" class="form--bare">
                <SubmitButton label=t.start_next/>
            </CommandForm>
        </header>
    }
    .into_any()
}

#[component]
fn QueryErrors(agenda: Signal<AgendaView>) -> impl IntoView {
    let t = texts();
    move || {
        agenda.with(|agenda| {
            let label = |field: &str| match field {
                "responsavel" => t.agenda.assignee,
                "empresa" => t.agenda.company,
                "periodo" => t.agenda.period,
                "from" => t.agenda.from,
                _ => t.agenda.until,
            };
            let sentence = |error: &FieldError| {
                format!("{}: {}", label(&error.field), errors::sentence(&error.error, t))
            };
            let sentences: Vec<_> = agenda.errors.iter().map(sentence).collect();
            (!sentences.is_empty()).then(|| view! { <Notice tone=Tone::Bad>{sentences.join(" ")}</Notice> })
        })
    }
}

/// Stands for groups that are all empty.
#[component]
fn Nothing(agenda: Signal<AgendaView>) -> impl IntoView {
    let t = &texts().agenda;
    move || {
        let nothing = agenda.with(|agenda| {
            let rows = agenda.late.total + agenda.due_today.total + agenda.next.total;
            rows == 0 && agenda.promises.is_empty() && agenda.errors.is_empty()
        });
        nothing.then(|| {
            view! {
                <EmptyState title=t.nothing hint=t.nothing_hint>
                    <p class="empty__actions">
                        <a class="button" href=state::href(&AgendaQuery::default())>{t.clear}</a>
                        <a class="button" href=routes::DELINQUENCY>{t.to_delinquency}</a>
                    </p>
                </EmptyState>
            }
        })
    }
}
