//! The bar that stays in view: whom this page is about, what is owed, what was said last and what comes next.
//! On a phone it also leads to the parts of the page.

use super::Live;
use crate::{
    routes,
    texts::texts,
    ui::{
        Badge, Tone,
        markup::{badge, date, date_time, money},
    },
};
use chrono::NaiveDate;
use domain::{
    agreement::Health, client::ClientBar, contact::Outcome, id::ClientId, period, promise::PromiseState,
};
use leptos::prelude::*;
use maud::{Markup, html};

/// The colour of an outcome. The words beside it say the same.
pub(crate) const fn outcome_tone(outcome: Outcome) -> Tone {
    match outcome {
        Outcome::Effective => Tone::Good,
        Outcome::NotEffective => Tone::Warning,
        Outcome::NoContact => Tone::Neutral,
    }
}

/// Name, CPF/CNPJ and the facts of a call in one line.
#[component]
pub fn Bar(
    /// The page.
    live: Live,
) -> impl IntoView {
    let t = texts();
    let data = live.part(|view| &view.client);
    let bar = live.part(|view| &view.bar);
    let client = live.now(|view| view.client.id);
    let today = live.now(|view| view.seed.now.date());
    view! {
        <section class="client-bar" aria-label=t.client.bar>
            <div class="client-bar__who">
                <h1 class="client-bar__name">{move || data.with(|data| data.name.clone())}</h1>
                <span class="client-bar__tax">{move || data.with(|data| data.tax_id.clone())}</span>
                {move || {
                    bar.with(|bar| bar.contacted_today.is_some())
                        .then(|| view! { <Badge text=t.client.contacted_today tone=Tone::Good/> })
                }}
            </div>
            <dl class="client-bar__facts" inner_html=move || bar.with(|bar| facts(bar, today).into_string())></dl>
            <div role="status" inner_html=move || bar.with(|bar| arranged(client, bar).into_string())></div>
            <nav class="client-links" aria-label=t.client.quick_links inner_html=links().into_string()></nav>
        </section>
    }
    .into_any()
}

/// The parts of the page.
fn links() -> Markup {
    let t = &texts().client;
    html! {
        a href="#contato" { (t.to_form) }
        a href="#historico" { (t.to_history) }
        a href="#cobrancas" { (t.to_charges) }
        a href="#dados" { (t.to_data) }
    }
}

/// Who else is here, and what was promised or agreed: nobody calls about money that is on its way, and everybody knows of a broken word.
fn arranged(client: ClientId, bar: &ClientBar) -> Markup {
    let t = &texts().client;
    html! {
        @if !bar.here.is_empty() { p.client-bar__here { ((t.here)(&bar.here)) } }
        @for promise in &bar.promises {
            @let broken = promise.state == PromiseState::Broken;
            p.client-bar__promise {
                (badge((t.promise)(broken), if broken { Tone::Bad } else { Tone::Info })) " "
                ((t.promised)(&promise.amount.to_string(), &period::show_date(promise.on)))
                @if promise.received.is_positive() { " " ((t.promise_received)(&promise.received.to_string())) }
                @if !broken {
                    " " a href=(routes::promise(client, promise.id)) rel="external" { (texts().agenda.reschedule) }
                }
            }
        }
        @for agreement in &bar.agreements {
            @let (missed, days) = late(agreement.health);
            p.client-bar__promise {
                (badge(t.agreement_badge, if missed == 0 { Tone::Info } else { Tone::Bad })) " "
                a href=(routes::agreement(agreement.id)) rel="external" {
                    ((t.agreement)(agreement.number, missed, days))
                }
            }
        }
    }
}

/// How many instalments are late, and since how many days the first of them is.
const fn late(health: Health) -> (u32, i64) {
    match health {
        Health::Late { days } => (1, days),
        Health::Missed { count, days } => (count, days),
        _ => (0, 0),
    }
}

fn facts(bar: &ClientBar, today: NaiveDate) -> Markup {
    let t = texts();
    let late =
        if bar.overdue_count == 0 { t.client.on_time.to_owned() } else { (t.client.days)(bar.days_late) };
    html! {
        div.fact.fact--owed {
            dt { (t.client.owed_today) }
            dd { a.why__open href="#cobrancas" { (money(bar.owed)) } }
        }
        div.fact.fact--late[bar.overdue_count != 0] {
            dt { (t.client.days_late) }
            dd { (late) }
        }
        div.fact.fact--wide {
            dt { (t.client.last_contact) }
            dd {
                @match &bar.last_contact {
                    Some(last) => {
                        (date_time(last.at))
                        (badge((t.contact.outcome_name)(last.outcome), outcome_tone(last.outcome)))
                        span.fact__user { (last.user) }
                    }
                    None => (t.client.never_contacted),
                }
            }
        }
        div.fact.fact--wide {
            dt { (t.client.next_appointment) }
            dd {
                @match &bar.next_appointment {
                    Some(next) => {
                        (date(next.on))
                        @if let Some(time) = next.time { span { (period::show_time(time)) } }
                        @if next.on < today {
                            (badge(&(t.agenda.days_ago)((today - next.on).num_days()), Tone::Bad))
                        }
                        span.fact__user { (next.assignee) }
                    }
                    None => (t.client.no_appointment),
                }
            }
        }
    }
}
