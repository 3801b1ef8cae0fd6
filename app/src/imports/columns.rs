//! Which column of the file holds what.

use super::api::CheckImport;
use crate::{
    error::ApiError,
    page::posted_form,
    texts::{errors, texts},
    ui::{Choice, Notice, SelectField, SubmitButton, Tone, draft},
};
use backend::{
    import::{DateFormat, Field},
    imports::{CheckImport as Form, ImportView, State},
};
use domain::Error as Rule;
use leptos::{prelude::*, server_fn::ServerFn};
use maud::{Markup, html};

/// The form that says it, filled with what was proposed, remembered or typed.
pub fn columns(view: &ImportView) -> AnyView {
    let t = &texts().imports;
    if !view.has_file {
        return view! { <Notice tone=Tone::Warning>{t.gone}</Notice> }.into_any();
    }
    let id = view.line.id.to_string();
    let form = draft::<CheckImport, Form>().filter(|form| form.import == id);
    let form = form.unwrap_or_else(|| Form {
        import: id.clone(),
        columns: view.columns.clone(),
        dates: view.dates.clone(),
    });
    let rows = rows(view, &form.columns).into_string();
    let found = (t.dates_found)((t.order)(view.contents.dates));
    let mut orders = vec![Choice::new("", found)];
    orders.extend(DateFormat::ALL.map(|order| Choice::new(order.as_str(), (t.order)(order))));
    let submit = if view.line.state == State::Uploaded { t.check } else { t.check_again };
    view! {
        <section class="card imports__columns" aria-labelledby="colunas">
            <h2 id="colunas">{t.columns}</h2>
            <p class="lead">{t.columns_lead}</p>
            {wrong()}
            // Not a form that says what is wrong with its fields: that is said above, column by column.
            <form method="post" action=CheckImport::PATH id="colunas-form" class="form imports__form" novalidate>
                <input type="hidden" name="cmd[import]" value=id/>
                <table class="table table--cards table--plain">
                    <caption class="visually-hidden">{t.columns}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t.column}</th>
                            <th scope="col">{t.examples}</th>
                            <th scope="col">{t.holds}</th>
                        </tr>
                    </thead>
                    <tbody inner_html=rows></tbody>
                </table>
                <SelectField name="dates" label=t.dates choices=orders value=form.dates/>
                <div class="form__actions"><SubmitButton label=submit/></div>
            </form>
        </section>
    }
    .into_any()
}

fn rows(view: &ImportView, chosen: &[String]) -> Markup {
    let t = &texts().imports;
    let fields: Vec<Field> = Field::ALL.iter().copied().filter(|field| view.line.kind.has(*field)).collect();
    html! {
        @for (place, heading) in view.contents.headings.iter().enumerate() {
            @let now = chosen.get(place).map(String::as_str).unwrap_or_default();
            @let name = if heading.is_empty() { (place + 1).to_string() } else { heading.clone() };
            tr {
                th scope="row" { (name) }
                td.imports__examples data-label=(t.examples) {
                    span { (examples(view, place)) }
                }
                td data-label=(t.holds) {
                    select.input name="cmd[columns][]" aria-label=((t.holds_of)(&name)) {
                        option value="" selected[now.is_empty()] { (t.left_out) }
                        @for field in &fields {
                            option value=(field.as_str()) selected[now == field.as_str()] { ((t.field)(*field)) }
                        }
                    }
                }
            }
        }
    }
}

/// What stands in the first rows of a column.
fn examples(view: &ImportView, place: usize) -> String {
    let cells = view.contents.samples.iter().filter_map(|row| row.get(place));
    let cells: Vec<String> = cells
        .filter(|cell| !cell.is_empty())
        .map(|cell| {
            if cell.chars().count() > 40 {
                cell.chars().take(39).chain(['…']).collect()
            } else {
                cell.clone()
            }
        })
        .collect();
    cells.join(" · ")
}

/// What is wrong with the columns as they were sent.
fn wrong() -> Option<AnyView> {
    let posted = posted_form(CheckImport::PATH, None)?;
    let t = &texts().imports;
    let ApiError::Invalid(wrong) = &posted.error else { return None };
    let sentence = |error: &domain::FieldError| match (error.field.parse::<Field>(), &error.error) {
        (Ok(field), Rule::Required) => (t.lacking)((t.field)(field)),
        (Ok(field), Rule::AlreadyInUse) => (t.twice)((t.field)(field)),
        (_, rule) => errors::sentence(rule, texts()),
    };
    let lines = html! { @for error in wrong { li { (sentence(error)) } } }.into_string();
    Some(
        view! {
            <div class="form-errors" role="alert" tabindex="-1" autofocus>
                <p class="form-errors__title">{t.wrong_columns}</p>
                <ul inner_html=lines></ul>
            </div>
        }
        .into_any(),
    )
}
