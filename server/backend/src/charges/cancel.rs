//! Cancelling a charge that was made by mistake.

use super::view::locked;
use crate::{
    Actor, Ctx, Error, events, ledgers,
    promises::{self, Ceased},
    store::charges,
};
use domain::{
    Error as Rule,
    charge::{CancelCharge, ChargeStatus},
    ledger::ClosedBy,
    permission::Permission,
};
use serde_json::json;

/// Cancels what is open of a charge, with a reason.
pub async fn cancel(ctx: &Ctx, actor: &Actor, cmd: CancelCharge) -> Result<(), Error> {
    actor.require(Permission::ChargeEdit)?;
    let (charge, reason) = cmd.check()?;
    let mut tx = ctx.db.begin().await?;
    let mut found = ledgers::lock(&mut tx, ctx, actor, &[charge]).await?;
    let before = charges::full(&mut tx, charge, actor.user).await?.ok_or(Error::NotFound)?;
    match before.status {
        ChargeStatus::Open if locked(&before, actor).is_some() => {
            return Err(Rule::NotOpen.on("charge").into());
        }
        ChargeStatus::Open => {}
        _ => return Err(ledgers::overtaken(&mut tx, charge.0).await?),
    }
    let line = found.ledgers[0].close(ClosedBy::Cancellation, ctx.clock.today());
    let line = line.map_err(|error| error.on("charge"))?;
    ledgers::record(&mut tx, ctx, actor, &mut found.ledgers, &[line]).await?;
    promises::cancel_ceased(&mut tx, ctx, actor, found.client, &[charge], Ceased::Cancelled).await?;
    let data = json!({ "reason": reason, "balance_before": before.balance.centavos() });
    events::done_by(&mut tx, ctx, actor, Some(found.client), "charge_cancelled", charge.0, data).await?;
    tx.commit().await
}
