//! Many rows at once: an import, demonstration data.

use super::db::{Inner, Tx};
use crate::Error;
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

/// A value of a row.
pub(crate) enum Value {
    Uuid(Uuid),
    MaybeUuid(Option<Uuid>),
    Text(String),
    Word(&'static str),
    MaybeText(Option<String>),
    MaybeWord(Option<&'static str>),
    Int(i64),
    Bool(bool),
    Date(NaiveDate),
    Time(DateTime<Utc>),
    MaybeTime(Option<DateTime<Utc>>),
}

macro_rules! values {
    ($($kind:ident($type:ty)),+ $(,)?) => {
        $(impl From<$type> for Value {
            fn from(value: $type) -> Self {
                Self::$kind(value)
            }
        })+

        /// Binds a value to a query of either database.
        macro_rules! bind {
            ($query:expr, $value:expr) => {
                match $value { $(Value::$kind(value) => $query.bind(value)),+ }
            };
        }
    };
}
values!(
    Uuid(Uuid),
    MaybeUuid(Option<Uuid>),
    Text(String),
    Word(&'static str),
    MaybeText(Option<String>),
    MaybeWord(Option<&'static str>),
    Int(i64),
    Bool(bool),
    Date(NaiveDate),
    Time(DateTime<Utc>),
    MaybeTime(Option<DateTime<Utc>>),
);
pub(super) use bind;

/// A row to insert.
pub(crate) trait Row {
    /// Into which table.
    const TABLE: &'static str;
    /// The columns it gives values for.
    const COLUMNS: &'static [&'static str];

    /// Appends the values, in the order of the columns.
    fn put(self, values: &mut Vec<Value>);
}

/// Declares rows: one field per column, so that no value meets the wrong one.
macro_rules! rows {
    ($($(#[$doc:meta])* $row:ident in $table:literal { $($column:ident: $type:ty),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug)]
        pub(crate) struct $row { $(pub(crate) $column: $type),+ }

        impl Row for $row {
            const TABLE: &'static str = $table;
            const COLUMNS: &'static [&'static str] = &[$(stringify!($column)),+];

            fn put(self, values: &mut Vec<Value>) {
                $(values.push(self.$column.into());)+
            }
        }
    )+};
}

rows! {
    /// A client.
    ClientRow in "clients" {
        id: Uuid, name: String, tax_id: String, email: String, phone: String, mobile: String, street: String,
        street_number: String, complement: String, district: String, city: String, uf: String, cep: String,
        is_client: bool, is_supplier: bool, search_key: String, change: i64, created_at: DateTime<Utc>,
    }
    /// A client of a company.
    ClientCompanyRow in "client_companies" {
        client_id: Uuid, company_id: Uuid, external_ref: Option<String>,
    }
    /// A contact person.
    PersonRow in "people" {
        id: Uuid, client_id: Uuid, name: String, department: &'static str, job_title: &'static str,
        email: String, phone: String, mobile: String, created_at: DateTime<Utc>,
    }
    /// A charge.
    ChargeRow in "charges" {
        id: Uuid, company_id: Uuid, client_id: Uuid, code: i64, document: String, issued: NaiveDate,
        due: NaiveDate, principal_centavos: i64, balance_centavos: i64, status: &'static str, moved: bool,
        notes: String, created_at: DateTime<Utc>,
    }
    /// An amount received.
    PaymentRow in "payments" {
        id: Uuid, company_id: Uuid, client_id: Uuid, paid_on: NaiveDate, amount_centavos: i64,
        user_id: Option<Uuid>, recorded_at: DateTime<Utc>,
    }
    /// A line of a charge's ledger.
    LedgerRow in "ledger" {
        id: Uuid, charge_id: Uuid, kind: &'static str, amount_centavos: i64, effective_on: NaiveDate,
        value_on: NaiveDate, payment_id: Option<Uuid>, user_id: Option<Uuid>, recorded_at: DateTime<Utc>,
    }
    /// A contact or a comment.
    ContactRow in "contacts" {
        id: Uuid, client_id: Uuid, company_id: Uuid, kind: &'static str, at: DateTime<Utc>,
        channel: Option<&'static str>, outcome: Option<&'static str>, sub_outcome: Option<&'static str>,
        reason: Option<&'static str>, spoke_to: String, notes: String, guard_reason: String, user_id: Uuid,
        idempotency_key: Uuid, recorded_at: DateTime<Utc>, voided_at: Option<DateTime<Utc>>,
        voided_by: Option<Uuid>, void_reason: String,
    }
    /// A charge that a contact was about.
    ContactChargeRow in "contact_charges" { contact_id: Uuid, charge_id: Uuid }
    /// An appointment.
    AppointmentRow in "appointments" {
        id: Uuid, client_id: Uuid, company_id: Uuid, due_on: NaiveDate, due_time: String, assignee_id: Uuid,
        notes: String, state: &'static str, source_contact_id: Option<Uuid>, done_contact_id: Option<Uuid>,
        created_by: Uuid, created_at: DateTime<Utc>, closed_by: Option<Uuid>, closed_at: Option<DateTime<Utc>>,
    }
    /// A client of a run.
    BulkItemRow in "bulk_items" {
        run_id: Uuid, number: i64, client_id: Uuid, company_id: Uuid, charges: String, message_key: Uuid,
        state: &'static str,
    }
    /// What an import made.
    ItemRow in "import_items" { import_id: Uuid, kind: &'static str, subject_id: Uuid }
    /// What is to be said of a line of a file.
    RemarkRow in "import_remarks" {
        import_id: Uuid, kind: &'static str, number: i64, line: i64, heading: String, value: String,
        reason: String,
    }
    /// An event.
    EventRow in "events" {
        id: Uuid, at: DateTime<Utc>, origin: &'static str, user_id: Option<Uuid>, client_id: Option<Uuid>,
        kind: &'static str, subject_id: Option<Uuid>, data: String,
    }
}

/// Values of one statement: below the limit of every SQLite of this decade, and few enough to prepare quickly.
const VALUES: usize = 2_000;

/// How much of the database's file SQLite may keep in memory while very many rows are written, in KiB.
const ROOM: &str = "PRAGMA cache_size = -262144";

/// Gives SQLite's writer room for very many rows. What does not fit it writes out long before the commit, and
/// reads and writes again for the next rows: indexes over values in no order are touched everywhere.
pub(crate) async fn make_room(tx: &mut Tx) -> Result<(), Error> {
    if let Inner::Sqlite(transaction) = &mut tx.inner {
        sqlx::query(ROOM).execute(&mut **transaction).await?;
    }
    Ok(())
}

/// Inserts rows, many in one statement.
pub(crate) async fn insert<R: Row>(tx: &mut Tx, rows: Vec<R>) -> Result<(), Error> {
    let width = R::COLUMNS.len();
    let full = VALUES / width;
    let mut left = rows.len();
    let mut rows = rows.into_iter();
    while left > 0 {
        let count = left.min(full);
        left -= count;
        let mut values = Vec::with_capacity(count * width);
        rows.by_ref().take(count).for_each(|row| row.put(&mut values));
        let sql = AssertSqlSafe(statement(tx, R::TABLE, R::COLUMNS, count));
        // The statement of a full batch is used again and again; that of the last, shorter one is not.
        let again = count == full;
        let values = values.into_iter();
        match &mut tx.inner {
            Inner::Sqlite(transaction) => {
                let query = sqlx::query(sql).persistent(again);
                let query = values.fold(query, |query, value| bind!(query, value));
                query.execute(&mut **transaction).await?;
            }
            Inner::Postgres(transaction) => {
                let query = sqlx::query(sql).persistent(again);
                let query = values.fold(query, |query, value| bind!(query, value));
                query.execute(&mut **transaction).await?;
            }
        }
    }
    Ok(())
}

/// SQLite takes values by their place alone: it looks numbered ones up by name, one by one among them all,
/// and that was half of the time of an import.
fn statement(tx: &Tx, table: &str, columns: &[&str], rows: usize) -> String {
    use std::fmt::Write;
    let numbered = matches!(tx.inner, Inner::Postgres(_));
    let mut sql = format!("INSERT INTO {table} ({}) VALUES ", columns.join(", "));
    for place in 0..rows * columns.len() {
        let before = match (place, place % columns.len()) {
            (0, _) => "(",
            (_, 0) => "), (",
            _ => ", ",
        };
        sql.push_str(before);
        if numbered {
            // Writing to a string cannot fail.
            let _ = write!(sql, "${}", place + 1);
        } else {
            sql.push('?');
        }
    }
    sql.push(')');
    sql
}
