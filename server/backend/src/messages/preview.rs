//! A template tried on a real client.

use super::{facts, fill};
use crate::{
    Actor, Ctx, Error, delinquency, scope,
    store::{charges, search},
};
use domain::{
    FieldError,
    client::ClientFound,
    error::Check,
    id::{ChargeId, ClientId},
    message::{MessageChannel, Prepared, SaveTemplate},
    permission::Permission,
    text::search_terms,
};

/// Clients that a search for the preview offers.
const OFFERED: u32 = 6;

/// What a template would say to a client.
#[derive(Clone, Debug, Default)]
pub struct Previewed {
    /// The client it is tried on.
    pub client: Option<(ClientId, String)>,
    /// Others that the search found.
    pub found: Vec<ClientFound>,
    /// The text, unless something in it cannot be read.
    pub prepared: Option<Prepared>,
    /// What is wrong with it.
    pub errors: Vec<FieldError>,
}

/// Tries the form's template on the client that it names, or else on the first that its search finds, or else on a
/// client who owes something.
pub async fn preview(ctx: &Ctx, actor: &Actor, form: &SaveTemplate) -> Result<Previewed, Error> {
    actor.require(Permission::CrmRead)?;
    let channel: MessageChannel = form.channel.parse().unwrap_or(MessageChannel::Email);
    let mut check = Check::default();
    let source = fill::read(&mut check, channel, &form.subject, &form.body);
    let errors = check.done().err().unwrap_or_default();
    let query: String = form.search.chars().take(200).collect();
    let terms = search_terms(&query);
    let first = if terms.is_empty() && form.client.is_empty() {
        delinquency::next_to_contact(ctx, actor, None).await?
    } else {
        None
    };
    let mut tx = ctx.db.read().await?;
    let found = if terms.is_empty() {
        Vec::new()
    } else {
        search::find(&mut tx, actor.user, &terms, search::Most::Shown(OFFERED)).await?
    };
    let named: Option<ClientId> = form.client.parse().ok();
    let named = named.filter(|id| terms.is_empty() || found.iter().any(|client| client.id == *id));
    let Some(client) = named.or(found.first().map(|client| client.id)).or(first) else {
        return Ok(Previewed { found, errors, ..Previewed::default() });
    };
    let data = scope::client(&mut tx, actor, client).await?;
    let today = ctx.clock.today();
    let company = scope::companies(&mut tx, actor, client, today).await?[0];
    let heads = charges::open_heads(&mut tx, client, actor.user).await?;
    let own: Vec<ChargeId> =
        heads.iter().filter(|head| head.company == company).map(|head| head.id).collect();
    let rules = ctx.rules.of(&mut tx).await?;
    let mut prepared = None;
    if let (Some(source), Ok(mut facts)) =
        (source, facts(&mut tx, &rules, &data, company, &own, today).await?)
    {
        let has_overdue = facts.charges.iter().any(|charge| charge.days_late > 0);
        facts.charges.retain(|charge| !has_overdue || charge.days_late > 0);
        prepared = Some(fill::filled(channel, &source, &facts));
    }
    Ok(Previewed { client: Some((client, data.name)), found, prepared, errors })
}
