//! Tables `promises` and `promise_charges`.

use super::{
    appointments::Whose,
    db::{Tx, dialects, on, statements},
    row::row,
    stored,
};
use crate::Error;
use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::{
    Money,
    id::{ChargeId, ClientId, CompanyId, ContactId, PromiseId, UserId},
    promise::{Decision, DuePromise, Promise, Receipt},
    settings::GRACE_MAX,
};
use std::collections::{BTreeMap, HashMap, HashSet};
use uuid::Uuid;

macro_rules! columns {
    () => {
        "SELECT p.id, cl.name AS client_name, p.company_id, co.name AS company, p.amount_centavos,
            p.said_centavos, p.promised_on, p.grace_days, p.made_on, p.recorded_at, p.state,
            p.received_centavos, p.replaced_by_id, p.client_id, p.user_id, u.name AS user_name
        FROM promises p
        JOIN clients cl ON cl.id = p.client_id
        JOIN companies co ON co.id = p.company_id
        JOIN users u ON u.id = p.user_id "
    };
}

statements! {
    INSERT = "INSERT INTO promises (id, client_id, company_id, contact_id, amount_centavos, said_centavos,
            promised_on, grace_days, deadline, made_on, state, idempotency_key, user_id, recorded_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'open', $11, $12, $13)";
    INSERT_CHARGE = "INSERT INTO promise_charges (promise_id, charge_id) VALUES ($1, $2)";
    BY_KEY = "SELECT id, client_id FROM promises WHERE idempotency_key = $1";
    OF_CLIENT = concat!(columns!(), "WHERE p.client_id = $1 ORDER BY p.promised_on, p.recorded_at, p.id");
    CHARGES = "SELECT c.promise_id, c.charge_id, ch.document
        FROM promises p JOIN promise_charges c ON c.promise_id = p.id JOIN charges ch ON ch.id = c.charge_id
        WHERE p.client_id = $1 ORDER BY c.promise_id, ch.due, ch.document";
    IS_OPEN = "SELECT COUNT(*) FROM promises WHERE client_id = $1 AND company_id = $2 AND state = 'open'
        AND deadline >= $3 AND recorded_at > $4";
    DECIDE = "UPDATE promises SET state = $2, decided_on = $3, received_centavos = $4
        WHERE id = $1 AND state = 'open'";
    SUPERSEDE = "UPDATE promises SET state = 'superseded', decided_on = $2, replaced_by_id = $3
        WHERE id = $1 AND state = 'open'";
    CANCEL = "UPDATE promises SET state = 'cancelled', decided_on = $2, cancel_reason = $3
        WHERE id = $1 AND state = 'open'";
    /// Every deadline: the index of what is open is by them.
    CLIENTS_WITH_OPEN = "SELECT client_id FROM promises
        WHERE company_id = $1 AND state = 'open' AND deadline > '0001-01-01'";
    FOR_NOTHING_OPEN = "SELECT p.id, c.charge_id FROM promises p JOIN promise_charges c ON c.promise_id = p.id
        WHERE p.client_id = $1 AND p.state = 'open' AND NOT EXISTS (
            SELECT 1 FROM promise_charges x JOIN charges ch ON ch.id = x.charge_id
            WHERE x.promise_id = p.id AND ch.status = 'open')";
    OVERDUE = "SELECT client_id FROM promises WHERE state = 'open' AND deadline < $1";
    /// What a broken agreement moved to its sources was recorded with its payment.
    RECEIPTS = "SELECT ch.company_id, l.value_on, COALESCE(p.recorded_at, l.recorded_at) AS at, l.charge_id,
            l.amount_centavos
        FROM charges ch JOIN ledger l ON l.charge_id = ch.id LEFT JOIN payments p ON p.id = l.payment_id
        WHERE ch.client_id = $1 AND ch.moved
            AND l.kind IN ('payment', 'fine', 'interest', 'correction')
            AND NOT EXISTS (SELECT 1 FROM ledger r WHERE r.reverses_id = l.id)";
    /// `$3` lies as far behind `$2` as days of grace may last: the index is by deadlines.
    DUE = concat!(columns!(), "JOIN user_companies uc ON uc.company_id = p.company_id AND uc.user_id = $1
        WHERE p.state = 'open' AND p.promised_on <= $2 AND p.deadline <= $3
            AND (p.user_id = $4 OR $4 IS NULL) AND (p.company_id = $5 OR $5 IS NULL)
        ORDER BY p.promised_on, p.id LIMIT 500");
}

