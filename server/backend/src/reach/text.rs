//! The text of a form: made by its template with the amounts of the day, followed as long as nobody changed it by hand.

use crate::{Error, messages};
use domain::{
    client::ClientData,
    contact::Channel,
    message::{Facts, MessageChannel, Situation, TemplateLine},
    phone::Phone,
    reach::ReachClient,
};
use sha2::{Digest, Sha256};

/// What number and text depend on.
pub(super) struct About<'a> {
    pub(super) channel: Channel,
    pub(super) client: &'a ClientData,
    /// Those of the channel.
    pub(super) templates: &'a [TemplateLine],
    /// What is owed today of the chosen charges, where it can be computed.
    pub(super) facts: Option<&'a Facts>,
}

/// Number, template and text for what the form now says. A text that somebody changed by hand stays: then this says
/// what it was not made for.
pub(super) fn fill(form: &mut ReachClient, about: &About<'_>, is_new: bool) -> Result<Option<String>, Error> {
    if form.to_for != form.channel {
        // Numbers stay from one channel to another, but no address becomes a number.
        let is_number =
            |channel: &str| ![Channel::Email, Channel::Letter].map(Channel::as_str).contains(&channel);
        if !is_number(&form.to_for) || !is_number(&form.channel) || form.to_for.is_empty() {
            form.to = proposed(about.channel, about.client);
        }
        form.to_for.clone_from(&form.channel);
    }
    // It has no field.
    if about.channel == Channel::Letter {
        form.to = proposed(about.channel, about.client);
    }
    let is_known = about.templates.iter().any(|template| template.id.to_string() == form.template);
    if !is_known && (is_new || !form.template.is_empty()) {
        let days = about.facts.map_or(0, Facts::days_late);
        let fitting = about.templates.iter().find(|one| one.situation == Situation::of_days_late(days));
        let template = fitting.or_else(|| about.templates.first());
        form.template = template.map(|template| template.id.to_string()).unwrap_or_default();
    }
    let Some(facts) = about.facts.filter(|facts| !facts.charges.is_empty()) else { return Ok(None) };
    let now = made_for(form, facts);
    let fresh = !std::mem::take(&mut form.fresh).is_empty();
    if !fresh && follows(form, &now) {
        form.made_for = now;
        return Ok(None);
    }
    let template = about.templates.iter().find(|template| template.id.to_string() == form.template);
    let is_own = !form.body.trim().is_empty() && form.made != fingerprint(form);
    match template {
        Some(template) if fresh || !is_own => {
            let prepared = messages::fill(template.channel, &template.subject, &template.body, facts)?;
            (form.subject, form.body) = (prepared.subject, prepared.body);
            form.made = fingerprint(form);
            form.made_for = now;
            Ok(None)
        }
        None if form.body.trim().is_empty() => {
            form.made_for = now;
            Ok(None)
        }
        _ => Ok(Some(now)),
    }
}

/// Whether the text may go out: it was made for what the form now says, or whoever wrote it insists.
pub(super) fn stands(form: &ReachClient, facts: &Facts) -> bool {
    let now = made_for(form, facts);
    follows(form, &now) || form.keep == now
}

/// What a text is made for: channel, template, amounts.
fn made_for(form: &ReachClient, facts: &Facts) -> String {
    let lines: Vec<_> =
        facts.charges.iter().map(|charge| (charge.id, charge.lines, charge.owed.total)).collect();
    format!("{}/{}/{}", form.channel, form.template, digest(&format!("{} {lines:?}", facts.on)))
}

/// Whether the text was made for that. Who takes no template has a text of their own, but amounts are of the day.
fn follows(form: &ReachClient, now: &str) -> bool {
    let amounts = |made_for: &str| made_for.rsplit('/').next().map(ToOwned::to_owned);
    form.made_for == now || (form.template.is_empty() && amounts(&form.made_for) == amounts(now))
}

/// Subject and text, however the browser ends its lines.
fn fingerprint(form: &ReachClient) -> String {
    let body = form.body.replace("\r\n", "\n");
    digest(&format!("{}\n{}", form.subject.trim(), body.trim()))
}

fn digest(text: &str) -> String {
    let mut half = [0; 8];
    half.copy_from_slice(&Sha256::digest(text)[..8]);
    format!("{:016x}", u64::from_be_bytes(half))
}

/// Where the client is reached by this channel: the mobile first, as it stands in the client's data.
fn proposed(channel: Channel, data: &ClientData) -> String {
    let shown =
        |number: &str| Phone::parse(number).map_or_else(|_| number.to_owned(), |phone| phone.to_string());
    match channel {
        Channel::Email => data.email.clone(),
        Channel::Letter => messages::usual_address(MessageChannel::Letter, data, &[]).unwrap_or_default(),
        // Companies have WhatsApp on landlines too; no SMS arrives there.
        Channel::Phone | Channel::WhatsApp if data.mobile.is_empty() => shown(&data.phone),
        _ if data.mobile.is_empty() && Phone::parse(&data.phone).is_ok_and(|phone| phone.is_mobile()) => {
            shown(&data.phone)
        }
        _ => shown(&data.mobile),
    }
}
