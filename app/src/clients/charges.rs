//! The client's open charges: overdue ones with fine, interest and how they came about, then those to come.

use super::{Live, explain};
use crate::{
    texts::texts,
    ui::{DateText, MoneyText},
};
use domain::{Money, charge::ChargeLine};
use leptos::prelude::*;

/// The overdue charges, the oldest first, and their sum.
#[component]
pub fn OverdueCharges(
    /// The page.
    live: Live,
) -> impl IntoView {
    let t = &texts().client;
    let charges = live.part(|view| view.overdue.clone());
    view! {
        <section class="card charges" id="cobrancas" aria-labelledby="cobrancas-titulo">
            <h2 class="card__title" id="cobrancas-titulo">{t.overdue}</h2>
            {move || charges.with(|charges| overdue(charges))}
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
    let charges = live.part(|view| view.upcoming.clone());
    view! {
        <section class="card charges" aria-labelledby="a-vencer-titulo">
            <h2 class="card__title" id="a-vencer-titulo">{t.upcoming}</h2>
            {move || charges.with(|charges| upcoming(charges))}
        </section>
    }
    .into_any()
}

fn overdue(charges: &[ChargeLine]) -> AnyView {
    let t = &texts().client;
    if charges.is_empty() {
        return view! { <p class="muted">{t.overdue_none}</p> }.into_any();
    }
    let several = several_companies(charges);
    let sum = |pick: fn(&ChargeLine) -> Money| charges.iter().map(pick).sum::<Money>();
    let rows = charges.iter().map(|charge| overdue_row(charge, several)).collect_view();
    view! {
        <table class="table table--cards charges__table">
            <caption class="visually-hidden">{t.overdue}</caption>
            <thead>
                <tr>
                    <th scope="col">{t.document}</th>
                    <th scope="col">{t.due}</th>
                    <th scope="col" class="number">{t.late}</th>
                    <th scope="col" class="number">{t.original}</th>
                    <th scope="col" class="number">{t.fine}</th>
                    <th scope="col" class="number">{t.interest}</th>
                    <th scope="col" class="number">{t.updated}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
            <tfoot>
                <tr>
                    <th scope="row" colspan="3">{(t.sum)(charges.len())}</th>
                    <td class="number" data-label=t.original>
                        <MoneyText amount=sum(|charge| charge.original)/>
                        {part(sum(|charge| charge.original), sum(|charge| charge.balance))}
                    </td>
                    <td class="number" data-label=t.fine><MoneyText amount=sum(|charge| charge.late.fine)/></td>
                    <td class="number" data-label=t.interest><MoneyText amount=sum(|charge| charge.late.interest)/></td>
                    <td class="number" data-label=t.updated><MoneyText amount=sum(|charge| charge.late.total)/></td>
                </tr>
            </tfoot>
        </table>
    }
    .into_any()
}

fn overdue_row(charge: &ChargeLine, several: bool) -> AnyView {
    let t = texts();
    let days = (charge.late.on - charge.due).num_days();
    let steps =
        explain::lines(charge, &t.charge).into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    view! {
        <tr>
            <th scope="row" data-label=t.client.document>{document(charge, several)}</th>
            <td data-label=t.client.due><DateText date=charge.due/></td>
            <td class="number nowrap" data-label=t.client.late>{(t.client.days)(days)}</td>
            <td class="number" data-label=t.client.original><MoneyText amount=charge.original/>{part(charge.original, charge.balance)}</td>
            <td class="number" data-label=t.client.fine><MoneyText amount=charge.late.fine/></td>
            <td class="number" data-label=t.client.interest><MoneyText amount=charge.late.interest/></td>
            <td class="number" data-label=t.client.updated>
                <details class="why" name="calculo">
                    <summary>
                        <MoneyText amount=charge.late.total/>
                        " "
                        <span class="visually-hidden">{(t.client.explain)(&charge.document)}</span>
                    </summary>
                    <ol class="why__steps">{steps}</ol>
                </details>
            </td>
        </tr>
    }
    .into_any()
}

fn upcoming(charges: &[ChargeLine]) -> AnyView {
    let t = &texts().client;
    if charges.is_empty() {
        return view! { <p class="muted">{t.upcoming_none}</p> }.into_any();
    }
    let several = several_companies(charges);
    let sum: Money = charges.iter().map(|charge| charge.balance).sum();
    let rows = charges
        .iter()
        .map(|charge| {
            view! {
                <tr>
                    <th scope="row" data-label=t.document>{document(charge, several)}</th>
                    <td data-label=t.due><DateText date=charge.due/></td>
                    <td class="number" data-label=t.amount><MoneyText amount=charge.original/>{part(charge.original, charge.balance)}</td>
                </tr>
            }
            .into_any()
        })
        .collect_view();
    view! {
        <table class="table table--cards charges__table">
            <caption class="visually-hidden">{t.upcoming}</caption>
            <thead>
                <tr>
                    <th scope="col">{t.document}</th>
                    <th scope="col">{t.due}</th>
                    <th scope="col" class="number">{t.amount}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
            <tfoot>
                <tr>
                    <th scope="row" colspan="2">{(t.sum)(charges.len())}</th>
                    <td class="number" data-label=t.amount><MoneyText amount=sum/></td>
                </tr>
            </tfoot>
        </table>
    }
    .into_any()
}

/// Document number, with the creditor where there are several.
fn document(charge: &ChargeLine, several: bool) -> AnyView {
    let company = several.then(|| view! { <span class="cell__note">{charge.company.clone()}</span> });
    view! { {charge.document.clone()}{company} }.into_any()
}

/// What is still open, where a part was paid.
fn part(original: Money, balance: Money) -> Option<AnyView> {
    let t = &texts().client;
    (balance != original).then(|| {
        view! { <span class="cell__note">{(t.open_balance)(&balance.to_string())}</span> }.into_any()
    })
}

fn several_companies(charges: &[ChargeLine]) -> bool {
    charges.windows(2).any(|pair| pair[0].company != pair[1].company)
}
