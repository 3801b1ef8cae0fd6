//! What an import did, or would do.

use super::{address, api::StartImport};
use crate::{
    routes,
    texts::texts,
    ui::{Hidden, Notice, PlainForm, SubmitButton, Tone, markup::money},
};
use backend::{
    import::{Kind, Report},
    imports::{ImportView, State},
};
use domain::Money;
use leptos::{prelude::*, server_fn::ServerFn};
use maud::{Markup, html};

/// The sentence and the figures.
pub fn figures(view: &ImportView) -> AnyView {
    let t = &texts().imports;
    let Some(report) = &view.line.report else { return ().into_any() };
    let changes = has_changes(report);
    let (tone, said) = match view.line.state {
        State::Checked if report.bad_rows > 0 => (Tone::Warning, t.checked_bad),
        State::Checked if !changes => (Tone::Info, t.nothing_new),
        State::Checked => (Tone::Info, t.checked),
        State::Done if report.imported => (Tone::Good, t.done),
        State::Done => (Tone::Info, t.done_nothing),
        _ => (Tone::Neutral, t.figures),
    };
    let facts = facts(view.line.kind, report).into_string();
    view! {
        <Notice tone=tone>{said}</Notice>
        <section class="card" aria-labelledby="resumo">
            <h2 id="resumo">{t.figures}</h2>
            <dl class="facts imports__figures" inner_html=facts></dl>
        </section>
    }
    .into_any()
}

const fn has_changes(report: &Report) -> bool {
    report.created + report.settled + report.partly_paid > 0
}

fn facts(kind: Kind, report: &Report) -> Markup {
    let t = &texts().imports;
    let charges = kind == Kind::Charges;
    html! {
        (fact(t.rows_read, report.rows))
        @if charges {
            (fact(t.new_clients, report.clients_created))
            (fact(t.new_charges, report.created))
            div { dt { (t.new_sum) } dd { (money(Money::from_centavos(report.created_centavos))) } }
            @if report.created_settled > 0 { (fact(t.new_settled, report.created_settled)) }
        }
        @if !charges || report.settled > 0 { (fact(t.settled, report.settled)) }
        @if !charges || report.partly_paid > 0 { (fact(t.partly_paid, report.partly_paid)) }
        @if report.received_centavos > 0 {
            div { dt { (t.received) } dd { (money(Money::from_centavos(report.received_centavos))) } }
        }
        (fact(t.unchanged, report.unchanged))
        @if report.differences > 0 { (fact(t.different, report.differences)) }
        (fact(t.bad_rows, report.bad_rows))
    }
}

fn fact(name: &str, count: u64) -> Markup {
    html! { div { dt { (name) } dd { ((texts().imports.number)(count)) } } }
}

/// The button that takes the file in, and the way back to the columns.
pub fn start(view: &ImportView) -> AnyView {
    let t = &texts().imports;
    let Some(report) = &view.line.report else { return ().into_any() };
    let (label, skip) = if report.bad_rows > 0 { (t.import_good, "on") } else { (t.import, "") };
    let id = view.line.id.to_string();
    let primary = report.bad_rows == 0;
    let form = has_changes(report).then(|| {
        view! {
            <PlainForm path=StartImport::PATH id="importar" class="form--bare">
                <Hidden name="import" value=id/>
                <Hidden name="skip_bad" value=skip/>
                <SubmitButton label=label primary=primary/>
            </PlainForm>
        }
    });
    view! {
        <div class="form__actions imports__actions">
            {form}
            <a class="button" href=format!("{}?colunas=1", address(view.line.id))>{t.change_columns}</a>
            {(!has_changes(report)).then(|| view! { <a class="button" href=routes::DELINQUENCY>{t.to_list}</a> })}
        </div>
    }
    .into_any()
}
