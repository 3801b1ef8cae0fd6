//! How an amount came about, line by line, as data: pages and the command line say it in their languages.

use crate::{
    Error, Money,
    accrual::{Segment, Terms},
    charge::LedgerKind,
    correction::{Factor, PriceIndex},
    ledger::{Ledger, Owed, Settled, is_charged},
    policy::{CountedFrom, InterestMode, Policy, Rounding},
};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Where a rule stands. The citation is the same in every language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rule {
    /// The fine of consumers: at most 2 %, once.
    FineCap,
    /// Interest of 1 % a month where nothing else holds.
    UsualInterest,
    /// Simple interest by the day, months of thirty days.
    SimpleInterest,
    /// What is due on a day without banks may be paid on the next business day.
    NextBusinessDay,
    /// Not paid then either: late from the original due date.
    FromOriginalDue,
    /// Not paid then either: late from the day that payment was put off to.
    FromExtendedDue,
    /// Banks are closed to the public on the last business day of the year.
    YearEnd,
    /// The principal in the money of today.
    Correction,
    /// What is received goes to interest first.
    InterestFirst,
    /// Principal received without reserve: interest is presumed received.
    PrincipalWithoutReserve,
    /// The company's own policy.
    Policy,
}

impl Rule {
    /// Law, article and manual; blank for the company's own policy.
    pub const fn citation(self) -> &'static str {
        match self {
            Self::FineCap => "CDC art. 52 §1",
            Self::UsualInterest => "CTN art. 161 §1",
            Self::SimpleInterest => "Banco Central, Manual de Padrões para Iniciação do Pix, eq. 11",
            Self::NextBusinessDay => "CC art. 132 §1; Lei 7.089/1983 art. 1; Res. CMN 4.880/2020",
            Self::FromOriginalDue => "STJ REsp 1.954.924",
            Self::FromExtendedDue => "Banco Central, API Pix (cobv) 2.9.0",
            Self::YearEnd => "FEBRABAN",
            Self::Correction => "CC art. 389",
            Self::InterestFirst => "CC art. 354",
            Self::PrincipalWithoutReserve => "CC art. 323",
            Self::Policy => "",
        }
    }
}

/// How the fine was agreed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FineRate {
    /// In per cent of the principal.
    Percent(Decimal),
    /// An amount per charge.
    Fixed(Money),
}

/// A part of what is owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// The correction of the principal.
    Correction,
    /// The fine.
    Fine,
    /// Interest.
    Interest,
}

/// One line of a derivation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    /// What was charged, and when it is due.
    Charged {
        /// How much.
        amount: Money,
        /// When it is due.
        due: NaiveDate,
    },
    /// A change of the principal: a payment, a discount, a surcharge ...
    Moved {
        /// What it was.
        kind: LedgerKind,
        /// How much.
        amount: Money,
        /// The day from which it counts.
        on: NaiveDate,
    },
    /// The due date was put off: no bank was open, the year ended, or the policy gives days of grace.
    PutOff {
        /// The last day without charges.
        until: NaiveDate,
        /// Days of grace among them.
        grace_days: u32,
    },
    /// It may still be paid without charges.
    InTime {
        /// The last day on which it may.
        until: NaiveDate,
    },
    /// The days that count.
    Late {
        /// The day from which they are counted.
        from: NaiveDate,
        /// The day for which the amount is asked.
        until: NaiveDate,
        /// How many.
        days: i64,
        /// What decided from which day.
        counted_from: CountedFrom,
        /// Whether that made a difference.
        put_off: bool,
    },
    /// What the open principal was corrected by.
    Corrected {
        /// The index.
        index: PriceIndex,
        /// Its factor until the day.
        factor: Factor,
        /// All that correction added so far, rounded once.
        amount: Money,
        /// How it was rounded.
        rounding: Rounding,
    },
    /// The fine: once, on what was open when the charge became late.
    Fined {
        /// On how much.
        base: Money,
        /// By how much that was corrected.
        factor: Factor,
        /// At which rate.
        rate: FineRate,
        /// The fine, rounded once.
        amount: Money,
        /// How it was rounded.
        rounding: Rounding,
    },
    /// A stretch of days on which interest ran on the same principal.
    Ran {
        /// The stretch.
        segment: Segment,
        /// The rate, in per cent per month; nothing where an amount per day was agreed.
        percent: Option<Decimal>,
    },
    /// All interest together.
    Interest {
        /// How much, rounded once.
        amount: Money,
        /// How it was rounded.
        rounding: Rounding,
    },
    /// What was already received of a part.
    Received {
        /// Of which.
        part: Part,
        /// How much.
        amount: Money,
    },
    /// What is not asked for of a part.
    Waived {
        /// Of which.
        part: Part,
        /// How much.
        amount: Money,
    },
    /// The principal is paid: nothing else is asked for.
    Discharged,
    /// The updated amount.
    Total(Owed),
}

/// A derivation: the lines and what they lead to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Derivation {
    /// The day for which it holds.
    pub on: NaiveDate,
    /// The last day without charges.
    pub payable_until: NaiveDate,
    /// Days late that count; zero while the charge may be paid without charges.
    pub days: i64,
    /// The policy it was computed by.
    pub policy: Policy,
    /// The lines, each with the rules that it rests on.
    pub lines: Vec<Line>,
    /// What is owed.
    pub owed: Owed,
}

