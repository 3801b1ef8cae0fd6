//! Use cases, tried on every database that there is: SQLite always, PostgreSQL when `TEST_POSTGRES_URL` names one.

mod databases;
pub(crate) mod support;
mod trial;
mod whole_lists;

mod agenda;
pub(crate) mod agreements;
mod at_once;
mod bank_slips;
mod bulk;
mod charges;
mod clients;
mod contacts;
mod database;
mod feeds;
mod grid;
mod held;
mod live;
mod messages;
mod outbox;
mod promises;
mod reach;
mod sessions;
mod settings;
mod settlement;
mod sight;
mod story;
