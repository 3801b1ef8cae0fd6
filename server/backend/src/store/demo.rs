//! What loading demonstration data asks of the database.

use super::db::{Tx, on, statements};
use crate::Error;

statements! {
    IN_USE = "SELECT 1 WHERE EXISTS (SELECT 1 FROM users) OR EXISTS (SELECT 1 FROM clients)";
}

/// Whether there are users or clients.
pub(crate) async fn in_use(tx: &mut Tx) -> Result<bool, Error> {
    Ok(on!(tx, c => sqlx::query(IN_USE).fetch_optional(c).await.map(|row| row.is_some()))?)
}