/// A line and the rules that it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// What it says.
    pub step: Step,
    /// Why.
    pub rules: Vec<Rule>,
}

impl Ledger {
    /// How what is owed on a day came about, by what is known on that day.
    pub fn derivation(&self, terms: &Terms<'_>, on: NaiveDate) -> Result<Derivation, Error> {
        self.derived(terms, on, on)
    }

    /// How what an amount received on a day goes to came about: [`Ledger::owed_at_value`], line by line.
    pub fn derivation_at_value(&self, terms: &Terms<'_>, on: NaiveDate) -> Result<Derivation, Error> {
        self.derived(terms, NaiveDate::MAX, on)
    }

    fn derived(&self, terms: &Terms<'_>, known: NaiveDate, on: NaiveDate) -> Result<Derivation, Error> {
        let standing = self.standing(terms, known, on)?;
        let (accrued, policy) = (standing.accrued, &terms.policy);
        let mut lines = Vec::new();
        let mut line = |step, rules: &[Rule]| lines.push(Line { step, rules: rules.to_vec() });
        // What was charged counts from the beginning, everything else from its day.
        for entry in self.holding(known).filter(|entry| entry.value_on <= on || is_charged(entry.kind)) {
            let moved = Step::Moved { kind: entry.kind, amount: entry.amount, on: entry.value_on };
            match entry.kind {
                LedgerKind::Principal => line(Step::Charged { amount: entry.amount, due: self.due() }, &[]),
                LedgerKind::Payment => line(moved, &[Rule::InterestFirst]),
                kind if kind.sign() != 0 => line(moved, &[]),
                _ => {}
            }
        }
        let put_off = accrued.payable_until != self.due();
        if put_off {
            let step = Step::PutOff { until: accrued.payable_until, grace_days: policy.grace_days };
            line(step, &put_off_rules(terms, self.due()));
        }
        if !accrued.open.is_positive() {
            line(Step::Discharged, &[Rule::PrincipalWithoutReserve]);
        } else if accrued.days == 0 {
            line(Step::InTime { until: accrued.payable_until }, &[]);
        } else {
            let step = Step::Late {
                from: accrued.counted_from,
                until: on,
                days: accrued.days,
                counted_from: policy.counted_from,
                put_off,
            };
            let from = match policy.counted_from {
                CountedFrom::Original => Rule::FromOriginalDue,
                CountedFrom::Extended => Rule::FromExtendedDue,
            };
            line(step, if put_off { std::slice::from_ref(&from) } else { &[] });
            if let Some(index) = policy.correction {
                let (factor, amount, rounding) = (accrued.factor, accrued.correction, policy.rounding);
                line(Step::Corrected { index, factor, amount, rounding }, &[Rule::Policy, Rule::Correction]);
            }
            let rate = policy.fine_fixed.map_or(FineRate::Percent(policy.fine_percent), FineRate::Fixed);
            let fined = Step::Fined {
                base: accrued.fine_base,
                factor: accrued.fine_factor,
                rate,
                amount: accrued.fine,
                rounding: policy.rounding,
            };
            line(fined, &[Rule::Policy, Rule::FineCap]);
            let amount_agreed = policy.mode == InterestMode::ValuePerDay && policy.interest_per_day.is_some();
            let percent = (!amount_agreed).then_some(policy.interest_percent);
            for segment in standing.segments {
                line(Step::Ran { segment, percent }, &[Rule::Policy, Rule::SimpleInterest]);
            }
            let interest = Step::Interest { amount: accrued.interest, rounding: policy.rounding };
            line(interest, &[Rule::Policy, Rule::UsualInterest]);
            settled_lines(standing.settled, &mut line);
        }
        line(Step::Total(standing.owed), &[]);
        Ok(Derivation {
            on,
            payable_until: accrued.payable_until,
            days: if accrued.open.is_positive() { accrued.days } else { 0 },
            policy: *policy,
            lines,
            owed: standing.owed,
        })
    }
}

/// Why a due date was put off.
fn put_off_rules(terms: &Terms<'_>, due: NaiveDate) -> Vec<Rule> {
    let next = terms.holidays.next_business_day(due);
    let mut rules = Vec::new();
    if next != due {
        rules.push(Rule::NextBusinessDay);
    }
    if terms.policy.year_end && terms.holidays.year_end_closed(next) {
        rules.push(Rule::YearEnd);
    }
    if terms.policy.grace_days > 0 {
        rules.push(Rule::Policy);
    }
    rules
}

fn settled_lines(settled: Settled, line: &mut impl FnMut(Step, &[Rule])) {
    let received = [
        (Part::Correction, settled.correction),
        (Part::Fine, settled.fine),
        (Part::Interest, settled.interest),
    ];
    for (part, amount) in received.into_iter().filter(|(_, amount)| amount.is_positive()) {
        line(Step::Received { part, amount }, &[Rule::InterestFirst]);
    }
    let waived = [(Part::Fine, settled.waived_fine), (Part::Interest, settled.waived_interest)];
    for (part, amount) in waived.into_iter().filter(|(_, amount)| amount.is_positive()) {
        line(Step::Waived { part, amount }, &[]);
    }
}
