//! The store: all SQL, one file per group of tables.

pub(crate) mod agreements;
pub(crate) mod appointments;
pub(crate) mod book;
pub(crate) mod bulk;
pub(crate) mod bulk_runs;
pub(crate) mod charges;
pub(crate) mod clients;
pub(crate) mod companies;
pub(crate) mod contacts;
pub mod db;
pub(crate) mod demo;
pub(crate) mod documents;
pub(crate) mod events;
pub(crate) mod feeds;
pub(crate) mod filters;
pub(crate) mod import;
pub(crate) mod imports;
pub(crate) mod ledger;
pub(crate) mod letters;
pub(crate) mod live;
pub(crate) mod mail_servers;
pub(crate) mod messages;
pub(crate) mod migrations;
pub(crate) mod payments;
pub(crate) mod people;
pub(crate) mod plans;
pub(crate) mod promises;
pub(crate) mod row;
pub(crate) mod rules;
pub(crate) mod search;
pub(crate) mod sessions;
pub(crate) mod templates;
pub(crate) mod undo;
pub(crate) mod users;

pub use db::{Db, Tx};

use crate::Error;
use std::str::FromStr;

/// Unique indexes whose violation a person can mend: PostgreSQL's name, SQLite's name, the form's field.
const UNIQUE: &[(&str, &str, &str)] = &[
    ("companies_name", "companies.name", "company"),
    ("users_email", "users.email", "email"),
    ("clients_tax_id", "clients.tax_id", "tax_id"),
    ("charges_document", "charges.document", "document"),
    ("message_templates_name", "message_templates.name", "name"),
];

/// A failed write, as an error of the field whose value somebody else already has, where it is that.
pub(crate) fn in_use(error: sqlx::Error) -> Error {
    let field = error.as_database_error().filter(|error| error.is_unique_violation()).and_then(|error| {
        let (constraint, message) = (error.constraint(), error.message());
        UNIQUE.iter().find(|(name, column, _)| constraint == Some(*name) || message.ends_with(column))
    });
    match field {
        Some((_, _, field)) => domain::Error::AlreadyInUse.on(field).into(),
        None => error.into(),
    }
}

/// A stored text as the value it stands for.
pub(crate) fn stored<T: FromStr>(
    text: &str,
    table: &'static str,
    column: &'static str,
    id: impl ToString,
) -> Result<T, Error> {
    text.parse().map_err(|_| Error::Inconsistent { table, column, id: id.to_string() })
}

pub(crate) mod statements {
    //! Every statement of the store: to prepare each in a test, and to show how the database runs it.

    use super::{
        agreements, appointments, book, bulk_runs, charges, clients, companies, contacts, db, demo,
        documents, events, feeds, filters, import, imports, ledger, letters, live, mail_servers, messages,
        payments, people, promises, rules, search, sessions, templates, undo, users,
    };
    use db::Dialect;

    /// The statements that are one text, by file and name.
    pub(crate) fn all() -> Vec<(&'static str, &'static str, &'static str)> {
        let agreement_statements = agreements::all_statements();
        let appointment_statements = appointments::all_statements();
        let charge_statements = charges::all_statements();
        let contact_statements = contacts::all_statements();
        let message_statements = messages::all_statements();
        let files: [(&str, &[(&str, &'static str)]); 29] = [
            ("agreements", &agreement_statements),
            ("appointments", &appointment_statements),
            ("book", book::ALL),
            ("bulk_runs", bulk_runs::ALL),
            ("charges", &charge_statements),
            ("clients", clients::ALL),
            ("companies", companies::ALL),
            ("contacts", &contact_statements),
            ("db", db::ALL),
            ("demo", demo::ALL),
            ("documents", documents::ALL),
            ("events", events::ALL),
            ("feeds", feeds::ALL),
            ("filters", filters::ALL),
            ("import", import::ALL),
            ("imports", imports::ALL),
            ("ledger", ledger::ALL),
            ("letters", letters::ALL),
            ("live", live::ALL),
            ("mail_servers", mail_servers::ALL),
            ("messages", &message_statements),
            ("payments", payments::ALL),
            ("people", people::ALL),
            ("promises", promises::ALL),
            ("rules", rules::ALL),
            ("sessions", sessions::ALL),
            ("templates", templates::ALL),
            ("undo", undo::ALL),
            ("users", users::ALL),
        ];
        files.iter().flat_map(|(file, all)| all.iter().map(move |(name, sql)| (*file, *name, *sql))).collect()
    }

    /// The statements that the databases spell differently.
    pub(crate) fn dialects() -> Vec<(&'static str, Dialect)> {
        [
            agreements::DIALECTS,
            agreements::LIST_DIALECTS,
            book::DIALECTS,
            charges::ONE_DIALECTS,
            charges::LIST_DIALECTS,
            charges::OPEN_DIALECTS,
            clients::DIALECTS,
            companies::DIALECTS,
            contacts::DIALECTS,
            db::DIALECTS,
            documents::DIALECTS,
            import::DIALECTS,
            ledger::DIALECTS,
            live::DIALECTS,
            payments::DIALECTS,
            promises::DIALECTS,
            search::DIALECTS,
            sessions::DIALECTS,
        ]
        .concat()
    }
}
