//! `/cobrancas/envio/{id}`: how far a run is, who gets the message, who does not and why.

use super::api::Steer;
use crate::{
    error::ApiError,
    messages, routes, ssr,
    texts::texts,
    ui::{PageTitle, markup::money, served},
};
use domain::{
    bulk::{BulkItem, BulkState, BulkView, ItemState, Steering},
    id::BulkId,
    message::{MessageChannel, Prepared, Refusal},
    period::show_date_time,
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::{use_params_map, use_query_map};
use maud::{Markup, html};
use std::mem::discriminant;

/// After how many seconds the page of a run that is under way is loaded again.
const REFRESH: &str = "2";

/// The page of one run.
#[component]
pub fn RunPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id"));
    let id = id.and_then(|id| id.parse::<BulkId>().ok()).ok_or(ApiError::NotFound);
    let shown = use_query_map()
        .with_untracked(|query| query.get("ver").and_then(|number| number.parse::<u32>().ok()));
    served(
        async move {
            let (ctx, actor) = crate::ssr::request()?;
            let view = backend::bulk::view(&ctx, &actor, id?).await?;
            let waits = |item: &&BulkItem| item.state == ItemState::Ready;
            let chosen = view.ready.iter().find(|item| shown == Some(item.number));
            let preview = match chosen.or(view.ready.first()).filter(waits) {
                Some(item) => {
                    let text = backend::bulk::preview(&ctx, &actor, view.run.id, item).await;
                    text.ok().map(|text| (item.name.clone(), text))
                }
                None => None,
            };
            Ok((view, preview))
        },
        |(view, preview)| screen(&view, preview),
    )
}

/// All letters in one file, once there are some.
fn letters(view: &BulkView) -> Option<AnyView> {
    let some = view.ready.iter().any(|item| item.state == ItemState::Done);
    let href = format!("{}/{}/cartas.pdf", routes::BULK, view.run.id);
    (view.run.channel == MessageChannel::Letter && some).then(|| {
        view! { <a class="button button--primary" href=href target="_blank">{texts().papers.letters}</a> }
            .into_any()
    })
}

fn screen(view: &BulkView, preview: Option<(String, Prepared)>) -> AnyView {
    let t = &texts().bulk;
    let run = &view.run;
    if run.state == BulkState::Checking || run.is_sending() {
        // A header, not an element: the page says itself that it refreshes.
        ssr::add_header(axum::http::header::REFRESH, axum::http::HeaderValue::from_static(REFRESH));
    }
    let title = format!("{} · {}", t.run_title, run.template_name);
    let (progress, refusals, messages) = (progress(view), refusals(view), messages(view));
    view! {
        <PageTitle text=title.clone()/>
        <div class="page bulk-page">
            <header class="page__head">
                <h1>{title}</h1>
                <div class="page__actions">
                    {letters(view)}
                    <a class="button" href=routes::GRID>{t.to_grid}</a>
                </div>
            </header>
            <section class="card" inner_html=progress.into_string()></section>
            <div class="bulk__columns">
                <section class="card" aria-labelledby="envio-recusas" inner_html=refusals.into_string()></section>
                <section class="card" aria-labelledby="envio-mensagens" inner_html=messages.into_string()></section>
                {preview.map(|(name, text)| message(&name, text))}
            </div>
        </div>
    }
    .into_any()
}

