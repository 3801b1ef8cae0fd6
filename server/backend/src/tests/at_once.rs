//! What happens when two people, or one person twice, do the same at the same moment.

use super::support::{events, for_each_db, lines, no_answer, world};
use crate::{Ctx, Error, contacts};
use domain::{
    Error as Rule,
    contact::{TodayContact, VoidContact},
};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_form_sent_many_times_at_once_records_once() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let form = no_answer(w.client);
        let save = || {
            let (ctx, actor, form) = (w.ctx.clone(), w.ana.clone(), form.clone());
            tokio::spawn(async move { contacts::record(&ctx, &actor, form).await })
        };
        let mut recorded = Vec::new();
        for saving in [save(), save(), save(), save()] {
            recorded.push(saving.await.expect("no panic")?);
        }
        assert_eq!(recorded.iter().filter(|recorded| !recorded.repeated).count(), 1);
        assert!(recorded.iter().all(|other| other.contact == recorded[0].contact));
        assert_eq!(lines(&w.ctx, w.client).await?, 1);
        assert_eq!(events(&w.ctx, "contact_recorded").await?, 1);
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_agents_who_save_at_once_one_records_and_the_other_is_told() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let save = |actor: &crate::Actor| {
            let (ctx, actor, form) = (w.ctx.clone(), actor.clone(), no_answer(w.client));
            tokio::spawn(async move { contacts::record(&ctx, &actor, form).await })
        };
        let (ana, bruno) = (save(&w.ana), save(&w.bruno));
        let (ana, bruno) = (ana.await.expect("no panic"), bruno.await.expect("no panic"));
        let (winner, loser) = if ana.is_ok() { ("Ana", bruno) } else { ("Bruno", ana) };
        match loser {
            Err(Error::Invalid(errors)) => match &errors[..] {
                [error] => match &error.error {
                    Rule::ContactedToday(TodayContact { details: Some(details), .. }) => {
                        assert_eq!(details.user, winner);
                    }
                    other => panic!("{other:?}"),
                },
                other => panic!("{other:?}"),
            },
            other => panic!("both recorded, or neither: {other:?}"),
        }
        assert_eq!(lines(&w.ctx, w.client).await?, 1);
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_who_void_at_once_the_second_learns_who_was_first() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let contact = contacts::record(&w.ctx, &w.ana, no_answer(w.client)).await?.contact;
        let void = |actor: &crate::Actor| {
            let (ctx, actor) = (w.ctx.clone(), actor.clone());
            let cmd = VoidContact { contact: contact.to_string(), reason: "Engano".to_owned() };
            tokio::spawn(async move { contacts::void(&ctx, &actor, cmd).await })
        };
        let (ana, bruno) = (void(&w.ana), void(&w.bruno));
        let (ana, bruno) = (ana.await.expect("no panic"), bruno.await.expect("no panic"));
        let (winner, loser) = if ana.is_ok() { ("Ana", bruno) } else { ("Bruno", ana) };
        assert!(matches!(&loser, Err(Error::Changed { by }) if by == winner), "{loser:?}");
        assert_eq!(events(&w.ctx, "contact_voided").await?, 1);
        Ok(())
    })
    .await
}
