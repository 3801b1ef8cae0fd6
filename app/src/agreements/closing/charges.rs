//! The charges that may be renegotiated, overdue or not, each with what is owed of it and why.

use super::{fields, step_button};
use crate::{
    agreements::shown::charge_link,
    charges::derivation::why_if_known,
    texts::texts,
    ui::{
        Tone,
        markup::{badge, date, money},
    },
};
use domain::{
    Money,
    agreement::{AgreementSeed, SeedLine},
};
use maud::{Markup, html};

/// The part of the page with the charges.
pub fn section(seed: &AgreementSeed, page: &str) -> Markup {
    let t = &texts().agreement;
    let shape = Shape::of(seed);
    let overdue = html! { (t.closing.all_overdue) };
    html! {
        section.card.agreement__charges aria-labelledby="acordo-lancamentos" {
            div.card__head {
                h2 id="acordo-lancamentos" { (t.closing.charges) }
                (step_button(page, ("escolher", "vencidos"), "button--quiet button--small", false, &overdue))
            }
            p.field__hint { (t.closing.charges_hint) }
            (fields::error_line("charges", &seed.errors))
            table.table.table--cards.charges__table id=(fields::id("charges")) data-select {
                caption.visually-hidden { (t.closing.charges) }
                thead {
                    tr {
                        th.cell--check scope="col" {
                            input type="checkbox" data-all="cmd[charges][]" aria-label=(t.closing.choose_all);
                        }
                        th scope="col" { (t.document) }
                        @if shape.companies { th scope="col" { (t.company) } }
                        th scope="col" { (t.due) }
                        th.number scope="col" { (t.principal) }
                        @if shape.correction { th.number scope="col" { (t.correction) } }
                        th.number scope="col" { (t.fine) }
                        th.number scope="col" { (t.interest) }
                        th.number scope="col" { (t.updated) }
                    }
                }
                tbody { @for line in &seed.lines { (row(seed, line, shape)) } }
                tfoot data-live-part="escolhidos" { (sum(seed, shape)) }
            }
        }
    }
}

/// Which columns there are.
#[derive(Clone, Copy)]
struct Shape {
    companies: bool,
    correction: bool,
}

impl Shape {
    fn of(seed: &AgreementSeed) -> Self {
        Self {
            companies: seed.lines.windows(2).any(|pair| pair[0].company.id != pair[1].company.id),
            correction: seed.lines.iter().any(|line| !line.source.owed.correction.is_zero()),
        }
    }
}

fn row(seed: &AgreementSeed, line: &SeedLine, shape: Shape) -> Markup {
    let t = &texts().agreement;
    let (source, owed) = (&line.source, line.source.owed);
    let id = source.charge.to_string();
    html! {
        tr {
            td.cell--check {
                input type="checkbox" autocomplete="off" name="cmd[charges][]" value=(id) checked[line.chosen]
                    aria-label=((t.closing.choose)(&source.document));
                input type="hidden" name="cmd[seen][]" value={ (id) " " (owed.total.plain()) };
            }
            th scope="row" data-label=(t.document) { (charge_link(source.charge, &source.document)) }
            @if shape.companies { td data-label=(t.company) { (line.company.name) } }
            td.nowrap data-label=(t.due) {
                (date(source.due))
                @if source.due < seed.today { " " (badge(t.closing.overdue, Tone::Bad)) }
            }
            td.number data-label=(t.principal) { (money(owed.principal)) }
            @if shape.correction { td.number data-label=(t.correction) { (money(owed.correction)) } }
            td.number data-label=(t.fine) { (money(owed.fine)) }
            td.number data-label=(t.interest) { (money(owed.interest)) }
            td.number data-label=(t.updated) { (why_if_known(&line.derivation, &source.document)) }
        }
    }
}

/// The sum of what is chosen.
fn sum(seed: &AgreementSeed, shape: Shape) -> Markup {
    let t = &texts().agreement;
    let debt = seed.proposal.debt();
    let cell = |label: &str, amount: Money| html! { td.number data-label=(label) { (money(amount)) } };
    html! {
        tr {
            th scope="row" colspan=(if shape.companies { 4 } else { 3 }) {
                ((t.closing.chosen)(seed.proposal.sources.len()))
            }
            (cell(t.principal, debt.principal))
            @if shape.correction { (cell(t.correction, debt.correction)) }
            (cell(t.fine, debt.fine))
            (cell(t.interest, debt.interest))
            (cell(t.updated, debt.total))
        }
    }
}
