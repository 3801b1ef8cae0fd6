//! Tables `clients` and `client_companies`. A client is in sight of a user when one of its companies is.

use super::{
    db::{Tx, on, statements},
    in_use,
};
use crate::Error;
use crate::store::row::row;
use domain::{
    client::ClientData,
    id::{ClientId, CompanyId, UserId},
    session::CompanyRef,
};
use uuid::Uuid;

statements! {
    DATA = "SELECT cl.id, cl.version, cl.name, cl.tax_id, cl.email, cl.phone, cl.mobile, cl.street, cl.street_number,
            cl.complement, cl.district, cl.city, cl.uf, cl.cep, cl.is_client, cl.is_supplier
        FROM clients cl WHERE cl.id = $1 AND EXISTS (
            SELECT 1 FROM client_companies cc JOIN user_companies uc ON uc.company_id = cc.company_id
            WHERE cc.client_id = cl.id AND uc.user_id = $2)";
    COMPANIES = "SELECT co.id, co.name FROM client_companies cc
        JOIN user_companies uc ON uc.company_id = cc.company_id
        JOIN companies co ON co.id = cc.company_id
        WHERE cc.client_id = $1 AND uc.user_id = $2 ORDER BY co.name, co.id";
    UPDATE = "UPDATE clients SET version = version + 1, name = $3, tax_id = $4, email = $5, phone = $6, mobile = $7,
            street = $8, street_number = $9, complement = $10, district = $11, city = $12, uf = $13, cep = $14,
            is_client = $15, is_supplier = $16, search_key = $17
        WHERE id = $1 AND version = $2";
}

row! {
    struct DataRow {
        id: Uuid,
        version: i64,
        name: String,
        tax_id: String,
        email: String,
        phone: String,
        mobile: String,
        street: String,
        street_number: String,
        complement: String,
        district: String,
        city: String,
        uf: String,
        cep: String,
        is_client: bool,
        is_supplier: bool,
    }
}

/// The client as stored (`tax_id` without its mask), if `user` may see it.
pub(crate) async fn data(tx: &mut Tx, client: ClientId, user: UserId) -> Result<Option<ClientData>, Error> {
    let row: Option<DataRow> =
        on!(tx, c => sqlx::query_as(DATA).bind(client.0).bind(user.0).fetch_optional(c).await)?;
    Ok(row.map(|row| ClientData {
        id: ClientId(row.id),
        version: row.version,
        name: row.name,
        tax_id: row.tax_id,
        email: row.email,
        phone: row.phone,
        mobile: row.mobile,
        street: row.street,
        number: row.street_number,
        complement: row.complement,
        district: row.district,
        city: row.city,
        uf: row.uf,
        cep: row.cep,
        is_client: row.is_client,
        is_supplier: row.is_supplier,
    }))
}

/// The companies that the client has to do with and that `user` sees, by name.
pub(crate) async fn companies(tx: &mut Tx, client: ClientId, user: UserId) -> Result<Vec<CompanyRef>, Error> {
    let rows: Vec<(Uuid, String)> =
        on!(tx, c => sqlx::query_as(COMPANIES).bind(client.0).bind(user.0).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(id, name)| CompanyRef { id: CompanyId(id), name }).collect())
}

/// Stores `data` over its version; says whether that version was still the current one.
pub(crate) async fn update(tx: &mut Tx, data: &ClientData) -> Result<bool, Error> {
    let key = search_key(data);
    on!(tx, c => sqlx::query(UPDATE)
        .bind(data.id.0)
        .bind(data.version)
        .bind(&data.name)
        .bind(&data.tax_id)
        .bind(&data.email)
        .bind(&data.phone)
        .bind(&data.mobile)
        .bind(&data.street)
        .bind(&data.number)
        .bind(&data.complement)
        .bind(&data.district)
        .bind(&data.city)
        .bind(&data.uf)
        .bind(&data.cep)
        .bind(data.is_client)
        .bind(data.is_supplier)
        .bind(&key)
        .execute(c).await.map(|done| done.rows_affected() > 0))
    .map_err(in_use)
}

/// What the client is found by.
pub(crate) fn search_key(data: &ClientData) -> String {
    domain::text::search_key(&[&data.name, &data.tax_id, &data.email, &data.phone, &data.mobile])
}
