//! The list of charges: one page of it, its totals, and what its open charges come to.
//!
//! Statements are put together from the filters that are set, so that each is as narrow as what is asked, and
//! indexes serve. Texts come from here alone; whatever is asked is bound.

use crate::{
    Error,
    store::{
        bulk::{Value, bind},
        db::{Inner, Tx, dialects, on},
        row::row,
        stored,
    },
};
use chrono::NaiveDate;
use domain::{
    Money,
    charge::{ChargeColumn, ChargeRow, ChargeStatus, PaymentMethod},
    id::{ChargeId, ClientId, CompanyId, UserId},
};
use serde_json::json;
use sqlx::AssertSqlSafe;
use std::collections::HashMap;
use uuid::Uuid;

/// Words of a client's name that are compared; further ones tell no more.
const TERMS: usize = 4;

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

/// Which charges.
pub(crate) struct Matching {
    /// Who asks: only charges in their sight.
    pub(crate) user: UserId,
    pub(crate) client: Option<ClientId>,
    pub(crate) company: Option<CompanyId>,
    pub(crate) status: Option<ChargeStatus>,
    pub(crate) method: Option<PaymentMethod>,
    /// First and last due date.
    pub(crate) due: (Option<NaiveDate>, Option<NaiveDate>),
    /// First and last day of a payment that holds.
    pub(crate) paid: Option<(NaiveDate, NaiveDate)>,
    pub(crate) document: String,
    pub(crate) terms: Vec<String>,
}

impl Matching {
    /// Whether it is all that the person sees, or all of a company.
    fn is_everything(&self) -> bool {
        let Self { client, status, method, due, paid, document, terms, .. } = self;
        (client.is_none() && status.is_none() && method.is_none() && *due == (None, None))
            && (paid.is_none() && document.is_empty() && terms.is_empty())
    }
}

/// A statement as far as it is put together, and what is bound to it.
struct Statement {
    sql: String,
    values: Vec<Value>,
    is_postgres: bool,
}

impl Statement {
    fn new(tx: &Tx, sql: &str) -> Self {
        let is_postgres = matches!(tx.inner, Inner::Postgres(_));
        Self { sql: sql.to_owned(), values: Vec::new(), is_postgres }
    }

    fn push(&mut self, sql: &str) {
        self.sql.push_str(sql);
    }

    /// The place of a value that is bound.
    fn bound(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    /// Adds text with the value in the place of `?`.
    fn with(&mut self, sql: &str, value: impl Into<Value>) {
        let place = self.bound(value);
        self.push(&sql.replace('?', &place));
    }

    /// What `of` asks for of `charges ch`.
    fn matching(&mut self, of: &Matching) {
        // Not the bare column: a list of a few companies is no reason to leave the order of another index.
        self.with(
            " WHERE COALESCE(ch.company_id, ch.company_id) IN
                (SELECT uc.company_id FROM user_companies uc WHERE uc.user_id = ?)",
            of.user.0,
        );
        if let Some(client) = of.client {
            self.with(" AND ch.client_id = ?", client.0);
        }
        if let Some(company) = of.company {
            self.with(" AND COALESCE(ch.company_id, ch.company_id) = ?", company.0);
        }
        if let Some(status) = of.status {
            self.push(&format!(" AND ch.status = '{}'", status.as_str()));
        }
        if let Some(first) = of.due.0 {
            self.with(" AND ch.due >= ?", first);
        }
        if let Some(last) = of.due.1 {
            self.with(" AND ch.due <= ?", last);
        }
        if let Some(method) = of.method {
            let method = method.as_str();
            self.push(&format!(
                " AND (ch.method = '{method}' OR ch.id IN (SELECT l.charge_id FROM payments p
                    JOIN ledger l ON l.payment_id = p.id WHERE p.reversed_at IS NULL AND p.method = '{method}'))"
            ));
        }
        if let Some((first, last)) = of.paid {
            self.with(
                " AND ch.id IN (SELECT l.charge_id FROM payments p JOIN ledger l ON l.payment_id = p.id
                    WHERE p.reversed_at IS NULL AND p.paid_on BETWEEN ?",
                first,
            );
            self.with(" AND ?)", last);
        }
        self.texts(of);
    }

    /// What `of` asks for of texts.
    fn texts(&mut self, of: &Matching) {
        if !of.document.is_empty() {
            let like = if self.is_postgres { "ILIKE" } else { "LIKE" };
            self.with(&format!(" AND (ch.document {like} ? ESCAPE '\\'"), pattern(&of.document));
            self.with(" OR CAST(ch.code AS TEXT) = ?)", of.document.clone());
        }
        if of.terms.is_empty() {
            return;
        }
        let place_of = if self.is_postgres { "strpos" } else { "instr" };
        self.push(" AND ch.client_id IN (SELECT cl.id FROM clients cl WHERE 1 = 1");
        for term in &of.terms {
            self.with(&format!(" AND {place_of}(cl.search_key, ?) > 0"), term.clone());
        }
        self.push(")");
    }

    async fn all<T>(self, tx: &mut Tx) -> Result<Vec<T>, Error>
    where
        T: for<'r> sqlx::FromRow<'r, sqlx::sqlite::SqliteRow>
            + for<'r> sqlx::FromRow<'r, sqlx::postgres::PgRow>
            + Send
            + Unpin,
    {
        let sql = AssertSqlSafe(self.sql);
        Ok(match &mut tx.inner {
            Inner::Sqlite(transaction) => {
                let query = sqlx::query_as(sql);
                let query = self.values.into_iter().fold(query, |query, value| bind!(query, value));
                query.fetch_all(&mut **transaction).await?
            }
            Inner::Postgres(transaction) => {
                let query = sqlx::query_as(sql);
                let query = self.values.into_iter().fold(query, |query, value| bind!(query, value));
                query.fetch_all(&mut **transaction).await?
            }
        })
    }
}

/// What contains the text.
fn pattern(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{escaped}%")
}

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
    /// The tables that the order needs beside the charges.
    const fn joins(self) -> &'static str {
        match self.column {
            ChargeColumn::Client => " JOIN clients cl ON cl.id = ch.client_id",
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

pub(crate) async fn page(tx: &mut Tx, of: &Matching, page: Page) -> Result<Vec<ChargeRow>, Error> {
    let mut sql = Statement::new(tx, "SELECT ch.id FROM charges ch");
    sql.push(page.joins());
    sql.matching(of);
    if page.without_open {
        sql.push(" AND ch.status <> 'open'");
    }
    sql.push(&format!(" ORDER BY {}, ch.due, ch.company_id, ch.code", page.order()));
    sql.with(" LIMIT ?", i64::from(page.rows));
    sql.with(" OFFSET ?", i64::from(page.from));
    let ids: Vec<(Uuid,)> = sql.all(tx).await?;
    let ids: Vec<ChargeId> = ids.into_iter().map(|(id,)| ChargeId(id)).collect();
    by_ids(tx, &ids).await
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

/// The longest words first: they tell most.
pub(crate) fn chosen_terms(mut terms: Vec<String>) -> Vec<String> {
    terms.sort_by_key(|term| std::cmp::Reverse(term.chars().count()));
    terms.truncate(TERMS);
    terms
}
