//! `/configuracoes/feriados`: the days without banking, year by year.

use super::{api::SaveHoliday, tabs::tabs};
use crate::{
    error::ApiError,
    routes,
    texts::texts,
    ui::{
        DateField, Hidden, PageTitle, PlainForm, SubmitButton, TextField, Tone,
        markup::{badge, date, table},
        served,
    },
};
use chrono::Datelike;
use domain::settings::{HolidayChange, HolidayLine, HolidaysView};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_query_map;
use maud::{Markup, html};

/// The page of holidays.
#[component]
pub fn HolidaysPage() -> impl IntoView {
    let t = &texts().settings;
    let year = use_query_map().with_untracked(|query| query.get("ano")).and_then(|year| year.parse().ok());
    view! {
        <PageTitle text=t.holidays/>
        <div class="page settings">
            <header class="page__head"><h1>{t.holidays}</h1></header>
            <nav class="tabs" aria-label=t.settings inner_html=tabs(routes::HOLIDAYS)></nav>
            <p class="lead">{t.holidays_lead}</p>
            {served(load(year), page)}
        </div>
    }
    .into_any()
}

async fn load(year: Option<i32>) -> Result<HolidaysView, ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    let year = year.unwrap_or_else(|| ctx.clock.today().year());
    backend::settings::holidays(&ctx, &actor, year).await.map_err(|error| match error {
        // A year that nobody can mean is no page.
        backend::Error::Invalid(_) => ApiError::NotFound,
        other => other.into(),
    })
}

fn page(view: HolidaysView) -> AnyView {
    let t = &texts().settings;
    let year = view.year;
    let link = |year: i32| routes::address(routes::HOLIDAYS, &[("ano", year.to_string())]);
    let mut headings = vec![t.day, t.weekday, t.name, t.state];
    headings.extend(view.may_change.then_some(t.do_this));
    let rows = view.days.iter().map(|line| row(line, view.may_change));
    let table = table("holidays", &(t.holidays_of)(year), &headings, rows);
    view! {
        <section aria-labelledby="ano">
            <header class="settings__year">
                <a class="button" href=link(year - 1)>{(t.year_before)(year - 1)}</a>
                <h2 id="ano">{(t.holidays_of)(year)}</h2>
                <a class="button" href=link(year + 1)>{(t.year_after)(year + 1)}</a>
            </header>
            <div class="table-frame" inner_html=table.into_string()></div>
        </section>
        {view.may_change.then(|| add(year))}
    }
    .into_any()
}

fn row(line: &HolidayLine, may_change: bool) -> Markup {
    let t = texts();
    let name = match line.national {
        Some(national) if line.name.is_empty() => (t.common.holiday)(national).to_owned(),
        _ => line.name.clone(),
    };
    html! {
        tr class=[line.removed.then_some("holidays__removed")] {
            th.nowrap scope="row" { (date(line.on)) }
            td data-label=(t.settings.weekday) { ((t.common.weekday)(line.on)) }
            td data-label=(t.settings.name) { span { (name) } }
            td data-label=(t.settings.state) {
                @if line.removed { (badge(t.settings.struck_out, Tone::Warning)) }
                @else if line.national.is_some() { (badge(t.settings.national, Tone::Neutral)) }
                @else { (badge(t.settings.own, Tone::Info)) }
            }
            @if may_change { td data-label=(t.settings.do_this) { (change(line, &name)) } }
        }
    }
}

/// The one thing that can be done with a day.
fn change(line: &HolidayLine, name: &str) -> Markup {
    let t = &texts().settings;
    let (change, short, label) = match (line.removed, line.national) {
        (true, _) => (HolidayChange::Restore, t.restore_short, (t.restore)(name)),
        (false, Some(_)) => (HolidayChange::Remove, t.strike_out_short, (t.strike_out)(name)),
        (false, None) => (HolidayChange::Restore, t.remove_short, (t.remove)(name)),
    };
    html! {
        form.form.form--bare method="post" action=(SaveHoliday::PATH) {
            input type="hidden" name="cmd[date]" value=(line.on.to_string());
            input type="hidden" name="cmd[change]" value=(change.as_str());
            button.button.button--small type="submit" aria-label=(label) { (short) }
        }
    }
}

fn add(year: i32) -> AnyView {
    let t = &texts().settings;
    view! {
        <section class="card" aria-labelledby="incluir">
            <h2 id="incluir">{t.add_holiday}</h2>
            <PlainForm path=SaveHoliday::PATH id="feriado" class="form--inline">
                <Hidden name="change" value=HolidayChange::Add.as_str()/>
                <DateField name="date" label=t.day min=format!("{year}-01-01") max=format!("{year}-12-31")/>
                <TextField name="name" label=t.name maxlength=100 class="field--grow"/>
                <SubmitButton label=t.add/>
            </PlainForm>
        </section>
    }
    .into_any()
}
