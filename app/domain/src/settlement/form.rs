//! The forms that settle charges and take payments back, and what they start from.

use super::{Settlement, Waiver};
use crate::{
    Error, FieldError, Money,
    charge::PaymentMethod,
    error::Check,
    id::{ChargeId, ClientId, PaymentId},
    ledger::Owed,
    period::parse_date,
    promise::positive,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The greatest number of charges settled together.
pub const CHARGES_MAX: u32 = 200;

/// The greatest number of characters of a reason or a note.
const TEXT_MAX: u32 = 500;

/// The form that settles one charge or several.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SettleCharges {
    /// Who paid.
    pub client: String,
    /// Made when the form was opened: a form sent twice settles once.
    pub key: String,
    /// The chosen charges.
    pub charges: Vec<String>,
    /// The day of the payment.
    pub date: String,
    /// A [`PaymentMethod`].
    pub method: String,
    /// The amount received.
    pub amount: String,
    /// `on` when the fine is not asked for.
    pub waive_fine: String,
    /// `on` when interest is not asked for.
    pub waive_interest: String,
    /// Why charges are waived.
    pub waive_reason: String,
    /// A note.
    pub notes: String,
    /// What the page said is asked for of the chosen charges together, on that day and with those waivers:
    /// another figure means that something changed. Blank is not compared.
    pub seen: String,
    /// For what the page showed its figures: the [`SettleCharges::shape`] of the form then.
    pub shown: String,
    /// Where to go on to afterwards: `lancamento` to the charge, otherwise to the client.
    pub next: String,
}

/// A [`SettleCharges`] that can be read; whether the amount fits is told by [`super::settle`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedSettlement {
    /// The idempotency key.
    pub key: Uuid,
    /// The chosen charges, each once.
    pub charges: Vec<ChargeId>,
    /// The day of the payment.
    pub on: NaiveDate,
    /// How it was paid.
    pub method: PaymentMethod,
    /// The amount received.
    pub amount: Money,
    /// What is not asked for.
    pub waiver: Waiver,
    /// Why charges are waived; blank where none are.
    pub waive_reason: String,
    /// A note.
    pub notes: String,
}

impl SettleCharges {
    /// What the figures of the page depend on: the charges, the day and what is waived; with several charges
    /// the amount too, because it decides which of them are paid.
    pub fn shape(&self) -> String {
        let mut charges: Vec<&str> = self.charges.iter().map(String::as_str).collect();
        charges.sort_unstable();
        charges.dedup();
        let amount = match (charges.len(), self.amount.parse::<Money>()) {
            (2.., Ok(amount)) => amount.plain(),
            (2.., Err(_)) => self.amount.clone(),
            _ => String::new(),
        };
        charges.extend([&*self.date, &*self.waive_fine, &*self.waive_interest, &*amount]);
        // FNV-1a: nothing depends on it but whether the page is shown once more.
        let bytes = charges.join("|").into_bytes();
        let hash = bytes.into_iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        format!("{hash:016x}")
    }

    /// Whether the page showed figures of other charges, another day, other waivers or another amount than are
    /// sent now: then nobody has seen where the amount would go.
    pub fn is_unseen(&self) -> bool {
        !self.shown.is_empty() && self.shown != self.shape()
    }

    /// The form's values, or what is wrong with each field. `may_waive`: whether the person has
    /// [`crate::permission::Permission::ChargeWaive`].
    pub fn check(&self, today: NaiveDate, may_waive: bool) -> Result<CheckedSettlement, Vec<FieldError>> {
        let mut check = Check::default();
        let key = check.take("key", self.key.trim().parse::<Uuid>().map_err(|_| Error::NotAnOption));
        let charges = check.take("charges", charges(&self.charges));
        let on = check.take("date", parse_date(&self.date).and_then(|day| until_today(day, today)));
        let method = check.take("method", self.method.parse());
        let amount = check.take("amount", positive(&self.amount));
        let waiver = Waiver { fine: self.waive_fine == "on", interest: self.waive_interest == "on" };
        let reason = if waiver.is_any() && !may_waive {
            check.note("waive_reason", Error::NotAllowed);
            None
        } else if waiver.is_any() {
            check.required("waive_reason", &self.waive_reason, TEXT_MAX)
        } else {
            Some(String::new())
        };
        let notes = check.text("notes", &self.notes, TEXT_MAX);
        check.done()?;
        let (Some(key), Some(charges), Some(on), Some(method)) = (key, charges, on, method) else {
            return Err(Vec::new());
        };
        let (Some(amount), Some(waive_reason), Some(notes)) = (amount, reason, notes) else {
            return Err(Vec::new());
        };
        Ok(CheckedSettlement { key, charges, on, method, amount, waiver, waive_reason, notes })
    }
}

