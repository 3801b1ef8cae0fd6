//! What a message says of client, creditor and charges: figures of one day, computed by the ledger.

use crate::{
    Money,
    contact::choices,
    id::{ChargeId, ClientId, CompanyId},
    ledger::Owed,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Everything that variables are filled with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// The day that amounts are of.
    pub on: NaiveDate,
    /// Whose debt it is.
    pub client: ClientId,
    /// The client's name.
    pub client_name: String,
    /// Whether the client is known to be a person: only those have a first name.
    pub is_person: bool,
    /// To whom it is owed.
    pub creditor: Creditor,
    /// The open charges that the message is about, the one due first first. A settled one is never among them.
    pub charges: Vec<ChargeFacts>,
}

/// The company that a message speaks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Creditor {
    /// The company.
    pub company: CompanyId,
    /// Its name.
    pub name: String,
    /// CPF or CNPJ with its mask; blank when missing.
    pub tax_id: String,
    /// Street.
    pub street: String,
    /// Number in the street.
    pub number: String,
    /// Complement.
    pub complement: String,
    /// District.
    pub district: String,
    /// City.
    pub city: String,
    /// Federative unit.
    pub uf: String,
    /// Postcode, eight digits.
    pub cep: String,
    /// Telephone in E.164.
    pub phone: String,
    /// E-mail address.
    pub email: String,
    /// How to pay, in the company's words.
    pub payment_instructions: String,
    /// Where to pay: a link, or blank.
    pub payment_link: String,
}

/// A charge as a message itemises it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChargeFacts {
    /// Its identity.
    pub id: ChargeId,
    /// Its document.
    pub document: String,
    /// Its due date.
    pub due: NaiveDate,
    /// Days late on the day of the facts; less than zero before it is due.
    pub days_late: i64,
    /// What was charged at first.
    pub original: Money,
    /// What is owed on the day of the facts, part by part.
    pub owed: Owed,
    /// Lines of its ledger: whoever finds another number knows that something was recorded since.
    pub lines: u32,
}

choices! {
    /// Data of the creditor that every collection document carries (CDC art. 42-A).
    CompanyField {
        /// CPF or CNPJ.
        TaxId = "tax_id",
        /// Street.
        Street = "street",
        /// City.
        City = "city",
        /// Federative unit.
        Uf = "uf",
        /// Postcode.
        Cep = "cep",
    }
}

impl Creditor {
    /// What the law asks for and is missing; nothing when all is there.
    pub fn missing(&self) -> Vec<CompanyField> {
        let values = [
            (CompanyField::TaxId, &self.tax_id),
            (CompanyField::Street, &self.street),
            (CompanyField::City, &self.city),
            (CompanyField::Uf, &self.uf),
            (CompanyField::Cep, &self.cep),
        ];
        values.into_iter().filter(|(_, value)| value.trim().is_empty()).map(|(field, _)| field).collect()
    }

    /// The address in one line, without what is missing.
    pub fn address(&self) -> String {
        let joined = |parts: &[&str], separator: &str| -> String {
            let parts: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
            parts.join(separator)
        };
        let street = joined(&[&self.street, &self.number, &self.complement], ", ");
        let place = joined(&[&self.city, &self.uf], "/");
        let cep = if self.cep.is_empty() {
            String::new()
        } else {
            format!("CEP {}", crate::address::cep_shown(&self.cep))
        };
        joined(&[&street, &self.district, &place, &cep], " – ")
    }

    /// The telephone as people write it.
    pub fn phone_shown(&self) -> String {
        crate::phone::shown(&self.phone)
    }
}

impl Facts {
    /// What is owed of all charges together.
    pub fn owed(&self) -> Owed {
        self.charges.iter().map(|charge| charge.owed).sum()
    }

    /// Days late of the oldest charge; less than zero when none is due yet.
    pub fn days_late(&self) -> i64 {
        self.charges.iter().map(|charge| charge.days_late).max().unwrap_or_default()
    }
}
