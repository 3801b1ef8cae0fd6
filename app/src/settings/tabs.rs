//! The links between the pages of settings.

use crate::{page::use_viewer, routes, texts::texts};
use domain::permission::Permission;
use maud::html;

/// Which page is where; those that the role may not open are left out.
pub fn tabs(here: &str) -> String {
    let t = &texts().settings;
    let role = use_viewer().map(|viewer| viewer.role);
    let may = role.is_some_and(|role| role.allows(Permission::SettingsPolicy));
    let pages = [
        (routes::POLICY, t.policy),
        (routes::HOLIDAYS, t.holidays),
        (routes::INDICES, t.indices),
        (routes::HOURS, texts().hours.title),
    ];
    html! {
        @for (path, name) in pages.into_iter().filter(|(path, _)| may || *path != routes::POLICY) {
            a.tabs__tab href=(path) aria-current=[(path == here).then_some("page")] { (name) }
        }
    }
    .into_string()
}
