//! `/mensagens/{id}`: a message exactly as it was or will be sent, and what a person may decide about it.

use super::{api::Resolve, shown::state};
use crate::{
    error::ApiError,
    routes,
    texts::texts,
    ui::{
        Choice, Hidden, Notice, PageTitle, PlainForm, RadioCards, SubmitButton, TextField, Tone,
        markup::{Markup, date, date_time, money},
        served,
    },
};
use domain::{
    id::MessageId,
    message::{MessageState, MessageView},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_params_map;
use maud::html;

/// The page.
#[component]
pub fn MessagePage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id"));
    served(load(id), screen)
}

async fn load(id: Option<String>) -> Result<MessageView, ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    let id: MessageId = id.and_then(|id| id.parse().ok()).ok_or(ApiError::NotFound)?;
    Ok(backend::messages::message(&ctx, &actor, id).await?)
}

fn screen(view: MessageView) -> AnyView {
    let t = &texts().message;
    let line = &view.line;
    let held = view.refusal.as_ref().filter(|_| line.state == MessageState::Held).map(|refusal| {
        let why = (t.refusal)(refusal);
        view! { <Notice tone=Tone::Warning><p>{t.held_because} " " {why}</p></Notice> }
    });
    let frame = format!("{}/{}/html", routes::MESSAGES, line.id);
    view! {
        <PageTitle text=format!("{} · {}", line.subject, line.client_name)/>
        <div class="page message-page">
            <header class="page__head">
                <div>
                    <h1>{line.subject.clone()}</h1>
                    <p class="lead">
                        {t.to_client} " " <a href=routes::client(line.client)>{line.client_name.clone()}</a>
                    </p>
                </div>
                <span inner_html=state(line.state).into_string()></span>
            </header>
            <p class="lead">{(t.state_hint)(line.state)}</p>
            {held}
            {view.may_resolve.then(|| decide(&view))}
            <div class="message__columns">
                <section class="card message__mail" aria-label=t.one>
                    <div inner_html=headers(&view).into_string()></div>
                    <iframe class="mail-frame mail-frame--whole" sandbox="" src=frame title=t.one tabindex="0"></iframe>
                    <details class="compose__text">
                        <summary>{t.as_text}</summary>
                        <pre class="mail-text" tabindex="0">{view.body.clone()}</pre>
                    </details>
                </section>
                <section class="card" aria-labelledby="mensagem-historia">
                    <h2 id="mensagem-historia">{t.timeline}</h2>
                    <div inner_html=facts(&view).into_string()></div>
                </section>
            </div>
        </div>
    }
    .into_any()
}

/// From whom, to whom, with which files.
fn headers(view: &MessageView) -> Markup {
    let t = &texts().message;
    html! {
        dl.facts.compose__facts {
            div { dt { (t.from) } dd { @if view.from.is_empty() { "—" } @else { (view.from) } } }
            div { dt { (t.to) } dd { (view.line.recipients.join(", ")) } }
            @if !view.reply_to.is_empty() { div { dt { (t.reply_to) } dd { (view.reply_to) } } }
            div { dt { (t.subject) } dd { strong { (view.line.subject) } } }
            div {
                dt { (t.attachments) }
                dd {
                    @if view.attachments.is_empty() { (t.none) }
                    @for file in &view.attachments {
                        a href=(format!("{}/{}/anexos/{}", routes::MESSAGES, view.line.id, file.position)) { (file.name) }
                        " (" (file.size.div_ceil(1024)) " kB) "
                    }
                }
            }
        }
    }
}

/// What became of it.
fn facts(view: &MessageView) -> Markup {
    let t = &texts().message;
    html! {
        dl.facts.compose__facts {
            div { dt { (t.company) } dd { (view.line.company) } }
            @if let Some(at) = view.sent_at { div { dt { (t.sent_at) } dd { (date_time(at)) } } }
            @if let Some(at) = view.next_at { div { dt { (t.next_at) } dd { (date_time(at)) } } }
            div { dt { (t.total) } dd { (money(view.total)) } }
            div { dt { (t.amounts_on) } dd { (date(view.amounts_on)) } }
            div { dt { (t.attempts) } dd { (view.attempts) } }
            @if !view.answer.is_empty() { div { dt { (t.answer) } dd.message__answer { code { (view.answer) } } } }
        }
        ol.message__timeline {
            @for (at, who, kind, words) in &view.timeline {
                li {
                    (date_time(*at)) " · " strong { ((t.event)(kind)) } " · "
                    @if who.is_empty() { (t.by_server) } @else { (who) }
                    @if !words.is_empty() { p.message__answer { (words) } }
                }
            }
        }
    }
}

fn decide(view: &MessageView) -> AnyView {
    let t = &texts().message;
    let choices: Vec<Choice> = view
        .line
        .state
        .resolutions()
        .iter()
        .map(|resolution| Choice::new(resolution.as_str(), (t.resolution)(*resolution)))
        .collect();
    let message = view.line.id.to_string();
    let against = view.against.as_ref().map(|refusal| {
        let why = (t.refusal)(refusal);
        let rule = if refusal.yields_to_a_reason() { t.again_with_reason } else { t.not_again };
        view! { <Notice tone=Tone::Warning><p>{why} " " {rule}</p></Notice> }
    });
    let first = choices.first().map(|choice| choice.value.clone()).unwrap_or_default();
    view! {
           <section class="card" aria-labelledby="mensagem-decisao">
               <h2 id="mensagem-decisao">{t.decide}</h2>
               <PlainForm path=Resolve::PATH id="decisao">
                   <Hidden name="message" value=message/>
    {against}
                   <RadioCards name="resolution" label=t.decide choices=choices value=first compact=true/>
                   <TextField name="reason" label=t.resolution_reason maxlength=500 optional=true/>
                   <div class="form__actions"><SubmitButton label=t.decide_now/></div>
               </PlainForm>
           </section>
       }
    .into_any()
}
