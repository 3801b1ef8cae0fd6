//! What the session pages send to the server. All of them are plain form posts with a page load.

use crate::error::ApiError;
use leptos::prelude::*;

/// Starts a session and leads to where the user wanted to go.
#[server(endpoint = "session/sign-in")]
pub async fn sign_in(cmd: domain::session::SignIn) -> Result<(), ApiError> {
    use crate::{routes, ssr, way_back::is_own_path};
    let next = if is_own_path(&cmd.next) { cmd.next.clone() } else { routes::AGENDA.to_owned() };
    let session = backend::session::sign_in(&ssr::ctx()?, cmd, &ssr::address(), &ssr::user_agent()).await?;
    ssr::start_session(&session.token)?;
    leptos_axum::redirect(&next);
    Ok(())
}

/// Ends the session.
#[server(endpoint = "session/sign-out")]
pub async fn sign_out() -> Result<(), ApiError> {
    use crate::{routes, ssr};
    if let Ok((ctx, actor)) = ssr::request() {
        backend::session::sign_out(&ctx, &actor).await?;
    }
    ssr::end_session()?;
    leptos_axum::redirect(&format!("{}?aviso=saiu", routes::SIGN_IN));
    Ok(())
}

/// Creates company and administrator on an empty database and signs the administrator in.
#[server(endpoint = "session/set-up")]
pub async fn set_up(cmd: domain::session::SetUp) -> Result<(), ApiError> {
    use crate::{routes, ssr};
    let code = ssr::site()?.set_up_code;
    let session = backend::session::set_up(&ssr::ctx()?, cmd, &code, &ssr::address()).await?;
    ssr::start_session(&session.token)?;
    leptos_axum::redirect(&format!("{}?aviso=empresa", routes::AGENDA));
    Ok(())
}

/// Changes one's own password.
#[server(endpoint = "session/change-password")]
pub async fn change_password(cmd: domain::session::ChangePassword) -> Result<(), ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    backend::session::change_password(&ctx, &actor, cmd).await?;
    crate::ssr::return_with_notice("senha");
    Ok(())
}

/// Makes an address for one's calendar, or another one, and leads to the page that shows it once.
#[server(endpoint = "session/make-feed")]
pub async fn make_feed() -> Result<(), ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    let token = backend::feeds::make(&ctx, &actor).await?;
    crate::ssr::hand_feed(Some(&token))?;
    leptos_axum::redirect(&format!("{}?aviso=calendario#calendario", crate::routes::ACCOUNT));
    Ok(())
}

/// Takes the address of one's calendar back.
#[server(endpoint = "session/revoke-feed")]
pub async fn revoke_feed() -> Result<(), ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    backend::feeds::revoke(&ctx, &actor).await?;
    leptos_axum::redirect(&format!("{}?aviso=sem-calendario", crate::routes::ACCOUNT));
    Ok(())
}
