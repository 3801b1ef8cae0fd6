//! The composer of a client's page: what it shows as far as it is filled, and sending.

use super::{
    check, facts, fill,
    queue::{self, File, Outgoing},
};
use crate::{
    Actor, Ctx, Error,
    ctx::new_id,
    documents, scope,
    store::{Tx, charges, clients, companies, mail_servers, people, templates},
};
use domain::{
    Error as Rule,
    address::{MAILTO_MAX, mailto_link},
    client::ClientData,
    error::Check,
    id::{ChargeId, ClientId, CompanyId, MessageId, TemplateId},
    message::{
        Ask, ChargeChoice, ChargeFacts, ComposeMessage, ComposeView, Facts, MessageChannel, Prepared,
        Situation, TemplateLine,
    },
    permission::Permission,
    tax_id::masked,
};
use uuid::Uuid;

mod addresses;

pub(crate) use addresses::usual as usual_address;

/// The name of the statement of debt that goes with a message.
const STATEMENT: &str = "demonstrativo-de-debito.pdf";

/// How the composer was opened.
#[derive(Clone, Debug, Default)]
pub struct Opened {
    /// The charges that were chosen before.
    pub charges: Vec<ChargeId>,
    /// Take subject and text from the template that the form names.
    pub use_template: bool,
}

/// The composer, as far as its form is filled; nothing typed fills it with what fits the client.
pub async fn compose(
    ctx: &Ctx,
    actor: &Actor,
    client: ClientId,
    typed: Option<ComposeMessage>,
    opened: Opened,
) -> Result<ComposeView, Error> {
    actor.require(Permission::CrmCreate)?;
    let mut tx = ctx.db.read().await?;
    let data = scope::client(&mut tx, actor, client).await?;
    let known = people::of_client(&mut tx, client).await?;
    let templates: Vec<TemplateLine> = templates::all(&mut tx)
        .await?
        .into_iter()
        .filter(|template| template.channel == MessageChannel::Email)
        .collect();
    let companies = clients::companies(&mut tx, client, actor.user).await?;
    let heads = charges::open_heads(&mut tx, client, actor.user).await?;
    let wanted = chosen(typed.as_ref(), &opened);
    let named = typed.as_ref().and_then(|form| form.company.parse().ok());
    let of_wanted = heads.iter().find(|head| wanted.contains(&head.id)).map(|head| head.company);
    let company: CompanyId = match named.or(of_wanted).filter(|company| actor.sees(*company)) {
        Some(company) => company,
        None => scope::companies(&mut tx, actor, client, ctx.clock.today()).await?[0],
    };
    let own: Vec<ChargeId> =
        heads.iter().filter(|head| head.company == company).map(|head| head.id).collect();
    let rules = ctx.rules.of(&mut tx).await?;
    let all = facts(&mut tx, &rules, &data, company, &own, ctx.clock.today()).await?;
    let (all, no_amounts) = match all {
        Ok(all) => (all, None),
        Err(refusal) => (bare(&mut tx, &data, company, ctx).await?, Some(refusal)),
    };
    let picked = picked(&all.charges, &wanted, typed.is_some());
    let mut form = typed.unwrap_or_default();
    if form.key.trim().is_empty() {
        form.key = new_id().to_string();
        form.client = client.to_string();
        form.to = addresses::proposed(&data, &known);
        let situation =
            Situation::of_days_late(picked.iter().map(|charge| charge.days_late).max().unwrap_or_default());
        take_template(&mut form, templates.iter().find(|template| template.situation == situation));
    } else if opened.use_template {
        let id = form.template.clone();
        take_template(&mut form, templates.iter().find(|template| template.id.to_string() == id));
    }
    form.company = company.to_string();
    form.charges = picked.iter().map(|charge| charge.id.to_string()).collect();

    let facts = Facts { charges: picked, ..all.clone() };
    let mut check = Check::default();
    let source = fill::read(&mut check, MessageChannel::Email, &form.subject, &form.body);
    let to = addresses::chosen(&mut check, &form.to);
    let prepared = source.as_ref().map(|source| fill::filled(MessageChannel::Email, source, &facts));
    let ask = Ask {
        client,
        company,
        channel: MessageChannel::Email,
        charges: facts.charges.iter().map(|charge| charge.id).collect(),
        to: to.clone(),
        asks: source.as_ref().is_none_or(|source| source.asks(situation(&form, &templates))),
        reason: form.reason.clone(),
        decided: None,
    };
    let refusal = match no_amounts {
        Some(refusal) => Some(refusal),
        None => check::check(&mut tx, ctx, actor.user, &ask).await?.err(),
    };
    let server = mail_servers::for_company(&mut tx, company).await?;
    let from = server.as_ref().map(mail_servers::MailServer::sender);
    Ok(ComposeView {
        client: (client, data.name.clone()),
        companies,
        charges: choices(&all.charges, &facts.charges),
        creditor: all.creditor,
        addresses: addresses::choices(&data, &known, &form.to),
        templates,
        mailto: prepared.as_ref().map(|prepared| mailto(&to, prepared)).unwrap_or_default(),
        from: from.unwrap_or_default(),
        reply_to: server.map(|server| server.reply_to).unwrap_or_default(),
        prepared,
        refusal,
        form,
        errors: check.done().err().unwrap_or_default(),
        may_set_up: actor.role.allows(Permission::SettingsCompany),
    })
}