/// A broken promise calls for something until a newer one was made, a contact was made, or nothing of what it was
/// for is open any more. Of contacts it compares the instant at which the day of the decision begins here.
macro_rules! calls {
    ($day_begins:literal) => {
        concat!(
            "p.state = 'broken'
            AND NOT EXISTS (
                SELECT 1 FROM promises n WHERE n.client_id = p.client_id AND n.company_id = p.company_id
                    AND n.id <> p.id AND n.made_on >= p.decided_on)
            AND NOT EXISTS (
                SELECT 1 FROM contacts c WHERE c.client_id = p.client_id AND c.at >= ",
            $day_begins,
            "
                    AND c.company_id = p.company_id AND c.kind = 'contact' AND c.voided_at IS NULL)
            AND EXISTS (
                SELECT 1 FROM charges ch WHERE ch.client_id = p.client_id AND ch.company_id = p.company_id
                    AND ch.status = 'open'
                    AND (NOT EXISTS (SELECT 1 FROM promise_charges x WHERE x.promise_id = p.id)
                        OR EXISTS (SELECT 1 FROM promise_charges x
                            WHERE x.promise_id = p.id AND x.charge_id = ch.id))) "
        )
    };
}

macro_rules! broken {
    ($day_begins:literal) => {
        concat!(
            columns!(),
            "JOIN user_companies uc ON uc.company_id = p.company_id AND uc.user_id = $1
        WHERE (p.user_id = $2 OR $2 IS NULL) AND (p.company_id = $3 OR $3 IS NULL) AND ",
            calls!($day_begins),
            "ORDER BY p.promised_on, p.id LIMIT 500"
        )
    };
}

macro_rules! calling {
    ($day_begins:literal) => {
        concat!("SELECT p.id FROM promises p WHERE p.client_id = $1 AND ", calls!($day_begins))
    };
}

// Days are those of Brazil's legal time, which is three hours behind.
dialects! {
    BROKEN = sqlite: broken!("p.decided_on || 'T03:00:00'"),
        postgres: broken!("(p.decided_on + TIME '03:00') AT TIME ZONE 'UTC'");
    CALLING = sqlite: calling!("p.decided_on || 'T03:00:00'"),
        postgres: calling!("(p.decided_on + TIME '03:00') AT TIME ZONE 'UTC'");
}

/// A promise to store.
pub(crate) struct NewPromise {
    pub(crate) promise: Promise,
    pub(crate) client: ClientId,
    pub(crate) company: CompanyId,
    pub(crate) contact: Option<ContactId>,
    pub(crate) key: Uuid,
    pub(crate) user: UserId,
}

pub(crate) async fn insert(tx: &mut Tx, new: &NewPromise) -> Result<(), Error> {
    let promise = &new.promise;
    on!(tx, c => sqlx::query(INSERT)
        .bind(promise.id.0)
        .bind(new.client.0)
        .bind(new.company.0)
        .bind(new.contact.map(|id| id.0))
        .bind(promise.amount.centavos())
        .bind(promise.said.centavos())
        .bind(promise.on)
        .bind(i64::from(promise.grace_days))
        .bind(promise.on + Days::new(promise.grace_days.into()))
        .bind(promise.made_on)
        .bind(new.key)
        .bind(new.user.0)
        .bind(promise.made_at)
        .execute(c).await.map(drop))?;
    for charge in &promise.charges {
        on!(tx, c => sqlx::query(INSERT_CHARGE)
            .bind(promise.id.0)
            .bind(charge.0)
            .execute(c).await.map(drop))?;
    }
    Ok(())
}

/// The promise that was recorded under an idempotency key, and whose it is.
pub(crate) async fn by_key(tx: &mut Tx, key: Uuid) -> Result<Option<(PromiseId, ClientId)>, Error> {
    let row: Option<(Uuid, Uuid)> = on!(tx, c => sqlx::query_as(BY_KEY).bind(key).fetch_optional(c).await)?;
    Ok(row.map(|(id, client)| (PromiseId(id), ClientId(client))))
}

