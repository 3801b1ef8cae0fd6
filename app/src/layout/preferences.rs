//! Language and theme. Plain forms with a page load: both concern the whole document.

use crate::{
    page::{POSTED_PARAMETER, PREFERENCES_PATH, Theme, use_page},
    routes,
    texts::{Language, texts},
    ui::{Glyph, Icon},
};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// Portuguese or English.
#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let chosen = use_page().language;
    let buttons = Language::ALL.map(|language| {
        let pressed = if language == chosen { "true" } else { "false" };
        view! {
            <button class="switch__option" type="submit" name="language" value=language.tag() lang=language.tag()
                aria-pressed=pressed>
                {language.name()}
            </button>
        }
    });
    switch(texts().common.language, buttons.into_any())
}

/// Light, dark, or as the system has it.
#[component]
pub fn ThemeSwitch() -> impl IntoView {
    let t = &texts().common;
    let chosen = use_page().theme;
    let buttons = Theme::ALL.map(|theme| {
        let pressed = if theme == chosen { "true" } else { "false" };
        let glyph = match theme {
            Theme::Auto => Glyph::Screen,
            Theme::Light => Glyph::Sun,
            Theme::Dark => Glyph::Moon,
        };
        view! {
            <button class="switch__option" type="submit" name="theme" value=theme.as_str() aria-pressed=pressed>
                <Icon glyph=glyph/>
                {(t.theme_name)(theme)}
            </button>
        }
    });
    switch(t.theme, buttons.into_any())
}

fn switch(label: &'static str, buttons: AnyView) -> AnyView {
    let location = use_location();
    // Without the refused form: it belongs to one visit of the page.
    let back = move || {
        let query = location.query.get().into_iter();
        let kept: Vec<_> = query.filter(|(name, _)| name != POSTED_PARAMETER).collect();
        let kept: Vec<_> = kept.iter().map(|(name, value)| (name.as_ref(), value.clone())).collect();
        location.pathname.with(|path| routes::address(path, &kept))
    };
    view! {
        <form class="switch" method="post" action=PREFERENCES_PATH>
            <input type="hidden" name="back" value=back/>
            <fieldset class="switch__group">
                <legend class="switch__label">{label}</legend>
                <div class="switch__options">{buttons}</div>
            </fieldset>
        </form>
    }
    .into_any()
}
