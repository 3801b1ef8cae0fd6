//! Open charges, as the client page and the contact form read them.

use crate::{
    Error,
    rules::Rules,
    store::{
        db::{Tx, dialects, on, statements},
        ledger,
        row::row,
    },
};
use chrono::NaiveDate;
use domain::{
    Money,
    charge::ChargeLine,
    id::{ChargeId, ClientId, CompanyId, UserId},
    ledger::Ledger,
};
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

statements! {
    OPEN_OF_CLIENT = "SELECT ch.id, ch.code, ch.document, ch.company_id, co.name AS company, ch.issued, ch.due,
            ch.principal_centavos, ch.balance_centavos, ch.moved
        FROM charges ch
        JOIN user_companies uc ON uc.company_id = ch.company_id AND uc.user_id = $2
        JOIN companies co ON co.id = ch.company_id
        WHERE ch.client_id = $1 AND ch.status = 'open'
        ORDER BY ch.due, ch.company_id, ch.code";
}

macro_rules! open_among {
    ($charges:literal) => {
        concat!(
            "SELECT ch.id, ch.document, ch.due, ch.principal_centavos FROM charges ch WHERE ch.id IN (",
            $charges,
            ") AND ch.client_id = $2 AND ch.company_id = $3 AND ch.status = 'open'
            ORDER BY ch.due, ch.document, ch.id"
        )
    };
}

macro_rules! companies_of {
    ($charges:literal) => {
        concat!(
            "SELECT ch.id, ch.company_id FROM charges ch
            JOIN user_companies uc ON uc.company_id = ch.company_id AND uc.user_id = $3
            WHERE ch.id IN (",
            $charges,
            ") AND ch.client_id = $2"
        )
    };
}

dialects! {
    /// `$1` is a list as JSON.
    COMPANIES_OF =
        sqlite: companies_of!("SELECT unhex(replace(value, '-', '')) FROM json_each($1)"),
        postgres: companies_of!("SELECT CAST(json_array_elements_text(CAST($1 AS JSON)) AS UUID)");
    /// `$1` is a list as JSON.
    OPEN_AMONG =
        sqlite: open_among!("SELECT unhex(replace(value, '-', '')) FROM json_each($1)"),
        postgres: open_among!("SELECT CAST(json_array_elements_text(CAST($1 AS JSON)) AS UUID)");
}

row! {
    struct OpenRow {
        id: Uuid,
        code: i64,
        document: String,
        company_id: Uuid,
        company: String,
        issued: NaiveDate,
        due: NaiveDate,
        principal_centavos: i64,
        balance_centavos: i64,
        moved: bool,
    }
}

/// The client's open charges in sight of `user`, the oldest due date first, with fine and interest on `today`.
pub(crate) async fn open_of_client(
    tx: &mut Tx,
    client: ClientId,
    user: UserId,
    rules: &Rules,
    today: NaiveDate,
) -> Result<Vec<ChargeLine>, Error> {
    let open = open_by_company(tx, client, user, rules, today).await?;
    Ok(open.into_iter().map(|(_, line)| line).collect())
}

/// The same, each with its company: pages need only its name.
pub(crate) async fn open_by_company(
    tx: &mut Tx,
    client: ClientId,
    user: UserId,
    rules: &Rules,
    today: NaiveDate,
) -> Result<Vec<(CompanyId, ChargeLine)>, Error> {
    let rows: Vec<OpenRow> =
        on!(tx, c => sqlx::query_as(OPEN_OF_CLIENT).bind(client.0).bind(user.0).fetch_all(c).await)?;
    let moved = rows.iter().any(|row| row.moved);
    let mut entries = if moved { ledger::of_client(tx, client).await? } else { ledger::Entries::new() };
    let line = |row: OpenRow| {
        let (id, original) = (ChargeId(row.id), Money::from_centavos(row.principal_centavos));
        let ledger = match entries.remove(&id) {
            Some(entries) => ledger::ledger(id, &row.document, row.due, entries)?,
            None => Ledger::of_principal(original, row.due).map_err(|error| error.on("charges"))?,
        };
        let company = CompanyId(row.company_id);
        let terms = rules.terms(company, today);
        let line = ChargeLine {
            id,
            code: row.code,
            document: row.document,
            company: row.company,
            issued: row.issued,
            due: row.due,
            original,
            balance: Money::from_centavos(row.balance_centavos),
            days_late: (today - row.due).num_days().max(0),
            owed: ledger.owed(&terms, today).ok(),
        };
        Ok((company, line))
    };
    rows.into_iter().map(line).collect()
}

/// An open charge, as far as a message needs it.
pub(crate) struct Owing {
    pub(crate) id: ChargeId,
    pub(crate) document: String,
    pub(crate) due: NaiveDate,
    pub(crate) original: Money,
}

/// Those of the charges that are open, of this client and this company; the one due first first. Whoever calls has
/// made sure that the company is in sight.
pub(crate) async fn open_among(
    tx: &mut Tx,
    charges: &[ChargeId],
    client: ClientId,
    company: CompanyId,
) -> Result<Vec<Owing>, Error> {
    if charges.is_empty() {
        return Ok(Vec::new());
    }
    let (sql, list) = (OPEN_AMONG.of(tx), json!(charges).to_string());
    let rows: Vec<(Uuid, String, NaiveDate, i64)> = on!(tx, c => sqlx::query_as(sql)
        .bind(&list)
        .bind(client.0)
        .bind(company.0)
        .fetch_all(c).await)?;
    let open = |(id, document, due, original): (Uuid, String, NaiveDate, i64)| Owing {
        id: ChargeId(id),
        document,
        due,
        original: Money::from_centavos(original),
    };
    Ok(rows.into_iter().map(open).collect())
}

/// The companies of those of the charges that are this client's and that `user` may see.
pub(crate) async fn companies_of(
    tx: &mut Tx,
    charges: &[ChargeId],
    client: ClientId,
    user: UserId,
) -> Result<HashMap<ChargeId, CompanyId>, Error> {
    if charges.is_empty() {
        return Ok(HashMap::new());
    }
    let (sql, list) = (COMPANIES_OF.of(tx), json!(charges).to_string());
    let rows: Vec<(Uuid, Uuid)> = on!(tx, c => sqlx::query_as(sql)
        .bind(&list)
        .bind(client.0)
        .bind(user.0)
        .fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(charge, company)| (ChargeId(charge), CompanyId(company))).collect())
}
