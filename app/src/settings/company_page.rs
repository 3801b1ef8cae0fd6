//! `/configuracoes/empresa`: what collection documents say of who collects.

use super::{
    api::SaveCompany,
    tabs::{choose_company, tabs},
};
use crate::{
    error::ApiError,
    routes,
    texts::texts,
    ui::{
        Choice, Hidden, Notice, PageTitle, PlainForm, SelectField, SubmitButton, TextArea, TextField, Tone,
        draft, refused, served,
    },
};
use domain::{address::Uf, id::CompanyId, message::CompanyView};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_query_map;

/// The page.
#[component]
pub fn CompanyPage() -> impl IntoView {
    let asked = use_query_map().with_untracked(|query| query.get("empresa"));
    let typed = draft::<SaveCompany, domain::message::SaveCompany>().filter(|_| refused::<SaveCompany>(None));
    served(load(asked, typed), |view| {
        let t = &texts().message_settings;
        view! {
            <PageTitle text=t.company/>
            <div class="page settings">
                <header class="page__head"><h1>{t.company}</h1></header>
                <nav class="tabs" aria-label=texts().settings.settings inner_html=tabs(routes::COMPANY)></nav>
                <p class="lead">{t.company_lead}</p>
                {page(view)}
            </div>
        }
    })
}

async fn load(
    asked: Option<String>,
    typed: Option<domain::message::SaveCompany>,
) -> Result<CompanyView, ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    let asked = typed.as_ref().map(|form| form.company.clone()).or(asked);
    let company: Option<CompanyId> = asked.and_then(|id| id.parse().ok());
    let view = backend::settings::company(&ctx, &actor, company).await?;
    let form = typed.unwrap_or_else(|| view.form.clone());
    Ok(CompanyView { form, ..view })
}

fn page(view: CompanyView) -> AnyView {
    let (t, words) = (&texts().message_settings, &texts().message);
    let form = view.form;
    let missing: Vec<&str> = view.missing.iter().map(|field| (words.field)(*field)).collect();
    let missing = (!missing.is_empty()).then(|| {
        view! { <Notice tone=Tone::Warning><p>{(t.missing)(&missing.join(", "))}</p></Notice> }
    });
    let ufs = std::iter::once(Choice::new("", ""))
        .chain(Uf::ALL.into_iter().map(|uf| Choice::new(uf.as_str(), uf.as_str())))
        .collect();
    view! {
        {choose_company(view.companies, Some(view.company.id), false, routes::COMPANY)}
        {missing}
        <section class="card">
            <PlainForm path=SaveCompany::PATH id="empresa-dados" class="form--grid">
                <Hidden name="company" value=form.company/>
                <Hidden name="version" value=form.version.to_string()/>
                <TextField name="name" label=t.company_name value=form.name maxlength=120 class="field--wide"/>
                <TextField name="tax_id" label=t.tax_id value=form.tax_id/>
                <TextField name="phone" label=t.phone value=form.phone kind="tel" optional=true/>
                <TextField name="email" label=t.email value=form.email kind="email" optional=true class="field--wide"/>
                <TextField name="cep" label=t.cep value=form.cep inputmode="numeric"/>
                <TextField name="number" label=t.number value=form.number optional=true/>
                <TextField name="street" label=t.street value=form.street class="field--wide"/>
                <TextField name="complement" label=t.complement value=form.complement optional=true/>
                <TextField name="district" label=t.district value=form.district optional=true/>
                <TextField name="city" label=t.city value=form.city/>
                <SelectField name="uf" label=t.uf choices=ufs value=form.uf/>
                <h2 class="form__section field--wide">{t.payment_section}</h2>
                <TextArea name="payment_instructions" label=t.payment hint=t.payment_hint
                    value=form.payment_instructions rows=4 maxlength=1000 optional=true class="field--wide"/>
                <TextField name="payment_link" label=t.link hint=t.link_hint value=form.payment_link kind="url"
                    optional=true class="field--wide"/>
                <div class="form__actions field--wide"><SubmitButton label=t.save_company/></div>
            </PlainForm>
        </section>
    }
    .into_any()
}
