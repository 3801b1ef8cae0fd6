//! The store: all SQL, one file per group of tables.

pub mod db;

pub use db::{Db, Tx};
