//! One page of the grid, with the counts beside all filters.

use super::{asked, pane::pane};
use crate::{
    Actor, Ctx, Error,
    book::{Grid, GridCharge, GridFilter, GridFound, Sight, Snapshot, Text},
    store::{contacts, filters, users},
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    FieldError, Money,
    delinquency::PAGE_ROWS,
    grid::{GridPage, GridQuery, GridRow, GridTotals},
    id::{ChargeId, CompanyId, UserId},
    permission::Permission,
    saved_filter::{Criteria, FilterFields, FilterSummary, SavedFilter},
};
use std::{collections::HashMap, sync::Arc};

/// One page of what `query` asks for, with the totals of all pages, and the lower pane of the chosen charge.
pub async fn page(ctx: &Ctx, actor: &Actor, query: GridQuery) -> Result<GridPage, Error> {
    actor.require(Permission::CrmRead)?;
    let (saved, people, names, unconfirmed) = {
        let mut tx = ctx.db.read().await?;
        (
            filters::in_sight(&mut tx, actor.user).await?,
            users::colleagues(&mut tx, actor.user).await?,
            users::names(&mut tx).await?,
            contacts::awaiting(&mut tx, actor.user).await?,
        )
    };
    let chosen = chosen(&saved, &query)?;
    let fields = query.effective(chosen);
    let snapshot = ctx.book.snapshot(&ctx.db).await?;
    let found = rows(ctx, actor, &fields, &query, &snapshot, &names);
    let (found, errors) = match found {
        Ok(found) => (found, Vec::new()),
        Err(errors) => (Page::default(), errors),
    };
    let charge = query.charge.or_else(|| found.rows.first().map(|row| row.id));
    let pane = match charge {
        Some(charge) => pane(ctx, actor, charge).await?,
        None => None,
    };
    let filters = summaries(ctx, actor, &saved, &snapshot);
    let late = Criteria { days_from: Some(1), ..Criteria::default() };
    Ok(GridPage {
        today: ctx.clock.today(),
        overdue: snapshot.tally(asked(ctx, actor, late)).charges,
        filters,
        channel: chosen.and_then(|filter| filter.channel),
        chosen: chosen.cloned(),
        fields,
        rows: found.rows,
        page: found.number.max(1),
        pages: found.pages.max(1),
        totals: found.totals,
        pane,
        unconfirmed,
        companies: actor.companies.clone(),
        people,
        errors,
    })
}

/// Hands all rows of the grid to `put`, some at a time and in its order; answers what they come to.
pub async fn each(
    ctx: &Ctx,
    actor: &Actor,
    query: GridQuery,
    put: &mut (dyn FnMut(Vec<GridRow>) -> Result<(), Error> + Send),
) -> Result<GridTotals, Error> {
    let (asked, snapshot) = whole(ctx, actor, &query).await?;
    let Ok(filter) = asked else { return Ok(GridTotals::default()) };
    let names = users::names(&mut ctx.db.read().await?).await?;
    let (sight, now) = (snapshot.sight(filter.sees.iter().copied()), ctx.clock.now());
    let today = filter.today;
    let grid = snapshot.grid(filter);
    let view = View { actor, snapshot: &snapshot, sight, now, today, names: &names };
    for some in grid.rows.chunks(AT_ONCE) {
        put(some.iter().map(|found| view.row(*found)).collect())?;
        tokio::task::yield_now().await;
    }
    Ok(totals(&grid))
}

/// The charges of all pages, in the order of the grid, and the one company that was asked for.
pub(crate) async fn charges(
    ctx: &Ctx,
    actor: &Actor,
    query: &GridQuery,
) -> Result<(Vec<ChargeId>, Option<CompanyId>), Error> {
    let (asked, snapshot) = whole(ctx, actor, query).await?;
    let Ok(filter) = asked else { return Ok((Vec::new(), None)) };
    let company = filter.criteria.company;
    let grid = snapshot.grid(filter);
    Ok((grid.rows.iter().map(|found| found.charge(&snapshot).id).collect(), company))
}

/// How many rows are made at a time when all are wanted.
const AT_ONCE: usize = 500;

/// What the query asks of the book, or what is wrong with its fields.
pub(crate) async fn whole(
    ctx: &Ctx,
    actor: &Actor,
    query: &GridQuery,
) -> Result<(Result<GridFilter, Vec<FieldError>>, Arc<Snapshot>), Error> {
    actor.require(Permission::CrmRead)?;
    let saved = filters::in_sight(&mut ctx.db.read().await?, actor.user).await?;
    let criteria = checked(actor, &query.effective(chosen(&saved, query)?));
    let snapshot = ctx.book.snapshot(&ctx.db).await?;
    Ok((criteria.map(|criteria| asked(ctx, actor, criteria)), snapshot))
}

