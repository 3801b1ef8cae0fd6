//! The client's open charges: overdue ones with fine, interest and how they came about, then those to come.

use super::Live;
use crate::{
    routes,
    texts::texts,
    ui::{
        Glyph,
        markup::{date, icon, money},
        ticked,
    },
};
use domain::{Money, charge::ChargeLine, id::ClientId, ledger::Owed};
use leptos::prelude::*;
use maud::{Markup, html};

/// The form that the boxes of both tables belong to: it leads to settling the chosen charges or agreeing on them.
const CHOSEN: &str = "escolhidas";

/// The name of their boxes. The tables are drawn again when a charge changes, and keep what was chosen.
const BOX: &str = "cobranca";

/// The overdue charges, the oldest first, and their sum.
#[component]
pub fn OverdueCharges(
    /// The page.
    live: Live,
) -> impl IntoView {
    let t = &texts().client;
    let charges = live.part(|view| &view.overdue);
    view! {
        <section class="card charges" id="cobrancas" aria-labelledby="cobrancas-titulo">
            <h2 class="card__title" id="cobrancas-titulo">{t.overdue}</h2>
            <div inner_html=move || charges.with(|charges| overdue(charges).into_string())></div>
            <form class="charges__actions" id=CHOSEN method="get" action=routes::SETTLE
                inner_html=actions(live.now(|view| view.client.id), live.now(|view| view.upcoming.is_empty() && view.overdue.is_empty())).into_string()></form>
        </section>
    }
    .into_any()
}

/// The charges that are not yet due, the next first.
#[component]
pub fn UpcomingCharges(
    /// The page.
    live: Live,
) -> impl IntoView {
    let t = &texts().client;
    let charges = live.part(|view| &view.upcoming);
    view! {
        <section class="card charges" aria-labelledby="a-vencer-titulo">
            <h2 class="card__title" id="a-vencer-titulo">{t.upcoming}</h2>
            <div inner_html=move || charges.with(|charges| upcoming(charges).into_string())></div>
        </section>
    }
    .into_any()
}

/// What can be done with the chosen charges. These are pages that only the server renders.
fn actions(client: ClientId, nothing: bool) -> Markup {
    let t = &texts().client;
    html! {
        input type="hidden" name="cliente" value=(client);
        @if !nothing {
            button.button.button--small type="submit" { (t.settle) }
            button.button.button--small type="submit" formaction=(routes::agreement_with(client)) { (t.agree) }
            button.button.button--small type="submit" formaction=(routes::statement(client)) formtarget="_blank" {
                (t.statement)
            }
            button.button.button--small type="submit" name="canal" value="letter" formaction=(routes::contact_with(client)) {
                (t.letter)
            }
        }
        button.button.button--small type="submit" id="mensagem" formaction=(routes::message_to(client)) aria-keyshortcuts="m" {
            (texts().mail.write)
        }
        button.button.button--small type="submit" formaction=(routes::contact_with(client)) {
            (icon(Glyph::WhatsApp)) (texts().common.whatsapp)
        }
        @if !nothing { span.muted { (t.choose_hint) } }
        a href=(routes::charges_of(client)) rel="external" { (t.all_charges) }
    }
}

fn overdue(charges: &[ChargeLine]) -> Markup {
    let t = &texts().client;
    if charges.is_empty() {
        return html! { p.muted { (t.overdue_none) } };
    }
    let several = several_companies(charges);
    let sum = |pick: fn(&ChargeLine) -> Money| charges.iter().map(pick).sum::<Money>();
    let chosen = ticked(BOX);
    html! {
        table.table.table--cards.charges__table data-select="" {
            caption.visually-hidden { (t.overdue) }
            thead {
                tr {
                    th scope="col" {
                        input.charges__box type="checkbox" data-all=(BOX) aria-label=(t.choose_all);
                        (t.document)
                    }
                    th scope="col" { (t.due) }
                    @for heading in [t.late, t.original, t.fine, t.interest, t.updated] {
                        th.number scope="col" { (heading) }
                    }
                }
            }
            tbody { @for charge in charges { (overdue_row(charge, several, &chosen)) } }
            tfoot {
                tr {
                    th scope="row" colspan="3" { ((t.sum)(charges.len())) }
                    td.number data-label=(t.original) {
                        (money(sum(|charge| charge.original)))
                        (part(sum(|charge| charge.original), sum(|charge| charge.balance)))
                    }
                    td.number data-label=(t.fine) { (money(sum(|charge| owed(charge).fine))) }
                    td.number data-label=(t.interest) { (money(sum(|charge| owed(charge).interest))) }
                    td.number data-label=(t.updated) { (money(sum(ChargeLine::updated))) }
                }
            }
        }
    }
}

