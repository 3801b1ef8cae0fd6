//! Table `companies`.

use super::{
    db::{Tx, on, statements},
    in_use,
};
use crate::{Error, companies::CompanyLine};
use chrono::{DateTime, Utc};
use domain::id::CompanyId;
use uuid::Uuid;

statements! {
    INSERT = "INSERT INTO companies (id, name, tax_id, uf, created_at) VALUES ($1, $2, $3, $4, $5)";
    ALL_BY_NAME = "SELECT id, name, tax_id FROM companies ORDER BY name";
    BY_NAME = "SELECT id FROM companies WHERE name = $1";
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