/// Puts the message into the outbox; the same transaction records the contact.
pub async fn send(ctx: &Ctx, actor: &Actor, cmd: ComposeMessage) -> Result<MessageId, Error> {
    actor.require(Permission::CrmCreate)?;
    let client: ClientId = cmd.client.parse().map_err(|_| Error::NotFound)?;
    let mut check = Check::default();
    let company: Option<CompanyId> = check.take("company", cmd.company.parse());
    let key = check.take("key", cmd.key.trim().parse::<Uuid>().map_err(|_| Rule::NotAnOption));
    let template: Option<Option<TemplateId>> = check.optional("template", &cmd.template, str::parse);
    let to = addresses::chosen(&mut check, &cmd.to);
    if to.is_empty() {
        check.note("to", Rule::Required);
    }
    let source = fill::read(&mut check, MessageChannel::Email, &cmd.subject, &cmd.body);
    let reason = check.text("reason", &cmd.reason, 500);
    check.done()?;
    let (Some(company), Some(key), Some(template), Some(source), Some(reason)) =
        (company, key, template, source, reason)
    else {
        return Err(Error::Invalid(Vec::new()));
    };
    if !actor.sees(company) {
        return Err(Error::NotFound);
    }

    let mut tx = ctx.db.begin().await?;
    scope::client(&mut tx, actor, client).await?;
    tx.lock_client(client).await?;
    if let Some((known, of)) = crate::store::messages::by_key(&mut tx, key).await? {
        // The form was sent twice.
        return if of == client { Ok(known) } else { Err(Rule::AlreadyInUse.on("key").into()) };
    }
    if cmd.save_addresses == "on" {
        addresses::save(&mut tx, ctx, actor, client, &cmd.to).await?;
    }
    let all = templates::all(&mut tx).await?;
    let ask = Ask {
        client,
        company,
        channel: MessageChannel::Email,
        charges: cmd.charges.iter().filter_map(|charge| charge.parse().ok()).collect(),
        to,
        asks: source.asks(situation(&cmd, &all)),
        reason,
        decided: None,
    };
    let facts = match check::check(&mut tx, ctx, actor.user, &ask).await? {
        Ok(facts) => facts,
        Err(refusal) => {
            let said = if refusal.yields_to_a_reason() {
                refusal.asks_for_a_reason().on("reason")
            } else {
                Rule::MessageRefused.on("refusal")
            };
            return Err(said.into());
        }
    };
    let prepared = fill::filled(MessageChannel::Email, &source, &facts);
    let files = if cmd.statement == "on" && !facts.charges.is_empty() {
        vec![statement(&mut tx, ctx, actor, &facts).await?]
    } else {
        Vec::new()
    };
    let out = Outgoing {
        facts: &facts,
        asks: ask.asks,
        to: &ask.to,
        template,
        source: (cmd.subject.trim(), cmd.body.trim()),
        prepared: &prepared,
        files: &files,
        key,
        guard_reason: &ask.reason,
    };
    let id = queue::queue(&mut tx, ctx, actor, &out).await?;
    tx.commit().await?;
    Ok(id)
}

