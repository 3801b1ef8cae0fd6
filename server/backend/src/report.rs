//! Reports for the command line.

use crate::{Ctx, Error, companies};
use chrono::NaiveDate;
use domain::ageing::{Ageing, Bucket, BucketTotal};
use serde::Serialize;
use std::collections::HashSet;

/// What one company's clients owe on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DelinquencyReport {
    /// The company's name.
    pub company: String,
    /// The day.
    pub as_of: NaiveDate,
    /// Open charges, overdue or not.
    pub open_charges: u64,
    /// Their open balances.
    pub open_centavos: i64,
    /// Clients with open charges.
    pub open_clients: u64,
    /// Charges due before the day.
    pub overdue_charges: u64,
    /// Their open balances.
    pub overdue_centavos: i64,
    /// Their open balances with fine and interest.
    pub overdue_updated_centavos: i64,
    /// Clients with overdue charges.
    pub delinquent_clients: u64,
    /// Days late of the oldest overdue charge; zero when nothing is overdue.
    pub oldest_days_late: i64,
    /// All open charges by days late.
    pub ageing: Vec<AgeingLine>,
}

/// One bucket of the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AgeingLine {
    /// Days late: `a-vencer`, `1-30`, ... `mais-de-180`.
    pub days_late: &'static str,
    /// How many charges.
    pub charges: u32,
    /// Their open balances.
    pub centavos: i64,
}

/// The report of the company called `company`, as of today. For the operator: asks for no actor.
pub async fn delinquency(ctx: &Ctx, company: &str) -> Result<DelinquencyReport, Error> {
    let id = companies::by_name(ctx, company)
        .await?
        .ok_or_else(|| Error::Other(format!("there is no company called {company:?}")))?;
    let today = ctx.clock.today();
    let (mut open, mut overdue) = (HashSet::new(), HashSet::new());
    let mut ageing = Ageing::default();
    let mut report = DelinquencyReport {
        company: company.trim().to_owned(),
        as_of: today,
        open_charges: 0,
        open_centavos: 0,
        open_clients: 0,
        overdue_charges: 0,
        overdue_centavos: 0,
        overdue_updated_centavos: 0,
        delinquent_clients: 0,
        oldest_days_late: 0,
        ageing: Vec::new(),
    };
    let book = ctx.book.snapshot(&ctx.db).await?;
    book.each_charge(id, today, |client, due, balance, updated| {
        let days_late = (today - due).num_days();
        ageing.add(days_late, balance);
        open.insert(client);
        report.open_charges += 1;
        report.open_centavos += balance.centavos();
        if days_late > 0 {
            overdue.insert(client);
            report.overdue_charges += 1;
            report.overdue_centavos += balance.centavos();
            report.overdue_updated_centavos += updated.centavos();
            report.oldest_days_late = report.oldest_days_late.max(days_late);
        }
    });
    report.open_clients = open.len() as u64;
    report.delinquent_clients = overdue.len() as u64;
    let line = |(bucket, total): (Bucket, BucketTotal)| AgeingLine {
        days_late: bucket.as_str(),
        charges: total.count,
        centavos: total.amount.centavos(),
    };
    report.ageing = ageing.totals().map(line).collect();
    Ok(report)
}
