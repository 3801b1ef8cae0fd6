//! What a message's page shows beside itself: the message as HTML, for a frame, and its files.

use crate::{
    plain,
    router::App,
    uploads::{allowed, failed},
};
use app::ssr::RequestFacts;
use axum::{
    Extension,
    extract::{Path, State},
    http::{
        HeaderValue, StatusCode,
        header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE},
    },
    response::{Html, IntoResponse, Response},
};
use domain::{id::MessageId, permission::Permission};

/// Nothing but the style of the message itself; no script, no form, no way out of the frame.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'; base-uri 'none'; \
     form-action 'none'";

/// `GET /mensagens/{id}/html`.
pub async fn html(
    State(app): State<App>,
    Extension(facts): Extension<RequestFacts>,
    Path(id): Path<String>,
) -> Response {
    let actor = match allowed(&facts, Permission::CrmRead, app::routes::MESSAGES) {
        Ok(actor) => actor,
        Err(refused) => return *refused,
    };
    let Ok(id) = id.parse::<MessageId>() else { return plain::page(StatusCode::NOT_FOUND) };
    match backend::messages::html(&app.ctx, &actor, id).await {
        Ok(html) => {
            ([(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY))], Html(html)).into_response()
        }
        Err(backend::Error::NotFound) => plain::page(StatusCode::NOT_FOUND),
        Err(error) => failed(&error),
    }
}

/// `GET /mensagens/{id}/anexos/{position}`: always saved, never shown as a page of ours.
pub async fn attachment(
    State(app): State<App>,
    Extension(facts): Extension<RequestFacts>,
    Path((id, position)): Path<(String, u32)>,
) -> Response {
    let actor = match allowed(&facts, Permission::CrmRead, app::routes::MESSAGES) {
        Ok(actor) => actor,
        Err(refused) => return *refused,
    };
    let Ok(id) = id.parse::<MessageId>() else { return plain::page(StatusCode::NOT_FOUND) };
    match backend::messages::attachment(&app.ctx, &actor, id, position).await {
        Ok((name, media_type, content)) => {
            let name: String = name
                .chars()
                .map(|c| if c.is_ascii_alphanumeric() || ".-_".contains(c) { c } else { '_' })
                .collect();
            let header = |text: &str| HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static(""));
            let headers = [
                (CONTENT_TYPE, header(&media_type)),
                (CONTENT_DISPOSITION, header(&format!("attachment; filename=\"{name}\""))),
            ];
            (headers, content).into_response()
        }
        Err(backend::Error::NotFound) => plain::page(StatusCode::NOT_FOUND),
        Err(error) => failed(&error),
    }
}
