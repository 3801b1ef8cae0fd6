//! The one guard: what a person writes, a bulk run and the worker ask it alike.

use super::facts;
use crate::{
    Ctx, Error,
    ctx::{day_around, local_time},
    store::{Tx, clients, contacts, mail_servers, promises},
};
use chrono::{DateTime, Utc};
use domain::{
    address::Email,
    client::{ClientData, OptOut},
    contact::Channel,
    contact_hours::Outside,
    id::{CompanyId, UserId},
    message::{Ask, Facts, MessageChannel, Refusal},
    phone::Phone,
};

/// Whether a message may go out today, and what it says if so. `user` is who writes it: whose name a contact of
/// today is told to. Whoever calls has made sure that the company is in sight, and, to send, locked the client.
pub async fn check(tx: &mut Tx, ctx: &Ctx, user: UserId, ask: &Ask) -> Result<Result<Facts, Refusal>, Error> {
    let client = clients::of_company(tx, ask.client, ask.company).await?.ok_or(Error::NotFound)?;
    if let Some(refusal) = unwanted(&client, ask.channel.contact()) {
        return Ok(Err(refusal));
    }
    if !reachable(ask) {
        return Ok(Err(Refusal::NoAddress));
    }
    let rules = ctx.rules.of(tx).await?;
    let today = ctx.clock.today();
    let facts = match facts(tx, &rules, &client, ask.company, &ask.charges, today).await? {
        Ok(facts) => facts,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if ask.asks && facts.charges.is_empty() {
        return Ok(Err(Refusal::NothingOwed));
    }
    let missing = facts.creditor.missing();
    if ask.asks
        && !missing.is_empty()
        && matches!(ask.channel, MessageChannel::Email | MessageChannel::Letter)
    {
        return Ok(Err(Refusal::CompanyIncomplete(missing)));
    }
    let needs_server = ask.channel == MessageChannel::Email;
    if needs_server && mail_servers::for_company(tx, ask.company).await?.is_none() {
        return Ok(Err(Refusal::NoMailServer));
    }
    if !ask.reason.trim().is_empty() {
        return Ok(Ok(facts));
    }
    let what = (ask.channel.contact(), ask.company, ask.asks);
    let held = held(tx, ctx, user, &client, what, ask.decided).await?;
    Ok(held.into_iter().next().map_or(Ok(facts), Err))
}

/// What the client asked for.
pub(crate) fn unwanted(client: &ClientData, channel: Channel) -> Option<Refusal> {
    let by_channel = match channel {
        Channel::Phone => OptOut::Phone,
        Channel::Email => OptOut::Email,
        Channel::WhatsApp | Channel::Messenger => OptOut::Whatsapp,
        Channel::Sms => OptOut::Sms,
        Channel::Letter => OptOut::Letter,
        Channel::Other => OptOut::All,
    };
    if client.opt_outs.contains(&OptOut::All) {
        Some(Refusal::DoNotContact)
    } else {
        client.opt_outs.contains(&by_channel).then_some(Refusal::OptedOut(channel))
    }
}

fn reachable(ask: &Ask) -> bool {
    let fits = |to: &String| match ask.channel {
        MessageChannel::Email => Email::parse(to).is_ok(),
        MessageChannel::Whatsapp | MessageChannel::Sms => Phone::parse(to).is_ok(),
        MessageChannel::Letter => !to.trim().is_empty(),
    };
    !ask.to.is_empty() && ask.to.iter().all(fits)
}

/// All that speaks against a contact by this channel for this company, and yields to a reason. Of contacts and
/// promises only what was recorded after `decided` counts.
pub(crate) async fn held(
    tx: &mut Tx,
    ctx: &Ctx,
    user: UserId,
    client: &ClientData,
    (channel, company, asks): (Channel, CompanyId, bool),
    decided: Option<DateTime<Utc>>,
) -> Result<Vec<Refusal>, Error> {
    let mut held = Vec::new();
    if let Err(outside) = hours(tx, ctx, channel, &client.uf).await? {
        held.push(Refusal::OutsideHours(outside));
    }
    let day = day_around(&client.uf, ctx.clock.now());
    let since = decided.unwrap_or(DateTime::UNIX_EPOCH);
    if let Some(contact) = contacts::today_since(tx, client.id, user, day, since).await? {
        held.push(Refusal::ContactedToday(contact));
    }
    if asks && promises::is_open(tx, (client.id, company), ctx.clock.today(), since).await? {
        held.push(Refusal::PromiseOpen);
    }
    Ok(held)
}

/// Whether a client who lives there may be sought by this channel now: only what rings keeps hours.
async fn hours(tx: &mut Tx, ctx: &Ctx, channel: Channel, uf: &str) -> Result<Result<(), Outside>, Error> {
    if !channel.keeps_hours() {
        return Ok(Ok(()));
    }
    let rules = ctx.rules.of(tx).await?;
    let at = local_time(uf, ctx.clock.now());
    Ok(rules.contact_hours().allowed(uf.parse().ok(), at, rules.holidays()))
}
