//! The list of charges, making and changing them, on every database. Today is Wednesday, 18 November 2026.

use super::support::{World, add_charge, events, for_each_db, pay, refused, world};
use crate::{Ctx, Error, charges, ctx::new_id};
use domain::{
    Error as Rule, Money,
    charge::{
        CancelCharge, ChargeColumn, ChargeStatus, ChargesPage, ChargesQuery, Locked, PaymentMethod,
        SaveCharge,
    },
    period::Preset,
};

fn new(w: &World, document: &str) -> SaveCharge {
    SaveCharge {
        key: new_id().to_string(),
        company: w.north.to_string(),
        client: w.client.to_string(),
        document: document.to_owned(),
        issued: "2026-11-01".to_owned(),
        due: "2026-12-31".to_owned(),
        amount: "100,00".to_owned(),
        method: "pix".to_owned(),
        ..SaveCharge::default()
    }
}

async fn list(w: &World, query: ChargesQuery) -> Result<ChargesPage, Error> {
    charges::list(&w.ctx, &w.marta, query).await
}

fn documents(page: &ChargesPage) -> Vec<&str> {
    page.rows.iter().map(|row| row.document.as_str()).collect()
}

#[tokio::test]
async fn monthly_charges_end_with_their_months_and_add_up() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        assert!(matches!(charges::save(&w.ctx, &w.ana, new(&w, "M")).await, Err(Error::Forbidden)));
        let cmd = SaveCharge { count: "3".to_owned(), ..new(&w, "M") };
        let made = charges::save(&w.ctx, &w.marta, cmd.clone()).await?;
        assert_eq!(made.len(), 3);
        assert_eq!(
            charges::save(&w.ctx, &w.marta, cmd).await?,
            made[..1],
            "a form sent twice makes them once"
        );
        let page =
            list(&w, ChargesQuery { document: "m ".to_owned(), descending: false, ..Default::default() })
                .await?;
        let shown: Vec<_> = page
            .rows
            .iter()
            .map(|row| (row.code, row.document.as_str(), row.due.to_string(), row.original.centavos()))
            .collect();
        assert_eq!(
            shown,
            [
                (3, "M 1/3", "2026-12-31".to_owned(), 3_334),
                (4, "M 2/3", "2027-01-31".to_owned(), 3_333),
                (5, "M 3/3", "2027-02-28".to_owned(), 3_333),
            ]
        );
        assert_eq!(page.rows[0].method, Some(PaymentMethod::Pix));
        let taken = charges::save(&w.ctx, &w.marta, new(&w, "NF-1")).await;
        assert_eq!(refused(taken), [("document".to_owned(), Rule::AlreadyInUse)]);
        let south = SaveCharge { company: w.south.to_string(), ..new(&w, "X") };
        assert_eq!(
            refused(charges::save(&w.ctx, &w.marta, south).await),
            [("company".to_owned(), Rule::NotAnOption)]
        );

        let copy = charges::seed(&w.ctx, &w.marta, None, Some(made[2])).await?;
        assert_eq!((copy.charge.as_str(), copy.document.as_str(), copy.amount.as_str()), ("", "", "33,33"));
        let blank = charges::seed(&w.ctx, &w.marta, Some(w.client), None).await?;
        assert_eq!(blank.company, w.north.to_string());
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_change_is_told_with_before_and_after_and_what_is_closed_says_why_it_stays() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let view = charges::view(&w.ctx, &w.marta, w.charge).await?;
        assert_eq!((view.locked, view.original.centavos()), (None, 15_000));
        let cmd =
            SaveCharge { amount: "120,00".to_owned(), due: "2026-11-30".to_owned(), ..view.form.clone() };
        charges::save(&w.ctx, &w.marta, cmd.clone()).await?;
        charges::save(&w.ctx, &w.marta, cmd).await?;
        let stale = SaveCharge { amount: "110,00".to_owned(), ..view.form };
        let stale = charges::save(&w.ctx, &w.marta, stale).await;
        assert!(matches!(&stale, Err(Error::Changed { by }) if by == "Marta"), "{stale:?}");
        let view = charges::view(&w.ctx, &w.marta, w.charge).await?;
        assert_eq!((view.original.centavos(), view.balance.centavos()), (12_000, 12_000));
        assert_eq!(view.timeline.len(), 1);
        let mut changes = view.timeline[0].changes.clone();
        changes.sort();
        let change =
            |field: &str, before: &str, after: &str| (field.to_owned(), before.to_owned(), after.to_owned());
        assert_eq!(
            changes,
            [change("amount", "150,00", "120,00"), change("due", "2026-10-31", "2026-11-30")]
        );
        let agent = charges::view(&w.ctx, &w.ana, w.charge).await?;
        assert!(agent.locked == Some(Locked::NotAllowed) && agent.may_settle);

        let cancel = CancelCharge { charge: w.charge.to_string(), reason: "Em dobro".to_owned() };
        charges::cancel(&w.ctx, &w.marta, cancel.clone()).await?;
        let view = charges::view(&w.ctx, &w.marta, w.charge).await?;
        assert_eq!(view.locked, Some(Locked::Closed(ChargeStatus::Cancelled)));
        assert_eq!(view.timeline[0].reason, "Em dobro");
        let again = charges::cancel(&w.ctx, &w.marta, cancel).await;
        assert!(matches!(&again, Err(Error::Overtaken { by, .. }) if by == "Marta"), "{again:?}");
        let change = SaveCharge { amount: "1,00".to_owned(), ..view.form };
        assert_eq!(
            refused(charges::save(&w.ctx, &w.marta, change).await),
            [("charge".to_owned(), Rule::NotOpen)]
        );
        assert!(matches!(charges::view(&w.ctx, &w.sofia, w.charge).await, Err(Error::NotFound)));
        assert_eq!(
            (events(&w.ctx, "charge_changed").await?, events(&w.ctx, "charge_cancelled").await?),
            (1, 1)
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn filters_narrow_the_list_and_totals_cover_all_of_it() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let south = add_charge(&w.ctx, w.south, w.shared, "S_1", "2026-10-10", 20_000).await?;
        pay(&w.ctx, w.shared, south, "2026-11-16", Money::from_centavos(5_000)).await?;
        let usual = || ChargesQuery::default();
        let all = list(&w, usual()).await?;
        assert_eq!(documents(&all), ["NF-2", "NF-1", "S_1"]);
        assert_eq!((all.totals.count, all.totals.original.centavos()), (3, 40_000));
        assert_eq!((all.totals.paid.centavos(), all.totals.balance.centavos()), (5_000, 35_000));
        let sum: Money = all.rows.iter().filter_map(|row| row.updated).sum();
        assert_eq!(all.totals.updated, sum);
        for (query, found) in [
            (ChargesQuery { client: "conceicao".into(), ..usual() }, vec!["NF-2", "NF-1"]),
            (ChargesQuery { of: Some(w.shared), ..usual() }, vec!["S_1"]),
            (ChargesQuery { company: Some(w.south), ..usual() }, vec!["S_1"]),
            (ChargesQuery { document: "nf-".into(), ..usual() }, vec!["NF-2", "NF-1"]),
            (ChargesQuery { document: "_".into(), ..usual() }, vec!["S_1"]),
            (ChargesQuery { document: "2".into(), ..usual() }, vec!["NF-2"]),
            (ChargesQuery { overdue: true, ..usual() }, vec!["NF-1", "S_1"]),
            (ChargesQuery { status: Some(ChargeStatus::Settled), ..usual() }, vec![]),
            (ChargesQuery { status: Some(ChargeStatus::Settled), overdue: true, ..usual() }, vec![]),
            (ChargesQuery { due: Some(Preset::NextWeek), ..usual() }, vec!["NF-2"]),
            (
                ChargesQuery { paid: Some(Preset::Custom), paid_from: "2026-11-16".into(), ..usual() },
                vec!["S_1"],
            ),
            (ChargesQuery { paid: Some(Preset::Custom), paid_from: "2026-11-17".into(), ..usual() }, vec![]),
            (ChargesQuery { method: Some(PaymentMethod::Pix), ..usual() }, vec![]),
        ] {
            assert_eq!(documents(&list(&w, query.clone()).await?), found, "{query:?}");
        }
        let wrong =
            list(&w, ChargesQuery { due: Some(Preset::Custom), due_from: "x".into(), ..usual() }).await?;
        assert_eq!((wrong.errors.len(), wrong.errors[0].field.as_str()), (1, "venc_de"));
        assert_eq!(charges::list(&w.ctx, &w.sofia, usual()).await?.totals.count, 1);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn every_column_orders_the_list_in_either_direction() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let closed = charges::save(&w.ctx, &w.marta, new(&w, "A-9")).await?[0];
        let cancel = CancelCharge { charge: closed.to_string(), reason: "Engano".to_owned() };
        charges::cancel(&w.ctx, &w.marta, cancel).await?;
        for sort in ChargeColumn::ALL.iter().copied() {
            let of = async |descending| {
                let query = ChargesQuery { sort, descending, ..ChargesQuery::default() };
                list(&w, query).await
            };
            let (up, down) = (of(false).await?, of(true).await?);
            assert!(up.rows.len() == 3 && down.rows.len() == 3, "{sort:?}");
            let expected: [&[&str]; 2] = match sort {
                ChargeColumn::Document => [&["A-9", "NF-1", "NF-2"], &["NF-2", "NF-1", "A-9"]],
                ChargeColumn::Original => [&["NF-2", "A-9", "NF-1"], &["NF-1", "A-9", "NF-2"]],
                ChargeColumn::Updated => [&["NF-2", "NF-1", "A-9"], &["NF-1", "NF-2", "A-9"]],
                ChargeColumn::DaysLate => [&["NF-1", "NF-2", "A-9"], &["NF-1", "A-9", "NF-2"]],
                ChargeColumn::Code | ChargeColumn::Due => {
                    [&["NF-1", "NF-2", "A-9"], &["A-9", "NF-2", "NF-1"]]
                }
                ChargeColumn::Method => [&["A-9", "NF-1", "NF-2"], &["A-9", "NF-2", "NF-1"]],
                _ => continue,
            };
            assert_eq!([documents(&up), documents(&down)], expected, "{sort:?}");
        }
        Ok(())
    })
    .await
}
