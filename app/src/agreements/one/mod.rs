//! `/acordos/{id}`: what an agreement is made of, how it is doing, and the ways to end it.

mod account;
mod end;
mod instalments;

use super::shown::health_tone;
use crate::{
    error::ApiError,
    routes,
    texts::texts,
    ui::{Badge, Notice, PageTitle, Tone, served},
};
use domain::{
    agreement::{AgreementState, AgreementView},
    period::show_date,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The page of one agreement.
#[component]
pub fn AgreementPage() -> impl IntoView {
    let request = crate::ssr::request();
    let id = use_params_map().get_untracked().get("id").and_then(|id| id.parse().ok());
    served(
        async move {
            let (ctx, actor) = request?;
            let id = id.ok_or(ApiError::NotFound)?;
            Ok(backend::agreements::view(&ctx, &actor, id).await?)
        },
        |view| screen(&view),
    )
}

fn screen(agreement: &AgreementView) -> AnyView {
    let t = &texts().agreement;
    let title = (t.number)(agreement.number);
    let parts =
        [account::sources(agreement), instalments::section(agreement), instalments::payments(agreement)];
    let parts = parts.map(maud::Markup::into_string).concat();
    view! {
        <PageTitle text=format!("{title} - {}", agreement.client_name)/>
        <div class="page agreement-page">
            <header class="page__head">
                <div>
                    <a class="page__back" href=routes::AGREEMENTS>{t.page.all}</a>
                    <h1>{title}</h1>
                </div>
                <p class="agreement-page__whose">
                    <a href=routes::client(agreement.client)>{agreement.client_name.clone()}</a>
                    <span>{agreement.company.name.clone()}</span>
                </p>
                <div class="page__actions">
                    <a class="button" href=routes::term(agreement.id) target="_blank">{texts().papers.term}</a>
                </div>
                <span data-news="estado"><Badge text=(t.health)(agreement.health) tone=health_tone(agreement.health)/></span>
            </header>
            {ended(agreement)}
            {agreement.break_proposed.then(|| view! { <Notice tone=Tone::Warning><p>{t.page.proposed}</p></Notice> })}
            <div class="agreement">
                <div class="agreement__main" data-news="partes" inner_html=parts></div>
                <div class="agreement__aside">
                    <section class="card" aria-labelledby="acordo-resumo" data-news="resumo"
                        inner_html=account::summary(agreement).into_string()></section>
                    {end::section(agreement)}
                </div>
            </div>
        </div>
    }
    .into_any()
}

/// By whom, when and why it was undone or broken.
fn ended(agreement: &AgreementView) -> Option<AnyView> {
    let t = &texts().agreement.page;
    let (by, on, reason) = agreement.ended.as_ref()?;
    let broken = agreement.state == AgreementState::Broken;
    let tone = if broken { Tone::Bad } else { Tone::Neutral };
    let line = format!("{} {}: {reason}", (t.ended)(broken, &show_date(*on), by), t.reason);
    Some(view! { <Notice tone=tone><p>{line}</p></Notice> }.into_any())
}
