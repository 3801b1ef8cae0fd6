//! `emdia late-charges`: what the pages would ask for, and why.

use super::{
    Failure,
    output::{self, Format},
};
use chrono::NaiveDate;
use domain::{
    Error as Rule, Money,
    accrual::Terms,
    derivation::{Derivation, FineRate, Line, Part, Step},
    error::Check,
    ledger::Ledger,
    period::{parse_date, show_date},
    policy::{CountedFrom, Policy, Rounding},
    rate::{parse_rate, show_rate},
};
use serde_json::json;

/// An amount, its due date, a day, and the rules.
#[derive(clap::Args)]
pub struct Options {
    /// What was charged
    #[arg(long)]
    amount: String,
    /// When it was due
    #[arg(long, value_name = "DATE")]
    due: String,
    /// The day for which it is asked
    #[arg(long, value_name = "DATE")]
    on: String,
    /// The fine in per cent
    #[arg(long, value_name = "PERCENT", default_value = "2")]
    fine: String,
    /// Interest in per cent a month
    #[arg(long, value_name = "PERCENT", default_value = "1")]
    interest: String,
    /// How fractions of a centavo are rounded
    #[arg(long, value_name = "meio_acima|truncar|meio_par", default_value = "meio_acima")]
    rounding: String,
    /// From which day days are counted: the due date, or the one that it was put off to
    #[arg(long, value_name = "original|prorrogado", default_value = "original")]
    from: String,
    /// Days of grace
    #[arg(long, value_name = "DAYS", default_value_t = 0)]
    grace: u32,
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub fn run(options: &Options) -> Result<(), Failure> {
    let derived = derived(options).map_err(backend::Error::from)?;
    let explanation: Vec<String> = derived.lines.iter().map(sentence).collect();
    if options.format == Format::Json {
        return output::json(&json!({
            "on": derived.on,
            "days": derived.days,
            "principal_centavos": derived.owed.principal.centavos(),
            "fine_centavos": derived.owed.fine.centavos(),
            "interest_centavos": derived.owed.interest.centavos(),
            "total_centavos": derived.owed.total.centavos(),
            "explanation": explanation,
        }));
    }
    output::print(&explanation.join("\n"))
}

fn derived(options: &Options) -> Result<Derivation, Vec<domain::FieldError>> {
    let mut check = Check::default();
    let amount = check.take("--amount", options.amount.parse::<Money>().and_then(positive));
    let due = check.take("--due", parse_date(&options.due));
    let on = check.take("--on", parse_date(&options.on));
    let fine = check.take("--fine", rate(&options.fine));
    let interest = check.take("--interest", rate(&options.interest));
    let rounding: Option<Rounding> = check.take("--rounding", options.rounding.parse());
    let counted_from: Option<CountedFrom> = check.take("--from", options.from.parse());
    let most = domain::settings::GRACE_MAX;
    let grace = if options.grace > most { Err(Rule::TooMany { max: most }) } else { Ok(options.grace) };
    let grace_days = check.take("--grace", grace);
    check.done()?;
    let whole = || {
        let policy = Policy {
            fine_percent: fine?,
            interest_percent: interest?,
            rounding: rounding?,
            counted_from: counted_from?,
            grace_days: grace_days?,
            ..Policy::default()
        };
        Some((amount?, due?, on?, policy))
    };
    let (amount, due, on, policy): (Money, NaiveDate, NaiveDate, Policy) = whole().ok_or_else(Vec::new)?;
    let ledger = Ledger::of_principal(amount, due);
    let derived = ledger.and_then(|ledger| ledger.derivation(&Terms::national(&policy), on));
    derived.map_err(|error| vec![error.on("--amount")])
}

fn positive(amount: Money) -> Result<Money, Rule> {
    if amount.is_positive() { Ok(amount) } else { Err(Rule::NotPositive) }
}

/// A rate between 0 and 100 per cent, as the settings take it.
fn rate(text: &str) -> Result<rust_decimal::Decimal, Rule> {
    let rate = parse_rate(text)?;
    let range = rust_decimal::Decimal::ZERO..=rust_decimal::Decimal::ONE_HUNDRED;
    if range.contains(&rate) { Ok(rate) } else { Err(Rule::RateOutOfRange) }
}

/// A line of the derivation with where its rules stand.
fn sentence(line: &Line) -> String {
    let sources: Vec<_> =
        line.rules.iter().map(|rule| rule.citation()).filter(|source| !source.is_empty()).collect();
    let said = say(&line.step);
    if sources.is_empty() { said } else { format!("{said} ({})", sources.join("; ")) }
}

fn say(step: &Step) -> String {
    match step {
        Step::Charged { amount, due } => format!("{amount} due on {}", show_date(*due)),
        Step::Moved { kind, amount, on } => format!("{} of {amount} on {}", kind.as_str(), show_date(*on)),
        Step::PutOff { until, grace_days: 0 } => {
            format!("payable until {} without charges", show_date(*until))
        }
        Step::PutOff { until, grace_days } => {
            format!("payable until {} without charges, with {grace_days} days of grace", show_date(*until))
        }
        Step::InTime { until } => format!("still in time until {}", show_date(*until)),
        Step::Late { from, until, days, .. } => {
            format!("{days} days late, from {} to {}", show_date(*from), show_date(*until))
        }
        Step::Corrected { index, amount, .. } => format!("corrected by {}: {amount}", index.as_str()),
        Step::Fined { base, rate: FineRate::Percent(percent), amount, rounding, .. } => {
            format!("fine of {} % on {base}: {amount} ({})", show_rate(*percent), rounding.as_str())
        }
        Step::Fined { rate: FineRate::Fixed(_), amount, .. } => format!("fixed fine: {amount}"),
        Step::Ran { segment, percent } => {
            let rate = percent.map(|rate| format!("{} % a month", show_rate(rate)));
            let per_day = segment.per_day.map(|amount| format!("{amount} a day"));
            let rate = per_day.or(rate).unwrap_or_default();
            format!("interest of {rate} on {} for {} days of 30 a month", segment.base, segment.days)
        }
        Step::Interest { amount, rounding } => format!("interest: {amount} ({})", rounding.as_str()),
        Step::Received { part, amount } => format!("of the {} already received: {amount}", part_name(*part)),
        Step::Waived { part, amount } => format!("of the {} waived: {amount}", part_name(*part)),
        Step::Discharged => "paid: nothing else is asked for".to_owned(),
        Step::Total(owed) => format!("total: {}", owed.total),
    }
}

const fn part_name(part: Part) -> &'static str {
    match part {
        Part::Correction => "correction",
        Part::Fine => "fine",
        Part::Interest => "interest",
    }
}
