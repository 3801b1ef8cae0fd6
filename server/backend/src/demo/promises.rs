//! Invented promises to pay: where the last contact of the last weeks ended in one.

use super::charges::{Charge, days};
use crate::{
    Ctx, Error,
    ctx::local,
    events::Origin,
    promises::decide_within,
    store::{
        Tx,
        bulk::ContactRow,
        promises::{self, NewPromise},
    },
};
use chrono::NaiveDate;
use domain::{
    Money,
    charge::ChargeStatus,
    contact::SubOutcome,
    holidays::Holidays,
    id::{ChargeId, ClientId, CompanyId, ContactId, PromiseId, UserId},
    promise::{Promise, PromiseState},
};
use std::collections::HashMap;
use uuid::Uuid;

/// Older promises have long been followed by something.
const DAYS_BACK: i64 = 21;

/// What the contacts promise, kept or broken as it stands today.
pub(super) fn made(contacts: &[ContactRow], charges: &[Charge], today: NaiveDate) -> Vec<NewPromise> {
    let mut last: HashMap<Uuid, &ContactRow> = HashMap::new();
    for contact in contacts.iter().filter(|row| row.kind == "contact" && row.voided_at.is_none()) {
        let newest = last.entry(contact.client_id).or_insert(contact);
        if newest.at < contact.at {
            *newest = contact;
        }
    }
    let promised = |row: &&ContactRow| row.sub_outcome == Some(SubOutcome::PromisedToPay.as_str());
    let mut promised: Vec<_> = last.into_values().filter(promised).collect();
    promised.sort_by_key(|row| row.id);
    (2..).zip(promised).filter_map(|(place, row)| promise(row, charges, today, place)).collect()
}

/// All that is overdue of the company's charges, within some days of the contact.
fn promise(row: &ContactRow, charges: &[Charge], today: NaiveDate, place: i64) -> Option<NewPromise> {
    let made_on = local(row.at).date();
    if made_on < today - days(DAYS_BACK) {
        return None;
    }
    let overdue = |charge: &&Charge| {
        charge.row.client_id == row.client_id
            && charge.row.company_id == row.company_id
            && charge.row.status == ChargeStatus::Open.as_str()
            && charge.row.due < today
    };
    let about: Vec<&Charge> = charges.iter().filter(overdue).collect();
    let amount: Money = about.iter().map(|charge| Money::from_centavos(charge.row.balance_centavos)).sum();
    let promise = Promise {
        id: PromiseId(row.idempotency_key),
        amount,
        said: amount,
        on: Holidays::national().next_business_day(made_on + days(2 + place % 9)),
        grace_days: 2,
        made_on,
        made_at: row.recorded_at,
        charges: about.iter().map(|charge| ChargeId(charge.row.id)).collect(),
        state: PromiseState::Open,
    };
    amount.is_positive().then_some(NewPromise {
        promise,
        client: ClientId(row.client_id),
        company: CompanyId(row.company_id),
        contact: Some(ContactId(row.id)),
        key: row.idempotency_key,
        user: UserId(row.user_id),
    })
}

/// Writes them, and decides those whose day is over.
pub(super) async fn write(tx: &mut Tx, ctx: &Ctx, made: &[NewPromise]) -> Result<(), Error> {
    for promise in made {
        promises::insert(tx, promise).await?;
    }
    for promise in made {
        decide_within(tx, ctx, promise.client, (Origin::Command, None)).await?;
    }
    Ok(())
}
