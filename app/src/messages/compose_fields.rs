//! The fields of the composer: for whom, about what, to whom, and the text.

use crate::{
    texts::{errors, texts},
    ui::{
        Choice, Field, TextArea, TextField,
        markup::{Markup, date, money},
        option_list, use_form,
    },
};
use domain::message::{ComposeView, SUBJECT_MAX, Variable};
use leptos::prelude::*;
use maud::html;

/// The company, with a button that shows the composer for another one.
pub fn company(view: &ComposeView, here: String) -> AnyView {
    let t = &texts().message;
    let now = view.creditor.company.to_string();
    let choices = view.companies.iter().map(|company| Choice::new(company.id, company.name.clone()));
    let options = option_list(choices, &now).into_string();
    let form = use_form();
    let id = form.field_id("company");
    view! {
        <Field name="company" label=t.company>
            <div class="compose__pick">
                <select class="input" id=id name="cmd[company]" inner_html=options></select>
                <button class="button" type="submit" formmethod="get" formaction=here>{t.change_company}</button>
            </div>
        </Field>
    }
    .into_any()
}

/// The open charges of that company.
pub fn charges(view: &ComposeView) -> Markup {
    let t = &texts().message;
    html! {
        @if view.charges.is_empty() { p.muted { (t.no_charges) } }
        ul.compose__charges {
            @for charge in &view.charges {
                li {
                    label.check {
                        input type="checkbox" autocomplete="off" name="cmd[charges][]" value=(charge.id) checked[charge.chosen];
                        span { (charge.document) }
                        span.check__note {
                            (date(charge.due))
                            @if charge.days_late > 0 { " · " ((t.late)(charge.days_late)) }
                            @if let Some(total) = charge.total { " · " (money(total)) }
                        }
                    }
                }
            }
        }
    }
}

/// A row for each address that is known, and one for another.
pub fn addresses(view: &ComposeView) -> Markup {
    let t = &texts().message;
    let form = use_form();
    let wrong = |field: &str| form.error(field).map(|error| errors::sentence(&error, texts()));
    html! {
        @if let Some(sentence) = wrong("to") { p.field__error { (sentence) } }
        @for (place, address) in view.addresses.iter().enumerate() {
            @let field = format!("to-{place}");
            @let id = form.field_id(&field);
            @let is_other = address.whose.is_empty();
            @let error = wrong(&field);
            @let label = if is_other { t.other_address.to_owned() } else { (t.address_of)(&address.name) };
            div.compose__address {
                input type="hidden" name=(format!("cmd[to][{place}][whose]")) value=(address.whose);
                @if is_other {
                    label.field__label for=(id) { (t.other_address) }
                } @else {
                    label.check {
                        input type="checkbox" name=(format!("cmd[to][{place}][on]")) value="on" checked[address.chosen];
                        span { (address.name) }
                        span.check__note { @if address.note.is_empty() { (t.client_address) } @else { (address.note) } }
                    }
                }
                input.input id=(id) type="email" name=(format!("cmd[to][{place}][email]")) value=(address.email)
                    autocomplete="off" aria-label=(label) aria-invalid=[error.as_ref().map(|_| "true")]
                    aria-describedby=[error.as_ref().map(|_| format!("{id}-error"))];
                @if let Some(error) = error { p.field__error id=(format!("{id}-error")) { (error) } }
            }
        }
    }
}

/// The template to begin with, and a button that takes it over.
pub fn template(view: &ComposeView, here: String) -> AnyView {
    let t = &texts().message;
    let choices = std::iter::once(Choice::new("", t.no_template))
        .chain(view.templates.iter().map(|template| Choice::new(template.id, template.name.clone())));
    let options = option_list(choices, &view.form.template).into_string();
    let id = use_form().field_id("template");
    view! {
        <Field name="template" label=t.template>
            <div class="compose__pick">
                <select class="input" id=id name="cmd[template]" inner_html=options></select>
                <button class="button" type="submit" formmethod="get" formaction=here name="usar" value="1">
                    {t.use_template}
                </button>
            </div>
        </Field>
    }
    .into_any()
}

/// Subject and text.
pub fn text(view: &ComposeView) -> AnyView {
    let t = &texts().message;
    view! {
        <TextField name="subject" label=t.subject value=view.form.subject.clone() maxlength=SUBJECT_MAX/>
        <TextArea name="body" label=t.body value=view.form.body.clone() rows=14 maxlength=6000 hint=t.body_hint
            class="compose__body"/>
        <details class="compose__variables">
            <summary>{t.variables}</summary>
            <dl class="variables" inner_html=variables().into_string()></dl>
        </details>
    }
    .into_any()
}

/// Every variable and what it stands for.
pub fn variables() -> Markup {
    let t = &texts().message_settings;
    html! {
        @for variable in Variable::ALL {
            div { dt { code { "{" (variable.name()) "}" } } dd { ((t.variable)(*variable)) } }
        }
    }
}
