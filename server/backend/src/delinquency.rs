//! The list of delinquent clients (F003-F004, F040-F043, F060-F061) and whom to contact next.
//!
//! Which charges count is decided by the period alone: a client is listed when at least one of its open
//! charges falls due within it, in a company that the actor sees. So *vencidos* (the default) lists who is
//! overdue, and *amanhã* lists who has to pay tomorrow. *Show all clients* lifts the end of *vencidos*: all
//! open charges count then, and clients who have only charges that are not yet due are listed too. Other
//! periods say themselves whether they reach beyond today; there it changes nothing. Dates of one's own
//! count from the first to the last, either of which may be left out; without both it is *vencidos*.

use crate::{
    Actor, Ctx, Error,
    book::{Filter, Found, Party, Sight, Snapshot, Text},
    ctx::local,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    FieldError, Money,
    delinquency::{DelinquencyPage, DelinquencyQuery, DelinquentRow, PAGE_ROWS},
    id::ClientId,
    period::Preset,
    permission::Permission,
    tax_id::masked,
    text::search_terms,
};

/// How many rows are made at a time when all are wanted.
const AT_ONCE: usize = 500;

/// One page of the list that `query` asks for, with the totals of all pages.
pub async fn list(ctx: &Ctx, actor: &Actor, query: DelinquencyQuery) -> Result<DelinquencyPage, Error> {
    actor.require(Permission::CrmRead)?;
    let now = ctx.clock.now();
    let today = ctx.clock.today();
    let filter = match filter(actor, &query, today) {
        Ok(filter) => filter,
        Err(errors) => return Ok(nothing(actor, errors)),
    };
    let snapshot = ctx.book.snapshot(&ctx.db).await?;
    let sight = snapshot.sight(filter.sees.iter().copied());
    let listing = snapshot.listing(filter);

    let clients = u32::try_from(listing.rows.len()).unwrap_or(u32::MAX);
    let pages = clients.div_ceil(PAGE_ROWS).max(1);
    let page = query.page.clamp(1, pages);
    let first = (page - 1) as usize * PAGE_ROWS as usize;
    let rows = listing.rows.iter().skip(first).take(PAGE_ROWS as usize);
    Ok(DelinquencyPage {
        rows: rows.map(|found| row(*found, &snapshot, &sight, now)).collect(),
        page,
        pages,
        clients,
        charges: listing.charges,
        total: Money::from_centavos(listing.total),
        updated: Money::from_centavos(listing.updated),
        companies: actor.companies.clone(),
        errors: Vec::new(),
    })
}

/// Hands all rows of the list to `put`, some at a time and in its order; answers the list without rows.
pub async fn each(
    ctx: &Ctx,
    actor: &Actor,
    query: DelinquencyQuery,
    put: &mut (dyn FnMut(Vec<DelinquentRow>) -> Result<(), Error> + Send),
) -> Result<DelinquencyPage, Error> {
    let first = DelinquencyQuery { page: 1, ..query.clone() };
    let page = DelinquencyPage { rows: Vec::new(), ..list(ctx, actor, first).await? };
    let Ok(filter) = filter(actor, &query, ctx.clock.today()) else { return Ok(page) };
    let snapshot = ctx.book.snapshot(&ctx.db).await?;
    let sight = snapshot.sight(filter.sees.iter().copied());
    let listing = snapshot.listing(filter);
    let now = ctx.clock.now();
    for some in listing.rows.chunks(AT_ONCE) {
        put(some.iter().map(|found| row(*found, &snapshot, &sight, now)).collect())?;
        tokio::task::yield_now().await;
    }
    let clients = u32::try_from(listing.rows.len()).unwrap_or(u32::MAX);
    // As these rows are, should somebody have changed something meanwhile.
    let [total, updated] = [listing.total, listing.updated].map(Money::from_centavos);
    Ok(DelinquencyPage { clients, charges: listing.charges, total, updated, ..page })
}

/// The clients that the list shows on all pages, in its order, and which of their due dates count.
pub(crate) async fn found(ctx: &Ctx, actor: &Actor, query: &DelinquencyQuery) -> Result<Clients, Error> {
    actor.require(Permission::CrmRead)?;
    let filter = filter(actor, query, ctx.clock.today())?;
    let due = (filter.from.unwrap_or(NaiveDate::MIN), filter.until.unwrap_or(NaiveDate::MAX));
    let snapshot = ctx.book.snapshot(&ctx.db).await?;
    let listing = snapshot.listing(filter);
    Ok(Clients { ids: listing.rows.iter().map(|found| found.client(&snapshot).0).collect(), due })
}