fn overdue_row(charge: &ChargeLine, several: bool, chosen: &[String]) -> Markup {
    let t = texts();
    let (owed, page) = (owed(charge), routes::charge(charge.id));
    html! {
        tr {
            th scope="row" data-label=(t.client.document) { (document(charge, &page, several, chosen)) }
            td data-label=(t.client.due) { (date(charge.due)) }
            td.number.nowrap data-label=(t.client.late) { ((t.client.days)(charge.days_late)) }
            td.number data-label=(t.client.original) {
                (money(charge.original)) (part(charge.original, charge.balance))
                @if !owed.correction.is_zero() {
                    span.cell__note { ((t.client.correction)(&owed.correction.to_string())) }
                }
            }
            td.number data-label=(t.client.fine) { (money(owed.fine)) }
            td.number data-label=(t.client.interest) { (money(owed.interest)) }
            td.number data-label=(t.client.updated) {
                @let amount = charge.updated();
                a.why__open href={ (page) "#calculo" } rel="external" data-peek
                    aria-label={ (amount) ", " ((t.client.explain)(&charge.document)) } {
                    @if charge.owed.is_some() { (money(amount)) } @else { (t.client.not_computed) }
                }
            }
        }
    }
}

/// What is owed, part by part; of a charge that cannot be computed nothing but the principal.
fn owed(charge: &ChargeLine) -> Owed {
    charge.owed.unwrap_or_else(|| Owed::new(charge.balance, Money::ZERO, Money::ZERO, Money::ZERO))
}

fn upcoming(charges: &[ChargeLine]) -> Markup {
    let t = &texts().client;
    if charges.is_empty() {
        return html! { p.muted { (t.upcoming_none) } };
    }
    let several = several_companies(charges);
    let sum: Money = charges.iter().map(|charge| charge.balance).sum();
    let chosen = ticked(BOX);
    html! {
        table.table.table--cards.charges__table data-select="" {
            caption.visually-hidden { (t.upcoming) }
            thead {
                tr {
                    th scope="col" { (t.document) }
                    th scope="col" { (t.due) }
                    th.number scope="col" { (t.amount) }
                }
            }
            tbody {
                @for charge in charges {
                    tr {
                        th scope="row" data-label=(t.document) {
                            (document(charge, &routes::charge(charge.id), several, &chosen))
                        }
                        td data-label=(t.due) { (date(charge.due)) }
                        td.number data-label=(t.amount) {
                            (money(charge.original)) (part(charge.original, charge.balance))
                        }
                    }
                }
            }
            tfoot {
                tr {
                    th scope="row" colspan="2" { ((t.sum)(charges.len())) }
                    td.number data-label=(t.amount) { (money(sum)) }
                }
            }
        }
    }
}

/// A box to choose it, and the document number that leads to its page, with the creditor where there are several.
fn document(charge: &ChargeLine, page: &str, several: bool, chosen: &[String]) -> Markup {
    let id = charge.id.to_string();
    html! {
        input.charges__box type="checkbox" autocomplete="off" name=(BOX) value=(id) checked[chosen.contains(&id)] form=(CHOSEN)
            aria-label=((texts().client.choose)(&charge.document));
        a href=(page) rel="external" { (charge.document) }
        @if several { span.cell__note { (charge.company) } }
    }
}

/// What is still open, where a part was paid.
fn part(original: Money, balance: Money) -> Markup {
    html! {
        @if balance != original { span.cell__note { ((texts().client.open_balance)(&balance.to_string())) } }
    }
}

/// Whether the charges are of more than one creditor: then each says of which.
pub fn several_companies(charges: &[ChargeLine]) -> bool {
    charges.windows(2).any(|pair| pair[0].company != pair[1].company)
}
