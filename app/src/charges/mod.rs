//! Charges (lançamentos): the list, the page of one, and settling. All of it only the server renders.

pub mod api;
mod charge_page;
pub mod derivation;
mod facts;
mod filters;
mod form;
mod ledger;
mod list_page;
mod new_page;
mod next;
mod payments;
mod rows;
mod settle_fields;
mod settle_page;
mod settle_summary;
mod timeline;

pub use charge_page::ChargePage;
pub use list_page::ChargesPage;
pub use new_page::NewChargePage;
pub use rows::explained;
pub use settle_page::SettlePage;
