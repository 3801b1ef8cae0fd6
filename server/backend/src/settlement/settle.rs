//! Recording what was received for one charge or several.

use super::view::field_of;
use crate::{
    Actor, Ctx, Error,
    ctx::new_id,
    events::{self, Origin},
    ledgers::{self, Locked},
    promises,
    store::{
        Tx, charges,
        payments::{self, NewPayment},
    },
};
use domain::{
    Error as Rule, Money,
    charge::ChargeStatus,
    id::{ClientId, PaymentId},
    permission::Permission,
    settlement::{self, CheckedSettlement, SettleCharges, Settlement},
};
use serde_json::json;

/// What came of settling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settled {
    /// The payment.
    pub payment: PaymentId,
    /// Whether the form had been sent before.
    pub repeated: bool,
}

/// Records an amount received for charges of one client and company: the one due first first, late charges before
/// principal. A form sent twice settles once. Whoever comes second to the same charge is told who was first.
pub async fn settle(ctx: &Ctx, actor: &Actor, cmd: SettleCharges) -> Result<Settled, Error> {
    actor.require(Permission::ChargeSettle)?;
    let client: ClientId = cmd.client.parse().map_err(|_| Error::NotFound)?;
    let form = cmd.check(ctx.clock.today(), actor.role.allows(Permission::ChargeWaive))?;
    let seen = match cmd.seen.trim() {
        "" => None,
        text => Some(text.parse::<Money>().map_err(|error| error.on("seen"))?),
    };
    let mut tx = ctx.db.begin().await?;
    let mut locked = ledgers::lock(&mut tx, ctx, actor, &form.charges).await?;
    if locked.client != client {
        return Err(Error::NotFound);
    }
    if let Some((payment, of)) = payments::by_key(&mut tx, form.key).await? {
        let repeated = Settled { payment, repeated: true };
        return if of == client { Ok(repeated) } else { Err(Rule::AlreadyInUse.on("key").into()) };
    }
    let settlement = laid_out(&mut tx, &locked, &form, seen).await?;

    let payment = PaymentId(new_id());
    let new = NewPayment {
        id: payment,
        company: locked.company,
        client,
        on: form.on,
        method: form.method,
        amount: form.amount,
        notes: &form.notes,
        waive_reason: &form.waive_reason,
        key: form.key,
        user: actor.user,
        at: ctx.clock.now(),
    };
    payments::insert(&mut tx, &new).await?;
    let lines: Vec<_> = settlement.entries(payment).collect();
    ledgers::record(&mut tx, ctx, actor, &mut locked.ledgers, &lines).await?;
    note(&mut tx, ctx, actor, &locked, &form, &settlement, payment).await?;
    promises::decide_within(&mut tx, ctx, client, (Origin::Web, Some(actor.user))).await?;
    tx.commit().await?;
    Ok(Settled { payment, repeated: false })
}

/// Where the amount goes by what is owed now.
async fn laid_out(
    tx: &mut Tx,
    locked: &Locked,
    form: &CheckedSettlement,
    seen: Option<Money>,
) -> Result<Settlement, Error> {
    for ledger in &locked.ledgers {
        if ledger.status() != ChargeStatus::Open {
            return Err(ledgers::overtaken(tx, ledger.charge().0).await?);
        }
    }
    let terms = locked.rules.terms(locked.company, form.on);
    let laid_out = settlement::settle(&terms, &locked.ledgers, form.on, form.amount, form.waiver);
    let owed = settlement::asked(&terms, &locked.ledgers, form.on, form.waiver);
    if let (Some(seen), Ok(owed)) = (seen, &owed)
        && seen != *owed
    {
        // The one that changed last is the one that the page did not know of.
        let newest = charges::last_changed(tx, &form.charges).await?;
        return Err(ledgers::overtaken(tx, newest.unwrap_or(form.charges[0]).0).await?);
    }
    laid_out.map_err(|error| {
        let field = field_of(&error);
        error.on(field).into()
    })
}

/// Notes at each charge what it received.
async fn note(
    tx: &mut Tx,
    ctx: &Ctx,
    actor: &Actor,
    locked: &Locked,
    form: &CheckedSettlement,
    settlement: &Settlement,
    payment: PaymentId,
) -> Result<(), Error> {
    for to in &settlement.allocations {
        let ledger = locked.ledgers.iter().find(|ledger| ledger.charge() == to.charge);
        let after = ledger.map(domain::ledger::Ledger::open).unwrap_or_default();
        let kind = if after.is_zero() { "charge_settled" } else { "charge_partly_paid" };
        let data = json!({
            "payment": payment, "document": to.document, "paid_on": form.on, "method": form.method,
            "paid_centavos": to.received().centavos(), "principal_centavos": to.principal.centavos(),
            "correction_centavos": to.correction.centavos(), "fine_centavos": to.fine.centavos(),
            "interest_centavos": to.interest.centavos(), "waived_fine_centavos": to.waived_fine.centavos(),
            "waived_interest_centavos": to.waived_interest.centavos(), "reason": form.waive_reason,
            "balance_before": to.owed.principal.centavos(), "balance_after": after.centavos(),
        });
        events::done_by(tx, ctx, actor, Some(locked.client), kind, to.charge.0, data).await?;
    }
    Ok(())
}
