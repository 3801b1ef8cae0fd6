//! The working grid: charges one by one, by a filter, with what was said of the chosen one.

mod filters;
mod page;
mod pane;

pub use filters::{delete, filter, save};
pub(crate) use page::{charges, whole};
pub use page::{each, page};

use crate::{Actor, Ctx, book::GridFilter};
use chrono::{DurationRound, TimeDelta};
use domain::saved_filter::Criteria;

/// What the book is asked so that it answers what the criteria mean to the actor.
pub(crate) fn asked(ctx: &Ctx, actor: &Actor, criteria: Criteria) -> GridFilter {
    let now = ctx.clock.now();
    GridFilter {
        sees: actor.companies.iter().map(|company| company.id).collect(),
        criteria,
        today: ctx.clock.today(),
        hour: now.duration_trunc(TimeDelta::hours(1)).unwrap_or(now),
    }
}
