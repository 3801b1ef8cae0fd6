//! What the demonstration has to show is there.

use super::{PASSWORD, load};
use crate::{
    Actor, Clock, Ctx, Error, agenda, delinquency, session,
    store::db::on,
    tests::support::{for_each_db, now, with_password},
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    agenda::{AgendaQuery, Assignee},
    charge::ChargeStatus,
    contact::{Channel, DefaultReason, SubOutcome},
    delinquency::DelinquencyQuery,
    tax_id::TaxId,
};
use std::collections::BTreeSet;

async fn texts(ctx: &Ctx, sql: &'static str) -> Result<Vec<String>, Error> {
    let mut tx = ctx.db.read().await?;
    Ok(on!(tx, c => sqlx::query_scalar(sql).fetch_all(c).await)?)
}

async fn count(ctx: &Ctx, sql: &'static str) -> Result<i64, Error> {
    let mut tx = ctx.db.read().await?;
    Ok(on!(tx, c => sqlx::query_scalar(sql).fetch_one(c).await)?)
}

async fn signed_in(ctx: &Ctx, email: &str) -> Result<Actor, Error> {
    Ok(session::sign_in(ctx, with_password(email, PASSWORD), "127.0.0.1", "test").await?.actor)
}

#[tokio::test]
async fn the_demonstration_shows_everything_that_there_is_to_show() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let logins = load(&ctx).await?;
        assert_eq!(logins.users.len(), 4);
        assert_eq!(count(&ctx, "SELECT COUNT(*) FROM clients").await?, 300);
        assert_eq!(count(&ctx, "SELECT COUNT(*) FROM charges").await?, 1_500);
        let tax_ids = texts(&ctx, "SELECT tax_id FROM clients").await?;
        assert!(tax_ids.iter().all(|tax_id| TaxId::parse(tax_id).is_ok()));
        assert!(tax_ids.iter().any(|tax_id| tax_id.bytes().any(|byte| byte.is_ascii_uppercase())));

        let all = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect::<BTreeSet<_>>();
        let distinct = async |sql| Ok::<_, Error>(texts(&ctx, sql).await?.into_iter().collect::<BTreeSet<_>>());
        let statuses = distinct("SELECT DISTINCT status FROM charges").await?;
        assert_eq!(statuses, all(&ChargeStatus::ALL.iter().map(|status| status.as_str()).collect::<Vec<_>>()));
        let channels = distinct("SELECT DISTINCT channel FROM contacts WHERE kind = 'contact'").await?;
        assert_eq!(channels, all(&Channel::ALL.iter().map(|channel| channel.as_str()).collect::<Vec<_>>()));
        let subs = distinct("SELECT DISTINCT sub_outcome FROM contacts WHERE sub_outcome IS NOT NULL").await?;
        assert_eq!(subs, all(&SubOutcome::ALL.iter().map(|sub| sub.as_str()).collect::<Vec<_>>()));
        let reasons = distinct("SELECT DISTINCT reason FROM contacts WHERE reason IS NOT NULL").await?;
        assert_eq!(reasons, all(&DefaultReason::ALL.iter().map(|reason| reason.as_str()).collect::<Vec<_>>()));
        for (sql, least) in [
            ("SELECT COUNT(*) FROM contacts WHERE voided_at IS NOT NULL", 3),
            ("SELECT COUNT(*) FROM contacts WHERE guard_reason <> ''", 3),
            ("SELECT COUNT(*) FROM contacts WHERE kind = 'comment'", 10),
            ("SELECT COUNT(*) FROM charges WHERE status = 'open' AND balance_centavos < principal_centavos", 20),
            ("SELECT COUNT(*) FROM promises WHERE state = 'open'", 2),
            ("SELECT COUNT(*) FROM promises WHERE state = 'broken'", 1),
            ("SELECT COUNT(*) FROM people", 50),
        ] {
            assert!(count(&ctx, sql).await? >= least, "{sql}");
        }
        let wrong = "SELECT COUNT(*) FROM charges WHERE balance_centavos <> (
            SELECT SUM(CASE WHEN kind IN ('principal', 'surcharge') THEN amount_centavos ELSE -amount_centavos END)
            FROM ledger WHERE charge_id = charges.id)";
        assert_eq!(count(&ctx, wrong).await?, 0, "balances are the sums of their ledgers");
        assert!(load(&ctx).await.is_err(), "never a second time");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn everybody_of_the_demonstration_has_work_late_today_and_later() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        for login in load(&ctx).await?.users {
            let actor = signed_in(&ctx, login.email).await?;
            let mine = AgendaQuery { assignee: Some(Assignee::Me), ..AgendaQuery::default() };
            let view = agenda::view(&ctx, &actor, mine).await?;
            let totals = [view.late.total, view.due_today.total, view.next.total];
            assert!(totals.iter().all(|total| *total > 0), "{} {totals:?}", login.name);
        }
        let bruno = signed_in(&ctx, "bruno@example.com").await?;
        let ana = signed_in(&ctx, "ana@example.com").await?;
        assert_eq!((bruno.companies.len(), ana.companies.len()), (1, 2));
        let all = delinquency::list(&ctx, &ana, DelinquencyQuery::default()).await?;
        let his = delinquency::list(&ctx, &bruno, DelinquencyQuery::default()).await?;
        assert!(all.clients == 140 && his.clients < all.clients, "{} {}", all.clients, his.clients);
        assert!(
            all.rows.iter().any(|row| row.contacted_today) && all.rows.iter().any(|row| !row.contacted_today)
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_demonstration_can_be_loaded_on_any_day_and_at_any_hour() -> Result<(), Error> {
    for shift in [TimeDelta::days(-4_890), TimeDelta::days(45) - TimeDelta::minutes(599), TimeDelta::days(99)]
    {
        for_each_db(async |ctx: Ctx| {
            let ctx = Ctx { clock: Clock::at(now() + shift), ..ctx };
            load(&ctx).await?;
            let last = "SELECT at FROM contacts ORDER BY at DESC LIMIT 1";
            let mut tx = ctx.db.read().await?;
            let last: DateTime<Utc> = on!(tx, c => sqlx::query_scalar(last).fetch_one(c).await)?;
            assert!(last <= ctx.clock.now() && last > ctx.clock.now() - TimeDelta::days(1), "{last}");
            Ok(())
        })
        .await?;
    }
    Ok(())
}
