//! The page of one charge (Cadastro de Lançamentos): what it is, what is owed and why, its ledger, its payments
//! and what happened to it.

use super::{
    api::Cancel,
    derivation::steps,
    facts::facts,
    form::EditForm,
    ledger::ledger,
    next::{TO_CHARGE, copy_of},
    payments::Payments,
    rows::status_badge,
    timeline::timeline,
};
use crate::{
    error::ApiError,
    page::use_viewer,
    routes,
    texts::{errors, texts},
    ui::{Command, ConfirmReason, MoneyText, Notice, PageTitle, Tone, served},
};
use chrono::NaiveDate;
use domain::{
    charge::{ChargeStatus, ChargeView, Locked},
    id::ChargeId,
    period::show_date,
    permission::Permission,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The parameter that names an earlier day: what was to be paid on it.
const DAY: &str = "dia";

/// Where the page says how what is owed came about: today, or as of an earlier day.
pub(super) fn derivation_of(charge: ChargeId, on: NaiveDate, today: NaiveDate) -> String {
    let day = if on == today { Vec::new() } else { vec![(DAY, on.to_string())] };
    routes::address(&routes::charge(charge), &day) + "#calculo"
}

/// `/lancamentos/{id}`.
#[component]
pub fn ChargePage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id"));
    let day = use_query_map().with_untracked(|query| query.get(DAY)).and_then(|day| day.parse().ok());
    let id = id.and_then(|id| id.parse::<ChargeId>().ok()).ok_or(ApiError::NotFound);
    served(
        async move {
            let (ctx, actor) = crate::ssr::request()?;
            Ok(backend::charges::view_on(&ctx, &actor, id?, day).await?)
        },
        screen,
    )
}

fn screen(view: ChargeView) -> AnyView {
    let t = &texts().charge_page;
    let title = (t.heading)(view.code);
    let late = view.derivation.as_ref().is_ok_and(|derivation| derivation.on > view.due);
    let badge = status_badge(view.status, late).into_string();
    view! {
        <PageTitle text=format!("{title} · {}", view.document)/>
        <div class="page charge-page">
            <header class="page__head">
                <div class="charge-page__title">
                    <h1>{title}</h1>
                    <span class="charge-page__document">{view.document.clone()}</span>
                    <span data-news="estado" inner_html=badge></span>
                </div>
                {actions(&view)}
            </header>
            {locked(&view)}
            <div class="charge-page__columns">
                <div class="charge-page__column">
                    {owed(&view)}
                    {record(&view)}
                </div>
                <div class="charge-page__column">
                    <section class="card" aria-labelledby="extrato">
                        <h2 id="extrato">{t.ledger}</h2>
                        <div data-news="extrato" inner_html=ledger(&view).into_string()></div>
                    </section>
                    <Payments of=view.id payments=view.payments.clone()/>
                    <section class="card" aria-labelledby="historico">
                        <h2 id="historico">{t.timeline}</h2>
                        <div data-news="historico" inner_html=timeline(&view.timeline).into_string()></div>
                    </section>
                </div>
            </div>
        </div>
    }
    .into_any()
}

fn actions(view: &ChargeView) -> AnyView {
    let t = &texts().charge_page;
    let settle = view.may_settle.then(|| {
        let pairs = [("cobranca", view.id.to_string()), ("voltar", TO_CHARGE.to_owned())];
        routes::address(routes::SETTLE, &pairs)
    });
    let may_edit = use_viewer().is_some_and(|viewer| viewer.role.allows(Permission::ChargeEdit));
    view! {
        <div class="page__actions">
            <a class="button" href=routes::client(view.client)>{texts().charges.to_client}</a>
            <a class="button" href=routes::charges_of(view.client)>{texts().common.charges}</a>
            {may_edit.then(|| view! { <a class="button" href=copy_of(view.id)>{t.copy}</a> })}
            {settle.map(|href| view! { <a class="button button--primary" href=href>{texts().charges.settle}</a> })}
        </div>
    }
    .into_any()
}

/// Why nothing can be changed, and where the agreement is that the charge belongs to.
fn locked(view: &ChargeView) -> Option<AnyView> {
    let t = &texts().charge_page;
    let reason = view.locked?;
    let agreement = match reason {
        Locked::Instalment(agreement) => Some(agreement),
        _ => view.superseded_by.or(view.instalment_of),
    };
    let link = agreement.map(|id| view! { " " <a href=routes::agreement(id)>{t.see_agreement}</a> });
    Some(view! { <Notice tone=Tone::Info><p>{(t.locked)(reason)}{link}</p></Notice> }.into_any())
}

/// What is owed today, or was to be paid on the day asked for, and how it came about.
fn owed(view: &ChargeView) -> AnyView {
    let t = &texts().charge_page;
    let past = view.derivation.as_ref().ok().map(|derivation| derivation.on).filter(|on| *on != view.today);
    let title = past.map_or_else(|| t.owed_today.to_owned(), |on| (t.owed_on)(&show_date(on)));
    let content = match &view.derivation {
        Ok(derivation) => {
            let steps = steps(derivation).into_string();
            view! {
                <p class="charge-page__owed"><MoneyText amount=derivation.owed.total large=true/></p>
                <div class="charge-page__steps" inner_html=steps></div>
            }
            .into_any()
        }
        Err(error) => view! { <p class="field__error">{errors::sentence(error, texts())}</p> }.into_any(),
    };
    view! {
        <section class="card" id="calculo" aria-labelledby="calculo-titulo" data-news="calculo">
            <h2 id="calculo-titulo">{title}</h2>
            {content}
        </section>
    }
    .into_any()
}

/// What the charge is: the form where it may be changed, otherwise only its facts.
fn record(view: &ChargeView) -> AnyView {
    let t = &texts().charge_page;
    let content = if view.locked.is_none() {
        let action = Command::of::<Cancel>();
        let cancel = (view.status == ChargeStatus::Open).then(|| {
            view! {
                <ConfirmReason action=action id="cancelar" of=("charge", view.id.to_string())
                    label=t.cancel reason=t.cancel_reason confirm=t.cancel_confirm/>
            }
        });
        view! {
            <div data-news="dados" inner_html=facts(view, false).into_string()></div>
            <EditForm form=view.form.clone()/>
            {cancel}
        }
        .into_any()
    } else {
        view! { <div data-news="dados" inner_html=facts(view, true).into_string()></div> }.into_any()
    };
    view! {
        <section class="card charge-record" aria-labelledby="cadastro">
            <h2 id="cadastro">{t.record}</h2>
            {content}
        </section>
    }
    .into_any()
}
