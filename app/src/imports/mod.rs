//! Bringing data in: the list of imports and the page of one. Only the server renders them.

mod api;
mod columns;
mod file;
mod list_page;
mod page;
mod remarks;
mod report;

pub use file::problems_file;
pub use list_page::{COMPANY, FILE, ImportsPage, KIND, UPLOAD, refused_address};
pub use page::ImportPage;

use domain::id::ImportId;

/// The page of one import.
pub fn address(import: ImportId) -> String {
    format!("{}/{import}", crate::routes::IMPORTS)
}
