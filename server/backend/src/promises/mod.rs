//! Promises to pay: recording them, and what became of them.

mod decide;
mod make;
mod view;

pub use decide::decide;
pub(crate) use decide::{Ceased, cancel_ceased, decide_within};
pub use make::{Made, make};
pub(crate) use make::{Place, add, creditor};
pub use view::{PromiseSeed, of_client, seed};
pub(crate) use view::{briefs, due};

use crate::{
    Error,
    store::{
        Tx,
        promises::{self, Stored},
    },
};
use domain::{
    id::{ClientId, CompanyId},
    promise::{Promise, Receipt},
};
use std::collections::BTreeMap;

/// Some promises of a client with what was received, company by company: what one received keeps no promise to
/// another.
async fn by_company(
    tx: &mut Tx,
    client: ClientId,
    all: &[Stored],
) -> Result<Vec<(Vec<Promise>, Vec<Receipt>)>, Error> {
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let mut received = promises::receipts(tx, client).await?;
    let mut of_company: BTreeMap<CompanyId, Vec<Promise>> = BTreeMap::new();
    for stored in all {
        of_company.entry(stored.company).or_default().push(stored.promise.clone());
    }
    let with_receipts = |(company, promises)| (promises, received.remove(&company).unwrap_or_default());
    Ok(of_company.into_iter().map(with_receipts).collect())
}
