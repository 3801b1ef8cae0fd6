//! Promises, on every database that there is. Today is Wednesday, 18 November 2026.

use super::{
    agreements::{opened, with_two},
    support::{World, add_charge, at, events, for_each_db, no_answer, refused, world},
};
use crate::{
    Actor, Clock, Ctx, Error, agenda, agreements, charges, clients, contacts, ctx::new_id, promises,
    settlement,
};
use chrono::TimeDelta;
use domain::{
    Error as Rule,
    agenda::{AgendaQuery, Assignee},
    agreement::UndoAgreement,
    charge::CancelCharge,
    client::ClientQuery,
    contact::RecordContact,
    id::PaymentId,
    promise::{MakePromise, PromiseState},
    settlement::{ReversePayment, SettleCharges},
};

fn promise(w: &World, amount: &str, date: &str) -> MakePromise {
    MakePromise {
        client: w.client.to_string(),
        key: new_id().to_string(),
        amount: amount.to_owned(),
        date: date.to_owned(),
        charges: vec![w.charge.to_string()],
        ..MakePromise::default()
    }
}

async fn settle(w: &World, amount: &str) -> Result<PaymentId, Error> {
    let cmd = SettleCharges {
        client: w.client.to_string(),
        key: new_id().to_string(),
        charges: vec![w.charge.to_string()],
        date: "2026-11-18".to_owned(),
        method: "pix".to_owned(),
        amount: amount.to_owned(),
        ..SettleCharges::default()
    };
    Ok(settlement::settle(&w.ctx, &w.ana, cmd).await?.payment)
}

async fn states(w: &World, ctx: &Ctx) -> Result<Vec<(PromiseState, i64)>, Error> {
    let lines = promises::of_client(ctx, &w.ana, w.client).await?;
    Ok(lines.iter().map(|line| (line.promise.state, line.received.centavos())).collect())
}

/// The promises that lead the agenda.
async fn due(ctx: &Ctx, actor: &Actor) -> Result<Vec<(PromiseState, i64)>, Error> {
    let query = AgendaQuery { assignee: Some(Assignee::Everybody), ..AgendaQuery::default() };
    let promises = agenda::view(ctx, actor, query).await?.promises;
    Ok(promises.iter().map(|promise| (promise.state, promise.amount.centavos())).collect())
}

