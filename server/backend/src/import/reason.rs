//! What can be the matter with a value of a file: a closed list, so that each has a sentence in every language.

use domain::{Error as Rule, Money, charge::ChargeStatus};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What is the matter with a value, or with its row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reason {
    /// Nothing where something is needed.
    Missing,
    /// A value that cannot be read.
    Wrong(Rule),
    /// A value that cannot be read and does not keep the row out.
    LeftBlank(Rule),
    /// A text of which nothing may get lost, and which is too long.
    TooLong(u32),
    /// A text that was cut.
    Cut(u32),
    /// An amount with more decimals than centavos, as a sheet computes them: this is what is taken.
    Rounded(Money),
    /// More values than there are headings.
    MoreValues(usize),
    /// An amount of nothing or less.
    NotPositive,
    /// A payment on a day that has not come.
    PaidInFuture,
    /// A date of payment with an amount of nothing or less.
    NothingPaid,
    /// An amount paid without a date.
    NoDatePaid,
    /// The document stood in this line before.
    SameAsLine(u64),
    /// The same payment stood in this line before.
    SamePayment(u64),
    /// Several clients have the name.
    Namesakes,
    /// More is already paid here.
    AlreadyPaid(Money),
    /// Another amount or date is known here.
    IsHere(String),
    /// The charge is not open.
    Status(ChargeStatus),
    /// The document is another client's.
    OfAnother(String),
    /// More than was open: kept as charges for late payment.
    Beyond(Money),
    /// The company has no charge with this document.
    UnknownDocument,
    /// The same payment was recorded and then taken back.
    TakenBack,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("missing"),
            Self::Wrong(rule) => rule.fmt(f),
            Self::LeftBlank(rule) => write!(f, "{rule}; left blank"),
            Self::TooLong(max) => write!(f, "longer than {max} characters"),
            Self::Cut(max) => write!(f, "longer than {max} characters; cut"),
            Self::Rounded(amount) => write!(f, "more decimals than centavos; rounded to {amount}"),
            Self::MoreValues(width) => write!(f, "more values than the {width} headings"),
            Self::NotPositive => f.write_str("must be more than zero"),
            Self::PaidInFuture => f.write_str("a payment cannot be in the future"),
            Self::NothingPaid => f.write_str("must be more than zero when there is a date of payment"),
            Self::NoDatePaid => f.write_str("the date of the payment is missing"),
            Self::SameAsLine(line) => write!(f, "the same document as in line {line}"),
            Self::SamePayment(line) => write!(f, "the same payment as in line {line}"),
            Self::Namesakes => {
                f.write_str("several clients have this name; give their CPF/CNPJ or identifier")
            }
            Self::AlreadyPaid(amount) => write!(f, "{amount} is already paid here"),
            Self::IsHere(value) => write!(f, "is {value} here"),
            Self::Status(status) => write!(f, "is {} here", status.as_str().replace('_', " ")),
            Self::OfAnother(document) => write!(f, "document {document:?} is another client's here"),
            Self::Beyond(amount) => {
                write!(f, "{amount} more than was open; kept as charges for late payment")
            }
            Self::UnknownDocument => f.write_str("there is no charge with this document"),
            Self::TakenBack => f.write_str("this payment was recorded and then taken back"),
        }
    }
}
