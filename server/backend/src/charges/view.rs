//! The page of one charge (Cadastro de Lançamentos).

use crate::{
    Actor, Ctx, Error,
    ctx::{local, new_id},
    store::{
        charges::{self, Full},
        events::{self, Recorded},
        ledger, payments,
    },
};
use chrono::NaiveDate;
use domain::{
    Money,
    charge::{ChargeStatus, ChargeView, LedgerLine, Locked, PaymentMethod, SaveCharge, TimelineLine},
    id::ChargeId,
    ledger::Ledger,
    permission::Permission,
};
use serde_json::Value;

/// Everything that the page of a charge shows.
pub async fn view(ctx: &Ctx, actor: &Actor, charge: ChargeId) -> Result<ChargeView, Error> {
    view_on(ctx, actor, charge, None).await
}

/// The same with what an amount received on an earlier day would go to, as settling computes it.
pub async fn view_on(
    ctx: &Ctx,
    actor: &Actor,
    charge: ChargeId,
    day: Option<NaiveDate>,
) -> Result<ChargeView, Error> {
    actor.require(Permission::CrmRead)?;
    let today = ctx.clock.today();
    let mut tx = ctx.db.read().await?;
    let full = charges::full(&mut tx, charge, actor.user).await?.ok_or(Error::NotFound)?;
    let mut entries = ledger::of_charges(&mut tx, &[charge]).await?;
    let ledger =
        ledger::ledger(charge, &full.document, full.due, entries.remove(&charge).unwrap_or_default())?;
    let users = ledger::recorded_by(&mut tx, charge).await?;
    let may_reverse = actor.role.allows(Permission::ChargeReverse);
    let payments = payments::of_charges(&mut tx, &[charge], may_reverse).await?;
    let timeline = events::of_subject(&mut tx, charge.0).await?;
    let rules = ctx.rules.of(&mut tx).await?;
    let terms = |day| rules.terms(full.company.id, day);
    let derivation = match day.filter(|day| *day < today) {
        Some(day) => ledger.derivation_at_value(&terms(day), day),
        None => ledger.derivation(&terms(today), today),
    };
    let lines = lines(&ledger)
        .map(|line| LedgerLine { user: users.get(&line.id).cloned().unwrap_or_default(), ..line })
        .collect();
    Ok(ChargeView {
        today,
        id: full.id,
        version: full.version,
        code: full.code,
        document: full.document.clone(),
        company: full.company.clone(),
        client: full.client,
        client_name: full.client_name.clone(),
        description: full.description.clone(),
        category: full.category.clone(),
        issued: full.issued,
        due: full.due,
        original: full.principal,
        balance: full.balance,
        method: full.method,
        notes: full.notes.clone(),
        status: full.status,
        instalment_of: full.instalment_of,
        superseded_by: full.superseded_by,
        derivation,
        ledger: lines,
        payments,
        timeline: timeline.into_iter().map(told).collect(),
        locked: locked(&full, actor),
        form: SaveCharge { key: new_id().to_string(), ..form(&full) },
        may_settle: full.status == ChargeStatus::Open && actor.role.allows(Permission::ChargeSettle),
    })
}

/// Why the charge cannot be changed; nothing when it can.
pub(super) fn locked(charge: &Full, actor: &Actor) -> Option<Locked> {
    if charge.status != ChargeStatus::Open {
        return Some(Locked::Closed(charge.status));
    }
    match charge.instalment_of {
        Some(agreement) => Some(Locked::Instalment(agreement)),
        None => (!actor.role.allows(Permission::ChargeEdit)).then_some(Locked::NotAllowed),
    }
}

/// The form, filled with what the charge is.
pub(super) fn form(charge: &Full) -> SaveCharge {
    SaveCharge {
        charge: charge.id.to_string(),
        version: charge.version,
        key: String::new(),
        company: charge.company.id.to_string(),
        client: charge.client.to_string(),
        document: charge.document.clone(),
        description: charge.description.clone(),
        category: charge.category.clone(),
        issued: charge.issued.to_string(),
        due: charge.due.to_string(),
        amount: charge.principal.plain(),
        method: charge.method.map_or("", PaymentMethod::as_str).to_owned(),
        count: String::new(),
        notes: charge.notes.clone(),
    }
}

/// The lines of a ledger with the principal that is open after each.
fn lines(ledger: &Ledger) -> impl Iterator<Item = LedgerLine> + '_ {
    let entries = ledger.entries();
    let mut balance = Money::ZERO;
    entries.iter().map(move |entry| {
        let sign = match entry.reverses.and_then(|id| entries.iter().find(|line| line.id == id)) {
            Some(taken_back) => -taken_back.kind.sign(),
            None => entry.kind.sign(),
        };
        balance += entry.amount.checked_mul(sign).unwrap_or_default();
        LedgerLine {
            id: entry.id,
            kind: entry.kind,
            amount: entry.amount,
            on: entry.on,
            value_on: entry.value_on,
            balance,
            user: String::new(),
            payment: entry.payment,
            agreement: entry.agreement,
            taken_back: entries.iter().any(|line| line.reverses == Some(entry.id)),
        }
    })
}

/// An event as the timeline tells it.
fn told(event: Recorded) -> TimelineLine {
    let data: Value = serde_json::from_str(&event.data).unwrap_or_default();
    let mut changes = changes(&data);
    changes.extend(balance(&data));
    TimelineLine {
        at: local(event.at),
        user: event.user_name,
        kind: event.kind,
        changes,
        reason: shown(&data["reason"]),
    }
}

/// The fields that were given another value, with their values before and after.
fn changes(data: &Value) -> Vec<(String, String, String)> {
    let (Value::Object(before), Value::Object(after)) = (&data["before"], &data["after"]) else {
        return Vec::new();
    };
    let pairs = after.iter().map(|(field, after)| (field, before.get(field).unwrap_or(&Value::Null), after));
    let changed = pairs.filter(|(_, before, after)| before != after);
    changed.map(|(field, before, after)| (field.clone(), shown(before), shown(after))).collect()
}

/// What became of the open principal, where money was what changed. What is cancelled leaves nothing.
fn balance(data: &Value) -> Option<(String, String, String)> {
    let amount = |name: &str| data[name].as_i64().map(|centavos| Money::from_centavos(centavos).plain());
    let before = amount("balance_before")?;
    let after = amount("balance_after").unwrap_or_else(|| Money::ZERO.plain());
    (before != after).then(|| ("balance".to_owned(), before, after))
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
