//! What protects the browser: response headers with a nonce per request, and the refusal of foreign forms.

use crate::{
    plain,
    router::{App, LARGEST_FORM},
};
use axum::{
    body::to_bytes,
    extract::{Request, State},
    http::{
        HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri,
        header::{
            CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, ORIGIN, REFERER, REFERRER_POLICY,
            STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
        },
    },
    middleware::Next,
    response::Response,
};
use backend::random_hex;
use sha2::{Digest, Sha256};
use std::sync::{Arc, LazyLock};

/// The nonce of one response: only scripts that carry it may run. Found in the request's extensions.
#[derive(Clone)]
pub struct Nonce(pub Arc<str>);

/// Headers that are the same on every response.
const FIXED: [(HeaderName, &str); 5] = [
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Gives every response its headers. A response that sets its own policy or caching keeps it.
pub async fn protect(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let nonce: Arc<str> = random_hex::<16>().into();
    request.extensions_mut().insert(Nonce(nonce.clone()));
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in FIXED {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if app.site.cookie.secure {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    if let Ok(policy) = HeaderValue::from_str(&policy(&nonce)) {
        headers.entry(CONTENT_SECURITY_POLICY).or_insert(policy);
    }
    response
}

fn policy(nonce: &str) -> String {
    format!(
        "default-src 'self'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self' {}; \
         img-src 'self' data:; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
        *MAIL_STYLE
    )
}

/// The one style of e-mails: their preview stands in a frame that has its page's policy.
static MAIL_STYLE: LazyLock<String> =
    LazyLock::new(|| format!("'sha256-{}'", base64(&Sha256::digest(backend::messages::STYLE))));

/// Bytes as policies write them (RFC 4648).
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let byte = |place: usize| u32::from(chunk.get(place).copied().unwrap_or_default());
        let bits = (byte(0) << 16) | (byte(1) << 8) | byte(2);
        for place in 0..4 {
            let digit = (bits >> (18 - 6 * place)) & 63;
            text.push(if place <= chunk.len() { char::from(DIGITS[digit as usize]) } else { '=' });
        }
    }
    text
}

/// Refuses forms that another site made the browser send.
pub async fn refuse_foreign(State(app): State<App>, request: Request, next: Next) -> Response {
    if is_own(request.method(), request.headers(), app.base_url.as_deref()) {
        return next.run(request).await;
    }
    tracing::warn!("refused a form from another site");
    // Closing a connection over bytes that nobody read could lose the answer.
    let _ = to_bytes(request.into_body(), LARGEST_FORM).await;
    plain::page(StatusCode::FORBIDDEN)
}

/// Whether a request is one of our own pages', or no browser's. Browsers say where a request comes from in
/// `Sec-Fetch-Site`; over plain http in a local network they say it in `Origin` or, some, in `Referer`; other programs say nothing.
fn is_own(method: &Method, headers: &HeaderMap, base_url: Option<&str>) -> bool {
    if method.is_safe() {
        return true;
    }
    let text = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    if let Some(site) = text(HeaderName::from_static("sec-fetch-site")) {
        return matches!(site, "same-origin" | "none");
    }
    text(ORIGIN).or(text(REFERER)).is_none_or(|from| {
        let from = from.parse::<Uri>().ok();
        let base = base_url.and_then(|url| url.parse::<Uri>().ok());
        let place = |uri: &Option<Uri>| {
            let uri = uri.as_ref()?;
            Some((uri.scheme_str()?.to_owned(), uri.authority()?.to_string()))
        };
        let is_here = |(_, host): &(String, String)| text(HOST) == Some(host);
        place(&from).is_some_and(|own| is_here(&own) || place(&base) == Some(own))
    })
}

/// 80 random bits in groups that can be read out over the telephone.
pub fn readable_code() -> String {
    let hex = random_hex::<10>();
    hex.as_bytes().chunks(5).map(String::from_utf8_lossy).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(method: &Method, headers: &[(&'static str, &'static str)]) -> bool {
        let headers = headers
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect();
        is_own(method, &headers, Some("https://cobranca.example.com"))
    }

    #[test]
    fn base64_is_that_of_the_standard() {
        let known = [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")];
        for (plain, encoded) in known {
            assert_eq!(base64(plain.as_bytes()), encoded);
        }
    }

    #[test]
    fn a_form_of_another_site_is_refused() {
        assert!(!own(&Method::POST, &[("sec-fetch-site", "cross-site")]));
        assert!(!own(&Method::POST, &[("sec-fetch-site", "same-site")]));
        assert!(!own(&Method::POST, &[("origin", "http://evil.example"), ("host", "192.168.0.9:3000")]));
        assert!(!own(&Method::POST, &[("origin", "null"), ("host", "192.168.0.9:3000")]));
        assert!(!own(&Method::POST, &[("referer", "https://evil.example/x"), ("host", "192.168.0.9:3000")]));
        assert!(!own(
            &Method::DELETE,
            &[("sec-fetch-site", "cross-site"), ("origin", "https://cobranca.example.com")]
        ));
    }

    #[test]
    fn a_form_of_our_own_pages_is_accepted() {
        assert!(own(&Method::POST, &[("sec-fetch-site", "same-origin")]));
        assert!(own(&Method::POST, &[("origin", "http://192.168.0.9:3000"), ("host", "192.168.0.9:3000")]));
        assert!(own(
            &Method::POST,
            &[("referer", "http://192.168.0.9:3000/agenda"), ("host", "192.168.0.9:3000")]
        ));
        assert!(own(
            &Method::POST,
            &[("origin", "https://cobranca.example.com"), ("host", "127.0.0.1:3000")]
        ));
    }

    #[test]
    fn a_link_from_anywhere_and_a_program_without_a_browser_are_accepted() {
        assert!(own(&Method::GET, &[("sec-fetch-site", "cross-site")]));
        assert!(own(&Method::POST, &[]));
    }
}
