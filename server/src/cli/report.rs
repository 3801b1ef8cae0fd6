//! `emdia report delinquency`.

use super::{
    Failure,
    output::{self, Format, table},
    with_world,
};
use crate::config::Config;
use backend::report::{self, DelinquencyReport};
use domain::Money;

#[derive(clap::Subcommand)]
pub enum Command {
    /// What a company's clients owe today
    Delinquency {
        /// The company
        #[arg(long, value_name = "NAME")]
        company: String,
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
}

pub async fn run(config: &Config, command: Command) -> Result<(), Failure> {
    let Command::Delinquency { company, format } = command;
    let report = with_world(config, async |ctx| Ok(report::delinquency(ctx, &company).await?)).await?;
    if format == Format::Json { output::json(&report) } else { output::print(&text(&report)) }
}

fn text(report: &DelinquencyReport) -> String {
    let money = |centavos| Money::from_centavos(centavos).to_string();
    let line = |what: &str, clients: u64, charges: u64, centavos| {
        [what.to_owned(), clients.to_string(), charges.to_string(), money(centavos)]
    };
    let totals = [
        line("open", report.open_clients, report.open_charges, report.open_centavos),
        line("overdue", report.delinquent_clients, report.overdue_charges, report.overdue_centavos),
    ];
    let ageing: Vec<_> = report
        .ageing
        .iter()
        .map(|bucket| [bucket.days_late.to_owned(), bucket.charges.to_string(), money(bucket.centavos)])
        .collect();
    format!(
        "{}, {}\n\n{}\n\noverdue with fine and interest: {}\ndays late of the oldest: {}\n\n{}",
        report.company,
        report.as_of,
        table(["", "clients", "charges", "amount"], [false, true, true, true], &totals),
        money(report.overdue_updated_centavos),
        report.oldest_days_late,
        table(["days late", "charges", "amount"], [false, true, true], &ageing),
    )
}
