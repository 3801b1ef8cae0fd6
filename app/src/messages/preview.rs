//! The side of the composer that follows what is typed: why it would not be sent, and exactly what would be.

use crate::{
    routes,
    texts::{errors::sentence, texts},
    ui::markup::Markup,
};
use domain::message::{ComposeView, Prepared, Refusal};
use maud::html;

/// Everything beside the form.
pub fn preview(view: &ComposeView) -> Markup {
    let t = &texts().message;
    let to: Vec<&str> =
        view.addresses.iter().filter(|address| goes(address)).map(|address| address.email.as_str()).collect();
    html! {
        @if let Some(refusal) = &view.refusal { (refused(refusal, view)) }
        dl.facts.compose__facts {
            div { dt { (t.from) } dd { @if view.from.is_empty() { "—" } @else { (view.from) } } }
            div { dt { (t.to) } dd { @if to.is_empty() { "—" } @else { (to.join(", ")) } } }
            @if !view.reply_to.is_empty() { div { dt { (t.reply_to) } dd { (view.reply_to) } } }
            @if view.form.statement == "on" && !view.form.charges.is_empty() {
                div { dt { (t.attachments) } dd { (t.statement) } }
            }
            @if let Some(prepared) = &view.prepared { div { dt { (t.subject) } dd { strong { (prepared.subject) } } } }
        }
        @match &view.prepared {
            Some(prepared) => (shown(prepared)),
            None => div.notice.notice--warning {
                p { (t.no_preview) }
                ul {
                    @for error in &view.errors {
                        li { (if error.field == "subject" { t.subject } else { t.body }) ": " (sentence(&error.error, texts())) }
                    }
                }
            },
        }
        (actions(view))
    }
}

fn goes(address: &domain::message::AddressChoice) -> bool {
    address.chosen || (address.whose.is_empty() && !address.email.trim().is_empty())
}

fn shown(prepared: &Prepared) -> Markup {
    let t = &texts().message;
    html! {
        iframe.mail-frame sandbox="" srcdoc=(prepared.html) title=(t.frame) tabindex="0" {}
        details.compose__text {
            summary { (t.as_text) }
            pre.mail-text tabindex="0" { (prepared.body) }
        }
    }
}

/// Why not, and where it can be mended.
fn refused(refusal: &Refusal, view: &ComposeView) -> Markup {
    let t = &texts().message;
    let company = view.creditor.company;
    let link = match refusal {
        Refusal::NoMailServer => Some((routes::of_company(routes::MAIL_SERVER, company), t.set_up_server)),
        Refusal::CompanyIncomplete(_) => {
            Some((routes::of_company(routes::COMPANY, company), t.complete_company))
        }
        _ => None,
    };
    html! {
        div class="notice notice--warning" role="status" {
            p { ((t.refusal)(refusal)) }
            @if let Some((address, name)) = link {
                p {
                    @if view.may_set_up { a href=(address) { (name) } } @else { (t.ask_administrator) }
                }
            }
        }
    }
}

/// Sending, as far as it is possible at all; otherwise the way through one's own program.
fn actions(view: &ComposeView) -> Markup {
    let t = &texts().message;
    let never = matches!(
        view.refusal,
        Some(
            Refusal::NoMailServer
                | Refusal::CompanyIncomplete(_)
                | Refusal::DoNotContact
                | Refusal::OptedOut(_)
                | Refusal::NoAmounts
        )
    );
    let unwanted = matches!(view.refusal, Some(Refusal::DoNotContact | Refusal::OptedOut(_)));
    html! {
        div.form__actions {
            @if !never {
                button.button.button--primary type="submit" { (t.send) }
            }
            @if view.refusal == Some(Refusal::NoMailServer) && !unwanted && !view.mailto.is_empty() {
                a.button href=(view.mailto) { (t.mailto) }
            }
        }
        @if view.refusal == Some(Refusal::NoMailServer) {
            p.field__hint { (t.mailto_hint) }
        } @else if !never {
            p.field__hint { (t.send_hint) }
        }
    }
}
