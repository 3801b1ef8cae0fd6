//! Agreements (acordos): closing one, the list of them, and the page of one. Documents that only the server renders.

pub mod api;
mod closing;
mod list_page;
mod one;
mod shown;

pub use closing::ClosingPage;
pub use list_page::AgreementsPage;
pub use one::AgreementPage;
