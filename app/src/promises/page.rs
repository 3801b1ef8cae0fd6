//! `/clientes/{id}/promessa?substitui=...`: another amount or day for a promise that is open.

use super::api::Make;
use crate::{
    error::ApiError,
    routes, ssr,
    texts::texts,
    ui::{DateField, Hidden, PageTitle, PlainForm, SubmitButton, TextField, draft, served},
};
use backend::promises::PromiseSeed;
use domain::{
    id::{ClientId, PromiseId},
    period::show_date,
    promise::MakePromise,
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::{use_params_map, use_query_map};

/// The form that makes another promise in the place of one, which stays in the history.
#[component]
pub fn PromisePage() -> impl IntoView {
    let client = use_params_map().with_untracked(|params| params.get("id").and_then(|id| id.parse().ok()));
    let replaces = use_query_map().with_untracked(|query| query.get("substitui"));
    let typed = draft::<Make, MakePromise>();
    let promise = typed.as_ref().map(|form| form.replaces.clone()).or(replaces);
    let promise = promise.and_then(|id| id.parse::<PromiseId>().ok());
    let key = typed.map(|form| form.key);
    let load = async move {
        let (ctx, actor) = ssr::request()?;
        let (client, promise) = client.zip(promise).ok_or(ApiError::NotFound)?;
        let seed = backend::promises::seed(&ctx, &actor, client, promise).await?;
        Ok((client, PromiseSeed { key: key.unwrap_or(seed.key), ..seed }))
    };
    served(load, |(client, seed)| form(client, seed))
}

fn form(client: ClientId, seed: PromiseSeed) -> AnyView {
    let t = &texts().promise;
    let (line, promise) = (seed.line.clone(), seed.line.promise);
    let old = (t.old)(&promise.said.to_string(), &show_date(promise.on), &line.user);
    let charges = promise.charges.iter().map(|charge| {
        view! { <input type="hidden" name="cmd[charges][]" value=charge.to_string()/> }.into_any()
    });
    let charges = charges.collect_view();
    let which = if line.documents.is_empty() { t.any_charge.to_owned() } else { line.documents.join(", ") };
    view! {
        <PageTitle text=t.title/>
        <div class="page page--narrow">
            <h1>{t.title}</h1>
            <p class="lead"><a href=routes::client(client)>{seed.client_name}</a></p>
            <section class="card">
                <p>{old}</p>
                <p class="muted">{t.about}" "{which}</p>
                <PlainForm path=Make::PATH id="promessa">
                    <Hidden name="client" value=client.to_string()/>
                    <Hidden name="key" value=seed.key/>
                    <Hidden name="replaces" value=promise.id.to_string()/>
                    {charges}
                    <TextField name="amount" label=texts().contact.promise_amount inputmode="decimal"
                        value=promise.said.plain() autofocus=true/>
                    <DateField name="date" label=texts().contact.promise_date/>
                    <p class="field__hint">{t.hint}</p>
                    <SubmitButton label=t.save/>
                </PlainForm>
            </section>
        </div>
    }
    .into_any()
}
