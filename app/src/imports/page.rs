//! `/importar/{id}`: one file, from its columns to its report.

use super::{
    api::UndoImport,
    columns::columns,
    list_page::state,
    remarks::remarks,
    report::{figures, start},
};
use crate::{
    error::ApiError,
    routes, ssr,
    texts::texts,
    ui::{Command, ConfirmReason, Notice, PageTitle, Tone, refused, served},
};
use backend::imports::{ImportView, State, Touched};
use domain::period::show_date_time;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use maud::html;

/// Seconds after which the page of a running import shows itself again.
const REFRESH: &str = "2";

/// The page of one import.
#[component]
pub fn ImportPage() -> impl IntoView {
    let t = &texts().imports;
    let id = use_params_map().with_untracked(|params| params.get("id")).unwrap_or_default();
    let (blocked, anew) = use_query_map()
        .with_untracked(|query| (query.get("bloqueada").is_some(), query.get("colunas").is_some()));
    view! {
        <PageTitle text=t.title/>
        <div class="page imports">{served(load(id, blocked), move |view| page(&view, anew, blocked))}</div>
    }
    .into_any()
}

async fn load(id: String, blocked: bool) -> Result<ImportView, ApiError> {
    let (ctx, actor) = ssr::request()?;
    let view = backend::imports::view(&ctx, &actor, &id, blocked).await?;
    if view.line.state.is_busy() || view.undoing {
        // A header, not an element: the page says itself that it refreshes.
        ssr::add_header(axum::http::header::REFRESH, axum::http::HeaderValue::from_static(REFRESH));
    }
    Ok(view)
}

fn page(view: &ImportView, anew: bool, blocked: bool) -> AnyView {
    let t = &texts().imports;
    let line = &view.line;
    let facts = html! {
        (state(line.state)) " "
        ((t.kind_name)(line.kind).0) " · " (line.company) " · " ((t.rows)(view.contents.rows)) " · "
        (show_date_time(line.at)) " · " (line.user)
    };
    let same = view.same_file.as_ref().map(|(_, at, by)| {
        let sentence = (t.same_file)(&show_date_time(*at), by);
        view! { <Notice tone=Tone::Info>{sentence}</Notice> }
    });
    view! {
        <header class="page__head">
            <h1 class="imports__name">{line.file.clone()}</h1>
            <a class="button" href=routes::IMPORTS>{t.back}</a>
        </header>
        <p class="imports__facts" inner_html=facts.into_string()></p>
        {same}
        {body(view, anew || refused::<super::api::CheckImport>(None), blocked)}
    }
    .into_any()
}

fn body(view: &ImportView, anew: bool, blocked: bool) -> AnyView {
    let t = &texts().imports;
    match view.line.state {
        State::Checking | State::Running => busy(view),
        State::Uploaded => columns(view),
        State::Checked if anew => columns(view),
        State::Checked => view! { {figures(view)} {start(view)} {remarks(view)} }.into_any(),
        State::Failed => {
            let why = view.problem.as_ref().map(t.problem);
            view! { <Notice tone=Tone::Bad>{why}</Notice> {columns(view)} }.into_any()
        }
        State::Done if view.undoing => undoing(),
        State::Done => view! { {figures(view)} {remarks(view)} {undo(view, blocked)} }.into_any(),
        State::Undone => {
            let said =
                view.undone.as_ref().map(|(by, at, reason)| (t.undone)(by, &show_date_time(*at), reason));
            view! { <Notice tone=Tone::Info>{said}</Notice> {figures(view)} }.into_any()
        }
    }
}

fn busy(view: &ImportView) -> AnyView {
    let t = &texts().imports;
    let (done, all) = (view.rows_done.min(view.contents.rows), view.contents.rows.max(1));
    view! {
        <section class="card imports__busy" role="status">
            <h2>{(t.state_name)(view.line.state)}</h2>
            <progress max=all.to_string() value=done.to_string() aria-label=(t.state_name)(view.line.state)></progress>
            <p>{(t.busy)(done, view.contents.rows)}</p>
            <p class="muted">{t.busy_hint}</p>
        </section>
    }
    .into_any()
}

/// A large import takes a while to be taken back.
fn undoing() -> AnyView {
    let t = &texts().imports;
    view! {
        <section class="card imports__busy" role="status">
            <h2>{t.undoing}</h2>
            <progress aria-label=t.undoing></progress>
            <p class="muted">{t.busy_hint}</p>
        </section>
    }
    .into_any()
}

fn undo(view: &ImportView, asked: bool) -> AnyView {
    let t = &texts().imports;
    let made = view.line.report.as_ref().is_some_and(|report| report.imported);
    if !made {
        return ().into_any();
    }
    let touched = html! {
        @for touched in &view.touched {
            li {
                @match touched {
                    Touched::Charge(id, document) => {
                        a href=(routes::charge(*id)) { ((t.blocked_charge)(document)) }
                    }
                    Touched::Client(id, name) => { a href=(routes::client(*id)) { ((t.blocked_client)(name)) } }
                    Touched::Payment(id, document) => {
                        a href=(routes::charge(*id)) { ((t.blocked_payment)(document)) }
                    }
                }
            }
        }
    };
    let blocked = (!view.touched.is_empty()).then(|| {
        view! {
            <div class="form-errors" role="alert">
                <p class="form-errors__title">{t.blocked}</p>
                <ul inner_html=touched.into_string()></ul>
            </div>
        }
    });
    let failed =
        (asked && view.touched.is_empty()).then(|| view! { <Notice tone=Tone::Bad>{t.undo_failed}</Notice> });
    let undo = Command::of::<UndoImport>();
    let of = ("import", view.line.id.to_string());
    view! {
        <section class="card imports__undo" id="desfazer" aria-labelledby="desfazer-titulo">
            <h2 id="desfazer-titulo">{t.undo}</h2>
            <p class="lead">{t.undo_hint}</p>
            {blocked}
            {failed}
            <ConfirmReason action=undo id="desfazer-form" of=of label=t.undo reason=t.undo_reason/>
        </section>
    }
    .into_any()
}
