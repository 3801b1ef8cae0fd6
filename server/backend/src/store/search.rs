//! Search of clients by any part of what they are known by.
//!
//! The normalised `search_key` has a trigram index on both databases: FTS5 in SQLite (without positions,
//! so `LIKE` and not `MATCH` finds parts longer than three letters), `pg_trgm` in PostgreSQL.

use super::db::{Tx, dialects, on};
use crate::Error;
use crate::store::row::row;
use domain::{
    client::ClientFound,
    id::{ClientId, UserId},
};
use uuid::Uuid;

/// Terms that are compared: the longest ones; further words of a pasted name tell no more.
const TERMS: usize = 6;

/// How many clients a search is to find.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Most {
    /// So many at most: to be looked at.
    Shown(u32),
    /// All: to be taken along.
    All,
}

impl Most {
    /// How many candidates are looked at for the best order, and how many of them are found. Who sees too few of many
    /// types another letter.
    fn limits(self) -> (i64, i64) {
        match self {
            Self::Shown(most) => (400, most.into()),
            Self::All => (i64::MAX, i64::MAX),
        }
    }
}

macro_rules! search {
    ($candidates:literal, $place_of:literal) => {
        concat!(
            "SELECT f.id, f.name, f.tax_id, f.city, f.uf FROM (
                SELECT cl.id, cl.name, cl.tax_id, cl.city, cl.uf, cl.search_key FROM ", $candidates,
            " AND ", $place_of, "(cl.search_key, $3) > 0 AND ", $place_of, "(cl.search_key, $4) > 0
                AND ", $place_of, "(cl.search_key, $5) > 0 AND ", $place_of, "(cl.search_key, $6) > 0
                AND ", $place_of, "(cl.search_key, $7) > 0 AND ", $place_of, "(cl.search_key, $8) > 0
                AND EXISTS (
                    SELECT 1 FROM client_companies cc JOIN user_companies uc ON uc.company_id = cc.company_id
                    WHERE cc.client_id = cl.id AND uc.user_id = $1)
                LIMIT $9) f
            ORDER BY CASE ", $place_of, "(f.search_key, $3) WHEN 1 THEN 0 ELSE 1 END, f.search_key, f.id LIMIT $10"
        )
    };
}

dialects! {
    /// `$2` is a `LIKE` pattern around `$3`, the longest term.
    BY_PART =
        sqlite: search!("client_search s JOIN clients cl ON cl.number = s.rowid WHERE s.search_key LIKE $2",
            "instr"),
        postgres: search!("clients cl WHERE cl.search_key LIKE $2", "strpos");
    /// `$2` is the first letters: too few for trigrams, so names that start with them.
    BY_START =
        sqlite: search!("clients cl WHERE substr(cl.search_key, 1, 2) BETWEEN $2 AND $2 || char(1114111)",
            "instr"),
        postgres: search!("clients cl WHERE substr(cl.search_key, 1, 2) COLLATE \"C\" BETWEEN $2 AND $2 || chr(1114111)",
            "strpos");
}

row! {
    struct Row {
        id: Uuid,
        name: String,
        tax_id: String,
        city: String,
        uf: String,
    }
}

/// Clients in sight of `user` whose key contains all `terms`; those that begin with the main term first.
pub(crate) async fn find(
    tx: &mut Tx,
    user: UserId,
    terms: &[String],
    most: Most,
) -> Result<Vec<ClientFound>, Error> {
    let mut terms: Vec<&str> = terms.iter().map(String::as_str).collect();
    // Of equals the first typed stays first.
    terms.sort_by_key(|term| std::cmp::Reverse(term.chars().count()));
    let Some(main) = terms.first().copied() else { return Ok(Vec::new()) };
    // A blank term is contained in everything.
    terms.resize(TERMS, "");
    let (sql, pattern) = if main.chars().count() < 3 {
        (BY_START.of(tx), main.to_owned())
    } else {
        // A wildcard within the term matches more than it should; the exact comparison beside it does not.
        (BY_PART.of(tx), format!("%{}%", main.replace('\\', "_")))
    };
    // How rare a pattern is decides which index serves: PostgreSQL is to plan with the pattern in hand.
    let keep = !tx.plans_by_value();
    let rows: Vec<Row> = on!(tx, c => {
        let query = sqlx::query_as(sql).persistent(keep).bind(user.0).bind(&pattern);
        let query = terms.iter().fold(query, |query, term| query.bind(*term));
        let (candidates, limit) = most.limits();
        query.bind(candidates).bind(limit).fetch_all(c).await
    })?;
    let found = |row: Row| ClientFound {
        id: ClientId(row.id),
        name: row.name,
        tax_id: domain::tax_id::masked(&row.tax_id),
        city: row.city,
        uf: row.uf,
    };
    Ok(rows.into_iter().map(found).collect())
}