/// Whether the client promised this company something that is not due yet, recorded after `since`.
pub(crate) async fn is_open(
    tx: &mut Tx,
    (client, company): (ClientId, CompanyId),
    today: NaiveDate,
    since: DateTime<Utc>,
) -> Result<bool, Error> {
    let count: i64 = on!(tx, c => sqlx::query_scalar(IS_OPEN)
        .bind(client.0)
        .bind(company.0)
        .bind(today)
        .bind(since)
        .fetch_one(c).await)?;
    Ok(count > 0)
}

row! {
    struct Row {
        id: Uuid,
        client_name: String,
        company_id: Uuid,
        company: String,
        amount_centavos: i64,
        said_centavos: i64,
        promised_on: NaiveDate,
        grace_days: i64,
        made_on: NaiveDate,
        recorded_at: DateTime<Utc>,
        state: String,
        received_centavos: i64,
        replaced_by_id: Option<Uuid>,
        client_id: Uuid,
        user_id: Uuid,
        user_name: String,
    }
}

/// A promise with what its pages say beside it.
#[derive(Clone, Debug)]
pub(crate) struct Stored {
    pub(crate) promise: Promise,
    pub(crate) company: CompanyId,
    /// As decided; of an open one it is told by the receipts.
    pub(crate) received: Money,
    pub(crate) replaced_by: Option<PromiseId>,
    pub(crate) user: String,
    pub(crate) documents: Vec<String>,
}

/// All promises of a client, the first first.
pub(crate) async fn of_client(tx: &mut Tx, client: ClientId) -> Result<Vec<Stored>, Error> {
    let rows: Vec<Row> = on!(tx, c => sqlx::query_as(OF_CLIENT).bind(client.0).fetch_all(c).await)?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let charges: Vec<(Uuid, Uuid, String)> =
        on!(tx, c => sqlx::query_as(CHARGES).bind(client.0).fetch_all(c).await)?;
    let read = |row: Row| {
        let own = || charges.iter().filter(|(promise, ..)| *promise == row.id);
        Ok(Stored {
            promise: Promise {
                id: PromiseId(row.id),
                amount: Money::from_centavos(row.amount_centavos),
                said: Money::from_centavos(row.said_centavos),
                on: row.promised_on,
                grace_days: u32::try_from(row.grace_days).unwrap_or_default(),
                made_on: row.made_on,
                made_at: row.recorded_at,
                charges: own().map(|(_, charge, _)| ChargeId(*charge)).collect(),
                state: stored(&row.state, "promises", "state", row.id)?,
            },
            company: CompanyId(row.company_id),
            received: Money::from_centavos(row.received_centavos),
            replaced_by: row.replaced_by_id.map(PromiseId),
            user: row.user_name,
            documents: own().map(|(.., document)| document.clone()).collect(),
        })
    };
    rows.into_iter().map(read).collect()
}

/// Records what became of an open promise; says whether it was open.
pub(crate) async fn decide(tx: &mut Tx, decision: &Decision) -> Result<bool, Error> {
    Ok(on!(tx, c => sqlx::query(DECIDE)
        .bind(decision.promise.0)
        .bind(decision.state.as_str())
        .bind(decision.on)
        .bind(decision.received.centavos())
        .execute(c).await.map(|done| done.rows_affected() > 0))?)
}

/// Puts another promise in the place of an open one; says whether it was open.
pub(crate) async fn supersede(
    tx: &mut Tx,
    old: PromiseId,
    on: NaiveDate,
    new: PromiseId,
) -> Result<bool, Error> {
    Ok(on!(tx, c => sqlx::query(SUPERSEDE)
        .bind(old.0)
        .bind(on)
        .bind(new.0)
        .execute(c).await.map(|done| done.rows_affected() > 0))?)
}

/// Takes an open promise back; says whether it was open.
pub(crate) async fn cancel(
    tx: &mut Tx,
    promise: PromiseId,
    on: NaiveDate,
    reason: &str,
) -> Result<bool, Error> {
    Ok(on!(tx, c => sqlx::query(CANCEL)
        .bind(promise.0)
        .bind(on)
        .bind(reason)
        .execute(c).await.map(|done| done.rows_affected() > 0))?)
}

