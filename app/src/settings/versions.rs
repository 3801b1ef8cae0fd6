//! The versions of a company's policy.

use crate::{
    texts::texts,
    ui::{
        Tone,
        markup::{badge, date, money, table},
    },
};
use chrono::NaiveDate;
use domain::{
    policy::{InterestMode, Policy, PolicyWarning},
    rate::show_rate,
    settings::{PolicyLine, PolicyView},
};
use leptos::prelude::*;
use maud::{Markup, html};

/// All versions, the newest first.
pub fn versions(view: &PolicyView) -> AnyView {
    let t = &texts().settings;
    let headings = [t.since, t.state, t.fine, t.interest, t.details, t.recorded_by];
    let rows = view.versions.iter().map(|line| row(line, view.today));
    let table = table("", t.versions, &headings, rows);
    let empty = view.versions.is_empty();
    view! {
        <section class="settings__versions" aria-labelledby="versoes">
            <h2 id="versoes">{t.versions}</h2>
            <p class="lead">{if empty { t.nobody } else { t.versions_lead }}</p>
            {(!empty).then(|| view! {
                <div class="table-frame" inner_html=table.into_string()></div>
            })}
        </section>
    }
    .into_any()
}

fn row(line: &PolicyLine, today: NaiveDate) -> Markup {
    let t = &texts().settings;
    let policy = &line.version.policy;
    let above = line.warnings.iter().any(|warning| !matches!(warning, PolicyWarning::InterestAboveUsual));
    html! {
        tr {
            th.nowrap scope="row" { (date(line.version.valid_from)) }
            td data-label=(t.state) {
                @if line.current { (badge(t.current, Tone::Good)) }
                @else if line.version.valid_from > today { (badge(t.future, Tone::Info)) }
                @else { (badge(t.past, Tone::Neutral)) }
            }
            td data-label=(t.fine) {
                span { (fine(policy)) @if above { " " (badge(t.above_cap, Tone::Warning)) } }
            }
            td data-label=(t.interest) { span { (interest(policy)) } }
            td data-label=(t.details) { span { (details(policy)) } }
            td data-label=(t.recorded_by) { (line.user) }
        }
    }
}

fn fine(policy: &Policy) -> Markup {
    html! {
        @match policy.fine_fixed {
            Some(fixed) => (money(fixed)),
            None => { (show_rate(policy.fine_percent)) "%" }
        }
    }
}

fn interest(policy: &Policy) -> String {
    let t = &texts().settings;
    match (policy.mode, policy.interest_per_day) {
        (InterestMode::ValuePerDay, Some(amount)) => (t.a_day)(amount),
        (mode, _) => {
            let rate = (t.a_month)(&show_rate(policy.interest_percent));
            if mode == InterestMode::ValuePerDay {
                format!("{rate}, {}", (t.mode)(mode).0.to_lowercase())
            } else {
                rate
            }
        }
    }
}

/// From which day, how rounded, and whatever else is not nothing.
fn details(policy: &Policy) -> String {
    let t = &texts().settings;
    let mut parts = vec![(t.from)(policy.counted_from).to_owned(), (t.rounded)(policy.rounding).to_owned()];
    if policy.grace_days > 0 {
        parts.push((t.grace)(policy.grace_days));
    }
    if policy.year_end {
        parts.push(t.with_year_end.to_owned());
    }
    parts.extend(policy.correction.map(|index| (t.index)(index).to_owned()));
    parts.join("; ")
}
