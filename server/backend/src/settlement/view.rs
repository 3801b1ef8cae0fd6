//! What is owed on the day of a payment, and where an amount would go.

use crate::{
    Actor, Ctx, Error,
    ctx::new_id,
    scope,
    store::{charges, ledger},
};
use chrono::NaiveDate;
use domain::{
    Error as Rule,
    charge::one_company,
    error::Check,
    id::{ChargeId, ClientId},
    ledger::{Ledger, Owed},
    period::parse_date,
    permission::Permission,
    settlement::{self, SettleCharges, SettleLine, SettleView, Waiver},
};

/// The page that settles, for the form as far as it is filled: blank chooses nothing and pays today.
pub async fn view(ctx: &Ctx, actor: &Actor, form: SettleCharges) -> Result<SettleView, Error> {
    actor.require(Permission::ChargeSettle)?;
    let client: ClientId = form.client.parse().map_err(|_| Error::NotFound)?;
    let today = ctx.clock.today();
    let mut tx = ctx.db.read().await?;
    scope::client(&mut tx, actor, client).await?;
    let heads = charges::open_heads(&mut tx, client, actor.user).await?;
    let ledgers = ledger::ledgers(&mut tx, &heads).await?;
    let rules = ctx.rules.of(&mut tx).await?;

    let mut check = Check::default();
    let on = match form.date.trim() {
        "" => Some(today),
        text => check.take("date", parse_date(text).and_then(|day| until(day, today))),
    };
    let on = on.unwrap_or(today);
    let wanted: Vec<ChargeId> = form.charges.iter().filter_map(|text| text.parse().ok()).collect();
    if wanted.iter().any(|id| heads.iter().all(|head| head.id != *id)) {
        check.note("charges", Rule::NotOpen);
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
    let amount = check.optional("amount", &form.amount, str::parse).flatten();
    let company = match chosen.len() {
        0 => None,
        _ => check.take("charges", one_company(chosen.iter().map(|(company, ..)| *company))),
    };
    let picked: Vec<Ledger> = chosen.iter().map(|(_, ledger, _)| ledger.clone()).collect();
    let preview = match (company, amount) {
        (Some(company), Some(amount)) => {
            let terms = rules.terms(company, on);
            check.take("amount", settlement::settle(&terms, &picked, on, amount, waiver))
        }
        _ => None,
    };
    let key = if form.key.is_empty() { new_id().to_string() } else { form.key };
    let chosen: Owed = chosen.into_iter().map(|(.., owed)| owed).sum();
    let errors = check.done().err().unwrap_or_default();
    Ok(SettleView { key, today, on, lines, chosen, may_waive, preview, errors })
}

fn until(day: NaiveDate, today: NaiveDate) -> Result<NaiveDate, Rule> {
    if day > today { Err(Rule::InTheFuture) } else { Ok(day) }
}
