//! Use cases, store and import: everything behind the server functions.
//!
//! A use case authorises, loads, lets `domain` decide, stores, and records the
//! event, all in one transaction. SQL stands in [`store`] alone.
#![warn(missing_docs)]

pub mod actor;
pub mod agenda;
pub mod agreements;
pub mod bench_data;
pub mod book;
pub mod bulk;
pub mod charges;
pub mod clients;
pub mod companies;
pub mod contacts;
pub mod ctx;
pub mod delinquency;
pub mod demo;
pub mod documents;
pub mod error;
pub mod events;
pub mod feeds;
pub mod grid;
pub mod import;
pub mod imports;
mod ledgers;
pub mod live;
pub mod mail;
pub mod messages;
pub mod password;
pub mod promises;
mod random;
pub mod reach;
pub mod report;
pub mod rules;
mod scope;
pub mod session;
pub mod settings;
pub mod settlement;
pub mod sheet;
pub mod store;
pub mod users;

pub use actor::Actor;
pub use ctx::{Clock, Ctx};
pub use error::Error;
pub use random::random_hex;

#[cfg(test)]
mod tests;
