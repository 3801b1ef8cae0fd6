//! The list of agreements with how each is doing. That depends on the day, so it is computed and not stored: for the
//! rows that are shown, unless what is asked for depends on it.

use crate::{
    Actor, Ctx, Error,
    rules::Rules,
    store::{
        Tx,
        agreements::{self, Agreement, Matching},
        charges, ledger, users,
    },
};
use chrono::NaiveDate;
use domain::{
    FieldError, Money,
    agreement::{
        AgreementBrief, AgreementColumn, AgreementRow, AgreementsPage, AgreementsQuery, Health, health,
    },
    charge::ChargeStatus,
    delinquency::PAGE_ROWS,
    id::{AgreementId, ChargeId, ClientId},
    ledger::Ledger,
    permission::Permission,
    text::search_terms,
};
use std::collections::HashMap;

/// How many agreements are computed at a time.
const AT_ONCE: usize = 500;

/// Before the first and after the last day that a form accepts.
const FIRST_DAY: NaiveDate = NaiveDate::from_ymd_opt(1, 1, 1).expect("a day of the calendar");
const LAST_DAY: NaiveDate = NaiveDate::from_ymd_opt(9999, 12, 31).expect("a day of the calendar");

/// One page of the list that `query` asks for, with the totals of all pages.
pub async fn list(ctx: &Ctx, actor: &Actor, query: AgreementsQuery) -> Result<AgreementsPage, Error> {
    actor.require(Permission::CrmRead)?;
    let mut tx = ctx.db.read().await?;
    let (found, mut page) = find(&mut tx, ctx, actor, &query).await?;
    page.pages = page.count.div_ceil(PAGE_ROWS).max(1);
    page.page = query.page.clamp(1, page.pages);
    let first = (page.page - 1) * PAGE_ROWS;
    page.rows = match found {
        Found::None => Vec::new(),
        Found::LastClosedFirst(matching) => {
            let some = agreements::matching(&mut tx, &matching, (first, PAGE_ROWS)).await?;
            rows(&mut tx, ctx, actor, some, page.today).await?
        }
        Found::Sorted(all) => {
            let some = all.into_iter().skip(first as usize).take(PAGE_ROWS as usize).collect();
            rows(&mut tx, ctx, actor, some, page.today).await?
        }
        Found::Computed(all) => all.into_iter().skip(first as usize).take(PAGE_ROWS as usize).collect(),
    };
    Ok(page)
}

/// Hands all rows of the list to `put`, some at a time and in its order; answers the list without rows.
pub async fn each(
    ctx: &Ctx,
    actor: &Actor,
    query: AgreementsQuery,
    put: &mut (dyn FnMut(Vec<AgreementRow>) -> Result<(), Error> + Send),
) -> Result<AgreementsPage, Error> {
    actor.require(Permission::CrmRead)?;
    let mut tx = ctx.db.read().await?;
    let (found, page) = find(&mut tx, ctx, actor, &query).await?;
    let all = match found {
        Found::None => Vec::new(),
        Found::LastClosedFirst(matching) => agreements::matching(&mut tx, &matching, (0, page.count)).await?,
        Found::Sorted(all) => all,
        Found::Computed(rows) => {
            put(rows)?;
            Vec::new()
        }
    };
    for some in all.chunks(AT_ONCE) {
        put(rows(&mut tx, ctx, actor, some.to_vec(), page.today).await?)?;
    }
    Ok(page)
}

/// What a query finds, in its order. The ledgers of instalments are read for what is shown, unless the order or the
/// choice needs those of all.
enum Found {
    None,
    LastClosedFirst(Matching),
    Sorted(Vec<Agreement>),
    Computed(Vec<AgreementRow>),
}

/// What the query finds, and the list with its totals and without rows.
async fn find(
    tx: &mut Tx,
    ctx: &Ctx,
    actor: &Actor,
    query: &AgreementsQuery,
) -> Result<(Found, AgreementsPage), Error> {
    let today = ctx.clock.today();
    let mut page = AgreementsPage {
        today,
        rows: Vec::new(),
        page: 1,
        pages: 1,
        count: 0,
        total: Money::ZERO,
        received: Money::ZERO,
        companies: actor.companies.clone(),
        users: users::colleagues(tx, actor.user).await?,
        errors: Vec::new(),
    };
    let matching = match matching(actor, query, today) {
        Ok(matching) => matching,
        Err(errors) => return Ok((Found::None, AgreementsPage { errors, ..page })),
    };
    let (count, total, received) = agreements::totals(tx, &matching).await?;
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    (page.count, page.total, page.received) = (count, total, received);
    let computed = query.health.is_some() || query.sort.is_some_and(AgreementColumn::is_computed);
    if query.sort.is_none() && !computed {
        return Ok((Found::LastClosedFirst(matching), page));
    }
    let mut all = agreements::matching(tx, &matching, (0, count)).await?;
    if !computed {
        let rules = ctx.rules.of(tx).await?;
        let mut keyed: Vec<(AgreementRow, Agreement)> = all
            .into_iter()
            .map(|agreement| (row(agreement.clone(), &[], &rules, today), agreement))
            .collect();
        sort(query, &mut keyed, |(row, _)| row);
        return Ok((Found::Sorted(keyed.into_iter().map(|(_, agreement)| agreement).collect()), page));
    }
    let mut kept = Vec::new();
    while !all.is_empty() {
        let rest = all.split_off(all.len().min(AT_ONCE));
        let some = rows(tx, ctx, actor, std::mem::replace(&mut all, rest), today).await?;
        kept.extend(
            some.into_iter().filter(|row| query.health.is_none_or(|health| health.matches(row.health))),
        );
    }
    sort(query, &mut kept, |row| row);
    page.count = u32::try_from(kept.len()).unwrap_or(u32::MAX);
    page.total = kept.iter().map(|row| row.total).sum();
    page.received = kept.iter().map(|row| row.received).sum();
    Ok((Found::Computed(kept), page))
}

