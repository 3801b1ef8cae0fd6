//! Agreements, on every database that there is. Today is Wednesday, 18 November 2026.

use super::support::{World, add_charge, at, events, for_each_db, refused, world};
use crate::{Actor, Clock, Ctx, Error, agreements, charges, ctx::new_id, delinquency, settlement};
use domain::{
    Error as Rule,
    agreement::{
        AgreementSeed, AgreementsQuery, BreakAgreement, Change, ConfirmAgreement, DivideAgreement, Health,
        HealthFilter, UndoAgreement,
    },
    charge::{ChargeStatus, ChargesQuery},
    delinquency::DelinquencyQuery,
    id::{AgreementId, ChargeId},
    settlement::{PaymentLine, ReversePayment, SettleCharges},
};

async fn seed(w: &World, form: ConfirmAgreement, division: DivideAgreement) -> Result<AgreementSeed, Error> {
    agreements::seed(&w.ctx, &w.ana, form, division).await
}

/// The page for one charge, with nothing typed yet.
pub(crate) async fn opened(w: &World, charge: ChargeId) -> Result<AgreementSeed, Error> {
    let form = ConfirmAgreement {
        client: w.client.to_string(),
        charges: vec![charge.to_string()],
        ..ConfirmAgreement::default()
    };
    seed(w, form, DivideAgreement::default()).await
}

/// Two instalments in a month and in two.
pub(crate) fn with_two(form: ConfirmAgreement, amounts: [&str; 2]) -> ConfirmAgreement {
    ConfirmAgreement {
        methods: vec!["pix".to_owned(); 2],
        dues: vec!["2026-12-18".to_owned(), "2027-01-18".to_owned()],
        amounts: amounts.map(str::to_owned).to_vec(),
        ..form
    }
}

/// Closes an agreement over the overdue charge, 153,90, in two halves.
async fn closed(w: &World) -> Result<AgreementId, Error> {
    let form = with_two(opened(w, w.charge).await?.form, ["76,95", "76,95"]);
    Ok(agreements::confirm(&w.ctx, &w.ana, form).await?.agreement)
}

fn settling(w: &World, charge: ChargeId, amount: &str, on: &str) -> SettleCharges {
    SettleCharges {
        client: w.client.to_string(),
        key: new_id().to_string(),
        charges: vec![charge.to_string()],
        date: on.to_owned(),
        method: "pix".to_owned(),
        amount: amount.to_owned(),
        ..SettleCharges::default()
    }
}

/// What all open charges come to.
async fn open_total(w: &World, ctx: &Ctx) -> Result<(i64, i64), Error> {
    let totals = charges::list(ctx, &w.marta, ChargesQuery::default()).await?.totals;
    Ok((totals.balance.centavos(), totals.updated.centavos()))
}

