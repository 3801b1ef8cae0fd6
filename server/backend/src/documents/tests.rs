//! Documents, opened again: what stands on which page, and whether anything can be seen. Today is Wednesday,
//! 18 November 2026. Opened with poppler's tools (Debian: poppler-utils).

mod letters;

use super::{of_charges, of_delinquency, statement, statements, term};
use crate::{
    Actor, Ctx, Error, agreements, contacts,
    ctx::new_id,
    grid, settings,
    store::db::on,
    tests::{
        agreements::{opened, with_two},
        support::{World, add_charge, at, for_each_db, no_answer, refused, world},
    },
};
use domain::{
    agreement::ConfirmAgreement,
    contact::{AddComment, RecordContact, VoidContact},
    delinquency::DelinquencyQuery,
    grid::GridQuery,
    id::{ChargeId, CompanyId},
    permission::Role,
    settings::SaveRules,
};
use std::{path::PathBuf, process::Command};

/// A PDF on disk, for as long as the test looks at it.
struct File(PathBuf);

impl File {
    fn new(bytes: &[u8]) -> Self {
        let path = std::env::temp_dir().join(format!("emdia-test-{}.pdf", new_id().simple()));
        std::fs::write(&path, bytes).expect("the PDF is written");
        Self(path)
    }

    fn run(&self, tool: &str, args: &[&str]) -> Vec<u8> {
        let (before, after) = args.split_at(args.len().min(if tool == "pdftotext" { 1 } else { args.len() }));
        let output = Command::new(tool).args(before).arg(&self.0).args(after).output();
        let output = output.unwrap_or_else(|error| panic!("{tool} (Debian: poppler-utils): {error}"));
        assert!(output.status.success(), "{tool}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(output.stderr.is_empty(), "{tool} complains: {}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    }

    /// The text of each page.
    fn pages(&self) -> Vec<String> {
        let text = String::from_utf8(self.run("pdftotext", &["-layout", "-"])).expect("text");
        let pages: Vec<String> = text.split_terminator('\u{c}').map(ToOwned::to_owned).collect();
        assert!(!pages.is_empty());
        self.is_visible(pages.len());
        pages
    }

    /// Every page has ink, and is not full of it.
    fn is_visible(&self, pages: usize) {
        for page in 1..=pages {
            let page = page.to_string();
            let picture = self.run("pdftoppm", &["-r", "40", "-gray", "-f", &page, "-l", &page]);
            let dark = picture.iter().rev().take(300 * 400).filter(|pixel| **pixel < 200).count();
            assert!((100..60_000).contains(&dark), "page {page}: {dark} dark pixels");
        }
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// The text of each page, spaces between words one and the same.
fn pages(bytes: &[u8]) -> Vec<String> {
    let words = |page: &String| page.split_whitespace().collect::<Vec<_>>().join(" ");
    File::new(bytes).pages().iter().map(words).collect()
}

fn holds(page: &str, texts: &[&str]) {
    for text in texts {
        assert!(page.contains(text), "{text:?} is not in {page:?}");
    }
}

async fn stated(w: &World, company: CompanyId, charges: &[ChargeId]) -> Result<Vec<u8>, Error> {
    statement(&mut w.ctx.db.read().await?, &w.ctx, &w.ana, w.client, company, charges).await
}

async fn try_out(test: impl AsyncFn(World) -> Result<(), Error>) -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        describe_company(&w.ctx, w.north).await?;
        test(w).await
    })
    .await
}

const DESCRIBE: &str =
    "UPDATE companies SET tax_id = '11222333000181', phone = '+554130001234', street = 'Rua das Acácias',
    number = '100', district = 'Centro', city = 'Curitiba', uf = 'PR', cep = '80010000' WHERE id = $1";

async fn describe_company(ctx: &Ctx, company: CompanyId) -> Result<(), Error> {
    let mut tx = ctx.db.begin().await?;
    on!(tx, c => sqlx::query(DESCRIBE).bind(company.0).execute(c).await.map(drop))?;
    tx.commit().await
}

const CREDITOR: &str = "CNPJ 11.222.333/0001-81 · Rua das Acácias, 100, Centro, Curitiba/PR, CEP 80010-000";

