//! The fields of a charge: of one that is changed, and of one or several that are made.

use super::api::Save;
use crate::{
    texts::texts,
    ui::{Choice, DateField, Hidden, PlainForm, SelectField, SubmitButton, TextArea, TextField},
};
use domain::charge::{ChargeColumn, DOCUMENT_MAX, PaymentMethod, SaveCharge};
use leptos::{prelude::*, server_fn::ServerFn};

/// The form that changes a charge.
#[component]
pub fn EditForm(
    /// What the charge is.
    form: SaveCharge,
) -> impl IntoView {
    let t = &texts().charges;
    view! {
        <PlainForm path=Save::PATH id="lancamento" class="form--grid">
            <Hidden name="charge" value=form.charge.clone()/>
            <Hidden name="version" value=form.version.to_string()/>
            <Hidden name="key" value=form.key.clone()/>
            <Hidden name="company" value=form.company.clone()/>
            <Hidden name="client" value=form.client.clone()/>
            {what(&form)}
            <DateField name="due" label=t.due_date value=form.due.clone()/>
            <TextField name="amount" label=t.amount value=form.amount.clone() inputmode="decimal" hint=t.amount_hint/>
            {how(&form)}
            <div class="form__actions field--wide">
                <SubmitButton label=texts().charge_page.save/>
                <p class="field__hint">{texts().charge_page.save_hint}</p>
            </div>
        </PlainForm>
    }
}

/// Document, description, category and day of issue.
pub fn what(form: &SaveCharge) -> AnyView {
    let t = &texts().charges;
    view! {
        <TextField name="document" label=(t.column)(ChargeColumn::Document) value=form.document.clone() maxlength=DOCUMENT_MAX/>
        <DateField name="issued" label=t.issued value=form.issued.clone()/>
        <TextField name="description" label=t.description value=form.description.clone() maxlength=200 optional=true/>
        <TextField name="category" label=t.category value=form.category.clone() maxlength=200 optional=true/>
    }
    .into_any()
}

/// Payment method and notes.
pub fn how(form: &SaveCharge) -> AnyView {
    let (t, words) = (&texts().charges, &texts().ledger);
    let methods = std::iter::once(Choice::new("", t.no_method))
        .chain(PaymentMethod::ALL.iter().map(|method| Choice::new(method.as_str(), (words.method)(*method))))
        .collect();
    view! {
        <SelectField name="method" label=t.method choices=methods value=form.method.clone()/>
        <TextArea name="notes" label=t.notes value=form.notes.clone() rows=2 maxlength=4000 optional=true
            class="field--wide"/>
    }
    .into_any()
}
