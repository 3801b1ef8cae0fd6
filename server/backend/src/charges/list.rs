//! The list of charges (Lançamentos Financeiros), with the totals of the whole result.

use crate::{
    Actor, Ctx, Error,
    book::Snapshot,
    ctx::{FIRST_DAY, LAST_DAY},
    ledgers,
    rules::Rules,
    scope,
    store::{
        Tx,
        charges::{self, Head, Matching, Page},
        ledger,
    },
};
use chrono::{Days, NaiveDate};
use domain::{
    FieldError, Money,
    charge::{ChargeColumn, ChargeRow, ChargeStatus, ChargeTotals, ChargesPage, ChargesQuery},
    delinquency::PAGE_ROWS,
    id::{ChargeId, ClientId, UserId},
    ledger::Ledger,
    period::Preset,
    permission::Permission,
    text::search_terms,
};
use std::{collections::HashMap, sync::Arc};

/// How many rows are read at a time when all are wanted.
const AT_ONCE: usize = 500;

/// One page of the list that `query` asks for, with the totals of all pages.
pub async fn list(ctx: &Ctx, actor: &Actor, query: ChargesQuery) -> Result<ChargesPage, Error> {
    actor.require(Permission::CrmRead)?;
    // Before the transaction: nobody who holds a connection waits for another one.
    let book = ctx.book.snapshot(&ctx.db).await?;
    let mut tx = ctx.db.read().await?;
    let (found, mut page) = find(&mut tx, ctx, actor, &book, &query).await?;
    let Some(found) = found else { return Ok(page) };
    page.pages = page.totals.count.div_ceil(PAGE_ROWS).max(1);
    page.page = query.page.clamp(1, page.pages);
    let wanted = found.part((page.page - 1) * PAGE_ROWS, PAGE_ROWS);
    let ids = found.ids(&mut tx, wanted).await?;
    page.rows = found.rows(&mut tx, &ids).await?;
    Ok(page)
}

/// Hands all rows of the list to `put`, some at a time and in its order; answers the list without rows.
pub async fn each(
    ctx: &Ctx,
    actor: &Actor,
    query: ChargesQuery,
    put: &mut (dyn FnMut(Vec<ChargeRow>) -> Result<(), Error> + Send),
) -> Result<ChargesPage, Error> {
    actor.require(Permission::CrmRead)?;
    let book = ctx.book.snapshot(&ctx.db).await?;
    let mut tx = ctx.db.read().await?;
    let (found, page) = find(&mut tx, ctx, actor, &book, &query).await?;
    if let Some(found) = found {
        let ids = found.ids(&mut tx, found.part(0, page.totals.count)).await?;
        for some in ids.chunks(AT_ONCE) {
            put(found.rows(&mut tx, some).await?)?;
        }
    }
    Ok(page)
}

/// What a query finds, and what its amounts are computed from.
struct Found {
    user: UserId,
    matching: Matching,
    rules: Arc<Rules>,
    amounts: Amounts,
    /// The sums are the book's; what rows come to is computed for them alone.
    in_book: bool,
    query: ChargesQuery,
    today: NaiveDate,
}

/// What the query finds, nothing when that is nothing; and the list with its totals and without rows.
async fn find(
    tx: &mut Tx,
    ctx: &Ctx,
    actor: &Actor,
    book: &Snapshot,
    query: &ChargesQuery,
) -> Result<(Option<Found>, ChargesPage), Error> {
    let today = ctx.clock.today();
    let of = match query.of {
        Some(client) => Some((client, scope::client(tx, actor, client).await?.name)),
        None => None,
    };
    let matching = match matching(actor, query, today) {
        Ok(matching) => matching,
        Err(errors) => return Ok((None, nothing(actor, today, of, errors))),
    };
    let (count, original, paid, balance) = match &matching {
        Some(matching) => charges::totals(tx, matching).await?,
        None => (0, 0, 0, 0),
    };
    let empty = nothing(actor, today, of, Vec::new());
    let Some(matching) = matching.filter(|_| count > 0) else { return Ok((None, empty)) };
    let rules = ctx.rules.of(tx).await?;
    let by_updated = query.sort == ChargeColumn::Updated;
    let in_book = !by_updated && matching.is_of_company_and_day() && book.is_of(&tx.counters().await?);
    let amounts = if in_book {
        Amounts { late: late(book, actor, &matching, today), ..Amounts::default() }
    } else {
        Amounts::of(tx, &rules, &matching, today, by_updated).await?
    };
    let [original, paid, balance] = [original, paid, balance].map(Money::from_centavos);
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    let totals = ChargeTotals { count, original, paid, balance, updated: balance + amounts.late };
    let found = Found { user: actor.user, matching, rules, amounts, in_book, query: query.clone(), today };
    Ok((Some(found), ChargesPage { totals, ..empty }))
}

