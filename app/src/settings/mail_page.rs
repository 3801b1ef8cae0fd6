//! `/configuracoes/email`: the mail server of a company or of the organisation, and a test message.

use super::{
    api::{SaveMailServer, TestMailServer},
    tabs::{choose_company, tabs},
};
use crate::{
    error::ApiError,
    routes,
    texts::texts,
    ui::{
        Choice, Hidden, Notice, PageTitle, PlainForm, SelectField, SubmitButton, TextField, Tone, draft,
        refused, served,
    },
};
use domain::{
    id::CompanyId,
    message::{MailServerView, SaveMailServer as Form, Security, TestMailServer as Test},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_query_map;

/// The page.
#[component]
pub fn MailServerPage() -> impl IntoView {
    let asked = use_query_map().with_untracked(|query| query.get("empresa"));
    let typed = draft::<SaveMailServer, Form>().filter(|_| refused::<SaveMailServer>(None));
    let test = draft::<TestMailServer, Test>().filter(|_| refused::<TestMailServer>(None));
    served(load(asked, typed, test), |view| {
        let t = &texts().message_settings;
        view! {
            <PageTitle text=t.server/>
            <div class="page settings">
                <header class="page__head"><h1>{t.server}</h1></header>
                <nav class="tabs" aria-label=texts().settings.settings inner_html=tabs(routes::MAIL_SERVER)></nav>
                <p class="lead">{t.server_lead}</p>
                {page(view)}
            </div>
        }
    })
}

async fn load(
    asked: Option<String>,
    typed: Option<Form>,
    test: Option<Test>,
) -> Result<MailServerView, ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    let of_forms = typed.as_ref().map(|form| &form.company).or(test.as_ref().map(|test| &test.company));
    let company: Option<CompanyId> = of_forms.cloned().or(asked).and_then(|id| id.parse().ok());
    let mut view = backend::settings::mail_server(&ctx, &actor, company).await?;
    if let Some(form) = typed {
        // Secrets are not kept with a refused form.
        view.form = Form { password: String::new(), ..form };
    }
    if let Some(test) = test {
        view.test_to = test.to;
    }
    Ok(view)
}

fn page(view: MailServerView) -> AnyView {
    let company = view.company.as_ref().map(|company| company.id);
    let stands = stands(&view);
    let test = view.exists.then(|| test(&view));
    view! {
        {choose_company(view.companies.clone(), company, true, routes::MAIL_SERVER)}
        {stands}
        {form(view)}
        {test}
    }
    .into_any()
}

/// Which settings count now, and what is wrong with them.
fn stands(view: &MailServerView) -> AnyView {
    let t = &texts().message_settings;
    let (tone, words) = match (view.exists, view.company.is_some(), view.has_fallback) {
        (true, true, _) => (Tone::Info, t.own),
        (false, true, true) => (Tone::Info, t.uses_fallback),
        (false, ..) => (Tone::Warning, t.no_server),
        (true, false, _) => (Tone::Info, ""),
    };
    let state = (!words.is_empty()).then(|| view! { <Notice tone=tone><p>{words}</p></Notice> });
    let key = (!view.has_key).then(|| view! { <Notice tone=Tone::Warning><p>{t.no_key}</p></Notice> });
    let unreadable = (view.has_key && view.password_unreadable)
        .then(|| view! { <Notice tone=Tone::Warning><p>{t.unreadable}</p></Notice> });
    view! { {state} {key} {unreadable} }.into_any()
}

fn form(view: MailServerView) -> AnyView {
    let t = &texts().message_settings;
    let password_hint = if view.has_password { t.password_kept } else { t.password_hint };
    let form = view.form;
    let securities =
        Security::ALL.iter().map(|security| Choice::new(security.as_str(), (t.security_name)(*security)));
    view! {
        <section class="card">
            <PlainForm path=SaveMailServer::PATH id="servidor" class="form--grid">
                <Hidden name="company" value=form.company/>
                <Hidden name="version" value=form.version.to_string()/>
                <TextField name="host" label=t.host hint=t.host_hint value=form.host maxlength=253 class="field--wide"/>
                <SelectField name="security" label=t.security choices=securities.collect() value=form.security/>
                <TextField name="port" label=t.port value=form.port inputmode="numeric"/>
                <TextField name="user" label=t.user hint=t.user_hint value=form.user optional=true/>
                <TextField name="password" label=t.password hint=password_hint kind="password"
                    autocomplete="new-password" optional=true/>
                <TextField name="sender_name" label=t.sender_name value=form.sender_name maxlength=120/>
                <TextField name="sender_address" label=t.sender_address value=form.sender_address kind="email"/>
                <TextField name="reply_to" label=t.reply_to value=form.reply_to kind="email" optional=true/>
                <TextField name="hourly_limit" label=t.limit hint=t.limit_hint value=form.hourly_limit
                    inputmode="numeric" optional=true/>
                <div class="form__actions field--wide"><SubmitButton label=t.save_server/></div>
            </PlainForm>
        </section>
    }
    .into_any()
}

fn test(view: &MailServerView) -> AnyView {
    let t = &texts().message_settings;
    let company = view.company.as_ref().map(|company| company.id.to_string()).unwrap_or_default();
    let to = view.test_to.clone();
    view! {
        <section class="card" aria-labelledby="teste-titulo">
            <h2 id="teste-titulo">{t.test}</h2>
            <p class="lead">{t.test_lead}</p>
            <PlainForm path=TestMailServer::PATH id="teste" class="form--grid">
                <Hidden name="company" value=company/>
                <TextField name="to" label=t.test_to value=to kind="email" class="field--wide"/>
                <div class="form__actions field--wide"><SubmitButton label=t.test_send primary=false/></div>
            </PlainForm>
        </section>
    }
    .into_any()
}
