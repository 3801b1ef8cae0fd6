//! The list of charges: one page of it, its totals, and what its open charges come to.

use super::matching::{Matching, Statement};
use crate::{
    Error,
    store::{
        db::{Dialect, Tx, dialects, on},
        row::row,
        stored,
    },
};
use chrono::NaiveDate;
use domain::{
    Money,
    charge::{ChargeColumn, ChargeRow},
    id::{ChargeId, ClientId, CompanyId, UserId},
};
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

/// What was received and not taken back, late charges included.
macro_rules! received {
    () => {
        "l.kind IN ('payment', 'fine', 'interest', 'correction')
            AND NOT EXISTS (SELECT 1 FROM ledger r WHERE r.reverses_id = l.id)"
    };
}

macro_rules! by_ids {
    ($charges:literal) => {
        concat!(
            "SELECT ch.id, ch.code, ch.document, ch.client_id, cl.name AS client_name, co.name AS company,
                ch.issued, ch.due, ch.principal_centavos, ch.balance_centavos, ch.method, ch.status,
                (SELECT CAST(COALESCE(SUM(l.amount_centavos), 0) AS BIGINT) FROM ledger l
                    WHERE l.charge_id = ch.id AND ",
            received!(),
            ") AS paid
            FROM charges ch JOIN companies co ON co.id = ch.company_id
                JOIN clients cl ON cl.id = ch.client_id WHERE ch.id IN (",
            $charges,
            ")"
        )
    };
}

dialects! {
    /// `$1` is a list as JSON.
    BY_IDS =
        sqlite: by_ids!("SELECT unhex(replace(value, '-', '')) FROM json_each($1)"),
        postgres: by_ids!("SELECT CAST(json_array_elements_text(CAST($1 AS JSON)) AS UUID)");
}

/// How a page in the order of clients begins.
const BY_CLIENT: Dialect = Dialect {
    sqlite: "SELECT ch.id FROM clients cl INDEXED BY clients_name CROSS JOIN charges ch",
    postgres: "SELECT ch.id FROM clients cl CROSS JOIN charges ch",
};

row! {
    struct Row {
        id: Uuid,
        code: i64,
        document: String,
        client_id: Uuid,
        client_name: String,
        company: String,
        issued: NaiveDate,
        due: NaiveDate,
        principal_centavos: i64,
        balance_centavos: i64,
        method: Option<String>,
        status: String,
        paid: i64,
    }
}

impl Row {
    /// The charge of the list, but for what it comes to today.
    fn read(self) -> Result<ChargeRow, Error> {
        let method = self.method.map(|text| stored(&text, "charges", "method", self.id)).transpose()?;
        Ok(ChargeRow {
            id: ChargeId(self.id),
            code: self.code,
            document: self.document,
            client: ClientId(self.client_id),
            client_name: self.client_name,
            company: self.company,
            issued: self.issued,
            due: self.due,
            original: Money::from_centavos(self.principal_centavos),
            paid: Money::from_centavos(self.paid),
            balance: Money::from_centavos(self.balance_centavos),
            days_late: 0,
            updated: None,
            method,
            status: stored(&self.status, "charges", "status", self.id)?,
        })
    }
}

/// How a page is ordered, and which part of it is wanted.
#[derive(Clone, Copy)]
pub(crate) struct Page {
    pub(crate) column: ChargeColumn,
    pub(crate) descending: bool,
    pub(crate) today: NaiveDate,
    pub(crate) without_open: bool,
    pub(crate) rows: u32,
    pub(crate) from: u32,
}

impl Page {
    /// The tables that the order needs before the charges: clients are walked in their order, of which SQLite has to
    /// be told.
    fn from(self, tx: &Tx) -> &'static str {
        match self.column {
            ChargeColumn::Client => BY_CLIENT.of(tx),
            _ => "SELECT ch.id FROM charges ch",
        }
    }

    /// The tables that the order needs beside the charges.
    const fn joins(self) -> &'static str {
        match self.column {
            ChargeColumn::Company => " JOIN companies co ON co.id = ch.company_id",
            ChargeColumn::Paid => {
                concat!(
                    " LEFT JOIN (SELECT l.charge_id, SUM(l.amount_centavos) AS paid FROM ledger l WHERE ",
                    received!(),
                    " GROUP BY l.charge_id) sums ON sums.charge_id = ch.id"
                )
            }
            _ => "",
        }
    }

    const fn is_by_due(self) -> bool {
        matches!(self.column, ChargeColumn::Due | ChargeColumn::Updated)
    }

    /// What orders first, and whether from the greatest: nothing stands last either way.
    fn order(self) -> String {
        let direction = if self.descending { "DESC" } else { "ASC" };
        let plain = match self.column {
            ChargeColumn::Code => "ch.code",
            ChargeColumn::Document => "ch.document",
            ChargeColumn::Client => "cl.search_key",
            ChargeColumn::Company => "co.name",
            ChargeColumn::Issued => "ch.issued",
            ChargeColumn::Original => "ch.principal_centavos",
            ChargeColumn::Paid => "COALESCE(sums.paid, 0)",
            ChargeColumn::Balance => "ch.balance_centavos",
            ChargeColumn::Status => "ch.status",
            ChargeColumn::Due | ChargeColumn::Updated => "ch.due",
            ChargeColumn::Method => {
                return format!("CASE WHEN ch.method IS NULL THEN 1 ELSE 0 END, ch.method {direction}");
            }
            ChargeColumn::DaysLate => {
                // The most days late are the first due date.
                let direction = if self.descending { "ASC" } else { "DESC" };
                let late = format!("ch.status = 'open' AND ch.due < '{}'", self.today);
                return format!(
                    "CASE WHEN {late} THEN 0 ELSE 1 END, CASE WHEN {late} THEN ch.due END {direction}"
                );
            }
        };
        format!("{plain} {direction}")
    }
}

