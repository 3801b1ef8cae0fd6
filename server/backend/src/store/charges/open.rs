//! Open charges, as the client page and the contact form read them.

use crate::{
    Error,
    rules::Rules,
    store::{
        db::{Tx, on, statements},
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
use uuid::Uuid;

statements! {
    OPEN_OF_CLIENT = "SELECT ch.id, ch.code, ch.document, ch.company_id, co.name AS company, ch.issued, ch.due,
            ch.principal_centavos, ch.balance_centavos, ch.moved
        FROM charges ch
        JOIN user_companies uc ON uc.company_id = ch.company_id AND uc.user_id = $2
        JOIN companies co ON co.id = ch.company_id
        WHERE ch.client_id = $1 AND ch.status = 'open'
        ORDER BY ch.due, ch.company_id, ch.code";
    COMPANY_OF = "SELECT ch.company_id FROM charges ch
        JOIN user_companies uc ON uc.company_id = ch.company_id AND uc.user_id = $3
        WHERE ch.id = $1 AND ch.client_id = $2";
    OLDEST_OVERDUE = "SELECT ch.company_id FROM charges ch
        JOIN user_companies uc ON uc.company_id = ch.company_id AND uc.user_id = $2
        WHERE ch.client_id = $1 AND ch.status = 'open' AND ch.due < $3
        ORDER BY ch.due, ch.company_id, ch.code LIMIT 1";
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
        let terms = rules.terms(CompanyId(row.company_id), today);
        Ok(ChargeLine {
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
        })
    };
    rows.into_iter().map(line).collect()
}

/// The company of one of the client's charges, if `user` may see it.
pub(crate) async fn company_of(
    tx: &mut Tx,
    charge: ChargeId,
    client: ClientId,
    user: UserId,
) -> Result<Option<CompanyId>, Error> {
    let id: Option<Uuid> = on!(tx, c => sqlx::query_scalar(COMPANY_OF)
        .bind(charge.0)
        .bind(client.0)
        .bind(user.0)
        .fetch_optional(c).await)?;
    Ok(id.map(CompanyId))
}

/// The company of the client's oldest overdue charge in sight of `user`.
pub(crate) async fn company_of_oldest_overdue(
    tx: &mut Tx,
    client: ClientId,
    user: UserId,
    today: NaiveDate,
) -> Result<Option<CompanyId>, Error> {
    let id: Option<Uuid> = on!(tx, c => sqlx::query_scalar(OLDEST_OVERDUE)
        .bind(client.0)
        .bind(user.0)
        .bind(today)
        .fetch_optional(c).await)?;
    Ok(id.map(CompanyId))
}