impl Found {
    /// So many rows from a place.
    fn part(&self, from: u32, rows: u32) -> Page {
        Page {
            column: self.query.sort,
            descending: self.query.descending,
            today: self.today,
            without_open: false,
            rows,
            from,
        }
    }

    async fn ids(&self, tx: &mut Tx, wanted: Page) -> Result<Vec<ChargeId>, Error> {
        match wanted.column {
            ChargeColumn::Updated => by_amount(tx, &self.matching, wanted, &self.amounts).await,
            _ => charges::ids(tx, &self.matching, wanted).await,
        }
    }

    async fn rows(&self, tx: &mut Tx, ids: &[ChargeId]) -> Result<Vec<ChargeRow>, Error> {
        let rows = charges::by_ids(tx, ids).await?;
        let own = if self.in_book {
            let of = of_rows(tx, self.user, &self.rules, &rows, self.today).await?;
            Some(Amounts { of, ..Amounts::default() })
        } else {
            None
        };
        let amounts = own.as_ref().unwrap_or(&self.amounts);
        Ok(rows.into_iter().map(|row| amounts.row(row, self.today)).collect())
    }
}

/// What fine and interest come to, of the open charges of whole companies and days of falling due: the book has them
/// all, and need not read half a million rows for a sum.
fn late(book: &Snapshot, actor: &Actor, of: &Matching, today: NaiveDate) -> Money {
    let mut late = Money::ZERO;
    if of.status.is_some_and(|status| status != ChargeStatus::Open) {
        return late;
    }
    let (first, last) = of.due;
    for company in actor.companies.iter().filter(|seen| of.company.is_none_or(|company| company == seen.id)) {
        book.each_charge(company.id, today, |_, due, balance, updated| {
            if first.is_none_or(|first| due >= first) && last.is_none_or(|last| due <= last) {
                late += updated - balance;
            }
        });
    }
    late
}

/// What the overdue charges among some rows come to.
async fn of_rows(
    tx: &mut Tx,
    user: UserId,
    rules: &Rules,
    rows: &[ChargeRow],
    today: NaiveDate,
) -> Result<HashMap<ChargeId, Option<Money>>, Error> {
    let late = rows.iter().filter(|row| row.status == ChargeStatus::Open && row.due < today);
    let ids: Vec<ChargeId> = late.map(|row| row.id).collect();
    let heads = charges::heads(tx, &ids, user).await?;
    let ledgers = ledger::ledgers(tx, &heads).await?;
    let amount = |(head, ledger): (&Head, &Ledger)| {
        let owed = ledger.owed(&rules.terms(head.company, today), today);
        (head.id, owed.ok().map(|owed| owed.total))
    };
    Ok(heads.iter().zip(&ledgers).map(amount).collect())
}

/// What the open charges of the result come to.
#[derive(Default)]
struct Amounts {
    /// Only those that late charges may be asked of; of all others it is the balance. Nothing where the index
    /// lacks a month.
    of: HashMap<ChargeId, Option<Money>>,
    /// All open charges from the least to the most; only where they are needed in this order.
    sorted: Vec<(Money, NaiveDate, ChargeId)>,
    /// By how much all of them together exceed their balances.
    late: Money,
}

