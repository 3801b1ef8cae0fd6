//! Clients: the page of one of them, and the search over all.

pub mod api;
