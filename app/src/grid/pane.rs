//! The lower pane: what was said with the client of the chosen charge, and what can be done with it.

use super::page::address;
use crate::{
    charges::explained,
    contacts::{api as contacts, entry},
    page::{BACK_FIELD, use_viewer},
    routes,
    texts::texts,
    ui::{
        Glyph, Tone,
        markup::{badge, icon, phone_links},
    },
};
use domain::{
    contact::{NOTES_MAX, REASON_MAX, TodayContact, VoidContact},
    grid::{GridPage, GridPane, GridQuery},
    period::{show_date, show_time},
    permission::Permission,
};
use leptos::server_fn::ServerFn;
use maud::{Markup, html};

/// The pane of the chosen charge.
pub fn pane(grid: &GridPage, query: &GridQuery) -> Markup {
    let t = &texts().grid;
    let Some(pane) = &grid.pane else { return html! { p.muted { (t.pane_empty) } } };
    // Where every action leads back to.
    let back = address(&GridQuery { charge: Some(pane.charge), ..query.clone() });
    html! {
        header.grid-pane__head {
            div {
                h2.grid-pane__name {
                    (pane.name) " "
                    @if pane.today.is_some() { (badge(texts().delinquency.contacted_today, Tone::Good)) }
                }
                p.grid-pane__facts {
                    @if !pane.tax_id.is_empty() { span { (pane.tax_id) } }
                    a href=(routes::charge(pane.charge)) { ((t.to_charge)(&pane.document)) }
                    span { ((t.column)(domain::saved_filter::GridColumn::Due)) " " (show_date(pane.due)) }
                    @match pane.updated {
                        Some(updated) => span { (t.updated) " " (explained(pane.charge, &pane.document, updated)) },
                        None => span.badge.badge--warning { (t.closed) },
                    }
                    (phone_links(&pane.mobile, "", &pane.name)) (phone_links(&pane.phone, "", &pane.name))
                    @if !pane.email.is_empty() { span { (pane.email) } }
                }
            }
            (actions(grid, pane, &back))
        }
        (today(pane))
        div.grid-pane__forms { (comment(pane, &back)) (void(pane, &back)) }
        div.grid-pane__history {
            h3 { (t.history) }
            @if pane.history.is_empty() { p.muted { (texts().contact.history_none) } }
            ol.history__list { @for line in &pane.history { (entry(line)) } }
            @if usize::try_from(pane.history_total).is_ok_and(|total| total > pane.history.len()) {
                p { a href={ (routes::client(pane.client)) "?historico=todo#historico" } { ((t.history_all)(pane.history_total)) } }
            }
        }
    }
}

/// The same actions as buttons and, on a click with the right button, as a menu at the row.
fn actions(grid: &GridPage, pane: &GridPane, back: &str) -> Markup {
    let t = &texts().grid;
    let all = links(grid, pane, back);
    html! {
        div.grid-pane__actions {
            @for (index, action) in all.iter().enumerate() {
                a.button.(if index == 0 { "button--primary" } else { "button--small" }) href=(action.href)
                    data-hotkey=(action.key) aria-keyshortcuts=(action.key) {
                    (icon(action.glyph)) span { (action.label) } kbd.key aria-hidden="true" { (action.shown) }
                }
            }
            details.menu.row-menu data-context {
                summary.button.button--small { (t.actions) (icon(Glyph::ChevronDown)) }
                div.menu__panel {
                    @for action in &all {
                        a.menu__item href=(action.href) {
                            (icon(action.glyph)) span { (action.label) } kbd.key aria-hidden="true" { (action.shown) }
                        }
                    }
                    a.menu__item href="#comentar" data-opens="comentar" {
                        (icon(Glyph::Comment)) span { (t.comment) } kbd.key aria-hidden="true" { "m" }
                    }
                    @if pane.may_void.is_some() {
                        a.menu__item href="#cancelar-contato" data-opens="cancelar-contato" {
                            (icon(Glyph::Close)) span { (t.void) } kbd.key aria-hidden="true" { "u" }
                        }
                    }
                }
            }
        }
    }
}

/// What leads to another page.
struct Action {
    href: String,
    label: &'static str,
    glyph: Glyph,
    key: &'static str,
    shown: &'static str,
}

