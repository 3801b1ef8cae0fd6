//! Leads through the pages of a list.

use crate::texts::texts;
use leptos::prelude::*;

/// Links to the first, previous, next and last page. Shows nothing when there is one page.
#[component]
pub fn Pager<F>(
    /// The page shown, counted from 1.
    page: u32,
    /// How many pages there are.
    pages: u32,
    /// The address of a page.
    href: F,
) -> impl IntoView
where
    F: Fn(u32) -> String,
{
    if pages <= 1 {
        return None;
    }
    let t = &texts().common;
    let link = |to: u32, label: &'static str, rel: Option<&'static str>, enabled: bool| {
        if enabled {
            view! { <a class="button pager__link" href=href(to) rel=rel>{label}</a> }.into_any()
        } else {
            view! { <span class="button pager__link" aria-disabled="true">{label}</span> }.into_any()
        }
    };
    Some(
        view! {
            <nav class="pager" aria-label=t.pages>
                {link(1, t.first_page, None, page > 1)}
                {link(page.saturating_sub(1).max(1), t.previous_page, Some("prev"), page > 1)}
                <span class="pager__position">{(t.page_of)(page, pages)}</span>
                {link(page + 1, t.next_page, Some("next"), page < pages)}
                {link(pages, t.last_page, None, page < pages)}
            </nav>
        }
        .into_any(),
    )
}
