//! `/clientes/{id}/mensagem`: writing an e-mail, with what will be sent beside it.

use super::{
    api::Dispatch,
    compose_fields::{addresses, charges, company, template, text},
    preview::preview,
};
use crate::{
    error::ApiError,
    page::BACK_FIELD,
    routes,
    texts::texts,
    ui::{CheckField, Hidden, PageTitle, PlainForm, TextField, draft, served, use_form},
};
use backend::messages::Opened;
use domain::{
    id::ClientId,
    message::{ComposeMessage, ComposeView, Refusal},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::{use_params_map, use_query_map};

/// The composer.
#[component]
pub fn ComposePage() -> impl IntoView {
    let client = use_params_map().with_untracked(|params| params.get("id"));
    let typed = draft::<Dispatch, ComposeMessage>();
    let opened = use_query_map().with_untracked(|query| Opened {
        charges: query
            .get_all("cobranca")
            .unwrap_or_default()
            .iter()
            .filter_map(|id| id.parse().ok())
            .collect(),
        use_template: query.get("usar").is_some(),
    });
    served(load(client, typed, opened), screen)
}

async fn load(
    client: Option<String>,
    typed: Option<ComposeMessage>,
    opened: Opened,
) -> Result<ComposeView, ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    let client: ClientId = client.and_then(|id| id.parse().ok()).ok_or(ApiError::NotFound)?;
    Ok(backend::messages::compose(&ctx, &actor, client, typed, opened).await?)
}

fn screen(view: ComposeView) -> AnyView {
    let t = &texts().message;
    let (client, name) = view.client.clone();
    let here = routes::message_to(client);
    let live = here.clone();
    view! {
        <PageTitle text=format!("{} · {name}", t.title)/>
        <div class="page compose-page">
            <header class="page__head">
                <div>
                    <h1>{t.title}</h1>
                    <p class="lead">{t.to_client} " " <a href=routes::client(client)>{name}</a></p>
                </div>
                <a href=routes::TEMPLATES>{t.templates_link}</a>
            </header>
            <PlainForm path=Dispatch::PATH id="mensagem" class="compose" attr:data-live=live>
                {form(view, here)}
            </PlainForm>
        </div>
    }
    .into_any()
}

fn form(view: ComposeView, here: String) -> AnyView {
    let t = &texts().message;
    use_form().register("to", t.recipients);
    for (place, address) in view.addresses.iter().enumerate() {
        let label =
            if address.whose.is_empty() { t.other_address.to_owned() } else { (t.address_of)(&address.name) };
        use_form().register(&format!("to-{place}"), &label);
    }
    view! {
        // Enter in any field computes: it uses the first button.
        <button type="submit" formmethod="get" formaction=here.clone() hidden tabindex="-1"></button>
        // A long form names its page: browsers cut long addresses off the referrer.
        <input type="hidden" name=BACK_FIELD value=here.clone()/>
        <Hidden name="client" value=view.form.client.clone()/>
        <Hidden name="key" value=view.form.key.clone()/>
        <div class="compose__fields">
            <section class="card" aria-labelledby="mensagem-de">
                <h2 id="mensagem-de">{t.charges}</h2>
                {company(&view, here.clone())}
                <div id="mensagem-charges" tabindex="-1" inner_html=charges(&view).into_string()></div>
            </section>
            <section class="card" aria-labelledby="mensagem-para">
                <h2 id="mensagem-para">{t.recipients}</h2>
                <div class="compose__to" id="mensagem-to" tabindex="-1" inner_html=addresses(&view).into_string()></div>
                <CheckField name="save_addresses" label=t.save_addresses checked=view.form.save_addresses == "on"/>
            </section>
            <section class="card" aria-labelledby="mensagem-texto">
                <h2 id="mensagem-texto">{t.body}</h2>
                <div class="form">
                    {template(&view, here.clone())}
                    {text(&view)}
                    <CheckField name="statement" label=t.statement checked=view.form.statement == "on"/>
                    {reason(&view)}
                    <div class="form__actions">
                        <button class="button" type="submit" formmethod="get" formaction=here>{t.update}</button>
                    </div>
                </div>
            </section>
        </div>
        <section class="card compose__preview" aria-labelledby="mensagem-previa">
            <h2 id="mensagem-previa">{t.preview}</h2>
            <p class="field__hint">{t.preview_hint}</p>
            <div class="compose__shown" data-live-part="previa" inner_html=preview(&view).into_string()></div>
        </section>
    }
    .into_any()
}

/// Asked where something speaks against sending that yields to a reason.
fn reason(view: &ComposeView) -> Option<AnyView> {
    let t = &texts().message;
    let yields = view.refusal.as_ref().is_some_and(Refusal::yields_to_a_reason);
    (yields || !view.form.reason.trim().is_empty() || use_form().error("reason").is_some()).then(|| {
        view! {
            <TextField name="reason" label=t.reason hint=t.reason_hint value=view.form.reason.clone() maxlength=500/>
        }
        .into_any()
    })
}
