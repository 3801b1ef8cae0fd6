//! Table `companies`.

use super::{
    db::{Tx, dialects, on, statements},
    in_use,
    row::row,
};
use crate::{Error, companies::CompanyLine};
use chrono::{DateTime, Utc};
use domain::{id::CompanyId, message::Creditor};
use uuid::Uuid;

statements! {
    INSERT = "INSERT INTO companies (id, name, tax_id, uf, created_at) VALUES ($1, $2, $3, $4, $5)";
    ALL_BY_NAME = "SELECT id, name, tax_id FROM companies ORDER BY name";
    /// Held by whoever gives out numbers until the transaction ends.
    NEXT_CODES = "UPDATE companies SET last_code = last_code + $2 WHERE id = $1 RETURNING last_code";
    NEXT_AGREEMENT = "UPDATE companies SET last_agreement = last_agreement + 1 WHERE id = $1
        RETURNING last_agreement";
    BY_NAME = "SELECT id FROM companies WHERE name = $1";
    FULL = "SELECT id, version, name, tax_id, street, number, complement, district, city, uf, cep, phone, email,
            payment_instructions, payment_link
        FROM companies WHERE id = $1";
    UPDATE = "UPDATE companies SET version = version + 1, name = $3, tax_id = $4, street = $5, number = $6,
            complement = $7, district = $8, city = $9, uf = $10, cep = $11, phone = $12, email = $13,
            payment_instructions = $14, payment_link = $15
        WHERE id = $1 AND version = $2";
}

row! {
    struct FullRow {
        id: Uuid,
        version: i64,
        name: String,
        tax_id: String,
        street: String,
        number: String,
        complement: String,
        district: String,
        city: String,
        uf: String,
        cep: String,
        phone: String,
        email: String,
        payment_instructions: String,
        payment_link: String,
    }
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

/// All that is known of a company, with its version; `tax_id` without its mask.
pub(crate) async fn full(tx: &mut Tx, company: CompanyId) -> Result<Option<(i64, Creditor)>, Error> {
    let row: Option<FullRow> = on!(tx, c => sqlx::query_as(FULL).bind(company.0).fetch_optional(c).await)?;
    Ok(row.map(|row| {
        let creditor = Creditor {
            company: CompanyId(row.id),
            name: row.name,
            tax_id: row.tax_id,
            street: row.street,
            number: row.number,
            complement: row.complement,
            district: row.district,
            city: row.city,
            uf: row.uf,
            cep: row.cep,
            phone: row.phone,
            email: row.email,
            payment_instructions: row.payment_instructions,
            payment_link: row.payment_link,
        };
        (row.version, creditor)
    }))
}

/// Stores a company's data over its version; says whether that version was still the current one.
pub(crate) async fn update(tx: &mut Tx, version: i64, data: &Creditor) -> Result<bool, Error> {
    on!(tx, c => sqlx::query(UPDATE)
        .bind(data.company.0)
        .bind(version)
        .bind(&data.name)
        .bind(&data.tax_id)
        .bind(&data.street)
        .bind(&data.number)
        .bind(&data.complement)
        .bind(&data.district)
        .bind(&data.city)
        .bind(&data.uf)
        .bind(&data.cep)
        .bind(&data.phone)
        .bind(&data.email)
        .bind(&data.payment_instructions)
        .bind(&data.payment_link)
        .execute(c).await.map(|done| done.rows_affected() > 0))
    .map_err(in_use)
}
