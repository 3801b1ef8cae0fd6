//! Discount, surcharge, and what else was agreed.

use super::fields::{Input, Kind, error_line, id};
use crate::texts::texts;
use domain::agreement::AgreementSeed;
use maud::{Markup, html};

/// What is taken off and added.
pub fn section(seed: &AgreementSeed) -> Markup {
    let t = &texts().agreement;
    let cap = seed.discount_cap.to_string();
    let hint = if seed.may_exceed { t.closing.discount_beyond } else { t.closing.discount_hint };
    let hint = hint(&cap);
    let amount = |field: &'static str, label, value, hint| {
        let name = format!("cmd[{field}]");
        Input { field, name, label, value, kind: Kind::Money, hint, class: "" }.labelled(&seed.errors)
    };
    let reason = Input {
        field: "reason",
        name: "cmd[reason]".to_owned(),
        label: t.closing.reason,
        value: &seed.form.reason,
        kind: Kind::Text,
        hint: t.closing.reason_hint,
        class: "field--grow",
    };
    html! {
        section.card aria-labelledby="acordo-ajuste" {
            h2 id="acordo-ajuste" { (t.closing.adjustment) }
            div.form__row {
                (amount("discount", t.discount, &seed.form.discount, &hint))
                (amount("surcharge", t.surcharge, &seed.form.surcharge, t.closing.surcharge_hint))
            }
            @if seed.may_exceed { (reason.labelled(&seed.errors)) }
        }
    }
}

/// Notes on the agreement.
pub fn notes(seed: &AgreementSeed) -> Markup {
    let t = &texts().agreement.closing;
    let field = id("notes");
    html! {
        section.card {
            div.field {
                label.field__label for=(field) {
                    (t.notes) span.field__optional { (texts().common.optional) }
                }
                textarea.input id=(field) name="cmd[notes]" rows="2" maxlength="500"
                    aria-describedby={ (field) "-error" } { "\n" (seed.form.notes) }
                (error_line("notes", &seed.errors))
            }
        }
    }
}