/// The identities of the charges of a page, in its order.
pub(crate) async fn ids(tx: &mut Tx, of: &Matching, page: Page) -> Result<Vec<ChargeId>, Error> {
    let ids: Vec<(Uuid,)> = in_order(tx, of, page).all(tx).await?;
    Ok(ids.into_iter().map(|(id,)| ChargeId(id)).collect())
}

fn in_order(tx: &Tx, of: &Matching, page: Page) -> Statement {
    let mut sql = Statement::new(tx, page.from(tx));
    sql.push(page.joins());
    sql.matching(of);
    if page.column == ChargeColumn::Client {
        sql.push(" AND ch.client_id = cl.id");
    }
    if page.without_open {
        sql.push(" AND ch.status <> 'open'");
    }
    // All in one direction: an index serves either way, unless a column is named twice.
    let tie = if page.descending { "DESC" } else { "ASC" };
    let due = if page.is_by_due() { String::new() } else { format!("ch.due {tie}, ") };
    sql.push(&format!(" ORDER BY {}, {due}ch.company_id {tie}, ch.code {tie}", page.order()));
    sql.with(" LIMIT ?", i64::from(page.rows));
    sql.with(" OFFSET ?", i64::from(page.from));
    sql
}

/// The statements of the first page in each order, for those who look at their plans.
pub(crate) fn texts(tx: &Tx) -> Vec<(ChargeColumn, String)> {
    let of = Matching::everything(UserId(Uuid::nil()));
    let first = |&column: &ChargeColumn| {
        let page =
            Page { column, descending: false, today: NaiveDate::MIN, without_open: false, rows: 1, from: 0 };
        (column, in_order(tx, &of, page).text())
    };
    ChargeColumn::ALL.iter().map(first).collect()
}