impl Amounts {
    async fn of(
        tx: &mut Tx,
        rules: &Rules,
        matching: &Matching,
        today: NaiveDate,
        sorted: bool,
    ) -> Result<Self, Error> {
        let open = charges::open(tx, matching, (!sorted).then_some(today)).await?;
        let moved: Vec<ChargeId> =
            open.iter().filter(|charge| charge.moved && charge.due < today).map(|charge| charge.id).collect();
        let mut entries = ledger::of_charges(tx, &moved).await?;
        let mut amounts =
            Self { of: HashMap::with_capacity(open.len()), sorted: Vec::new(), late: Money::ZERO };
        for charge in &open {
            let amount = ledgers::updated(charge, &mut entries, rules, today)?;
            let shown = amount.unwrap_or(charge.balance);
            amounts.late += shown - charge.balance;
            amounts.of.insert(charge.id, amount);
            if sorted {
                amounts.sorted.push((shown, charge.due, charge.id));
            }
        }
        amounts.sorted.sort_unstable();
        Ok(amounts)
    }

    /// The row with what it comes to today.
    fn row(&self, row: ChargeRow, today: NaiveDate) -> ChargeRow {
        if row.status != ChargeStatus::Open {
            return row;
        }
        let updated = self.of.get(&row.id).copied().unwrap_or(Some(row.balance));
        ChargeRow { days_late: (today - row.due).num_days().max(0), updated, ..row }
    }
}

/// A page in the order of what the charges come to; what is not open comes to nothing and stands last.
async fn by_amount(
    tx: &mut Tx,
    matching: &Matching,
    wanted: Page,
    amounts: &Amounts,
) -> Result<Vec<ChargeId>, Error> {
    let ordered = |place: usize| {
        let last = amounts.sorted.len() - 1;
        amounts.sorted[if wanted.descending { last - place } else { place }].2
    };
    let (from, open) = (wanted.from as usize, amounts.sorted.len());
    let mut ids: Vec<ChargeId> =
        (from.min(open)..(from + wanted.rows as usize).min(open)).map(ordered).collect();
    let shown = u32::try_from(ids.len()).unwrap_or(wanted.rows);
    if shown < wanted.rows {
        let from = u32::try_from(from.saturating_sub(open)).unwrap_or(u32::MAX);
        let rest = Page {
            column: ChargeColumn::Due,
            descending: true,
            without_open: true,
            rows: wanted.rows - shown,
            from,
            ..wanted
        };
        ids.extend(charges::ids(tx, matching, rest).await?);
    }
    Ok(ids)
}

/// What the query asks for; nothing when no charge can fit.
fn matching(
    actor: &Actor,
    query: &ChargesQuery,
    today: NaiveDate,
) -> Result<Option<Matching>, Vec<FieldError>> {
    let mut errors = Vec::new();
    let mut range = |period: Option<Preset>, (from, until): (&str, &str), names: [&str; 2]| {
        let range = period.map(|period| period.range_typed(today, from, until))?;
        match range {
            Ok(range) => Some(range),
            Err(wrong) => {
                let place = |error: &FieldError| usize::from(error.field != "from");
                errors.extend(wrong.into_iter().map(|error| error.error.clone().on(names[place(&error)])));
                None
            }
        }
    };
    let due = range(query.due, (&query.due_from, &query.due_until), ["venc_de", "venc_ate"]);
    let paid = range(query.paid, (&query.paid_from, &query.paid_until), ["pago_de", "pago_ate"]);
    if query.company.is_some_and(|company| !actor.sees(company)) {
        errors.push(domain::Error::NotAnOption.on("empresa"));
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let paid = paid.map(|(from, until)| (from.unwrap_or(FIRST_DAY), until.unwrap_or(LAST_DAY)));
    let mut due = due.unwrap_or_default();
    let mut status = query.status;
    if query.overdue {
        let yesterday = today - Days::new(1);
        due.1 = Some(due.1.map_or(yesterday, |last| last.min(yesterday)));
        if status.is_some_and(|status| status != ChargeStatus::Open) {
            return Ok(None);
        }
        status = Some(ChargeStatus::Open);
    }
    Ok(Some(Matching {
        user: actor.user,
        client: query.of,
        company: query.company,
        status,
        method: query.method,
        due,
        paid,
        document: query.document.trim().to_owned(),
        terms: charges::chosen_terms(search_terms(&query.client)),
    }))
}

fn nothing(
    actor: &Actor,
    today: NaiveDate,
    of: Option<(ClientId, String)>,
    errors: Vec<FieldError>,
) -> ChargesPage {
    ChargesPage {
        today,
        of,
        rows: Vec::new(),
        page: 1,
        pages: 1,
        totals: ChargeTotals::default(),
        companies: actor.companies.clone(),
        errors,
    }
}
