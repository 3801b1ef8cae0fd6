//! The fields of a policy.

use super::policy_page::Shown;
use crate::{
    texts::texts,
    ui::{CheckField, Choice, RadioCards, SelectField, TextField},
};
use domain::{
    correction::PriceIndex,
    policy::{CountedFrom, InterestMode, PolicyWarning, Rounding},
    settings::PolicyView,
};
use leptos::prelude::*;
use maud::html;

/// Fine, interest, days and rounding.
pub fn policy_form(shown: &Shown) -> AnyView {
    let t = &texts().settings;
    let form = shown.form.clone();
    let modes = InterestMode::ALL.iter().map(|mode| {
        let (label, note) = (t.mode)(*mode);
        Choice { note: note.to_owned(), ..Choice::new(mode.as_str(), label) }
    });
    let from = CountedFrom::ALL.iter().map(|from| Choice::new(from.as_str(), (t.from)(*from)));
    let rounding =
        Rounding::ALL.iter().map(|rounding| Choice::new(rounding.as_str(), (t.rounded)(*rounding)));
    view! {
        <section class="card policy__form" aria-labelledby="politica-multa">
            <h2 id="politica-multa">{t.fine_section}</h2>
            <div class="form form--grid">
                <TextField name="fine_percent" label=t.fine_percent value=form.fine_percent inputmode="decimal"/>
                <TextField name="fine_fixed" label=t.fine_fixed hint=t.fine_fixed_hint value=form.fine_fixed
                    inputmode="decimal" optional=true/>
            </div>
            <h2 class="form__section">{t.interest_section}</h2>
            <div class="form form--grid">
                <RadioCards name="interest_mode" label=t.interest_mode choices=modes.collect()
                    value=form.interest_mode class="field--wide"/>
                <TextField name="interest_percent" label=t.interest_percent value=form.interest_percent
                    inputmode="decimal"/>
                <TextField name="interest_per_day" label=t.interest_per_day hint=t.interest_per_day_hint
                    value=form.interest_per_day inputmode="decimal" optional=true/>
            </div>
            <h2 class="form__section">{t.days_section}</h2>
            <div class="form form--grid">
                <SelectField name="counted_from" label=t.counted_from choices=from.collect() value=form.counted_from/>
                <SelectField name="rounding" label=t.rounding choices=rounding.collect() value=form.rounding/>
                <TextField name="grace_days" label=t.grace_days hint=t.grace_days_hint value=form.grace_days
                    inputmode="numeric" optional=true/>
                <SelectField name="correction" label=t.correction choices=indices(&shown.view) value=form.correction/>
                <CheckField name="year_end" label=t.year_end checked=form.year_end == "on" class="field--wide"/>
            </div>
            <div class="policy__warnings" data-live-part="avisos" inner_html=warnings(&shown.tried.warnings)></div>
        </section>
    }
    .into_any()
}

fn indices(view: &PolicyView) -> Vec<Choice> {
    let t = &texts().settings;
    let mut choices = vec![Choice::new("", t.no_correction)];
    choices.extend(PriceIndex::ALL.iter().map(|index| {
        let known = view.indices.iter().any(|(known, ..)| known == index);
        let name = (t.index)(*index);
        Choice::new(index.as_str(), if known { name.to_owned() } else { format!("{name} ({})", t.no_table) })
    }));
    choices
}

/// What is worth a second look; nothing of it forbids saving.
fn warnings(warnings: &[PolicyWarning]) -> String {
    let t = &texts().settings;
    html! {
        @for warning in warnings {
            p class="notice notice--warning" role="status" { ((t.warning)(warning)) }
        }
    }
    .into_string()
}
