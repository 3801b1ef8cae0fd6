//! What an import looks up and changes, beside the rows that it inserts in bulk.

use super::{
    db::{Tx, dialects, on, statements},
    stored,
};
use crate::Error;
use crate::store::row::row;
use chrono::NaiveDate;
use domain::{
    charge::ChargeStatus,
    id::{ChargeId, ClientId, CompanyId},
};
use serde_json::json;
use uuid::Uuid;

macro_rules! known_charges {
    ($documents:literal) => {
        concat!(
            "SELECT ch.id, ch.client_id, ch.document, ch.issued, ch.due, ch.principal_centavos,
                ch.balance_centavos, ch.status,
                CASE WHEN ch.status = 'open' AND ch.moved THEN (
                    SELECT CAST(COALESCE(SUM(l.amount_centavos), 0) AS BIGINT) FROM ledger l
                    WHERE l.charge_id = ch.id AND l.kind IN ('payment', 'fine', 'interest', 'correction')
                        AND NOT EXISTS (SELECT 1 FROM ledger r WHERE r.reverses_id = l.id)) ELSE 0 END AS paid,
                CASE WHEN ch.status = 'open' AND ch.moved THEN (
                    SELECT MAX(l.value_on) FROM ledger l
                    WHERE l.charge_id = ch.id AND l.kind NOT IN ('principal', 'discount', 'surcharge', 'reversal')
                        AND NOT EXISTS (SELECT 1 FROM ledger r WHERE r.reverses_id = l.id)) END AS last_on
            FROM charges ch WHERE ch.company_id = $1 AND ch.document IN (",
            $documents,
            ")"
        )
    };
}

macro_rules! by_ref {
    ($refs:literal) => {
        concat!(
            "SELECT external_ref, client_id FROM client_companies
            WHERE company_id = $1 AND external_ref IN (",
            $refs,
            ")"
        )
    };
}

macro_rules! by_tax_id {
    ($tax_ids:literal) => {
        concat!(
            "SELECT cl.tax_id, cl.id, cc.client_id IS NOT NULL AS linked, cc.external_ref IS NOT NULL AS has_ref
            FROM clients cl
            LEFT JOIN client_companies cc ON cc.client_id = cl.id AND cc.company_id = $1
            WHERE cl.tax_id <> '' AND cl.tax_id IN (", $tax_ids, ")"
        )
    };
}

statements! {
    LOCK_COMPANY = "UPDATE companies SET last_code = last_code WHERE id = $1 RETURNING last_code";
    SET_LAST_CODE = "UPDATE companies SET last_code = $2 WHERE id = $1";
    CLIENTS_OF = "SELECT cl.id, cl.name, cl.tax_id = '' AND cc.external_ref IS NULL AS bare
        FROM client_companies cc JOIN clients cl ON cl.id = cc.client_id WHERE cc.company_id = $1";
    SET_REF = "UPDATE client_companies SET external_ref = $3
        WHERE client_id = $1 AND company_id = $2 AND external_ref IS NULL";
    SET_BALANCE = "UPDATE charges SET balance_centavos = $3, status = $4, moved = TRUE, version = version + 1
        WHERE id = $1 AND status = 'open' AND balance_centavos = $2";
}

dialects! {
    /// `$2` is a list as JSON: one statement for lists of any length.
    KNOWN_CHARGES =
        sqlite: known_charges!("SELECT value FROM json_each($2)"),
        postgres: known_charges!("SELECT json_array_elements_text(CAST($2 AS JSON))");
    BY_REF =
        sqlite: by_ref!("SELECT value FROM json_each($2)"),
        postgres: by_ref!("SELECT json_array_elements_text(CAST($2 AS JSON))");
    BY_TAX_ID =
        sqlite: by_tax_id!("SELECT value FROM json_each($2)"),
        postgres: by_tax_id!("SELECT json_array_elements_text(CAST($2 AS JSON))");
}

row! {
    struct ChargeRow {
        id: Uuid,
        client_id: Uuid,
        document: String,
        issued: NaiveDate,
        due: NaiveDate,
        principal_centavos: i64,
        balance_centavos: i64,
        status: String,
        paid: i64,
        last_on: Option<NaiveDate>,
    }
}

/// A charge that the company already has.
#[derive(Clone, Debug)]
pub(crate) struct KnownCharge {
    pub(crate) id: ChargeId,
    pub(crate) client: ClientId,
    pub(crate) issued: NaiveDate,
    pub(crate) due: NaiveDate,
    pub(crate) principal: i64,
    pub(crate) balance: i64,
    pub(crate) status: ChargeStatus,
    /// What was paid so far, late charges included, if it is open.
    pub(crate) paid: i64,
    /// The last day for which anything was received, waived, moved or given up, if it is open.
    pub(crate) last_on: Option<NaiveDate>,
}

/// A client found by CPF or CNPJ.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ByTaxId {
    pub(crate) client: ClientId,
    /// Whether it already has to do with the company.
    pub(crate) linked: bool,
    /// Whether the company has an identifier of its own for it.
    pub(crate) has_ref: bool,
}

/// A client of the company by name.
pub(crate) struct ByName {
    pub(crate) client: ClientId,
    pub(crate) name: String,
    /// Known by nothing but its name.
    pub(crate) bare: bool,
}

/// Keeps other imports for the company out until the transaction ends; gives the last code used.
pub(crate) async fn lock_company(tx: &mut Tx, company: CompanyId) -> Result<i64, Error> {
    Ok(on!(tx, c => sqlx::query_scalar(LOCK_COMPANY).bind(company.0).fetch_one(c).await)?)
}

pub(crate) async fn set_last_code(tx: &mut Tx, company: CompanyId, code: i64) -> Result<(), Error> {
    on!(tx, c => sqlx::query(SET_LAST_CODE).bind(company.0).bind(code).execute(c).await.map(drop))?;
    Ok(())
}

/// Those of the company's charges that have one of these documents, by document.
pub(crate) async fn known_charges(
    tx: &mut Tx,
    company: CompanyId,
    documents: &[&str],
) -> Result<Vec<(String, KnownCharge)>, Error> {
    if documents.is_empty() {
        return Ok(Vec::new());
    }
    let (sql, list) = (KNOWN_CHARGES.of(tx), json!(documents).to_string());
    let rows: Vec<ChargeRow> =
        on!(tx, c => sqlx::query_as(sql).bind(company.0).bind(&list).fetch_all(c).await)?;
    let known = |row: ChargeRow| {
        let charge = KnownCharge {
            id: ChargeId(row.id),
            client: ClientId(row.client_id),
            issued: row.issued,
            due: row.due,
            principal: row.principal_centavos,
            balance: row.balance_centavos,
            status: stored(&row.status, "charges", "status", row.id)?,
            paid: row.paid,
            last_on: row.last_on,
        };
        Ok((row.document, charge))
    };
    rows.into_iter().map(known).collect()
}

/// The clients that the company knows by these identifiers.
pub(crate) async fn clients_by_ref(
    tx: &mut Tx,
    company: CompanyId,
    refs: &[&str],
) -> Result<Vec<(String, ClientId)>, Error> {
    if refs.is_empty() {
        return Ok(Vec::new());
    }
    let (sql, list) = (BY_REF.of(tx), json!(refs).to_string());
    let rows: Vec<(String, Uuid)> =
        on!(tx, c => sqlx::query_as(sql).bind(company.0).bind(&list).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(reference, client)| (reference, ClientId(client))).collect())
}

