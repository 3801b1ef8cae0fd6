//! The table of holidays: what differs from the national bank holidays.

use crate::{Actor, Ctx, Error, events, scope, store::rules};
use chrono::{Datelike, NaiveDate};
use domain::{
    Error as Rule,
    calendar::national_holiday,
    permission::Permission,
    settings::{HolidayChange, HolidayLine, HolidaysView, SaveHoliday},
};
use serde_json::json;
use uuid::Uuid;

/// The holidays of one year: national ones and those of the table.
pub async fn holidays(ctx: &Ctx, actor: &Actor, year: i32) -> Result<HolidaysView, Error> {
    actor.require(Permission::CrmRead)?;
    let first = NaiveDate::from_ymd_opt(year, 1, 1).filter(|day| day.year() <= 2199);
    let first = first.ok_or_else(|| Error::from(Rule::NotADate.on("year")))?;
    let table = rules::holiday_table(&mut ctx.db.read().await?).await?;
    let line = |on: NaiveDate| {
        let national = national_holiday(on);
        let own = table.iter().find(|day| day.on == on);
        (national.is_some() || own.is_some_and(|day| !day.removed)).then(|| HolidayLine {
            on,
            national,
            name: own.map(|day| day.name.clone()).unwrap_or_default(),
            removed: own.is_some_and(|day| day.removed),
        })
    };
    let days = first.iter_days().take_while(|day| day.year() == year).filter_map(line).collect();
    Ok(HolidaysView { year, days, may_change: actor.role.allows(Permission::SettingsPolicy) })
}

/// Adds a day, strikes a national holiday out, or takes either back.
pub async fn save_holiday(ctx: &Ctx, actor: &Actor, cmd: SaveHoliday) -> Result<(), Error> {
    actor.require(Permission::SettingsPolicy)?;
    let (day, change, name) = cmd.check()?;
    if change == HolidayChange::Remove && national_holiday(day).is_none() {
        return Err(Rule::NotAnOption.on("date").into());
    }
    let mut tx = ctx.db.begin().await?;
    scope::whole_organisation(&mut tx, actor).await?;
    let table = rules::holiday_table(&mut tx).await?;
    let before = table.iter().find(|line| line.on == day).map(|line| (line.name.clone(), line.removed));
    let after = match change {
        HolidayChange::Add => Some((name, false)),
        HolidayChange::Remove => Some((String::new(), true)),
        HolidayChange::Restore => None,
    };
    if before == after {
        return Ok(());
    }
    let value = after.as_ref().map(|(name, removed)| (name.as_str(), *removed));
    rules::set_holiday(&mut tx, day, value, (actor.user, ctx.clock.now())).await?;
    let data = json!({ "day": day, "before": before, "after": after });
    // A day has no identity of its own.
    events::done_by(&mut tx, ctx, actor, None, "holiday_saved", Uuid::nil(), data).await?;
    tx.touch_rules().await?;
    tx.commit().await
}
