//! `/conta`: who is signed in, password, language and theme.

use super::api::{ChangePassword, MakeFeed, RevokeFeed, SignOut};
use crate::{
    layout::{LanguageSwitch, ThemeSwitch},
    page::use_viewer,
    texts::texts,
    ui::{Command, CommandForm, Glyph, Icon, PageTitle, PlainForm, SubmitButton, TextField, served},
};
use backend::feeds::Feed;
use domain::{
    period::show_date_time,
    session::{PASSWORD_MIN, Viewer},
};
use leptos::{prelude::*, server_fn::ServerFn};

/// The user's own settings.
#[component]
pub fn AccountPage() -> impl IntoView {
    let request = crate::ssr::request();
    let address = crate::ssr::new_feed();
    served(
        async move {
            let (ctx, actor) = request?;
            Ok(backend::feeds::own(&ctx, &actor).await?)
        },
        move |feed| screen(feed, address),
    )
}

fn screen(feed: Option<Feed>, address: Option<String>) -> AnyView {
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
            {calendar(feed, address)}
        </div>
    }
    .into_any()
}

/// The address that a calendar subscribes to: shown once, made anew, taken away.
fn calendar(feed: Option<Feed>, address: Option<String>) -> AnyView {
    let t = &texts().session;
    let shown = address.map(|address| {
        let subscribe = address.replacen("https://", "webcal://", 1).replacen("http://", "webcal://", 1);
        view! {
            <div class="field">
                <label class="field__label" for="calendario-endereco">{t.feed_address}</label>
                <input class="field__input" id="calendario-endereco" type="text" readonly value=address
                    aria-describedby="calendario-uma-vez"/>
                <p class="field__hint" id="calendario-uma-vez">{t.feed_once}</p>
            </div>
            <p><a class="button button--primary" href=subscribe rel="external">{t.feed_subscribe}</a></p>
        }
    });
    let known = feed.map(|feed| {
        let read = feed.read.map_or_else(|| t.feed_never.to_owned(), show_date_time);
        view! {
            <dl class="facts">
                <div><dt>{t.feed_made}</dt><dd>{show_date_time(feed.made)}</dd></div>
                <div><dt>{t.feed_read}</dt><dd>{read}</dd></div>
            </dl>
        }
    });
    let make = if feed.is_some() { t.feed_again } else { t.feed_make };
    view! {
        <section class="card" id="calendario" aria-labelledby="calendario-titulo">
            <h2 id="calendario-titulo">{t.feed_title}</h2>
            <p>{t.feed_lead}</p>
            {known}
            {shown}
            <div class="account__feed">
                <PlainForm path=MakeFeed::PATH id="calendario-novo">
                    <button class="button" type="submit">{make}</button>
                </PlainForm>
                {feed.map(|_| view! {
                    <PlainForm path=RevokeFeed::PATH id="calendario-revogar">
                        <button class="button button--danger" type="submit">{t.feed_revoke}</button>
                    </PlainForm>
                })}
            </div>
        </section>
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