/// The clients of any company with these CPF or CNPJ.
pub(crate) async fn clients_by_tax_id(
    tx: &mut Tx,
    company: CompanyId,
    tax_ids: &[&str],
) -> Result<Vec<(String, ByTaxId)>, Error> {
    if tax_ids.is_empty() {
        return Ok(Vec::new());
    }
    let (sql, list) = (BY_TAX_ID.of(tx), json!(tax_ids).to_string());
    let rows: Vec<(String, Uuid, bool, bool)> =
        on!(tx, c => sqlx::query_as(sql).bind(company.0).bind(&list).fetch_all(c).await)?;
    let found =
        |(tax_id, client, linked, has_ref)| (tax_id, ByTaxId { client: ClientId(client), linked, has_ref });
    Ok(rows.into_iter().map(found).collect())
}

/// All clients of the company.
pub(crate) async fn clients_of(tx: &mut Tx, company: CompanyId) -> Result<Vec<ByName>, Error> {
    let rows: Vec<(Uuid, String, bool)> =
        on!(tx, c => sqlx::query_as(CLIENTS_OF).bind(company.0).fetch_all(c).await)?;
    let by_name = |(client, name, bare)| ByName { client: ClientId(client), name, bare };
    Ok(rows.into_iter().map(by_name).collect())
}

/// Gives a client of the company the identifier that the company knows it by, if it has none yet.
pub(crate) async fn set_ref(
    tx: &mut Tx,
    client: ClientId,
    company: CompanyId,
    reference: &str,
) -> Result<(), Error> {
    on!(tx, c => sqlx::query(SET_REF)
        .bind(client.0)
        .bind(company.0)
        .bind(reference)
        .execute(c).await.map(drop))?;
    Ok(())
}

/// Takes the balance of an open charge from `before` to `after`; says whether it still was `before`.
pub(crate) async fn set_balance(
    tx: &mut Tx,
    charge: ChargeId,
    before: i64,
    after: i64,
) -> Result<bool, Error> {
    let status = if after > 0 { ChargeStatus::Open } else { ChargeStatus::Settled };
    Ok(on!(tx, c => sqlx::query(SET_BALANCE)
        .bind(charge.0)
        .bind(before)
        .bind(after)
        .bind(status.as_str())
        .execute(c).await.map(|done| done.rows_affected() > 0))?)
}
