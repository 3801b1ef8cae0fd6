//! `/importar`: sending a file, and the imports that there were.

use super::address;
use crate::{
    error::ApiError,
    routes,
    texts::texts,
    ui::{
        Choice, Hidden, PageTitle, PlainForm, RadioCards, SelectField, SubmitButton, Tone,
        markup::{badge, date_time, money, table},
        served,
    },
};
use backend::{
    import::{Kind, Report},
    imports::{ImportLine, ImportsView, Refusal, State},
};
use domain::Money;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use maud::{Markup, html};

/// Where a file is sent.
pub const UPLOAD: &str = "/importar/arquivo";
/// The field of the file.
pub const FILE: &str = "arquivo";
/// The field of the company.
pub const COMPANY: &str = "cmd[company]";
/// The field of what the file holds.
pub const KIND: &str = "cmd[kind]";

/// The page after a file was not taken.
pub fn refused_address(refusal: Refusal, company: String, kind: String) -> String {
    let pairs = [("erro", refusal.as_str().to_owned()), ("empresa", company), ("tipo", kind)];
    routes::address(routes::IMPORTS, &pairs)
}

/// What the address says of a file that was not taken.
struct Before {
    refusal: Option<Refusal>,
    company: String,
    kind: Kind,
}

/// The page of imports.
#[component]
pub fn ImportsPage() -> impl IntoView {
    let t = &texts().imports;
    let before = use_query_map().with_untracked(|query| Before {
        refusal: query
            .get("erro")
            .and_then(|code| Refusal::ALL.into_iter().find(|refusal| refusal.as_str() == code)),
        company: query.get("empresa").unwrap_or_default(),
        kind: query.get("tipo").and_then(|kind| kind.parse().ok()).unwrap_or_default(),
    });
    view! {
        <PageTitle text=t.title/>
        <div class="page imports">
            <header class="page__head"><h1>{t.title}</h1></header>
            <p class="lead">{t.lead}</p>
            {served(load(), move |view| page(view, before))}
        </div>
    }
    .into_any()
}

async fn load() -> Result<ImportsView, ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    Ok(backend::imports::list(&ctx, &actor).await?)
}

fn page(view: ImportsView, before: Before) -> AnyView {
    view! {
        {upload(&view, before)}
        {latest(&view.imports)}
    }
    .into_any()
}

fn upload(view: &ImportsView, before: Before) -> AnyView {
    let t = &texts().imports;
    let company = match view.companies.as_slice() {
        [only] => view! { <Hidden name="company" value=only.id.to_string()/> }.into_any(),
        several => {
            let mut choices = vec![Choice::new("", "—")];
            choices.extend(several.iter().map(|company| Choice::new(company.id, company.name.clone())));
            view! { <SelectField name="company" label=t.company choices value=before.company/> }.into_any()
        }
    };
    let kinds = Kind::ALL.map(|kind| {
        let (label, note) = (t.kind_name)(kind);
        Choice { note: note.to_owned(), ..Choice::new(kind.as_str(), label) }
    });
    let refusal = before.refusal.map(|refusal| {
        view! { <div class="form-errors" role="alert"><p>{(t.refusal)(refusal)}</p></div> }
    });
    view! {
        <section class="card imports__new" aria-labelledby="novo-arquivo">
            <h2 id="novo-arquivo">{t.new}</h2>
            <PlainForm path=UPLOAD id="arquivo" files=true>
                {refusal}
                {company}
                <RadioCards name="kind" label=t.kind choices=kinds.to_vec() value=before.kind.as_str()/>
                <div class="field">
                    <label class="field__label" for="arquivo-arquivo">{t.file}</label>
                    <input class="input input--drop" id="arquivo-arquivo" type="file" name=FILE required
                        accept=".csv,.txt,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                        aria-describedby="arquivo-hint"/>
                    <p class="field__hint" id="arquivo-hint">{t.file_hint}</p>
                </div>
                <div class="form__actions"><SubmitButton label=t.send/></div>
            </PlainForm>
        </section>
    }
    .into_any()
}

fn latest(imports: &[ImportLine]) -> AnyView {
    let t = &texts().imports;
    if imports.is_empty() {
        return view! { <p class="muted imports__none">{t.none_yet}</p> }.into_any();
    }
    let headings = [t.file_short, t.kind_short, t.company, t.sent_at, t.sent_by, t.state, t.result];
    let table = table("", t.latest, &headings, imports.iter().map(row));
    view! {
        <section aria-labelledby="recentes">
            <h2 id="recentes">{t.latest}</h2>
            <div class="table-frame" inner_html=table.into_string()></div>
        </section>
    }
    .into_any()
}

fn row(import: &ImportLine) -> Markup {
    let t = &texts().imports;
    html! {
        tr data-row {
            th.imports__file scope="row" { a href=(address(import.id)) data-open { (import.file) } }
            td data-label=(t.kind_short) { ((t.kind_name)(import.kind).0) }
            td data-label=(t.company) { (import.company) }
            td.nowrap data-label=(t.sent_at) { (date_time(import.at)) }
            td data-label=(t.sent_by) { (import.user) }
            td data-label=(t.state) { (state(import.state)) }
            td data-label=(t.result) { @if let Some(report) = &import.report { (result(import.kind, report)) } }
        }
    }
}

/// A state and its colour.
pub(super) fn state(state: State) -> Markup {
    let tone = match state {
        State::Uploaded | State::Undone => Tone::Neutral,
        State::Checking | State::Running | State::Checked => Tone::Info,
        State::Done => Tone::Good,
        State::Failed => Tone::Bad,
    };
    badge((texts().imports.state_name)(state), tone)
}

/// The figure that matters most.
fn result(kind: Kind, report: &Report) -> Markup {
    let t = &texts().imports;
    html! {
        span {
            @if kind == Kind::Charges && report.created > 0 {
                ((t.made)(report.created)) " · " (money(Money::from_centavos(report.created_centavos)))
            } @else if report.received_centavos > 0 {
                ((t.paid)(report.settled + report.partly_paid)) " · " (money(Money::from_centavos(report.received_centavos)))
            } @else {
                ((t.rows)(report.rows))
            }
            @if report.bad_rows > 0 { " " (badge(&format!("{}: {}", t.bad_rows, report.bad_rows), Tone::Warning)) }
        }
    }
}
