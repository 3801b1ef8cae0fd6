//! Charges by their identities, and changing them.

use crate::{
    Error,
    store::{
        db::{Tx, dialects, on, statements},
        row::row,
        stored,
    },
};
use chrono::NaiveDate;
use domain::{
    Money,
    charge::{ChargeStatus, LedgerKind},
    id::{ChargeId, ClientId, CompanyId, UserId},
    ledger::Ledger,
};
use serde_json::json;
use uuid::Uuid;

macro_rules! heads {
    ($charges:literal) => {
        concat!(
            "SELECT ch.id, ch.company_id, ch.client_id, ch.code, ch.document, ch.due, ch.principal_centavos,
                ch.balance_centavos, ch.status, ch.version, co.name AS company
            FROM charges ch
            JOIN user_companies uc ON uc.company_id = ch.company_id AND uc.user_id = $2
            JOIN companies co ON co.id = ch.company_id
            WHERE ch.id IN (",
            $charges,
            ") ORDER BY ch.due, ch.document, ch.id"
        )
    };
}

statements! {
    SET_STANDING = "UPDATE charges SET balance_centavos = $2, status = $3, moved = $4, version = version + 1
        WHERE id = $1";
}

dialects! {
    /// `$1` is a list as JSON.
    HEADS =
        sqlite: heads!("SELECT unhex(replace(value, '-', '')) FROM json_each($1)"),
        postgres: heads!("SELECT CAST(json_array_elements_text(CAST($1 AS JSON)) AS UUID)");
}

row! {
    struct HeadRow {
        id: Uuid,
        company_id: Uuid,
        client_id: Uuid,
        code: i64,
        document: String,
        due: NaiveDate,
        principal_centavos: i64,
        balance_centavos: i64,
        status: String,
        version: i64,
        company: String,
    }
}

/// What every decision about a charge needs to know of it.
#[derive(Clone, Debug)]
pub(crate) struct Head {
    pub(crate) id: ChargeId,
    pub(crate) company: CompanyId,
    pub(crate) company_name: String,
    pub(crate) client: ClientId,
    pub(crate) code: i64,
    pub(crate) document: String,
    pub(crate) due: NaiveDate,
    pub(crate) principal: Money,
    pub(crate) balance: Money,
    pub(crate) status: ChargeStatus,
    pub(crate) version: i64,
}

/// Those of the charges that `user` may see, the one due first first.
pub(crate) async fn heads(tx: &mut Tx, charges: &[ChargeId], user: UserId) -> Result<Vec<Head>, Error> {
    if charges.is_empty() {
        return Ok(Vec::new());
    }
    let (sql, list) = (HEADS.of(tx), json!(charges).to_string());
    let rows: Vec<HeadRow> =
        on!(tx, c => sqlx::query_as(sql).bind(&list).bind(user.0).fetch_all(c).await)?;
    let head = |row: HeadRow| {
        Ok(Head {
            id: ChargeId(row.id),
            company: CompanyId(row.company_id),
            company_name: row.company,
            client: ClientId(row.client_id),
            code: row.code,
            document: row.document,
            due: row.due,
            principal: Money::from_centavos(row.principal_centavos),
            balance: Money::from_centavos(row.balance_centavos),
            status: stored(&row.status, "charges", "status", row.id)?,
            version: row.version,
        })
    };
    rows.into_iter().map(head).collect()
}

/// Keeps what the charge's row says of its ledger; in the transaction that added to it.
pub(crate) async fn set_standing(tx: &mut Tx, ledger: &Ledger) -> Result<(), Error> {
    let moved = ledger.entries().iter().any(|entry| entry.kind != LedgerKind::Principal);
    on!(tx, c => sqlx::query(SET_STANDING)
        .bind(ledger.charge().0)
        .bind(ledger.open().centavos())
        .bind(ledger.status().as_str())
        .bind(moved)
        .execute(c).await.map(drop))?;
    Ok(())
}
