//! The rows of instalments in the form of an agreement.

use super::{ConfirmAgreement, Proposal};
use crate::{
    FieldError,
    charge::PaymentMethod,
    instalments::{INSTALMENTS_MAX, Instalment},
    period::parse_date,
};
use chrono::{Months, NaiveDate};

/// The parts of a row.
const PARTS: [&str; 3] = ["methods", "dues", "amounts"];

impl ConfirmAgreement {
    /// How many rows there are, blank ones included.
    pub fn rows(&self) -> usize {
        self.methods.len().max(self.dues.len()).max(self.amounts.len())
    }

    /// Method, due date and amount of a row, as typed.
    pub fn row(&self, row: usize) -> [&str; 3] {
        [&self.methods, &self.dues, &self.amounts].map(|texts| texts.get(row).map_or("", |text| text.trim()))
    }

    /// The rows in which more than the method was given.
    pub fn filled(&self) -> Vec<usize> {
        let given = |row: &usize| self.row(*row)[1..].iter().any(|text| !text.is_empty());
        (0..self.rows()).filter(given).collect()
    }

    /// Errors that [`Proposal::check`] found at the n-th instalment, put at the row in which it stands.
    pub fn at_rows(&self, mut errors: Vec<FieldError>) -> Vec<FieldError> {
        let filled = self.filled();
        for error in &mut errors {
            let place = error.field.split_once('[').filter(|(part, _)| PARTS.contains(part));
            let place = place.and_then(|(part, rest)| Some((part, rest.trim_end_matches(']').parse().ok()?)));
            if let Some((part, row)) =
                place.and_then(|(part, place): (_, usize)| Some((part, filled.get(place)?)))
            {
                error.field = format!("{part}[{row}]");
            }
        }
        errors
    }

    /// One more row: a month after the last one, of what is still to be distributed. Blank where nothing is.
    #[must_use]
    pub fn with_row(mut self, proposal: &Proposal, today: NaiveDate) -> Self {
        if self.rows() >= INSTALMENTS_MAX as usize {
            return self;
        }
        let last = self.filled().last().map(|row| self.row(*row).map(str::to_owned));
        let method = last.as_ref().map_or(PaymentMethod::Pix.as_str(), |[method, ..]| method).to_owned();
        let before = last.and_then(|[_, due, _]| parse_date(&due).ok()).unwrap_or(today);
        let due = before.checked_add_months(Months::new(1)).unwrap_or(before);
        let missing = -proposal.difference();
        let amount = if missing.is_positive() { missing.plain() } else { String::new() };
        self.pad();
        self.methods.push(method);
        self.dues.push(due.to_string());
        self.amounts.push(amount);
        self
    }

    /// Without one of the rows.
    #[must_use]
    pub fn without_row(mut self, row: usize) -> Self {
        self.pad();
        if row < self.rows() {
            for texts in [&mut self.methods, &mut self.dues, &mut self.amounts] {
                texts.remove(row);
            }
        }
        self
    }

    /// With these instalments instead of the rows.
    #[must_use]
    pub fn with_instalments(mut self, instalments: &[Instalment]) -> Self {
        self.methods = instalments.iter().map(|part| part.method.as_str().to_owned()).collect();
        self.dues = instalments.iter().map(|part| part.due.to_string()).collect();
        self.amounts = instalments.iter().map(|part| part.amount.plain()).collect();
        self
    }

    /// All rows have all parts.
    fn pad(&mut self) {
        let rows = self.rows();
        for texts in [&mut self.methods, &mut self.dues, &mut self.amounts] {
            texts.resize(rows, String::new());
        }
    }
}
