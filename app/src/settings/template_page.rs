//! `/configuracoes/modelos/{id}`: one template, its variables, and what it would say to a real client.

use super::{
    api::{DeleteTemplate, SaveTemplate},
    tabs::tabs,
    templates_page::NEW,
};
use crate::{
    error::ApiError,
    messages::variables,
    page::{BACK_FIELD, use_viewer},
    routes,
    texts::{errors, texts},
    ui::{
        Choice, Hidden, PageTitle, PlainForm, SelectField, SubmitButton, TextArea, TextField, draft,
        markup::Markup, served, use_form,
    },
};
use backend::messages::Previewed;
use domain::{
    id::TemplateId,
    message::{MessageChannel, SUBJECT_MAX, SaveTemplate as Form, Situation, TemplateLine},
    permission::Permission,
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::{use_params_map, use_query_map};
use maud::html;

/// The page.
#[component]
pub fn TemplatePage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id")).unwrap_or_default();
    let channel = use_query_map().with_untracked(|query| query.get("canal")).unwrap_or_default();
    let typed = draft::<SaveTemplate, Form>();
    let here = format!("{}/{id}", routes::TEMPLATES);
    served(load(id, channel, typed), move |(form, previewed)| screen(form, &previewed, here))
}

async fn load(id: String, channel: String, typed: Option<Form>) -> Result<(Form, Previewed), ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    let form = match typed {
        Some(form) => form,
        None if id == NEW => Form {
            channel: channel.parse().unwrap_or(MessageChannel::Email).as_str().to_owned(),
            situation: Situation::Other.as_str().to_owned(),
            ..Form::default()
        },
        None => {
            let id: TemplateId = id.parse().map_err(|_| ApiError::NotFound)?;
            filled(backend::messages::templates::get(&ctx, &actor, id).await?)
        }
    };
    let previewed = backend::messages::preview(&ctx, &actor, &form).await?;
    Ok((form, previewed))
}

fn filled(template: TemplateLine) -> Form {
    Form {
        template: template.id.to_string(),
        version: template.version,
        name: template.name,
        channel: template.channel.as_str().to_owned(),
        situation: template.situation.as_str().to_owned(),
        subject: template.subject,
        body: template.body,
        search: String::new(),
        client: String::new(),
    }
}

fn screen(form: Form, previewed: &Previewed, here: String) -> AnyView {
    let t = &texts().message_settings;
    let title = if form.template.is_empty() { t.new_template } else { t.edit_template };
    let delete = (!form.template.is_empty() && may_write()).then(|| delete(&form));
    let shown = preview(&form, previewed).into_string();
    let live = here.clone();
    view! {
        <PageTitle text=title/>
        <div class="page settings">
            <header class="page__head">
                <h1>{title}</h1>
                <a href=routes::TEMPLATES>{t.all_templates}</a>
            </header>
            <nav class="tabs" aria-label=texts().settings.settings inner_html=tabs(routes::TEMPLATES)></nav>
            <PlainForm path=SaveTemplate::PATH id="modelo" class="compose" attr:data-live=live>
                {fields(form, here)}
                <div class="compose__side">
                    <section class="card compose__preview" aria-labelledby="modelo-previa">
                        <h2 id="modelo-previa">{t.preview}</h2>
                        <div class="compose__shown" data-live-part="previa" inner_html=shown></div>
                    </section>
                    <section class="card" aria-labelledby="modelo-variaveis">
                        <h2 id="modelo-variaveis">{t.variables}</h2>
                        <p class="field__hint">{t.variables_hint}</p>
                        <dl class="variables" inner_html=variables().into_string()></dl>
                    </section>
                </div>
            </PlainForm>
            {delete}
        </div>
    }
    .into_any()
}

fn may_write() -> bool {
    use_viewer().is_some_and(|viewer| viewer.role.allows(Permission::SettingsMessages))
}

fn fields(form: Form, here: String) -> AnyView {
    let t = &texts().message_settings;
    let channels =
        MessageChannel::ALL.iter().map(|channel| Choice::new(channel.as_str(), (t.channel_name)(*channel)));
    let situations = Situation::ALL
        .iter()
        .map(|situation| Choice::new(situation.as_str(), (t.situation_name)(*situation)));
    let save = may_write().then(|| view! { <SubmitButton label=t.save/> });
    let client = use_form().name("client");
    view! {
        // Enter in any field computes: it uses the first button.
        <button type="submit" formmethod="get" formaction=here.clone() hidden tabindex="-1"></button>
        <input type="hidden" name=BACK_FIELD value=here.clone()/>
        <Hidden name="template" value=form.template/>
        <Hidden name="version" value=form.version.to_string()/>
        <input type="hidden" name=client value=form.client/>
        <section class="card">
            <div class="form form--grid">
                <TextField name="name" label=t.name value=form.name maxlength=80 class="field--wide"/>
                <SelectField name="channel" label=t.channel choices=channels.collect() value=form.channel/>
                <SelectField name="situation" label=t.situation hint=t.situation_hint choices=situations.collect()
                    value=form.situation/>
                <TextField name="subject" label=t.subject hint=t.subject_hint value=form.subject maxlength=SUBJECT_MAX
                    class="field--wide"/>
                <TextArea name="body" label=t.body value=form.body rows=18 maxlength=6000
                    class="field--wide compose__body"/>
                <TextField name="search" label=t.search hint=t.search_hint value=form.search kind="search"
                    optional=true class="field--wide"/>
                <div class="form__actions field--wide">
                    {save}
                    <button class="button" type="submit" formmethod="get" formaction=here>{t.update}</button>
                </div>
            </div>
        </section>
    }
    .into_any()
}

/// What it would say, to whom, and to whom else it could be tried.
fn preview(form: &Form, previewed: &Previewed) -> Markup {
    let t = &texts().message_settings;
    let words = &texts().message;
    let is_email = form.channel == MessageChannel::Email.as_str();
    html! {
        @match &previewed.client {
            Some((client, name)) => p { (t.preview_for) " " a href=(routes::client(*client)) { (name) } },
            None => p.muted { (t.nobody) },
        }
        @if previewed.found.len() > 1 {
            p.field__hint {
                (t.others) " "
                (previewed.found.iter().skip(1).map(|client| client.name.as_str()).collect::<Vec<_>>().join(", "))
            }
        }
        @if !previewed.errors.is_empty() {
            div class="notice notice--warning" {
                p { (t.wrong) }
                ul { @for error in &previewed.errors { li { (errors::sentence(&error.error, texts())) } } }
            }
        }
        @if let Some(prepared) = &previewed.prepared {
            @if !prepared.subject.is_empty() { p { strong { (prepared.subject) } } }
            @if is_email {
                iframe.mail-frame sandbox="" srcdoc=(prepared.html) title=(words.frame) tabindex="0" {}
            } @else {
                pre.mail-text tabindex="0" { (prepared.body) }
            }
        }
    }
}

fn delete(form: &Form) -> AnyView {
    let t = &texts().message_settings;
    let template = form.template.clone();
    view! {
        <section class="card">
            <details class="disclosure">
                <summary class="button button--small">{t.delete}</summary>
                <PlainForm path=DeleteTemplate::PATH id="excluir-modelo">
                    <p>{t.delete_ask}</p>
                    <Hidden name="template" value=template/>
                    <div class="form__actions"><SubmitButton label=t.delete danger=true/></div>
                </PlainForm>
            </details>
        </section>
    }
    .into_any()
}
