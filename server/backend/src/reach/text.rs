//! The text of a form: made by its template with the amounts of the day, followed as long as nobody changed it by hand.

use crate::{Error, messages};
use domain::{
    client::{ClientData, Person},
    contact::Channel,
    message::{Facts, MessageChannel, Situation, TemplateLine},
    phone::Phone,
    reach::{NumberKind, ReachClient},
};
use sha2::{Digest, Sha256};

/// What number and text depend on.
pub(super) struct About<'a> {
    pub(super) channel: Channel,
    pub(super) client: &'a ClientData,
    /// Whom to talk to there.
    pub(super) people: &'a [Person],
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
            form.to = proposed(about);
        }
        form.to_for.clone_from(&form.channel);
    }
    // It has no field.
    if about.channel == Channel::Letter {
        form.to = proposed(about);
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

/// Where the client is reached by this channel.
fn proposed(about: &About<'_>) -> String {
    let (channel, data) = (about.channel, about.client);
    match channel {
        Channel::Email => {
            messages::usual_address(MessageChannel::Email, data, about.people).unwrap_or_default()
        }
        Channel::Letter => messages::usual_address(MessageChannel::Letter, data, &[]).unwrap_or_default(),
        _ => number(channel, [&data.mobile, &data.phone], about.people),
    }
}

/// The client's mobile first, then its telephone, as they stand in its data. A call reaches any number; a message is
/// for a mobile, of a person there if the client has none. Companies have WhatsApp on landlines too; no SMS arrives
/// there.
fn number(channel: Channel, own: [&String; 2], people: &[Person]) -> String {
    let known = |number: &&&String| !number.is_empty();
    let is_mobile = |number: &&&String| Phone::parse(number).is_ok_and(|phone| phone.is_mobile());
    let of_people: Vec<&String> = people.iter().flat_map(|person| [&person.mobile, &person.phone]).collect();
    let mobile = || own.iter().chain(&of_people).find(is_mobile);
    let any = || own.iter().chain(&of_people).find(known);
    let found = match channel {
        Channel::Phone => any(),
        Channel::Sms => mobile(),
        _ => mobile().or_else(any),
    };
    found.map(|number| shown(number)).unwrap_or_default()
}

fn shown(number: &str) -> String {
    Phone::parse(number).map_or_else(|_| number.to_owned(), |phone| phone.to_string())
}

/// What is good to know of a number that a message is to go to.
pub(super) fn kind_of(number: &str, people: &[Person]) -> NumberKind {
    let Ok(phone) = Phone::parse(number) else { return NumberKind::Own };
    let is_of = |person: &&Person| {
        [&person.mobile, &person.phone].into_iter().any(|own| Phone::parse(own).as_ref() == Ok(&phone))
    };
    match people.iter().find(is_of) {
        _ if !phone.is_mobile() => NumberKind::Landline,
        Some(person) => NumberKind::OfPerson(person.name.clone()),
        None => NumberKind::Own,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::PersonId;

    fn person(name: &str, phone: &str, mobile: &str) -> Person {
        let id = PersonId(uuid::Uuid::nil());
        let [name, phone, mobile] = [name, phone, mobile].map(ToOwned::to_owned);
        let (department, job_title, email) = Default::default();
        Person { id, version: 1, name, department, job_title, email, phone, mobile }
    }

    #[test]
    fn a_message_goes_to_a_mobile_and_a_call_to_any_number() {
        let people = [person("Rui", "+551130001111", ""), person("Lia", "", "+5511987650000")];
        let landline = "+551133334444".to_owned();
        let to = |channel| number(channel, [&String::new(), &landline], &people);
        assert_eq!(to(Channel::Phone), "(11) 3333-4444");
        assert_eq!(to(Channel::WhatsApp), "(11) 98765-0000");
        assert_eq!(to(Channel::Sms), "(11) 98765-0000");
        assert_eq!(kind_of(&to(Channel::Sms), &people), NumberKind::OfPerson("Lia".to_owned()));
        let rui = &people[..1];
        assert_eq!(number(Channel::WhatsApp, [&String::new(), &landline], rui), "(11) 3333-4444");
        assert_eq!(number(Channel::Sms, [&String::new(), &landline], rui), "");
        assert_eq!(kind_of("(11) 3333-4444", &people), NumberKind::Landline);
        assert_eq!(kind_of("(11) 91234-5678", &people), NumberKind::Own);
    }
}
