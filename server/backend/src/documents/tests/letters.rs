//! Letters: the window, what was recorded, and those of a run.

use super::{File, World, holds, pages, stated, try_out};
use crate::{
    Ctx, Error, bulk,
    ctx::{local, new_id},
    documents::{letter, letter::print, letters_of_run},
    messages::templates,
    reach,
    store::{db::on, letters::Letter},
    tests::support::{at, refused},
};
use domain::{
    bulk::{BulkAsk, StartBulk, SteerBulk},
    contact::Channel,
    message::{MessageChannel, Refusal, Situation},
};
use std::process::Command;

const BLANK: &str = "UPDATE clients SET city = '' WHERE id = $1";

/// Who has no address gets no letter.
async fn settle_client(w: &World) -> Result<(), Error> {
    const ADDRESS: &str = "UPDATE clients SET street = 'Rua das Flores', city = 'São Paulo' WHERE id = $1";
    let mut tx = w.ctx.db.begin().await?;
    on!(tx, c => sqlx::query(ADDRESS).bind(w.client.0).execute(c).await.map(drop))?;
    tx.commit().await
}

#[tokio::test]
async fn letters_show_the_address_where_the_window_is() -> Result<(), Error> {
    try_out(async |w: World| {
        let letter = |body: &str| Letter {
            client: w.client,
            company: w.north,
            at: local(w.ctx.clock.now()),
            subject: "Aviso de vencimento".to_owned(),
            body: body.to_owned(),
        };
        let long = "Prezado senhor, consta em aberto o título NF-1.\n\n".repeat(60);
        let bytes = print(&w.ctx, &w.ana, &[letter("Olá, José!\nAté já."), letter(&long)]).await?;
        let found = pages(&bytes);
        assert!(found.len() >= 3);
        holds(&found[0], &["Olá, José!", "Página 1/1", "11.222.333/0001-81"]);
        holds(&found[1], &["Prezado senhor", &format!("Página 1/{}", found.len() - 1)]);
        let shown = in_window(&File::new(&bytes));
        holds(&shown, &["Comercial do Norte", "José da Conceição", "São Paulo/SP"]);
        assert!(!shown.contains("Aviso"), "{shown}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn names_and_addresses_are_whole_however_long() -> Result<(), Error> {
    const COMPANY: &str =
        "UPDATE companies SET name = $2, street = $3, complement = $4, district = 'Vila Serrana de
        Nossa Senhora' WHERE id = $1";
    const CLIENT: &str =
        "UPDATE clients SET name = $2, street = $3, district = 'Jardim das Palmeiras' WHERE id = $1";
    let name = "Distribuidora e Comercial de Materiais de Construção, Ferragens e Acabamentos Irmãos Albuquerque Ltda";
    let street = "Avenida Professora Doutora Maria Aparecida dos Santos Albuquerque Cavalcanti";
    let complement = "Bloco B, Galpões 12 a 15, Condomínio Logístico Rodoanel Norte";
    let client = "Associação ".repeat(11);
    assert_eq!(client.trim().chars().count(), 120);
    try_out(async |w: World| {
        let mut tx = w.ctx.db.begin().await?;
        on!(tx, c => sqlx::query(COMPANY).bind(w.north.0).bind(name).bind(street).bind(complement)
            .execute(c).await.map(drop))?;
        on!(tx, c => sqlx::query(CLIENT).bind(w.client.0).bind(client.trim()).bind(street)
            .execute(c).await.map(drop))?;
        tx.commit().await?;
        let credit = format!("{name} · CNPJ 11.222.333/0001-81 · {street}, 100, {complement}, Vila Serrana");
        let letter = Letter {
            client: w.client,
            company: w.north,
            at: local(w.ctx.clock.now()),
            subject: "Aviso".to_owned(),
            body: "Olá.\n\n".repeat(60),
        };
        let file = File::new(&print(&w.ctx, &w.ana, &[letter]).await?);
        let shown = in_window(&file);
        holds(&shown, &[name, complement, "CEP 80010-000", client.trim(), street, "São Paulo/SP"]);
        assert!(!shown.contains("Telefone") && !shown.contains("Curitiba, 18"), "{shown}");
        // The foot of each page, beside its number.
        for page in ["1", "2"] {
            let whole = at_foot(&file, page);
            assert!(whole.starts_with(&credit) && whole.ends_with("Emitida em 18/11/2026 10:00"), "{whole}");
        }
        let stated = pages(&stated(&w, w.north, &[]).await?).join(" ");
        // Half a line is beside what else is known of the client.
        assert_eq!(stated.matches("Associação").count(), 11);
        holds(&stated, &[&format!("Credor: {name}"), "Jardim das Palmeiras", "CEP 80010-000"]);
        Ok(())
    })
    .await
}

/// What stands 20 to 100 mm from the left and 45 to 90 mm from the top, at 72 dots per inch.
fn in_window(file: &File) -> String {
    cut(file, &["-l", "1", "-x", "57", "-y", "127", "-W", "227", "-H", "128"])
}

/// What stands below the rule, left of the page's number.
fn at_foot(file: &File, page: &str) -> String {
    cut(file, &["-f", page, "-l", page, "-x", "40", "-y", "770", "-W", "430", "-H", "72"])
}

fn cut(file: &File, part: &[&str]) -> String {
    let output = Command::new("pdftotext").args(part).arg(&file.0).arg("-").output().expect("poppler");
    let text = String::from_utf8(output.stdout).expect("text");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn a_letter_is_a_contact_and_its_print_what_was_recorded() -> Result<(), Error> {
    try_out(async |w: World| {
        settle_client(&w).await?;
        let asked = || reach::Asked {
            charges: vec![w.charge],
            channel: Some(Channel::Letter),
            ..reach::Asked::default()
        };
        let form = reach::view(&w.ctx, &w.ana, w.client, None, asked()).await?.form;
        assert!(form.to.contains("São Paulo/SP") && !form.subject.is_empty(), "{form:?}");
        let (subject, key) = (form.subject.clone(), form.key.clone());
        let recorded = reach::record(&w.ctx, &w.ana, form.clone()).await?;
        let found = pages(&letter(&w.ctx, &w.ana, recorded).await?);
        holds(&found[0], &[&subject, "NF-1", "153,90", "Curitiba, 18 de novembro de 2026"]);
        assert!(matches!(letter(&w.ctx, &w.sofia, recorded).await, Err(Error::NotFound)));

        // It counts as today's contact: a second one asks for a reason.
        let again = reach::view(&w.ctx, &w.ana, w.client, None, asked()).await?;
        assert!(matches!(again.held.as_slice(), [Refusal::ContactedToday(_)]), "{:?}", again.held);
        let refused_at = refused(reach::record(&w.ctx, &w.ana, again.form).await);
        assert_eq!(refused_at[0].0, "reason");
        // On another day it is the same letter; voided it is none.
        let later = Ctx { clock: crate::Clock::at(at("2026-11-20 09:00")), ..w.ctx.clone() };
        holds(&pages(&letter(&later, &w.ana, recorded).await?)[0], &["18 de novembro de 2026", "153,90"]);
        assert_eq!(reach::record(&w.ctx, &w.ana, form).await?, recorded, "a form sent twice: {key}");
        let void = domain::reach::AnswerSent {
            contact: recorded.to_string(),
            answer: "not_sent".to_owned(),
            reason: "Sem selo".to_owned(),
            ..Default::default()
        };
        reach::answer(&w.ctx, &w.ana, void).await?;
        assert!(matches!(letter(&w.ctx, &w.ana, recorded).await, Err(Error::NotFound)));

        // Who wants no letters gets none, and nobody writes to an unknown address.
        let mut tx = w.ctx.db.begin().await?;
        on!(tx, c => sqlx::query(BLANK).bind(w.client.0).execute(c).await.map(drop))?;
        tx.commit().await?;
        let view = reach::view(&later, &w.ana, w.client, None, asked()).await?;
        assert_eq!(view.refused, Some(Refusal::NoAddress));
        assert_eq!(refused(reach::record(&later, &w.ana, view.form).await)[0].0, "channel");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_letters_of_a_run_have_the_subject_of_their_template() -> Result<(), Error> {
    try_out(async |w: World| {
        settle_client(&w).await?;
        let all = templates::list(&w.ctx, &w.ana, Some(MessageChannel::Letter)).await?;
        let template = all.into_iter().find(|one| one.situation == Situation::Late11To30).expect("a letter");
        let start = StartBulk {
            template: template.id.to_string(),
            key: new_id().to_string(),
            ..StartBulk::default()
        };
        let ask = BulkAsk { rows: vec![w.charge], ..BulkAsk::default() };
        let run = bulk::start(&w.ctx, &w.ana, &ask, &start).await?;
        bulk::work_off(&w.ctx, run).await?;
        let send = SteerBulk { run: run.to_string(), to: "send".to_owned(), ..SteerBulk::default() };
        bulk::steer(&w.ctx, &w.ana, &send).await?;
        bulk::work_off(&w.ctx, run).await?;
        let found = pages(&letters_of_run(&w.ctx, &w.ana, run).await?);
        assert_eq!(found.len(), 1);
        assert!(!template.subject.contains('{'), "{}", template.subject);
        holds(&found[0], &[&template.subject, "NF-1", "153,90"]);
        Ok(())
    })
    .await
}
