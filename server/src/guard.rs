//! What happens when the application does not answer as it should: too late, half, or not at all.

use crate::plain;
use axum::{
    body::{Body, to_bytes},
    extract::Request,
    http::StatusCode,
    middleware::Next,
    response::Response,
};
use leptos::prelude::Owner;
use std::{
    future::{Future as _, poll_fn},
    pin::pin,
    time::Duration,
};

/// Keeps a request apart from the one that its thread worked on before. Leptos leaves the last page's owner of signals
/// in place; what the next page makes outside of an owner of its own would belong to that other page, and its end
/// would take away signals of a third one while they are read.
pub async fn alone(request: Request, next: Next) -> Response {
    let mut answer = pin!(next.run(request));
    poll_fn(|context| {
        if let Some(owner) = Owner::current() {
            owner.unset();
        }
        answer.as_mut().poll(context)
    })
    .await
}

/// Answers with a page of its own when the application takes too long.
pub async fn in_time(patience: Duration, request: Request, next: Next) -> Response {
    tokio::time::timeout(patience, next.run(request)).await.unwrap_or_else(|_| {
        tracing::error!("no answer in {patience:?}");
        plain::page(StatusCode::SERVICE_UNAVAILABLE)
    })
}

/// Waits for the whole page before its first byte is sent: a failure while it is written can then still be
/// answered with a page of its own, the limit of time holds for all of it, and the browser learns its length.
pub async fn whole(request: Request, next: Next) -> Response {
    let (parts, body) = next.run(request).await.into_parts();
    match to_bytes(body, usize::MAX).await {
        Ok(bytes) => Response::from_parts(parts, Body::from(bytes)),
        Err(error) => {
            tracing::error!(%error, "a page could not be written");
            plain::page(StatusCode::INTERNAL_SERVER_ERROR)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::{Router, middleware::from_fn, routing::get};
    use std::{
        convert::Infallible,
        future::pending,
        pin::Pin,
        task::{Context, Poll},
    };
    use tower::ServiceExt;
    use tower_http::catch_panic::CatchPanicLayer;

    async fn ask(path: &str) -> (StatusCode, String) {
        let router = Router::new()
            .route("/good", get(async || "good"))
            .route("/never", get(pending::<&'static str>))
            .route("/panics", get(panics))
            .route("/alone", get(async || Owner::current().is_none().to_string()))
            .route("/panics-later", get(async || Body::new(Broken)))
            .layer(from_fn(whole))
            .layer(from_fn(alone))
            .layer(from_fn(|request, next| in_time(Duration::from_millis(50), request, next)))
            .layer(CatchPanicLayer::custom(plain::panicked));
        let request = Request::get(path).body(Body::empty()).expect("a request");
        let response = router.oneshot(request).await.expect("an answer");
        let status = response.status();
        let bytes = to_bytes(response.into_body(), usize::MAX).await.expect("a body");
        (status, String::from_utf8_lossy(&bytes).into_owned())
    }

    async fn panics() -> &'static str {
        panic!("on purpose")
    }

    /// A page that fails while it is written.
    struct Broken;

    impl http_body::Body for Broken {
        type Data = axum::body::Bytes;
        type Error = Infallible;

        fn poll_frame(
            self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<http_body::Frame<Self::Data>, Infallible>>> {
            panic!("on purpose")
        }
    }

    #[tokio::test]
    async fn a_good_answer_is_handed_on() {
        assert_eq!(ask("/good").await, (StatusCode::OK, "good".to_owned()));
    }

    #[tokio::test]
    async fn nothing_of_the_request_before_is_in_reach() {
        let before = Owner::new();
        before.set();
        assert!(Owner::current().is_some());
        assert_eq!(ask("/alone").await, (StatusCode::OK, "true".to_owned()));
    }

    #[tokio::test]
    async fn a_page_that_never_comes_is_given_up() {
        let (status, page) = ask("/never").await;
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(page.contains("tente de novo") && page.contains("try again"), "{page}");
    }

    #[tokio::test]
    async fn a_panic_is_answered_with_a_page_even_while_it_is_written() {
        for path in ["/panics", "/panics-later"] {
            let (status, page) = ask(path).await;
            assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR, "{path}");
            assert!(page.contains("Algo deu errado aqui") && !page.contains("on purpose"), "{page}");
        }
    }
}
