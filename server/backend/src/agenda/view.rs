//! What the agenda shows.

use super::tally::Tallies;
use crate::{
    Actor, Ctx, Error,
    book::Snapshot,
    ctx::{FIRST_DAY, LAST_DAY},
    promises,
    store::{
        Tx,
        appointments::{self, Span, Whose},
        users,
    },
};
use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::{
    FieldError,
    agenda::{AgendaGroup, AgendaQuery, AgendaRow, AgendaView, Assignee, GROUP_ROWS},
    permission::Permission,
};

/// Hands all pending appointments that `query` asks for to `put`, some days at a time, the first first; answers
/// how many they are. Nothing when the query is wrong, as the page has it.
pub async fn each(
    ctx: &Ctx,
    actor: &Actor,
    query: AgendaQuery,
    put: &mut (dyn FnMut(Vec<AgendaRow>) -> Result<(), Error> + Send),
) -> Result<u32, Error> {
    actor.require(Permission::CrmRead)?;
    let (now, today) = (ctx.clock.now(), ctx.clock.today());
    let Ok(span) = span(&query, today) else { return Ok(0) };
    let whose = whose(actor, &query);
    let book = ctx.book.snapshot(&ctx.db).await?;
    let mut tx = ctx.db.read().await?;
    let tally = Tallies(appointments::tally(&mut tx, actor.user, whose.assignee).await?);
    let figures = Figures { book: &book, actor, tally: &tally, now, today };
    let mut count = 0;
    for days in tally.parts(whose, span, AT_ONCE) {
        let rows = figures.rows(&mut tx, whose, days, u32::MAX).await?;
        count += u32::try_from(rows.len()).unwrap_or_default();
        put(rows)?;
    }
    Ok(count)
}

/// How many rows are read at a time when all are wanted; more where a day has more.
const AT_ONCE: u32 = 500;

/// Which days the query asks for.
fn span(query: &AgendaQuery, today: NaiveDate) -> Result<Span, Vec<FieldError>> {
    if !query.unreadable.is_empty() {
        return Err(query.unreadable.clone());
    }
    let range = query.period.map(|period| period.range_typed(today, &query.from, &query.until));
    let (from, until) = range.unwrap_or(Ok((None, None)))?;
    Ok(Span { from: from.unwrap_or(FIRST_DAY), until: until.unwrap_or(LAST_DAY) })
}

/// Whose appointments the query asks for.
fn whose(actor: &Actor, query: &AgendaQuery) -> Whose {
    let assignee = match assignee(actor, query) {
        Assignee::Me => Some(actor.user),
        Assignee::Everybody => None,
        Assignee::User(user) => Some(user),
    };
    Whose { viewer: actor.user, assignee, company: query.company }
}

/// Whose agenda is shown: who reviews everybody sees everybody's, unless somebody is named.
fn assignee(actor: &Actor, query: &AgendaQuery) -> Assignee {
    let usual = if actor.role.reviews_everybody() { Assignee::Everybody } else { Assignee::Me };
    query.assignee.unwrap_or(usual)
}

/// The pending appointments that `query` asks for.
pub async fn view(ctx: &Ctx, actor: &Actor, query: AgendaQuery) -> Result<AgendaView, Error> {
    actor.require(Permission::CrmRead)?;
    let (now, today) = (ctx.clock.now(), ctx.clock.today());
    let assignee = assignee(actor, &query);
    let (span, errors) = match span(&query, today) {
        Ok(span) => (span, Vec::new()),
        // No days at all: what was not asked for is not shown either.
        Err(errors) => (Span { from: LAST_DAY, until: FIRST_DAY }, errors),
    };
    let whose = whose(actor, &query);

    let book = ctx.book.snapshot(&ctx.db).await?;
    let mut tx = ctx.db.read().await?;
    // Who reviews everybody has everybody's counts above whatever is listed.
    let counted = if actor.role.reviews_everybody() { None } else { whose.assignee };
    let tally = Tallies(appointments::tally(&mut tx, actor.user, counted).await?);
    let [late, due_today, next] = groups(span, today);
    // They are for today: an agenda of other days has none.
    let promises = if due_today.from > due_today.until {
        Vec::new()
    } else {
        promises::due(&mut tx, whose, today).await?
    };
    let figures = Figures { book: &book, actor, tally: &tally, now, today };
    Ok(AgendaView {
        today,
        assignee,
        promises,
        late: figures.group(&mut tx, whose, late).await?,
        due_today: figures.group(&mut tx, whose, due_today).await?,
        next: figures.group(&mut tx, whose, next).await?,
        counts: tally.per_assignee(actor, query.company, today),
        month: tally.month(whose, book.holidays(), query.month.unwrap_or(today)),
        assignees: users::colleagues(&mut tx, actor.user).await?,
        companies: actor.companies.clone(),
        errors,
    })
}

/// The parts of `span` before, on and after today.
fn groups(span: Span, today: NaiveDate) -> [Span; 3] {
    let (yesterday, tomorrow) = (today - Days::new(1), today + Days::new(1));
    [
        Span { from: span.from, until: span.until.min(yesterday) },
        Span { from: span.from.max(today), until: span.until.min(today) },
        Span { from: span.from.max(tomorrow), until: span.until },
    ]
}

/// What the rows say beside what is planned.
struct Figures<'a> {
    book: &'a Snapshot,
    actor: &'a Actor,
    tally: &'a Tallies,
    now: DateTime<Utc>,
    today: NaiveDate,
}

impl Figures<'_> {
    async fn group(&self, tx: &mut Tx, whose: Whose, span: Span) -> Result<AgendaGroup, Error> {
        let total = self.tally.within(whose, span);
        if total == 0 {
            return Ok(AgendaGroup::default());
        }
        let rows = self.rows(tx, whose, span, GROUP_ROWS).await?;
        Ok(AgendaGroup { rows, total })
    }

    /// The first rows of some days, with what is owed.
    async fn rows(&self, tx: &mut Tx, whose: Whose, span: Span, most: u32) -> Result<Vec<AgendaRow>, Error> {
        let mut rows = appointments::rows(tx, whose, span, most, self.now).await?;
        for row in &mut rows {
            let owed = self.book.owed(row.client, &self.actor.companies, self.today);
            row.owed = owed.amount;
            row.days_late = owed.days_late;
        }
        Ok(rows)
    }
}
