//! A company's policy of late charges, in versions, and its rules of agreements and promises.

use crate::{
    Actor, Ctx, Error,
    ctx::new_id,
    events,
    store::rules::{self, StoredPolicy},
};
use chrono::NaiveDate;
use domain::{
    Error as Rule,
    correction::IndexTable,
    id::CompanyId,
    permission::Permission,
    policy::{PolicyVersion, PolicyVersions, PolicyWarning},
    session::CompanyRef,
    settings::{PolicyLine, PolicyView, SavePolicy, SaveRules},
};
use serde_json::json;

/// The page of a company's late charges; without a company that of the first in sight.
pub async fn policy(ctx: &Ctx, actor: &Actor, company: Option<CompanyId>) -> Result<PolicyView, Error> {
    actor.require(Permission::SettingsPolicy)?;
    let company = match company {
        Some(id) => actor.companies.iter().find(|seen| seen.id == id),
        None => actor.companies.first(),
    };
    let company: CompanyRef = company.cloned().ok_or(Error::NotFound)?;
    let today = ctx.clock.today();
    let mut tx = ctx.db.read().await?;
    let recorded = rules::policies_of(&mut tx, company.id).await?;
    let tables = rules::indices(&mut tx).await?;
    let all = ctx.rules.of(&mut tx).await?;

    let (lines, now) = lines(recorded, today);
    let span = |table: &IndexTable| {
        let mut months = table.variations().map(|(month, _)| month);
        let first = months.next()?;
        Some((table.index(), first, months.last().unwrap_or(first)))
    };
    Ok(PolicyView {
        today,
        form: SavePolicy { valid_from: today.to_string(), ..SavePolicy::of(company.id, &now) },
        rules: all.of_company(company.id),
        company,
        companies: actor.companies.clone(),
        versions: lines,
        indices: tables.iter().filter_map(span).collect(),
    })
}

/// The versions, the newest first, and the one that calculations of today use.
fn lines(recorded: Vec<StoredPolicy>, today: NaiveDate) -> (Vec<PolicyLine>, PolicyVersion) {
    let versions = PolicyVersions::new(recorded.iter().map(|stored| stored.version).collect());
    let usual = PolicyVersion { valid_from: today, policy: versions.on(today) };
    let now = versions.version_on(today).copied().unwrap_or(usual);
    let mut current = versions.version_on(today).copied();
    let mut recorded = recorded;
    // Of two that begin on one day, the later recorded counts: it comes first, and takes `current`.
    recorded.reverse();
    recorded.sort_by_key(|stored| std::cmp::Reverse(stored.version.valid_from));
    let line = |stored: StoredPolicy| PolicyLine {
        version: stored.version,
        user: stored.user,
        current: current.take_if(|current| *current == stored.version).is_some(),
        warnings: stored.version.policy.warnings(),
    };
    (recorded.into_iter().map(line).collect(), now)
}

/// Records a version of a company's policy, which counts from its day on; gives what is worth a second look.
pub async fn save_policy(ctx: &Ctx, actor: &Actor, cmd: SavePolicy) -> Result<Vec<PolicyWarning>, Error> {
    actor.require(Permission::SettingsPolicy)?;
    let (company, version) = cmd.check(ctx.clock.today())?;
    if !actor.sees(company) {
        return Err(Rule::NotAnOption.on("company").into());
    }
    let warnings = version.policy.warnings();
    let mut tx = ctx.db.begin().await?;
    let recorded = rules::policies_of(&mut tx, company).await?;
    let before = PolicyVersions::new(recorded.iter().map(|stored| stored.version).collect());
    if before.version_on(version.valid_from) == Some(&version) {
        // The form was sent twice.
        return Ok(warnings);
    }
    let id = new_id();
    rules::insert_policy(&mut tx, id, company, &version, (actor.user, ctx.clock.now())).await?;
    let data = json!({
        "company": company, "before": before.on(version.valid_from), "after": version.policy,
        "valid_from": version.valid_from,
    });
    events::done_by(&mut tx, ctx, actor, None, "policy_saved", id, data).await?;
    tx.touch_rules().await?;
    tx.commit().await?;
    Ok(warnings)
}

/// Changes a company's rules of agreements and promises.
pub async fn save_rules(ctx: &Ctx, actor: &Actor, cmd: SaveRules) -> Result<(), Error> {
    actor.require(Permission::SettingsPolicy)?;
    let (company, after) = cmd.check()?;
    if !actor.sees(company) {
        return Err(Rule::NotAnOption.on("company").into());
    }
    let mut tx = ctx.db.begin().await?;
    let before = ctx.rules.of(&mut tx).await?.of_company(company);
    if before == after {
        return Ok(());
    }
    rules::set_company_rules(&mut tx, company, after).await?;
    let data = json!({ "before": before, "after": after });
    events::done_by(&mut tx, ctx, actor, None, "rules_saved", company.0, data).await?;
    tx.touch_rules().await?;
    tx.commit().await
}