#[tokio::test]
async fn a_promise_is_kept_at_once_when_all_of_it_is_received() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let cmd = promise(&w, "50,00", "2026-11-20");
        let made = promises::make(&w.ctx, &w.ana, cmd.clone()).await?;
        let again = promises::make(&w.ctx, &w.ana, cmd).await?;
        assert_eq!((again.promise, again.repeated), (made.promise, true));
        settle(&w, "20,00").await?;
        assert_eq!(states(&w, &w.ctx).await?, [(PromiseState::Open, 2_000)]);
        settle(&w, "30,00").await?;
        assert_eq!(states(&w, &w.ctx).await?, [(PromiseState::Kept, 5_000)]);
        assert_eq!((promises::decide(&w.ctx).await?.0, events(&w.ctx, "promise_kept").await?), (0, 1));
        // Nobody is held to more than what is owed.
        let more = promises::make(&w.ctx, &w.ana, promise(&w, "9.999,00", "2026-11-20")).await?;
        let lines = promises::of_client(&w.ctx, &w.ana, w.client).await?;
        let line = lines.iter().find(|line| line.promise.id == more.promise).expect("it was made");
        // 103,90 are open, and two more days of interest on them.
        assert_eq!((line.promise.amount.centavos(), line.promise.said.centavos()), (10_397, 999_900));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_was_paid_before_a_promise_on_its_day_does_not_keep_it() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        settle(&w, "53,90").await?;
        let later = Ctx { clock: Clock::at(w.ctx.clock.now() + TimeDelta::minutes(5)), ..w.ctx.clone() };
        promises::make(&later, &w.ana, promise(&w, "50,00", "2026-11-20")).await?;
        assert_eq!(promises::decide(&later).await?.0, 0);
        assert_eq!(states(&w, &later).await?, [(PromiseState::Open, 0)]);
        let w = World { ctx: later, ..w };
        let payment = settle(&w, "20,00").await?;
        assert_eq!(states(&w, &w.ctx).await?, [(PromiseState::Open, 2_000)]);
        let reverse = ReversePayment { payment: payment.to_string(), reason: "Devolvido".to_owned() };
        settlement::reverse(&w.ctx, &w.marta, reverse).await?;
        assert_eq!(states(&w, &w.ctx).await?, [(PromiseState::Open, 0)]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_daily_run_decides_once_and_what_is_broken_leads_the_agenda() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let first = promises::make(&w.ctx, &w.ana, promise(&w, "50,00", "2026-11-19")).await?.promise;
        let later = MakePromise { replaces: first.to_string(), ..promise(&w, "60,00", "2026-11-20") };
        promises::make(&w.ctx, &w.bruno, later.clone()).await?;
        let again = MakePromise { key: new_id().to_string(), ..later };
        let again = promises::make(&w.ctx, &w.ana, again).await;
        assert!(matches!(&again, Err(Error::Overtaken { by, .. }) if by == "Bruno"), "{again:?}");
        assert_eq!(states(&w, &w.ctx).await?, [(PromiseState::Superseded, 0), (PromiseState::Open, 0)]);
        let on = |text| Ctx { clock: Clock::at(at(text)), ..w.ctx.clone() };
        let friday = on("2026-11-20 09:00");
        assert!(due(&w.ctx, &w.ana).await?.is_empty());
        assert_eq!(due(&friday, &w.ana).await?, [(PromiseState::Open, 6_000)]);
        assert!(due(&friday, &w.sofia).await?.is_empty());

        // Two days of grace: decided on the 23rd and not before, and only once.
        assert_eq!(promises::decide(&on("2026-11-22 08:00")).await?.0, 0);
        let monday = on("2026-11-23 08:00");
        assert_eq!((promises::decide(&monday).await?.0, promises::decide(&monday).await?.0), (1, 0));
        assert_eq!(states(&w, &monday).await?[1], (PromiseState::Broken, 0));
        assert_eq!(due(&monday, &w.ana).await?, [(PromiseState::Broken, 6_000)]);
        promises::make(&monday, &w.ana, promise(&w, "10,00", "2026-11-30")).await?;
        assert!(due(&monday, &w.ana).await?.is_empty());

        let past = promises::make(&monday, &w.ana, promise(&w, "1,00", "2026-11-20")).await;
        assert_eq!(refused(past), [("date".to_owned(), Rule::InThePast)]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_contact_that_ends_in_a_promise_names_amount_and_day() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let form = RecordContact {
            sub_outcome: "promised_to_pay".to_owned(),
            reason: "financial_problem".to_owned(),
            charges: vec![w.charge.to_string()],
            outcome: "effective".to_owned(),
            ..no_answer(w.client)
        };
        let vague = contacts::record(&w.ctx, &w.ana, form.clone()).await;
        let required = |field: &str| (field.to_owned(), Rule::Required);
        assert_eq!(refused(vague), [required("promise_amount"), required("promise_date")]);

        let exact = |form: RecordContact| RecordContact {
            promise_amount: "40,00".to_owned(),
            promise_date: "2026-11-20".to_owned(),
            ..form
        };
        let recorded = contacts::record(&w.ctx, &w.ana, exact(form.clone())).await?;
        // The same form once more, by a double click.
        assert!(contacts::record(&w.ctx, &w.ana, exact(form)).await?.repeated);
        let made = promises::of_client(&w.ctx, &w.ana, w.client).await?;
        assert_eq!((made.len(), made[0].promise.amount.centavos()), (1, 4_000));
        assert_eq!(made[0].promise.charges, [w.charge]);
        let query = ClientQuery { client: w.client, whole_history: false, appointment: None };
        let bar = clients::view(&w.ctx, &w.ana, query).await?.bar;
        assert_eq!(bar.promises.len(), 1);
        assert_eq!(bar.promises[0].id, made[0].promise.id);
        assert_eq!(recorded.next, None);

        // Another promise in its place: the old one stays, and does not count.
        let later = RecordContact {
            sub_outcome: "promised_to_pay".to_owned(),
            reason: "financial_problem".to_owned(),
            guard_reason: "Ligou de volta".to_owned(),
            promise_replaces: made[0].promise.id.to_string(),
            outcome: "effective".to_owned(),
            ..exact(no_answer(w.client))
        };
        contacts::record(&w.ctx, &w.bruno, later).await?;
        assert_eq!(states(&w, &w.ctx).await?, [(PromiseState::Superseded, 0), (PromiseState::Open, 0)]);
        Ok(())
    })
    .await
}

