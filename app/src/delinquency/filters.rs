//! The search of the list: quick, and advanced on demand. It works as a plain form.

use crate::{
    page::use_viewer,
    routes,
    texts::{errors, texts},
    ui::{Choice, FilterForm, FilterInput, FilterSelect, date_kind, option_list},
};
use domain::{
    FieldError,
    delinquency::{DelinquencyQuery, RoleFilter},
    period::Preset,
};
use leptos::{html, prelude::*};

/// Quick search, advanced search, *Search* and *Clear*. The fields follow the address.
#[component]
pub fn Filters(
    /// What the address asks.
    query: Memo<DelinquencyQuery>,
    /// What is wrong with it.
    errors: Memo<Vec<FieldError>>,
) -> impl IntoView {
    let t = &texts().delinquency;
    let now = query.get_untracked();
    let order = move |name: &'static str| {
        query.with(|query| query.to_pairs().into_iter().find(|(key, _)| *key == name).map(|(_, value)| value))
    };
    // What is as usual is not sent, so that the address stays short.
    let hidden = move |name: &'static str| {
        move || order(name).map(|value| view! { <input type="hidden" name=name value=value/> })
    };
    view! {
        <FilterForm action=routes::DELINQUENCY id="busca" label=t.title class="filters">
            <div class="filters__quick">
                <label class="visually-hidden" for="busca-q">{t.search}</label>
                <input class="input" id="busca-q" type="search" name="q" autocomplete="off"
                    placeholder=t.search_placeholder value=now.search.clone() prop:value=move || query.with(|query| query.search.clone())/>
                <button type="submit" class="button button--primary">{t.submit}</button>
                <a class="button" href=routes::DELINQUENCY>{t.clear}</a>
            </div>
            {hidden("ordem")}
            {hidden("sentido")}
            <details class="disclosure filters__advanced" open=advanced(&now) != 0 || !errors.get_untracked().is_empty()>
                <summary class="disclosure__summary">
                    {t.advanced}
                    {move || match query.with(advanced) {
                        0 => String::new(),
                        count => format!(" - {}", (t.active_filters)(count)),
                    }}
                </summary>
                <div class="disclosure__body"><Advanced query errors/></div>
            </details>
        </FilterForm>
    }
    .into_any()
}

/// How many of the advanced filters differ from the usual.
fn advanced(query: &DelinquencyQuery) -> usize {
    let usual = DelinquencyQuery::default();
    let set = [
        !query.client.is_empty(),
        query.company.is_some(),
        query.role != usual.role,
        query.period != usual.period,
        query.show_all,
    ];
    set.into_iter().filter(|set| *set).count()
}

#[component]
fn Advanced(query: Memo<DelinquencyQuery>, errors: Memo<Vec<FieldError>>) -> impl IntoView {
    let t = texts();
    let now = query.get_untracked();
    let period = NodeRef::<html::Select>::new();
    let companies = use_viewer().map(|viewer| viewer.companies).unwrap_or_default();
    let companies = std::iter::once(Choice::new("", t.delinquency.every_company))
        .chain(companies.into_iter().map(|company| Choice::new(company.id, company.name)))
        .collect();
    let roles =
        RoleFilter::ALL.iter().map(|role| Choice::new(role.as_str(), (t.delinquency.role_name)(*role)));
    let presets = Preset::ALL.iter().map(|preset| Choice::new(preset.as_str(), (t.common.preset)(*preset)));
    let company = move || query.with(|query| query.company.map(|id| id.to_string()).unwrap_or_default());
    // Whoever types a date means it.
    let custom = move |_| {
        if let Some(period) = period.get_untracked() {
            period.set_value(Preset::Custom.as_str());
        }
    };
    view! {
        <div class="filters__fields">
            <FilterInput name="cliente" id="busca-cliente" label=t.delinquency.client
                value=Signal::derive(move || query.with(|query| query.client.clone()))/>
            <FilterSelect name="empresa" id="busca-empresa" label=t.delinquency.company choices=companies
                value=Signal::derive(company)/>
            <FilterSelect name="papel" id="busca-papel" label=t.delinquency.role choices=roles.collect()
                value=Signal::derive(move || query.with(|query| query.role.as_str().to_owned()))/>
            <div class="field">
                <label class="field__label" for="busca-periodo">{t.delinquency.period}</label>
                <select class="input" id="busca-periodo" name="periodo" node_ref=period
                    aria-describedby="busca-periodo-dica" prop:value=move || query.with(|query| query.period.as_str())
                    inner_html=option_list(presets, now.period.as_str()).into_string()></select>
                <p class="field__hint" id="busca-periodo-dica">{t.delinquency.period_hint}</p>
            </div>
            <div class="filters__dates" on:input=custom>
                {date("de", t.delinquency.from, Signal::derive(move || query.with(|query| query.from.clone())), errors)}
                {date("ate", t.delinquency.until, Signal::derive(move || query.with(|query| query.until.clone())), errors)}
                <p class="field__hint">{t.delinquency.dates_hint}</p>
            </div>
            <label class="check filters__all">
                <input type="checkbox" name="todos" value="1" checked=now.show_all
                    prop:checked=move || query.with(|query| query.show_all)/>
                <span>{t.delinquency.show_all}</span>
            </label>
        </div>
    }
    .into_any()
}

/// A date of the custom period.
fn date(
    name: &'static str,
    label: &'static str,
    value: Signal<String>,
    errors: Memo<Vec<FieldError>>,
) -> AnyView {
    let id = format!("busca-{name}");
    let error_id = format!("{id}-erro");
    let first = value.get_untracked();
    let error = move || {
        errors.with(|errors| {
            let error = errors.iter().find(|error| error.field == name)?;
            Some(errors::sentence(&error.error, texts()))
        })
    };
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>{label}</label>
            <input class="input" id=id type=move || date_kind(&value.get()) name=name value=first
                prop:value=move || value.get() autocomplete="off"
                aria-describedby=error_id.clone() aria-invalid=move || error().map(|_| "true")/>
            <p class="field__error" id=error_id>{error}</p>
        </div>
    }
    .into_any()
}