fn progress(view: &BulkView) -> Markup {
    let t = &texts().bulk;
    let (run, counts) = (&view.run, view.run.counts);
    let (state, mail) = (run.shown_state(), run.deliveries);
    let dealt = match state {
        BulkState::Checking => counts.all() - counts.waiting,
        _ => counts.all().saturating_sub(counts.ready + mail.waiting),
    };
    let is_email = run.channel == MessageChannel::Email;
    let some = |count: u32, text: fn(u32) -> String| (count > 0).then(|| text(count));
    let done = if is_email { some(mail.sent, t.sent) } else { some(counts.done, t.printed) };
    let good = [
        (counts.ready > 0).then(|| (t.would)(state, counts.ready)),
        done,
        some(mail.waiting, t.waiting),
        some(mail.cancelled, t.cancelled),
        some(counts.refused, t.would_not),
    ];
    let bad =
        [some(mail.failed, t.undelivered), some(mail.undecided, t.undecided), some(counts.failed, t.failed)];
    let button = |steering: Steering, label: String, class: &str| {
        html! {
            form.form.form--bare method="post" action=(Steer::PATH) {
                input type="hidden" name="cmd[run]" value=(run.id);
                input type="hidden" name="cmd[to]" value=(steering.as_str());
                @if steering == Steering::Stop { input type="hidden" name="cmd[reason]" value=(t.stop_reason); }
                button class={ "button " (class) } type="submit" { (label) }
            }
        }
    };
    html! {
        p.bulk__state role="status" { strong { ((t.state)(state)) } }
        p.muted { ((t.by)(&run.user, &show_date_time(run.created_at))) }
        @if state.is_busy() {
            progress.bulk__bar max=(counts.all()) value=(dealt) aria-label=((t.state)(state)) {}
            p { ((t.progress)(dealt, counts.all())) " · " span.muted { (t.progress_hint) } }
        }
        ul.bulk__counts {
            @for text in good.into_iter().flatten() { li { (text) } }
            @for text in bad.into_iter().flatten() { li.bulk__failed { (text) } }
        }
        div.form__actions {
            @if run.state == BulkState::Ready && counts.ready > 0 {
                (button(Steering::Send, (t.send)(counts.ready), "button--primary"))
            }
            @if run.is_sending() { (button(Steering::Pause, t.pause.to_owned(), "button--primary")) }
            @if run.state == BulkState::Paused { (button(Steering::Send, t.resume.to_owned(), "button--primary")) }
            @if run.may_stop() { (button(Steering::Stop, t.stop.to_owned(), "button--quiet")) }
        }
    }
}

/// Everybody who does not get the message, by the reason.
fn refusals(view: &BulkView) -> Markup {
    let t = texts();
    let b = &t.bulk;
    let mut groups: Vec<(&Refusal, Vec<&BulkItem>)> = Vec::new();
    for item in &view.refused {
        let Some(refusal) = &item.refusal else { continue };
        match groups.iter_mut().find(|(known, _)| discriminant(*known) == discriminant(refusal)) {
            Some((_, items)) => items.push(item),
            None => groups.push((refusal, vec![item])),
        }
    }
    groups.sort_by_key(|(_, items)| std::cmp::Reverse(items.len()));
    let failed: Vec<_> = view.refused.iter().filter(|item| item.state == ItemState::Failed).collect();
    html! {
        h2 id="envio-recusas" { (b.refusals) }
        @if view.refused.is_empty() { p.muted { (b.no_refusals) } }
        @for (refusal, items) in &groups {
            details.bulk__group open[items.len() <= 10] {
                summary { ((b.group)(refusal)) " " span.muted { (items.len()) } }
                ul {
                    @for item in items {
                        li {
                            a href=(routes::client(item.client)) { (item.name) }
                            @if let Some(refusal) = &item.refusal { span.cell__note { ((t.message.refusal)(refusal)) } }
                        }
                    }
                }
            }
        }
        @for item in &failed {
            p { a href=(routes::client(item.client)) { (item.name) } span.cell__note { ((b.failure)(&item.failure)) } }
        }
    }
}

/// The message as it would be sent.
fn message(name: &str, text: Prepared) -> AnyView {
    let title = format!("{}: {name}", texts().bulk.preview);
    view! {
        <section class="card" id="mensagem" aria-labelledby="envio-previa">
            <h2 id="envio-previa">{title}</h2>
            <p><strong>{text.subject}</strong></p>
            <p class="sent-message__text">{text.body}</p>
        </section>
    }
    .into_any()
}

/// The first of those who get the message.
fn messages(view: &BulkView) -> Markup {
    let b = &texts().bulk;
    let all = view.run.counts.ready + view.run.counts.done;
    let more = all.saturating_sub(u32::try_from(view.ready.len()).unwrap_or(u32::MAX));
    html! {
        h2 id="envio-mensagens" { (b.messages) }
        ul.bulk__list {
            @for item in &view.ready {
                li {
                    a href=(routes::client(item.client)) { (item.name) }
                    span.muted { ((b.of_charges)(u32::try_from(item.charges.len()).unwrap_or(u32::MAX))) }
                    @if item.state == ItemState::Ready {
                        a href={ "?ver=" (item.number) "#mensagem" } { (b.preview) span.visually-hidden { ": " (item.name) } }
                    }
                    @if let Some((id, state)) = item.message {
                        a href=(routes::message(id)) target="_blank" { (messages::state(state)) span.visually-hidden { ": " (item.name) } }
                    }
                    (money(item.total))
                }
            }
        }
        @if more > 0 { p.muted { ((b.and_more)(more)) } }
    }
}