#[tokio::test]
async fn a_statement_itemises_what_is_owed_and_names_the_creditor() -> Result<(), Error> {
    try_out(async |w: World| {
        let bytes = stated(&w, w.north, &[]).await?;
        let file = File::new(&bytes);
        let info = String::from_utf8(file.run("pdfinfo", &[])).expect("text");
        holds(
            &info,
            &["Demonstrativo de débito – José da Conceição", "Author:          Ana", "(A4)", "2026"],
        );
        let fonts = String::from_utf8(file.run("pdffonts", &[])).expect("text");
        assert_eq!(fonts.matches("Identity-H       yes yes yes").count(), 2, "{fonts}");
        let found = pages(&bytes);
        assert_eq!(found.len(), 1);
        holds(&found[0], &["Comercial do Norte", CREDITOR, "Telefone (41) 3000-1234", "Página 1/1"]);
        holds(&found[0], &["José da Conceição", "529.982.247-25"]);
        // 150,00 from 31/10: 2 % and 18 days of 1 % a month; and what is not due yet.
        holds(&found[0], &["NF-1 31/10/2026 31/10/2026 18 dias 150,00 3,00 0,90 153,90"]);
        holds(
            &found[0],
            &["NF-2 25/11/2026 25/11/2026 50,00 0,00 0,00 50,00", "Total do demonstrativo: R$ 203,90"],
        );
        let explained = "Sobre os títulos vencidos, até 18/11/2026: multa de 2% sobre o principal em aberto no início \
                         do atraso e juros de mora simples de 1% ao mês sobre o principal em aberto a cada dia de \
                         atraso. O que já foi pago ou dispensado está deduzido.";
        holds(&found[0], &[explained, "art. 42-A"]);
        let one = pages(&stated(&w, w.north, &[w.charge]).await?);
        assert!(one[0].contains("NF-1") && !one[0].contains("NF-2"));
        let mut tx = w.ctx.db.read().await?;
        let unseen = statement(&mut tx, &w.ctx, &w.sofia, w.client, w.south, &[]).await;
        assert!(matches!(unseen, Err(Error::NotFound)));
        drop(tx);
        assert!(matches!(stated(&w, w.south, &[]).await, Err(Error::NotFound)));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn each_creditor_has_a_statement_of_its_own_and_says_who_it_is() -> Result<(), Error> {
    try_out(async |w: World| {
        let fields = |errors: Vec<(String, domain::Error)>| {
            errors.into_iter().map(|error| error.0).collect::<Vec<_>>()
        };
        assert_eq!(fields(refused(statements(&w.ctx, &w.marta, w.shared, &[]).await)), ["charges"]);
        add_charge(&w.ctx, w.north, w.shared, "N-1", "2026-11-01", 1_000).await?;
        add_charge(&w.ctx, w.south, w.shared, "S-1", "2026-11-01", 2_000).await?;
        let missing = fields(refused(statements(&w.ctx, &w.marta, w.shared, &[]).await));
        assert_eq!(missing, ["creditor_tax_id", "creditor_street", "creditor_city"]);
        assert_eq!(pages(&statements(&w.ctx, &w.ana, w.shared, &[]).await?).len(), 1);
        describe_company(&w.ctx, w.south).await?;
        let found = pages(&statements(&w.ctx, &w.marta, w.shared, &[]).await?);
        assert_eq!(found.len(), 2);
        holds(&found[0], &["Comercial do Norte", "N-1", "Página 1/1"]);
        holds(&found[1], &["Serviços do Sul", "S-1", "Página 1/1"]);
        assert!(!found[0].contains("S-1"));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn long_tables_go_on_with_their_headings_on_numbered_pages() -> Result<(), Error> {
    try_out(async |w: World| {
        for number in 0..130 {
            let document = format!("DUP-{number:03}/2026 – parcela de março");
            add_charge(&w.ctx, w.north, w.client, &document, "2026-11-01", 10_000 + number).await?;
        }
        let found = pages(&stated(&w, w.north, &[]).await?);
        assert!(found.len() >= 4, "{}", found.len());
        for (place, page) in found.iter().enumerate() {
            holds(page, &[&format!("Página {}/{}", place + 1, found.len()), CREDITOR]);
        }
        holds(
            &found[1],
            &["Vencidos (continuação)", "Documento Emissão Vencimento Atraso Principal Multa Juros Total"],
        );
        let whole = found.join(" ");
        assert!((0..130).all(|number| whole.contains(&format!("DUP-{number:03}/2026"))));
        holds(&whole, &["131 títulos"]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_report_shows_what_the_list_shows_with_the_history_of_each_charge() -> Result<(), Error> {
    try_out(async |w: World| {
        let noted = RecordContact {
            channel: "whatsapp".to_owned(),
            notes: "Visualizou e não respondeu".to_owned(),
            ..no_answer(w.client)
        };
        contacts::record(&w.ctx, &w.ana, noted).await?;
        let later = Ctx { clock: crate::Clock::at(at("2026-11-18 14:30")), ..w.ctx.clone() };
        let comment = AddComment {
            client: w.client.to_string(),
            key: new_id().to_string(),
            text: "Ligou o contador. ".repeat(200),
        };
        contacts::comment(&later, &w.bruno, comment).await?;
        let found = pages(&of_delinquency(&later, &w.ana, DelinquencyQuery::default(), "Vencidos").await?);
        let whole = found.join(" ");
        holds(
            &found[0],
            &["Comercial do Norte", "Fone: (41) 3000-1234", "Relatório de Gerenciamento de Cobranças"],
        );
        holds(&found[0], &["Vencidos · Posição em 18/11/2026 14:30", "Página 1/2"]);
        holds(&found[0], &["Cliente: José da Conceição", "Documento: NF-1 · Vencimento: 31/10/2026"]);
        holds(&found[0], &["Histórico: vencido há 18 dias", "Saldo: R$ 150,00 · Atualizado: R$ 153,90"]);
        holds(&found[1], &["Cliente: José da Conceição · Documento: NF-1 (continuação)", "Página 2/2"]);
        assert!(found.iter().all(|page| page.contains("Data/Hora Forma Contato Responsável Observação")));
        let comment = whole.find("18/11/2026 14:30:00 Nenhum Bruno").expect("the comment");
        let contact =
            whole.find("WhatsApp Ana Sem contato. Visualizou e não respondeu").expect("the contact");
        assert!(comment < contact, "the newest first");
        holds(
            &whole,
            &["Total: 1 cobrança · 1 cliente · 2 contatos · Saldo R$ 150,00 · Atualizado R$ 153,90"],
        );
        assert!(!whole.contains("NF-2"), "what is not due yet is not in the list");
        let all = DelinquencyQuery { show_all: true, ..DelinquencyQuery::default() };
        holds(
            &pages(&of_delinquency(&later, &w.ana, all, "").await?).join(" "),
            &["NF-1", "NF-2", "a vencer"],
        );
        let none = pages(&of_delinquency(&later, &w.sofia, DelinquencyQuery::default(), "").await?).join(" ");
        holds(&none, &["Total: 0 cobranças"]);
        assert!(!none.contains("José"));
        let named = pages(&of_charges(&later, &w.sofia, &[w.charge], None, "").await?).join(" ");
        assert!(!named.contains("José"), "out of sight");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_contacts_of_a_client_stand_under_the_first_of_its_charges() -> Result<(), Error> {
    try_out(async |w: World| {
        let other = add_charge(&w.ctx, w.north, w.client, "NF-3", "2026-11-01", 700).await?;
        let about = RecordContact {
            charges: vec![other.to_string()],
            notes: "Só da NF-3".to_owned(),
            ..no_answer(w.client)
        };
        contacts::record(&w.ctx, &w.ana, about).await?;
        let lone = add_charge(&w.ctx, w.north, w.shared, "NF-9", "2026-11-01", 700).await?;
        let again = add_charge(&w.ctx, w.north, w.shared, "NF-10", "2026-11-01", 700).await?;
        let charges = [w.charge, other, lone, again];
        let whole = pages(&of_charges(&w.ctx, &w.ana, &charges, None, "").await?).join(" ");
        assert_eq!(whole.matches("Só da NF-3").count(), 1);
        let (first, second) = whole.split_once("Documento: NF-3").expect("both");
        holds(first, &["Documento: NF-1", "Sem contato. Título NF-3. Só da NF-3"]);
        holds(second, &["Contatos: os do cliente, listados acima no documento NF-1.", "1 contato ·"]);
        assert_eq!(whole.matches("Nenhum contato registrado.").count(), 2, "{whole}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_report_shows_the_contacts_that_the_pane_shows() -> Result<(), Error> {
    try_out(async |w: World| {
        // Of another company, voided, and a comment: all in the sight of who prints.
        let charge = add_charge(&w.ctx, w.north, w.shared, "N-1", "2026-11-01", 1_000).await?;
        let other = add_charge(&w.ctx, w.south, w.shared, "S-1", "2026-11-01", 1_000).await?;
        let south = RecordContact {
            charges: vec![other.to_string()],
            notes: "Pelo sul".to_owned(),
            ..no_answer(w.shared)
        };
        let voided = contacts::record(&w.ctx, &w.marta, south).await?.contact;
        let void = VoidContact { contact: voided.to_string(), reason: "Cliente errado".to_owned() };
        contacts::void(&w.ctx, &w.marta, void).await?;
        let long = "Linha do recado. ".repeat(40);
        for (number, to) in [("um", "+5511987654321"), ("dois", "")] {
            let told = RecordContact {
                channel: "whatsapp".to_owned(),
                notes: format!("Recado {number}: {long}"),
                guard_reason: "retorno".to_owned(),
                ..no_answer(w.shared)
            };
            let id = contacts::record(&w.ctx, &w.ana, told).await?.contact;
            let mut tx = w.ctx.db.begin().await?;
            on!(tx, c => sqlx::query("UPDATE contacts SET sent_to = $2 WHERE id = $1")
                .bind(id.0).bind(to).execute(c).await.map(drop))?;
            tx.commit().await?;
        }
        let query = GridQuery { charge: Some(charge), ..GridQuery::default() };
        let pane = grid::page(&w.ctx, &w.marta, query).await?.pane.expect("the charge");
        assert_eq!(pane.history.len(), 3);
        let whole = pages(&of_charges(&w.ctx, &w.marta, &[charge], None, "").await?).join(" ");
        let voided = "Anulado por Marta (Cliente errado). Sem contato. Serviços do Sul. Título S-1. Pelo sul";
        holds(&whole, &[voided, "Recado um: Linha", "Recado dois: Linha", "2 contatos"]);
        // Of the message that was sent its beginning; what a person noted whole.
        let lines = whole.matches("Linha do recado.").count();
        assert!((50..60).contains(&lines) && whole.contains('…'), "{lines}");
        let narrow = pages(&of_charges(&w.ctx, &w.ana, &[charge], None, "").await?).join(" ");
        assert!(!narrow.contains("Pelo sul"), "out of sight");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_agreement_is_put_on_paper_with_instalments_and_signature_lines() -> Result<(), Error> {
    try_out(async |w: World| {
        let form = with_two(opened(&w, w.charge).await?.form, ["76,95", "76,95"]);
        let form = ConfirmAgreement { notes: "Entrega de recibo à vista.".to_owned(), ..form };
        let agreement = agreements::confirm(&w.ctx, &w.ana, form).await?.agreement;
        let found = pages(&term(&w.ctx, &w.ana, agreement).await?);
        let whole = found.join(" ");
        holds(&whole, &["Termo de confissão de dívida e acordo de pagamento", "Acordo nº 1", CREDITOR]);
        holds(&whole, &["DEVEDOR(A): José da Conceição, CPF 529.982.247-25"]);
        holds(&whole, &["R$ 153,90 (cento e cinquenta e três reais e noventa centavos)"]);
        holds(&whole, &["NF-1 31/10/2026 150,00 0,00 3,00 0,90 153,90", "em 2 parcelas"]);
        holds(&whole, &["1/2", "Pix 18/12/2026 76,95", "2/2", "Pix 18/01/2027 76,95"]);
        holds(
            &whole,
            &["5. Outras condições Entrega de recibo à vista.", "Curitiba, 18 de novembro de 2026."],
        );
        holds(
            &whole,
            &["multa de 2% sobre o principal em aberto no início do atraso e juros de mora simples de 1% ao mês"],
        );
        holds(&whole, &["de 2 parcelas vencidas, ou de qualquer parcela há 30 dias ou mais, permite"]);
        // What was signed stays: the company's new rule is for new agreements.
        let admin = Actor { role: Role::Administrator, ..w.ana.clone() };
        let rules = SaveRules {
            company: w.north.to_string(),
            break_missed: "5".to_owned(),
            break_days: String::new(),
            promise_grace: "2".to_owned(),
        };
        settings::save_rules(&w.ctx, &admin, rules).await?;
        let again = pages(&term(&w.ctx, &w.ana, agreement).await?).join(" ");
        holds(&again, &["de 2 parcelas vencidas, ou de qualquer parcela há 30 dias ou mais, permite"]);
        assert_eq!(whole.matches("Testemunha").count(), 2);
        assert!(matches!(term(&w.ctx, &w.sofia, agreement).await, Err(Error::NotFound)));
        Ok(())
    })
    .await
}
