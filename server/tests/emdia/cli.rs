//! The subcommands, as a shell script uses them.

use crate::common::Installation;
use serde_json::Value;
use std::{fs, process::Output};

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim().to_owned()
}

fn json(output: &Output) -> Value {
    assert!(output.status.success(), "{}", text(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON on standard output")
}

fn refusal(output: &Output) -> (Option<i32>, String) {
    assert!(output.stdout.is_empty(), "{}", text(&output.stdout));
    (output.status.code(), text(&output.stderr))
}

#[test]
fn a_bad_setting_stops_with_one_sentence_that_names_it() {
    let bad = Installation::new().with("EMDIA_DATABASE_URL", "mysql://localhost/x");
    let expected = "emdia: EMDIA_DATABASE_URL: must start with sqlite:// or postgres://".to_owned();
    assert_eq!(refusal(&bad.run(&["migrate"], "")), (Some(2), expected));
    let bad = Installation::new().with("EMDIA_SITE", "nowhere");
    assert_eq!(
        refusal(&bad.run(&["serve"], "")),
        (Some(2), "emdia: EMDIA_SITE: must be a folder".to_owned())
    );
}

#[test]
fn another_date_is_refused_in_production() {
    let production = Installation::new().with("EMDIA_ENV", "production");
    let arguments = ["--today", "2013-06-30", "report", "delinquency", "--company", "Dental Aurora"];
    let (code, sentence) = refusal(&production.run(&arguments, ""));
    assert_eq!(code, Some(2));
    assert!(sentence.starts_with("emdia: --today: not allowed in production"), "{sentence}");
}

#[test]
fn demonstration_data_is_refused_in_production() {
    let production = Installation::new().with("EMDIA_ENV", "production");
    let (code, sentence) = refusal(&production.run(&["demo"], ""));
    assert_eq!(code, Some(2));
    assert!(sentence.contains("EMDIA_ENV"), "{sentence}");
}

#[test]
fn every_subcommand_explains_itself() {
    let installation = Installation::new();
    for arguments in [&["--help"][..], &["serve", "--help"], &["import", "receivables", "--help"]] {
        let help = installation.run(arguments, "");
        assert!(help.status.success());
        assert!(text(&help.stdout).contains("EMDIA_DATABASE_URL"), "{arguments:?}");
    }
}

#[test]
fn companies_and_users_are_added_and_listed() {
    let installation = Installation::new().with_user();
    let companies = json(&installation.run(&["company", "list", "--format", "json"], ""));
    assert_eq!(companies[0]["name"], "Dental Aurora");
    let users = json(&installation.run(&["user", "list", "--format", "json"], ""));
    assert_eq!(users[0]["email"], crate::common::EMAIL);
    assert_eq!(users[0]["companies"][0], "Dental Aurora");

    let twice = installation.run(&["company", "add", "--name", "Dental Aurora"], "");
    assert_eq!(twice.status.code(), Some(2), "{}", text(&twice.stderr));
    let table = installation.run(&["user", "list"], "");
    assert!(
        text(&table.stdout).contains("ana@example.com  administrator  active"),
        "{}",
        text(&table.stdout)
    );
}

#[test]
fn what_was_added_is_told_to_programs() {
    let installation = Installation::new().with_user();
    let add =
        ["user", "add", "--name", "Bia", "--email", "bia@example.com", "--role", "agent", "--format", "json"];
    let given = json(&installation.run(&[&add[..], &["--password-stdin"]].concat(), crate::common::PASSWORD));
    let id = given["id"].as_str().expect("an id").to_owned();
    assert_eq!(given["password"], Value::Null, "it was given");
    let reset = ["user", "reset-password", "--email", "bia@example.com", "--format", "json"];
    assert_eq!(json(&installation.run(&reset, ""))["id"], id);
}

#[test]
fn a_database_in_use_gets_no_demonstration_data() {
    let installation = Installation::new().with_user();
    let (code, sentence) = refusal(&installation.run(&["demo", "--format", "json"], ""));
    assert_eq!(code, Some(1));
    assert!(sentence.contains("in use already"), "{sentence}");
    assert_eq!(json(&installation.run(&["demo", "--if-empty", "--format", "json"], "")), Value::Null);
}

#[test]
fn a_mistyped_database_is_not_made_by_what_only_reads() {
    for env in ["development", "production"] {
        let nowhere = Installation::new().with("EMDIA_ENV", env);
        for arguments in [
            &["report", "delinquency", "--company", "X"][..],
            &["daily"],
            &["company", "list"],
            &["user", "list"],
        ] {
            let (code, sentence) = refusal(&nowhere.run(arguments, ""));
            assert_eq!(code, Some(1));
            assert!(
                sentence.contains("EMDIA_DATABASE_URL") && sentence.contains("no such file"),
                "{sentence}"
            );
        }
        assert!(!nowhere.folder.join("var").exists());
        let added = nowhere.run(&["company", "add", "--name", "Dental Aurora"], "");
        assert!(added.status.success(), "a database begins with a company: {}", text(&added.stderr));
        assert!(nowhere.run(&["daily"], "").status.success());
    }
}

#[test]
fn a_password_is_made_up_printed_once_and_works() {
    let installation = Installation::new().with_user();
    let reset = ["user", "reset-password", "--email", crate::common::EMAIL, "--format", "json"];
    let password = json(&installation.run(&reset, ""))["password"].as_str().expect("a password").to_owned();
    let server = installation.serve();
    let mut browser = server.browser();
    let page = browser.get("/entrar");
    let fields = [("cmd[email]", crate::common::EMAIL), ("cmd[password]", password.as_str())];
    assert_eq!(browser.submit(&page, "sign-in", &fields).header("location"), "/agenda");

    let nobody = ["user", "reset-password", "--email", "nobody@example.com"];
    let (code, sentence) = refusal(&server.installation.run(&nobody, ""));
    assert_eq!((code, sentence.as_str()), (Some(1), "emdia: there is no user nobody@example.com"));
}

#[test]
fn a_file_is_imported_once_and_reported() {
    let installation = Installation::new().with_user().with("EMDIA_TODAY", "2026-03-10");
    let file = "cliente;documento;vencimento;valor\n\
                Ana Souza;A-1;01/03/2026;1.234,56\nBento Lima;A-2;10/03/2026;100,00\n";
    fs::write(installation.folder.join("titulos.csv"), file).expect("a file");
    let import = ["import", "receivables", "titulos.csv", "--company", "Dental Aurora", "--format", "json"];
    let first = json(&installation.run(&import, ""));
    assert_eq!((&first["created"], &first["imported"]), (&2.into(), &true.into()), "{first}");
    let second = json(&installation.run(&import, ""));
    assert_eq!((&second["unchanged"], &second["imported"]), (&2.into(), &false.into()), "{second}");

    let report = ["report", "delinquency", "--company", "Dental Aurora", "--format", "json"];
    let report = json(&installation.run(&report, ""));
    assert_eq!(report["open_centavos"], 133_456);
    assert_eq!(report["overdue_centavos"], 123_456);
    assert_eq!(report["delinquent_clients"], 1);
    let unknown = installation.run(&["report", "delinquency", "--company", "Nobody"], "");
    assert_eq!(refusal(&unknown), (Some(1), "emdia: there is no company called \"Nobody\"".to_owned()));
}

#[test]
fn two_columns_of_one_name_are_refused() {
    let installation = Installation::new().with_user();
    let file = installation.folder.join("carteira.csv");
    fs::write(&file, "cliente;documento;vencimento;valor;valor\nA;1;01/02/2013;10,00;20,00\n")
        .expect("written");
    let import = ["import", "receivables", file.to_str().expect("a path"), "--company", "Dental Aurora"];
    let (code, sentence) = refusal(&installation.run(&import, ""));
    assert_eq!(code, Some(1));
    assert!(sentence.contains("more than one column \"valor\""), "{sentence}");
}

#[test]
fn a_file_with_bad_rows_is_refused_as_a_whole() {
    let installation = Installation::new().with_user();
    let file = "cliente;documento;vencimento;valor\nAna;A-1;01/03/2026;12,00\nBento;A-2;31/02/2026;10,00\n";
    fs::write(installation.folder.join("titulos.csv"), file).expect("a file");
    let import = ["import", "receivables", "titulos.csv", "--company", "Dental Aurora"];
    let refused = installation.run(&import, "");
    assert_eq!(refused.status.code(), Some(1));
    let said = text(&refused.stderr);
    assert!(said.contains("31/02/2026") && said.contains("--skip-bad-rows"), "{said}");
    let report = ["report", "delinquency", "--company", "Dental Aurora", "--format", "json"];
    assert_eq!(json(&installation.run(&report, ""))["open_charges"], 0);
}

#[test]
fn migrating_twice_is_harmless() {
    let installation = Installation::new().with("EMDIA_ENV", "production");
    let first = installation.run(&["migrate"], "");
    assert!(first.status.success() && text(&first.stderr).contains("applied"), "{}", text(&first.stderr));
    let second = installation.run(&["migrate"], "");
    assert_eq!(text(&second.stderr), "The database was up to date.");
}

#[test]
fn what_a_subcommand_wrote_is_in_the_file_when_it_ends() {
    let installation = Installation::new().with_user();
    let file = installation.folder.join("var/emdia.db");
    assert!(file.exists());
    let log = installation.folder.join("var/emdia.db-wal");
    assert!(!log.exists(), "a copy of the file alone would lack what is in the log");
}

#[test]
fn a_file_of_another_program_is_left_alone() {
    let installation = Installation::new();
    let file = installation.folder.join("var/emdia.db");
    fs::create_dir_all(file.parent().expect("a folder")).expect("made");
    fs::write(&file, include_bytes!("other.db")).expect("written");
    let (code, sentence) = refusal(&installation.run(&["migrate"], ""));
    assert_eq!(code, Some(1));
    assert!(sentence.contains("another program's tables"), "{sentence}");
    let bytes = fs::metadata(&file).expect("a file").len();
    assert_eq!(bytes, include_bytes!("other.db").len() as u64, "nothing was added to it");
}

#[test]
fn late_charges_are_worked_out_without_a_database_and_explained() {
    let nowhere = Installation::new().with("EMDIA_DATABASE_URL", "sqlite:///nowhere/at/all.db");
    let worked = ["late-charges", "--amount", "373.52", "--due", "2026-10-05", "--on", "2026-11-21"];
    let result = json(&nowhere.run(&[&worked[..], &["--format", "json"]].concat(), ""));
    // 2 % of 373,52 and 47 days of 1 % a month.
    let figures =
        ["days", "fine_centavos", "interest_centavos", "total_centavos"].map(|name| result[name].as_i64());
    assert_eq!(figures, [Some(47), Some(747), Some(585), Some(38_684)]);
    let explanation: Vec<_> = result["explanation"].as_array().into_iter().flatten().collect();
    assert!(explanation.iter().any(|line| line.as_str().is_some_and(|line| line.contains("CDC art. 52"))));
    let cut = [&worked[..], &["--rounding", "truncar", "--fine", "0", "--format", "json"]].concat();
    let cut = json(&nowhere.run(&cut, ""));
    assert_eq!((cut["fine_centavos"].as_i64(), cut["total_centavos"].as_i64()), (Some(0), Some(37_937)));
    let shown = nowhere.run(&worked, "");
    assert!(text(&shown.stdout).contains("total: R$"), "{}", text(&shown.stdout));
    let (code, sentence) =
        refusal(&nowhere.run(&["late-charges", "--amount", "x", "--due", "1", "--on", "2"], ""));
    assert_eq!(code, Some(2));
    assert!(sentence.contains("--amount") && sentence.contains("--due"), "{sentence}");
}