/// How many promises the client bar shows.
async fn in_bar(w: &World, ctx: &Ctx) -> Result<usize, Error> {
    let query = ClientQuery { client: w.client, whole_history: false, appointment: None };
    Ok(clients::view(ctx, &w.ana, query).await?.bar.promises.len())
}

#[tokio::test]
async fn a_broken_promise_calls_until_a_contact_after_it_was_decided() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        promises::make(&w.ctx, &w.ana, promise(&w, "60,00", "2026-11-20")).await?;
        let on = |text| Ctx { clock: Clock::at(at(text)), ..w.ctx.clone() };
        let contact = |date: &str, time: &str| RecordContact {
            date: date.to_owned(),
            time: time.to_owned(),
            ..no_answer(w.client)
        };
        // In the evening before, which in UTC is the day itself.
        let form = contact("2026-11-22", "22:00");
        contacts::record(&on("2026-11-22 22:00"), &w.ana, form).await?;
        let monday = on("2026-11-23 08:00");
        assert_eq!(promises::decide(&monday).await?.0, 1);
        assert_eq!(due(&monday, &w.ana).await?, [(PromiseState::Broken, 6_000)]);
        assert_eq!(in_bar(&w, &monday).await?, 1);
        let of_bruno = AgendaQuery { assignee: Some(Assignee::User(w.bruno.user)), ..AgendaQuery::default() };
        assert!(agenda::view(&monday, &w.ana, of_bruno).await?.promises.is_empty());
        let of_south = AgendaQuery {
            assignee: Some(Assignee::Everybody),
            company: Some(w.south),
            ..AgendaQuery::default()
        };
        assert!(agenda::view(&monday, &w.ana, of_south).await?.promises.is_empty());

        contacts::record(&monday, &w.bruno, contact("2026-11-23", "08:00")).await?;
        assert!(due(&monday, &w.ana).await?.is_empty());
        assert_eq!(in_bar(&w, &monday).await?, 0);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_broken_promise_calls_no_more_when_nothing_of_it_is_open() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        promises::make(&w.ctx, &w.ana, promise(&w, "60,00", "2026-11-20")).await?;
        let monday = Ctx { clock: Clock::at(at("2026-11-23 08:00")), ..w.ctx.clone() };
        assert_eq!((promises::decide(&monday).await?.0, in_bar(&w, &monday).await?), (1, 1));
        settle(&w, "153,90").await?;
        assert!(due(&monday, &w.ana).await?.is_empty());
        assert_eq!(in_bar(&w, &monday).await?, 0);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn two_promises_do_not_promise_the_same_money() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let amounts = async || {
            let lines = promises::of_client(&w.ctx, &w.ana, w.client).await?;
            let open = lines.iter().filter(|line| line.promise.state == PromiseState::Open);
            Ok::<_, Error>(open.map(|line| line.promise.amount.centavos()).collect::<Vec<_>>())
        };
        // 154,00 are owed on that day.
        let first = promises::make(&w.ctx, &w.ana, promise(&w, "9.999,00", "2026-11-20")).await?.promise;
        let by_contact = RecordContact {
            sub_outcome: "promised_to_pay".to_owned(),
            reason: "financial_problem".to_owned(),
            charges: vec![w.charge.to_string()],
            outcome: "effective".to_owned(),
            promise_amount: "40,00".to_owned(),
            promise_date: "2026-11-20".to_owned(),
            ..no_answer(w.client)
        };
        let nothing_left = contacts::record(&w.ctx, &w.ana, by_contact).await;
        assert_eq!(refused(nothing_left), [("promise_replaces".to_owned(), Rule::Required)]);
        // The only one there is: it can only be meant to be replaced.
        promises::make(&w.ctx, &w.ana, promise(&w, "100,00", "2026-11-20")).await?;
        assert_eq!(amounts().await?, [10_000]);
        let lines = promises::of_client(&w.ctx, &w.ana, w.client).await?;
        let old = lines.iter().find(|line| line.promise.id == first).expect("it stays");
        assert_eq!((old.promise.state, old.replaced_by.is_some()), (PromiseState::Superseded, true));
        // What the other one has received it expects no more.
        settle(&w, "20,00").await?;
        promises::make(&w.ctx, &w.ana, promise(&w, "100,00", "2026-11-20")).await?;
        assert_eq!(amounts().await?.iter().sum::<i64>(), 15_399);
        let third = promises::make(&w.ctx, &w.ana, promise(&w, "1,00", "2026-11-20")).await;
        assert_eq!(refused(third), [("replaces".to_owned(), Rule::Required)]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_agreement_takes_back_the_promises_for_what_it_took_in() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        promises::make(&w.ctx, &w.ana, promise(&w, "60,00", "2026-11-20")).await?;
        let any = MakePromise { charges: Vec::new(), ..promise(&w, "50,00", "2026-11-20") };
        promises::make(&w.ctx, &w.ana, any).await?;
        let form = with_two(opened(&w, w.charge).await?.form, ["76,95", "76,95"]);
        let agreement = agreements::confirm(&w.ctx, &w.ana, form).await?.agreement;
        let sorted = async || {
            let mut found: Vec<_> = states(&w, &w.ctx).await?.into_iter().map(|(state, _)| state).collect();
            found.sort_by_key(|state| state.as_str());
            Ok::<_, Error>(found)
        };
        assert_eq!(sorted().await?, [PromiseState::Cancelled, PromiseState::Open]);
        assert_eq!(events(&w.ctx, "promise_cancelled").await?, 1);

        // Those for its instalments are taken back with it, one that names another charge too only with that one.
        let part = agreements::view(&w.ctx, &w.ana, agreement).await?.instalments[0].charge;
        let other = add_charge(&w.ctx, w.north, w.client, "NF-3", "2026-11-25", 9_000).await?;
        for charges in [vec![part.to_string()], vec![part.to_string(), other.to_string()]] {
            let cmd = MakePromise { charges, ..promise(&w, "20,00", "2026-11-20") };
            promises::make(&w.ctx, &w.ana, cmd).await?;
        }
        let undo = UndoAgreement { agreement: agreement.to_string(), reason: "Engano".to_owned() };
        agreements::undo(&w.ctx, &w.marta, undo).await?;
        assert_eq!(
            sorted().await?,
            [PromiseState::Cancelled, PromiseState::Cancelled, PromiseState::Open, PromiseState::Open]
        );
        let cancel = CancelCharge { charge: other.to_string(), reason: "Duplicada".to_owned() };
        charges::cancel(&w.ctx, &w.marta, cancel).await?;
        assert_eq!(sorted().await?.iter().filter(|state| **state == PromiseState::Open).count(), 1);
        assert_eq!(events(&w.ctx, "promise_cancelled").await?, 3);
        Ok(())
    })
    .await
}
