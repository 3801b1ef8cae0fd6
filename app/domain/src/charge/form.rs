//! The forms that make, change and cancel charges by hand.

use super::{DOCUMENT_MAX, PaymentMethod};
use crate::{
    Error, FieldError, Money,
    error::Check,
    id::{ChargeId, CompanyId},
    instalments::Rhythm,
    instalments::{INSTALMENTS_MAX, document, due_dates},
    period::parse_date,
    promise::positive,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The greatest number of characters of a description, a category or a reason.
const TEXT_MAX: u32 = 200;

/// The greatest number of characters of notes.
const NOTES_MAX: u32 = 4000;

/// The form that makes a charge, or several monthly ones, or changes one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SaveCharge {
    /// The charge to change; blank makes one.
    pub charge: String,
    /// The version that the form was made from.
    pub version: i64,
    /// Made when the form was opened: a form sent twice makes one.
    pub key: String,
    /// The creditor.
    pub company: String,
    /// Who owes.
    pub client: String,
    /// The document's number.
    pub document: String,
    /// What for.
    pub description: String,
    /// A heading to group by.
    pub category: String,
    /// When it was issued.
    pub issued: String,
    /// When it is due; the first of several.
    pub due: String,
    /// The amount: of all together, where there are several.
    pub amount: String,
    /// A [`PaymentMethod`]; blank means none was agreed.
    pub method: String,
    /// How many monthly charges; blank means one.
    pub count: String,
    /// Notes.
    pub notes: String,
}

/// One charge to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCharge {
    /// Its document.
    pub document: String,
    /// When it is due.
    pub due: NaiveDate,
    /// How much.
    pub amount: Money,
}

/// A [`SaveCharge`] that can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedCharge {
    /// The charge to change; nothing makes new ones.
    pub charge: Option<ChargeId>,
    /// The idempotency key.
    pub key: Uuid,
    /// The creditor.
    pub company: CompanyId,
    /// What for.
    pub description: String,
    /// A heading to group by.
    pub category: String,
    /// When it was issued.
    pub issued: NaiveDate,
    /// How it is to be paid.
    pub method: Option<PaymentMethod>,
    /// Notes.
    pub notes: String,
    /// The charges: one, or several monthly ones that add up to the amount.
    pub charges: Vec<NewCharge>,
}

impl SaveCharge {
    /// The form's values, or what is wrong with each field.
    pub fn check(&self) -> Result<CheckedCharge, Vec<FieldError>> {
        let mut check = Check::default();
        let charge = check.optional("charge", &self.charge, str::parse);
        let key = check.take("key", self.key.trim().parse::<Uuid>().map_err(|_| Error::NotAnOption));
        let company = check.take("company", self.company.parse());
        let document = check.required("document", &self.document, DOCUMENT_MAX);
        let description = check.text("description", &self.description, TEXT_MAX);
        let category = check.text("category", &self.category, TEXT_MAX);
        let issued = check.take("issued", parse_date(&self.issued));
        let due = check.take("due", parse_date(&self.due));
        if let (Some(issued), Some(due)) = (issued, due)
            && due < issued
        {
            check.note("due", Error::EndBeforeStart);
        }
        let amount = check.take("amount", positive(&self.amount));
        let method = check.optional("method", &self.method, str::parse);
        let count = check.optional("count", &self.count, |text| self.count(text));
        let notes = check.text("notes", &self.notes, NOTES_MAX);
        let charges = match (document, due, amount, count) {
            (Some(document), Some(due), Some(amount), Some(count)) => {
                check.take("count", monthly(&document, due, amount, count.unwrap_or(1)))
            }
            _ => None,
        };
        check.done()?;
        let (Some(charge), Some(key), Some(company), Some(description), Some(category)) =
            (charge, key, company, description, category)
        else {
            return Err(Vec::new());
        };
        let (Some(issued), Some(method), Some(notes), Some(charges)) = (issued, method, notes, charges)
        else {
            return Err(Vec::new());
        };
        Ok(CheckedCharge { charge, key, company, description, category, issued, method, notes, charges })
    }

    /// How many; a charge that is changed stays one.
    fn count(&self, text: &str) -> Result<u32, Error> {
        match text.parse::<u32>().map_err(|_| Error::NotAnOption)? {
            0 => Err(Error::NotPositive),
            2.. if !self.charge.trim().is_empty() => Err(Error::TooMany { max: 1 }),
            count if count > INSTALMENTS_MAX => Err(Error::TooMany { max: INSTALMENTS_MAX }),
            count => Ok(count),
        }
    }
}

/// So many monthly charges that add up to the amount; one keeps the document as it is.
fn monthly(name: &str, due: NaiveDate, amount: Money, count: u32) -> Result<Vec<NewCharge>, Error> {
    let parts = amount.split(count);
    if parts.iter().any(|part| !part.is_positive()) {
        return Err(Error::NotPositive);
    }
    let total = parts.len();
    let named = |number: usize| if total == 1 { name.to_owned() } else { document(name, number, total) };
    let dates = due_dates(due, Rhythm::Monthly, count)?;
    let charges = dates.into_iter().zip(parts).enumerate();
    Ok(charges.map(|(place, (due, amount))| NewCharge { document: named(place + 1), due, amount }).collect())
}

/// The form that cancels a charge made by mistake.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CancelCharge {
    /// Which.
    pub charge: String,
    /// Why.
    pub reason: String,
}

impl CancelCharge {
    /// The charge and the reason, or what is wrong with each field.
    pub fn check(&self) -> Result<(ChargeId, String), Vec<FieldError>> {
        let mut check = Check::default();
        let charge = check.take("charge", self.charge.parse());
        let reason = check.required("reason", &self.reason, TEXT_MAX);
        check.done()?;
        charge.zip(reason).ok_or_else(Vec::new)
    }
}
