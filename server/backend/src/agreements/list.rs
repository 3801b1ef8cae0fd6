//! The list of agreements with how each is doing. That depends on the day, so it is computed and not stored; and
//! there are hundreds of agreements where there are hundreds of thousands of charges.

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
    agreement::{AgreementBrief, AgreementRow, AgreementsPage, AgreementsQuery, Health, health},
    charge::ChargeStatus,
    delinquency::PAGE_ROWS,
    id::{AgreementId, ChargeId, ClientId},
    ledger::Ledger,
    permission::Permission,
    text::search_terms,
};
use std::collections::HashMap;

/// Before the first and after the last day that a form accepts.
const FIRST_DAY: NaiveDate = NaiveDate::from_ymd_opt(1, 1, 1).expect("a day of the calendar");
const LAST_DAY: NaiveDate = NaiveDate::from_ymd_opt(9999, 12, 31).expect("a day of the calendar");

/// One page of the list that `query` asks for, with the totals of all pages.
pub async fn list(ctx: &Ctx, actor: &Actor, query: AgreementsQuery) -> Result<AgreementsPage, Error> {
    let asked = query.page;
    let mut list = all(ctx, actor, query).await?;
    list.pages = list.count.div_ceil(PAGE_ROWS).max(1);
    list.page = asked.clamp(1, list.pages);
    let first = (list.page - 1) as usize * PAGE_ROWS as usize;
    list.rows = list.rows.into_iter().skip(first).take(PAGE_ROWS as usize).collect();
    Ok(list)
}

/// All rows of the list as one page.
pub async fn all(ctx: &Ctx, actor: &Actor, query: AgreementsQuery) -> Result<AgreementsPage, Error> {
    actor.require(Permission::CrmRead)?;
    let today = ctx.clock.today();
    let mut tx = ctx.db.read().await?;
    let matching = matching(actor, &query, today);
    let errors = matching.as_ref().err().cloned().unwrap_or_default();
    let found = match &matching {
        Ok(matching) => agreements::matching(&mut tx, matching).await?,
        Err(_) => Vec::new(),
    };
    let mut rows = rows(&mut tx, ctx, actor, found, today).await?;
    rows.retain(|row| query.health.is_none_or(|health| health.matches(row.health)));
    if let Some(column) = query.sort {
        // Stable: who is alike stays in the order in which they were closed.
        rows.sort_by(|a, b| {
            let order = column.compare(a, b);
            if query.descending { order.reverse() } else { order }
        });
    }
    let count = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let total: Money = rows.iter().map(|row| row.total).sum();
    let received: Money = rows.iter().map(|row| row.received).sum();
    Ok(AgreementsPage {
        today,
        rows,
        page: 1,
        pages: 1,
        count,
        total,
        received,
        companies: actor.companies.clone(),
        users: users::colleagues(&mut tx, actor.user).await?,
        errors,
    })
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
        break_proposed: rules.of_company(company).breaking.proposes(health),
    }
}
