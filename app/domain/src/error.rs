//! What can be wrong with a value: a closed list, so that each has a sentence in every language.

use crate::{Money, contact::TodayContact, contact_hours::Outside, correction::PriceIndex};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A rule that a value breaks. The views turn it into a sentence beside the field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Error {
    /// Nothing was given where something is needed.
    #[error("required")]
    Required,
    /// More characters than the field takes.
    #[error("longer than {max} characters")]
    TooLong {
        /// The greatest number of characters.
        max: u32,
    },
    /// Not an amount of money in any accepted spelling.
    #[error("not an amount of money")]
    NotMoney,
    /// An amount outside what the system can hold.
    #[error("amount out of range")]
    AmountOutOfRange,
    /// Not a date of the calendar.
    #[error("not a date")]
    NotADate,
    /// Not a time of day.
    #[error("not a time of day")]
    NotATime,
    /// The end comes before the start.
    #[error("the end comes before the start")]
    EndBeforeStart,
    /// A moment that has not come yet, where only the past is accepted.
    #[error("in the future")]
    InTheFuture,
    /// A day that is over, where only today or later is accepted.
    #[error("in the past")]
    InThePast,
    /// Not one of the choices.
    #[error("not one of the choices")]
    NotAnOption,
    /// CPF or CNPJ of the wrong length, alphabet or check digits.
    #[error("not a valid CPF or CNPJ")]
    InvalidTaxId,
    /// Not a Brazilian telephone number.
    #[error("not a Brazilian telephone number")]
    InvalidPhone,
    /// The two digits of the area (DDD) are not in use.
    #[error("area code {0:02} is not in use")]
    UnknownAreaCode(u8),
    /// A mobile number in its old form of eight digits.
    #[error("a mobile number has nine digits: {suggestion}?")]
    MissingNinthDigit {
        /// The number with the ninth digit, as it would be shown.
        suggestion: String,
    },
    /// Not an e-mail address.
    #[error("not an e-mail address")]
    InvalidEmail,
    /// Not a postcode of eight digits.
    #[error("not a CEP")]
    InvalidCep,
    /// Not one of the 27 federative units.
    #[error("not a UF")]
    InvalidUf,
    /// Fewer characters than a password needs.
    #[error("shorter than {min} characters")]
    PasswordTooShort {
        /// The least number of characters.
        min: u32,
    },
    /// The two new passwords differ.
    #[error("the passwords differ")]
    PasswordsDiffer,
    /// The current password is not this one.
    #[error("wrong password")]
    WrongPassword,
    /// The one-time code of the set-up page is not this one.
    #[error("wrong code")]
    WrongCode,
    /// Somebody already has this (an e-mail address, a CNPJ, a document number).
    #[error("already in use")]
    AlreadyInUse,
    /// Somebody already contacted this client today: go on only with a reason.
    #[error("already contacted today")]
    ContactedToday(TodayContact),
    /// Outside the hours in which the client may be called: go on only with a reason.
    #[error("outside the hours of contact")]
    OutsideHours(Outside),
    /// A party is client, supplier or both, never neither.
    #[error("neither client nor supplier")]
    NeitherClientNorSupplier,
    /// Not a whole number.
    #[error("not a whole number")]
    NotANumber,
    /// Not a rate in per cent with at most six decimals.
    #[error("not a rate")]
    NotARate,
    /// A rate that nobody means: below zero or far above what is ever asked.
    #[error("rate out of range")]
    RateOutOfRange,
    /// The index table lacks a month, so nothing can be corrected over it.
    #[error("the index lacks the month of {month}")]
    IndexMissing {
        /// Which index.
        index: PriceIndex,
        /// The first day of the month.
        month: NaiveDate,
    },
    /// Nothing or less, where an amount is needed.
    #[error("not more than zero")]
    NotPositive,
    /// More than there may be of something.
    #[error("more than {max}")]
    TooMany {
        /// The greatest number.
        max: u32,
    },
    /// More than what is owed: the exact figure is named.
    #[error("more than the {owed} that is owed")]
    MoreThanOwed {
        /// What is owed on that day.
        owed: Money,
    },
    /// Charges of several companies, where one creditor is needed: each has its own policy and receipts.
    #[error("charges of several companies")]
    SeveralCompanies,
    /// Charges of several clients, where one is needed.
    #[error("charges of several clients")]
    SeveralClients,
    /// The charge is settled, superseded, given up or cancelled: nothing can be done with it.
    #[error("the charge is not open")]
    NotOpen,
    /// Something was already received or waived on a later day: it must be taken back first.
    #[error("something was recorded for {on}")]
    LaterMovement {
        /// The last day on which something was.
        on: NaiveDate,
    },
    /// The payment was already taken back.
    #[error("already taken back")]
    AlreadyReversed,
    /// Entries of a ledger that contradict each other.
    #[error("the ledger contradicts itself")]
    LedgerInconsistent,
    /// The person may not do this part of what was asked.
    #[error("not allowed")]
    NotAllowed,
    /// More discount than there is fine and interest.
    #[error("more discount than the {cap} of fine and interest")]
    DiscountAboveCap {
        /// Fine and interest together.
        cap: Money,
    },
    /// The instalments are not what was agreed.
    #[error("the instalments differ by {difference} from what was agreed")]
    NotBalanced {
        /// By how much they are more (or, negative, less) than what was agreed.
        difference: Money,
    },
    /// An instalment was paid: the agreement can be broken, but no longer undone.
    #[error("an instalment was paid")]
    InstalmentPaid,
    /// What was paid covers all that the charges of the agreement would ask for: nothing would come back.
    #[error("the payments cover the original charges")]
    CoveredByPayments,
    /// The agreement was undone, broken or fulfilled before.
    #[error("the agreement is not active")]
    AgreementNotActive,
    /// The promise was decided, replaced or cancelled before.
    #[error("the promise is not open")]
    PromiseNotOpen,
    /// A template names something that is no variable.
    #[error("{name} is no variable")]
    UnknownVariable {
        /// What stands there.
        name: String,
    },
    /// Not a link that starts with `http://` or `https://`.
    #[error("not a link")]
    InvalidLink,
    /// Not the name of a computer on the network.
    #[error("not a host name")]
    InvalidHost,
    /// Not a whole number within the range.
    #[error("not a whole number from {min} to {max}")]
    NotInRange {
        /// The least.
        min: u32,
        /// The greatest.
        max: u32,
    },
    /// What a mail server answered when it did not do what was asked.
    #[error("the mail server said: {answer}")]
    MailServerSaid {
        /// Its own words, or what became of the connection.
        answer: String,
    },
    /// A password cannot be kept, because the server has no key to keep it with.
    #[error("no key to keep secrets with")]
    NoSecretKey,
    /// The message is not sent; the page names the reason.
    #[error("the message is not sent")]
    MessageRefused,
}

