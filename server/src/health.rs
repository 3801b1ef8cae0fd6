//! For machines that watch the server: is it alive, is it ready?

use crate::router::App;
use axum::{
    Json,
    extract::State,
    http::{StatusCode, header::CACHE_CONTROL},
    response::{IntoResponse, Response},
};
use std::time::Duration;

/// How long the database may take to answer.
const PATIENCE: Duration = Duration::from_secs(3);

/// `/saude`: the process runs and answers.
pub async fn alive() -> impl IntoResponse {
    ([(CACHE_CONTROL, "no-store")], "ok")
}

/// `/pronto`: the database is reachable and in the form that this program needs, and the open charges are in
/// memory: whoever came before would wait for them.
pub async fn ready(State(app): State<App>) -> Response {
    let schema = tokio::time::timeout(PATIENCE, app.ctx.db.schema()).await;
    let (status, problem) = match schema {
        Ok(Ok(schema)) if schema.pending == 0 && app.ctx.book.is_read() => (StatusCode::OK, None),
        Ok(Ok(schema)) if schema.pending == 0 => {
            (StatusCode::SERVICE_UNAVAILABLE, Some("the open charges are being read"))
        }
        Ok(Ok(_)) => (StatusCode::SERVICE_UNAVAILABLE, Some("migrations are pending: run emdia migrate")),
        Ok(Err(_)) | Err(_) => (StatusCode::SERVICE_UNAVAILABLE, Some("the database does not answer")),
    };
    let body = serde_json::json!({ "ready": problem.is_none(), "problem": problem });
    (status, [(CACHE_CONTROL, "no-store")], Json(body)).into_response()
}
