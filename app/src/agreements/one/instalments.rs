//! The instalments as they are, and what was paid of them.

use crate::{
    agreements::shown::charge_link,
    charges::explained,
    texts::texts,
    ui::{
        Tone,
        markup::{badge, date, money},
    },
};
use chrono::NaiveDate;
use domain::{
    agreement::{AgreementView, InstalmentLine},
    charge::ChargeStatus,
    period::show_date,
    settlement::PaymentLine,
};
use maud::{Markup, html};

/// The instalments; each leads to its charge, where it is settled.
pub fn section(agreement: &AgreementView) -> Markup {
    let t = &texts().agreement;
    html! {
        section.card.charges aria-labelledby="acordo-parcelas" {
            h2 id="acordo-parcelas" { (t.page.instalments) }
            table.table.table--cards.charges__table {
                caption.visually-hidden { (t.page.instalments) }
                thead {
                    tr {
                        th scope="col" { (t.page.part) }
                        th scope="col" { (t.due) }
                        th scope="col" { (t.pay_by) }
                        th.number scope="col" { (t.amount) }
                        th.number scope="col" { (t.page.received) }
                        th.number scope="col" { (t.page.owed_today) }
                        th scope="col" { (t.list.state) }
                    }
                }
                tbody { @for part in &agreement.instalments { (row(part, agreement.today)) } }
            }
        }
    }
}

fn row(part: &InstalmentLine, today: NaiveDate) -> Markup {
    let t = &texts().agreement;
    let (state, tone) = state(part, today);
    let partly = part.status == ChargeStatus::Open && part.received.is_positive();
    html! {
        tr {
            th scope="row" data-label=(t.page.part) { (charge_link(part.charge, &part.document)) }
            td.nowrap data-label=(t.due) { (date(part.due)) }
            td data-label=(t.pay_by) { ((texts().ledger.method)(part.method)) }
            td.number data-label=(t.amount) { (money(part.amount)) }
            td.number data-label=(t.page.received) { (money(part.received)) }
            td.number data-label=(t.page.owed_today) { @if part.status == ChargeStatus::Open { (explained(part.charge, &part.document, part.owed.total)) } }
            td data-label=(t.list.state) {
                (badge(&state, tone))
                @if partly { span.cell__note { (t.page.partly) } }
            }
        }
    }
}

fn state(part: &InstalmentLine, today: NaiveDate) -> (String, Tone) {
    let t = &texts().agreement;
    let days = (today - part.due).num_days();
    match part.status {
        ChargeStatus::Open if days > 0 => ((t.page.late)(days), Tone::Bad),
        ChargeStatus::Open if days == 0 => (t.page.due_today.to_owned(), Tone::Warning),
        ChargeStatus::Open => (t.page.to_come.to_owned(), Tone::Neutral),
        ChargeStatus::Settled => (t.page.paid.to_owned(), Tone::Good),
        other => ((texts().ledger.status)(other).to_owned(), Tone::Neutral),
    }
}

/// What was paid of the instalments, the first first.
pub fn payments(agreement: &AgreementView) -> Markup {
    let t = &texts().agreement;
    html! {
        section.card.charges aria-labelledby="acordo-pagamentos" {
            h2 id="acordo-pagamentos" { (t.page.payments) }
            @if agreement.payments.is_empty() {
                p.muted { (t.page.no_payments) }
            } @else {
                table.table.table--cards.charges__table {
                    caption.visually-hidden { (t.page.payments) }
                    thead {
                        tr {
                            th scope="col" { (t.page.paid_on) }
                            th scope="col" { (t.pay_by) }
                            th.number scope="col" { (t.amount) }
                            th scope="col" { (t.page.went_to) }
                            th scope="col" { (t.page.recorded_by) }
                        }
                    }
                    tbody { @for payment in &agreement.payments { (payment_row(payment)) } }
                }
            }
        }
    }
}

fn payment_row(payment: &PaymentLine) -> Markup {
    let t = &texts().agreement;
    html! {
        tr.row--reversed[payment.reversed.is_some()] {
            th scope="row" data-label=(t.page.paid_on) { (date(payment.on)) }
            td data-label=(t.pay_by) { @if let Some(method) = payment.method { ((texts().ledger.method)(method)) } }
            td.number data-label=(t.amount) { (money(payment.amount)) }
            td data-label=(t.page.went_to) {
                span.badges {
                    @for (charge, document, amount) in &payment.charges {
                        span { (charge_link(*charge, document)) " " (money(*amount)) }
                    }
                }
            }
            td data-label=(t.page.recorded_by) {
                (payment.user)
                @if let Some(reversed) = &payment.reversed {
                    span.cell__note { ((t.page.reversed)(&reversed.by, &show_date(reversed.on), &reversed.reason)) }
                }
            }
        }
    }
}
