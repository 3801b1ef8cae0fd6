//! The list of delinquent clients.

pub mod api;
mod empty;
mod filters;
mod list_page;
mod rows;

use empty::nobody;
pub use filters::Filters;
pub use list_page::DelinquencyPage;
use list_page::address;
pub use rows::Rows;
