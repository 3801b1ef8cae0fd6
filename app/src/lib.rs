//! Em Dia: everything the user sees. One crate for both sides: the server renders it (feature `ssr`), the
//! browser takes it over (feature `hydrate`).

// The views of a page nest deeply.
#![recursion_limit = "256"]

#[cfg(all(feature = "ssr", feature = "hydrate"))]
compile_error!("`ssr` and `hydrate` are two builds of this crate: check and build them apart");

pub mod agenda;
#[cfg(feature = "ssr")]
pub mod agreements;
#[cfg(feature = "ssr")]
pub mod bulk;
#[cfg(feature = "ssr")]
pub mod charges;
pub mod clients;
pub mod contacts;
pub mod delinquency;
pub mod error;
#[cfg(feature = "ssr")]
pub mod exports;
#[cfg(feature = "ssr")]
pub mod grid;
#[cfg(feature = "ssr")]
pub mod imports;
pub mod layout;
#[cfg(feature = "ssr")]
pub mod messages;
pub mod page;
#[cfg(feature = "ssr")]
pub mod papers;
#[cfg(feature = "ssr")]
pub mod promises;
#[cfg(feature = "ssr")]
pub mod reach;
pub mod routes;
pub mod session;
#[cfg(feature = "ssr")]
pub mod settings;
#[cfg(feature = "ssr")]
pub mod ssr;
pub mod texts;
pub mod ui;
#[cfg(feature = "ssr")]
pub mod way_back;
pub mod wire;

pub use layout::App;
#[cfg(feature = "ssr")]
pub use layout::shell;
#[cfg(feature = "hydrate")]
pub use ui::{attend, attend_document};