/// The charges of a page, in the order of their identities here.
pub(crate) async fn by_ids(tx: &mut Tx, charges: &[ChargeId]) -> Result<Vec<ChargeRow>, Error> {
    if charges.is_empty() {
        return Ok(Vec::new());
    }
    let (sql, list) = (BY_IDS.of(tx), json!(charges).to_string());
    let rows: Vec<Row> = on!(tx, c => sqlx::query_as(sql).bind(&list).fetch_all(c).await)?;
    let mut found = HashMap::with_capacity(rows.len());
    for row in rows {
        found.insert(ChargeId(row.id), row.read()?);
    }
    Ok(charges.iter().filter_map(|id| found.remove(id)).collect())
}

/// Number, what was charged, what was paid, what is open.
pub(crate) async fn totals(tx: &mut Tx, of: &Matching) -> Result<(i64, i64, i64, i64), Error> {
    let mut sql = Statement::new(
        tx,
        "SELECT COUNT(*), CAST(COALESCE(SUM(ch.principal_centavos), 0) AS BIGINT),
            CAST(COALESCE(SUM(ch.balance_centavos), 0) AS BIGINT) FROM charges ch",
    );
    sql.matching(of);
    let sums: Vec<(i64, i64, i64)> = sql.all(tx).await?;
    let (count, charged, open) = sums.first().copied().unwrap_or_default();
    Ok((count, charged, if count > 0 { received(tx, of).await? } else { 0 }, open))
}

/// What was received for the charges and not taken back.
async fn received(tx: &mut Tx, of: &Matching) -> Result<i64, Error> {
    let mut sql;
    if of.is_everything() {
        // Every payment went to some of them.
        sql = Statement::new(
            tx,
            "SELECT CAST(COALESCE(SUM(p.amount_centavos), 0) AS BIGINT) FROM payments p WHERE p.reversed_at IS NULL",
        );
        sql.with(
            " AND p.company_id IN (SELECT uc.company_id FROM user_companies uc WHERE uc.user_id = ?)",
            of.user.0,
        );
        if let Some(company) = of.company {
            sql.with(" AND p.company_id = ?", company.0);
        }
    } else {
        sql = Statement::new(
            tx,
            concat!(
                "SELECT CAST(COALESCE(SUM(l.amount_centavos), 0) AS BIGINT) FROM ledger l WHERE ",
                received!(),
                " AND l.charge_id IN (SELECT ch.id FROM charges ch"
            ),
        );
        sql.matching(of);
        sql.push(" AND ch.moved)");
    }
    let sums: Vec<(i64,)> = sql.all(tx).await?;
    Ok(sums.first().map_or(0, |(sum,)| *sum))
}

/// An open charge, as far as its updated amount needs it.
pub(crate) struct OpenCharge {
    pub(crate) id: ChargeId,
    pub(crate) company: CompanyId,
    pub(crate) due: NaiveDate,
    pub(crate) balance: Money,
    pub(crate) moved: bool,
}

/// The open charges that are due before a day; all open ones where none is said.
pub(crate) async fn open(
    tx: &mut Tx,
    of: &Matching,
    before: Option<NaiveDate>,
) -> Result<Vec<OpenCharge>, Error> {
    let mut sql = Statement::new(
        tx,
        "SELECT ch.id, ch.company_id, ch.due, ch.balance_centavos, ch.moved FROM charges ch",
    );
    sql.matching(of);
    sql.push(" AND ch.status = 'open'");
    if let Some(before) = before {
        sql.with(" AND ch.due < ?", before);
    }
    let rows: Vec<(Uuid, Uuid, NaiveDate, i64, bool)> = sql.all(tx).await?;
    let open = |(id, company, due, balance, moved): (Uuid, Uuid, NaiveDate, i64, bool)| OpenCharge {
        id: ChargeId(id),
        company: CompanyId(company),
        due,
        balance: Money::from_centavos(balance),
        moved,
    };
    Ok(rows.into_iter().map(open).collect())
}
