//! Charges by their identities.

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
    charge::{ChargeStatus, PaymentMethod},
    id::{AgreementId, ChargeId, ClientId, CompanyId, UserId},
    session::CompanyRef,
};
use serde_json::json;
use uuid::Uuid;

macro_rules! heads {
    ($charges:literal) => {
        concat!(
            "SELECT ch.id, ch.company_id, ch.client_id, ch.code, ch.document, ch.due, ch.method, co.name AS company
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
    FULL = "SELECT ch.id, ch.version, ch.company_id, co.name AS company, ch.client_id, cl.name AS client_name,
            ch.code, ch.document, ch.description, ch.category, ch.issued, ch.due, ch.principal_centavos,
            ch.balance_centavos, ch.method, ch.notes, ch.status, i.agreement_id AS instalment_of,
            s.agreement_id AS superseded_by
        FROM charges ch
        JOIN user_companies uc ON uc.company_id = ch.company_id AND uc.user_id = $2
        JOIN companies co ON co.id = ch.company_id
        JOIN clients cl ON cl.id = ch.client_id
        LEFT JOIN agreement_instalments i ON i.charge_id = ch.id
        LEFT JOIN agreement_sources s ON s.charge_id = ch.id AND s.active
        WHERE ch.id = $1";
    BY_KEY = "SELECT id, client_id FROM charges WHERE idempotency_key = $1";
    OPEN_OF = "SELECT ch.id FROM charges ch
        JOIN user_companies uc ON uc.company_id = ch.company_id AND uc.user_id = $2
        WHERE ch.client_id = $1 AND ch.status = 'open'";
}

macro_rules! last_changed {
    ($charges:literal) => {
        concat!(
            "SELECT subject_id FROM events WHERE subject_id IN (",
            $charges,
            ") ORDER BY at DESC, id DESC LIMIT 1"
        )
    };
}

dialects! {
    /// `$1` is a list as JSON.
    LAST_CHANGED =
        sqlite: last_changed!("SELECT unhex(replace(value, '-', '')) FROM json_each($1)"),
        postgres: last_changed!("SELECT CAST(json_array_elements_text(CAST($1 AS JSON)) AS UUID)");
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
        method: Option<String>,
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
    pub(crate) method: Option<PaymentMethod>,
}

/// Those of the charges that `user` may see, the one due first first.
pub(crate) async fn heads(tx: &mut Tx, charges: &[ChargeId], user: UserId) -> Result<Vec<Head>, Error> {
    if charges.is_empty() {
        return Ok(Vec::new());
    }
    let (sql, list) = (HEADS.of(tx), json!(charges).to_string());
    let rows: Vec<HeadRow> = on!(tx, c => sqlx::query_as(sql).bind(&list).bind(user.0).fetch_all(c).await)?;
    let head = |row: HeadRow| {
        let method = row.method.map(|method| stored(&method, "charges", "method", row.id)).transpose()?;
        Ok(Head {
            id: ChargeId(row.id),
            company: CompanyId(row.company_id),
            company_name: row.company,
            client: ClientId(row.client_id),
            code: row.code,
            document: row.document,
            due: row.due,
            method,
        })
    };
    rows.into_iter().map(head).collect()
}

row! {
    struct FullRow {
        id: Uuid,
        version: i64,
        company_id: Uuid,
        company: String,
        client_id: Uuid,
        client_name: String,
        code: i64,
        document: String,
        description: String,
        category: String,
        issued: NaiveDate,
        due: NaiveDate,
        principal_centavos: i64,
        balance_centavos: i64,
        method: Option<String>,
        notes: String,
        status: String,
        instalment_of: Option<Uuid>,
        superseded_by: Option<Uuid>,
    }
}

/// Everything that the page of a charge says of it, but for its ledger.
#[derive(Clone, Debug)]
pub(crate) struct Full {
    pub(crate) id: ChargeId,
    pub(crate) version: i64,
    pub(crate) company: CompanyRef,
    pub(crate) client: ClientId,
    pub(crate) client_name: String,
    pub(crate) code: i64,
    pub(crate) document: String,
    pub(crate) description: String,
    pub(crate) category: String,
    pub(crate) issued: NaiveDate,
    pub(crate) due: NaiveDate,
    pub(crate) principal: Money,
    pub(crate) balance: Money,
    pub(crate) method: Option<PaymentMethod>,
    pub(crate) notes: String,
    pub(crate) status: ChargeStatus,
    pub(crate) instalment_of: Option<AgreementId>,
    pub(crate) superseded_by: Option<AgreementId>,
}

/// The charge, if `user` may see it.
pub(crate) async fn full(tx: &mut Tx, charge: ChargeId, user: UserId) -> Result<Option<Full>, Error> {
    let row: Option<FullRow> =
        on!(tx, c => sqlx::query_as(FULL).bind(charge.0).bind(user.0).fetch_optional(c).await)?;
    let full = |row: FullRow| {
        Ok(Full {
            id: ChargeId(row.id),
            version: row.version,
            company: CompanyRef { id: CompanyId(row.company_id), name: row.company },
            client: ClientId(row.client_id),
            client_name: row.client_name,
            code: row.code,
            document: row.document,
            description: row.description,
            category: row.category,
            issued: row.issued,
            due: row.due,
            principal: Money::from_centavos(row.principal_centavos),
            balance: Money::from_centavos(row.balance_centavos),
            method: row.method.map(|text| stored(&text, "charges", "method", row.id)).transpose()?,
            notes: row.notes,
            status: stored(&row.status, "charges", "status", row.id)?,
            instalment_of: row.instalment_of.map(AgreementId),
            superseded_by: row.superseded_by.map(AgreementId),
        })
    };
    row.map(full).transpose()
}

/// The first of the charges that were made under an idempotency key, and whose it is.
pub(crate) async fn by_key(tx: &mut Tx, key: Uuid) -> Result<Option<(ChargeId, ClientId)>, Error> {
    let row: Option<(Uuid, Uuid)> = on!(tx, c => sqlx::query_as(BY_KEY).bind(key).fetch_optional(c).await)?;
    Ok(row.map(|(id, client)| (ChargeId(id), ClientId(client))))
}

/// The client's open charges in sight of `user`.
pub(crate) async fn open_heads(tx: &mut Tx, client: ClientId, user: UserId) -> Result<Vec<Head>, Error> {
    let ids: Vec<Uuid> = on!(tx, c => sqlx::query_scalar(OPEN_OF)
        .bind(client.0)
        .bind(user.0)
        .fetch_all(c).await)?;
    let ids: Vec<ChargeId> = ids.into_iter().map(ChargeId).collect();
    heads(tx, &ids, user).await
}

/// The one of the charges to which something happened last.
pub(crate) async fn last_changed(tx: &mut Tx, charges: &[ChargeId]) -> Result<Option<ChargeId>, Error> {
    let (sql, list) = (LAST_CHANGED.of(tx), json!(charges).to_string());
    let id: Option<Uuid> = on!(tx, c => sqlx::query_scalar(sql).bind(&list).fetch_optional(c).await)?;
    Ok(id.map(ChargeId))
}