#[tokio::test]
async fn the_worked_case_closes_by_a_surcharge_and_by_a_discount_below_zero() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        for (document, adjust) in [("A", ("", "26,48")), ("B", ("-26,48", ""))] {
            let charge = add_charge(&w.ctx, w.north, w.client, document, "2026-11-30", 37_352).await?;
            let form = with_two(opened(&w, charge).await?.form, ["200,00", "200,00"]);
            let shown = seed(&w, form.clone(), DivideAgreement::default()).await?;
            assert_eq!((shown.difference.centavos(), shown.errors.len()), (2_648, 0), "{:?}", shown.errors);
            let refusal = refused(agreements::confirm(&w.ctx, &w.ana, form.clone()).await);
            let difference = shown.difference;
            assert_eq!(refusal, [("instalments".to_owned(), Rule::NotBalanced { difference })]);
            let form =
                ConfirmAgreement { discount: adjust.0.to_owned(), surcharge: adjust.1.to_owned(), ..form };
            let done = agreements::confirm(&w.ctx, &w.ana, form.clone()).await?;
            let again = agreements::confirm(&w.ctx, &w.ana, form).await?;
            assert_eq!((again.agreement, again.repeated, done.repeated), (done.agreement, true, false));
            let source = charges::view(&w.ctx, &w.marta, charge).await?;
            assert_eq!(
                (source.status, source.superseded_by),
                (ChargeStatus::Superseded, Some(done.agreement))
            );
            let view = agreements::view(&w.ctx, &w.ana, done.agreement).await?;
            assert_eq!((view.health, view.agreed.agreed().centavos()), (Health::UpToDate, 40_000));
            assert_eq!(view.instalments.iter().map(|part| part.amount.centavos()).sum::<i64>(), 40_000);
        }
        assert_eq!(events(&w.ctx, "agreement_closed").await?, 2);
        assert_eq!(events(&w.ctx, "charge_superseded").await?, 2);
        let page = crate::clients::view(
            &w.ctx,
            &w.ana,
            domain::client::ClientQuery { client: w.client, whole_history: false, appointment: None },
        )
        .await?;
        assert_eq!(page.history_total, 2);
        assert!(page.history[0].notes.contains("Acordo nº 2 fechado"), "{}", page.history[0].notes);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_page_divides_and_knows_the_cap_of_the_discount() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let fresh = ConfirmAgreement { client: w.client.to_string(), ..ConfirmAgreement::default() };
        let division = DivideAgreement {
            count: "3".to_owned(),
            first: "2026-11-30".to_owned(),
            method: "bank_slip".to_owned(),
            ..DivideAgreement::default()
        };
        let shown = seed(&w, fresh.clone(), division).await?;
        assert_eq!(shown.form.amounts, ["51,30", "51,30", "51,30"]);
        assert_eq!((shown.difference.centavos(), shown.discount_cap.centavos()), (0, 390));
        assert_eq!(shown.lines.iter().filter(|line| line.chosen).count(), 1, "what is overdue");
        let more = ConfirmAgreement { discount: "3,91".to_owned(), ..shown.form };
        let refusal = refused(agreements::confirm(&w.ctx, &w.ana, more.clone()).await);
        assert_eq!(refusal[0].0, "discount");
        let manager = refused(agreements::confirm(&w.ctx, &w.marta, more).await);
        assert_eq!(manager[0], ("reason".to_owned(), Rule::Required));
        assert!(matches!(
            agreements::seed(&w.ctx, &w.sofia, fresh, DivideAgreement::default()).await,
            Err(Error::NotFound)
        ));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_changed_since_the_page_was_opened_is_named_and_nothing_is_stored() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let form = with_two(opened(&w, w.charge).await?.form, ["76,95", "76,95"]);
        settlement::settle(&w.ctx, &w.bruno, settling(&w, w.charge, "10,00", "2026-11-18")).await?;
        match agreements::confirm(&w.ctx, &w.ana, form.clone()).await {
            Err(Error::Overtaken { by, changes, .. }) => {
                assert_eq!(by, "Bruno");
                assert!(
                    matches!(&changes[..], [Change::Owed { document, now, .. }]
                    if document == "NF-1" && now.centavos() == 14_390),
                    "{changes:?}"
                );
            }
            other => panic!("{other:?}"),
        }
        let tomorrow = Ctx { clock: Clock::at(at("2026-11-19 09:00")), ..w.ctx.clone() };
        match agreements::confirm(&tomorrow, &w.ana, form).await {
            Err(Error::Overtaken { changes, .. }) => assert!(matches!(changes[0], Change::NewDay { .. })),
            other => panic!("{other:?}"),
        }
        assert_eq!(agreements::list(&w.ctx, &w.ana, AgreementsQuery::default()).await?.count, 0);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn undoing_restores_exactly_and_is_refused_after_a_payment() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let before = (charges::view(&w.ctx, &w.marta, w.charge).await?, open_total(&w, &w.ctx).await?);
        let id = closed(&w).await?;
        assert_eq!(open_total(&w, &w.ctx).await?, (15_390 + 5_000, 15_390 + 5_000), "the sum is conserved");
        let list = delinquency::list(&w.ctx, &w.ana, DelinquencyQuery::default()).await?;
        assert_eq!(list.clients, 0, "nothing is overdue any more");
        let undo = UndoAgreement { agreement: id.to_string(), reason: "Engano".to_owned() };
        assert!(matches!(agreements::undo(&w.ctx, &w.ana, undo.clone()).await, Err(Error::Forbidden)));
        agreements::undo(&w.ctx, &w.marta, undo.clone()).await?;
        agreements::undo(&w.ctx, &w.marta, undo).await?;
        let after = charges::view(&w.ctx, &w.marta, w.charge).await?;
        assert_eq!((after.status, after.balance), (before.0.status, before.0.balance));
        assert_eq!(after.derivation, before.0.derivation);
        assert_eq!(open_total(&w, &w.ctx).await?, before.1);
        let view = agreements::view(&w.ctx, &w.marta, id).await?;
        assert_eq!((view.health, view.may_undo, view.breaking), (Health::Undone, false, None));

        let id = closed(&w).await?;
        let first = agreements::view(&w.ctx, &w.marta, id).await?.instalments[0].charge;
        settlement::settle(&w.ctx, &w.ana, settling(&w, first, "1,00", "2026-11-18")).await?;
        let undo = UndoAgreement { agreement: id.to_string(), reason: "Engano".to_owned() };
        let refusal = refused(agreements::undo(&w.ctx, &w.marta, undo).await);
        assert_eq!(refusal, [("agreement".to_owned(), Rule::InstalmentPaid)]);
        Ok(())
    })
    .await
}

