//! Settling and taking back, on every database that there is. Today is Wednesday, 18 November 2026.

use super::support::{World, add_charge, events, for_each_db, refused, set_policy, world};
use crate::{Actor, Ctx, Error, charges, ctx::new_id, delinquency, settlement};
use domain::{
    Error as Rule, Money,
    charge::{ChargeStatus, ChargeView, SaveCharge},
    delinquency::DelinquencyQuery,
    id::ChargeId,
    settlement::{ReversePayment, SettleCharges},
};

fn form(w: &World, charges: &[ChargeId], amount: &str) -> SettleCharges {
    SettleCharges {
        client: w.client.to_string(),
        key: new_id().to_string(),
        charges: charges.iter().map(ToString::to_string).collect(),
        date: "2026-11-18".to_owned(),
        method: "pix".to_owned(),
        amount: amount.to_owned(),
        ..SettleCharges::default()
    }
}

async fn page(w: &World, charge: ChargeId) -> Result<ChargeView, Error> {
    charges::view(&w.ctx, &w.marta, charge).await
}

fn owed(view: &ChargeView) -> i64 {
    view.derivation.as_ref().expect("no index is missing").owed.total.centavos()
}

async fn listed(w: &World) -> Result<(i64, i64), Error> {
    let page = delinquency::list(&w.ctx, &w.ana, DelinquencyQuery::default()).await?;
    Ok((page.total.centavos(), page.updated.centavos()))
}

