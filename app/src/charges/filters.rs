//! The filters of the list of charges: a plain form whose fields become the address.

use super::list_page::path;
use crate::{
    texts::{errors, texts},
    ui::date_kind,
};
use domain::{
    charge::{ChargeColumn, ChargeStatus, ChargesPage, ChargesQuery, PaymentMethod},
    period::Preset,
};
use maud::{Markup, html};

/// The periods that days of payment are filtered by: none of them lies ahead.
const PAST: [Preset; 11] = [
    Preset::Today,
    Preset::Yesterday,
    Preset::ThisWeek,
    Preset::LastWeek,
    Preset::ThisMonth,
    Preset::LastMonth,
    Preset::ThisYear,
    Preset::Last7Days,
    Preset::Last30Days,
    Preset::Last90Days,
    Preset::Custom,
];

/// Value and label of an option.
type Options = Vec<(String, String)>;

/// All filters, with what is wrong beside the field that it is about.
pub fn filters(page: &ChargesPage, query: &ChargesQuery) -> Markup {
    let t = texts();
    let usual = |name: &'static str| {
        query.to_pairs().into_iter().find(|(key, _)| *key == name).map(|(_, value)| (name, value))
    };
    html! {
        form.form.filters.charges-filters method="get" action=(path(query)) role="search" aria-label=(t.charges.filters) {
            @for (name, value) in ["ordem", "sentido"].into_iter().filter_map(usual) {
                input type="hidden" name=(name) value=(value);
            }
            @if query.of.is_none() {
                (text("cliente", t.charges.client, &query.client, t.charges.client_placeholder))
            }
            (text("documento", t.charges.document, &query.document, t.charges.document_placeholder))
            @if page.companies.len() > 1 {
                (select("empresa", t.charges.company, companies(page), query.company.map(|id| id.to_string())))
            }
            (select("situacao", t.charges.status, statuses(), query.status.map(|status| status.as_str().to_owned())))
            (select("forma", (t.charges.column)(ChargeColumn::Method), methods(), query.method.map(|method| method.as_str().to_owned())))
            (period(page, ["vencimento", "venc_de", "venc_ate"],
                [t.charges.due, t.charges.due_from, t.charges.due_until],
                Preset::ALL, query.due, [&query.due_from, &query.due_until]))
            (period(page, ["pagamento", "pago_de", "pago_ate"],
                [t.charges.paid_on, t.charges.paid_from, t.charges.paid_until],
                &PAST, query.paid, [&query.paid_from, &query.paid_until]))
            label.check.charges-filters__overdue {
                input type="checkbox" name="vencidos" value="1" checked[query.overdue];
                span { (t.charges.overdue_only) }
            }
            div.filters__actions {
                button.button.button--primary type="submit" { (t.charges.submit) }
                a.button href=(path(query)) { (t.charges.clear) }
            }
        }
    }
}

fn companies(page: &ChargesPage) -> Options {
    let all = (String::new(), texts().charges.every_company.to_owned());
    std::iter::once(all)
        .chain(page.companies.iter().map(|one| (one.id.to_string(), one.name.clone())))
        .collect()
}

fn statuses() -> Options {
    let t = texts();
    let named = |status: &ChargeStatus| (status.as_str().to_owned(), (t.ledger.status)(*status).to_owned());
    let all = (String::new(), t.charges.every_status.to_owned());
    std::iter::once(all).chain(ChargeStatus::ALL.iter().map(named)).collect()
}

fn methods() -> Options {
    let t = texts();
    let named = |method: &PaymentMethod| (method.as_str().to_owned(), (t.ledger.method)(*method).to_owned());
    let all = (String::new(), t.charges.every_method.to_owned());
    std::iter::once(all).chain(PaymentMethod::ALL.iter().map(named)).collect()
}

/// A period by name, with the days of one's own beside it.
fn period(
    page: &ChargesPage,
    [name, from, until]: [&str; 3],
    [label, from_label, until_label]: [&str; 3],
    presets: &[Preset],
    chosen: Option<Preset>,
    [first, last]: [&str; 2],
) -> Markup {
    let t = texts();
    let named = |preset: &Preset| (preset.as_str().to_owned(), (t.common.preset)(*preset).to_owned());
    let all = (String::new(), t.charges.every_day.to_owned());
    let options = std::iter::once(all).chain(presets.iter().map(named)).collect();
    html! {
        div.filter-period {
            (select(name, label, options, chosen.map(|preset| preset.as_str().to_owned())))
            (day(page, from, from_label, first))
            (day(page, until, until_label, last))
        }
    }
}

fn day(page: &ChargesPage, name: &str, label: &str, value: &str) -> Markup {
    let id = format!("filtro-{name}");
    let error = page.errors.iter().find(|error| error.field == name);
    html! {
        div.field.filter-period__day {
            label.field__label for=(id) { (label) }
            input.input id=(id) name=(name) type=(date_kind(value)) value=(value) autocomplete="off"
                aria-describedby={ (id) "-erro" } aria-invalid=[error.map(|_| "true")];
            p.field__error id={ (id) "-erro" } {
                @if let Some(error) = error { (errors::sentence(&error.error, texts())) }
            }
        }
    }
}

fn text(name: &str, label: &str, value: &str, placeholder: &str) -> Markup {
    let id = format!("filtro-{name}");
    html! {
        div.field {
            label.field__label for=(id) { (label) }
            input.input id=(id) name=(name) type="search" value=(value) placeholder=(placeholder) autocomplete="off";
        }
    }
}

fn select(name: &str, label: &str, options: Options, chosen: Option<String>) -> Markup {
    let id = format!("filtro-{name}");
    let chosen = chosen.unwrap_or_default();
    html! {
        div.field {
            label.field__label for=(id) { (label) }
            select.input id=(id) name=(name) {
                @for (value, label) in &options { option value=(value) selected[*value == chosen] { (label) } }
            }
        }
    }
}
