//! The forms of agreements, as the browser sends them.

use super::Adjustment;
use crate::{
    Error, FieldError, Money,
    charge::PaymentMethod,
    error::Check,
    id::{AgreementId, ChargeId, ContactId},
    instalments::{Division, Instalment, Rhythm},
    period::parse_date,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The greatest number of characters of a reason.
const REASON_MAX: u32 = 500;

/// The form that confirms an agreement. Its instalments are rows: the n-th of `methods`, `dues`, `amounts`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ConfirmAgreement {
    /// With whom.
    pub client: String,
    /// Made when the page was opened: a form sent twice closes one agreement.
    pub key: String,
    /// The day for which the page computed its figures.
    pub on: String,
    /// The charges to renegotiate.
    pub charges: Vec<String>,
    /// The updated amounts of all charges of the page, chosen or not, as it showed them: `{charge} 373,52`.
    pub seen: Vec<String>,
    /// Taken off; below zero it is added.
    pub discount: String,
    /// Added.
    pub surcharge: String,
    /// Why the discount goes beyond fine and interest.
    pub reason: String,
    /// How each instalment is to be paid: a [`PaymentMethod`].
    pub methods: Vec<String>,
    /// When each is due.
    pub dues: Vec<String>,
    /// How much each is.
    pub amounts: Vec<String>,
    /// The contact in which it was agreed; blank means none.
    pub contact: String,
    /// What else was agreed.
    pub notes: String,
}

/// A [`ConfirmAgreement`] that can be read; whether it balances is told by [`super::Proposal::check`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedAgreement {
    /// The idempotency key.
    pub key: Uuid,
    /// The day of the page.
    pub on: NaiveDate,
    /// The charges with their updated amounts as the page showed them.
    pub seen: Vec<(ChargeId, Money)>,
    /// Discount and surcharge.
    pub adjustment: Adjustment,
    /// The instalments.
    pub instalments: Vec<Instalment>,
    /// Why the discount goes beyond fine and interest; blank where none was given.
    pub reason: String,
    /// The contact in which it was agreed.
    pub contact: Option<ContactId>,
    /// What else was agreed.
    pub notes: String,
}

impl ConfirmAgreement {
    /// The form's values, or what is wrong with each field.
    pub fn check(&self) -> Result<CheckedAgreement, Vec<FieldError>> {
        let mut check = Check::default();
        let key = check.take("key", self.key.trim().parse::<Uuid>().map_err(|_| Error::NotAnOption));
        let on = check.take("on", parse_date(&self.on));
        let seen = self.seen(&mut check);
        let adjustment = self.adjustment(&mut check);
        let instalments = self.instalments(&mut check);
        let reason = check.text("reason", &self.reason, REASON_MAX);
        let contact = check.optional("contact", &self.contact, str::parse);
        let notes = check.text("notes", &self.notes, REASON_MAX);
        check.done()?;
        let (Some(key), Some(on), Some(seen), Some(adjustment)) = (key, on, seen, adjustment) else {
            return Err(Vec::new());
        };
        let (Some(instalments), Some(reason), Some(contact), Some(notes)) =
            (instalments, reason, contact, notes)
        else {
            return Err(Vec::new());
        };
        Ok(CheckedAgreement { key, on, seen, adjustment, instalments, reason, contact, notes })
    }

    fn seen(&self, check: &mut Check) -> Option<Vec<(ChargeId, Money)>> {
        let mut seen = Vec::new();
        for charge in &self.charges {
            let id = check.take("charges", charge.parse::<ChargeId>())?;
            let mut seen_amounts = self.seen.iter().filter_map(|shown| shown.split_once(' '));
            let amount = seen_amounts.find(|(of, _)| of == charge).map_or("", |(_, amount)| amount);
            let amount = check.take("charges", amount.parse::<Money>())?;
            if seen.iter().any(|(other, _)| *other == id) {
                check.note("charges", Error::AlreadyInUse);
                return None;
            }
            seen.push((id, amount));
        }
        Some(seen)
    }

