//! The charges that were renegotiated, and the account of the agreement.

use crate::{
    agreements::shown::{account, charge_link, sum_line},
    charges::derivation::why,
    routes,
    texts::texts,
    ui::markup::{date, money},
};
use domain::{
    Money,
    agreement::{AgreementState, AgreementView, SourceLine},
    charge::ChargeStatus,
    derivation::Derivation,
    period::show_date,
};
use maud::{Markup, html};

/// The sources as they were owed on the day, and how they stand now.
pub fn sources(agreement: &AgreementView) -> Markup {
    let t = &texts().agreement;
    let debt = agreement.agreed.debt();
    let corrected = !debt.correction.is_zero();
    let cell = |label: &str, amount: Money| html! { td.number data-label=(label) { (money(amount)) } };
    let row = |line: &SourceLine, explained: Option<&Derivation>| {
        let standing = agreement.sources.iter().find(|source| source.charge == line.charge);
        html! {
            tr {
                th scope="row" data-label=(t.document) { (charge_link(line.charge, &line.document)) }
                td.nowrap data-label=(t.due) { (date(line.due)) }
                (cell(t.principal, line.owed.principal))
                @if corrected { (cell(t.correction, line.owed.correction)) }
                (cell(t.fine, line.owed.fine))
                (cell(t.interest, line.owed.interest))
                td.number data-label=(t.updated) {
                    @match explained {
                        Some(derivation) => { (why(derivation, &line.document)) }
                        None => { (money(line.owed.total)) }
                    }
                }
                td data-label=(t.page.now) { @if let Some(now) = standing { ((texts().ledger.status)(now.status)) } }
            }
        }
    };
    html! {
        section.card.charges aria-labelledby="acordo-origem" {
            h2 id="acordo-origem" { (t.page.sources) }
            p.field__hint { ((t.page.sources_hint)(&show_date(agreement.agreed.on))) }
            table.table.table--cards.charges__table {
                caption.visually-hidden { (t.page.sources) }
                thead {
                    tr {
                        th scope="col" { (t.document) }
                        th scope="col" { (t.due) }
                        th.number scope="col" { (t.principal) }
                        @if corrected { th.number scope="col" { (t.correction) } }
                        th.number scope="col" { (t.fine) }
                        th.number scope="col" { (t.interest) }
                        th.number scope="col" { (t.updated) }
                        th scope="col" { (t.page.now) }
                    }
                }
                tbody {
                    @for (line, explained) in agreement.agreed.sources.iter().zip(&agreement.explained) {
                        (row(line, explained.as_ref()))
                    }
                 }
                tfoot {
                    tr {
                        th scope="row" colspan="2" { (t.page.sum) }
                        (cell(t.principal, debt.principal))
                        @if corrected { (cell(t.correction, debt.correction)) }
                        (cell(t.fine, debt.fine))
                        (cell(t.interest, debt.interest))
                        (cell(t.updated, debt.total))
                        td {}
                    }
                }
            }
        }
    }
}

/// The lines of the agreement, what came of it, and who closed it.
pub fn summary(agreement: &AgreementView) -> Markup {
    let t = &texts().agreement;
    let received: Money = agreement.instalments.iter().map(|part| part.received).sum();
    let open = agreement.instalments.iter().filter(|part| part.status == ChargeStatus::Open);
    let owed: Money = open.map(|part| part.owed.total).sum();
    let is_active = agreement.state == AgreementState::Active;
    html! {
        h2 id="acordo-resumo" { (t.page.facts) }
        dl.sums {
            (account(&agreement.agreed))
            @if is_active {
                (sum_line(t.page.received, received, ""))
                (sum_line(t.page.still_owed, owed, ""))
            }
        }
        dl.facts.facts--stacked {
            @for (label, text) in facts(agreement) { div { dt { (label) } dd { (text) } } }
            @if agreement.contact.is_some() {
                div {
                    dt { (t.page.contact) }
                    dd { a href=(routes::history(agreement.client)) { (t.page.contact_link) } }
                }
            }
        }
    }
}

fn facts(agreement: &AgreementView) -> Vec<(&'static str, String)> {
    let t = &texts().agreement;
    [
        (t.list.closed_on, (t.page.closed)(&show_date(agreement.agreed.on), &agreement.user)),
        (t.page.discount_reason, agreement.discount_reason.clone()),
        (t.page.notes, agreement.notes.clone()),
    ]
    .into_iter()
    .filter(|(_, text)| !text.is_empty())
    .collect()
}
