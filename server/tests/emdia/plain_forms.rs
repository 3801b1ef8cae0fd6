//! The main job in a browser without JavaScript: what is refused is not lost, what is sent twice counts once.

use crate::common::{Answer, Browser, Installation, Server};
use std::fs;

const NOTES: &str = "Pediu 2ª via <urgente> & \"hoje\"";

/// A server with one client who owes, and the page of that client in a signed-in browser.
fn client_page() -> (Server, Browser, Answer) {
    let installation = Installation::new().with_user().with("EMDIA_TODAY", "2026-03-10");
    let file = "cliente;documento;vencimento;valor\nAna Souza;A-1;01/03/2026;1.234,56\n";
    fs::write(installation.folder.join("titulos.csv"), file).expect("a file");
    let import = ["import", "receivables", "titulos.csv", "--company", "Dental Aurora"];
    assert!(installation.run(&import, "").status.success());
    let server = installation.serve();
    let mut browser = server.signed_in();
    let list = browser.get("/inadimplencia");
    let page = browser.get(&list.link("/clientes/"));
    assert_eq!(page.status, 200);
    (server, browser, page)
}

fn record(browser: &mut Browser, page: &Answer, fields: &[(&str, &str)]) -> Answer {
    let hidden = page.hidden("contacts/record");
    let hidden = hidden.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let fields: Vec<_> = hidden.chain(fields.iter().copied()).collect();
    browser.submit(page, "contacts/record", &fields)
}

const CALL: [(&str, &str); 4] =
    [("cmd[channel]", "phone"), ("cmd[date]", "2026-03-10"), ("cmd[time]", "00:00"), ("cmd[notes]", NOTES)];

#[test]
fn a_contact_that_is_refused_keeps_everything_typed() {
    let (_server, mut browser, page) = client_page();
    let refused = record(&mut browser, &page, &CALL);
    assert_eq!(refused.status, 303, "{}", refused.body);
    assert!(refused.header("location").starts_with(&format!("{}?retorno=", page.url)));

    let again = browser.follow(&refused);
    assert!(again.body.contains("form-errors"), "the page says what is missing");
    let typed =
        again.body.split("name=\"cmd[notes]\"").nth(1).and_then(|rest| rest.split("</textarea>").next());
    assert!(typed.is_some_and(|typed| typed.contains("Pediu 2ª via &lt;urgente&gt; &amp;")), "{typed:?}");
    assert!(!again.body.contains("<urgente>"));
}

#[test]
fn a_half_written_contact_stays_while_another_form_is_opened() {
    let (_server, mut browser, page) = client_page();
    assert!(page.body.contains("formaction=\"/api/contacts/record?abrir=dados\""));
    let referer = format!("http://{}{}?aviso=velho", "127.0.0.1", page.url);
    let headers = [("sec-fetch-site", "same-origin"), ("referer", referer.as_str()), ("accept", "text/html")];
    let hidden = page.hidden("contacts/record");
    let hidden = hidden.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let fields: Vec<_> = hidden.chain(CALL).collect();
    let opened = browser.post("/api/contacts/record?abrir=dados", &fields, &headers);
    let to = opened.header("location").to_owned();
    assert!(to.starts_with(&format!("{}?abrir=dados&retorno=", page.url)), "{to}");
    assert!(to.ends_with("#abrir-dados"), "{to}");

    let both = browser.follow(&opened);
    assert!(both.body.contains("id=\"dados-form\""), "the other form is open");
    assert!(both.body.contains("Pediu 2ª via &lt;urgente&gt; &amp;"), "what was typed is still there");
    assert!(!both.body.contains("form-errors"), "nothing was wrong");
    assert!(both.body.contains("formaction=\"/api/contacts/record?abrir=\""), "the button closes it again");
    let closed = browser.post("/api/contacts/record?abrir=", &fields, &headers);
    let closed = browser.follow(&closed);
    assert!(!closed.body.contains("id=\"dados-form\"") && closed.body.contains("Pediu 2ª via"));
}

#[test]
fn a_contact_sent_twice_is_recorded_once() {
    let (_server, mut browser, page) = client_page();
    let fields: Vec<_> = CALL.into_iter().chain([("cmd[outcome]", "no_contact")]).collect();
    let first = record(&mut browser, &page, &fields);
    assert_eq!(first.status, 302, "{}", first.body);
    assert_eq!(first.header("location"), "/agenda?aviso=contato-registrado");
    let second = record(&mut browser, &page, &fields);
    assert_eq!(second.header("location"), "/agenda?aviso=contato-repetido");

    let history = browser.get(&page.url);
    assert_eq!(history.body.matches("contacts/void").count(), 1);
    let again = record(&mut browser, &history, &fields);
    let page = browser.follow(&again);
    assert!(page.body.contains("form-errors"), "the second contact of a day wants a reason");
}
