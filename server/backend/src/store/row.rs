//! Rows of statements.

/// Declares what a statement returns, its columns by name, for both databases. `sqlx` has a derive for this, but it
/// brings both databases' drivers into the compiler: SQLite's C code would be built twice.
macro_rules! row {
    ($(#[$meta:meta])* $vis:vis struct $name:ident {
        $($field_vis:vis $field:ident: $type:ty),+ $(; .. $part_vis:vis $part:ident: $rest:ty)? $(,)?
    }) => {
        $(#[$meta])*
        $vis struct $name {
            $($field_vis $field: $type,)+
            $($part_vis $part: $rest,)?
        }

        impl<'r, R: sqlx::Row> sqlx::FromRow<'r, R> for $name
        where
            &'static str: sqlx::ColumnIndex<R>,
            $($type: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,)+
            $($rest: sqlx::FromRow<'r, R>,)?
        {
            fn from_row(row: &'r R) -> sqlx::Result<Self> {
                Ok(Self {
                    $($field: row.try_get(stringify!($field))?,)+
                    $($part: sqlx::FromRow::from_row(row)?,)?
                })
            }
        }
    };
}
pub(crate) use row;
