//! The instalments: made n at once, added one by one, changed and removed.

use super::{
    Step,
    fields::{self, Input, Kind},
    step_button,
};
use crate::{
    texts::texts,
    ui::{Glyph, markup::icon},
};
use domain::agreement::AgreementSeed;
use maud::{Markup, html};

/// The part of the page with the instalments.
pub fn section(seed: &AgreementSeed, step: Step, page: &str) -> Markup {
    let t = &texts().agreement.closing;
    let rows = seed.form.rows();
    let add = html! { (icon(Glyph::Plus)) span { (t.add) } };
    html! {
        section.card.instalments id=(fields::id("instalments")) aria-labelledby="acordo-parcelas" {
            h2 id="acordo-parcelas" { (t.instalments) }
            (division(seed, page))
            (fields::error_line("instalments", &seed.errors))
            @if rows > 0 { (table(seed, step, page)) }
            (step_button(page, ("adicionar", "1"), "", matches!(step, Step::Remove(_)), &add))
        }
    }
}

/// The fields that make n instalments.
fn division(seed: &AgreementSeed, page: &str) -> Markup {
    let t = &texts().agreement;
    let d = &seed.division;
    let field = |field: &'static str, label, value, kind, hint| {
        let class = if kind == Kind::Date { "field--date" } else { "" };
        let name = format!("dividir[{field}]");
        Input { field, name, label, value, kind, hint, class }.labelled(&seed.errors)
    };
    html! {
        fieldset.instalments__make {
            legend.field__label { (t.closing.divide) }
            div.instalments__fields {
                (field("count", t.closing.count, &d.count, Kind::Number, ""))
                (field("first", t.closing.first, &d.first, Kind::Date, ""))
                (field("every", t.closing.every, &d.every, Kind::Number, t.closing.every_hint))
                div.field {
                    label.field__label for=(fields::id("method")) { (t.pay_by) }
                    (fields::method("method", "dividir[method]", t.pay_by, &d.method, &seed.errors))
                    (fields::error_line("method", &seed.errors))
                }
                (field("down", t.closing.down, &d.down, Kind::Money, ""))
                (field("down_on", t.closing.down_on, &d.down_on, Kind::Date, t.closing.down_hint))
                (step_button(page, ("gerar", "1"), "", false, &html! { (t.closing.make) }))
            }
        }
    }
}

fn table(seed: &AgreementSeed, step: Step, page: &str) -> Markup {
    let t = &texts().agreement;
    let rows = seed.form.rows();
    html! {
        table.table.table--cards.instalments__table {
            caption.visually-hidden { (t.closing.rows) }
            thead {
                tr {
                    th scope="col" { (t.page.part) }
                    th scope="col" { (t.pay_by) }
                    th scope="col" { (t.due) }
                    th.number scope="col" { (t.amount) }
                    th scope="col" { span.visually-hidden { (t.closing.remove_short) } }
                }
            }
            tbody { @for number in 0..rows { (row(seed, number, step == Step::Add && number + 1 == rows, page)) } }
        }
    }
}

fn row(seed: &AgreementSeed, row: usize, is_new: bool, page: &str) -> Markup {
    let t = &texts().agreement;
    let ([method, due, amount], number) = (seed.form.row(row), row + 1);
    let [methods, dues, amounts] = ["methods", "dues", "amounts"].map(|part| format!("{part}[{row}]"));
    let named = |label: &str| (t.closing.row_field)(label, number);
    let input = |field: &str, part: &str, label: &str, value: &str, kind| {
        let label = named(label);
        let input =
            Input { field, name: format!("cmd[{part}][]"), label: &label, value, kind, hint: "", class: "" };
        // The amount is what is changed most.
        input.control(&seed.errors, is_new && kind == Kind::Money)
    };
    let remove = html! { (icon(Glyph::Close)) span.icon-button__label { ((t.closing.remove)(number)) } };
    html! {
        tr {
            th scope="row" { span.instalments__number { (number) } span.instalments__name { ((t.closing.row)(number)) } }
            td data-label=(t.pay_by) {
                (fields::method(&methods, "cmd[methods][]", &named(t.pay_by), method, &seed.errors))
                (fields::error_line(&methods, &seed.errors))
            }
            td data-label=(t.due) {
                (input(&dues, "dues", t.due, due, Kind::Date))
                (fields::error_line(&dues, &seed.errors))
            }
            td data-label=(t.amount) {
                (input(&amounts, "amounts", t.amount, amount, Kind::Money))
                (fields::error_line(&amounts, &seed.errors))
            }
            td.instalments__remove {
                (step_button(page, ("remover", &row.to_string()), "button--quiet button--small", false, &remove))
            }
        }
    }
}
