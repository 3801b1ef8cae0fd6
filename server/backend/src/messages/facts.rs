//! What a message says, computed by the same ledger and rules as the pages.

use crate::{
    Error,
    rules::Rules,
    store::{Tx, charges, companies, ledger},
};
use chrono::NaiveDate;
use domain::{
    client::ClientData,
    id::{ChargeId, CompanyId},
    message::{ChargeFacts, Facts, Refusal},
    tax_id::masked,
};

/// What is owed of these charges on a day: only of those that are open, of this client and this company.
/// Whoever calls has made sure that the company is in sight.
pub async fn facts(
    tx: &mut Tx,
    rules: &Rules,
    client: &ClientData,
    company: CompanyId,
    charges: &[ChargeId],
    on: NaiveDate,
) -> Result<Result<Facts, Refusal>, Error> {
    let (_, mut creditor) = companies::full(tx, company).await?.ok_or(Error::NotFound)?;
    creditor.tax_id = masked(&creditor.tax_id);
    let open = charges::open_among(tx, charges, client.id, company).await?;
    let ids: Vec<ChargeId> = open.iter().map(|charge| charge.id).collect();
    let mut entries = ledger::of_charges(tx, &ids).await?;
    let terms = rules.terms(company, on);
    let mut lines = Vec::with_capacity(open.len());
    for charge in open {
        let entries = entries.remove(&charge.id).unwrap_or_default();
        let ledger = ledger::ledger(charge.id, &charge.document, charge.due, entries)?;
        let Ok(owed) = ledger.owed(&terms, on) else { return Ok(Err(Refusal::NoAmounts)) };
        lines.push(ChargeFacts {
            id: charge.id,
            document: charge.document,
            due: charge.due,
            days_late: (on - charge.due).num_days(),
            original: charge.original,
            owed,
            lines: u32::try_from(ledger.entries().len()).unwrap_or(u32::MAX),
        });
    }
    Ok(Ok(Facts {
        on,
        client: client.id,
        client_name: client.name.clone(),
        is_person: client.tax_id.len() == 11,
        creditor,
        charges: lines,
    }))
}
