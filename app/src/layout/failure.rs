//! Pages of our own for what cannot be shown.

use crate::{error::ApiError, page::use_page, routes, texts::texts, ui::PageTitle};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// Why a page cannot be shown, and where to go. Sets the HTTP status when the server renders it.
#[component]
pub fn Failure(
    /// What went wrong.
    error: ApiError,
) -> impl IntoView {
    set_status(&error);
    let t = &texts().errors;
    let words = match &error {
        ApiError::SignedOut => &t.signed_out,
        ApiError::Forbidden => &t.forbidden,
        ApiError::NotFound => &t.not_found,
        ApiError::Transport => &t.transport,
        _ => &t.unavailable,
    };
    let number = match &error {
        ApiError::Unavailable { error_id } => {
            Some(view! { <p class="failure__number">{(t.error_number)(error_id)}</p> })
        }
        _ => None,
    };
    let location = use_location();
    let here = format!("{}{}", location.pathname.get_untracked(), query(&location.search.get_untracked()));
    let signed_in = use_page().viewer.is_some();
    let next = if matches!(error, ApiError::SignedOut) || !signed_in {
        let href = routes::address(routes::SIGN_IN, &[("voltar", here)]);
        view! { <a class="button button--primary" rel="external" href=href>{t.sign_in}</a> }.into_any()
    } else if matches!(error, ApiError::Forbidden | ApiError::NotFound) {
        view! { <a class="button button--primary" href=routes::AGENDA>{t.to_agenda}</a> }.into_any()
    } else {
        view! { <a class="button button--primary" rel="external" href=here>{t.try_again}</a> }.into_any()
    };
    view! {
        <PageTitle text=words.title/>
        <section class="failure">
            <p class="failure__status" aria-hidden="true">{status(&error)}</p>
            <h1>{words.title}</h1>
            <p>{words.hint}</p>
            {number}
            <p>{next}</p>
        </section>
    }
    .into_any()
}

fn query(search: &str) -> String {
    let search = search.trim_start_matches('?');
    if search.is_empty() { String::new() } else { format!("?{search}") }
}

const fn status(error: &ApiError) -> u16 {
    match error {
        ApiError::SignedOut => 401,
        ApiError::Forbidden => 403,
        ApiError::NotFound => 404,
        _ => 500,
    }
}

#[cfg(feature = "ssr")]
fn set_status(error: &ApiError) {
    if let Ok(status) = axum::http::StatusCode::from_u16(status(error)) {
        crate::ssr::set_status(status);
    }
}

#[cfg(not(feature = "ssr"))]
fn set_status(_: &ApiError) {}
