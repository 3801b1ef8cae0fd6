//! Charges (lançamentos): the list, the page of one, and settling. All of it only the server renders.

pub mod derivation;
