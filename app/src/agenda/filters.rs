//! Assignee, company and period. The form's fields become the address.

use super::state;
use crate::{
    routes,
    texts::texts,
    ui::{Choice, FilterForm, FilterInput, FilterSelect},
};
use domain::{
    agenda::{AgendaQuery, AgendaView, Assignee},
    period::Preset,
};
use leptos::prelude::*;

/// The periods that make sense for what is still to be done.
const PERIODS: [Preset; 10] = [
    Preset::AllOverdue,
    Preset::Today,
    Preset::Tomorrow,
    Preset::ThisWeek,
    Preset::NextWeek,
    Preset::ThisMonth,
    Preset::NextMonth,
    Preset::Yesterday,
    Preset::LastWeek,
    Preset::Custom,
];

/// The filters, in one line where there is room.
#[component]
pub fn Filters(agenda: Signal<AgendaView>, query: Memo<AgendaQuery>) -> impl IntoView {
    let t = &texts().agenda;
    let (assignees, companies) = agenda.with_untracked(choices);
    let shows_companies = companies.len() > 2;
    let assignee = move || {
        let asked = query.with(|query| query.assignee);
        state::assignee_value(asked.unwrap_or_else(|| agenda.with(|agenda| agenda.assignee)))
    };
    let company = move || query.with(|query| query.company.map(|id| id.to_string()).unwrap_or_default());
    let period =
        move || query.with(|query| query.period.map(|period| period.as_str().to_owned()).unwrap_or_default());
    let from = move || query.with(|query| query.from.clone());
    let until = move || query.with(|query| query.until.clone());
    let month = move || {
        let pairs = query.with(AgendaQuery::to_pairs);
        pairs.into_iter().find(|(name, _)| *name == "mes").map(|(_, value)| value)
    };
    view! {
        <FilterForm action=routes::AGENDA id="filtro" label=t.filter class="filters">
            <FilterSelect name="responsavel" id="filtro-responsavel" label=t.assignee choices=assignees
                value=Signal::derive(assignee)/>
            {shows_companies.then(|| view! {
                <FilterSelect name="empresa" id="filtro-empresa" label=t.company choices=companies
                    value=Signal::derive(company)/>
            })}
            <FilterSelect name="periodo" id="filtro-periodo" label=t.period choices=periods()
                value=Signal::derive(period) class="filters__period"/>
            <FilterInput name="de" id="filtro-de" label=t.from kind="date" value=Signal::derive(from)
                class="filters__date"/>
            <FilterInput name="ate" id="filtro-ate" label=t.until kind="date" value=Signal::derive(until)
                class="filters__date"/>
            {move || month().map(|month| view! { <input type="hidden" name="mes" value=month/> })}
            <div class="filters__actions">
                <button class="button" type="submit">{t.apply}</button>
                <a class="button button--quiet" href=routes::AGENDA data-noscroll="">{t.clear}</a>
            </div>
        </FilterForm>
    }
    .into_any()
}

fn choices(agenda: &AgendaView) -> (Vec<Choice>, Vec<Choice>) {
    let t = &texts().agenda;
    let mut assignees = vec![
        Choice::new(state::assignee_value(Assignee::Me), t.me),
        Choice::new(state::assignee_value(Assignee::Everybody), t.everybody),
    ];
    assignees.extend(agenda.assignees.iter().map(|(id, name)| Choice::new(id, name.clone())));
    let mut companies = vec![Choice::new("", t.every_company)];
    companies.extend(agenda.companies.iter().map(|company| Choice::new(company.id, company.name.clone())));
    (assignees, companies)
}

fn periods() -> Vec<Choice> {
    let t = texts();
    let mut choices = vec![Choice::new("", t.agenda.every_period)];
    choices.extend(PERIODS.map(|period| {
        let name = if period == Preset::AllOverdue { t.agenda.late } else { (t.common.preset)(period) };
        Choice::new(period.as_str(), name)
    }));
    choices
}
