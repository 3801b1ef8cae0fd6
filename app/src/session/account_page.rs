//! `/conta`: who is signed in, password, language and theme.

use super::api::{ChangePassword, SignOut};
use crate::{
    layout::{LanguageSwitch, ThemeSwitch},
    page::use_viewer,
    texts::texts,
    ui::{Command, CommandForm, Glyph, Icon, PageTitle, PlainForm, SubmitButton, TextField},
};
use domain::session::{PASSWORD_MIN, Viewer};
use leptos::{prelude::*, server_fn::ServerFn};

/// The user's own settings.
#[component]
pub fn AccountPage() -> impl IntoView {
    let t = texts();
    let change = Command::of::<ChangePassword>();
    view! {
        <PageTitle text=t.session.account/>
        <div class="page page--narrow">
            <h1>{t.session.account}</h1>
            {use_viewer().map(identity)}
            <section class="card" aria-labelledby="preferencias">
                <h2 id="preferencias">{t.session.preferences}</h2>
                <LanguageSwitch/>
                <ThemeSwitch/>
            </section>
            <section class="card" aria-labelledby="trocar-senha">
                <h2 id="trocar-senha">{t.session.change_password}</h2>
                <CommandForm action=change id="senha" done=t.session.password_changed>
                    {use_viewer().map(|viewer| whose(viewer.email))}
                    <TextField name="current" label=t.session.password_current kind="password"
                        autocomplete="current-password"/>
                    <TextField name="new" label=t.session.password_new kind="password" autocomplete="new-password"
                        hint=(t.session.password_hint)(PASSWORD_MIN)/>
                    <TextField name="again" label=t.session.password_new_again kind="password"
                        autocomplete="new-password"/>
                    <SubmitButton label=t.session.password_submit/>
                </CommandForm>
            </section>
        </div>
    }
    .into_any()
}

/// Tells password managers whose password this is.
fn whose(email: String) -> AnyView {
    view! { <input type="text" autocomplete="username" value=email readonly hidden/> }.into_any()
}

fn identity(viewer: Viewer) -> AnyView {
    let t = texts();
    let companies = viewer.companies.into_iter().map(|company| company.name).collect::<Vec<_>>().join(", ");
    view! {
        <section class="card account">
            <dl class="facts">
                <div><dt>{t.session.signed_in_as}</dt><dd><strong>{viewer.name}</strong><br/>{viewer.email}</dd></div>
                <div><dt>{t.session.role}</dt><dd>{(t.common.role)(viewer.role)}</dd></div>
                <div><dt>{t.session.companies}</dt><dd>{companies}</dd></div>
            </dl>
            <PlainForm path=SignOut::PATH id="sair-da-conta">
                <button class="button" type="submit"><Icon glyph=Glyph::SignOut/>{t.common.sign_out}</button>
            </PlainForm>
        </section>
    }
    .into_any()
}
