//! `/configuracoes/horarios`: when clients may be called, state by state.

use super::{api::SaveContactHours, tabs::tabs};
use crate::{
    routes,
    texts::texts,
    ui::{
        Choice, Hidden, PageTitle, PlainForm, SelectField, SubmitButton, TimeField, Tone, draft,
        markup::{badge, table},
        served,
    },
};
use domain::{
    address::Uf,
    contact_hours::{HoursLine, HoursView, SaveHours, Window},
    period::show_time,
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_query_map;
use maud::{Markup, html};

/// The page of contact hours.
#[component]
pub fn HoursPage() -> impl IntoView {
    let (s, t) = (&texts().settings, &texts().hours);
    let typed = draft::<SaveContactHours, SaveHours>();
    let uf = use_query_map().with_untracked(|query| query.get("uf"));
    view! {
        <PageTitle text=t.title/>
        <div class="page settings">
            <header class="page__head"><h1>{t.title}</h1></header>
            <nav class="tabs" aria-label=s.settings inner_html=tabs(routes::HOURS)></nav>
            <p class="lead">{t.lead}</p>
            {served(
                async move {
                    let (ctx, actor) = crate::ssr::request()?;
                    Ok(backend::settings::contact_hours(&ctx, &actor).await?)
                },
                move |view| page(&view, typed, uf),
            )}
        </div>
    }
    .into_any()
}

fn page(view: &HoursView, typed: Option<SaveHours>, uf: Option<String>) -> AnyView {
    let (s, t) = (&texts().settings, &texts().hours);
    let may_change = view.may_change;
    let mut headings = vec![t.uf, t.weekdays, t.saturday, t.sunday, t.law];
    headings.extend(may_change.then_some(s.do_this));
    let rows = view.lines.iter().map(|line| row(line, may_change));
    let table = table("holidays", t.title, &headings, rows);
    let form = may_change.then(|| {
        // The hours that the chosen state has now; of one without a line those of all others.
        let chosen = uf.and_then(|uf| Uf::parse(&uf).ok());
        let line = view.lines.iter().find(|line| line.uf == chosen).or_else(|| view.lines.first());
        let usual = line.map(|line| SaveHours::of(chosen, &line.hours)).unwrap_or_default();
        change(typed.unwrap_or(usual))
    });
    view! {
        <section aria-label=t.title>
            <div class="table-frame" inner_html=table.into_string()></div>
        </section>
        {form}
    }
    .into_any()
}

/// The name of a state, or of all others.
fn name(line: &HoursLine) -> &'static str {
    line.uf.map_or(texts().hours.other_states, Uf::as_str)
}

fn window(window: Option<Window>) -> String {
    let text = |window: Window| format!("{}–{}", show_time(window.from), show_time(window.until));
    window.map_or_else(|| texts().hours.not_allowed.to_owned(), text)
}

fn row(line: &HoursLine, may_change: bool) -> Markup {
    let (s, t) = (&texts().settings, &texts().hours);
    let uf = line.uf.map(Uf::as_str).unwrap_or_default();
    html! {
        tr {
            th scope="row" { (name(line)) " " @if line.own { (badge(s.own, Tone::Info)) } }
            td data-label=(t.weekdays) { (window(line.hours.weekdays)) }
            td data-label=(t.saturday) { (window(line.hours.saturday)) }
            td data-label=(t.sunday) { (window(line.hours.sunday)) }
            td data-label=(t.law) { (line.law) }
            @if may_change {
                td data-label=(s.do_this) {
                    @if line.own {
                        form.form.form--bare method="post" action=(SaveContactHours::PATH) {
                            input type="hidden" name="cmd[uf]" value=(uf);
                            input type="hidden" name="cmd[change]" value="restore";
                            button.button.button--small type="submit" aria-label=((s.restore)(name(line))) { (s.restore_short) }
                        }
                    } @else {
                        a.button.button--small href={ (routes::address(routes::HOURS, &[("uf", uf.to_owned())])) "#horario" }
                            aria-label=((t.change_of)(name(line))) { (t.change_short) }
                    }
                }
            }
        }
    }
}

fn change(form: SaveHours) -> AnyView {
    let t = &texts().hours;
    let states = std::iter::once(Choice::new("", t.other_states))
        .chain(Uf::ALL.iter().map(|uf| Choice::new(uf.as_str(), uf.as_str())));
    view! {
        <section class="card" aria-labelledby="horario-titulo">
            <h2 id="horario-titulo">{t.change}</h2>
            <p class="field__hint">{t.hint}</p>
            <PlainForm path=SaveContactHours::PATH id="horario" class="hours-form">
                <SelectField name="uf" label=t.uf choices=states.collect() value=form.uf/>
                <div class="form__row">
                    <TimeField name="weekdays_from" label=t.weekdays_from value=form.weekdays_from optional=true/>
                    <TimeField name="weekdays_until" label=t.weekdays_until value=form.weekdays_until optional=true/>
                </div>
                <div class="form__row">
                    <TimeField name="saturday_from" label=t.saturday_from value=form.saturday_from optional=true/>
                    <TimeField name="saturday_until" label=t.saturday_until value=form.saturday_until optional=true/>
                </div>
                <div class="form__row">
                    <TimeField name="sunday_from" label=t.sunday_from value=form.sunday_from optional=true/>
                    <TimeField name="sunday_until" label=t.sunday_until value=form.sunday_until optional=true/>
                </div>
                <Hidden name="change" value=""/>
                <SubmitButton label=texts().common.save/>
            </PlainForm>
        </section>
    }
    .into_any()
}
