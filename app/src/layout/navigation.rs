//! The bar at the top: where to go, the quick search, and the user's menu.

use super::{LanguageSwitch, ThemeSwitch};
use crate::{
    page::use_viewer,
    routes,
    session::SignOut,
    texts::texts,
    ui::{FilterForm, Glyph, Icon, PlainForm, shortcuts},
};
use domain::permission::Permission;
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_location;

/// The bar. On a phone the links stand at the bottom of the screen.
#[component]
pub fn Header() -> impl IntoView {
    let t = &texts().common;
    view! {
        <header class="header">
            <a class="brand" href=routes::AGENDA aria-label=t.product>
                <svg class="brand__mark" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
                    <path d="M4.5 12.8 9.7 18 19.8 6.6"/>
                </svg>
                <span class="brand__name">{t.product}</span>
            </a>
            <nav class="nav" aria-label=t.navigation>
                <NavLink href=routes::AGENDA label=t.agenda glyph=Glyph::Calendar also="" keys="g a"/>
                <NavLink href=routes::GRID label=t.collections glyph=Glyph::Phone also=routes::GRID keys="g c"/>
                <NavLink href=routes::DELINQUENCY label=t.delinquency glyph=Glyph::List also="/clientes" keys="g i"/>
                <NavLink href=routes::CHARGES label=t.charges glyph=Glyph::Receipt also=routes::CHARGES keys="g l"/>
                <NavLink href=routes::AGREEMENTS label=t.agreements glyph=Glyph::Agreement also=routes::AGREEMENTS keys="g o"/>
                <NavLink href=routes::HELP label=t.help glyph=Glyph::Help also="" keys="?"/>
            </nav>
            <FilterForm action=routes::DELINQUENCY id="busca-geral" label=t.quick_search class="quick-search">
                <label class="visually-hidden" for=shortcuts::SEARCH_ID>{t.quick_search}</label>
                <Icon glyph=Glyph::Search/>
                <input class="quick-search__input" id=shortcuts::SEARCH_ID type="search" name="q" autocomplete="off"
                    placeholder=t.quick_search_placeholder aria-keyshortcuts="/"/>
                <kbd class="quick-search__key" aria-hidden="true">"/"</kbd>
                <button class="visually-hidden" type="submit">{t.search}</button>
            </FilterForm>
            <UserMenu/>
        </header>
    }
    .into_any()
}

#[component]
fn NavLink(
    href: &'static str,
    label: &'static str,
    glyph: Glyph,
    /// Paths below this one count as the page too.
    also: &'static str,
    keys: &'static str,
) -> impl IntoView {
    let path = use_location().pathname;
    let current = move || {
        let here = path.with(|path| path == href || (!also.is_empty() && path.starts_with(also)));
        here.then_some("page")
    };
    let rel = routes::is_document(href).then_some("external");
    view! {
        <a class="nav__link" href=href rel=rel aria-current=current title=format!("{label} ({keys})")>
            <Icon glyph=glyph/>
            <span>{label}</span>
        </a>
    }
    .into_any()
}

#[component]
fn UserMenu() -> impl IntoView {
    let t = &texts().common;
    let viewer = use_viewer()?;
    let may = |permission| viewer.role.allows(permission);
    let settings = if may(Permission::SettingsPolicy) { routes::POLICY } else { routes::HOLIDAYS };
    let bring_in = may(Permission::Import).then(|| {
        view! { <a class="menu__item" href=routes::IMPORTS rel="external"><Icon glyph=Glyph::Plus/>{t.bring_in}</a> }
    });
    let companies =
        viewer.companies.iter().map(|company| company.name.as_str()).collect::<Vec<_>>().join(", ");
    Some(
        view! {
            <details class="menu">
                <summary class="menu__button" aria-label=t.user_menu>
                    <span class="avatar" aria-hidden="true">{initials(&viewer.name)}</span>
                    <span class="menu__name">{viewer.name.clone()}</span>
                    <Icon glyph=Glyph::ChevronDown/>
                </summary>
                <div class="menu__panel">
                    <p class="menu__who">
                        <strong>{viewer.name}</strong>
                        <span>{(t.role)(viewer.role)}</span>
                        <span>{companies}</span>
                    </p>
                    <LanguageSwitch/>
                    <ThemeSwitch/>
                    <a class="menu__item" href=routes::ACCOUNT rel="external"><Icon glyph=Glyph::Person/>{t.account}</a>
                    {bring_in}
                    <a class="menu__item" href=settings rel="external"><Icon glyph=Glyph::Filter/>{t.settings}</a>
                    <a class="menu__item" href=routes::HELP rel="external"><Icon glyph=Glyph::Help/>{t.help}</a>
                    <PlainForm path=SignOut::PATH id="sair">
                        <button class="menu__item" type="submit"><Icon glyph=Glyph::SignOut/>{t.sign_out}</button>
                    </PlainForm>
                </div>
            </details>
        }
        .into_any(),
    )
}

/// First letters of the first and last name; the style writes them large.
pub(super) fn initials(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().and_then(|word| word.chars().next());
    let last = words.next_back().and_then(|word| word.chars().next());
    first.into_iter().chain(last).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_those_of_the_first_and_last_name() {
        assert_eq!(initials("Ana Maria de Souza"), "AS");
        assert_eq!(initials("érica"), "é");
        assert_eq!(initials(""), "");
    }
}
