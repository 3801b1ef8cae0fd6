//! `/configurar`: company and administrator of an empty database.

use super::api::SetUp;
use crate::{
    texts::texts,
    ui::{Choice, PageTitle, PlainForm, SelectField, SubmitButton, TextField},
};
use domain::{address::Uf, session::PASSWORD_MIN};
use leptos::{prelude::*, server_fn::ServerFn};

/// The set-up page. The server shows it only while the database is empty.
#[component]
pub fn SetUpPage() -> impl IntoView {
    let t = &texts().session;
    let mut states = vec![Choice::new("", "—")];
    states.extend(Uf::ALL.map(|uf| Choice::new(uf.as_str(), uf.as_str())));
    view! {
        <PageTitle text=t.set_up/>
        <section class="gate gate--wide">
            <div class="gate__card card">
                <h1>{t.set_up}</h1>
                <p class="gate__lead">{t.set_up_hint}</p>
                <PlainForm path=SetUp::PATH id="configurar" class="form--grid">
                    <TextField name="code" label=t.code hint=t.code_hint autocomplete="one-time-code" class="field--wide"/>
                    <TextField name="company" label=t.company autocomplete="organization" class="field--wide"/>
                    <TextField name="tax_id" label=t.company_tax_id optional=true/>
                    <SelectField name="uf" label=t.uf hint=t.uf_hint choices=states/>
                    <h2 class="form__section field--wide">{t.administrator}</h2>
                    <TextField name="name" label=t.name autocomplete="name"/>
                    <TextField name="email" label=t.email kind="email" autocomplete="username" inputmode="email"/>
                    <TextField name="password" label=t.password kind="password" autocomplete="new-password"
                        hint=(t.password_hint)(PASSWORD_MIN)/>
                    <TextField name="again" label=t.password_again kind="password" autocomplete="new-password"/>
                    <div class="form__actions field--wide"><SubmitButton label=t.set_up_submit/></div>
                </PlainForm>
            </div>
        </section>
    }
    .into_any()
}
