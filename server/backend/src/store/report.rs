//! What reports read.

use super::db::{Tx, on, statements};
use crate::Error;
use chrono::NaiveDate;
use domain::{
    Money,
    id::{ClientId, CompanyId},
};
use uuid::Uuid;

statements! {
    OPEN_CHARGES = "SELECT client_id, due, balance_centavos FROM charges WHERE company_id = $1 AND status = 'open'";
}

/// Client, due date and balance of the company's open charges.
pub(crate) async fn open_charges(
    tx: &mut Tx,
    company: CompanyId,
) -> Result<Vec<(ClientId, NaiveDate, Money)>, Error> {
    let rows: Vec<(Uuid, NaiveDate, i64)> =
        on!(tx, c => sqlx::query_as(OPEN_CHARGES).bind(company.0).fetch_all(c).await)?;
    let charge = |(client, due, balance)| (ClientId(client), due, Money::from_centavos(balance));
    Ok(rows.into_iter().map(charge).collect())
}
