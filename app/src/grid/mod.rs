//! The working grid (gerenciamento de cobranças) and its saved filters. Only the server renders them.

pub mod api;
mod chooser;
mod fields;
mod filter_page;
mod page;
mod pane;
mod rows;

pub use filter_page::FilterPage;
pub use page::GridPage;
