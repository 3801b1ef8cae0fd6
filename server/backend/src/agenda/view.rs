//! What the agenda shows.

use crate::{
    Actor, Ctx, Error,
    book::Snapshot,
    store::{
        Tx,
        appointments::{self, Span, Whose},
        users,
    },
};
use chrono::{DateTime, Datelike, Days, Months, NaiveDate, Utc};
use domain::{
    agenda::{AgendaGroup, AgendaQuery, AgendaView, Assignee, AssigneeCount, GROUP_ROWS, MonthDay},
    calendar::national_holiday,
    permission::Permission,
};
use std::collections::HashMap;

/// The pending appointments that `query` asks for.
pub async fn view(ctx: &Ctx, actor: &Actor, query: AgendaQuery) -> Result<AgendaView, Error> {
    actor.require(Permission::CrmRead)?;
    let (now, today) = (ctx.clock.now(), ctx.clock.today());
    let assignee = query.assignee.unwrap_or(if actor.role.reviews_everybody() {
        Assignee::Everybody
    } else {
        Assignee::Me
    });
    let period = query.period.map(|period| period.range_typed(today, &query.from, &query.until));
    let ((from, until), errors) = match period {
        Some(Ok(range)) => (range, Vec::new()),
        Some(Err(errors)) => ((None, None), errors),
        None => ((None, None), Vec::new()),
    };
    let span = Span { from: from.unwrap_or(FIRST_DAY), until: until.unwrap_or(LAST_DAY) };
    let whose = Whose {
        viewer: actor.user,
        assignee: match assignee {
            Assignee::Me => Some(actor.user),
            Assignee::Everybody => None,
            Assignee::User(user) => Some(user),
        },
        company: query.company,
    };

    let book = ctx.book.snapshot(&ctx.db).await?;
    let mut tx = ctx.db.read().await?;
    let totals = appointments::counts(&mut tx, whose, span, today).await?;
    let owed = Figures { book: &book, actor, now, today };
    let [late, due_today, next] = groups(span, today);
    Ok(AgendaView {
        today,
        assignee,
        late: owed.group(&mut tx, whose, late, totals[0]).await?,
        due_today: owed.group(&mut tx, whose, due_today, totals[1]).await?,
        next: owed.group(&mut tx, whose, next, totals[2]).await?,
        counts: counts(&mut tx, actor, &query, today).await?,
        month: month(&mut tx, whose, query.month.unwrap_or(today)).await?,
        assignees: users::colleagues(&mut tx, actor.user).await?,
        companies: actor.companies.clone(),
        errors,
    })
}

/// Before the first and after the last day that a form accepts.
const FIRST_DAY: NaiveDate = NaiveDate::from_ymd_opt(1, 1, 1).expect("a day of the calendar");
const LAST_DAY: NaiveDate = NaiveDate::from_ymd_opt(9999, 12, 31).expect("a day of the calendar");

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
    now: DateTime<Utc>,
    today: NaiveDate,
}

impl Figures<'_> {
    async fn group(&self, tx: &mut Tx, whose: Whose, span: Span, total: u32) -> Result<AgendaGroup, Error> {
        if total == 0 {
            return Ok(AgendaGroup::default());
        }
        let mut rows = appointments::rows(tx, whose, span, GROUP_ROWS, self.now).await?;
        for row in &mut rows {
            let owed = self.book.owed(row.client, &self.actor.companies, self.today);
            row.owed = owed.amount;
            row.days_late = owed.days_late;
        }
        Ok(AgendaGroup { rows, total })
    }
}

/// The head line: of everybody for those who review everybody, of oneself for the others.
async fn counts(
    tx: &mut Tx,
    actor: &Actor,
    query: &AgendaQuery,
    today: NaiveDate,
) -> Result<Vec<AssigneeCount>, Error> {
    let week = today + Days::new(7);
    let mut counts = appointments::per_assignee(tx, actor.user, query.company, today, week).await?;
    if !actor.role.reviews_everybody() {
        counts.retain(|count| count.user == actor.user);
    }
    Ok(counts)
}

/// Every day of the month that `day` lies in.
async fn month(tx: &mut Tx, whose: Whose, day: NaiveDate) -> Result<Vec<MonthDay>, Error> {
    let first = day.with_day(1).unwrap_or(day);
    let span = Span { from: first, until: first + Months::new(1) - Days::new(1) };
    let counted: HashMap<NaiveDate, u32> = appointments::month(tx, whose, span).await?.into_iter().collect();
    let day = |on: NaiveDate| MonthDay {
        on,
        count: counted.get(&on).copied().unwrap_or_default(),
        holiday: national_holiday(on).is_some(),
    };
    Ok(first.iter_days().take_while(|on| *on <= span.until).map(day).collect())
}
