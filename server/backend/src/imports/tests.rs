//! Imports behind the page, on every database that there is. Today is Wednesday, 18 November 2026.

use super::{CheckImport, Refusal, StartImport, State, Touched, UndoImport, Undone, Upload};
use crate::{
    Actor, Clock, Ctx, Error, charges, clients, imports, report, settlement,
    store::{db::on, imports as store},
    tests::support::{World, add_client, events, for_each_db, refused, world},
};
use chrono::NaiveDate;
use domain::{
    Error as Rule,
    charge::ChargesQuery,
    client::ClientQuery,
    id::{ClientId, CompanyId, ImportId},
    settlement::{ReversePayment, SettleCharges},
};

const FILE: &str = "cod. cliente;cliente;documento;vencimento;valor\n\
    C-1;Alfa Ltda;A-1;05/11/2026;100,00\n\
    C-1;Alfa Ltda;A-2;05/12/2026;250,50\n\
    C-2;Beta ME;B-1;10/11/2026;80,00\n";

fn upload(company: CompanyId, kind: &str, contents: impl Into<Vec<u8>>) -> Upload {
    Upload {
        company: company.to_string(),
        kind: kind.to_owned(),
        file_name: "contas.csv".to_owned(),
        bytes: contents.into(),
    }
}

async fn send(w: &World, kind: &str, contents: &str) -> Result<ImportId, Error> {
    let kept = imports::receive(&w.ctx, &w.marta, upload(w.north, kind, contents)).await?;
    Ok(kept.expect("the file is taken"))
}

/// Checks the file with the columns that were proposed.
async fn check(w: &World, import: ImportId) -> Result<imports::ImportView, Error> {
    let view = view(w, import).await?;
    let cmd = CheckImport { import: import.to_string(), columns: view.columns, dates: view.dates };
    imports::check(&w.ctx, &w.marta, cmd).await?;
    settled(w, import).await
}

async fn start(w: &World, import: ImportId) -> Result<imports::ImportView, Error> {
    let cmd = StartImport { import: import.to_string(), ..StartImport::default() };
    imports::start(&w.ctx, &w.marta, cmd).await?;
    settled(w, import).await
}

async fn take_in(w: &World, kind: &str, contents: &str) -> Result<imports::ImportView, Error> {
    let import = send(w, kind, contents).await?;
    check(w, import).await?;
    start(w, import).await
}

async fn undo(w: &World, import: ImportId) -> Result<Undone, Error> {
    let cmd = UndoImport { import: import.to_string(), reason: "arquivo errado".to_owned() };
    imports::undo(&w.ctx, &w.marta, cmd).await
}

async fn view(w: &World, import: ImportId) -> Result<imports::ImportView, Error> {
    imports::view(&w.ctx, &w.marta, &import.to_string(), true).await
}

