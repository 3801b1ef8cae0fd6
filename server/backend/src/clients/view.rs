//! The page of one client: everything in one consistent picture.

use crate::{
    Actor, Ctx, Error, agreements,
    ctx::{day_around, new_id},
    live, messages, promises, scope,
    store::{
        Tx, appointments, charges,
        clients::{self, Part},
        contacts, people, users,
    },
};
use chrono::{NaiveDate, TimeDelta};
use domain::{
    charge::ChargeLine,
    client::{AppointmentLine, ClientBar, ClientData, ClientQuery, ClientView, HISTORY_LINES},
    contact::{ContactSeed, HistoryEntry, LastContact, Outcome, propose_next},
    id::{AppointmentId, ClientId, ContactId, UserId},
    permission::Permission,
    tax_id,
};

/// Lines of a whole history: more than anybody reads, fewer than hurt.
const WHOLE_HISTORY: u32 = 10_000;

/// The client's own data.
pub async fn data(ctx: &Ctx, actor: &Actor, client: ClientId) -> Result<ClientData, Error> {
    actor.require(Permission::CrmRead)?;
    let mut tx = ctx.db.read().await?;
    scope::client(&mut tx, actor, client).await
}

/// Everything that the client page shows.
pub async fn view(ctx: &Ctx, actor: &Actor, query: ClientQuery) -> Result<ClientView, Error> {
    actor.require(Permission::CrmRead)?;
    let (id, user, now, today) = (query.client, actor.user, ctx.clock.now(), ctx.clock.today());
    let mut tx = ctx.db.read().await?;
    // More than a day, wherever the client lives.
    let (mut client, parts) =
        clients::with_parts(&mut tx, id, user, now - TimeDelta::days(2)).await?.ok_or(Error::NotFound)?;
    client.tax_id = tax_id::masked(&client.tax_id);

    let lines = if query.whole_history { WHOLE_HISTORY } else { HISTORY_LINES };
    let (mut history, history_total) = history(&mut tx, actor, id, lines).await?;
    let last = match last_of(&history) {
        None if history_total > lines => contacts::last(&mut tx, id, user).await?,
        last => last,
    };
    let voidable = last.as_ref().filter(|_| actor.role.allows(Permission::CrmDelete)).map(|last| last.0);
    allow_voiding(&mut history, voidable);
    let contacted_today = if parts.has(Part::Contacts) {
        contacts::today(&mut tx, id, user, day_around(&client.uf, now)).await?
    } else {
        None
    };
    let people = if parts.has(Part::People) { people::of_client(&mut tx, id).await? } else { Vec::new() };
    let appointments = if parts.has(Part::Appointments) {
        appointments::pending_of_client(&mut tx, id, user).await?
    } else {
        Vec::new()
    };
    let promises = if parts.has(Part::Promises) {
        promises::briefs(&mut tx, actor, id, today).await?
    } else {
        Vec::new()
    };
    let messages =
        if parts.has(Part::Messages) { messages::of_client(&mut tx, actor, id).await? } else { Vec::new() };
    let here =
        if parts.has(Part::Presence) { live::others(&mut tx, ctx, actor, id).await? } else { Vec::new() };
    let agreements = if parts.has(Part::Agreements) {
        agreements::running(&mut tx, ctx, actor, id).await?
    } else {
        Vec::new()
    };
    let rules = ctx.rules.of(&mut tx).await?;
    let open = charges::open_of_client(&mut tx, id, user, &rules, today).await?;
    let assignees = users::colleagues_for_client(&mut tx, user, id).await?;

    let seed = ContactSeed {
        key: new_id().to_string(),
        comment_key: new_id().to_string(),
        appointment_key: new_id().to_string(),
        now: ctx.clock.local_now(),
        proposals: Outcome::ALL
            .iter()
            .map(|outcome| propose_next(*outcome, ctx.clock.local_now(), rules.holidays()))
            .collect(),
        assignees,
        me: user,
        appointment: completed(&appointments, query.appointment, user, today),
    };
    let (overdue, upcoming): (Vec<_>, Vec<_>) = open.into_iter().partition(|charge| charge.due < today);
    let bar = ClientBar {
        owed: overdue.iter().map(ChargeLine::updated).sum(),
        overdue_count: u32::try_from(overdue.len()).unwrap_or(u32::MAX),
        days_late: overdue.first().map_or(0, |oldest| oldest.days_late),
        last_contact: last.map(|last| last.1),
        next_appointment: appointments.first().cloned(),
        contacted_today,
        promises,
        here,
        agreements,
    };
    Ok(ClientView {
        client,
        bar,
        people,
        history,
        history_total,
        overdue,
        upcoming,
        appointments,
        messages,
        seed,
    })
}

/// What a contact of `user` completes: the appointment that the page was opened for, or else the earliest of their own
/// that is due. However they came to the client, it is done then.
fn completed(
    pending: &[AppointmentLine],
    named: Option<AppointmentId>,
    user: UserId,
    today: NaiveDate,
) -> Option<AppointmentId> {
    let named = pending.iter().find(|line| Some(line.id) == named);
    let due = || pending.iter().find(|line| line.assignee_id == user && line.on <= today);
    named.or_else(due).map(|line| line.id)
}

/// The newest lines of the history, and how many there are in all.
async fn history(
    tx: &mut Tx,
    actor: &Actor,
    client: ClientId,
    lines: u32,
) -> Result<(Vec<HistoryEntry>, u32), Error> {
    // One more than is shown tells whether there are more: only then are they counted.
    let mut history = contacts::history(tx, client, actor.user, lines + 1).await?;
    let total = u32::try_from(history.len()).unwrap_or(u32::MAX);
    if total <= lines {
        return Ok((history, total));
    }
    history.pop();
    Ok((history, contacts::count(tx, client, actor.user).await?))
}

/// The last contact that counts, where it is among these lines: mostly it is, which spares a statement.
fn last_of(history: &[HistoryEntry]) -> Option<(ContactId, LastContact)> {
    let counts = |entry: &&HistoryEntry| entry.contact.is_some() && entry.voided.is_none();
    let entry = history.iter().find(counts)?;
    let facts = entry.contact.as_ref()?;
    let (at, user) = (entry.at, entry.user.clone());
    Some((entry.id, LastContact { at, channel: facts.channel, outcome: facts.outcome, user }))
}

/// Only the last contact may be voided: the one that tells how things stand.
fn allow_voiding(history: &mut [HistoryEntry], last: Option<ContactId>) {
    for entry in history {
        entry.may_void &= last == Some(entry.id);
    }
}
