//! The team's saved filters.

use crate::{
    Ctx, Error,
    ctx::new_id,
    store::{Tx, filters},
};
use domain::{
    contact::Channel,
    id::{FilterId, UserId},
    saved_filter::{CheckedFilter, ContactedFilter, Criteria, GridColumn, Presence},
};

/// Saves them; those of one person belong to the first agent.
pub(super) async fn write(tx: &mut Tx, ctx: &Ctx, agent: UserId) -> Result<(), Error> {
    for filter in all() {
        filters::insert(tx, FilterId(new_id()), &filter, (agent, ctx.clock.now())).await?;
    }
    Ok(())
}

fn all() -> [CheckedFilter; 5] {
    let late = |from, until| Criteria { days_from: Some(from), days_until: until, ..Criteria::default() };
    let filter = |name: &str, shared, channel, criteria| CheckedFilter {
        filter: None,
        name: name.to_owned(),
        shared,
        channel: Some(channel),
        criteria,
    };
    [
        filter("Vencendo hoje", true, Channel::WhatsApp, Criteria { due_today: true, ..Criteria::default() }),
        filter("1 a 10 dias, WhatsApp", true, Channel::WhatsApp, late(1, Some(10))),
        filter("11 a 30 dias, e-mail", true, Channel::Email, late(11, Some(30))),
        filter(
            "Mais de 30 dias sem acordo",
            true,
            Channel::Phone,
            Criteria {
                agreement: Presence::Without,
                promise: Presence::Without,
                sort: GridColumn::Updated,
                ..late(31, None)
            },
        ),
        filter(
            "Meus sem contato há 7 dias",
            false,
            Channel::Phone,
            Criteria { contacted: ContactedFilter::NotWithin, contacted_days: 7, ..late(1, None) },
        ),
    ]
}
