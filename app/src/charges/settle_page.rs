//! `/lancamentos/quitar`: what was received for one charge or several, where it goes, and recording it.

use super::{
    api::Settle,
    next::REVIEW,
    settle_fields::{charges, fields},
    settle_summary::summary,
};
use crate::{
    error::ApiError,
    page::{BACK_FIELD, posted_form},
    routes,
    texts::texts,
    ui::{EmptyState, Hidden, Notice, PageTitle, PlainForm, Tone, draft, served},
};
use domain::{
    Money,
    id::{ChargeId, ClientId},
    settlement::{SettleCharges, SettleView},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::{hooks::use_query_map, params::ParamsMap};

/// The parameter that takes all that is asked for as the amount.
pub(super) const ALL: &str = "tudo";

/// The parameter that chooses all overdue charges.
const OVERDUE: &str = "vencidos";

/// What the address says besides the form.
struct Asked {
    client: Option<ClientId>,
    charges: Vec<ChargeId>,
    next: String,
    /// Take what is asked for as the amount, whatever was typed.
    all: bool,
    /// Choose all overdue charges instead of those that were chosen.
    overdue: bool,
    /// A form was refused: nothing that was typed is changed.
    refused: bool,
}

impl Asked {
    fn from(query: &ParamsMap) -> Self {
        let charges = query.get_all("cobranca").unwrap_or_default();
        Self {
            client: query.get("cliente").and_then(|id| id.parse().ok()),
            charges: charges.iter().filter_map(|id| id.parse().ok()).collect(),
            next: query.get("voltar").unwrap_or_default(),
            all: query.get(ALL).is_some(),
            overdue: query.get(OVERDUE).is_some(),
            refused: posted_form(Settle::PATH, None).is_some(),
        }
    }

    fn nothing(&self) -> bool {
        self.client.is_none() && self.charges.is_empty()
    }
}

/// The page, for the chosen charges or as far as its form is filled.
#[component]
pub fn SettlePage() -> impl IntoView {
    let typed = draft::<Settle, SettleCharges>();
    let asked = use_query_map().with_untracked(Asked::from);
    // What was sent comes back to be looked at.
    let review = use_query_map().with_untracked(|query| query.get(REVIEW).is_some()) && !asked.refused;
    if typed.is_none() && asked.nothing() {
        return nothing_chosen();
    }
    served(load(typed, asked), move |(form, view)| screen(form, view, review))
}

/// The form with its figures. The amount follows what is asked for until another one is typed.
async fn load(typed: Option<SettleCharges>, asked: Asked) -> Result<(SettleCharges, SettleView), ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    let mut form = if let Some(form) = typed {
        form
    } else {
        let form = backend::settlement::seed(&ctx, &actor, asked.client, &asked.charges).await?;
        SettleCharges { next: asked.next, ..form }
    };
    let mut view = backend::settlement::view(&ctx, &actor, form.clone()).await?;
    if asked.overdue {
        let overdue = view.lines.iter().filter(|line| line.days_late > 0);
        form.charges = overdue.map(|line| line.charge.to_string()).collect();
        view = backend::settlement::view(&ctx, &actor, form.clone()).await?;
    }
    let amount = |text: &str| text.parse::<Money>().ok();
    let untouched = form.amount.trim().is_empty() || amount(&form.amount) == amount(&form.seen);
    if asked.refused || !(asked.all || untouched) {
        return Ok((form, view));
    }
    form.amount = if view.asked.is_positive() { view.asked.plain() } else { String::new() };
    let view = backend::settlement::view(&ctx, &actor, form.clone()).await?;
    Ok((form, view))
}

fn nothing_chosen() -> AnyView {
    let t = &texts().settlement;
    view! {
        <PageTitle text=t.title/>
        <div class="page">
            <h1>{t.title}</h1>
            <EmptyState title=t.nothing_chosen hint=t.nothing_chosen_hint>
                <a class="button" href=routes::CHARGES>{t.to_list}</a>
            </EmptyState>
        </div>
    }
    .into_any()
}

fn screen(form: SettleCharges, view: SettleView, review: bool) -> AnyView {
    let t = &texts().settlement;
    let (client, name) = view.client.clone();
    let body = if view.lines.is_empty() && posted_form(Settle::PATH, None).is_none() {
        view! {
            <EmptyState title=t.nothing_open>
                <a class="button" href=routes::client(client)>{t.back_to_client}</a>
            </EmptyState>
        }
        .into_any()
    } else {
        body(form, view)
    };
    view! {
        <PageTitle text=format!("{} · {name}", t.title)/>
        <div class="page settle-page">
            <header class="page__head">
                <div>
                    <h1>{t.title}</h1>
                    <p class="lead">{t.of_client} " " <a href=routes::client(client)>{name}</a></p>
                </div>
            </header>
            {review.then(|| view! { <Notice tone=Tone::Warning><p role="status">{t.review}</p></Notice> })}
            {body}
        </div>
    }
    .into_any()
}

fn body(form: SettleCharges, view: SettleView) -> AnyView {
    let t = &texts().settlement;
    let (asked, shown) = (view.asked.plain(), form.shape());
    view! {
        <PlainForm path=Settle::PATH id="quitar" class="settle" attr:data-live=routes::SETTLE>
            // Enter in any field computes: it uses the first button.
            <button type="submit" formmethod="get" formaction=routes::SETTLE hidden tabindex="-1"></button>
            // A long form names its page: browsers cut long addresses off the referrer.
            <input type="hidden" name=BACK_FIELD value=routes::SETTLE/>
            <Hidden name="client" value=form.client.clone()/>
            <Hidden name="key" value=view.key.clone()/>
            <Hidden name="next" value=form.next.clone()/>
            <section class="card settle__charges" aria-labelledby="quitar-lancamentos">
                <div class="settle__head">
                    <h2 id="quitar-lancamentos">{t.charges}</h2>
                    <button class="button button--small settle__all" type="submit" formmethod="get"
                        formaction=routes::SETTLE name=OVERDUE value="1">{t.choose_overdue}</button>
                </div>
                <div inner_html=charges(&view).into_string()></div>
            </section>
            <div class="settle__columns">
                <section class="card" aria-labelledby="quitar-pagamento">
                    <h2 id="quitar-pagamento">{t.payment}</h2>
                    {fields(&form, &view)}
                </section>
                <section class="card settle__summary" aria-labelledby="quitar-destino">
                    <h2 id="quitar-destino">{t.allocation}</h2>
                    <p class="field__hint">{t.allocation_hint}</p>
                    <div data-live-part="resumo" class="settle__result">
                        <input type="hidden" name="cmd[seen]" value=asked/>
                        <input type="hidden" name="cmd[shown]" value=shown/>
                        <div inner_html=summary(&view).into_string()></div>
                    </div>
                </section>
            </div>
        </PlainForm>
    }
    .into_any()
}
