//! What the book reads: open charges and the clients that have them, with their contacts and agenda.
//!
//! `CROSS JOIN` has SQLite begin with the clients that changed, mostly one: by itself it would read every
//! charge and ask of each whether its client changed.

use super::{
    db::{Tx, on, statements},
    stored,
};
use crate::Error;
use crate::store::row::row;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use domain::{
    contact::{Channel, Outcome},
    id::{ChargeId, ClientId, CompanyId, UserId},
    period::parse_time,
};
use uuid::Uuid;

statements! {
    CLIENTS = "SELECT id, name, tax_id, email, phone, mobile, city, uf, cep, is_client, is_supplier, search_key
        FROM clients WHERE change > $1";
    /// The charge's own identity only where something was paid of it or changed.
    OPEN_CHARGES = "SELECT ch.client_id, ch.company_id, ch.due, ch.balance_centavos, ch.principal_centavos,
            CASE WHEN ch.balance_centavos <> ch.principal_centavos THEN ch.id END AS moved
        FROM clients cl CROSS JOIN charges ch
        WHERE cl.change > $1 AND ch.client_id = cl.id AND ch.status = 'open'";
    LAST_CONTACTS = "SELECT client_id, company_id, at, channel, outcome
        FROM (SELECT k.client_id, k.company_id, k.at, k.channel, k.outcome,
                ROW_NUMBER() OVER (PARTITION BY k.client_id, k.company_id ORDER BY k.at DESC, k.id DESC) AS place
            FROM clients cl CROSS JOIN contacts k
            WHERE cl.change > $1 AND k.client_id = cl.id AND k.kind = 'contact' AND k.voided_at IS NULL) latest
        WHERE place = 1";
    APPOINTMENTS = "SELECT a.client_id, a.company_id, a.due_on, a.due_time, a.assignee_id
        FROM clients cl CROSS JOIN appointments a
        WHERE cl.change > $1 AND a.client_id = cl.id AND a.state = 'pending'";
}

row! {
    /// A client as the list shows it.
    pub(crate) struct PartyRow {
        pub(crate) id: Uuid,
        pub(crate) name: String,
        pub(crate) tax_id: String,
        pub(crate) email: String,
        pub(crate) phone: String,
        pub(crate) mobile: String,
        pub(crate) city: String,
        pub(crate) uf: String,
        pub(crate) cep: String,
        pub(crate) is_client: bool,
        pub(crate) is_supplier: bool,
        pub(crate) search_key: String,
    }
}

/// An open charge.
pub(crate) struct OpenCharge {
    pub(crate) client: ClientId,
    pub(crate) company: CompanyId,
    pub(crate) due: NaiveDate,
    pub(crate) balance: i64,
    pub(crate) principal: i64,
    /// Which charge it is, where its balance is not its principal.
    pub(crate) moved: Option<ChargeId>,
}

/// The last contact of one company with a client.
pub(crate) struct LastSeen {
    pub(crate) client: ClientId,
    pub(crate) company: CompanyId,
    pub(crate) at: DateTime<Utc>,
    pub(crate) channel: Channel,
    pub(crate) outcome: Outcome,
}

/// A pending appointment.
pub(crate) struct Pending {
    pub(crate) client: ClientId,
    pub(crate) company: CompanyId,
    pub(crate) on: NaiveDate,
    pub(crate) time: Option<NaiveTime>,
    pub(crate) assignee: UserId,
}

/// Clients that changed after the change `since`, whether or not they have open charges.
pub(crate) async fn clients(tx: &mut Tx, since: i64) -> Result<Vec<PartyRow>, Error> {
    let mut rows: Vec<PartyRow> = on!(tx, c => sqlx::query_as(CLIENTS).bind(since).fetch_all(c).await)?;
    rows.sort_unstable_by_key(|row| row.id);
    Ok(rows)
}

/// The open charges of those clients.
pub(crate) async fn open_charges(tx: &mut Tx, since: i64) -> Result<Vec<OpenCharge>, Error> {
    type Row = (Uuid, Uuid, NaiveDate, i64, i64, Option<Uuid>);
    let rows: Vec<Row> = on!(tx, c => sqlx::query_as(OPEN_CHARGES).bind(since).fetch_all(c).await)?;
    let charge = |(client, company, due, balance, principal, moved): Row| OpenCharge {
        client: ClientId(client),
        company: CompanyId(company),
        due,
        balance,
        principal,
        moved: moved.map(ChargeId),
    };
    Ok(rows.into_iter().map(charge).collect())
}

/// The last contact of each company with each of those clients.
pub(crate) async fn last_contacts(tx: &mut Tx, since: i64) -> Result<Vec<LastSeen>, Error> {
    type Row = (Uuid, Uuid, DateTime<Utc>, String, String);
    let rows: Vec<Row> = on!(tx, c => sqlx::query_as(LAST_CONTACTS).bind(since).fetch_all(c).await)?;
    let seen = |(client, company, at, channel, outcome): Row| {
        Ok(LastSeen {
            client: ClientId(client),
            company: CompanyId(company),
            at,
            channel: stored(&channel, "contacts", "channel", client)?,
            outcome: stored(&outcome, "contacts", "outcome", client)?,
        })
    };
    rows.into_iter().map(seen).collect()
}

/// The pending appointments of those clients.
pub(crate) async fn appointments(tx: &mut Tx, since: i64) -> Result<Vec<Pending>, Error> {
    type Row = (Uuid, Uuid, NaiveDate, String, Uuid);
    let rows: Vec<Row> = on!(tx, c => sqlx::query_as(APPOINTMENTS).bind(since).fetch_all(c).await)?;
    let pending = |(client, company, on, time, assignee): Row| Pending {
        client: ClientId(client),
        company: CompanyId(company),
        on,
        time: parse_time(&time).ok(),
        assignee: UserId(assignee),
    };
    Ok(rows.into_iter().map(pending).collect())
}
