//! Table `companies`.

use super::{
    db::{Tx, dialects, on, statements},
    in_use,
};
use crate::{Error, companies::CompanyLine};
use chrono::{DateTime, Utc};
use domain::id::CompanyId;
use uuid::Uuid;

statements! {
    INSERT = "INSERT INTO companies (id, name, tax_id, uf, created_at) VALUES ($1, $2, $3, $4, $5)";
    ALL_BY_NAME = "SELECT id, name, tax_id FROM companies ORDER BY name";
    /// Held by whoever gives out numbers until the transaction ends.
    NEXT_CODES = "UPDATE companies SET last_code = last_code + $2 WHERE id = $1 RETURNING last_code";
    NEXT_AGREEMENT = "UPDATE companies SET last_agreement = last_agreement + 1 WHERE id = $1
        RETURNING last_agreement";
    BY_NAME = "SELECT id FROM companies WHERE name = $1";
}

dialects! {
    /// SQLite has one writer at a time, and needs no lock.
    HOLD =
        sqlite: "SELECT last_code FROM companies WHERE id = $1",
        postgres: "SELECT last_code FROM companies WHERE id = $1 FOR SHARE";
}

pub(crate) async fn insert(
    tx: &mut Tx,
    id: CompanyId,
    name: &str,
    tax_id: &str,
    uf: &str,
    at: DateTime<Utc>,
) -> Result<(), Error> {
    on!(tx, c => sqlx::query(INSERT)
        .bind(id.0)
        .bind(name)
        .bind(tax_id)
        .bind(uf)
        .bind(at)
        .execute(c).await.map(drop))
    .map_err(in_use)
}

pub(crate) async fn all(tx: &mut Tx) -> Result<Vec<CompanyLine>, Error> {
    let rows: Vec<(Uuid, String, String)> = on!(tx, c => sqlx::query_as(ALL_BY_NAME).fetch_all(c).await)?;
    let line = |(id, name, tax_id): (Uuid, String, String)| CompanyLine {
        id: CompanyId(id),
        name,
        tax_id: domain::tax_id::masked(&tax_id),
    };
    Ok(rows.into_iter().map(line).collect())
}

pub(crate) async fn by_name(tx: &mut Tx, name: &str) -> Result<Option<CompanyId>, Error> {
    let id: Option<Uuid> = on!(tx, c => sqlx::query_scalar(BY_NAME).bind(name).fetch_optional(c).await)?;
    Ok(id.map(CompanyId))
}

/// Keeps imports for the company out until the transaction ends; others who hold it go on.
pub(crate) async fn hold(tx: &mut Tx, company: CompanyId) -> Result<(), Error> {
    let sql = HOLD.of(tx);
    let _last: i64 = on!(tx, c => sqlx::query_scalar(sql).bind(company.0).fetch_one(c).await)?;
    Ok(())
}

/// The first of so many codes for charges of the company, which nobody else gets.
pub(crate) async fn next_codes(tx: &mut Tx, company: CompanyId, count: usize) -> Result<i64, Error> {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    let last: i64 = on!(tx, c => sqlx::query_scalar(NEXT_CODES)
        .bind(company.0)
        .bind(count)
        .fetch_one(c).await)?;
    Ok(last - count + 1)
}

/// The number of the company's next agreement.
pub(crate) async fn next_agreement(tx: &mut Tx, company: CompanyId) -> Result<i64, Error> {
    Ok(on!(tx, c => sqlx::query_scalar(NEXT_AGREEMENT).bind(company.0).fetch_one(c).await)?)
}
