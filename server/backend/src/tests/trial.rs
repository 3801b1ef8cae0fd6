//! Trying a policy, on every database that there is. Today is Wednesday, 18 November 2026.

use super::support::{World, add_user, for_each_db, set_policy, world};
use crate::{Actor, Ctx, Error, settings};
use domain::{
    Error as Rule,
    correction::PriceIndex,
    permission::Role,
    policy::PolicyWarning,
    settings::{ImportIndex, PolicyTried, SavePolicy, TryPolicy},
};

/// The worked example: 373,52 due 51 days ago.
async fn tried(
    w: &World,
    admin: &Actor,
    change: impl FnOnce(&mut SavePolicy),
    example: impl FnOnce(&mut TryPolicy),
) -> Result<PolicyTried, Error> {
    let mut form = settings::policy(&w.ctx, admin, Some(w.north)).await?.form;
    change(&mut form);
    let mut ex = TryPolicy::usual(w.ctx.clock.today());
    example(&mut ex);
    settings::try_policy(&w.ctx, admin, &form, &ex).await
}

fn total(tried: &PolicyTried) -> i64 {
    tried.derivation.as_ref().expect("a calculation").owed.total.centavos()
}

#[tokio::test]
async fn a_policy_is_tried_as_typed_and_a_past_calculation_is_repeated() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let admin = add_user(&w.ctx, "Rui", Role::Administrator, &[w.north, w.south]).await?;
        // 373,52 + 7,47 + 6,35.
        assert_eq!(total(&tried(&w, &admin, |_| {}, |_| {}).await?), 38_734);
        let dear = tried(&w, &admin, |form| form.fine_percent = "10".to_owned(), |_| {}).await?;
        assert_eq!((total(&dear), dear.warnings), (41_722, vec![PolicyWarning::FineAboveConsumerCap]));

        // A version of tomorrow changes nothing today; tomorrow it counts; today can be repeated.
        set_policy(&w, |form| {
            form.valid_from = "2026-11-19".to_owned();
            form.fine_percent = "10".to_owned();
        })
        .await?;
        let recorded = async |on: &str| {
            let on = on.to_owned();
            let example = |ex: &mut TryPolicy| (ex.on, ex.by) = (on, "registrada".to_owned());
            tried(&w, &admin, |_| {}, example).await.map(|tried| total(&tried))
        };
        assert_eq!(recorded("2026-11-18").await?, 38_734);
        assert_eq!(recorded("2026-11-19").await?, 41_722 + 12);

        let wrong = tried(&w, &admin, |form| form.fine_percent = "x".to_owned(), |_| {}).await?;
        let fields: Vec<_> =
            wrong.derivation.unwrap_err().into_iter().map(|error| (error.field, error.error)).collect();
        assert_eq!(fields, [("fine_percent".to_owned(), Rule::NotARate)]);
        assert!(matches!(
            settings::try_policy(&w.ctx, &w.marta, &SavePolicy::default(), &TryPolicy::default()).await,
            Err(Error::Forbidden)
        ));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_month_that_lacks_is_named() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let admin = add_user(&w.ctx, "Rui", Role::Administrator, &[w.north, w.south]).await?;
        let table = "data;valor\n01/07/2026;0,10\n01/09/2026;0,20\n".to_owned();
        settings::import_index(&w.ctx, &admin, ImportIndex { index: "ipca".to_owned(), table }).await?;
        let view = settings::indices(&w.ctx, &w.ana).await?;
        assert!(!view.may_change && view.tables[0].index == PriceIndex::Ipca);
        let lacking: Vec<_> = view.tables[0]
            .months
            .iter()
            .filter(|(_, known)| known.is_none())
            .map(|(month, _)| month.to_string())
            .collect();
        assert_eq!(lacking, ["2026-10-01", "2026-08-01"], "every closed month is needed");
        let corrected = tried(&w, &admin, |form| form.correction = "ipca".to_owned(), |_| {}).await?;
        let month = "2026-10-01".parse().expect("a date");
        let missing = Rule::IndexMissing { index: PriceIndex::Ipca, month }.on("on");
        assert_eq!(corrected.derivation, Err(vec![missing]));
        Ok(())
    })
    .await
}