/// The chosen charges, each once.
fn charges(texts: &[String]) -> Result<Vec<ChargeId>, Error> {
    let mut read: Vec<ChargeId> = Vec::new();
    for text in texts {
        let id = text.parse()?;
        if !read.contains(&id) {
            read.push(id);
        }
    }
    match read.len() {
        0 => Err(Error::Required),
        count if count > CHARGES_MAX as usize => Err(Error::TooMany { max: CHARGES_MAX }),
        _ => Ok(read),
    }
}

/// A day that has come.
pub fn until_today(day: NaiveDate, today: NaiveDate) -> Result<NaiveDate, Error> {
    if day > today { Err(Error::InTheFuture) } else { Ok(day) }
}

/// The form that takes a payment back (estorno).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReversePayment {
    /// Which.
    pub payment: String,
    /// Why.
    pub reason: String,
}

impl ReversePayment {
    /// The payment and the reason, or what is wrong with each field.
    pub fn check(&self) -> Result<(PaymentId, String), Vec<FieldError>> {
        let mut check = Check::default();
        let payment = check.take("payment", self.payment.parse());
        let reason = check.required("reason", &self.reason, TEXT_MAX);
        check.done()?;
        payment.zip(reason).ok_or_else(Vec::new)
    }
}

/// A charge that may be chosen to be settled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettleLine {
    /// Which.
    pub charge: ChargeId,
    /// Its number within the company.
    pub code: i64,
    /// Its document.
    pub document: String,
    /// The creditor.
    pub company: String,
    /// When it is due.
    pub due: NaiveDate,
    /// Days late by the calendar; zero when it is not late.
    pub days_late: i64,
    /// What is owed on the chosen day.
    pub owed: Owed,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// The page that settles: what is owed on the chosen day, and where the amount would go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettleView {
    /// The idempotency key of this form.
    pub key: String,
    /// Whose charges they are: identity and name.
    pub client: (ClientId, String),
    /// Today, in the company's local time.
    pub today: NaiveDate,
    /// The day for which the figures hold.
    pub on: NaiveDate,
    /// The charges that may be chosen, the one due first first.
    pub lines: Vec<SettleLine>,
    /// What is owed of the chosen ones.
    pub chosen: Owed,
    /// What of it is asked for: without what is waived.
    pub asked: Money,
    /// Whether the viewer may waive late charges.
    pub may_waive: bool,
    /// Where the amount that was typed goes; nothing while it cannot be laid out.
    pub preview: Option<Settlement>,
    /// What is wrong with what was typed.
    pub errors: Vec<FieldError>,
}

/// A payment as the pages of its charges show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentLine {
    /// Its identity.
    pub id: PaymentId,
    /// The day on which it was made.
    pub on: NaiveDate,
    /// All of it.
    pub amount: Money,
    /// How it was made; nothing where an import did not say.
    pub method: Option<PaymentMethod>,
    /// A note.
    pub notes: String,
    /// Who recorded it.
    pub user: String,
    /// Why late charges were waived with it; blank where none were.
    pub waive_reason: String,
    /// The charges that it went to: identity, document, amount.
    pub charges: Vec<(ChargeId, String, Money)>,
    /// Taken back: by whom, on which day and why.
    pub reversed: Option<Reversed>,
    /// Whether the viewer may take it back.
    pub may_reverse: bool,
}

/// Who took a payment back, when and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reversed {
    /// Who.
    pub by: String,
    /// When.
    pub on: NaiveDate,
    /// Why.
    pub reason: String,
}
