//! `/configuracoes/encargos`: a company's policy in force, its versions, and a new one.

use super::{
    api::{SavePolicy, SaveRules},
    example::example,
    policy_form::policy_form,
    tabs::{choose_company, tabs},
    versions::versions,
};
use crate::{
    error::ApiError,
    routes,
    texts::texts,
    ui::{Hidden, PageTitle, PlainForm, SubmitButton, TextField, draft, refused, served, typed},
};
use domain::{
    id::CompanyId,
    settings::{PolicyTried, PolicyView, SavePolicy as Form, SaveRules as RulesForm, TryPolicy},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_query_map;

/// What the page shows: the recorded, what was typed, and what that leads to.
pub(super) struct Shown {
    pub view: PolicyView,
    pub form: Form,
    pub example: TryPolicy,
    pub tried: PolicyTried,
}

/// The page of late charges.
#[component]
pub fn PolicyPage() -> impl IntoView {
    let asked = use_query_map().with_untracked(|query| query.get("empresa"));
    let typed_form = draft::<SavePolicy, Form>();
    let typed_example = typed::<SavePolicy, TryPolicy>("ex");
    served(load(asked, typed_form, typed_example), |shown| {
        let t = &texts().settings;
        view! {
            <PageTitle text=t.policy/>
            <div class="page settings">
                <header class="page__head"><h1>{t.policy}</h1></header>
                <nav class="tabs" aria-label=t.settings inner_html=tabs(routes::POLICY)></nav>
                <p class="lead">{t.policy_lead}</p>
                {page(shown)}
            </div>
        }
    })
}

async fn load(
    asked: Option<String>,
    typed_form: Option<Form>,
    typed_example: Option<TryPolicy>,
) -> Result<Shown, ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    let asked = typed_form.as_ref().map(|form| form.company.clone()).or(asked);
    let company: Option<CompanyId> = asked.and_then(|company| company.parse().ok());
    let view = backend::settings::policy(&ctx, &actor, company).await?;
    let form = typed_form.unwrap_or_else(|| view.form.clone());
    let example = typed_example.unwrap_or_else(|| TryPolicy::usual(view.today));
    let tried = backend::settings::try_policy(&ctx, &actor, &form, &example).await?;
    Ok(Shown { view, form, example, tried })
}

fn page(shown: Shown) -> AnyView {
    let company = shown.view.company.clone();
    let companies = shown.view.companies.clone();
    let rules = rules_form(&shown.view);
    let versions = versions(&shown.view);
    view! {
        {choose_company(companies, Some(company.id), false, routes::POLICY)}
        <PlainForm path=SavePolicy::PATH id="politica" class="policy" live=routes::POLICY>
            <Hidden name="company" value=company.id.to_string()/>
            {policy_form(&shown)}
            {example(&shown)}
        </PlainForm>
        {versions}
        {rules}
    }
    .into_any()
}

fn rules_form(view: &PolicyView) -> AnyView {
    let t = &texts().settings;
    let company = view.company.id.to_string();
    let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
    let form =
        draft::<SaveRules, RulesForm>().filter(|_| refused::<SaveRules>(None)).unwrap_or_else(|| RulesForm {
            company: company.clone(),
            break_missed: number(view.rules.breaking.missed),
            break_days: number(view.rules.breaking.days),
            promise_grace: view.rules.promise_grace.to_string(),
        });
    view! {
        <section class="card" aria-labelledby="regras-titulo">
            <h2 id="regras-titulo">{t.rules}</h2>
            <p class="lead">{t.rules_lead}</p>
            <PlainForm path=SaveRules::PATH id="regras" class="form--grid settings__rules">
                <Hidden name="company" value=company/>
                <TextField name="break_missed" label=t.break_missed hint=t.break_hint value=form.break_missed
                    inputmode="numeric" optional=true/>
                <TextField name="break_days" label=t.break_days hint=t.break_hint value=form.break_days
                    inputmode="numeric" optional=true/>
                <TextField name="promise_grace" label=t.promise_grace hint=t.promise_grace_hint
                    value=form.promise_grace inputmode="numeric" optional=true/>
                <div class="form__actions field--wide"><SubmitButton label=t.save_rules/></div>
            </PlainForm>
        </section>
    }
    .into_any()
}
