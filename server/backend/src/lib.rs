//! Use cases, store and import: everything behind the server functions.
//!
//! A use case authorises, loads, lets `domain` decide, stores, and records the
//! event, all in one transaction. SQL stands in [`store`] alone.
#![warn(missing_docs)]

pub mod actor;
pub mod ctx;
pub mod error;

pub use actor::Actor;
pub use ctx::{Clock, Ctx};
pub use error::Error;
