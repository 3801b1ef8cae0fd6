//! Policies, holidays and indices, on every database that there is. Today is Wednesday, 18 November 2026.

use super::support::{World, add_user, events, for_each_db, refused, set_policy, world};
use crate::{Actor, Ctx, Error, delinquency, messages::templates, settings};
use domain::{
    Error as Rule,
    delinquency::DelinquencyQuery,
    message::DeleteTemplate,
    permission::Role,
    policy::PolicyWarning,
    settings::{ImportIndex, SaveHoliday, SaveRules},
};

/// What the list says is owed with fine and interest, as seen by a node of its own.
async fn updated(w: &World, ctx: &Ctx) -> Result<i64, Error> {
    Ok(delinquency::list(ctx, &w.ana, DelinquencyQuery::default()).await?.updated.centavos())
}

#[tokio::test]
async fn a_policy_counts_at_once_on_every_node_and_its_versions_stay() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let elsewhere = Ctx::new(w.ctx.db.clone(), w.ctx.clock);
        assert_eq!((updated(&w, &w.ctx).await?, updated(&w, &elsewhere).await?), (15_390, 15_390));
        let warnings = set_policy(&w, |form| form.fine_percent = "10".to_owned()).await?;
        assert_eq!(warnings, [PolicyWarning::FineAboveConsumerCap]);
        // 150,00, 10 % and 18 days of 1 % a month.
        assert_eq!((updated(&w, &w.ctx).await?, updated(&w, &elsewhere).await?), (16_590, 16_590));
        set_policy(&w, |form| {
            form.valid_from = "2026-11-19".to_owned();
            form.fine_percent = "0".to_owned();
        })
        .await?;
        assert_eq!(updated(&w, &w.ctx).await?, 16_590, "a version of tomorrow changes nothing today");

        let admin = add_user(&w.ctx, "Rui", Role::Administrator, &[w.north, w.south]).await?;
        let view = settings::policy(&w.ctx, &admin, Some(w.north)).await?;
        let versions: Vec<_> =
            view.versions.iter().map(|line| (line.version.valid_from.to_string(), line.current)).collect();
        assert_eq!(versions, [("2026-11-19".to_owned(), false), ("2026-11-18".to_owned(), true)]);
        assert_eq!(view.form.fine_percent, "10");
        assert!(matches!(settings::policy(&w.ctx, &w.marta, None).await, Err(Error::Forbidden)));
        assert_eq!(events(&w.ctx, "policy_saved").await?, 2);

        let past = set_policy(&w, |form| form.valid_from = "2026-11-17".to_owned()).await;
        assert_eq!(refused(past), [("valid_from".to_owned(), Rule::InThePast)]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_holiday_of_the_table_puts_payment_off_and_can_be_taken_back() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let admin = add_user(&w.ctx, "Rui", Role::Administrator, &[w.north, w.south]).await?;
        let due = super::support::add_charge(&w.ctx, w.north, w.client, "H-1", "2026-11-17", 10_000).await?;
        let owed = async || {
            let view = crate::charges::view(&w.ctx, &w.ana, due).await?;
            Ok::<_, Error>(view.derivation.expect("no index").owed.total.centavos())
        };
        assert_eq!(owed().await?, 10_203);
        let save = async |change: &str, date: &str| {
            let cmd = SaveHoliday {
                date: date.to_owned(),
                name: "Dia da cidade".to_owned(),
                change: change.to_owned(),
            };
            settings::save_holiday(&w.ctx, &admin, cmd).await
        };
        save("incluir", "2026-11-17").await?;
        assert_eq!(owed().await?, 10_000, "payable today without charges");
        save("restaurar", "2026-11-17").await?;
        assert_eq!(owed().await?, 10_203);
        assert_eq!(refused(save("retirar", "2026-11-17").await), [("date".to_owned(), Rule::NotAnOption)]);
        save("retirar", "2026-11-20").await?;
        let days = settings::holidays(&w.ctx, &w.ana, 2026).await?.days;
        assert!(days.iter().any(|day| day.removed && day.on == super::support::day("2026-11-20")));
        assert_eq!(days.iter().filter(|day| !day.removed).count() + 1, days.len());
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_all_companies_share_is_changed_only_by_who_sees_all_of_them() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let south = Actor { role: Role::Administrator, ..w.sofia.clone() };
        let day = SaveHoliday {
            date: "2026-11-17".to_owned(),
            name: "Dia da cidade".to_owned(),
            change: "incluir".to_owned(),
        };
        let table = ImportIndex { index: "ipca".to_owned(), table: "01/10/2026;2,00".to_owned() };
        let template = templates::list(&w.ctx, &south, None).await?.remove(0);
        let deletion = DeleteTemplate { template: template.id.to_string() };
        let forbidden = |refused: Error| matches!(refused, Error::Forbidden);
        assert!(settings::save_holiday(&w.ctx, &south, day.clone()).await.is_err_and(forbidden));
        assert!(settings::import_index(&w.ctx, &south, table).await.is_err_and(forbidden));
        assert!(templates::delete(&w.ctx, &south, deletion.clone()).await.is_err_and(forbidden));
        let both = Actor { role: Role::Administrator, ..w.marta.clone() };
        settings::save_holiday(&w.ctx, &both, day).await?;
        templates::delete(&w.ctx, &both, deletion).await
    })
    .await
}

#[tokio::test]
async fn an_index_table_is_taken_in_and_corrects_and_rules_are_kept() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let admin = add_user(&w.ctx, "Rui", Role::Administrator, &[w.north, w.south]).await?;
        set_policy(&w, |form| form.correction = "ipca".to_owned()).await?;
        let table = |text: &str| ImportIndex { index: "ipca".to_owned(), table: text.to_owned() };
        let wrong = settings::import_index(&w.ctx, &admin, table("data;valor\n01/10/2026;x")).await;
        assert_eq!(refused(wrong), [("table[2]".to_owned(), Rule::NotARate)]);
        let months =
            settings::import_index(&w.ctx, &admin, table("data;valor\n01/09/2026;0,10\n01/10/2026;1,00"))
                .await?;
        assert_eq!(months, 2);
        settings::import_index(&w.ctx, &admin, table("01/10/2026;2,00")).await?;
        // 150,00 corrected by 2 %: 153,00; a fine of 2 % of that and 18 days of 1 % a month.
        assert_eq!(updated(&w, &w.ctx).await?, 15_300 + 306 + 92);
        let view = settings::policy(&w.ctx, &admin, None).await?;
        let span: Vec<_> =
            view.indices.iter().map(|(_, first, last)| (first.to_string(), last.to_string())).collect();
        assert_eq!(span, [("2026-09-01".to_owned(), "2026-10-01".to_owned())]);

        assert_eq!((view.rules.breaking.missed, view.rules.promise_grace), (Some(2), 2));
        let rules =
            SaveRules { company: w.north.to_string(), break_missed: "3".to_owned(), ..SaveRules::default() };
        settings::save_rules(&w.ctx, &admin, rules).await?;
        let rules = settings::policy(&w.ctx, &admin, None).await?.rules;
        assert_eq!((rules.breaking.missed, rules.breaking.days, rules.promise_grace), (Some(3), None, 0));
        Ok(())
    })
    .await
}