/// To which charges payments went.
fn parts(payments: &[PaymentLine]) -> Vec<(ChargeId, i64)> {
    let parts = payments.iter().flat_map(|payment| &payment.charges);
    parts.map(|(charge, _, amount)| (*charge, amount.centavos())).collect()
}

#[tokio::test]
async fn a_missed_agreement_is_proposed_to_be_broken_and_its_payments_go_to_the_sources() -> Result<(), Error>
{
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let id = closed(&w).await?;
        let first = agreements::view(&w.ctx, &w.marta, id).await?.instalments[0].charge;
        settlement::settle(&w.ctx, &w.ana, settling(&w, first, "50,00", "2026-11-18")).await?;

        let later = Ctx { clock: Clock::at(at("2027-02-01 10:00")), ..w.ctx.clone() };
        let view = agreements::view(&later, &w.marta, id).await?;
        assert!(matches!(view.health, Health::Missed { count: 2, .. }) && view.break_proposed);
        let late = AgreementsQuery { health: Some(HealthFilter::Late), ..AgreementsQuery::default() };
        let page = agreements::list(&later, &w.ana, late).await?;
        assert_eq!((page.count, page.received.centavos(), page.rows[0].instalments), (1, 5_000, (0, 2)));
        let breaking = view.breaking.expect("it can be broken");
        assert_eq!(breaking.received.centavos(), 5_000);
        let after = breaking.after.iter().map(|(_, derivation)| derivation.owed.total).sum::<domain::Money>();
        // 153,90 - 50,00 of principal from that day, and 75 days of 1 % a month on it.
        assert_eq!(after.centavos(), 10_390 + 260);
        let cmd = |seen: &str| BreakAgreement {
            agreement: id.to_string(),
            reason: "Duas parcelas vencidas".to_owned(),
            seen: seen.to_owned(),
        };
        let stale = agreements::break_up(&later, &w.marta, cmd("1,00")).await;
        assert!(matches!(stale, Err(Error::Overtaken { .. })), "{stale:?}");
        agreements::break_up(&later, &w.marta, cmd(&after.plain())).await?;
        agreements::break_up(&later, &w.marta, cmd(&after.plain())).await?;
        let source = charges::view(&later, &w.marta, w.charge).await?;
        assert_eq!((source.status, source.superseded_by), (ChargeStatus::Open, None));
        assert_eq!(source.derivation.expect("no index").owed.total, after);
        assert_eq!(parts(&source.payments), [(w.charge, 5_000)], "once, however often it moved");
        let paid = ChargesQuery {
            paid: Some(domain::period::Preset::Custom),
            paid_from: "2026-11-18".to_owned(),
            paid_until: "2026-11-18".to_owned(),
            ..ChargesQuery::default()
        };
        let paid = charges::list(&later, &w.marta, paid).await?;
        assert_eq!(paid.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [w.charge], "not the instalment");
        assert_eq!(charges::view(&later, &w.marta, first).await?.status, ChargeStatus::Cancelled);
        let view = agreements::view(&later, &w.marta, id).await?;
        assert_eq!(view.health, Health::Broken);
        assert_eq!(parts(&view.payments), [(w.charge, 5_000)]);
        let explained = view.explained[0].as_ref().expect("the rules are the same");
        assert_eq!(explained.owed, view.agreed.sources[0].owed, "as it was owed on the day of the agreement");
        assert_eq!(events(&w.ctx, "agreement_broken").await?, 1);
        let (payment, reason) = (view.payments[0].id.to_string(), "Cheque devolvido".to_owned());
        settlement::reverse(&later, &w.marta, ReversePayment { payment, reason }).await?;
        for charge in [w.charge, first] {
            let payments = charges::view(&later, &w.marta, charge).await?.payments;
            assert!(payments[0].reversed.is_some());
            assert_eq!(parts(&payments), [(w.charge, 5_000)], "where it was when it was taken back");
        }
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_who_agree_at_once_one_closes_and_the_other_learns_it() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let form = with_two(opened(&w, w.charge).await?.form, ["76,95", "76,95"]);
        let confirm = |actor: &Actor| {
            let form = ConfirmAgreement { key: new_id().to_string(), ..form.clone() };
            let (ctx, actor) = (w.ctx.clone(), actor.clone());
            tokio::spawn(async move { agreements::confirm(&ctx, &actor, form).await })
        };
        let (ana, bruno) = (confirm(&w.ana), confirm(&w.bruno));
        let (ana, bruno) = (ana.await.expect("no panic"), bruno.await.expect("no panic"));
        let (winner, loser) = if ana.is_ok() { ("Ana", bruno) } else { ("Bruno", ana) };
        assert!(
            matches!(&loser, Err(Error::Overtaken { by, changes, .. })
            if by == winner && matches!(changes[..], [Change::Gone { .. }])),
            "{loser:?}"
        );
        assert_eq!(agreements::list(&w.ctx, &w.ana, AgreementsQuery::default()).await?.count, 1);
        assert_eq!(open_total(&w, &w.ctx).await?.0, 15_390 + 5_000);
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_settling_and_agreeing_at_once_one_succeeds() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let form = with_two(opened(&w, w.charge).await?.form, ["76,95", "76,95"]);
        let (ctx, actor) = (w.ctx.clone(), w.ana.clone());
        let agree = tokio::spawn(async move { agreements::confirm(&ctx, &actor, form).await });
        let (ctx, actor) = (w.ctx.clone(), w.bruno.clone());
        let cmd = settling(&w, w.charge, "153,90", "2026-11-18");
        let settle = tokio::spawn(async move { settlement::settle(&ctx, &actor, cmd).await });
        let (agreed, settled) = (agree.await.expect("no panic"), settle.await.expect("no panic"));
        match (&agreed, &settled) {
            (Ok(_), Err(Error::Overtaken { by, .. })) => assert_eq!(by, "Ana"),
            (Err(Error::Overtaken { by, .. }), Ok(_)) => assert_eq!(by, "Bruno"),
            other => panic!("both or neither: {other:?}"),
        }
        let status = charges::view(&w.ctx, &w.marta, w.charge).await?.status;
        assert_eq!(status, if agreed.is_ok() { ChargeStatus::Superseded } else { ChargeStatus::Settled });
        Ok(())
    })
    .await
}
