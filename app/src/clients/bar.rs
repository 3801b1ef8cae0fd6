//! The bar that stays in view: whom this page is about, what is owed, what was said last and what comes next.
//! On a phone it also leads to the parts of the page.

use super::Live;
use crate::{
    routes,
    texts::texts,
    ui::{Badge, DateText, DateTimeText, MoneyText, Tone, markup::badge},
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
    let names = live.part(|view| (view.client.name.clone(), view.client.tax_id.clone()));
    let bar = live.part(|view| view.bar.clone());
    let client = live.now(|view| view.client.id);
    let today = live.now(|view| view.seed.now.date());
    view! {
        <section class="client-bar" aria-label=t.client.bar>
            <div class="client-bar__who">
                <h1 class="client-bar__name">{move || names.get().0}</h1>
                <span class="client-bar__tax">{move || names.get().1}</span>
                {move || {
                    bar.with(|bar| bar.contacted_today.is_some())
                        .then(|| view! { <Badge text=t.client.contacted_today tone=Tone::Good/> })
                }}
            </div>
            {move || facts(&bar.get(), today)}
            <div role="status" inner_html=move || bar.with(|bar| arranged(client, bar).into_string())></div>
            <nav class="client-links" aria-label=t.client.quick_links>
                <a href="#contato">{t.client.to_form}</a>
                <a href="#historico">{t.client.to_history}</a>
                <a href="#cobrancas">{t.client.to_charges}</a>
                <a href="#dados">{t.client.to_data}</a>
            </nav>
        </section>
    }
    .into_any()
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

fn facts(bar: &ClientBar, today: NaiveDate) -> AnyView {
    let t = texts();
    let late =
        if bar.overdue_count == 0 { t.client.on_time.to_owned() } else { (t.client.days)(bar.days_late) };
    let last = bar.last_contact.as_ref().map(|last| {
        view! {
            <DateTimeText at=last.at/>
            <Badge text=(t.contact.outcome_name)(last.outcome) tone=outcome_tone(last.outcome)/>
            <span class="fact__user">{last.user.clone()}</span>
        }
    });
    let next = bar.next_appointment.as_ref().map(|next| {
        view! {
            <DateText date=next.on/>
            {next.time.map(|time| view! { <span>{period::show_time(time)}</span> })}
            {(next.on < today).then(|| {
                view! { <Badge text=(t.agenda.days_ago)((today - next.on).num_days()) tone=Tone::Bad/> }
            })}
            <span class="fact__user">{next.assignee.clone()}</span>
        }
    });
    let never = last.is_none().then_some(t.client.never_contacted);
    let none = next.is_none().then_some(t.client.no_appointment);
    view! {
        <dl class="client-bar__facts">
            <div class="fact fact--owed">
                <dt>{t.client.owed_today}</dt>
                <dd><a class="why__open" href="#cobrancas"><MoneyText amount=bar.owed/></a></dd>
            </div>
            <div class="fact" class:fact--late=bar.overdue_count != 0>
                <dt>{t.client.days_late}</dt>
                <dd>{late}</dd>
            </div>
            <div class="fact fact--wide">
                <dt>{t.client.last_contact}</dt>
                <dd>{last}{never}</dd>
            </div>
            <div class="fact fact--wide">
                <dt>{t.client.next_appointment}</dt>
                <dd>{next}{none}</dd>
            </div>
        </dl>
    }
    .into_any()
}
