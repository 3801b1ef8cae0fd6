//! Table `ledger`, as far as fine and interest need it: what was paid of a charge and when.
//!
//! Only charges whose balance is not their principal are read; of all others the principal is all there is.

use super::{
    db::{Tx, on, statements},
    stored,
};
use crate::Error;
use crate::store::row::row;
use chrono::NaiveDate;
use domain::{
    Money,
    charge::LedgerKind,
    id::{ChargeId, ClientId},
    late_charges::{LateCharges, Policy, late_charges_with_payments},
};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

statements! {
    OF_CLIENT = "SELECT l.id, l.charge_id, l.kind, l.amount_centavos, l.effective_on, l.reverses_id
        FROM charges ch JOIN ledger l ON l.charge_id = ch.id
        WHERE ch.client_id = $1 AND ch.status = 'open' AND ch.balance_centavos <> ch.principal_centavos";
}

row! {
    /// A line of the ledger. The book reads it from a list in the order of these fields.
    #[derive(serde::Deserialize)]
    pub(crate) struct Line {
        id: Uuid,
        charge_id: Uuid,
        kind: String,
        amount_centavos: i64,
        effective_on: NaiveDate,
        reverses_id: Option<Uuid>,
    }
}

/// What was paid of a charge and when, and by how much its principal was changed otherwise.
#[derive(Clone, Debug, Default)]
pub(crate) struct Movements {
    pub(crate) payments: Vec<(NaiveDate, Money)>,
    changed: Money,
}

impl Movements {
    /// Fine and interest on `on` of a charge with these movements: the same amount on every page.
    pub(crate) fn late(
        &self,
        policy: &Policy,
        original: Money,
        due: NaiveDate,
        on: NaiveDate,
    ) -> LateCharges {
        late_charges_with_payments(policy, original + self.changed, due, &self.payments, on)
    }
}

/// The movements of the client's open charges.
pub(crate) async fn of_client(tx: &mut Tx, id: ClientId) -> Result<HashMap<ChargeId, Movements>, Error> {
    movements(on!(tx, c => sqlx::query_as(OF_CLIENT).bind(id.0).fetch_all(c).await)?)
}

/// The movements of charges by charge, from all of their lines in any order.
pub(crate) fn movements(mut lines: Vec<Line>) -> Result<HashMap<ChargeId, Movements>, Error> {
    lines.sort_unstable_by_key(|line| (line.effective_on, line.id));
    let taken_back: HashSet<Uuid> = lines.iter().filter_map(|line| line.reverses_id).collect();
    let mut of_charge: HashMap<ChargeId, Movements> = HashMap::new();
    for line in lines {
        let kind: LedgerKind = stored(&line.kind, "ledger", "kind", line.id)?;
        let amount = Money::from_centavos(line.amount_centavos);
        let movements = of_charge.entry(ChargeId(line.charge_id)).or_default();
        match kind {
            LedgerKind::Payment | LedgerKind::Transfer | LedgerKind::WriteOff | LedgerKind::Cancellation
                if !taken_back.contains(&line.id) =>
            {
                movements.payments.push((line.effective_on, amount));
            }
            LedgerKind::Discount => movements.changed -= amount,
            LedgerKind::Surcharge => movements.changed += amount,
            _ => {}
        }
    }
    Ok(of_charge)
}