/// Stable: who is alike stays in the order in which they were closed.
fn sort<T>(query: &AgreementsQuery, all: &mut [T], row: impl Fn(&T) -> &AgreementRow) {
    let Some(column) = query.sort else { return };
    all.sort_by(|a, b| {
        let order = column.compare(row(a), row(b));
        if query.descending { order.reverse() } else { order }
    });
}

/// A client's running agreements: those of which something is still to be paid.
pub(crate) async fn running(
    tx: &mut Tx,
    ctx: &Ctx,
    actor: &Actor,
    client: ClientId,
) -> Result<Vec<AgreementBrief>, Error> {
    let found = agreements::active_of_client(tx, client, actor.user).await?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let rows = rows(tx, ctx, actor, found, ctx.clock.today()).await?;
    let over = |health| matches!(health, Health::Fulfilled | Health::Renegotiated);
    let running = rows.into_iter().filter(|row| !over(row.health));
    Ok(running.map(|row| AgreementBrief { id: row.id, number: row.number, health: row.health }).collect())
}

async fn rows(
    tx: &mut Tx,
    ctx: &Ctx,
    actor: &Actor,
    found: Vec<Agreement>,
    today: NaiveDate,
) -> Result<Vec<AgreementRow>, Error> {
    let rules = ctx.rules.of(tx).await?;
    let ids: Vec<AgreementId> = found.iter().map(|agreement| agreement.id).collect();
    let parts = agreements::instalments(tx, &ids).await?;
    let charges: Vec<ChargeId> = parts.iter().map(|part| part.charge).collect();
    let heads = charges::heads(tx, &charges, actor.user).await?;
    let mut ledgers: HashMap<ChargeId, Ledger> =
        ledger::ledgers(tx, &heads).await?.into_iter().map(|ledger| (ledger.charge(), ledger)).collect();
    let mut of_agreement: HashMap<AgreementId, Vec<Ledger>> = HashMap::new();
    for part in parts {
        of_agreement.entry(part.agreement).or_default().extend(ledgers.remove(&part.charge));
    }
    Ok(found
        .into_iter()
        .map(|agreement| {
            let ledgers = of_agreement.remove(&agreement.id).unwrap_or_default();
            row(agreement, &ledgers, &rules, today)
        })
        .collect())
}

fn matching(actor: &Actor, query: &AgreementsQuery, today: NaiveDate) -> Result<Matching, Vec<FieldError>> {
    let range = match query.period {
        Some(period) => period.range_typed(today, &query.from, &query.until),
        None => Ok((None, None)),
    };
    let (from, until) = range.map_err(|mut errors| {
        for error in &mut errors {
            if error.field == "from" { "de" } else { "ate" }.clone_into(&mut error.field);
        }
        errors
    })?;
    if query.company.is_some_and(|company| !actor.sees(company)) {
        return Err(vec![domain::Error::NotAnOption.on("empresa")]);
    }
    Ok(Matching {
        viewer: actor.user,
        company: query.company,
        user: query.user,
        days: (from.unwrap_or(FIRST_DAY), until.unwrap_or(LAST_DAY)),
        terms: charges::chosen_terms(search_terms(&query.client)),
    })
}

fn row(agreement: Agreement, instalments: &[Ledger], rules: &Rules, today: NaiveDate) -> AgreementRow {
    let company = agreement.company.id;
    let health = health(agreement.state, instalments, &rules.terms(company, today), today);
    let open = instalments.iter().filter(|ledger| ledger.status() == ChargeStatus::Open);
    let settled = instalments.iter().filter(|ledger| ledger.status() == ChargeStatus::Settled).count();
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    AgreementRow {
        id: agreement.id,
        number: agreement.number,
        client: agreement.client,
        client_name: agreement.client_name,
        company: agreement.company.name,
        user: agreement.user,
        on: agreement.on,
        total: agreement.total,
        received: instalments.iter().map(|ledger| ledger.received(NaiveDate::MAX)).sum(),
        instalments: (count(settled), count(instalments.len())),
        next_due: open.map(Ledger::due).min(),
        health,
        break_proposed: agreement.break_rule.proposes(health),
    }
}