fn links(grid: &GridPage, pane: &GridPane, back: &str) -> Vec<Action> {
    let t = &texts().grid;
    let may = |permission| use_viewer().is_some_and(|viewer| viewer.role.allows(permission));
    let open = pane.updated.is_some();
    let charge = || ("cobranca", pane.charge.to_string());
    let mut all = Vec::new();
    let mut add = |href, label, glyph, key, shown| all.push(Action { href, label, glyph, key, shown });
    if may(Permission::CrmCreate) {
        let mut pairs = vec![("titulos", pane.charge.to_string()), ("vencidos", "1".to_owned())];
        pairs.extend(grid.channel.map(|channel| ("canal", channel.as_str().to_owned())));
        pairs.push(("voltar", back.to_owned()));
        add(routes::address(&routes::contact_with(pane.client), &pairs), t.contact, Glyph::Pencil, "c", "c");
    }
    if may(Permission::AgreementCreate) && open {
        let href = routes::address(&routes::agreement_with(pane.client), &[charge()]);
        add(href, t.agree, Glyph::Agreement, "a", "a");
    }
    if may(Permission::ChargeSettle) && open {
        add(routes::address(routes::SETTLE, &[charge()]), t.settle, Glyph::Check, "q", "q");
    }
    let channel: Vec<_> = grid.channel.iter().map(|channel| ("canal", channel.as_str().to_owned())).collect();
    let client = routes::address(&routes::client(pane.client), &channel);
    add(client, t.open_client, Glyph::Person, "Enter", "↵");
    all
}

fn today(pane: &GridPane) -> Markup {
    let t = &texts().contact;
    let said = |today: &TodayContact| {
        let time = show_time(today.at.time());
        match &today.details {
            Some(details) => (t.guard_who)(
                &details.user,
                &time,
                (t.channel_name)(details.channel),
                (t.outcome_name)(details.outcome),
            ),
            None => (t.guard_hidden)(&time),
        }
    };
    html! { @if let Some(today) = &pane.today { p.grid-pane__today { (said(today)) } } }
}

fn comment(pane: &GridPane, back: &str) -> Markup {
    let t = texts();
    html! {
        details.disclosure id="comentar" name="painel-formulario" {
            summary.disclosure__summary data-hotkey="m" aria-keyshortcuts="m" {
                (icon(Glyph::Comment)) " " (t.grid.comment) " " kbd.key aria-hidden="true" { "m" }
            }
            form.form.disclosure__body method="post" action=(contacts::Comment::PATH) {
                input type="hidden" name="cmd[client]" value=(pane.client);
                input type="hidden" name="cmd[key]" value=(pane.comment_key);
                input type="hidden" name=(BACK_FIELD) value=(back);
                div.field {
                    label.field__label for="comentar-texto" { (t.contact.comment_label) }
                    textarea.input id="comentar-texto" name="cmd[text]" rows="2" maxlength=(NOTES_MAX) required {}
                    p.field__hint { (t.contact.comment_hint) }
                }
                button.button.button--primary type="submit" { (t.contact.comment_save) }
            }
        }
    }
}

fn void(pane: &GridPane, back: &str) -> Markup {
    let t = texts();
    let Some(last) = pane.may_void else { return html! {} };
    let form = VoidContact { contact: last.to_string(), reason: String::new() };
    html! {
        details.disclosure id="cancelar-contato" name="painel-formulario" {
            summary.disclosure__summary data-hotkey="u" aria-keyshortcuts="u" {
                (icon(Glyph::Close)) " " (t.grid.void) " " kbd.key aria-hidden="true" { "u" }
            }
            form.form.form--inline.disclosure__body method="post" action=(contacts::Void::PATH) {
                input type="hidden" name="cmd[contact]" value=(form.contact);
                input type="hidden" name=(BACK_FIELD) value=(back);
                div.field.field--grow {
                    label.field__label for="cancelar-motivo" { (t.grid.void_reason) }
                    input.input id="cancelar-motivo" name="cmd[reason]" maxlength=(REASON_MAX) autocomplete="off" required;
                }
                button.button.button--danger type="submit" { (t.contact.void_confirm) }
            }
        }
    }
}
