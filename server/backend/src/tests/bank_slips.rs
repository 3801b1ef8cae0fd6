//! The checklist of bank slips after an agreement. Today is Wednesday, 18 November 2026.

use super::{
    agreements::{opened, with_two},
    support::{World, events, for_each_db, world},
};
use crate::{Ctx, Error, agenda, agreements, clients};
use domain::{
    agenda::AgendaQuery,
    agreement::{ConfirmAgreement, UndoAgreement},
    client::ClientQuery,
};

/// What is still to be done with the client, in the words of the tasks.
async fn tasks(w: &World) -> Result<Vec<String>, Error> {
    let query = ClientQuery { client: w.client, whole_history: false, appointment: None };
    let page = clients::view(&w.ctx, &w.ana, query).await?;
    Ok(page.appointments.into_iter().map(|task| task.notes).collect())
}

#[tokio::test]
async fn replaced_slips_are_to_be_cancelled_and_new_ones_to_be_issued() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let before = tasks(&w).await?;
        // Nothing is known of a bank slip of the source; one of two instalments gets one.
        let form = with_two(opened(&w, w.charge).await?.form, ["76,95", "76,95"]);
        let form = ConfirmAgreement { methods: vec!["pix".to_owned(), "bank_slip".to_owned()], ..form };
        let first = agreements::confirm(&w.ctx, &w.ana, form.clone()).await?;
        agreements::confirm(&w.ctx, &w.ana, form).await?;
        let mut expected = before;
        expected.push("Acordo nº 1: emitir e enviar os boletos novos (parcelas 2/2).".to_owned());
        assert_eq!(sorted(tasks(&w).await?), sorted(expected.clone()), "once, though sent twice");

        let slip = agreements::view(&w.ctx, &w.ana, first.agreement).await?.instalments[1].charge;
        let form = with_two(opened(&w, slip).await?.form, ["40,00", "36,95"]);
        agreements::confirm(&w.ctx, &w.ana, form).await?;
        expected.push(
            "Acordo nº 2: pedir ao banco o cancelamento dos boletos substituídos, se houve remessa: AC-1 2/2."
                .to_owned(),
        );
        assert_eq!(sorted(tasks(&w).await?), sorted(expected));

        let agenda = agenda::view(&w.ctx, &w.ana, AgendaQuery::default()).await?;
        let today: Vec<&str> = agenda.due_today.rows.iter().map(|row| row.notes.as_str()).collect();
        assert_eq!(today.iter().filter(|notes| notes.starts_with("Acordo nº")).count(), 2, "{today:?}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn with_an_agreement_what_is_left_of_its_checklist_ends() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let before = tasks(&w).await?;
        let form = with_two(opened(&w, w.charge).await?.form, ["76,95", "76,95"]);
        let form = ConfirmAgreement { methods: vec!["bank_slip".to_owned(); 2], ..form };
        let agreement = agreements::confirm(&w.ctx, &w.ana, form).await?.agreement;
        assert_eq!(tasks(&w).await?.len(), before.len() + 1);
        let cmd = UndoAgreement { agreement: agreement.to_string(), reason: "Engano".to_owned() };
        agreements::undo(&w.ctx, &w.marta, cmd).await?;
        assert_eq!(tasks(&w).await?, before);
        assert_eq!(events(&w.ctx, "appointment_cancelled").await?, 1);
        Ok(())
    })
    .await
}

fn sorted(mut texts: Vec<String>) -> Vec<String> {
    texts.sort();
    texts
}
