//! Whom a run would reach, and beginning it with its dry run.

use super::work;
use crate::{
    Actor, Ctx, Error,
    book::{GridCharge, Text},
    ctx::new_id,
    events, grid,
    store::{bulk_runs, templates},
};
use domain::{
    Error as Rule, Money,
    bulk::{BulkAsk, BulkPlan, CLIENTS_MAX, PlannedClient, StartBulk},
    error::Check,
    id::{BulkId, TemplateId},
    message::{MessageChannel, Situation, TemplateLine},
    permission::Permission,
};
use serde_json::json;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Clients that the plan shows.
const SHOWN: usize = 20;
/// Earlier runs that it shows.
const RUNS: u32 = 8;

/// Whom a run would reach.
pub async fn plan(ctx: &Ctx, actor: &Actor, ask: &BulkAsk) -> Result<BulkPlan, Error> {
    actor.require(Permission::CrmCreate)?;
    let clients = clients(ctx, actor, ask).await?;
    let mut tx = ctx.db.read().await?;
    let templates = templates::all(&mut tx).await?;
    let of = (!actor.role.reviews_everybody()).then_some(actor.user);
    let runs = bulk_runs::latest(&mut tx, actor.user, of, RUNS).await?;
    drop(tx);
    let situation = commonest(clients.iter().map(|client| Situation::of_days_late(client.days_late)));
    let fits = |one: &&TemplateLine| one.channel == MessageChannel::Email && Some(one.situation) == situation;
    let proposed = templates.iter().find(fits).map(|one| one.id);
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Ok(BulkPlan {
        clients: count(clients.len()),
        charges: count(clients.iter().map(|client| client.charges.len()).sum()),
        updated: clients.iter().map(|client| client.updated).sum(),
        contacted: count(clients.iter().filter(|client| client.contacted_today).count()),
        left_out: clients.iter().map(|client| client.left_out).sum(),
        runs,
        next: clients.iter().find(|client| !client.contacted_today).cloned(),
        first: clients.into_iter().take(SHOWN).collect(),
        proposed,
        templates: templates.into_iter().map(|one| (one.id, one.name, one.channel)).collect(),
        key: new_id().to_string(),
    })
}

/// Begins a run: the dry run goes on behind the page. A form sent twice begins one.
pub async fn start(ctx: &Ctx, actor: &Actor, ask: &BulkAsk, cmd: &StartBulk) -> Result<BulkId, Error> {
    actor.require(Permission::CrmCreate)?;
    let mut check = Check::default();
    let template: Option<TemplateId> = check.take("template", cmd.template.parse());
    let key = check.take("key", cmd.key.trim().parse::<Uuid>().map_err(|_| Rule::NotAnOption));
    check.done()?;
    let (Some(template), Some(key)) = (template, key) else { return Err(Error::Invalid(Vec::new())) };
    let clients = clients(ctx, actor, ask).await?;
    if clients.is_empty() {
        return Err(Rule::Required.on("rows").into());
    }
    if clients.len() > CLIENTS_MAX as usize {
        return Err(Rule::TooMany { max: CLIENTS_MAX }.on("rows").into());
    }
    let now = ctx.clock.now();
    let mut tx = ctx.db.begin().await?;
    if let Some(known) = bulk_runs::by_key(&mut tx, key, actor.user).await? {
        return Ok(known);
    }
    let template =
        templates::by_id(&mut tx, template).await?.ok_or_else(|| Rule::NotAnOption.on("template"))?;
    // Nobody but a person opens WhatsApp.
    if !matches!(template.channel, MessageChannel::Email | MessageChannel::Letter) {
        return Err(Rule::NotAnOption.on("template").into());
    }
    let id = BulkId(new_id());
    bulk_runs::insert(&mut tx, id, &template, (actor.user, now), key).await?;
    let items = clients.iter().map(|one| (one.client, one.company, one.charges.as_slice(), new_id()));
    bulk_runs::insert_items(&mut tx, id, items).await?;
    let data = json!({ "template": template.name, "channel": template.channel, "clients": clients.len() });
    events::done_by(&mut tx, ctx, actor, None, "bulk_begun", id.0, data).await?;
    tx.commit().await?;
    work::begin(ctx, id).await;
    Ok(id)
}

/// What most of them are.
fn commonest(all: impl Iterator<Item = Situation>) -> Option<Situation> {
    let mut counts = [0_u32; Situation::ALL.len()];
    all.for_each(|one| counts[one as usize] += 1);
    let most = counts.into_iter().enumerate().max_by_key(|(_, count)| *count)?;
    (most.1 > 0).then(|| Situation::ALL[most.0])
}

/// The clients of the grid, each once, for the company that they owe most of it to.
async fn clients(ctx: &Ctx, actor: &Actor, ask: &BulkAsk) -> Result<Vec<PlannedClient>, Error> {
    let (asked, snapshot) = grid::whole(ctx, actor, &ask.query).await?;
    let found = snapshot.grid(asked?);
    let chosen: HashSet<_> = ask.rows.iter().copied().collect();
    let (now, today) = (ctx.clock.now(), ctx.clock.today());
    let mut places: HashMap<_, usize> = HashMap::new();
    let mut clients: Vec<Vec<PlannedClient>> = Vec::new();
    for row in &found.rows {
        let charge: GridCharge<'_> = row.charge(&snapshot);
        if !chosen.is_empty() && !chosen.contains(&charge.id) {
            continue;
        }
        let place = *places.entry(charge.client).or_insert_with(|| {
            clients.push(Vec::new());
            clients.len() - 1
        });
        let days_late = (today - charge.due).num_days();
        let creditors = &mut clients[place];
        match creditors.iter_mut().find(|one| one.company == charge.company) {
            Some(one) => {
                one.charges.push(charge.id);
                one.updated += charge.updated;
                one.days_late = one.days_late.max(days_late);
            }
            None => creditors.push(PlannedClient {
                client: charge.client,
                name: charge.party.text(Text::Name).to_owned(),
                company: charge.company,
                charges: vec![charge.id],
                updated: charge.updated,
                days_late,
                contacted_today: charge.party.contacted_today(now),
                left_out: 0,
            }),
        }
    }
    let most = |creditors: Vec<PlannedClient>| {
        let all: usize = creditors.iter().map(|one| one.charges.len()).sum();
        let mut most = creditors.into_iter().max_by_key(|one| one.updated.max(Money::ZERO))?;
        most.left_out = u32::try_from(all - most.charges.len()).unwrap_or(u32::MAX);
        Some(most)
    };
    Ok(clients.into_iter().filter_map(most).collect())
}
