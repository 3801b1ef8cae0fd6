//! What changed since, and who is where: tables `clients` and `presence`.

use super::db::{Tx, dialects, on, statements};
use crate::Error;
use chrono::{DateTime, Utc};
use domain::id::{ClientId, CompanyId, UserId};
use serde_json::json;
use uuid::Uuid;

statements! {
    CHANGED = "SELECT page.id, cc.company_id FROM
            (SELECT cl.id FROM clients cl WHERE cl.change > $1 ORDER BY cl.change LIMIT $2) page
        JOIN client_companies cc ON cc.client_id = page.id";
    ARRIVE = "INSERT INTO presence (id, client_id, user_id, node_id, until) VALUES ($1, $2, $3, $4, $5)";
    LEAVE = "DELETE FROM presence WHERE id = $1";
    END = "DELETE FROM presence WHERE until <= $1";
    /// Whoever has a company in common with the one who asks, through which both see the client.
    OTHERS = "SELECT DISTINCT u.name FROM presence p JOIN users u ON u.id = p.user_id
        WHERE p.client_id = $1 AND p.until > $3 AND p.user_id <> $2 AND EXISTS (
            SELECT 1 FROM client_companies cc
            JOIN user_companies mine ON mine.company_id = cc.company_id AND mine.user_id = $2
            JOIN user_companies theirs ON theirs.company_id = cc.company_id AND theirs.user_id = p.user_id
            WHERE cc.client_id = p.client_id)
        ORDER BY u.name";
}

macro_rules! renew {
    ($leases:literal) => {
        concat!("UPDATE presence SET until = $3 WHERE node_id = $2 AND id IN (", $leases, ")")
    };
}

dialects! {
    /// `$1` is a list as JSON.
    RENEW =
        sqlite: renew!("SELECT unhex(replace(value, '-', '')) FROM json_each($1)"),
        postgres: renew!("SELECT CAST(json_array_elements_text(CAST($1 AS JSON)) AS UUID)");
}

/// The first `most` clients that changed after `change`, each with a company that it has to do with.
pub(crate) async fn changed(
    tx: &mut Tx,
    change: i64,
    most: u32,
) -> Result<Vec<(ClientId, CompanyId)>, Error> {
    let rows: Vec<(Uuid, Uuid)> =
        on!(tx, c => sqlx::query_as(CHANGED).bind(change).bind(i64::from(most)).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(client, company)| (ClientId(client), CompanyId(company))).collect())
}

/// Somebody came to a client's page.
pub(crate) async fn arrive(
    tx: &mut Tx,
    id: Uuid,
    client: ClientId,
    user: UserId,
    node: Uuid,
    until: DateTime<Utc>,
) -> Result<(), Error> {
    on!(tx, c => sqlx::query(ARRIVE)
        .bind(id)
        .bind(client.0)
        .bind(user.0)
        .bind(node)
        .bind(until)
        .execute(c).await.map(drop))?;
    tx.touch_presence().await
}

/// They left it.
pub(crate) async fn leave(tx: &mut Tx, id: Uuid) -> Result<(), Error> {
    on!(tx, c => sqlx::query(LEAVE).bind(id).execute(c).await.map(drop))?;
    tx.touch_presence().await
}

/// Those who are still where they were through this node are there for longer; those of nodes that died, and those
/// whose leaving could not be noted, are not.
pub(crate) async fn renew(
    tx: &mut Tx,
    node: Uuid,
    leases: &[Uuid],
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<(), Error> {
    let (sql, list) = (RENEW.of(tx), json!(leases).to_string());
    on!(tx, c => sqlx::query(sql).bind(&list).bind(node).bind(until).execute(c).await.map(drop))?;
    let ended = on!(tx, c => sqlx::query(END).bind(now).execute(c).await?.rows_affected());
    if ended > 0 { tx.touch_presence().await } else { Ok(()) }
}

/// The names of the others who have the client's page open.
pub(crate) async fn others(
    tx: &mut Tx,
    client: ClientId,
    user: UserId,
    now: DateTime<Utc>,
) -> Result<Vec<String>, Error> {
    let names: Vec<(String,)> = on!(tx, c => sqlx::query_as(OTHERS)
        .bind(client.0)
        .bind(user.0)
        .bind(now)
        .fetch_all(c).await)?;
    Ok(names.into_iter().map(|(name,)| name).collect())
}
