//! `/configuracoes/modelos`: all templates, by channel.

use super::tabs::tabs;
use crate::{
    error::ApiError,
    page::use_viewer,
    routes,
    texts::texts,
    ui::{PageTitle, markup::Markup, served},
};
use domain::{
    message::{MessageChannel, TemplateLine},
    permission::Permission,
};
use leptos::prelude::*;
use maud::html;

/// The last part of the address of a new template.
pub(super) const NEW: &str = "novo";

/// The page.
#[component]
pub fn TemplatesPage() -> impl IntoView {
    served(load(), |templates| {
        let t = &texts().message_settings;
        let may = use_viewer().is_some_and(|viewer| viewer.role.allows(Permission::SettingsMessages));
        let new = may.then(|| {
            view! {
                <a class="button button--primary" href=format!("{}/{NEW}", routes::TEMPLATES)>{t.new_template}</a>
            }
        });
        view! {
            <PageTitle text=t.templates/>
            <div class="page settings">
                <header class="page__head"><h1>{t.templates}</h1>{new}</header>
                <nav class="tabs" aria-label=texts().settings.settings inner_html=tabs(routes::TEMPLATES)></nav>
                <p class="lead">{t.templates_lead}</p>
                <div class="templates" inner_html=list(&templates).into_string()></div>
            </div>
        }
    })
}

async fn load() -> Result<Vec<TemplateLine>, ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    Ok(backend::messages::templates::list(&ctx, &actor, None).await?)
}

fn list(templates: &[TemplateLine]) -> Markup {
    let t = &texts().message_settings;
    html! {
        @for channel in MessageChannel::ALL {
            @let of_channel: Vec<&TemplateLine> =
                templates.iter().filter(|template| template.channel == *channel).collect();
            section.card {
                h2 { ((t.channel_name)(*channel)) }
                ul.templates__list {
                    @for template in of_channel {
                        li {
                            a href=(format!("{}/{}", routes::TEMPLATES, template.id)) { (template.name) }
                            span.muted { ((t.situation_name)(template.situation)) }
                        }
                    }
                }
                p { a href=(format!("{}/{NEW}?canal={}", routes::TEMPLATES, channel.as_str())) { (t.new_template) } }
            }
        }
    }
}
