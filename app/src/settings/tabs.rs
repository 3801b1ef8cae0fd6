//! The links between the pages of settings, and the choice of a company.

use crate::{
    page::use_viewer,
    routes,
    texts::texts,
    ui::{Choice, option_list},
};
use domain::{id::CompanyId, permission::Permission, session::CompanyRef};
use leptos::prelude::*;
use maud::html;

/// Which page is where; those that the role may not open are left out.
pub fn tabs(here: &str) -> String {
    let (t, words) = (&texts().settings, &texts().message_settings);
    let role = use_viewer().map(|viewer| viewer.role);
    let may = |permission| role.is_some_and(|role| role.allows(permission));
    let pages = [
        (routes::POLICY, t.policy, may(Permission::SettingsPolicy)),
        (routes::HOLIDAYS, t.holidays, true),
        (routes::INDICES, t.indices, true),
        (routes::HOURS, texts().hours.title, true),
        (routes::TEMPLATES, words.templates, true),
        (routes::COMPANY, words.company, may(Permission::SettingsCompany)),
        (routes::MAIL_SERVER, words.server, may(Permission::SettingsCompany)),
    ];
    html! {
        @for (path, name, _) in pages.into_iter().filter(|(_, _, may)| *may) {
            a.tabs__tab href=(path) aria-current=[(path == here).then_some("page")] { (name) }
        }
    }
    .into_string()
}

/// The company whose settings are shown; where `or_all`, also the whole organisation. Nothing to choose, no form.
pub fn choose_company(
    companies: Vec<CompanyRef>,
    now: Option<CompanyId>,
    or_all: bool,
    page: &'static str,
) -> Option<AnyView> {
    let (t, words) = (&texts().settings, &texts().message_settings);
    if companies.len() < 2 && !or_all {
        return None;
    }
    let all = or_all.then(|| Choice::new("", words.organisation));
    let choices =
        all.into_iter().chain(companies.into_iter().map(|company| Choice::new(company.id, company.name)));
    let now = now.map(|company| company.to_string()).unwrap_or_default();
    let options = option_list(choices, &now).into_string();
    Some(
        view! {
            <form method="get" action=page class="form filters settings__company">
                <div class="field">
                    <label class="field__label" for="empresa">{t.company}</label>
                    <select class="input" id="empresa" name="empresa" inner_html=options></select>
                </div>
                <button class="button" type="submit">{t.change_company}</button>
            </form>
        }
        .into_any(),
    )
}
