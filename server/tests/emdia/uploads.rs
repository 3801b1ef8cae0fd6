//! Files that are sent on pages, without JavaScript: imports from the file to the report, and index tables.

use crate::common::{Answer, Browser, Installation, Server};

const GOOD: &str =
    "cliente;documento;vencimento;valor\nAna Souza;A-1;01/03/2026;1.234,56\nBia;B-1;20/03/2026;10,00\n";
const BAD: &str =
    "cliente;documento;vencimento;valor\nAna Souza;A-1;31/02/2026;=1+1\nBia;B-1;20/03/2026;10,00\n";

fn signed_in() -> (Server, Browser) {
    let server = Installation::new().with_user().with("EMDIA_TODAY", "2026-03-10").serve();
    let browser = server.signed_in();
    (server, browser)
}

/// Sends a file and gives the page that it leads to.
fn send(browser: &mut Browser, contents: &[u8]) -> Answer {
    let page = browser.get("/importar");
    let company = page.hidden("/importar/arquivo").into_iter().find(|(name, _)| name == "cmd[company]");
    let company = company.expect("the only company").1;
    let fields = [("cmd[company]", company.as_str()), ("cmd[kind]", "charges")];
    let sent =
        browser.send_file("/importar/arquivo", &fields, ("arquivo", "contas.csv", contents), "same-origin");
    browser.follow(&sent)
}

/// Has the file checked with the proposed columns.
fn check(browser: &mut Browser, page: &Answer) -> Answer {
    let import = page.hidden("imports/check").into_iter().next().expect("the import").1;
    let columns = ["client_name", "document", "due", "amount"].map(|field| ("cmd[columns][]", field));
    let mut fields = vec![("cmd[import]", import.as_str()), ("cmd[dates]", "")];
    fields.extend(columns);
    let checked = browser.submit(page, "imports/check", &fields);
    until_done(browser, &checked)
}

/// Follows until nobody works on the import any more; a busy page says that it refreshes itself.
fn until_done(browser: &mut Browser, answer: &Answer) -> Answer {
    let mut page = browser.follow(answer);
    while page.header("refresh") == "2" {
        std::thread::sleep(std::time::Duration::from_millis(50));
        page = browser.get(&page.url.clone());
    }
    page
}

fn start(browser: &mut Browser, page: &Answer) -> Answer {
    let fields = page.hidden("imports/start");
    let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let started = browser.submit(page, "imports/start", &fields);
    until_done(browser, &started)
}

#[test]
fn a_file_is_imported_on_the_page_and_taken_back() {
    let (_server, mut browser) = signed_in();
    let page = send(&mut browser, GOOD.as_bytes());
    assert!(page.body.contains("contas.csv") && page.body.contains("A-1 · B-1"), "{}", page.body);
    let checked = check(&mut browser, &page);
    assert!(checked.body.contains("nada foi gravado ainda"), "{}", checked.body);
    let done = start(&mut browser, &checked);
    assert!(done.body.contains("Importado:") && done.body.contains("1.244,56"), "{}", done.body);
    assert!(browser.get("/inadimplencia").body.contains("Ana Souza"));

    let again = send(&mut browser, GOOD.as_bytes());
    assert!(again.body.contains("Este mesmo arquivo já foi importado"), "{}", again.body);
    let again = check(&mut browser, &again);
    assert!(again.body.contains("tudo já está no sistema"), "{}", again.body);

    let import = done.hidden("imports/undo").into_iter().next().expect("the import").1;
    let fields = [("cmd[import]", import.as_str()), ("cmd[reason]", "era teste")];
    let undone = browser.submit(&done, "imports/undo", &fields);
    let undone = browser.follow(&undone);
    assert!(undone.body.contains("tudo está como antes"), "{}", undone.body);
    assert!(!browser.get("/inadimplencia").body.contains("Ana Souza"));
}

#[test]
fn a_bad_file_lists_every_problem_and_no_cell_is_a_formula() {
    let (_server, mut browser) = signed_in();
    let page = send(&mut browser, BAD.as_bytes());
    let checked = check(&mut browser, &page);
    assert!(checked.body.contains("31/02/2026") && checked.body.contains("Importar só as linhas boas"));
    let file = browser.get(&format!("{}/problemas.csv", checked.url));
    assert_eq!((file.status, file.header("content-type")), (200, "text/csv; charset=utf-8"));
    assert!(file.header("content-disposition").starts_with("attachment"));
    assert!(file.body.contains("\"2\";\"vencimento\";\"31/02/2026\""), "{}", file.body);
    assert!(file.body.contains("\"2\";\"valor\";\"'=1+1\""), "{}", file.body);
}

#[test]
fn what_cannot_be_a_file_of_data_is_refused_in_a_sentence() {
    let (_server, mut browser) = signed_in();
    let refused = send(&mut browser, b"");
    assert!(refused.url.starts_with("/importar?erro=vazio"), "{}", refused.url);
    assert!(refused.body.contains("Escolha um arquivo"));
    let refused = send(&mut browser, &[0xd0, 0xcf, 0x11, 0xe0, 0, 0, 0, 0]);
    assert!(refused.body.contains("XLS antigo"), "{}", refused.url);
    let large = vec![b'a'; 50 * 1024 * 1024 + 1];
    let refused = send(&mut browser, &large);
    assert!(refused.body.contains("passa de 50 MB"), "{}", refused.url);
}

#[test]
fn files_of_other_sites_and_of_strangers_are_refused() {
    let (server, mut browser) = signed_in();
    let file = ("arquivo", "contas.csv", GOOD.as_bytes());
    let foreign = browser.send_file("/importar/arquivo", &[], file, "cross-site");
    assert_eq!(foreign.status, 403);
    let stranger = server.browser().send_file("/importar/arquivo", &[], file, "same-origin");
    assert_eq!((stranger.status, stranger.header("location")), (303, "/entrar?voltar=/importar"));
    assert_eq!(browser.get("/importar/0192f6a0-0000-7000-8000-000000000000").status, 404);
    assert_eq!(browser.get("/importar/0192f6a0-0000-7000-8000-000000000000/problemas.csv").status, 404);
}

#[test]
fn an_index_table_comes_as_a_file_and_its_errors_come_back_with_it() {
    let (_server, mut browser) = signed_in();
    let fields = [("cmd[index]", "ipca"), ("cmd[table]", "")];
    let path = "/configuracoes/indices/arquivo";
    let mut table = |contents: &str| {
        let sent =
            browser.send_file(path, &fields, ("arquivo", "ipca.csv", contents.as_bytes()), "same-origin");
        browser.follow(&sent)
    };
    let wrong = table("data;valor\n01/12/2025;x\n");
    assert!(wrong.body.contains("01/12/2025;x") && wrong.body.contains("<li>2: "), "{}", wrong.body);
    let good = table("data;valor\n01/12/2025;0,30\n01/02/2026;0,40\n");
    assert!(
        good.body.contains("Índices importados.") && good.body.contains("Faltam: 01/2026."),
        "{}",
        good.body
    );
}
