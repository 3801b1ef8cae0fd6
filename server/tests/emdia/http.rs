//! What a browser and a proxy see: redirects, headers, files, health.

use crate::common::Installation;

#[test]
fn a_page_without_a_session_leads_to_the_sign_in_page_and_back() {
    let server = Installation::new().with_user().serve();
    let mut browser = server.browser();
    let answer = browser.get("/inadimplencia?busca=ana&pagina=2");
    assert_eq!(answer.status, 303);
    assert_eq!(answer.header("location"), "/entrar?voltar=%2Finadimplencia%3Fbusca%3Dana%26pagina%3D2");

    let page = browser.follow(&answer);
    assert_eq!(page.status, 200);
    let fields = [
        ("cmd[next]", "/inadimplencia?busca=ana"),
        ("cmd[email]", crate::common::EMAIL),
        ("cmd[password]", crate::common::PASSWORD),
    ];
    let answer = browser.submit(&page, "sign-in", &fields);
    assert_eq!(answer.header("location"), "/inadimplencia?busca=ana");
    assert_eq!(browser.get("/entrar").header("location"), "/agenda");
    assert_eq!(browser.get("/configurar").header("location"), "/agenda");
}

#[test]
fn every_page_carries_the_headers_that_protect_it() {
    let server = Installation::new().with_user().serve();
    let page = server.browser().get("/entrar");
    let policy = page.header("content-security-policy").to_owned();
    assert!(policy.contains("frame-ancestors 'none'") && policy.contains("base-uri 'none'"), "{policy}");
    assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
    assert_eq!(page.header("x-content-type-options"), "nosniff");
    assert_eq!(page.header("referrer-policy"), "same-origin");
    assert_eq!(page.header("cache-control"), "no-store");
    assert_eq!(page.header("strict-transport-security"), "");
    assert!(!page.header("x-request-id").is_empty());

    let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).expect("a nonce");
    let scripts: Vec<_> = page.body.split("<script").skip(1).collect();
    assert!(!scripts.is_empty());
    for script in scripts {
        let tag = script.split('>').next().unwrap_or_default();
        assert!(tag.contains(&format!("nonce=\"{nonce}\"")), "<script{tag}>");
    }
    assert!(!page.body.contains(" style=\""), "style attributes are not allowed by the policy");
    assert_ne!(server.browser().get("/entrar").header("content-security-policy"), policy);
}

#[test]
fn behind_https_cookies_are_secure() {
    let server =
        Installation::new().with_user().with("EMDIA_BASE_URL", "https://cobranca.example.com").serve();
    let mut browser = server.browser();
    let page = browser.get("/entrar");
    assert_eq!(page.header("strict-transport-security"), "max-age=31536000");
    let answer = browser.submit(
        &page,
        "sign-in",
        &[("cmd[email]", crate::common::EMAIL), ("cmd[password]", crate::common::PASSWORD)],
    );
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("__Host-emdia_session="), "{cookie}");
    assert!(cookie.ends_with("; Path=/; HttpOnly; SameSite=Lax; Secure"), "{cookie}");
}

#[test]
fn a_form_of_another_site_is_refused() {
    let server = Installation::new().with_user().serve();
    let mut browser = server.signed_in();
    let form = [("language", "en"), ("back", "/agenda")];
    let refused = browser.post("/preferencias", &form, &[("sec-fetch-site", "cross-site")]);
    assert_eq!(refused.status, 403);
    assert!(refused.body.contains("Pedido recusado") && refused.body.contains("Request refused"));
    assert!(refused.all("set-cookie").is_empty());
    let origin = browser.post("/preferencias", &form, &[("origin", "http://evil.example")]);
    assert_eq!(origin.status, 403);
}

#[test]
fn preferences_are_kept_and_lead_back_only_to_this_server() {
    let server = Installation::new().with_user().serve();
    let mut browser = server.browser();
    let own = [("sec-fetch-site", "same-origin")];
    let form = [("language", "en"), ("theme", "dark"), ("back", "/entrar?voltar=%2Fagenda")];
    let answer = browser.post("/preferencias", &form, &own);
    assert_eq!((answer.status, answer.header("location")), (303, "/entrar?voltar=%2Fagenda"));
    let page = browser.follow(&answer);
    assert!(page.body.contains("<html lang=\"en\" data-theme=\"dark\""), "{}", page.body);

    let away = browser.post("/preferencias", &[("theme", "auto"), ("back", "//evil.example")], &own);
    assert_eq!(away.header("location"), "/agenda");
    assert_eq!(browser.cookies["emdia_idioma"], "en");
    assert_eq!(browser.cookies["emdia_tema"], "auto");
}

#[test]
fn the_language_of_the_browser_is_not_asked() {
    let server = Installation::new().with_user().serve();
    let page = server.browser().get_with("/entrar", &[("accept-language", "en-US,en")]);
    assert!(page.body.contains("<html lang=\"pt-BR\""));
}

#[test]
fn files_are_kept_for_ever_and_sent_compressed() {
    let server = Installation::new().with_user().serve();
    let mut browser = server.browser();
    let file = browser.get_with("/pkg/emdia.2.js", &[("accept-encoding", "gzip, br")]);
    assert_eq!(file.header("content-encoding"), "br");
    assert_eq!(file.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(file.header("content-type"), "text/javascript; charset=utf-8");
    let again = browser.get_with("/favicon.svg", &[("if-none-match", "\"x\"")]);
    assert_eq!(again.status, 200);
    let etag = again.header("etag").to_owned();
    assert_eq!(browser.get_with("/favicon.svg", &[("if-none-match", &etag)]).status, 304);
    assert_eq!(browser.get("/pkg/emdia.9.js").status, 404);
}

#[test]
fn an_unknown_path_is_a_page_of_our_own_with_status_404() {
    let server = Installation::new().with_user().serve();
    let mut browser = server.signed_in();
    let page = browser.get("/nao/existe");
    assert_eq!(page.status, 404);
    assert!(page.body.contains("<h1") && page.body.contains("/pkg/emdia.1.css"), "{}", page.body);
    let client = browser.get("/clientes/0192f6a0-0000-7000-8000-000000000000");
    assert_eq!(client.status, 404);
}

#[test]
fn health_is_told_without_a_session() {
    let server = Installation::new().serve();
    let mut browser = server.browser();
    let alive = browser.get("/saude");
    assert_eq!((alive.status, alive.body.as_str()), (200, "ok"));
    // It answers before it is ready: the open charges are read meanwhile.
    let ready = loop {
        let answer = browser.get("/pronto");
        if answer.status != 503 || !answer.body.contains("being read") {
            break answer;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    };
    assert_eq!((ready.status, ready.body.as_str()), (200, r#"{"problem":null,"ready":true}"#));
}

#[test]
fn the_server_stops_when_it_is_told_to_and_its_log_has_no_personal_data() {
    let server = Installation::new().with_user().serve();
    let mut browser = server.signed_in();
    assert_eq!(browser.get("/inadimplencia?busca=Maria+da+Silva").status, 200);
    let token = browser.cookies["emdia_session"].clone();
    let (stopped, log) = server.stop();
    assert!(stopped, "{log}");
    assert!(log.contains("path=\"/inadimplencia\" status=200"), "{log}");
    for secret in ["Maria", crate::common::EMAIL, crate::common::PASSWORD, &token] {
        assert!(!log.contains(secret), "{secret} in {log}");
    }
}
