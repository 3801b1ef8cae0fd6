//! What history and agenda say of an agreement that was closed.

use domain::{
    agreement::{AgreementState, Proposal},
    period::show_date,
};
use std::fmt::Write as _;

/// Instalments that are named one by one; of more the last is named.
const NAMED: usize = 12;

/// The figures, as a person would write them down. It is a record, not a page: it stays as it was written.
pub(super) fn figures(number: i64, proposal: &Proposal) -> String {
    let debt = proposal.debt();
    let documents: Vec<&str> =
        proposal.sources.iter().take(NAMED).map(|source| source.document.as_str()).collect();
    let more = if proposal.sources.len() > NAMED { ", …" } else { "" };
    let mut text = format!(
        "Acordo nº {number} fechado.\nLançamentos: {}{more}.\nPrincipal {}, multa {}, juros {}",
        documents.join(", "),
        debt.principal,
        debt.fine,
        debt.interest
    );
    for (name, amount) in [
        ("correção", debt.correction),
        ("desconto", proposal.adjustment.discount),
        ("acréscimo", proposal.adjustment.surcharge),
    ] {
        if amount.is_positive() {
            let _ = write!(text, ", {name} {amount}");
        }
    }
    let count = proposal.instalments.len();
    // Writing to a string cannot fail.
    let _ = write!(text, ".\nTotal {} em {count}x:", proposal.agreed());
    for (place, part) in proposal.instalments.iter().enumerate() {
        if place < NAMED || place + 1 == count {
            let _ = write!(text, "\n{}/{count}: {} em {}", place + 1, part.amount, show_date(part.due));
        }
    }
    text
}

/// The task to have the bank slips of these documents cancelled.
pub(super) fn cancel_slips(number: i64, documents: &[&str]) -> String {
    let more = if documents.len() > NAMED { ", …" } else { "" };
    let named = &documents[..documents.len().min(NAMED)];
    format!("{}, se houve remessa: {}{more}.", cancelling(number), named.join(", "))
}

/// The task to issue the bank slips of these instalments out of `count`.
pub(super) fn issue_slips(number: i64, instalments: &[usize], count: usize) -> String {
    let which = if instalments.len() == count {
        format!("{count} parcela{}", if count == 1 { "" } else { "s" })
    } else {
        let named: Vec<String> =
            instalments.iter().take(NAMED).map(|place| format!("{place}/{count}")).collect();
        format!("parcelas {}{}", named.join(", "), if instalments.len() > NAMED { ", …" } else { "" })
    };
    format!("{} ({which}).", issuing(number))
}

fn cancelling(number: i64) -> String {
    format!("Acordo nº {number}: pedir ao banco o cancelamento dos boletos substituídos")
}

fn issuing(number: i64) -> String {
    format!("Acordo nº {number}: emitir e enviar os boletos novos")
}

/// Whether a task is one of those that closing the agreement put into the agenda.
pub(super) fn is_about_slips(number: i64, notes: &str) -> bool {
    notes.starts_with(&cancelling(number)) || notes.starts_with(&issuing(number))
}

/// Why such a task is to be done no more.
pub(super) fn ended(number: i64, state: AgreementState) -> String {
    let how = if state == AgreementState::Broken { "quebrado" } else { "desfeito" };
    format!("Acordo nº {number} {how}.")
}