/// The statement of debt of these charges. The client is locked: it says what the message says.
pub(super) async fn statement(tx: &mut Tx, ctx: &Ctx, actor: &Actor, facts: &Facts) -> Result<File, Error> {
    let charges: Vec<ChargeId> = facts.charges.iter().map(|charge| charge.id).collect();
    let company = facts.creditor.company;
    let content = documents::statement(tx, ctx, actor, facts.client, company, &charges).await?;
    Ok(File { name: STATEMENT.to_owned(), media_type: "application/pdf".to_owned(), content })
}

/// The charges that the form or the address names.
fn chosen(typed: Option<&ComposeMessage>, opened: &Opened) -> Vec<ChargeId> {
    match typed {
        Some(form) => form.charges.iter().filter_map(|charge| charge.parse().ok()).collect(),
        None => opened.charges.clone(),
    }
}

/// Those of them that are open; when nothing was chosen yet the overdue ones, or else those due next.
fn picked(all: &[ChargeFacts], wanted: &[ChargeId], was_typed: bool) -> Vec<ChargeFacts> {
    let of = |keep: &dyn Fn(&ChargeFacts) -> bool| -> Vec<ChargeFacts> {
        all.iter().filter(|charge| keep(charge)).cloned().collect()
    };
    let chosen = of(&|charge| wanted.contains(&charge.id));
    // Those of another company, which was just changed for this one, say nothing here.
    if !chosen.is_empty() || (was_typed && wanted.is_empty()) {
        return chosen;
    }
    let overdue = of(&|charge| charge.days_late > 0);
    let first = all.first().map(|charge| charge.due);
    if overdue.is_empty() { of(&|charge| Some(charge.due) == first) } else { overdue }
}

/// The facts without charges, for a page that says why they cannot be computed.
async fn bare(tx: &mut Tx, client: &ClientData, company: CompanyId, ctx: &Ctx) -> Result<Facts, Error> {
    let (_, mut creditor) = companies::full(tx, company).await?.ok_or(Error::NotFound)?;
    creditor.tax_id = masked(&creditor.tax_id);
    Ok(Facts {
        on: ctx.clock.today(),
        client: client.id,
        client_name: client.name.clone(),
        is_person: client.tax_id.len() == 11,
        creditor,
        charges: Vec::new(),
    })
}

fn take_template(form: &mut ComposeMessage, template: Option<&TemplateLine>) {
    let Some(template) = template else { return };
    form.template = template.id.to_string();
    form.subject.clone_from(&template.subject);
    form.body.clone_from(&template.body);
}

/// What the template that the form names is for.
fn situation(form: &ComposeMessage, templates: &[TemplateLine]) -> Option<Situation> {
    let template = templates.iter().find(|template| template.id.to_string() == form.template.trim());
    template.map(|template| template.situation)
}

fn choices(all: &[ChargeFacts], chosen: &[ChargeFacts]) -> Vec<ChargeChoice> {
    let choice = |charge: &ChargeFacts| ChargeChoice {
        id: charge.id,
        document: charge.document.clone(),
        due: charge.due,
        days_late: charge.days_late.max(0),
        total: Some(charge.owed.total),
        chosen: chosen.iter().any(|other| other.id == charge.id),
    };
    all.iter().map(choice).collect()
}

/// The link that opens the person's own mail program. A text that is too long for a link is shortened.
fn mailto(to: &[String], prepared: &Prepared) -> String {
    let link = |body: &str| mailto_link(&to.join(","), &prepared.subject, body).replace("%2C", ",");
    let whole = link(&prepared.body);
    if whole.len() <= MAILTO_MAX {
        return whole;
    }
    let mut lines: Vec<&str> = prepared.body.lines().collect();
    while let Some(_last) = lines.pop() {
        let shorter = link(&format!("{}\n…", lines.join("\n")));
        if shorter.len() <= MAILTO_MAX {
            return shorter;
        }
    }
    link("")
}
