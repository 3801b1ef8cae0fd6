//! The list of charges: one page of it, its totals, and what its open charges come to.

use crate::{
    Error,
    store::{
        db::{Tx, dialects, on},
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
use uuid::Uuid;

/// Words of a client's name that are compared; further ones tell no more.
const TERMS: usize = 4;

/// What was received and not taken back, late charges included.
macro_rules! paid {
    () => {
        "CASE WHEN ch.moved THEN (
            SELECT CAST(COALESCE(SUM(l.amount_centavos), 0) AS BIGINT) FROM ledger l
            WHERE l.charge_id = ch.id AND l.kind IN ('payment', 'fine', 'interest', 'correction')
                AND NOT EXISTS (SELECT 1 FROM ledger r WHERE r.reverses_id = l.id)) ELSE 0 END"
    };
}

/// Whether a payment that holds went to the charge and is as said.
macro_rules! paid_with {
    ($condition:literal) => {
        concat!(
            "EXISTS (SELECT 1 FROM ledger l JOIN payments p ON p.id = l.payment_id
                WHERE l.charge_id = ch.id AND p.reversed_at IS NULL AND ",
            $condition,
            ")"
        )
    };
}

/// `$1` sees, `$2` client, `$3` company, `$4` status, `$5` method, `$6` to `$7` due, `$8` whether the days `$9` to
/// `$10` of payment count, `$11` pattern of the document, `$12` code, `$13` to `$16` words.
macro_rules! matching {
    ($client:literal, $like:literal, $place_of:literal) => {
        concat!(
            " FROM user_companies uc JOIN charges ch ON ch.company_id = uc.company_id
                JOIN companies co ON co.id = ch.company_id JOIN clients cl ON cl.id = ch.client_id
            WHERE uc.user_id = $1 AND ",
            $client,
            " AND (ch.company_id = $3 OR $3 IS NULL) AND (ch.status = $4 OR $4 IS NULL)
                AND (ch.method = $5 OR $5 IS NULL OR ",
            paid_with!("p.method = $5"),
            ")
                AND ch.due BETWEEN $6 AND $7
                AND ($8 = 0 OR ",
            paid_with!("p.paid_on BETWEEN $9 AND $10"),
            ")
                AND (ch.document ",
            $like,
            " $11 ESCAPE '\\' OR CAST(ch.code AS TEXT) = $12)
                AND ",
            $place_of,
            "(cl.search_key, $13) > 0 AND ",
            $place_of,
            "(cl.search_key, $14) > 0
                AND ",
            $place_of,
            "(cl.search_key, $15) > 0 AND ",
            $place_of,
            "(cl.search_key, $16) > 0"
        )
    };
}

macro_rules! columns {
    () => {
        concat!(
            "SELECT ch.id, ch.code, ch.document, ch.client_id, cl.name AS client_name, cl.search_key AS client_key,
                co.name AS company, ch.issued, ch.due, ch.principal_centavos, ch.balance_centavos, ch.method,
                ch.status, ", paid!(), " AS paid"
        )
    };
}

/// The column that orders, in either direction; of another type the others are nothing.
macro_rules! either_way {
    ($column:literal) => {
        concat!(
            "CASE WHEN $18 = 0 THEN ",
            $column,
            " END ASC, CASE WHEN $18 = 1 THEN ",
            $column,
            " END DESC, "
        )
    };
}

/// `$17` column, `$18` descending, `$19` today, `$20` whether open ones are left out, `$21` rows from `$22` on.
macro_rules! page {
    ($client:literal, $like:literal, $place_of:literal) => {
        concat!(
            "SELECT page.id, page.code, page.document, page.client_id, page.client_name, page.company,
                page.issued, page.due, page.principal_centavos, page.balance_centavos, page.method, page.status, page.paid FROM (", columns!(), matching!($client, $like, $place_of),
            " AND (ch.status <> 'open' OR $20 = 0)) page ORDER BY
                CASE WHEN ($17 = 'forma' AND page.method IS NULL)
                    OR ($17 = 'atraso' AND NOT (page.status = 'open' AND page.due < $19)) THEN 1 ELSE 0 END, ",
            either_way!("CASE $17 WHEN 'documento' THEN page.document WHEN 'cliente' THEN page.client_key
                WHEN 'empresa' THEN page.company WHEN 'forma' THEN page.method WHEN 'situacao' THEN page.status END"),
            either_way!("CASE $17 WHEN 'codigo' THEN page.code WHEN 'valor' THEN page.principal_centavos
                WHEN 'pago' THEN page.paid WHEN 'saldo' THEN page.balance_centavos END"),
            either_way!("CASE $17 WHEN 'emissao' THEN page.issued WHEN 'vencimento' THEN page.due
                WHEN 'atraso' THEN CASE WHEN page.status = 'open' AND page.due < $19 THEN page.due END END"),
            "page.due, page.company, page.code LIMIT $21 OFFSET $22"
        )
    };
}

macro_rules! totals {
    ($client:literal, $like:literal, $place_of:literal) => {
        concat!(
            "SELECT COUNT(*), CAST(COALESCE(SUM(ch.principal_centavos), 0) AS BIGINT),
                CAST(COALESCE(SUM(",
            paid!(),
            "), 0) AS BIGINT),
                CAST(COALESCE(SUM(ch.balance_centavos), 0) AS BIGINT)",
            matching!($client, $like, $place_of)
        )
    };
}

/// `$17` the day before which they are due.
macro_rules! open {
    ($client:literal, $like:literal, $place_of:literal) => {
        concat!(
            "SELECT ch.id, ch.company_id, ch.due, ch.balance_centavos, ch.moved",
            matching!($client, $like, $place_of),
            " AND ch.status = 'open' AND ch.due < $17"
        )
    };
}

macro_rules! by_ids {
    ($charges:literal) => {
        concat!(
            columns!(),
            " FROM charges ch JOIN companies co ON co.id = ch.company_id
                JOIN clients cl ON cl.id = ch.client_id WHERE ch.id IN (",
            $charges,
            ")"
        )
    };
}

dialects! {
    PAGE =
        sqlite: page!("(ch.client_id = $2 OR $2 IS NULL)", "LIKE", "instr"),
        postgres: page!("(ch.client_id = $2 OR $2 IS NULL)", "ILIKE", "strpos");
    /// Of one client: the index by clients serves.
    PAGE_OF_CLIENT =
        sqlite: page!("ch.client_id = $2", "LIKE", "instr"),
        postgres: page!("ch.client_id = $2", "ILIKE", "strpos");
    TOTALS =
        sqlite: totals!("(ch.client_id = $2 OR $2 IS NULL)", "LIKE", "instr"),
        postgres: totals!("(ch.client_id = $2 OR $2 IS NULL)", "ILIKE", "strpos");
    TOTALS_OF_CLIENT =
        sqlite: totals!("ch.client_id = $2", "LIKE", "instr"),
        postgres: totals!("ch.client_id = $2", "ILIKE", "strpos");
    OPEN =
        sqlite: open!("(ch.client_id = $2 OR $2 IS NULL)", "LIKE", "instr"),
        postgres: open!("(ch.client_id = $2 OR $2 IS NULL)", "ILIKE", "strpos");
    OPEN_OF_ONE_CLIENT =
        sqlite: open!("ch.client_id = $2", "LIKE", "instr"),
        postgres: open!("ch.client_id = $2", "ILIKE", "strpos");
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
    pub(crate) due: (NaiveDate, NaiveDate),
    pub(crate) paid: Option<(NaiveDate, NaiveDate)>,
    pub(crate) document: String,
    pub(crate) terms: Vec<String>,
}

/// Binds what [`matching!`] asks for.
macro_rules! bound {
    ($query:expr, $of:expr) => {{
        let (paid_from, paid_until) = $of.paid.unwrap_or($of.due);
        let term = |place: usize| $of.terms.get(place).cloned().unwrap_or_default();
        $query
            .bind($of.user.0)
            .bind($of.client.map(|id| id.0))
            .bind($of.company.map(|id| id.0))
            .bind($of.status.map(ChargeStatus::as_str))
            .bind($of.method.map(PaymentMethod::as_str))
            .bind($of.due.0)
            .bind($of.due.1)
            .bind(i64::from($of.paid.is_some()))
            .bind(paid_from)
            .bind(paid_until)
            .bind(pattern(&$of.document))
            .bind($of.document.clone())
            .bind(term(0))
            .bind(term(1))
            .bind(term(2))
            .bind(term(3))
    }};
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

pub(crate) async fn page(tx: &mut Tx, of: &Matching, page: Page) -> Result<Vec<ChargeRow>, Error> {
    let sql = if of.client.is_some() { PAGE_OF_CLIENT.of(tx) } else { PAGE.of(tx) };
    // The most days late are the first due date.
    let descending = page.descending != (page.column == ChargeColumn::DaysLate);
    let rows: Vec<Row> = on!(tx, c => bound!(sqlx::query_as(sql), of)
        .bind(page.column.as_str())
        .bind(i64::from(descending))
        .bind(page.today)
        .bind(i64::from(page.without_open))
        .bind(i64::from(page.rows))
        .bind(i64::from(page.from))
        .fetch_all(c).await)?;
    rows.into_iter().map(Row::read).collect()
}

/// Charges that were found before, in any order.
pub(crate) async fn by_ids(tx: &mut Tx, charges: &[ChargeId]) -> Result<Vec<ChargeRow>, Error> {
    if charges.is_empty() {
        return Ok(Vec::new());
    }
    let (sql, list) = (BY_IDS.of(tx), json!(charges).to_string());
    let rows: Vec<Row> = on!(tx, c => sqlx::query_as(sql).bind(&list).fetch_all(c).await)?;
    rows.into_iter().map(Row::read).collect()
}

/// Number, what was charged, what was paid, what is open.
pub(crate) async fn totals(tx: &mut Tx, of: &Matching) -> Result<(i64, i64, i64, i64), Error> {
    let sql = if of.client.is_some() { TOTALS_OF_CLIENT.of(tx) } else { TOTALS.of(tx) };
    Ok(on!(tx, c => bound!(sqlx::query_as(sql), of).fetch_one(c).await)?)
}

/// An open charge, as far as its updated amount needs it.
pub(crate) struct OpenCharge {
    pub(crate) id: ChargeId,
    pub(crate) company: CompanyId,
    pub(crate) due: NaiveDate,
    pub(crate) balance: Money,
    pub(crate) moved: bool,
}

/// The open charges that are due before a day.
pub(crate) async fn open(tx: &mut Tx, of: &Matching, before: NaiveDate) -> Result<Vec<OpenCharge>, Error> {
    let sql = if of.client.is_some() { OPEN_OF_ONE_CLIENT.of(tx) } else { OPEN.of(tx) };
    let rows: Vec<(Uuid, Uuid, NaiveDate, i64, bool)> =
        on!(tx, c => bound!(sqlx::query_as(sql), of).bind(before).fetch_all(c).await)?;
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