/// The filter that the query names. Who names one that was deleted, or is not for them, asks for nothing that
/// there is.
fn chosen<'a>(saved: &'a [SavedFilter], query: &GridQuery) -> Result<Option<&'a SavedFilter>, Error> {
    let found = |id| saved.iter().find(|filter| filter.id == id).ok_or(Error::NotFound);
    query.filter.map(found).transpose()
}

/// The rows of one page, and what all pages come to.
#[derive(Default)]
struct Page {
    rows: Vec<GridRow>,
    number: u32,
    pages: u32,
    totals: GridTotals,
}

fn rows(
    ctx: &Ctx,
    actor: &Actor,
    fields: &FilterFields,
    query: &GridQuery,
    snapshot: &Arc<Snapshot>,
    names: &HashMap<UserId, String>,
) -> Result<Page, Vec<FieldError>> {
    let criteria = checked(actor, fields)?;
    let filter = asked(ctx, actor, criteria);
    let (sight, now) = (snapshot.sight(filter.sees.iter().copied()), ctx.clock.now());
    let today = filter.today;
    let grid = snapshot.grid(filter);
    let pages = grid.tally.charges.div_ceil(PAGE_ROWS).max(1);
    let page = query.page.clamp(1, pages);
    let first = (page - 1) as usize * PAGE_ROWS as usize;
    let shown = grid.rows.iter().skip(first).take(PAGE_ROWS as usize);
    let view = View { actor, snapshot, sight, now, today, names };
    Ok(Page {
        rows: shown.map(|found| view.row(*found)).collect(),
        number: page,
        pages,
        totals: totals(&grid),
    })
}

fn totals(grid: &Grid) -> GridTotals {
    GridTotals {
        charges: grid.tally.charges,
        clients: grid.tally.clients,
        balance: Money::from_centavos(grid.tally.balance),
        updated: Money::from_centavos(grid.tally.updated),
    }
}

/// What the fields mean to the actor, with the errors under the names that the fields have in the address.
pub(crate) fn checked(actor: &Actor, fields: &FilterFields) -> Result<Criteria, Vec<FieldError>> {
    let criteria = fields.check().map_err(in_address)?;
    if criteria.company.is_some_and(|company| !actor.sees(company)) {
        return Err(in_address(vec![domain::Error::NotAnOption.on("company")]));
    }
    Ok(criteria)
}

fn in_address(errors: Vec<FieldError>) -> Vec<FieldError> {
    errors.into_iter().map(|error| error.error.on(FilterFields::name_of(&error.field))).collect()
}

/// The filters that the actor may choose, with how much each finds.
fn summaries(ctx: &Ctx, actor: &Actor, saved: &[SavedFilter], snapshot: &Snapshot) -> Vec<FilterSummary> {
    let summary = |filter: &SavedFilter| FilterSummary {
        id: filter.id,
        name: filter.name.clone(),
        shared: filter.shared,
        count: snapshot.tally(asked(ctx, actor, filter.criteria.clone())).charges,
    };
    saved.iter().map(summary).collect()
}

/// What rows are made with.
struct View<'a> {
    actor: &'a Actor,
    snapshot: &'a Snapshot,
    sight: Sight,
    now: DateTime<Utc>,
    today: NaiveDate,
    names: &'a HashMap<UserId, String>,
}

impl View<'_> {
    fn row(&self, found: GridFound) -> GridRow {
        let charge: GridCharge<'_> = found.charge(self.snapshot);
        let sees = |company| self.sight.sees(company);
        let company = self.actor.companies.iter().find(|seen| seen.id == charge.company);
        let by = charge.party.last_contact_by(sees).and_then(|user| self.names.get(&user).cloned());
        let last = charge.party.last_contact(sees);
        GridRow {
            id: charge.id,
            client: charge.client,
            name: charge.party.text(Text::Name).to_owned(),
            document: charge.document.to_owned(),
            company: company.map(|company| company.name.clone()).unwrap_or_default(),
            due: charge.due,
            days_late: (self.today - charge.due).num_days(),
            balance: charge.balance,
            updated: charge.updated,
            last_contact: last
                .map(|last| domain::contact::LastContact { user: by.unwrap_or_default(), ..last }),
            contacted_today: charge.party.contacted_today(self.now),
            next_appointment: charge.party.next_appointment(sees),
            promised: charge.promised,
            instalment: charge.instalment,
        }
    }
}
