//! Templates filled with the facts of the day.

use super::{facts, html};
use crate::{
    Actor, Ctx, Error, scope,
    store::{Tx, templates},
};
use domain::{
    Error as Rule,
    error::Check,
    id::{ChargeId, ClientId, CompanyId, TemplateId},
    message::{
        Facts, MessageChannel, Prepared, SUBJECT_MAX, Situation, Template, TemplateLine, parse, render,
        signature,
    },
    permission::Permission,
};

/// A subject and a text whose variables are known.
pub(crate) struct Source {
    pub(crate) subject: Template,
    pub(crate) body: Template,
}

impl Source {
    /// Whether it asks for money: its template is for that, or its text names what is owed.
    pub(crate) fn asks(&self, situation: Option<Situation>) -> bool {
        situation.is_none_or(Situation::asks) || self.subject.asks() || self.body.asks()
    }
}

/// Reads subject and text as somebody typed them, and notes what is wrong with them at their fields.
pub(crate) fn read(check: &mut Check, channel: MessageChannel, subject: &str, body: &str) -> Option<Source> {
    let subject = if channel.has_subject() {
        let typed = check.required("subject", subject, SUBJECT_MAX);
        typed.and_then(|text| check.take("subject", one_line(&text).and_then(parse)))
    } else {
        parse("").ok()
    };
    let body = check.required("body", body, channel.body_max());
    let body = body.and_then(|text| check.take("body", parse(&text)));
    Some(Source { subject: subject?, body: body? })
}

/// A subject of several lines would begin other headers.
fn one_line(text: &str) -> Result<&str, Rule> {
    if text.contains(['\n', '\r']) { Err(Rule::NotAnOption) } else { Ok(text) }
}

/// Subject and text filled; an e-mail ends with who asks for the money, and has the same as HTML.
pub(crate) fn filled(channel: MessageChannel, source: &Source, facts: &Facts) -> Prepared {
    let subject = render(&source.subject, facts).split_whitespace().collect::<Vec<_>>().join(" ");
    let mut body = render(&source.body, facts);
    let mut html = String::new();
    if channel == MessageChannel::Email {
        html = html::document(&subject, &source.body, facts);
        body = format!("{body}\n\n-- \n{}\n", signature(&facts.creditor).join("\n"));
    }
    Prepared { subject, body, html }
}

/// Subject and text with variables, filled with these facts.
pub fn fill(channel: MessageChannel, subject: &str, body: &str, facts: &Facts) -> Result<Prepared, Error> {
    let mut check = Check::default();
    let source = read(&mut check, channel, subject, body);
    check.done()?;
    let source = source.ok_or_else(|| Error::Invalid(Vec::new()))?;
    Ok(filled(channel, &source, facts))
}

/// Whether messages of this template ask for money.
pub(crate) fn asks(template: &TemplateLine) -> bool {
    let source = read(&mut Check::default(), template.channel, &template.subject, &template.body);
    source.is_none_or(|source| source.asks(Some(template.situation)))
}

/// A template filled for a client with what is owed of these charges today.
pub async fn text_for(
    ctx: &Ctx,
    actor: &Actor,
    template: TemplateId,
    client: ClientId,
    company: CompanyId,
    charges: &[ChargeId],
) -> Result<Prepared, Error> {
    actor.require(Permission::CrmRead)?;
    let mut tx = ctx.db.read().await?;
    let template = templates::by_id(&mut tx, template).await?.ok_or(Error::NotFound)?;
    let facts = facts_in_sight(&mut tx, ctx, actor, client, company, charges).await?;
    fill(template.channel, &template.subject, &template.body, &facts)
}

/// The facts of the day, for whoever may see client and company.
pub(crate) async fn facts_in_sight(
    tx: &mut Tx,
    ctx: &Ctx,
    actor: &Actor,
    client: ClientId,
    company: CompanyId,
    charges: &[ChargeId],
) -> Result<Facts, Error> {
    if !actor.sees(company) {
        return Err(Error::NotFound);
    }
    let client = scope::client(tx, actor, client).await?;
    let rules = ctx.rules.of(tx).await?;
    let facts = facts(tx, &rules, &client, company, charges, ctx.clock.today()).await?;
    facts.map_err(|_| Rule::MessageRefused.on("charges").into())
}
