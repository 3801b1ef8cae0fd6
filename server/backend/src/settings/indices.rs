//! Tables of price indices.

use crate::{Actor, Ctx, Error, events, scope, store::rules};
use chrono::{Months, NaiveDate};
use domain::{
    correction::{IndexTable, month_of},
    permission::Permission,
    settings::{ImportIndex, IndexView, IndicesView},
};
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The tables that there are, each from its first month to the last one that is over: what lacks is named.
pub async fn indices(ctx: &Ctx, actor: &Actor) -> Result<IndicesView, Error> {
    actor.require(Permission::CrmRead)?;
    let tables = rules::indices(&mut ctx.db.read().await?).await?;
    let this_month = month_of(ctx.clock.today());
    Ok(IndicesView {
        tables: tables.iter().map(|table| view(table, this_month)).collect(),
        may_change: actor.role.allows(Permission::SettingsPolicy),
    })
}

fn view(table: &IndexTable, this_month: NaiveDate) -> IndexView {
    let known: BTreeMap<_, _> = table.variations().collect();
    let next = |month: &NaiveDate| month.checked_add_months(Months::new(1));
    let last = known.keys().next_back().copied();
    let needed = |month: &NaiveDate| *month < this_month || last.is_some_and(|last| *month <= last);
    let months = std::iter::successors(known.keys().next().copied(), next).take_while(needed);
    let mut months: Vec<_> = months.map(|month| (month, known.get(&month).copied())).collect();
    months.reverse();
    IndexView { index: table.index(), months }
}

/// Takes in the months of an index table; a month that is there already gets the new value. Gives how many.
pub async fn import_index(ctx: &Ctx, actor: &Actor, cmd: ImportIndex) -> Result<u32, Error> {
    actor.require(Permission::SettingsPolicy)?;
    let (index, table) = cmd.check()?;
    let mut tx = ctx.db.begin().await?;
    scope::whole_organisation(&mut tx, actor).await?;
    rules::put_variations(&mut tx, index, &table, (actor.user, ctx.clock.now())).await?;
    let data = json!({ "index": index, "months": table });
    // An index has no identity of its own.
    events::done_by(&mut tx, ctx, actor, None, "index_imported", Uuid::nil(), data).await?;
    tx.touch_rules().await?;
    tx.commit().await?;
    Ok(u32::try_from(table.len()).unwrap_or(u32::MAX))
}
