//! Logs: structured, one line per request with an id, no personal data and no secret in them.

use crate::config::LogFormat;
use axum::{
    extract::Request,
    http::{HeaderValue, Method},
    middleware::Next,
    response::Response,
};
use std::time::Instant;
use tracing::Instrument;
use tracing_subscriber::{EnvFilter, fmt};

/// The header that carries the request's id, from a proxy to us and from us to the browser.
const REQUEST_ID: &str = "x-request-id";

/// Starts logging to standard error. The filter was checked when the configuration was read.
pub fn start(filter: &str, format: LogFormat) {
    let subscriber = fmt()
        .with_env_filter(EnvFilter::new(filter))
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .with_target(true);
    match format {
        LogFormat::Text => subscriber.init(),
        LogFormat::Json => subscriber.json().init(),
    }
    std::panic::set_hook(Box::new(|panic| {
        let at = panic.location().map(ToString::to_string).unwrap_or_default();
        let what = panic.payload_as_str().unwrap_or("no message");
        // Empty unless RUST_BACKTRACE is set.
        let backtrace = std::backtrace::Backtrace::capture();
        tracing::error!(at, what, %backtrace, "panic");
    }));
}

/// Gives the request an id, and writes its line when it is answered. The query is left out: it may hold
/// what somebody searched for.
pub async fn log_requests(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = request_id(&request);
    let method = request.method().clone();
    let path = without_secret(request.uri().path());
    let span = tracing::error_span!("request", id);
    let mut response = next.run(request).instrument(span.clone()).await;
    span.in_scope(|| write_line(&method, &path, &response, started));
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}

/// The path, without the token that a calendar's address is known by.
fn without_secret(path: &str) -> String {
    let secret = path.strip_prefix("/calendario/").and_then(|rest| rest.split('/').next());
    match secret {
        Some(secret) if !secret.is_empty() => path.replace(secret, "*"),
        _ => path.to_owned(),
    }
}

fn write_line(method: &Method, path: &str, response: &Response, started: Instant) {
    let status = response.status().as_u16();
    let ms = (started.elapsed().as_secs_f64() * 100_000.0).round() / 100.0;
    tracing::info!(target: "http", %method, path, status, ms);
}

/// The id that a proxy in front of us gave, if it looks like one, or a new one.
fn request_id(request: &Request) -> String {
    let given = request.headers().get(REQUEST_ID).and_then(|id| id.to_str().ok());
    let plain =
        |id: &&str| (8..=64).contains(&id.len()) && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    match given.filter(plain) {
        Some(id) => id.to_owned(),
        None => backend::ctx::new_id().simple().to_string()[16..].to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::without_secret;

    #[test]
    fn the_token_of_a_calendar_is_not_logged() {
        assert_eq!(without_secret("/calendario/0123abcd/agenda.ics"), "/calendario/*/agenda.ics");
        assert_eq!(without_secret("/calendario/"), "/calendario/");
        assert_eq!(without_secret("/agenda"), "/agenda");
    }
}
