//! The agreements of a list: how many, what they come to, and a part of them in the order in which they were closed.

use super::{
    super::db::{Tx, dialects, on},
    Agreement, Row,
};
use crate::Error;
use chrono::NaiveDate;
use domain::{
    Money,
    id::{CompanyId, UserId},
};

macro_rules! fitting {
    ($place_of:literal) => {
        concat!(
            "WHERE (a.company_id = $2 OR $2 IS NULL) AND (a.user_id = $3 OR $3 IS NULL)
                AND a.agreed_on BETWEEN $4 AND $5
                AND ",
            $place_of,
            "(cl.search_key, $6) > 0 AND ",
            $place_of,
            "(cl.search_key, $7) > 0
                AND ",
            $place_of,
            "(cl.search_key, $8) > 0 AND ",
            $place_of,
            "(cl.search_key, $9) > 0 "
        )
    };
}

macro_rules! matching {
    ($place_of:literal) => {
        concat!(
            columns!(),
            fitting!($place_of),
            "ORDER BY a.agreed_on DESC, a.recorded_at DESC, a.id DESC LIMIT $10 OFFSET $11"
        )
    };
}

macro_rules! totals {
    ($place_of:literal) => {
        concat!(
            "SELECT COUNT(*), CAST(COALESCE(SUM(a.total_centavos), 0) AS BIGINT),
                CAST(COALESCE(SUM((
                    SELECT SUM(l.amount_centavos)
                    FROM agreement_instalments i
                    JOIN charges ch ON ch.id = i.charge_id AND ch.moved
                    JOIN ledger l ON l.charge_id = ch.id
                    WHERE i.agreement_id = a.id AND l.kind IN ('payment', 'fine', 'interest', 'correction')
                        AND NOT EXISTS (SELECT 1 FROM ledger r WHERE r.reverses_id = l.id)
                )), 0) AS BIGINT)
            FROM agreements a
            JOIN user_companies uc ON uc.company_id = a.company_id AND uc.user_id = $1
            JOIN clients cl ON cl.id = a.client_id ",
            fitting!($place_of)
        )
    };
}

dialects! {
    MATCHING =
        sqlite: matching!("instr"),
        postgres: matching!("strpos");
    TOTALS =
        sqlite: totals!("instr"),
        postgres: totals!("strpos");
}

/// Which agreements a list is to show.
pub(crate) struct Matching {
    pub(crate) viewer: UserId,
    pub(crate) company: Option<CompanyId>,
    pub(crate) user: Option<UserId>,
    pub(crate) days: (NaiveDate, NaiveDate),
    pub(crate) terms: Vec<String>,
}

impl Matching {
    fn term(&self, place: usize) -> &str {
        self.terms.get(place).map_or("", String::as_str)
    }
}

/// How many agreements match, what was agreed and what was received of them all.
pub(crate) async fn totals(tx: &mut Tx, of: &Matching) -> Result<(i64, Money, Money), Error> {
    let sql = TOTALS.of(tx);
    let (count, agreed, received): (i64, i64, i64) = on!(tx, c => sqlx::query_as(sql)
        .bind(of.viewer.0)
        .bind(of.company.map(|id| id.0))
        .bind(of.user.map(|id| id.0))
        .bind(of.days.0)
        .bind(of.days.1)
        .bind(of.term(0))
        .bind(of.term(1))
        .bind(of.term(2))
        .bind(of.term(3))
        .fetch_one(c).await)?;
    Ok((count, Money::from_centavos(agreed), Money::from_centavos(received)))
}

/// The agreements that match, the last closed first: so many from a place.
pub(crate) async fn matching(
    tx: &mut Tx,
    of: &Matching,
    (from, rows): (u32, u32),
) -> Result<Vec<Agreement>, Error> {
    let sql = MATCHING.of(tx);
    let rows: Vec<Row> = on!(tx, c => sqlx::query_as(sql)
        .bind(of.viewer.0)
        .bind(of.company.map(|id| id.0))
        .bind(of.user.map(|id| id.0))
        .bind(of.days.0)
        .bind(of.days.1)
        .bind(of.term(0))
        .bind(of.term(1))
        .bind(of.term(2))
        .bind(of.term(3))
        .bind(i64::from(rows))
        .bind(i64::from(from))
        .fetch_all(c).await)?;
    rows.into_iter().map(Row::read).collect()
}