/// The import once nobody works on it any more.
async fn settled(w: &World, import: ImportId) -> Result<imports::ImportView, Error> {
    for _ in 0..500 {
        let view = view(w, import).await?;
        if !view.line.state.is_busy() {
            return Ok(view);
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("the import never ends");
}

/// How many rows of each table there are, and the sum of what is open.
async fn counts(ctx: &Ctx) -> Result<(i64, i64, i64, i64, i64), Error> {
    let sql = "SELECT (SELECT COUNT(*) FROM clients), (SELECT COUNT(*) FROM charges), (SELECT COUNT(*) FROM ledger),
        (SELECT COUNT(*) FROM client_companies),
        (SELECT CAST(COALESCE(SUM(balance_centavos), 0) AS BIGINT) FROM charges)";
    let mut tx = ctx.db.read().await?;
    Ok(on!(tx, c => sqlx::query_as(sql).fetch_one(c).await)?)
}

/// The charge of a document, as the list finds it.
async fn charge(w: &World, actor: &Actor, document: &str) -> Result<domain::charge::ChargeRow, Error> {
    let query = ChargesQuery { document: document.to_owned(), ..ChargesQuery::default() };
    let page = charges::list(&w.ctx, actor, query).await?;
    Ok(page.rows.into_iter().find(|row| row.document == document).expect("the charge is in the list"))
}

async fn is_seen(w: &World, actor: &Actor, client: ClientId) -> bool {
    let query = ClientQuery { client, whole_history: false, appointment: None };
    clients::view(&w.ctx, actor, query).await.is_ok()
}

#[tokio::test]
async fn a_file_is_understood_checked_taken_in_once_and_taken_back() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let before = counts(&w.ctx).await?;
        let import = send(&w, "charges", FILE).await?;
        let fresh = view(&w, import).await?;
        assert_eq!(fresh.columns, ["client_id", "client_name", "document", "due", "amount"]);
        assert_eq!((fresh.contents.rows, fresh.line.state), (3, State::Uploaded));
        assert_eq!(fresh.contents.samples[1], ["C-1", "Alfa Ltda", "A-2", "05/12/2026", "250,50"]);

        let checked = check(&w, import).await?;
        let figures = checked.line.report.clone().expect("a report");
        assert_eq!((checked.line.state, figures.created, figures.clients_created), (State::Checked, 3, 2));
        assert_eq!(counts(&w.ctx).await?, before, "a check changes nothing");

        let done = start(&w, import).await?;
        let figures = done.line.report.expect("a report");
        assert_eq!(
            (done.line.state, figures.imported, figures.created_centavos),
            (State::Done, true, 43_050)
        );
        let after = counts(&w.ctx).await?;
        assert_eq!((after.0 - before.0, after.1 - before.1, after.4 - before.4), (2, 3, 43_050));
        // The form sent again takes nothing in again.
        start(&w, import).await?;
        assert_eq!((counts(&w.ctx).await?, events(&w.ctx, "receivables_imported").await?), (after, 1));

        // The same file once more: it is said, and nothing changes.
        let again = send(&w, "charges", FILE).await?;
        assert_eq!(view(&w, again).await?.same_file.map(|same| same.0), Some(import));
        let checked = check(&w, again).await?.line.report.expect("a report");
        assert_eq!((checked.created, checked.unchanged), (0, 3));
        let done = start(&w, again).await?;
        assert_eq!((done.line.state, done.line.report.expect("a report").imported), (State::Done, false));
        assert_eq!(counts(&w.ctx).await?, after);

        assert_eq!(undo(&w, import).await?, Undone::Yes);
        assert_eq!(counts(&w.ctx).await?, before, "as before, row by row");
        assert_eq!(undo(&w, import).await?, Undone::Yes, "sent twice");
        assert_eq!(
            (view(&w, import).await?.line.state, events(&w.ctx, "import_undone").await?),
            (State::Undone, 1)
        );
        // What was taken back can be brought in again.
        let third = take_in(&w, "charges", FILE).await?;
        assert_eq!(third.line.report.expect("a report").created, 3);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn bad_lines_are_listed_and_left_out_only_when_asked() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let file = format!("{FILE}C-3;Gama;G-1;31/02/2026;10,00\nC-3;Gama;G-2;05/12/2026;abc\n");
        let import = send(&w, "charges", &file).await?;
        let checked = check(&w, import).await?;
        let bad: Vec<_> = checked
            .remarks
            .bad
            .iter()
            .map(|bad| (bad.line, bad.column.as_str(), bad.value.as_str()))
            .collect();
        assert_eq!(bad, [(5, "vencimento", "31/02/2026"), (6, "valor", "abc")]);
        let (_, all) = imports::problems(&w.ctx, &w.marta, &import.to_string()).await?;
        assert_eq!(all.bad, checked.remarks.bad);
        let refused = start(&w, import).await?;
        assert_eq!((refused.line.state, events(&w.ctx, "receivables_imported").await?), (State::Checked, 0));
        let cmd = StartImport { import: import.to_string(), skip_bad: "on".to_owned() };
        imports::start(&w.ctx, &w.marta, cmd).await?;
        let done = settled(&w, import).await?;
        let report = done.line.report.expect("a report");
        assert_eq!((done.line.state, report.created, report.bad_rows), (State::Done, 3, 2));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn columns_are_chosen_remembered_and_what_lacks_is_named() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let file = "a;b;c;d\nZeta;Z-1;05/12/2026;7,00\n";
        let import = send(&w, "charges", file).await?;
        assert_eq!(view(&w, import).await?.columns, ["", "", "", ""]);
        let cmd = |columns: [&str; 4]| CheckImport {
            import: import.to_string(),
            columns: columns.map(str::to_owned).to_vec(),
            dates: "dmy".to_owned(),
        };
        let wrong = imports::check(&w.ctx, &w.marta, cmd(["document", "document", "due", ""])).await;
        assert_eq!(
            refused(wrong),
            [
                ("document".to_owned(), Rule::AlreadyInUse),
                ("amount".to_owned(), Rule::Required),
                ("client_name".to_owned(), Rule::Required),
            ]
        );
        imports::check(&w.ctx, &w.marta, cmd(["client_name", "document", "due", "amount"])).await?;
        let checked = settled(&w, import).await?;
        assert_eq!(checked.line.report.expect("a report").created, 1);
        let next = send(&w, "charges", "A;B;C;D\nEta;E-1;05/12/2026;7,00\n").await?;
        let next = view(&w, next).await?;
        assert_eq!(
            (next.columns.concat(), next.dates),
            ("client_namedocumentdueamount".to_owned(), "dmy".to_owned())
        );
        // For another company nothing is known of them.
        let kept = imports::receive(&w.ctx, &w.marta, upload(w.south, "charges", file)).await?;
        let other = view(&w, kept.expect("the file is taken")).await?;
        assert_eq!(other.columns, ["", "", "", ""]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_somebody_touched_keeps_an_import_from_being_taken_back() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let import = take_in(&w, "charges", FILE).await?.line.id;
        let after = counts(&w.ctx).await?;
        let paid = charge(&w, &w.marta, "A-1").await?;
        let settle = SettleCharges {
            client: paid.client.to_string(),
            key: crate::ctx::new_id().to_string(),
            charges: vec![paid.id.to_string()],
            date: "2026-11-18".to_owned(),
            method: "pix".to_owned(),
            amount: "10,00".to_owned(),
            ..SettleCharges::default()
        };
        let payment = settlement::settle(&w.ctx, &w.marta, settle).await?.payment;
        let Undone::Touched(touched) = undo(&w, import).await? else { panic!("it was touched") };
        assert_eq!(
            touched,
            [
                Touched::Charge(paid.id, "A-1".to_owned()),
                Touched::Client(paid.client, "Alfa Ltda".to_owned()),
            ]
        );
        let reverse = ReversePayment { payment: payment.to_string(), reason: "engano".to_owned() };
        settlement::reverse(&w.ctx, &w.marta, reverse).await?;
        assert!(matches!(undo(&w, import).await?, Undone::Touched(_)), "its history stays");
        assert_eq!(counts(&w.ctx).await?.1, after.1);
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_taking_back_and_settling_at_once_one_does_it() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let import = take_in(&w, "charges", FILE).await?.line.id;
        let row = charge(&w, &w.marta, "A-2").await?;
        let settle = SettleCharges {
            client: row.client.to_string(),
            key: crate::ctx::new_id().to_string(),
            charges: vec![row.id.to_string()],
            date: "2026-11-18".to_owned(),
            method: "pix".to_owned(),
            amount: "250,50".to_owned(),
            ..SettleCharges::default()
        };
        let (ctx, actor) = (w.ctx.clone(), w.marta.clone());
        let settling = tokio::spawn(async move { settlement::settle(&ctx, &actor, settle).await });
        let undone = undo(&w, import).await?;
        match (undone, settling.await.expect("no panic")) {
            (Undone::Yes, Err(Error::NotFound)) | (Undone::Touched(_), Ok(_)) => Ok(()),
            other => panic!("{other:?}"),
        }
    })
    .await
}