impl Error {
    /// The error, attached to the form field it is about.
    pub fn on(self, field: &str) -> FieldError {
        FieldError { field: field.to_owned(), error: self }
    }
}

/// An [`Error`] and the name of the form field it belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// The field's name in the command.
    pub field: String,
    /// What is wrong with it.
    pub error: Error,
}

/// Collects the errors of a whole form, so that all are shown at once.
#[derive(Debug, Default)]
pub struct Check(Vec<FieldError>);

impl Check {
    /// The value, or nothing and the error noted for `field`.
    pub fn take<T>(&mut self, field: &str, result: Result<T, Error>) -> Option<T> {
        result.map_err(|error| self.0.push(error.on(field))).ok()
    }

    /// Like [`Check::take`] for an optional field: blank text is `Some(None)`.
    pub fn optional<T>(
        &mut self,
        field: &str,
        text: &str,
        parse: impl FnOnce(&str) -> Result<T, Error>,
    ) -> Option<Option<T>> {
        let text = text.trim();
        if text.is_empty() {
            return Some(None);
        }
        self.take(field, parse(text)).map(Some)
    }

    /// Text of at most `max` characters, trimmed and [clean](crate::text::clean); blank is allowed.
    pub fn text(&mut self, field: &str, text: &str, max: u32) -> Option<String> {
        let text = crate::text::clean(text);
        let text = text.trim();
        let long = text.chars().count() > max as usize;
        self.take(field, if long { Err(Error::TooLong { max }) } else { Ok(text.to_owned()) })
    }

    /// Text of at most `max` characters, trimmed; blank is an error.
    pub fn required(&mut self, field: &str, text: &str, max: u32) -> Option<String> {
        let text = self.text(field, text, max)?;
        if text.is_empty() {
            self.note(field, Error::Required);
            return None;
        }
        Some(text)
    }

    /// Notes an error that no parser gave.
    pub fn note(&mut self, field: &str, error: Error) {
        self.0.push(error.on(field));
    }

    /// All errors noted, if there are any.
    pub fn done(self) -> Result<(), Vec<FieldError>> {
        if self.0.is_empty() { Ok(()) } else { Err(self.0) }
    }
}
