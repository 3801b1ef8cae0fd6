//! `/entrar`.

use super::api::SignIn;
use crate::{
    layout::{LanguageSwitch, ThemeSwitch},
    page::{Demo, use_page},
    texts::texts,
    ui::{Hidden, PageTitle, PlainForm, SubmitButton, TextField},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_query_map;

/// The sign-in page. `?voltar=` names the path to go on to.
#[component]
pub fn SignInPage() -> impl IntoView {
    let t = texts();
    let next = use_query_map().with_untracked(|query| query.get("voltar")).unwrap_or_default();
    let demo = use_page().demo.clone();
    view! {
        <PageTitle text=t.session.sign_in/>
        <section class="gate">
            <div class="gate__card card">
                <p class="brand brand--large">
                    <svg class="brand__mark" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
                        <path d="M4.5 12.8 9.7 18 19.8 6.6"/>
                    </svg>
                    <span class="brand__name">{t.common.product}</span>
                </p>
                <h1 class="visually-hidden">{t.session.sign_in}</h1>
                <p class="gate__lead">{t.session.tagline}</p>
                <PlainForm path=SignIn::PATH id="entrar">
                    <Hidden name="next" value=next/>
                    <TextField name="email" label=t.session.email kind="email" autocomplete="username"
                        inputmode="email" autofocus=true/>
                    <TextField name="password" label=t.session.password kind="password"
                        autocomplete="current-password"/>
                    <SubmitButton label=t.session.submit/>
                </PlainForm>
            </div>
            {demo.map(logins)}
            <div class="gate__preferences">
                <LanguageSwitch/>
                <ThemeSwitch/>
            </div>
        </section>
    }
    .into_any()
}

fn logins(demo: Demo) -> AnyView {
    let t = &texts().session;
    let emails = demo.emails.into_iter().map(|email| view! { <li><code>{email}</code></li> }).collect_view();
    view! {
        <aside class="gate__demo notice notice--info">
            <p><strong>{t.demo_title}</strong></p>
            <ul>{emails}</ul>
            <p>{t.demo_password}" "<code>{demo.password}</code></p>
        </aside>
    }
    .into_any()
}
