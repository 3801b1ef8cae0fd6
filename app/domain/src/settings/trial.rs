//! A calculation that shows what a policy asks for, before or after it is saved.

use super::SavePolicy;
use crate::{
    Error, FieldError, Money,
    derivation::Derivation,
    error::Check,
    period::parse_date,
    policy::{Policy, PolicyVersion, PolicyWarning},
};
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

crate::contact::choices! {
    /// By which policy the example is computed.
    Basis {
        /// That of the form, whether it is saved or not.
        Form = "formulario",
        /// The recorded one that holds on the day of the calculation: repeats what was asked then.
        Recorded = "registrada",
    }
}

/// The form of the example.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TryPolicy {
    /// What was charged.
    pub amount: String,
    /// When it was due.
    pub due: String,
    /// The day for which it is asked.
    pub on: String,
    /// A [`Basis`].
    pub by: String,
}

impl TryPolicy {
    /// What is shown first: 373,52 due 51 days ago.
    pub fn usual(today: NaiveDate) -> Self {
        Self {
            amount: Money::from_centavos(37_352).plain(),
            due: (today - Days::new(51)).to_string(),
            on: today.to_string(),
            by: Basis::Form.as_str().to_owned(),
        }
    }

    /// Amount, due date, day and basis, or what is wrong with each field.
    pub fn check(&self) -> Result<(Money, NaiveDate, NaiveDate, Basis), Vec<FieldError>> {
        let mut check = Check::default();
        let amount = check.take("amount", self.amount.parse::<Money>().and_then(positive));
        let due = check.take("due", parse_date(&self.due));
        let on = check.take("on", parse_date(&self.on));
        let by = check.take("by", self.by.parse());
        check.done()?;
        let whole = || Some((amount?, due?, on?, by?));
        whole().ok_or_else(Vec::new)
    }
}

fn positive(amount: Money) -> Result<Money, Error> {
    if amount.is_positive() { Ok(amount) } else { Err(Error::NotPositive) }
}

impl SavePolicy {
    /// The policy that the form describes, whichever day it is to hold from.
    pub fn policy(&self, today: NaiveDate) -> Result<Policy, Vec<FieldError>> {
        let form = Self { valid_from: today.to_string(), ..self.clone() };
        form.check(today).map(|(_, PolicyVersion { policy, .. })| policy)
    }
}

/// What came of trying a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyTried {
    /// What is worth a second look before the form is saved.
    pub warnings: Vec<PolicyWarning>,
    /// The calculation, or what is wrong: with fields of the form, or of the example (`amount`, `due`, `on`).
    pub derivation: Result<Derivation, Vec<FieldError>>,
}
