//! The rules of collections: pure types and decisions, shared by browser and server.
//!
//! Nothing here does I/O or asks the time; every failure is an [`Error`], a rule
//! that the given values break, and the views turn it into a sentence.
#![warn(missing_docs)]

pub mod accrual;
pub mod address;
pub mod ageing;
pub mod agenda;
pub mod agreement;
pub mod bulk;
pub mod calendar;
pub mod charge;
pub mod client;
pub mod contact;
pub mod contact_hours;
pub mod correction;
pub mod delinquency;
pub mod derivation;
pub mod error;
pub mod grid;
pub mod holidays;
pub mod id;
pub mod instalments;
pub mod late_charges;
pub mod ledger;
pub mod message;
pub mod money;
pub mod period;
pub mod permission;
pub mod phone;
pub mod policy;
pub mod promise;
mod query;
pub mod rate;
pub mod reach;
pub mod saved_filter;
pub mod session;
pub mod settings;
pub mod settlement;
pub mod tax_id;
pub mod text;

pub use error::{Error, FieldError};
pub use money::Money;