/// What [`found`] finds.
pub(crate) struct Clients {
    pub(crate) ids: Vec<ClientId>,
    /// The first and the last due date that count.
    pub(crate) due: (NaiveDate, NaiveDate),
}

/// The client to contact next: delinquent, not contacted today by anybody, and not `after`.
/// What the actor has to do by today comes first; then clients with whom nothing is planned; then the rest.
/// Among equals the one that owes most.
pub async fn next_to_contact(
    ctx: &Ctx,
    actor: &Actor,
    after: Option<ClientId>,
) -> Result<Option<ClientId>, Error> {
    actor.require(Permission::CrmRead)?;
    let now = ctx.clock.now();
    let today = ctx.clock.today();
    let Ok(filter) = filter(actor, &DelinquencyQuery::default(), today) else { return Ok(None) };
    let snapshot = ctx.book.snapshot(&ctx.db).await?;
    let sight = snapshot.sight(filter.sees.iter().copied());
    let listing = snapshot.listing(filter);

    // The list is in the order of what is owed: the first that fits is the one.
    let clients = || listing.rows.iter().map(|found| found.client(&snapshot));
    let waits = |client: ClientId, party: &Party| Some(client) != after && !party.contacted_today(now);
    let due = |party: &Party| party.due_for(actor.user, today, |company| sight.sees(company));
    let own = clients().filter_map(|(client, party)| Some((due(party)?, client, party)));
    let own = own.filter(|(_, client, party)| waits(*client, party)).min_by_key(|(due, ..)| *due);
    let first = |planned: bool| {
        clients().find(|(client, party)| party.is_planned() == planned && waits(*client, party))
    };
    let next = own.map(|(_, client, _)| client);
    Ok(next.or_else(|| first(false).or_else(|| first(true)).map(|(client, _)| client)))
}

fn filter(actor: &Actor, query: &DelinquencyQuery, today: NaiveDate) -> Result<Filter, Vec<FieldError>> {
    if !query.unreadable.is_empty() {
        return Err(query.unreadable.clone());
    }
    let (from, mut until) = query.period.range_typed(today, &query.from, &query.until).map_err(in_address)?;
    if query.period == Preset::Custom && (from, until) == (None, None) {
        until = Preset::AllOverdue.range(today).1;
    }
    if query.period == Preset::AllOverdue && query.show_all {
        until = None;
    }
    if query.company.is_some_and(|company| !actor.sees(company)) {
        return Err(vec![domain::Error::NotAnOption.on("empresa")]);
    }
    let mut terms = search_terms(&query.search);
    terms.extend(search_terms(&query.client));
    Ok(Filter {
        sees: actor.companies.iter().map(|company| company.id).collect(),
        company: query.company,
        role: query.role,
        from,
        until,
        terms,
        sort: query.sort,
        descending: query.descending,
        today,
    })
}

/// The same errors under the names that the dates have in the address.
fn in_address(mut errors: Vec<FieldError>) -> Vec<FieldError> {
    for error in &mut errors {
        if error.field == "from" { "de" } else { "ate" }.clone_into(&mut error.field);
    }
    errors
}

fn nothing(actor: &Actor, errors: Vec<FieldError>) -> DelinquencyPage {
    DelinquencyPage {
        rows: Vec::new(),
        page: 1,
        pages: 1,
        clients: 0,
        charges: 0,
        total: Money::ZERO,
        updated: Money::ZERO,
        companies: actor.companies.clone(),
        errors,
    }
}

fn row(found: Found, snapshot: &Snapshot, sight: &Sight, now: DateTime<Utc>) -> DelinquentRow {
    let (client, party) = found.client(snapshot);
    let text = |text| party.text(text).to_owned();
    let (count, total) = found.everything(snapshot, sight);
    let sees = |company| sight.sees(company);
    DelinquentRow {
        client,
        name: text(Text::Name),
        tax_id: masked(party.text(Text::TaxId)),
        email: text(Text::Email),
        phone: text(Text::Phone),
        city: text(Text::City),
        uf: text(Text::Uf),
        cep: text(Text::Cep),
        count: found.count,
        total: Money::from_centavos(found.total),
        updated: Money::from_centavos(found.updated),
        everything: (count != found.count).then(|| (count, Money::from_centavos(total))),
        days_late: (local(now).date() - found.oldest).num_days().max(0),
        last_contact: party.last_contact(sees),
        contacted_today: party.contacted_today(now),
        next_appointment: party.next_appointment(sees),
    }
}
