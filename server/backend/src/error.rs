//! How a use case fails. Causes are logged where they are handled; they never reach the browser.

use chrono::NaiveDateTime;
use domain::{FieldError, agreement::Change};

/// The failure of a use case.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The form has errors; nothing was changed.
    #[error("invalid input: {0:?}")]
    Invalid(Vec<FieldError>),
    /// There is no such thing, or it is out of the actor's sight.
    #[error("not found")]
    NotFound,
    /// The actor's role does not allow this.
    #[error("forbidden")]
    Forbidden,
    /// Nobody is signed in.
    #[error("signed out")]
    SignedOut,
    /// E-mail address or password is wrong; which one is not told.
    #[error("wrong credentials")]
    WrongCredentials,
    /// Too many attempts: try again after this many seconds.
    #[error("too many attempts; wait {0} s")]
    TooManyAttempts(u32),
    /// Somebody changed this in the meantime: who did it, if known.
    #[error("changed in the meantime")]
    Changed {
        /// The name of the person who did it; blank when unknown.
        by: String,
    },
    /// Somebody was faster, and what was asked for no longer holds: who did it and when, if known, and what is
    /// different from what the page showed.
    #[error("overtaken")]
    Overtaken {
        /// The name of the person who did it; blank when unknown.
        by: String,
        /// When, in the company's local time.
        at: Option<NaiveDateTime>,
        /// What is different now.
        changes: Vec<Change>,
    },
    /// A stored row breaks a rule that the store should have kept.
    #[error("inconsistent row in {table}.{column}, id {id}")]
    Inconsistent {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// The row.
        id: String,
    },
    /// The database failed.
    #[error(transparent)]
    Db(#[from] sqlx::Error),
    /// The database could not be brought to the current form.
    #[error(transparent)]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// Something outside the database failed.
    #[error("{0}")]
    Other(String),
}

impl From<Vec<FieldError>> for Error {
    fn from(errors: Vec<FieldError>) -> Self {
        Self::Invalid(errors)
    }
}

impl From<FieldError> for Error {
    fn from(error: FieldError) -> Self {
        Self::Invalid(vec![error])
    }
}

impl Error {
    /// Whether the database failed: then others fail as well, and later it may go well. A row that cannot be read is
    /// not that.
    pub const fn is_of_database(&self) -> bool {
        use sqlx::Error as Db;
        match self {
            Self::Db(error) => !matches!(
                error,
                Db::ColumnDecode { .. } | Db::Decode(_) | Db::TypeNotFound { .. } | Db::RowNotFound
            ),
            _ => false,
        }
    }

    /// Whether the database was closed because the server ends.
    pub const fn is_closed(&self) -> bool {
        matches!(self, Self::Db(sqlx::Error::PoolClosed))
    }
}

/// Logs an internal failure once and gives the number under which the log has it.
pub fn report(error: &Error) -> String {
    let error_id = crate::ctx::new_id().simple().to_string()[20..].to_owned();
    tracing::error!(error_id, %error, "use case failed");
    error_id
}
