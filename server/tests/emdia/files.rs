//! What is taken along, and what stays open: sheets, PDFs, calendars, and the stream of news.

use crate::common::Installation;
use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
    time::{Duration, Instant},
};

const FILES: [&str; 12] = [
    "/lancamentos.csv",
    "/lancamentos.xlsx",
    "/inadimplencia.csv",
    "/inadimplencia.pdf",
    "/cobrancas.csv",
    "/cobrancas.pdf",
    "/acordos.xlsx",
    "/agenda.csv",
    "/mensagens.csv",
    "/mensagens.xlsx",
    "/clientes.csv?q=maria",
    "/clientes.xlsx?q=maria",
];

#[test]
fn files_are_for_those_who_are_signed_in_and_say_what_they_are() {
    let server = Installation::new().with_user().serve();
    let mut stranger = server.browser();
    for path in FILES {
        let answer = stranger.get(path);
        assert_eq!(answer.status, 303, "{path}");
        assert!(answer.header("location").starts_with("/entrar"), "{path}");
    }
    assert_eq!(stranger.get("/ao-vivo").status, 204);
    for path in ["/calendario/0/agenda.ics", &format!("/calendario/{}/agenda.ics", "0".repeat(64))] {
        assert_eq!(stranger.get(path).status, 404, "{path}");
    }
    let mut browser = server.signed_in();
    for path in FILES {
        let answer = browser.get(path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        let kind = match path.split(['.', '?']).nth(1) {
            Some("csv") => "text/csv; charset=utf-8",
            Some("pdf") => "application/pdf",
            _ => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        };
        assert_eq!(answer.header("content-type"), kind, "{path}");
        assert!(answer.header("content-disposition").contains("filename="), "{path}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
    }
    let csv = browser.get("/lancamentos.csv").body;
    assert!(csv.starts_with("\u{feff}Código;") && csv.contains("Total;0 lançamentos;"), "{csv}");
    let csv = browser.get("/mensagens.csv?situacao=sent").body;
    assert!(csv.starts_with("\u{feff}Assunto;") && csv.contains("Total: 0 e-mails"), "{csv}");
    assert_eq!(browser.get("/clientes/nada/demonstrativo.pdf").status, 404);
}

#[test]
fn the_server_stops_at_once_although_pages_listen() {
    let server = Installation::new().with_user().serve();
    let browser = server.signed_in();
    let cookies: Vec<String> =
        browser.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let mut stream = TcpStream::connect(&server.address).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_secs(10))).expect("a limit");
    let request = format!(
        "GET /ao-vivo HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\n\r\n",
        server.address,
        cookies.join("; ")
    );
    stream.write_all(request.as_bytes()).expect("asked");
    let mut head = [0; 512];
    let read = stream.read(&mut head).expect("an answer");
    let head = String::from_utf8_lossy(&head[..read]).into_owned();
    assert!(head.contains("200 OK") && head.contains("text/event-stream"), "{head}");
    let asked = Instant::now();
    let (success, log) = server.stop();
    assert!(success && asked.elapsed() < Duration::from_secs(5), "{:?}\n{log}", asked.elapsed());
}