    fn adjustment(&self, check: &mut Check) -> Option<Adjustment> {
        let discount = check.optional("discount", &self.discount, str::parse::<Money>)?;
        let surcharge = check.optional("surcharge", &self.surcharge, str::parse::<Money>)?;
        let adjustment = Adjustment::typed(discount.unwrap_or_default(), surcharge.unwrap_or_default());
        check.take("surcharge", adjustment)
    }

    /// The rows of the form; one in which nothing but the method was given is left out.
    fn instalments(&self, check: &mut Check) -> Option<Vec<Instalment>> {
        let (mut read, mut whole) = (Vec::new(), true);
        for row in self.filled() {
            let [method, due, amount] = self.row(row);
            let method = check.take(&format!("methods[{row}]"), method.parse());
            let due = check.take(&format!("dues[{row}]"), parse_date(due));
            let amount = check.take(&format!("amounts[{row}]"), amount.parse());
            match (method, due, amount) {
                (Some(method), Some(due), Some(amount)) => read.push(Instalment { method, due, amount }),
                _ => whole = false,
            }
        }
        whole.then_some(read)
    }
}

/// The part of the page that makes n instalments.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DivideAgreement {
    /// The down payment; blank means none.
    pub down: String,
    /// When the down payment is due; blank means today.
    pub down_on: String,
    /// How many instalments come after it.
    pub count: String,
    /// When the first is due.
    pub first: String,
    /// Every so many days; blank means monthly.
    pub every: String,
    /// How they are to be paid: a [`PaymentMethod`].
    pub method: String,
}

impl DivideAgreement {
    /// How `total` is to be divided, or what is wrong with each field.
    pub fn check(&self, total: Money, today: NaiveDate) -> Result<Division, Vec<FieldError>> {
        let number = |text: &str| text.parse::<u32>().map_err(|_| Error::NotAnOption);
        let mut check = Check::default();
        let down = check.optional("down", &self.down, str::parse::<Money>);
        let down_on = check.optional("down_on", &self.down_on, parse_date);
        let count =
            check.required("count", &self.count, 4).and_then(|text| check.take("count", number(&text)));
        let first = check.take("first", parse_date(&self.first));
        let every = check.optional("every", &self.every, number);
        let method = check.take("method", self.method.parse::<PaymentMethod>());
        check.done()?;
        let (Some(down), Some(down_on), Some(count), Some(first), Some(every), Some(method)) =
            (down, down_on, count, first, every, method)
        else {
            return Err(Vec::new());
        };
        let rhythm = every.map_or(Rhythm::Monthly, Rhythm::EveryDays);
        let down = down.map(|amount| (down_on.unwrap_or(today), amount));
        Ok(Division { total, down, count, first, rhythm, method })
    }
}

/// The form that undoes an agreement of which nothing was paid.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct UndoAgreement {
    /// Which.
    pub agreement: String,
    /// Why.
    pub reason: String,
}

/// The form that breaks an agreement.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BreakAgreement {
    /// Which.
    pub agreement: String,
    /// Why.
    pub reason: String,
    /// What the page said would be owed after: another figure means that something changed.
    pub seen: String,
}

impl UndoAgreement {
    /// The agreement and the reason, or what is wrong with each field.
    pub fn check(&self) -> Result<(AgreementId, String), Vec<FieldError>> {
        let mut check = Check::default();
        let agreement = check.take("agreement", self.agreement.parse());
        let reason = check.required("reason", &self.reason, REASON_MAX);
        check.done()?;
        agreement.zip(reason).ok_or_else(Vec::new)
    }
}

impl BreakAgreement {
    /// The agreement, the reason and the figure seen, or what is wrong with each field.
    pub fn check(&self) -> Result<(AgreementId, String, Money), Vec<FieldError>> {
        let mut check = Check::default();
        let agreement = check.take("agreement", self.agreement.parse());
        let reason = check.required("reason", &self.reason, REASON_MAX);
        let seen = check.take("seen", self.seen.parse());
        check.done()?;
        let (Some(agreement), Some(reason), Some(seen)) = (agreement, reason, seen) else {
            return Err(Vec::new());
        };
        Ok((agreement, reason, seen))
    }
}
