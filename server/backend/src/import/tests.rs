//! Files as companies have them, imported into every database that there is.

use super::{DateFormat, Import, Report, receivables};
use crate::{
    Clock, Ctx, Error,
    ctx::new_id,
    delinquency, report,
    store::db::on,
    tests::support::{add_client, add_company, add_user, events, for_each_db},
};
use chrono::NaiveDate;
use domain::{delinquency::DelinquencyQuery, permission::Role};
use std::path::{Path, PathBuf};

pub(super) const COMPANY: &str = "Comercial Ipê";

/// An order to import a file that the test writes, with these contents.
pub(super) struct File(PathBuf);

impl File {
    pub(super) fn new(contents: impl AsRef<[u8]>) -> Self {
        let path = std::env::temp_dir().join(format!("emdia-import-{}.csv", new_id().simple()));
        std::fs::write(&path, contents).expect("a file can be written");
        Self(path)
    }

    pub(super) fn order(&self) -> Import {
        order(&self.0)
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

fn order(path: &Path) -> Import {
    Import { company: COMPANY.to_owned(), path: path.to_owned(), ..Import::default() }
}

fn fixture(name: &str) -> Import {
    order(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name))
}

pub(super) async fn import(ctx: &Ctx, contents: &str) -> Result<Report, Error> {
    receivables(ctx, &File::new(contents).order(), |_| ()).await
}

async fn figures<T>(ctx: &Ctx, sql: &'static str) -> Result<T, Error>
where
    T: for<'r> sqlx::FromRow<'r, sqlx::sqlite::SqliteRow>
        + for<'r> sqlx::FromRow<'r, sqlx::postgres::PgRow>
        + Send
        + Unpin,
{
    let mut tx = ctx.db.read().await?;
    Ok(on!(tx, c => sqlx::query_as(sql).fetch_one(c).await)?)
}

/// Sum of principals, sum of balances, sum of ledgers with their signs, number of charges.
const SUMS: &str = "SELECT CAST(SUM(principal_centavos) AS BIGINT), CAST(SUM(balance_centavos) AS BIGINT),
    CAST(SUM((SELECT SUM(CASE WHEN kind IN ('principal', 'surcharge') THEN amount_centavos
        ELSE -amount_centavos END) FROM ledger WHERE charge_id = charges.id)) AS BIGINT), COUNT(*) FROM charges";

#[tokio::test]
async fn the_public_sample_gives_its_known_figures() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let today = NaiveDate::from_ymd_opt(2013, 6, 30).expect("a date");
        let ctx = Ctx { clock: Clock::on(today), ..ctx };
        let company = add_company(&ctx, COMPANY).await?;
        let map = "client_id=customerID,document=invoiceNumber,issued=InvoiceDate,due=DueDate,\
                   amount=InvoiceAmount,paid_on=SettledDate";
        let mapped = Import {
            map: map.parse().map_err(Error::Other)?,
            date_format: Some(DateFormat::Mdy),
            ..fixture("receivables-2013-06-30.csv")
        };
        let mut shown = 0;
        let done = receivables(&ctx, &mapped, |progress| shown = progress.rows).await?;
        assert!(done.imported && done.bad_rows + done.warnings + done.differences == 0, "{done:?}");
        assert_eq!((done.rows, done.clients_created, shown), (1_930, 100, 1_930));

        // By its headings and dates alone it is understood in the same way.
        let again = receivables(&ctx, &fixture("receivables-2013-06-30.csv"), |_| ()).await?;
        assert_eq!(
            (again.imported, again.unchanged, again.date_format),
            (false, 1_930, Some(DateFormat::Mdy))
        );

        let report = report::delinquency(&ctx, COMPANY).await?;
        assert_eq!((report.open_charges, report.open_centavos), (84, 511_985));
        assert_eq!((report.overdue_charges, report.overdue_centavos), (12, 83_556));
        assert_eq!((report.delinquent_clients, report.as_of), (12, today));
        assert_eq!(report.ageing.iter().map(|line| line.centavos).sum::<i64>(), 511_985);

        let manager = add_user(&ctx, "Marta", Role::Manager, &[company]).await?;
        let page = delinquency::list(&ctx, &manager, DelinquencyQuery::default()).await?;
        assert_eq!((page.clients, page.charges, page.total.centavos()), (12, 12, 83_556));
        assert_eq!(page.updated.centavos(), report.overdue_updated_centavos);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_windows_csv_and_a_sheet_say_the_same() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        add_company(&ctx, COMPANY).await?;
        let done = receivables(&ctx, &fixture("receber.csv"), |_| ()).await?;
        assert_eq!((done.rows, done.created, done.clients_created, done.bad_rows), (5, 5, 3, 0), "{done:?}");
        let warned: Vec<_> = done.warned.iter().map(|remark| (remark.line, remark.column.as_str())).collect();
        assert_eq!(warned, [(6, "E-mail"), (6, "Telefone"), (6, "UF"), (6, "CEP")]);

        let client: (String, String, String, String, String, String) = figures(
            &ctx,
            "SELECT name, tax_id, phone, street_number, uf, search_key FROM clients WHERE tax_id = '12345678909'",
        )
        .await?;
        assert_eq!((client.0.as_str(), client.1.as_str()), ("José da Conceição", "12345678909"));
        assert_eq!((client.3.as_str(), client.4.as_str()), ("45, fundos", "RJ"));
        assert!(client.5.starts_with("jose da conceicao"), "{}", client.5);
        let sums: (i64, i64, i64, i64) = figures(&ctx, SUMS).await?;
        // 1.234,56 twice and 10.000,00 are open; of 89,90 there remain 39,90.
        assert_eq!(sums, (2 * 123_456 + 35_000 + 8_990 + 1_000_000, 2 * 123_456 + 3_990 + 1_000_000, sums.1, 5));

        let sheet = receivables(&ctx, &fixture("receber.xlsx"), |_| ()).await?;
        assert_eq!((sheet.imported, sheet.unchanged, sheet.differences), (false, 5, 0), "{sheet:?}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn bad_rows_keep_the_whole_file_out_unless_they_are_skipped() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        add_company(&ctx, COMPANY).await?;
        let file = File::new(
            "cliente,cnpj,documento,vencimento,valor,pago em,valor pago\n\
             Ana,,1,05/11/2026,10.50,,\n\
             Ana,,2,31/02/2026,abc,,\n\
             Bia,11222333000180,3,05/11/2026,-3,,\n\
             ,,,05/11/2026,7,,\n\
             Ana,,1,05/11/2026,10.50,,\n\
             Ana,,6,05/11/2026,10.50,19/11/2026,\n\
             Ana,,7,05/11/2026,10.50,,5\n\
             Ana,,8,05/11/2026,10,50,,,\n\
             Ana,,9,05/11/2026,10.50,,,surplus\n\n\
             Ana,,10,,,,\n",
        );
        let refused = receivables(&ctx, &file.order(), |_| ()).await?;
        let bad: Vec<_> = refused
            .bad
            .iter()
            .map(|bad| (bad.line, bad.column.as_str(), bad.value.as_str(), bad.reason.to_string()))
            .collect();
        let told: Vec<_> = bad.iter().map(|bad| (bad.0, bad.1, bad.2, bad.3.as_str())).collect();
        assert_eq!(
            told[..4],
            [
                (3, "vencimento", "31/02/2026", "not a date"),
                (3, "valor", "abc", "not an amount of money"),
                (4, "cnpj", "11222333000180", "not a valid CPF or CNPJ"),
                (4, "valor", "-3", "must be more than zero"),
            ]
        );
        let lines: Vec<_> = bad.iter().map(|bad| (bad.0, bad.1)).collect();
        assert_eq!(
            lines[4..],
            [
                (5, "cliente"),
                (5, "documento"),
                (6, "documento"),
                (7, "pago em"),
                (8, "valor pago"),
                (9, "pago em"),
                (10, ""),
                (12, "vencimento"),
                (12, "valor"),
            ]
        );
        assert_eq!((refused.refused, refused.imported, refused.rows, refused.bad_rows), (true, false, 10, 9));
        assert_eq!(figures::<(i64,)>(&ctx, "SELECT COUNT(*) FROM clients").await?, (0,));

        let skipping = Import { skip_bad_rows: true, ..file.order() };
        let trial = receivables(&ctx, &Import { dry_run: true, ..skipping.clone() }, |_| ()).await?;
        assert_eq!((trial.imported, trial.created), (false, 1));
        assert_eq!(figures::<(i64,)>(&ctx, "SELECT COUNT(*) FROM charges").await?, (0,));
        let done = receivables(&ctx, &skipping, |_| ()).await?;
        assert_eq!((done.imported, done.created, done.created_centavos, done.bad_rows), (true, 1, 1_050, 9));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_charge_is_settled_when_the_file_says_that_it_was_paid() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        add_company(&ctx, COMPANY).await?;
        let file = |paid: [&str; 4]| {
            let rows =
                paid.iter().enumerate().map(|(row, paid)| format!("C1\t{row}\t05/10/2026\t100,00\t{paid}\n"));
            format!(
                "\u{feff}client_id\tdocument\tdue\tamount\tpaid_on\tpaid_amount\n{}",
                rows.collect::<String>()
            )
        };
        import(&ctx, &file(["\t", "\t", "\t", "\t"])).await?;
        let first = file(["10/10/2026\t", "10/10/2026\t40,00", "12/10/2026\t103,50", "\t"]);
        let paid = import(&ctx, &first).await?;
        assert_eq!((paid.settled, paid.partly_paid, paid.unchanged, paid.created), (2, 1, 1, 0), "{paid:?}");
        assert_eq!(
            paid.warned[0].reason.to_string(),
            "R$\u{a0}3,50 more than was open; kept as charges for late payment"
        );
        let sums: (i64, i64, i64, i64) = figures(&ctx, SUMS).await?;
        assert_eq!(sums, (40_000, 16_000, 16_000, 4));
        let received = "SELECT CAST(SUM(amount_centavos) AS BIGINT) FROM ledger WHERE kind = 'payment'";
        assert_eq!(figures::<(i64,)>(&ctx, received).await?, (10_000 + 4_000 + 10_350,), "every centavo");

        let again = import(&ctx, &first).await?;
        assert_eq!((again.imported, again.unchanged, again.warnings), (false, 4, 0), "{again:?}");

        // On 10/10 something was received already: what came before that would have gone elsewhere.
        let earlier =
            import(&ctx, &file(["10/10/2026\t", "06/10/2026\t100,00", "12/10/2026\t103,50", "\t"])).await?;
        assert_eq!((earlier.imported, earlier.differences), (false, 1), "{earlier:?}");
        assert_eq!(earlier.different[0].reason.to_string(), "something was recorded for 2026-10-10");

        // The paid amount is what was paid in all: 60 more settle the second one.
        let rest =
            import(&ctx, &file(["10/10/2026\t", "20/10/2026\t100,00", "12/10/2026\t103,50", "\t"])).await?;
        assert_eq!((rest.settled, rest.unchanged), (1, 3));
        assert_eq!(
            (events(&ctx, "charge_settled").await?, events(&ctx, "charge_partly_paid").await?),
            (3, 1)
        );
        assert_eq!(events(&ctx, "receivables_imported").await?, 3);

        // The first file once more: what it leaves open is paid here, and stays so.
        let old = import(&ctx, &file(["\t", "\t", "\t", "\t"])).await?;
        assert_eq!((old.imported, old.differences, old.unchanged), (false, 3, 1));
        assert_eq!(old.different[0].reason.to_string(), "is settled here");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_the_file_states_differently_is_reported_and_not_changed() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        add_company(&ctx, COMPANY).await?;
        let head = "client_id;document;issued;due;amount;paid_on\n";
        import(
            &ctx,
            &format!("{head}A;1;01/10/2026;05/10/2026;100,00;\nA;2;01/10/2026;05/10/2026;100,00;\n"),
        )
        .await?;
        let other =
            format!("{head}A;1;02/10/2026;06/10/2026;120,00;07/10/2026\nB;2;01/10/2026;05/10/2026;100,00;\n");
        let report = import(&ctx, &other).await?;
        assert_eq!(
            (report.imported, report.differences, report.clients_created),
            (false, 2, 0),
            "{report:?}"
        );
        let different: Vec<_> = report
            .different
            .iter()
            .map(|remark| (remark.line, remark.column.as_str(), remark.reason.to_string()))
            .collect();
        let different: Vec<_> = different.iter().map(|told| (told.0, told.1, told.2.as_str())).collect();
        assert_eq!(
            different,
            [
                (2, "amount", "is R$\u{a0}100,00 here"),
                (2, "due", "is 05/10/2026 here"),
                (2, "issued", "is 01/10/2026 here"),
                (3, "client_id", "document \"2\" is another client's here"),
            ]
        );
        assert_eq!(figures::<(i64, i64, i64, i64)>(&ctx, SUMS).await?, (20_000, 20_000, 20_000, 2));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_client_is_known_by_identifier_then_tax_id_then_name() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let company = add_company(&ctx, COMPANY).await?;
        let other = add_company(&ctx, "Serviços do Sul").await?;
        let jose = add_client(&ctx, "José", "52998224725", &[other]).await?;
        add_client(&ctx, "Padaria Pão Quente", "", &[company]).await?;
        add_client(&ctx, "Maria Silva", "11144477735", &[company]).await?;
        add_client(&ctx, "Maria Silva", "12345678909", &[company]).await?;
        let head = "client_id,client_name,tax_id,document,due,amount\n";
        let refused = import(&ctx, &format!("{head},MARIA SILVA,,1,05/12/2026,1.00\n")).await?;
        assert_eq!(refused.bad[0].column, "client_name");

        let file = format!(
            "{head}\
             J-1,Jose,529.982.247-25,1,05/12/2026,1.00\n\
             J-1,,,2,05/12/2026,1.00\n\
             ,padaria  pao quente,,3,05/12/2026,1.00\n\
             X-9,Padaria Pão Quente,,4,05/12/2026,1.00\n\
             ,Maria Silva,11144477735,5,05/12/2026,1.00\n\
             ,,1234567890-9,6,05/12/2026,1.00\n\
             J-2,,52998224725,7,05/12/2026,1.00\n\
             ,Nova,,8,05/12/2026,1.00\n\
             ,NOVA,,9,05/12/2026,1.00\n"
        );
        let done = import(&ctx, &file).await?;
        assert_eq!((done.created, done.clients_created), (9, 2), "{done:?}");
        let of_jose =
            "SELECT COUNT(*) FROM charges ch JOIN client_companies cc ON cc.client_id = ch.client_id
            AND cc.company_id = ch.company_id AND cc.external_ref = 'J-1'";
        assert_eq!(figures::<(i64,)>(&ctx, of_jose).await?, (3,));
        let again = import(&ctx, &file).await?;
        assert_eq!((again.imported, again.unchanged), (false, 9), "{again:?}");

        let marta = add_user(&ctx, "Marta", Role::Manager, &[company]).await?;
        let all = DelinquencyQuery { show_all: true, ..DelinquencyQuery::default() };
        let page = delinquency::list(&ctx, &marta, all).await?;
        let row =
            page.rows.iter().find(|row| row.client == jose).expect("José is in sight of the company now");
        assert_eq!((row.name.as_str(), row.count), ("José", 3));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_cannot_be_imported_at_all_is_said_in_a_sentence() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let sentence = async |order: &Import| receivables(&ctx, order, |_| ()).await.unwrap_err().to_string();
        let file = File::new("cliente;fatura;valor\nAna;1;10,00\n");
        assert_eq!(sentence(&file.order()).await, "there is no company called \"Comercial Ipê\"");
        add_company(&ctx, COMPANY).await?;
        let missing = sentence(&file.order()).await;
        assert!(
            missing.starts_with("the file has no column for due; its columns are cliente, fatura, valor;")
        );
        let mapped = Import { map: "due=vence".parse().map_err(Error::Other)?, ..file.order() };
        assert!(sentence(&mapped).await.contains("no column \"vence\""), "{}", sentence(&mapped).await);
        assert_eq!(sentence(&File::new("").order()).await, "the file is empty");
        assert!(sentence(&order(Path::new("/nowhere/at/all.csv"))).await.starts_with("cannot read /nowhere"));
        assert!("colour=red".parse::<super::Mapping>().unwrap_err().contains("there is no field \"colour\""));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn titles_above_the_headings_and_quotes_around_values_are_understood() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        add_company(&ctx, COMPANY).await?;
        let done = import(
            &ctx,
            "Relatório de títulos;;;\nEmitido em 18/11/2026;;;\n\n\
             \"Cliente\";\"Nº do Título\";\"Data de Vencimento\";\"Valor (R$)\"\n\
             \"Silva; Filhos & \"\"Cia\"\"\";1;2026-12-05 00:00:00;\"1.500\"\n\
             \"Duas\nlinhas\";2;05/12/26;0,01\n",
        )
        .await?;
        assert_eq!((done.created, done.created_centavos), (2, 150_001), "{done:?}");
        let names: (String,) =
            figures(&ctx, "SELECT MIN(name) FROM clients WHERE name LIKE 'Silva%'").await?;
        assert_eq!(names.0, "Silva; Filhos & \"Cia\"");
        Ok(())
    })
    .await
}
