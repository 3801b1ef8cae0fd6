//! The promises to pay that today is about: broken ones lead, then those whose day has come.

use crate::{
    routes,
    texts::texts,
    ui::{
        Glyph, Tone,
        markup::{badge, date, icon, money},
    },
};
use chrono::NaiveDate;
use domain::{
    agenda::AgendaView,
    promise::{DuePromise, PromiseState},
};
use leptos::prelude::*;
use maud::{Markup, html};

/// A table of promises; nothing when there is none.
#[component]
pub fn Promises(agenda: Signal<AgendaView>) -> impl IntoView {
    let table = move || {
        agenda.with(|agenda| {
            (!agenda.promises.is_empty()).then(|| table(&agenda.promises, agenda.today).into_string())
        })
    };
    move || table().map(|table| view! { <section class="group group--promises" inner_html=table></section> })
}

fn table(promises: &[DuePromise], today: NaiveDate) -> Markup {
    let t = texts();
    let count = u32::try_from(promises.len()).unwrap_or(u32::MAX);
    html! {
        h2.group__title { (t.agenda.promises) span.group__count { ((t.agenda.promise_count)(count)) } }
        table.table.table--cards.agenda-table {
            caption.visually-hidden { (t.agenda.promises) }
            thead {
                tr {
                    th scope="col" { (t.agenda.promised_until) }
                    th scope="col" { (t.agenda.client) }
                    th.number scope="col" { (t.agenda.promised_amount) }
                    th scope="col" { (t.agenda.company) }
                    th scope="col" { (t.agenda.recorded_by) }
                    th scope="col" { (t.agenda.actions) }
                }
            }
            @for promise in promises { tbody.agenda-row data-row { (row(promise, today)) } }
        }
    }
}

fn row(promise: &DuePromise, today: NaiveDate) -> Markup {
    let t = texts();
    let broken = promise.state == PromiseState::Broken;
    let client = routes::client(promise.client);
    html! {
        tr {
            td.agenda-row__when data-label=(t.agenda.promised_until) {
                (date(promise.on)) " "
                @if broken {
                    (badge(t.agenda.promise_broken, Tone::Bad))
                } @else if promise.on < today {
                    (badge(t.agenda.promise_late, Tone::Warning))
                } @else {
                    (badge(t.agenda.due_today, Tone::Info))
                }
            }
            th.agenda-row__client scope="row" data-label=(t.agenda.client) {
                a.agenda-row__name href=(client) data-open { (promise.client_name) }
            }
            td.number data-label=(t.agenda.promised_amount) { (money(promise.amount)) }
            td data-label=(t.agenda.company) { (promise.company_name) }
            td data-label=(t.agenda.recorded_by) { (promise.user_name) }
            td.agenda-row__actions {
                div.row-actions {
                a.button.button--small href={ (client) "#contato" }
                    aria-label=((t.agenda.record_for)(&promise.client_name)) { (icon(Glyph::Pencil)) (t.agenda.record) }
                @if !broken {
                    " " a.icon-button href=(routes::promise(promise.client, promise.id)) rel="external"
                        title=(t.agenda.reschedule)
                        aria-label=((t.agenda.act_on)(t.agenda.reschedule, &promise.client_name)) {
                        (icon(Glyph::Clock))
                    }
                }
                }
            }
        }
    }
}
