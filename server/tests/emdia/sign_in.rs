//! Sessions, the set-up of an empty database, and forms that were refused without JavaScript.

use crate::common::{Answer, EMAIL, Installation, PASSWORD};
use app::error::ApiError;
use leptos::prelude::FromServerFnError as _;

const NEW_PASSWORD: &str = "another long password";

#[test]
fn a_session_begins_with_the_right_password_and_ends_with_the_sign_out() {
    let server = Installation::new().with_user().serve();
    let mut browser = server.browser();
    let page = browser.get("/entrar");
    let answer = browser.submit(&page, "sign-in", &[("cmd[email]", EMAIL), ("cmd[password]", PASSWORD)]);
    assert_eq!((answer.status, answer.header("location")), (302, "/agenda"));
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("emdia_session="), "{cookie}");
    assert!(cookie.ends_with("; Path=/; HttpOnly; SameSite=Lax"), "{cookie}");

    let agenda = browser.follow(&answer);
    assert_eq!(agenda.status, 200);
    let stolen = browser.cookies.clone();
    let out = browser.submit(&agenda, "sign-out", &[]);
    assert!(out.header("location").starts_with("/entrar"), "{}", out.header("location"));
    assert!(!browser.cookies.contains_key("emdia_session"));
    browser.cookies = stolen;
    assert_eq!(browser.get("/agenda").status, 303);
}

#[test]
fn a_refused_form_keeps_what_was_typed_but_never_the_password() {
    let server = Installation::new().with_user().serve();
    let mut browser = server.browser();
    let page = browser.get("/entrar?voltar=%2Finadimplencia");
    let fields = [
        ("cmd[next]", "/inadimplencia"),
        ("cmd[email]", "anna@example.com"),
        ("cmd[password]", "a wrong secret"),
    ];
    let answer = browser.submit(&page, "sign-in", &fields);
    assert_eq!(answer.status, 303);
    let location = answer.header("location").to_owned();
    assert!(location.starts_with("/entrar?voltar=%2Finadimplencia&retorno="), "{location}");

    let again = browser.follow(&answer);
    assert_eq!(again.status, 200);
    assert!(again.body.contains("anna@example.com"), "{}", again.body);
    assert!(again.body.contains("form-errors"), "{}", again.body);
    assert!(!again.body.contains("a wrong secret"));

    let other = server.browser().get(&location);
    assert!(!other.body.contains("anna@example.com"), "another browser must not see it");
}

#[test]
fn an_unknown_user_and_a_wrong_password_are_answered_alike() {
    let server = Installation::new().with_user().serve();
    let attempt = |email: &str| {
        let mut browser = server.browser();
        let page = browser.get("/entrar");
        let answer =
            browser.submit(&page, "sign-in", &[("cmd[email]", email), ("cmd[password]", "wrong password")]);
        browser.follow(&answer).body.matches("form-errors__title").count()
    };
    assert_eq!(attempt(EMAIL), 1);
    assert_eq!(attempt("nobody@example.com"), 1);
}

/// The error that a server function answered a script with.
fn error(answer: Answer) -> ApiError {
    ApiError::de(answer.body.into_bytes().into())
}

#[test]
fn a_server_function_without_a_session_is_answered_with_401() {
    let server = Installation::new().with_user().serve();
    let mut browser = server.signed_in();
    let account = browser.get("/conta");
    let action = account.action("change-password");
    let fields = [("cmd[current]", PASSWORD), ("cmd[new]", NEW_PASSWORD), ("cmd[again]", NEW_PASSWORD)];
    let script = [("accept", "application/json"), ("sec-fetch-site", "same-origin")];
    let refused = server.browser().post(&action, &fields, &script);
    assert_eq!(refused.status, 401);
    assert_eq!(error(refused), ApiError::SignedOut);

    let short = [("cmd[current]", PASSWORD), ("cmd[new]", "short"), ("cmd[again]", "short")];
    let invalid = browser.post(&action, &short, &script);
    assert_eq!(invalid.status, 422, "{}", invalid.body);
    let ApiError::Invalid(errors) = error(invalid) else { panic!("not the error of a field") };
    assert!(matches!(errors[0].error, domain::Error::PasswordTooShort { .. }), "{errors:?}");
    assert_eq!(browser.post(&action, &fields, &script).status, 200);
}

#[test]
fn an_empty_database_is_set_up_with_the_code_of_the_console() {
    let server = Installation::new().serve();
    assert!(server.code.len() > 16, "{}", server.code);
    let mut browser = server.browser();
    let answer = browser.get("/agenda");
    assert_eq!((answer.status, answer.header("location")), (303, "/configurar"));
    let page = browser.follow(&answer);
    assert_eq!(page.status, 200);

    let wrong = set_up(&mut browser, &page, "00000-00000-00000-00000");
    assert!(wrong.header("location").starts_with("/configurar?retorno="), "{}", wrong.header("location"));
    let again = browser.follow(&wrong);
    assert!(again.body.contains("Comercial Bonfim") && !again.body.contains(NEW_PASSWORD));
    assert!(!again.body.contains("00000-00000"));

    let done = set_up(&mut browser, &again, &server.code);
    assert!(done.header("location").starts_with("/agenda"), "{} {}", done.status, done.header("location"));
    assert_eq!(browser.follow(&done).status, 200);
    assert_eq!(server.browser().get("/configurar").header("location"), "/entrar");
}

fn set_up(browser: &mut crate::common::Browser, page: &Answer, code: &str) -> Answer {
    let fields = [
        ("cmd[code]", code),
        ("cmd[company]", "Comercial Bonfim"),
        ("cmd[tax_id]", ""),
        ("cmd[uf]", "BA"),
        ("cmd[name]", "Ana"),
        ("cmd[email]", EMAIL),
        ("cmd[password]", NEW_PASSWORD),
        ("cmd[again]", NEW_PASSWORD),
    ];
    browser.submit(page, "set-up", &fields)
}
