//! The frame around every page, and the pages that say why there is none.

#[cfg(feature = "ssr")]
mod document;
mod failure;
mod frame;
#[cfg(feature = "ssr")]
mod help_page;
mod navigation;
mod preferences;

#[cfg(feature = "ssr")]
pub use document::shell;
pub use failure::Failure;
pub use frame::App;
#[cfg(feature = "ssr")]
pub use help_page::HelpPage;
pub use preferences::{LanguageSwitch, ThemeSwitch};
