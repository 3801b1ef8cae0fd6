//! Pages that need nothing to work: shown when the application itself cannot answer.

use axum::{
    body::Body,
    http::{
        StatusCode,
        header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use backend::random_hex;
use std::any::Any;

/// A short page in both languages about this status, without any other file.
pub fn page(status: StatusCode) -> Response {
    let nonce = random_hex::<16>();
    let policy =
        format!("default-src 'none'; style-src 'nonce-{nonce}'; frame-ancestors 'none'; base-uri 'none'");
    let headers = [
        (CONTENT_TYPE, "text/html; charset=utf-8".to_owned()),
        (CONTENT_SECURITY_POLICY, policy),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    (status, headers, Body::from(html(status, &nonce))).into_response()
}

/// The answer to a request during which the program failed. The cause is in the log.
pub fn panicked(_: Box<dyn Any + Send>) -> Response {
    page(StatusCode::INTERNAL_SERVER_ERROR)
}

fn html(status: StatusCode, nonce: &str) -> String {
    let (portuguese, english) = texts(status);
    let code = status.as_u16();
    format!(
        "<!DOCTYPE html>\n<html lang=\"pt-BR\">\n<head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\"><title>{code} - Em Dia</title>\
         <style nonce=\"{nonce}\">body{{font:1.0625rem/1.5 system-ui,sans-serif;max-width:34rem;\
         margin:15vh auto;padding:0 1.5rem}}h1{{font-size:1.5rem;line-height:1.25}}\
         section{{margin-block:2.5rem}}</style></head>\n\
         <body><main><h1>{}</h1><p>{}</p><p><a href=\"/\">Voltar ao in\u{ed}cio</a></p>\
         <section lang=\"en\"><h2>{}</h2><p>{}</p><p><a href=\"/\">Back to the start</a></p></section>\
         </main></body>\n</html>\n",
        portuguese.0, portuguese.1, english.0, english.1
    )
}

type Text = (&'static str, &'static str);

const fn texts(status: StatusCode) -> (Text, Text) {
    match status {
        StatusCode::FORBIDDEN => (
            (
                "Pedido recusado",
                "O formulário não veio de uma página deste sistema, por isso nada foi gravado.",
            ),
            ("Request refused", "The form did not come from a page of this system, so nothing was saved."),
        ),
        StatusCode::PAYLOAD_TOO_LARGE => (
            ("Texto grande demais", "O formulário é maior do que o sistema aceita. Nada foi gravado."),
            ("Too much text", "The form is larger than the system accepts. Nothing was saved."),
        ),
        StatusCode::SERVICE_UNAVAILABLE => (
            (
                "O sistema não respondeu a tempo",
                "Espere um instante e tente de novo. O que foi gravado antes não se perdeu.",
            ),
            (
                "The system did not answer in time",
                "Wait a moment and try again. What was saved before is not lost.",
            ),
        ),
        _ => (
            (
                "Algo deu errado aqui",
                "A falha foi registrada. Volte e tente de novo; se continuar, avise o administrador.",
            ),
            (
                "Something went wrong here",
                "The failure was logged. Go back and try again; if it persists, tell the administrator.",
            ),
        ),
    }
}
