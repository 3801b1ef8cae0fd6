//! What is owed on the day of a payment, and where an amount would go.

use crate::{
    Actor, Ctx, Error,
    ctx::new_id,
    scope,
    store::{charges, ledger},
};
use domain::{
    Error as Rule,
    charge::one_company,
    error::Check,
    id::{ChargeId, ClientId},
    ledger::{Ledger, Owed},
    period::parse_date,
    permission::Permission,
    settlement::{self, SettleCharges, SettleLine, SettleView, Waiver, until_today},
};

/// The form as it is opened: the given charges chosen, or, without any, all overdue ones of one company of the
/// client. Whose they are follows from the charges, where the client is not said.
pub async fn seed(
    ctx: &Ctx,
    actor: &Actor,
    client: Option<ClientId>,
    charges: &[ChargeId],
) -> Result<SettleCharges, Error> {
    actor.require(Permission::ChargeSettle)?;
    let today = ctx.clock.today();
    let mut tx = ctx.db.read().await?;
    let client = match (client, charges) {
        (Some(client), _) => client,
        (None, charges) => {
            let heads = charges::heads(&mut tx, charges, actor.user).await?;
            heads.first().ok_or(Error::NotFound)?.client
        }
    };
    let chosen: Vec<ChargeId> = if charges.is_empty() {
        let heads = charges::open_heads(&mut tx, client, actor.user).await?;
        let company = heads.first().map(|head| head.company);
        let overdue = heads.iter().filter(|head| Some(head.company) == company && head.due < today);
        overdue.map(|head| head.id).collect()
    } else {
        charges.to_vec()
    };
    Ok(SettleCharges {
        client: client.to_string(),
        key: new_id().to_string(),
        charges: chosen.iter().map(ToString::to_string).collect(),
        date: today.to_string(),
        ..SettleCharges::default()
    })
}

/// The page that settles, for the form as far as it is filled: blank chooses nothing and pays today.
pub async fn view(ctx: &Ctx, actor: &Actor, form: SettleCharges) -> Result<SettleView, Error> {
    actor.require(Permission::ChargeSettle)?;
    let client: ClientId = form.client.parse().map_err(|_| Error::NotFound)?;
    let today = ctx.clock.today();
    let mut tx = ctx.db.read().await?;
    let name = scope::client(&mut tx, actor, client).await?.name;
    let heads = charges::open_heads(&mut tx, client, actor.user).await?;
    let ledgers = ledger::ledgers(&mut tx, &heads).await?;
    let rules = ctx.rules.of(&mut tx).await?;

    let mut check = Check::default();
    let on = match form.date.trim() {
        "" => Some(today),
        text => check.take("date", parse_date(text).and_then(|day| until_today(day, today))),
    };
    let on = on.unwrap_or(today);
    let wanted: Vec<ChargeId> = form.charges.iter().filter_map(|text| text.parse().ok()).collect();
    let others: Vec<ChargeId> =
        wanted.iter().copied().filter(|id| heads.iter().all(|head| head.id != *id)).collect();
    if !others.is_empty() {
        let others = charges::heads(&mut tx, &others, actor.user).await?;
        let foreign = others.iter().any(|head| head.client != client);
        check.note("charges", if foreign { Rule::SeveralClients } else { Rule::NotOpen });
    }
    let (mut lines, mut chosen) = (Vec::with_capacity(heads.len()), Vec::new());
    for (head, ledger) in heads.iter().zip(&ledgers) {
        let owed = ledger.owed_at_value(&rules.terms(head.company, on), on);
        let owed = check.take("charges", owed).unwrap_or_default();
        let is_chosen = wanted.contains(&head.id);
        if is_chosen {
            chosen.push((head.company, ledger.clone(), owed));
        }
        lines.push(SettleLine {
            charge: head.id,
            code: head.code,
            document: head.document.clone(),
            company: head.company_name.clone(),
            due: head.due,
            days_late: (on - head.due).num_days().max(0),
            owed,
            chosen: is_chosen,
        });
    }
    let waiver = Waiver { fine: form.waive_fine == "on", interest: form.waive_interest == "on" };
    let may_waive = actor.role.allows(Permission::ChargeWaive);
    if waiver.is_any() && !may_waive {
        check.note("waive_reason", Rule::NotAllowed);
    }
    let company = match chosen.len() {
        0 => None,
        _ => check.take("charges", one_company(chosen.iter().map(|(company, ..)| *company))),
    };
    let picked: Vec<Ledger> = chosen.iter().map(|(_, ledger, _)| ledger.clone()).collect();
    let chosen: Owed = chosen.into_iter().map(|(.., owed)| owed).sum();
    let terms = company.map(|company| rules.terms(company, on));
    let asked = terms.and_then(|terms| settlement::asked(&terms, &picked, on, waiver).ok());
    let asked = asked.unwrap_or_default();
    let amount = match form.amount.trim() {
        "" => None,
        text => check.take("amount", text.parse()),
    };
    let preview = match (terms, amount) {
        (Some(terms), Some(amount)) => {
            let laid_out = settlement::settle(&terms, &picked, on, amount, waiver);
            laid_out.map_err(|error| check.note(field_of(&error), error)).ok()
        }
        _ => None,
    };
    let key = if form.key.is_empty() { new_id().to_string() } else { form.key };
    let errors = check.done().err().unwrap_or_default();
    let client = (client, name);
    Ok(SettleView { key, client, today, on, lines, chosen, asked, may_waive, preview, errors })
}

/// The field that an error of laying an amount out is about.
pub(super) fn field_of(error: &Rule) -> &'static str {
    match error {
        Rule::LaterMovement { .. } | Rule::IndexMissing { .. } => "date",
        Rule::NotOpen | Rule::Required => "charges",
        _ => "amount",
    }
}
