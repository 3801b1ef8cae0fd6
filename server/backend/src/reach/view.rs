//! The form: whom, by which way, about what, with the text that the template makes of it today.

use super::text::{self, About};
use crate::{
    Actor, Ctx, Error,
    ctx::new_id,
    messages::{self, held, unwanted},
    scope,
    store::{Tx, charges, clients, mail_servers, people, templates},
};
use domain::{
    client::ClientData,
    contact::Channel,
    id::{AppointmentId, ChargeId, ClientId, CompanyId},
    message::{Facts, MessageChannel, Refusal, TemplateLine},
    permission::Permission,
    reach::{CHANNELS, ReachCharge, ReachClient, ReachView, template_channel},
};

/// What the address names, where the form is opened anew.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The charges; none takes all that are overdue, or else all that are open.
    pub charges: Vec<ChargeId>,
    /// All that is overdue to the same company, besides: nobody is written to twice a day.
    pub overdue: bool,
    /// The channel that is proposed.
    pub channel: Option<Channel>,
    /// The appointment that the contact completes.
    pub appointment: Option<AppointmentId>,
    /// Where to go on afterwards.
    pub next: String,
}

/// The form as far as it is filled; text is made anew where it was made for something else.
pub async fn view(
    ctx: &Ctx,
    actor: &Actor,
    client: ClientId,
    typed: Option<ReachClient>,
    asked: Asked,
) -> Result<ReachView, Error> {
    actor.require(Permission::CrmCreate)?;
    let today = ctx.clock.today();
    let mut tx = ctx.db.read().await?;
    let data = scope::client(&mut tx, actor, client).await?;
    let rules = ctx.rules.of(&mut tx).await?;
    let open = charges::open_heads(&mut tx, client, actor.user).await?;
    let is_new = typed.is_none();
    let mut form = typed.unwrap_or_else(|| begun(&data, &asked));
    let named: Vec<ChargeId> = form.charges.iter().filter_map(|id| id.parse().ok()).collect();
    let company = company(&mut tx, actor, client, &open, &named, today).await?;
    let of_company: Vec<ChargeId> =
        open.iter().filter(|head| head.company == company).map(|head| head.id).collect();
    let all = messages::facts(&mut tx, &rules, &data, company, &of_company, today).await?;
    if is_new && (named.is_empty() || asked.overdue) {
        let wanted = |facts: &Facts| -> Vec<String> {
            let wanted =
                facts.charges.iter().filter(|charge| charge.days_late > 0 || named.contains(&charge.id));
            wanted.map(|charge| charge.id.to_string()).collect()
        };
        form.charges = all.as_ref().map(wanted).unwrap_or_default();
        if form.charges.is_empty() {
            form.charges = of_company.iter().map(ToString::to_string).collect();
        }
    }
    let chosen: Vec<ChargeId> = form.charges.iter().filter_map(|id| id.parse().ok()).collect();
    let facts = messages::facts(&mut tx, &rules, &data, company, &chosen, today).await?;
    let channel = form.channel.parse().unwrap_or(Channel::WhatsApp);
    let templates = of_channel(&mut tx, channel).await?;
    let people = people::of_client(&mut tx, client).await?;
    let about =
        About { channel, client: &data, people: &people, templates: &templates, facts: facts.as_ref().ok() };
    let outdated = text::fill(&mut form, &about, is_new)?;

    let number = text::kind_of(&form.to, &people);
    let held = held(&mut tx, ctx, actor.user, &data, (channel, company, true), None).await?;
    let refused = refused(&data, channel, &facts);
    let companies = clients::companies(&mut tx, client, actor.user).await?;
    let company_name = companies.into_iter().find(|known| known.id == company).map(|known| known.name);
    let line = |charge: &domain::message::ChargeFacts| ReachCharge {
        id: charge.id,
        document: charge.document.clone(),
        due: charge.due,
        days_late: charge.days_late,
        updated: charge.owed.total,
        chosen: chosen.contains(&charge.id),
    };
    Ok(ReachView {
        client,
        name: data.name.clone(),
        company: (company, company_name.unwrap_or_default()),
        form,
        outdated,
        templates: templates.into_iter().map(|template| (template.id, template.name)).collect(),
        charges: all.map(|facts| facts.charges.iter().map(line).collect()).unwrap_or_default(),
        owed: facts.ok().filter(|facts| !facts.charges.is_empty()).map(|facts| facts.owed()),
        held,
        refused,
        number,
        has_mail_server: mail_servers::for_company(&mut tx, company).await?.is_some(),
    })
}

/// Why it is not possible at all, whatever the reason.
pub(super) fn refused(
    client: &ClientData,
    channel: Channel,
    facts: &Result<Facts, Refusal>,
) -> Option<Refusal> {
    if let Some(refusal) = unwanted(client, channel) {
        return Some(refusal);
    }
    let facts = match facts {
        Ok(facts) => facts,
        Err(refusal) => return Some(refusal.clone()),
    };
    let missing = facts.creditor.missing();
    if facts.charges.is_empty() {
        Some(Refusal::NothingOwed)
    } else if matches!(channel, Channel::Email | Channel::Letter) && !missing.is_empty() {
        Some(Refusal::CompanyIncomplete(missing))
    } else if channel == Channel::Letter
        && messages::usual_address(MessageChannel::Letter, client, &[]).is_none()
    {
        Some(Refusal::NoAddress)
    } else {
        None
    }
}

/// The creditor of the first named charge, or else of what is overdue longest.
async fn company(
    tx: &mut Tx,
    actor: &Actor,
    client: ClientId,
    open: &[charges::Head],
    named: &[ChargeId],
    today: chrono::NaiveDate,
) -> Result<CompanyId, Error> {
    if let Some(head) = open.iter().find(|head| named.contains(&head.id)) {
        return Ok(head.company);
    }
    Ok(scope::companies(tx, actor, client, today).await?[0])
}

/// A form that nobody has touched yet.
fn begun(data: &ClientData, asked: &Asked) -> ReachClient {
    let channel = asked.channel.filter(|channel| CHANNELS.contains(channel)).unwrap_or(Channel::WhatsApp);
    ReachClient {
        client: data.id.to_string(),
        key: new_id().to_string(),
        charges: asked.charges.iter().map(ToString::to_string).collect(),
        channel: channel.as_str().to_owned(),
        appointment: asked.appointment.map(|id| id.to_string()).unwrap_or_default(),
        next: asked.next.clone(),
        ..ReachClient::default()
    }
}

async fn of_channel(tx: &mut Tx, channel: Channel) -> Result<Vec<TemplateLine>, Error> {
    let wanted = template_channel(channel);
    Ok(templates::all(tx).await?.into_iter().filter(|template| template.channel == wanted).collect())
}
