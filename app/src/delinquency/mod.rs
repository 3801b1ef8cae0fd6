//! The list of delinquent clients.

pub mod api;