#[tokio::test]
async fn late_charges_come_first_are_not_asked_twice_and_a_reversal_restores_every_centavo()
-> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let before = page(&w, w.charge).await?;
        // 150,00, 2 % and 18 days of 1 % a month.
        assert_eq!((owed(&before), listed(&w).await?), (15_390, (15_000, 15_390)));

        // Only fine and interest are paid: the principal is what it was, and nothing of them is asked again.
        let paid = settlement::settle(&w.ctx, &w.ana, form(&w, &[w.charge], "3,90")).await?;
        let fees = page(&w, w.charge).await?;
        assert_eq!((owed(&fees), fees.balance.centavos(), fees.status), (15_000, 15_000, ChargeStatus::Open));
        assert_eq!(listed(&w).await?, (15_000, 15_000), "the list says the same");
        let client = crate::clients::view(
            &w.ctx,
            &w.ana,
            domain::client::ClientQuery { client: w.client, whole_history: false, appointment: None },
        )
        .await?;
        assert_eq!(client.bar.owed.centavos(), 15_000, "and so does the client's page");
        let all = charges::list(&w.ctx, &w.ana, domain::charge::ChargesQuery::default()).await?;
        assert_eq!((all.totals.paid.centavos(), all.totals.updated.centavos()), (390, 20_000));

        // A part, and then the rest; more than that is refused with the figure.
        settlement::settle(&w.ctx, &w.bruno, form(&w, &[w.charge], "50,00")).await?;
        let too_much = settlement::settle(&w.ctx, &w.ana, form(&w, &[w.charge], "100,01")).await;
        let owed_now = Money::from_centavos(10_000);
        assert_eq!(refused(too_much), [("amount".to_owned(), Rule::MoreThanOwed { owed: owed_now })]);
        settlement::settle(&w.ctx, &w.ana, form(&w, &[w.charge], "100,00")).await?;
        let settled = page(&w, w.charge).await?;
        assert_eq!((settled.status, owed(&settled), settled.payments.len()), (ChargeStatus::Settled, 0, 3));
        assert_eq!(listed(&w).await?, (0, 0));

        // All of it is taken back, the last first.
        for line in settled.payments.iter().rev() {
            let cmd = ReversePayment { payment: line.id.to_string(), reason: "Devolvido".to_owned() };
            assert!(matches!(settlement::reverse(&w.ctx, &w.ana, cmd.clone()).await, Err(Error::Forbidden)));
            settlement::reverse(&w.ctx, &w.marta, cmd.clone()).await?;
            settlement::reverse(&w.ctx, &w.marta, cmd).await?;
        }
        let after = page(&w, w.charge).await?;
        assert_eq!((after.balance, after.status, owed(&after)), (before.balance, before.status, 15_390));
        assert_eq!(after.derivation, before.derivation);
        assert_eq!(listed(&w).await?, (15_000, 15_390));
        assert_eq!(after.payments.iter().filter(|line| line.reversed.is_some()).count(), 3);
        assert!(paid.payment == after.payments[0].id && events(&w.ctx, "payment_reversed").await? == 3);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_form_opens_with_what_was_chosen_or_with_all_that_is_overdue_of_one_company() -> Result<(), Error>
{
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let seed =
            async |client, charges: &[ChargeId]| settlement::seed(&w.ctx, &w.ana, client, charges).await;
        let overdue = seed(Some(w.client), &[]).await?;
        assert_eq!((overdue.charges, overdue.date), (vec![w.charge.to_string()], "2026-11-18".to_owned()));
        let later = add_charge(&w.ctx, w.north, w.client, "NF-8", "2026-12-30", 10_000).await?;
        let chosen = seed(None, &[later]).await?;
        assert_eq!((chosen.client, chosen.charges), (w.client.to_string(), vec![later.to_string()]));
        assert!(matches!(seed(None, &[]).await, Err(Error::NotFound)));
        let hidden = settlement::seed(&w.ctx, &w.sofia, None, &[w.charge]).await;
        assert!(matches!(hidden, Err(Error::NotFound)));

        // Of another client's charge the form says so, and what is asked for follows the waiver.
        let other = add_charge(&w.ctx, w.north, w.shared, "NF-9", "2026-11-02", 10_000).await?;
        let both = settlement::view(&w.ctx, &w.ana, form(&w, &[w.charge, other], "1,00")).await?;
        assert_eq!(both.errors, [Rule::SeveralClients.on("charges")]);
        let waived = SettleCharges { waive_fine: "on".to_owned(), ..form(&w, &[w.charge], "") };
        let waived = settlement::view(&w.ctx, &w.marta, waived).await?;
        assert_eq!((waived.chosen.total.centavos(), waived.asked.centavos()), (15_390, 15_090));

        // What is asked for on an earlier day opens to how it came about on it, also when the charge was changed since.
        let on_the_tenth = async || {
            let form = SettleCharges { date: "2026-11-10".to_owned(), ..form(&w, &[w.charge], "") };
            let shown = settlement::view(&w.ctx, &w.ana, form).await?;
            let opened = charges::view_on(&w.ctx, &w.ana, w.charge, Some(shown.on)).await?;
            Ok::<_, Error>((shown.chosen.total.centavos(), owed(&opened)))
        };
        // 150,00, 2 % and ten days of 1 % a month; then 140,00.
        assert_eq!(on_the_tenth().await?, (15_350, 15_350));
        let changed = SaveCharge { amount: "140,00".to_owned(), ..page(&w, w.charge).await?.form };
        charges::save(&w.ctx, &w.marta, changed).await?;
        assert_eq!(on_the_tenth().await?, (14_327, 14_327));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_another_clock_recorded_ahead_of_ours_can_be_taken_back() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let mut w = world(ctx).await?;
        let ahead = Ctx { clock: crate::Clock::at(super::support::at("2026-11-18 10:05")), ..w.ctx.clone() };
        let behind = std::mem::replace(&mut w.ctx, ahead);
        let paid = settlement::settle(&w.ctx, &w.ana, form(&w, &[w.charge], "50,00")).await?;
        w.ctx = behind;
        let cmd = ReversePayment { payment: paid.payment.to_string(), reason: "Devolvido".to_owned() };
        settlement::reverse(&w.ctx, &w.marta, cmd).await?;
        assert_eq!(owed(&page(&w, w.charge).await?), 15_390);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn several_charges_are_settled_together_the_oldest_first() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let second = add_charge(&w.ctx, w.north, w.client, "NF-3", "2026-11-03", 10_000).await?;
        let chosen = [second, w.charge];
        let shown = settlement::view(&w.ctx, &w.ana, form(&w, &chosen, "200,00")).await?;
        assert!(shown.errors.is_empty() && shown.lines.len() == 3, "{:?}", shown.errors);
        // 153,90 of the first; 100,00 with 2,00 and 15 days of the second.
        assert_eq!(shown.chosen.total.centavos(), 15_390 + 10_250);
        let preview = shown.preview.expect("it can be laid out");
        let parts: Vec<_> =
            preview.allocations.iter().map(|to| (to.charge, to.received().centavos())).collect();
        assert_eq!(parts, [(w.charge, 15_390), (second, 4_610)]);
        let cmd = SettleCharges { seen: "256,40".to_owned(), ..form(&w, &chosen, "200,00") };
        let done = settlement::settle(&w.ctx, &w.ana, cmd.clone()).await?;
        let again = settlement::settle(&w.ctx, &w.ana, cmd).await;
        assert!(matches!(again, Ok(again) if again.repeated && again.payment == done.payment), "{again:?}");
        assert_eq!(owed(&page(&w, second).await?), preview.rest.centavos());
        assert_eq!(page(&w, second).await?.payments[0].charges.len(), 2);

        // A page that was opened before learns that something changed, by whom and when.
        let late = SettleCharges { seen: "102,50".to_owned(), ..form(&w, &[second], "10,00") };
        let late = settlement::settle(&w.ctx, &w.bruno, late).await;
        assert!(matches!(&late, Err(Error::Overtaken { by, at: Some(_), .. }) if by == "Ana"), "{late:?}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn waiving_needs_a_permission_and_a_reason_and_sight_is_needed_for_all() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let waived = SettleCharges {
            waive_fine: "on".to_owned(),
            waive_interest: "on".to_owned(),
            ..form(&w, &[w.charge], "150,00")
        };
        let agent = settlement::settle(&w.ctx, &w.ana, waived.clone()).await;
        assert_eq!(refused(agent), [("waive_reason".to_owned(), Rule::NotAllowed)]);
        let without = settlement::settle(&w.ctx, &w.marta, waived.clone()).await;
        assert_eq!(refused(without), [("waive_reason".to_owned(), Rule::Required)]);
        let out_of_sight = settlement::settle(&w.ctx, &w.sofia, form(&w, &[w.charge], "1,00")).await;
        assert!(matches!(out_of_sight, Err(Error::NotFound)));
        let reasoned = SettleCharges { waive_reason: "Cliente antigo".to_owned(), ..waived };
        settlement::settle(&w.ctx, &w.marta, reasoned).await?;
        assert_eq!(page(&w, w.charge).await?.status, ChargeStatus::Settled);

        // Charges of two companies are not settled together.
        let north = add_charge(&w.ctx, w.north, w.shared, "N-1", "2026-11-02", 100).await?;
        let south = add_charge(&w.ctx, w.south, w.shared, "S-1", "2026-11-02", 100).await?;
        let both = SettleCharges { client: w.shared.to_string(), ..form(&w, &[north, south], "1,00") };
        let both = settlement::settle(&w.ctx, &w.marta, both).await;
        assert_eq!(refused(both), [("charges".to_owned(), Rule::SeveralCompanies)]);
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_who_settle_at_once_one_succeeds_and_the_other_learns_who_and_when() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let settle = |actor: &Actor| {
            let (ctx, actor, cmd) = (w.ctx.clone(), actor.clone(), form(&w, &[w.charge], "153,90"));
            tokio::spawn(async move { settlement::settle(&ctx, &actor, cmd).await })
        };
        let (ana, bruno) = (settle(&w.ana), settle(&w.bruno));
        let (ana, bruno) = (ana.await.expect("no panic"), bruno.await.expect("no panic"));
        let (winner, loser) = if ana.is_ok() { ("Ana", bruno) } else { ("Bruno", ana) };
        assert!(matches!(&loser, Err(Error::Overtaken { by, at: Some(_), .. }) if by == winner), "{loser:?}");
        assert_eq!(page(&w, w.charge).await?.payments.len(), 1);
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_form_sent_many_times_at_once_settles_once() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let cmd = form(&w, &[w.charge], "50,00");
        let settle = || {
            let (ctx, actor, cmd) = (w.ctx.clone(), w.ana.clone(), cmd.clone());
            tokio::spawn(async move { settlement::settle(&ctx, &actor, cmd).await })
        };
        let mut done = Vec::new();
        for one in [settle(), settle(), settle(), settle()] {
            done.push(one.await.expect("no panic")?);
        }
        assert_eq!(done.iter().filter(|one| !one.repeated).count(), 1);
        assert_eq!(page(&w, w.charge).await?.balance.centavos(), 15_390 - 5_000);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_missing_month_of_the_index_is_named_and_the_list_still_stands() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        set_policy(&w, |form| form.correction = "ipca".to_owned()).await?;
        let missing = settlement::settle(&w.ctx, &w.ana, form(&w, &[w.charge], "1,00")).await;
        let month = super::support::day("2026-10-01");
        let index = domain::correction::PriceIndex::Ipca;
        assert_eq!(refused(missing), [("date".to_owned(), Rule::IndexMissing { index, month })]);
        assert_eq!(page(&w, w.charge).await?.derivation, Err(Rule::IndexMissing { index, month }));
        assert_eq!(listed(&w).await?, (15_000, 15_000));
        let all = charges::list(&w.ctx, &w.ana, domain::charge::ChargesQuery::default()).await?;
        assert!(all.rows.iter().any(|row| row.updated.is_none()));
        Ok(())
    })
    .await
}
