//! What the book reads: clients with open charges, each with everything about it in one row.
//!
//! A book is read while people wait for it, and most of such a reading is handing values over one by one.
//! So the database gathers what belongs to a client into lists, and few large values are handed over.

use super::{
    db::{Tx, dialects, on, statements},
    ledger,
};
use crate::Error;
use chrono::{DateTime, NaiveDate, Utc};
use futures_util::{FutureExt as _, Stream, TryStreamExt as _};
use serde::Deserialize;
use sqlx::Row as _;
use std::{borrow::Cow, time::Duration};
use uuid::Uuid;

/// How many clients are taken in before other tasks get their turn.
const AT_A_TIME: u32 = 256;
/// While which rows come.
const A_MOMENT: Duration = Duration::from_millis(1);

macro_rules! debtors {
    ($array:literal, $list:literal, $id:literal, $open:literal) => {
        concat!(
            "SELECT cl.id,
                CAST(", $array, "(cl.name, cl.tax_id, cl.email, cl.phone, cl.mobile, cl.city, cl.uf, cl.cep,
                    cl.search_key, CAST(cl.is_client AS INTEGER), CAST(cl.is_supplier AS INTEGER)) AS TEXT) AS party,
                (SELECT CAST(", $list, "(", $array, "(", $id, "(ch.company_id), ch.due, ch.balance_centavos,
                        ", $id, "(ch.id), CAST(ch.moved AS INTEGER), ch.document)) AS TEXT)
                    FROM charges ch ", $open, " WHERE ch.client_id = cl.id AND ch.status = 'open') AS charges,
                (SELECT CAST(", $list, "(", $array, "(", $id, "(l.id), ", $id, "(l.charge_id), l.kind,
                        l.amount_centavos, l.effective_on, l.value_on,
                        CASE WHEN l.reverses_id IS NOT NULL THEN ", $id, "(l.reverses_id) END, NULL, NULL,
                        l.recorded_at)) AS TEXT)
                    FROM charges ch ", $open, " JOIN ledger l ON l.charge_id = ch.id
                    WHERE ch.client_id = cl.id AND ch.status = 'open' AND ch.moved) AS movements,
                (SELECT CAST(", $list, "(", $array, "(", $id, "(k.company_id), k.at, k.channel, k.outcome, ", $id,
                        "(k.user_id))) AS TEXT)
                    FROM contacts k
                    WHERE k.client_id = cl.id AND k.kind = 'contact' AND k.voided_at IS NULL AND NOT EXISTS (
                        SELECT 1 FROM contacts n
                        WHERE n.client_id = k.client_id AND n.company_id = k.company_id AND n.kind = 'contact'
                            AND n.voided_at IS NULL AND n.at >= k.at AND (n.at, n.id) > (k.at, k.id))) AS contacts,
                (SELECT CAST(", $list, "(", $array, "(", $id, "(a.company_id), a.due_on, a.due_time, ", $id,
                        "(a.assignee_id))) AS TEXT)
                    FROM appointments a WHERE a.client_id = cl.id AND a.state = 'pending') AS appointments,
                (SELECT CAST(", $list, "(", $array, "(", $id, "(p.company_id),
                        CASE WHEN pc.charge_id IS NOT NULL THEN ", $id, "(pc.charge_id) END)) AS TEXT)
                    FROM promises p LEFT JOIN promise_charges pc ON pc.promise_id = p.id
                    WHERE p.client_id = cl.id AND p.state = 'open') AS promises,
                (SELECT CAST(", $list, "(", $id, "(i.charge_id)) AS TEXT)
                    FROM agreements g JOIN agreement_instalments i ON i.agreement_id = g.id
                    WHERE g.client_id = cl.id AND g.state = 'active') AS instalments
            FROM clients cl
            WHERE cl.change > $1 AND EXISTS (
                SELECT 1 FROM charges ch WHERE ch.client_id = cl.id AND ch.status = 'open')"
        )
    };
}

statements! {
    CHANGED = "SELECT id FROM clients WHERE change > $1";
}

dialects! {
    /// SQLite has to be told of the index that covers what is read of a charge.
    DEBTORS =
        sqlite: debtors!("json_array", "json_group_array", "hex", "INDEXED BY charges_open"),
        postgres: debtors!("json_build_array", "json_agg", "", "");
}

/// A client that owes something, as the list shows it, and all that belongs to it.
pub(crate) struct DebtorRow<'a> {
    pub(crate) id: Uuid,
    pub(crate) party: PartyRow<'a>,
    pub(crate) charges: Vec<OpenCharge<'a>>,
    pub(crate) movements: Vec<ledger::Line>,
    pub(crate) contacts: Vec<LastSeen<'a>>,
    pub(crate) appointments: Vec<Pending<'a>>,
    /// Open promises: the company, and the charge; without one it is about all of the company.
    pub(crate) promises: Vec<(Uuid, Option<Uuid>)>,
    /// Charges that are instalments of active agreements.
    pub(crate) instalments: Vec<Uuid>,
}

/// The client itself. Here as below the order of the fields is that of the statement.
#[derive(Deserialize)]
pub(crate) struct PartyRow<'a> {
    #[serde(borrow)]
    pub(crate) name: Cow<'a, str>,
    #[serde(borrow)]
    pub(crate) tax_id: Cow<'a, str>,
    #[serde(borrow)]
    pub(crate) email: Cow<'a, str>,
    #[serde(borrow)]
    pub(crate) phone: Cow<'a, str>,
    #[serde(borrow)]
    pub(crate) mobile: Cow<'a, str>,
    #[serde(borrow)]
    pub(crate) city: Cow<'a, str>,
    #[serde(borrow)]
    pub(crate) uf: Cow<'a, str>,
    #[serde(borrow)]
    pub(crate) cep: Cow<'a, str>,
    #[serde(borrow)]
    pub(crate) search_key: Cow<'a, str>,
    pub(crate) is_client: u8,
    pub(crate) is_supplier: u8,
}

/// An open charge.
#[derive(Deserialize)]
pub(crate) struct OpenCharge<'a> {
    pub(crate) company: Uuid,
    pub(crate) due: NaiveDate,
    pub(crate) balance: i64,
    pub(crate) id: Uuid,
    /// Whether more than its principal stands in its ledger.
    pub(crate) moved: u8,
    #[serde(borrow)]
    pub(crate) document: Cow<'a, str>,
}

/// The last contact of one company with the client.
#[derive(Deserialize)]
pub(crate) struct LastSeen<'a> {
    pub(crate) company: Uuid,
    pub(crate) at: DateTime<Utc>,
    pub(crate) channel: &'a str,
    pub(crate) outcome: &'a str,
    pub(crate) user: Uuid,
}

/// A pending appointment.
#[derive(Deserialize)]
pub(crate) struct Pending<'a> {
    pub(crate) company: Uuid,
    pub(crate) on: NaiveDate,
    pub(crate) time: &'a str,
    pub(crate) assignee: Uuid,
}

/// Clients that changed after the change `since`, whether or not they have open charges.
pub(crate) async fn changed(tx: &mut Tx, since: i64) -> Result<Vec<Uuid>, Error> {
    Ok(on!(tx, c => sqlx::query_scalar(CHANGED).bind(since).fetch_all(c).await)?)
}

/// Calls `each` with every client that changed after the change `since` and has open charges.
pub(crate) async fn debtors(
    tx: &mut Tx,
    since: i64,
    mut each: impl FnMut(DebtorRow<'_>) -> Result<(), Error> + Send,
) -> Result<(), Error> {
    let sql = DEBTORS.of(tx);
    let mut taken = 0;
    on!(tx, c => {
        let mut rows = sqlx::query(sql).bind(since).fetch(c);
        while let Some(row) = next(&mut rows, taken).await? {
            let id: Uuid = row.try_get(0)?;
            each(DebtorRow {
                id,
                party: read(id, row.try_get(1)?)?,
                charges: list(id, row.try_get(2)?)?,
                movements: list(id, row.try_get(3)?)?,
                contacts: list(id, row.try_get(4)?)?,
                appointments: list(id, row.try_get(5)?)?,
                promises: list(id, row.try_get(6)?)?,
                instalments: list(id, row.try_get(7)?)?,
            })?;
            taken += 1;
            if taken % AT_A_TIME == 0 {
                tokio::task::yield_now().await;
            }
        }
    });
    Ok(())
}

/// The next row. SQLite's thread would wake this task for every single one, which costs as much as the row:
/// once it is clear that there are many, they are let come for a moment and taken together.
async fn next<T>(
    rows: &mut (impl Stream<Item = Result<T, sqlx::Error>> + Unpin),
    taken: u32,
) -> Result<Option<T>, sqlx::Error> {
    if taken < AT_A_TIME {
        return rows.try_next().await;
    }
    loop {
        match rows.try_next().now_or_never() {
            Some(next) => return next,
            None => tokio::time::sleep(A_MOMENT).await,
        }
    }
}

/// A list that the database gathered: of nothing SQLite makes an empty one and PostgreSQL none.
fn list<'a, T: Deserialize<'a>>(client: Uuid, json: Option<&'a str>) -> Result<Vec<T>, Error> {
    match json {
        None | Some("[]") => Ok(Vec::new()),
        Some(json) => read(client, json),
    }
}

fn read<'a, T: Deserialize<'a>>(client: Uuid, json: &'a str) -> Result<T, Error> {
    serde_json::from_str(json).map_err(|error| {
        Error::Other(format!("what the book reads of client {client} is not understood: {error}"))
    })
}
