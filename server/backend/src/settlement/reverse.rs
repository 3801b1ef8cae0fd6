//! Taking a payment back (estorno): its charges are then exactly as before.

use crate::{
    Actor, Ctx, Error,
    ctx::local,
    events, ledgers,
    store::{ledger, payments},
};
use domain::{
    Error as Rule,
    ledger::Ledger,
    permission::Permission,
    settlement::{self, ReversePayment},
};
use serde_json::json;

/// Takes a whole payment back, wherever its parts went, with a reason.
pub async fn reverse(ctx: &Ctx, actor: &Actor, cmd: ReversePayment) -> Result<(), Error> {
    actor.require(Permission::ChargeReverse)?;
    let (id, reason) = cmd.check()?;
    let (today, now) = (ctx.clock.today(), ctx.clock.now());
    let mut tx = ctx.db.begin().await?;
    payments::by_id(&mut tx, id, actor.user).await?.ok_or(Error::NotFound)?;
    let charges = ledger::charges_of_payment(&mut tx, id).await?;
    let mut locked = ledgers::lock(&mut tx, ctx, actor, &charges).await?;
    let payment = payments::by_id(&mut tx, id, actor.user).await?.ok_or(Error::NotFound)?;
    match payment.reversed {
        // The form was sent twice.
        Some((Some(user), ..)) if user == actor.user => return Ok(()),
        Some((_, by, at)) => {
            return Err(Error::Overtaken { by, at: Some(local(at)), changes: Vec::new() });
        }
        None => {}
    }
    let lines = settlement::reverse(&locked.ledgers, id, today).map_err(|error| error.on("payment"))?;
    let lines = ledgers::takings_first(&locked.ledgers, lines);
    let before: Vec<_> = locked.ledgers.iter().map(Ledger::open).collect();
    ledgers::record(&mut tx, ctx, actor, &mut locked.ledgers, &lines).await?;
    if !payments::reverse(&mut tx, id, today, (actor.user, now), &reason).await? {
        return Err(Rule::AlreadyReversed.on("payment").into());
    }
    for (ledger, before) in locked.ledgers.iter().zip(before) {
        let data = json!({
            "payment": id, "paid_on": payment.on, "amount_centavos": payment.amount.centavos(),
            "reason": reason, "balance_before": before.centavos(), "balance_after": ledger.open().centavos(),
        });
        let (client, subject) = (Some(locked.client), ledger.charge().0);
        events::done_by(&mut tx, ctx, actor, client, "payment_reversed", subject, data).await?;
    }
    tx.commit().await
}