#[tokio::test]
async fn a_client_with_a_contact_keeps_an_import_from_being_taken_back() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let import = take_in(&w, "charges", FILE).await?.line.id;
        let client = charge(&w, &w.marta, "B-1").await?.client;
        let cmd = crate::tests::support::no_answer(client);
        crate::contacts::record(&w.ctx, &w.ana, cmd).await?;
        let Undone::Touched(touched) = undo(&w, import).await? else { panic!("it was touched") };
        assert_eq!(touched, [Touched::Client(client, "Beta ME".to_owned())]);
        assert!(is_seen(&w, &w.ana, client).await);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn payments_settle_as_a_person_would_and_are_taken_back_as_one() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        // NF-1: 150,00 due on 31 October, a Saturday before a holiday: 3,00 and, until the 18th, 0,90.
        let before = counts(&w.ctx).await?;
        let file = "Nº documento;Data pagamento;Valor\n\
            NF-1;18/11/2026;53,90\nNF-2;18/11/2026;50,00\nXX-9;18/11/2026;1,00\n";
        let import = send(&w, "payments", file).await?;
        let checked = check(&w, import).await?;
        let bad: Vec<_> = checked.remarks.bad.iter().map(|bad| (bad.line, bad.value.as_str())).collect();
        assert_eq!(bad, [(4, "XX-9")]);
        let cmd = StartImport { import: import.to_string(), skip_bad: "on".to_owned() };
        imports::start(&w.ctx, &w.marta, cmd).await?;
        let report = settled(&w, import).await?.line.report.expect("a report");
        assert_eq!((report.settled, report.partly_paid, report.received_centavos), (1, 1, 10_390));
        let after = counts(&w.ctx).await?;
        assert_eq!(before.4 - after.4, 10_000, "fine and interest first, then principal");

        // The same file again records nothing twice.
        let again = send(&w, "payments", file).await?;
        let report = check(&w, again).await?.line.report.expect("a report");
        assert_eq!((report.unchanged, report.settled + report.partly_paid, report.bad_rows), (2, 0, 1));
        let more = send(&w, "payments", "documento;pago em;valor pago\nNF-1;18/11/2026;200,00\n").await?;
        let bad = check(&w, more).await?.remarks.bad;
        assert!(bad[0].reason.to_string().contains("100,00"), "the exact figure: {}", bad[0].reason);

        assert_eq!(undo(&w, import).await?, Undone::Yes);
        let undone = counts(&w.ctx).await?;
        assert_eq!((undone.1, undone.4), (before.1, before.4));
        assert_eq!(charge(&w, &w.marta, "NF-1").await?.balance.centavos(), 15_000);
        assert_eq!(events(&w.ctx, "payment_reversed").await?, 2);
        let gone = send(&w, "payments", file).await?;
        assert_eq!(
            check(&w, gone).await?.line.report.expect("a report").differences,
            2,
            "taken back stays so"
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_client_of_another_company_is_only_parted_from_this_one() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let known = add_client(&w.ctx, "Delta", "11144477735", &[w.south]).await?;
        let before = counts(&w.ctx).await?;
        let file = "cpf;documento;vencimento;valor\n111.444.777-35;D-1;05/12/2026;9,00\n";
        let import = take_in(&w, "charges", file).await?.line.id;
        assert_eq!(counts(&w.ctx).await?.3, before.3 + 1);
        assert_eq!(undo(&w, import).await?, Undone::Yes);
        assert_eq!(counts(&w.ctx).await?, before);
        assert!(is_seen(&w, &w.sofia, known).await);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn imports_are_for_those_who_may_and_of_companies_in_sight() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let sent = imports::receive(&w.ctx, &w.ana, upload(w.north, "charges", FILE)).await;
        assert!(matches!(sent, Err(Error::Forbidden)));
        assert!(matches!(imports::list(&w.ctx, &w.ana).await, Err(Error::Forbidden)));
        let import = send(&w, "charges", FILE).await?;
        let mut south = w.marta.clone();
        south.companies.retain(|company| company.id == w.south);
        let other =
            crate::tests::support::add_user(&w.ctx, "Otto", domain::permission::Role::Manager, &[w.south])
                .await?;
        let seen = imports::view(&w.ctx, &other, &import.to_string(), false).await;
        assert!(matches!(seen, Err(Error::NotFound)));
        let refusal = async |actor: &Actor, upload: Upload| {
            Ok::<_, Error>(imports::receive(&w.ctx, actor, upload).await?.err())
        };
        assert_eq!(refusal(&south, upload(w.north, "charges", FILE)).await?, Some(Refusal::Company));
        assert_eq!(refusal(&w.marta, upload(w.north, "charges", "")).await?, Some(Refusal::Empty));
        assert_eq!(refusal(&w.marta, upload(w.north, "charges", "a;b\n")).await?, Some(Refusal::Empty));
        let old = upload(w.north, "charges", vec![0xd0, 0xcf, 0x11, 0xe0, 1, 2]);
        assert_eq!(refusal(&w.marta, old).await?, Some(Refusal::OldSheet));
        let broken = upload(w.north, "charges", b"PK\x03\x04nothing of a sheet".to_vec());
        assert_eq!(refusal(&w.marta, broken).await?, Some(Refusal::Unreadable));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_import_that_died_is_reported_and_old_files_go() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let import = send(&w, "charges", FILE).await?;
        let mut tx = w.ctx.db.begin().await?;
        assert!(store::begin_check(&mut tx, import, ("[]", ""), w.ctx.clock.now()).await?);
        tx.commit().await?;
        // Somebody may still be working on it.
        assert_eq!(view(&w, import).await?.line.state, State::Checking);
        let later =
            Ctx { clock: Clock::at(w.ctx.clock.now() + chrono::TimeDelta::minutes(2)), ..w.ctx.clone() };
        imports::recover(&later).await?;
        let lost = view(&w, import).await?;
        assert_eq!((lost.line.state, lost.problem), (State::Failed, Some(imports::Problem::Interrupted)));
        assert!(lost.has_file);
        let next_week =
            Ctx { clock: Clock::at(w.ctx.clock.now() + chrono::TimeDelta::days(8)), ..w.ctx.clone() };
        imports::forget_old_files(&next_week).await?;
        assert!(!view(&w, import).await?.has_file);
        let columns = ["client_id", "client_name", "document", "due", "amount"].map(str::to_owned).to_vec();
        let cmd = CheckImport { import: import.to_string(), columns, dates: String::new() };
        imports::check(&w.ctx, &w.marta, cmd).await?;
        assert_eq!(settled(&w, import).await?.problem, Some(imports::Problem::Gone));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_shared_sample_gives_on_the_page_what_it_gives_on_the_command_line() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let today = NaiveDate::from_ymd_opt(2013, 6, 30).expect("a date");
        let w = world(Ctx { clock: Clock::on(today), ..ctx }).await?;
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/receivables-2013-06-30.csv");
        let bytes = std::fs::read(path).expect("the sample");
        let kept = imports::receive(&w.ctx, &w.marta, upload(w.south, "charges", bytes)).await?;
        let import = kept.expect("the file is taken");
        check(&w, import).await?;
        let done = start(&w, import).await?.line.report.expect("a report");
        assert_eq!((done.rows, done.created, done.clients_created), (1_930, 1_930, 100));
        let report = report::delinquency(&w.ctx, "Serviços do Sul").await?;
        assert_eq!((report.open_charges, report.open_centavos), (84, 511_985));
        assert_eq!((report.overdue_charges, report.overdue_centavos), (12, 83_556));
        assert_eq!(report.delinquent_clients, 12);
        assert_eq!(undo(&w, import).await?, Undone::Yes);
        assert_eq!(report::delinquency(&w.ctx, "Serviços do Sul").await?.open_charges, 0);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_was_given_up_cannot_be_concluded() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let import = send(&w, "charges", FILE).await?;
        let now = w.ctx.clock.now();
        let mut tx = w.ctx.db.begin().await?;
        assert!(store::begin_check(&mut tx, import, ("[]", ""), now).await?);
        store::fail(&mut tx, import, "interrupted", now).await?;
        let concluded = store::conclude(&mut tx, import, &crate::import::Report::default(), now).await;
        assert!(concluded.is_err());
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_file_of_payments_may_name_the_newest_first() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let file = "documento;pago em;valor pago\nNF-1;18/11/2026;20,00\nNF-1;10/11/2026;30,00\n";
        let report = take_in(&w, "payments", file).await?.line.report.expect("a report");
        assert_eq!((report.bad_rows, report.partly_paid, report.received_centavos), (0, 2, 5_000));
        // More rows than are worked on at once.
        let first: chrono::NaiveDate = "2026-11-18".parse().expect("a date");
        let days = first.iter_days().rev().take(1_100);
        let rows = days.map(|day| format!("NF-2;{};0,01", day.format("%d/%m/%Y")));
        let file: Vec<String> =
            std::iter::once("documento;pago em;valor pago".to_owned()).chain(rows).collect();
        let report = take_in(&w, "payments", &file.join("\n")).await?.line.report.expect("a report");
        assert_eq!((report.bad_rows, report.partly_paid, report.received_centavos), (0, 1_100, 1_100));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_promise_for_any_charge_keeps_an_import_from_being_taken_back() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let import = take_in(&w, "charges", FILE).await?.line.id;
        let client = charge(&w, &w.marta, "B-1").await?.client;
        let cmd = domain::promise::MakePromise {
            client: client.to_string(),
            key: crate::ctx::new_id().to_string(),
            amount: "10,00".to_owned(),
            date: "2026-11-20".to_owned(),
            ..domain::promise::MakePromise::default()
        };
        crate::promises::make(&w.ctx, &w.ana, cmd).await?;
        let Undone::Touched(touched) = undo(&w, import).await? else { panic!("it was touched") };
        assert!(matches!(&touched[0], Touched::Charge(_, document) if document == "B-1"), "{touched:?}");
        Ok(())
    })
    .await
}
