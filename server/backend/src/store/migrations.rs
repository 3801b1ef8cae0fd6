//! The migrations, in the binary. A test compares this list with the folders.

use sqlx::{
    SqlSafeStr,
    migrate::{Migration, MigrationType, Migrator},
};
use std::sync::LazyLock;

/// Number, name, and the text for each database.
macro_rules! migrations {
    ($($number:literal $name:literal),+ $(,)?) => {
        /// The names of all files, for the test that compares them with the folders.
        #[cfg(test)]
        pub(crate) const NAMES: &[&str] = &[$($name),+];
        pub(crate) static SQLITE: LazyLock<Migrator> = LazyLock::new(|| migrator(&[
            $(($number, $name, include_str!(concat!("../../../../migrations/sqlite/", $name, ".sql")))),+
        ]));
        pub(crate) static POSTGRES: LazyLock<Migrator> = LazyLock::new(|| migrator(&[
            $(($number, $name, include_str!(concat!("../../../../migrations/postgres/", $name, ".sql")))),+
        ]));
    };
}

migrations! {
    1 "0001_foundation",
    2 "0002_indexes",
    3 "0003_money",
    4 "0004_imports",
    5 "0005_messages",
    6 "0006_filters",
    7 "0007_live",
    8 "0008_lists",
    9 "0009_decided",
    10 "0010_break_rules",
    11 "0011_people_version",
    12 "0012_counting_contacts",
    13 "0013_bulk_runs",
    14 "0014_history_order",
}

fn migrator(texts: &'static [(i64, &'static str, &'static str)]) -> Migrator {
    let migration = |(number, name, text): &(i64, &'static str, &'static str)| {
        let name = name.split_once('_').map_or(*name, |(_, name)| name);
        Migration::new(*number, name.into(), MigrationType::Simple, text.into_sql_str(), false)
    };
    Migrator::with_migrations(texts.iter().map(migration).collect())
}
