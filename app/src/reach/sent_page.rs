//! `/clientes/{id}/contatar/{contato}`: the link that opens the program, and whether the message was sent.

use super::{api::Answer, own_path};
use crate::{
    error::ApiError,
    page::{BACK_FIELD, posted_form},
    routes,
    texts::{errors, texts},
    ui::{Choice, Glyph, Hidden, Icon, PageTitle, PlainForm, RadioCards, SelectField, draft, served},
};
use domain::{
    contact::{Channel, DefaultReason, Outcome},
    id::ContactId,
    phone,
    reach::{AnswerSent, SentAnswer, SentView, is_too_long, link},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::{use_params_map, use_query_map};

/// The page of one message that was opened.
#[component]
pub fn SentPage() -> impl IntoView {
    let contact = use_params_map().with_untracked(|params| params.get("contato"));
    let contact = contact.and_then(|id| id.parse::<ContactId>().ok()).ok_or(ApiError::NotFound);
    let typed = draft::<Answer, AnswerSent>();
    let next = use_query_map().with_untracked(|query| query.get("voltar"));
    let next = typed.as_ref().map(|form| form.next.clone()).or(next).unwrap_or_default();
    served(
        async move {
            let (ctx, actor) = crate::ssr::request()?;
            Ok(backend::reach::sent(&ctx, &actor, contact?).await?)
        },
        move |view| screen(&view, &next, typed.as_ref()),
    )
}

fn screen(view: &SentView, next: &str, typed: Option<&AnswerSent>) -> AnyView {
    let t = texts();
    let r = &t.reach;
    let state = match (view.voided, view.awaiting) {
        (true, _) => Some(r.voided),
        (false, false) => Some(r.answered),
        (false, true) => None,
    };
    let back = own_path(next, &routes::client(view.client)).to_owned();
    let questions = state.is_none().then(|| (answer(view, next, typed), not_sent(view, next, typed)));
    view! {
        <PageTitle text=format!("{} · {}", r.sent_title, view.name)/>
        <div class="page reach-page">
            <header class="page__head">
                <div>
                    <h1>{r.sent_title}</h1>
                    <p class="lead">
                        {(t.contact.channel_name)(view.channel)} " · " <a href=routes::client(view.client)>{view.name.clone()}</a>
                    </p>
                </div>
                <div class="page__actions"><a class="button" href=back>{r.back}</a></div>
            </header>
            <div class="reach__columns">
                <section class="card sent-question">
                    {state.map(|state| view! { <p>{state}</p> })}
                    {questions}
                </section>
                {message(view)}
            </div>
        </div>
    }
    .into_any()
}

/// What is opened, and the link that opens it.
fn message(view: &SentView) -> AnyView {
    let r = &texts().reach;
    let href = match view.channel {
        Channel::Letter => format!("{}/carta.pdf", here(view)),
        _ => link(view.channel, &view.to, &view.subject, &view.body),
    };
    let long = is_too_long(view.channel, &href);
    let blank = matches!(view.channel, Channel::WhatsApp | Channel::Letter).then_some("_blank");
    let opens = blank.filter(|_| view.channel == Channel::WhatsApp);
    let shown = match view.channel {
        Channel::Email | Channel::Letter => view.to.clone(),
        _ => phone::shown(&view.to),
    };
    let glyph = match view.channel {
        Channel::Email | Channel::Letter => Glyph::Mail,
        Channel::Phone => Glyph::Phone,
        _ => Glyph::WhatsApp,
    };
    let subject =
        (!view.subject.is_empty()).then(|| view! { <p><strong>{view.subject.clone()}</strong></p> });
    let body =
        (!view.body.is_empty()).then(|| view! { <p class="sent-message__text">{view.body.clone()}</p> });
    view! {
        <section class="card sent-message">
            <p>{r.to} " " <strong>{shown}</strong></p>
            <p>
                <a class="button button--primary" href=href target=blank rel="noopener noreferrer"
                    data-hotkey="o" data-opens=opens>
                    <Icon glyph/> {(r.open)(view.channel)}
                </a>
            </p>
            <p class="field__hint">{if long { r.too_long } else { r.open_hint }}</p>
            {subject}
            {body}
        </section>
    }
    .into_any()
}

/// It was sent; of a call also how it ended.
fn answer(view: &SentView, next: &str, typed: Option<&AnswerSent>) -> AnyView {
    let t = texts();
    let r = &t.reach;
    let typed = typed.filter(|form| form.answer == SentAnswer::Sent.as_str()).cloned().unwrap_or_default();
    let call = (view.channel == Channel::Phone).then(|| {
        let outcomes = Outcome::ALL.iter().map(|one| Choice::new(one.as_str(), (t.contact.outcome_name)(*one)));
        let reasons = std::iter::once(Choice::new("", t.contact.reason_none))
            .chain(DefaultReason::ALL.iter().map(|one| Choice::new(one.as_str(), (t.contact.reason_name)(*one))));
        view! {
            <RadioCards name="outcome" label=r.outcome choices=outcomes.collect() value=typed.outcome.clone() compact=true/>
            <SelectField name="default_reason" label=t.contact.reason hint=t.contact.reason_hint
                choices=reasons.collect() value=typed.default_reason.clone()/>
        }
    });
    let (contact, next, channel) = (view.contact.to_string(), next.to_owned(), view.channel);
    let here = here(view);
    view! {
        <h2>{(r.was_it_sent)(channel)}</h2>
        <PlainForm path=Answer::PATH id="enviado">
            <input type="hidden" name=BACK_FIELD value=here/>
            <Hidden name="contact" value=contact/>
            <Hidden name="next" value=next/>
            <input type="hidden" name="cmd[answer]" value=SentAnswer::Sent.as_str()/>
            {call}
            <div class="form__actions">
                <button class="button button--primary" type="submit" autofocus=channel != Channel::Phone data-hotkey="s">{(r.yes)(channel)}</button>
            </div>
        </PlainForm>
    }
    .into_any()
}

fn here(view: &SentView) -> String {
    format!("{}/{}", routes::contact_with(view.client), view.contact)
}

/// It was not: the contact is voided and does not count.
fn not_sent(view: &SentView, next: &str, typed: Option<&AnswerSent>) -> AnyView {
    let r = &texts().reach;
    let open = typed.is_some_and(|form| form.answer == SentAnswer::NotSent.as_str());
    let why = posted_form(Answer::PATH, None).filter(|_| open).and_then(|posted| match &posted.error {
        ApiError::Invalid(errors) => errors.first().map(|error| errors::sentence(&error.error, texts())),
        _ => None,
    });
    view! {
        <details class="disclosure" open=open>
            <summary class="disclosure__summary" data-hotkey="n">{(r.no)(view.channel)}</summary>
            <form class="form form--inline disclosure__body" method="post" action=Answer::PATH>
                <input type="hidden" name=BACK_FIELD value=here(view)/>
                <input type="hidden" name="cmd[contact]" value=view.contact.to_string()/>
                <input type="hidden" name="cmd[next]" value=next.to_owned()/>
                <input type="hidden" name="cmd[answer]" value=SentAnswer::NotSent.as_str()/>
                <div class="field field--grow">
                    <label class="field__label" for="nao-enviado">{r.no_reason}</label>
                    <input class="input" id="nao-enviado" name="cmd[reason]" maxlength="500" autocomplete="off" required
                        aria-describedby="nao-enviado-erro"/>
                    <p class="field__error" id="nao-enviado-erro">{why}</p>
                </div>
                <button class="button button--danger" type="submit">{r.no_confirm}</button>
            </form>
        </details>
    }
    .into_any()
}
