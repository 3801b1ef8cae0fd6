//! What is to be said of lines of the file.

use super::address;
use crate::texts::texts;
use backend::{import::Remark, imports::ImportView};
use leptos::prelude::*;
use maud::html;

/// The three lists, and all of it as a file.
pub fn remarks(view: &ImportView) -> AnyView {
    let t = &texts().imports;
    let Some(report) = &view.line.report else { return ().into_any() };
    let all = &view.remarks;
    let lists = [
        ("erros", t.bad, t.bad_lead, &all.bad, report.bad_rows),
        ("diferencas", t.different, t.different_lead, &all.different, report.differences),
        ("avisos", t.warned, t.warned_lead, &all.warned, report.warnings),
    ];
    let any = lists.iter().any(|(_, _, _, remarks, _)| !remarks.is_empty());
    let download = format!("{}/problemas.csv", address(view.line.id));
    let lists = lists
        .into_iter()
        .filter(|(_, _, _, remarks, _)| !remarks.is_empty())
        .map(|(id, title, lead, remarks, count)| list(id, title, lead, remarks, count))
        .collect_view();
    view! {
        {any.then(|| view! { <p class="imports__download"><a class="button" href=download download>{t.download}</a></p> })}
        {lists}
    }
    .into_any()
}

fn list(
    id: &'static str,
    title: &'static str,
    lead: &'static str,
    remarks: &[Remark],
    count: u64,
) -> AnyView {
    let texts = texts();
    let t = &texts.imports;
    let rows = html! {
        @for remark in remarks {
            tr {
                th.number scope="row" { (remark.line) }
                td data-label=(t.column) { (remark.column) }
                td.imports__value data-label=(t.value) { span { (remark.value) } }
                td data-label=(t.why) { span { ((t.reason)(&remark.reason, texts)) } }
            }
        }
    };
    let shown = remarks.len();
    let more = (count > shown as u64).then(|| view! { " " {(t.first_of)(shown)} });
    view! {
        <section aria-labelledby=id>
            <h2 id=id>{title}" ("{count}")"</h2>
            <p class="lead">{lead}{more}</p>
            <div class="table-frame">
                <table class="table table--cards imports__remarks">
                    <caption class="visually-hidden">{title}</caption>
                    <thead>
                        <tr>
                            <th scope="col" class="number">{t.line}</th>
                            <th scope="col">{t.column}</th>
                            <th scope="col">{t.value}</th>
                            <th scope="col">{t.why}</th>
                        </tr>
                    </thead>
                    <tbody inner_html=rows.into_string()></tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}
