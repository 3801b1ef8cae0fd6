//! Table `charges`.

mod one;
mod open;

pub(crate) use one::{Head, heads};
pub(crate) use open::{company_of, company_of_oldest_overdue, open_of_client};

/// Every statement of these tables.
pub(crate) fn all_statements() -> Vec<(&'static str, &'static str)> {
    [one::ALL, open::ALL].concat()
}

pub(crate) use one::DIALECTS;
