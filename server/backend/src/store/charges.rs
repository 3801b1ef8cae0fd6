//! Table `charges`, as the client page and the contact form read it.

use super::{
    db::{Tx, on, statements},
    ledger,
};
use crate::Error;
use crate::store::row::row;
use chrono::NaiveDate;
use domain::{
    Money,
    charge::ChargeLine,
    id::{ChargeId, ClientId, CompanyId, UserId},
    late_charges::Policy,
};
use std::collections::HashMap;
use uuid::Uuid;

statements! {
    OPEN_OF_CLIENT = "SELECT ch.id, ch.code, ch.document, co.name AS company, ch.issued, ch.due,
            ch.principal_centavos, ch.balance_centavos
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
        company: String,
        issued: NaiveDate,
        due: NaiveDate,
        principal_centavos: i64,
        balance_centavos: i64,
    }
}

/// The client's open charges in sight of `user`, the oldest due date first, with fine and interest on `today`.
pub(crate) async fn open_of_client(
    tx: &mut Tx,
    client: ClientId,
    user: UserId,
    policy: &Policy,
    today: NaiveDate,
) -> Result<Vec<ChargeLine>, Error> {
    let rows: Vec<OpenRow> =
        on!(tx, c => sqlx::query_as(OPEN_OF_CLIENT).bind(client.0).bind(user.0).fetch_all(c).await)?;
    let partly_paid = rows.iter().any(|row| row.balance_centavos != row.principal_centavos);
    let mut movements = if partly_paid { ledger::of_client(tx, client).await? } else { HashMap::new() };
    let line = |row: OpenRow| {
        let original = Money::from_centavos(row.principal_centavos);
        let movements = movements.remove(&ChargeId(row.id)).unwrap_or_default();
        ChargeLine {
            id: ChargeId(row.id),
            code: row.code,
            document: row.document,
            company: row.company,
            issued: row.issued,
            due: row.due,
            original,
            balance: Money::from_centavos(row.balance_centavos),
            late: movements.late(policy, original, row.due, today),
            payments: movements.payments,
        }
    };
    Ok(rows.into_iter().map(line).collect())
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
