//! `/configuracoes/indices`: tables of price indices, and taking one in.

use super::tabs::tabs;
use crate::{
    error::ApiError,
    page::posted_form,
    routes,
    texts::{errors, texts},
    ui::{
        Choice, EmptyState, PageTitle, PlainForm, SelectField, SubmitButton, TextArea, Tone, markup::badge,
        served,
    },
};
use domain::{
    correction::PriceIndex,
    rate::show_rate,
    settings::{IndexView, IndicesView},
};
use leptos::prelude::*;
use maud::{Markup, html};

/// Where a table is sent, as text or as a file.
pub const UPLOAD: &str = "/configuracoes/indices/arquivo";

/// The field of the file.
pub const FILE: &str = "arquivo";

/// The page of indices.
#[component]
pub fn IndicesPage() -> impl IntoView {
    let t = &texts().settings;
    view! {
        <PageTitle text=t.indices/>
        <div class="page settings">
            <header class="page__head"><h1>{t.indices}</h1></header>
            <nav class="tabs" aria-label=t.settings inner_html=tabs(routes::INDICES)></nav>
            <p class="lead">{t.indices_lead}</p>
            {served(load(), page)}
        </div>
    }
    .into_any()
}

async fn load() -> Result<IndicesView, ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    Ok(backend::settings::indices(&ctx, &actor).await?)
}

fn page(view: IndicesView) -> AnyView {
    let t = &texts().settings;
    let tables = view.tables.iter().map(table).collect_view();
    view! {
        {view.tables.is_empty().then(|| view! { <EmptyState title=t.no_indices/> })}
        <div class="indices">{tables}</div>
        {view.may_change.then(import)}
    }
    .into_any()
}

fn table(view: &IndexView) -> AnyView {
    let t = &texts().settings;
    let name = (t.index)(view.index);
    let id = format!("indice-{}", view.index.as_str());
    let missing: Vec<String> = view
        .months
        .iter()
        .filter(|(_, known)| known.is_none())
        .map(|(month, _)| month.format("%m/%Y").to_string())
        .collect();
    let rows = html! { @for (month, variation) in &view.months { (row(&month.format("%m/%Y").to_string(), variation.map(show_rate))) } };
    view! {
        <section class="card indices__table" aria-labelledby=id.clone()>
            <h2 id=id.clone()>{name}</h2>
            {(!missing.is_empty()).then(|| view! {
                <p class="notice notice--warning">{(t.missing_months)(&missing.join(", "))}</p>
            })}
            <div class="indices__months" tabindex="0" role="group" aria-label=name>
                <table class="table table--plain">
                    <caption class="visually-hidden">{name}</caption>
                    <thead><tr><th scope="col">{t.month}</th><th scope="col" class="number">{t.variation}</th></tr></thead>
                    <tbody inner_html=rows.into_string()></tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

fn row(month: &str, variation: Option<String>) -> Markup {
    html! {
        tr {
            th scope="row" { (month) }
            td.number {
                @match variation {
                    Some(variation) => (variation),
                    None => (badge(texts().settings.missing, Tone::Warning)),
                }
            }
        }
    }
}

fn import() -> AnyView {
    let t = &texts().settings;
    let choices =
        PriceIndex::ALL.iter().map(|index| Choice::new(index.as_str(), (t.index)(*index))).collect();
    view! {
        <section class="card" aria-labelledby="importar-indice">
            <h2 id="importar-indice">{t.import_index}</h2>
            <PlainForm path=UPLOAD id="indice" class="indices__form" files=true>
                {wrong_lines()}
                <SelectField name="index" label=t.which_index choices=choices/>
                <div class="field">
                    <label class="field__label" for="indice-arquivo">{t.file}</label>
                    <input class="input input--file" id="indice-arquivo" type="file" name=FILE accept=".csv,.txt,text/csv"
                        aria-describedby="indice-arquivo-hint"/>
                    <p class="field__hint" id="indice-arquivo-hint">{t.file_hint}</p>
                </div>
                <TextArea name="table" label=t.table hint=t.table_hint rows=6/>
                <div class="form__actions"><SubmitButton label=t.import/></div>
            </PlainForm>
        </section>
    }
    .into_any()
}

/// What is wrong with lines of the table, which are no fields of their own.
fn wrong_lines() -> Option<AnyView> {
    let posted = posted_form(UPLOAD, None)?;
    let ApiError::Invalid(wrong) = &posted.error else { return None };
    let lines: Vec<_> = wrong
        .iter()
        .filter_map(|error| {
            let line = error.field.strip_prefix("table[")?.strip_suffix(']')?;
            Some((line.to_owned(), errors::sentence(&error.error, texts())))
        })
        .collect();
    let rows = html! { @for (line, sentence) in &lines { li { (line) ": " (sentence) } } }.into_string();
    (!lines.is_empty()).then(|| view! { <ul class="indices__wrong" inner_html=rows></ul> }.into_any())
}
