//! Table `charges`.

mod list;
mod matching;
mod one;
mod open;
mod write;

pub(crate) use list::{DIALECTS as LIST_DIALECTS, OpenCharge, Page, by_ids, ids, open, texts, totals};
pub(crate) use matching::{Matching, chosen_terms};
pub(crate) use one::{DIALECTS as ONE_DIALECTS, Full, Head, by_key, full, heads, last_changed, open_heads};
pub(crate) use open::{DIALECTS as OPEN_DIALECTS, companies_of, open_among, open_by_company, open_of_client};
pub(crate) use write::{NewRow, insert, set_standing, update};

/// Every statement of these tables.
pub(crate) fn all_statements() -> Vec<(&'static str, &'static str)> {
    [one::ALL, open::ALL, write::ALL].concat()
}