/// The client's open promises for charges none of which is open, with those charges.
pub(crate) async fn for_nothing_open(
    tx: &mut Tx,
    client: ClientId,
) -> Result<BTreeMap<PromiseId, Vec<ChargeId>>, Error> {
    let rows: Vec<(Uuid, Uuid)> =
        on!(tx, c => sqlx::query_as(FOR_NOTHING_OPEN).bind(client.0).fetch_all(c).await)?;
    let mut charges: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (promise, charge) in rows {
        charges.entry(PromiseId(promise)).or_default().push(ChargeId(charge));
    }
    Ok(charges)
}

/// The clients who have an open promise to a company.
pub(crate) async fn clients_with_open(tx: &mut Tx, company: CompanyId) -> Result<HashSet<ClientId>, Error> {
    let ids: Vec<Uuid> =
        on!(tx, c => sqlx::query_scalar(CLIENTS_WITH_OPEN).bind(company.0).fetch_all(c).await)?;
    Ok(ids.into_iter().map(ClientId).collect())
}

/// The clients of whom an open promise ended before `today`.
pub(crate) async fn overdue(tx: &mut Tx, today: NaiveDate) -> Result<Vec<ClientId>, Error> {
    let ids: Vec<Uuid> = on!(tx, c => sqlx::query_scalar(OVERDUE).bind(today).fetch_all(c).await)?;
    Ok(each_once(ids))
}

/// The promises of those asked for that are open until `day`, or broken and followed by nothing.
pub(crate) async fn due(tx: &mut Tx, whose: Whose, day: NaiveDate) -> Result<Vec<DuePromise>, Error> {
    let (assignee, company) = (whose.assignee.map(|user| user.0), whose.company.map(|company| company.0));
    let last = day + Days::new(GRACE_MAX.into());
    let broken = BROKEN.of(tx);
    let mut rows: Vec<Row> = on!(tx, c => sqlx::query_as(broken)
        .bind(whose.viewer.0)
        .bind(assignee)
        .bind(company)
        .fetch_all(c).await)?;
    rows.extend(on!(tx, c => sqlx::query_as::<_, Row>(DUE)
        .bind(whose.viewer.0)
        .bind(day)
        .bind(last)
        .bind(assignee)
        .bind(company)
        .fetch_all(c).await)?);
    let read = |row: Row| {
        Ok(DuePromise {
            id: PromiseId(row.id),
            client: ClientId(row.client_id),
            client_name: row.client_name,
            company: CompanyId(row.company_id),
            company_name: row.company,
            user: UserId(row.user_id),
            user_name: row.user_name,
            amount: Money::from_centavos(row.amount_centavos),
            on: row.promised_on,
            state: stored(&row.state, "promises", "state", row.id)?,
        })
    };
    rows.into_iter().map(read).collect()
}

/// The client's promises that are broken and followed by nothing.
pub(crate) async fn calling(tx: &mut Tx, client: ClientId) -> Result<Vec<PromiseId>, Error> {
    let sql = CALLING.of(tx);
    let ids: Vec<Uuid> = on!(tx, c => sqlx::query_scalar(sql).bind(client.0).fetch_all(c).await)?;
    Ok(ids.into_iter().map(PromiseId).collect())
}

fn each_once(mut ids: Vec<Uuid>) -> Vec<ClientId> {
    ids.sort();
    ids.dedup();
    ids.into_iter().map(ClientId).collect()
}

/// What was received of a client and not given back, by company.
pub(crate) async fn receipts(
    tx: &mut Tx,
    client: ClientId,
) -> Result<HashMap<CompanyId, Vec<Receipt>>, Error> {
    let rows: Vec<(Uuid, NaiveDate, DateTime<Utc>, Uuid, i64)> =
        on!(tx, c => sqlx::query_as(RECEIPTS).bind(client.0).fetch_all(c).await)?;
    let mut of_company: HashMap<_, Vec<_>> = HashMap::new();
    for (company, on, at, charge, amount) in rows {
        let (charge, amount) = (ChargeId(charge), Money::from_centavos(amount));
        of_company.entry(CompanyId(company)).or_default().push(Receipt { on, at, charge, amount });
    }
    Ok(of_company)
}
