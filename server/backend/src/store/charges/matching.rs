//! What the list of charges is asked, as a statement. It is put together from the filters that are set, so that it
//! is as narrow as what is asked, and indexes serve. Texts come from here alone; whatever is asked is bound.

use crate::{
    Error,
    store::{
        bulk::{Value, bind},
        db::{Inner, Tx},
    },
};
use chrono::NaiveDate;
use domain::{
    charge::{ChargeStatus, PaymentMethod},
    id::{ClientId, CompanyId, UserId},
};
use sqlx::AssertSqlSafe;

/// Words of a client's name that are compared; further ones tell no more.
const TERMS: usize = 4;

/// The line `l` of the ledger holds: of a payment that was moved to other charges, those lines hold no more.
const HOLDS: &str = "l.kind <> 'reversal' AND NOT EXISTS (SELECT 1 FROM ledger r WHERE r.reverses_id = l.id)";

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
    /// All charges in sight of a user.
    pub(crate) const fn everything(user: UserId) -> Self {
        Self {
            user,
            client: None,
            company: None,
            status: None,
            method: None,
            due: (None, None),
            paid: None,
            document: String::new(),
            terms: Vec::new(),
        }
    }

    /// Whether nothing is asked for but company, open or not, and when it is due.
    pub(crate) fn is_of_company_and_day(&self) -> bool {
        let Self { client, method, paid, document, terms, .. } = self;
        client.is_none() && method.is_none() && paid.is_none() && document.is_empty() && terms.is_empty()
    }

    /// Whether it is all that the person sees, or all of a company.
    pub(super) fn is_everything(&self) -> bool {
        let Self { client, status, method, due, paid, document, terms, .. } = self;
        (client.is_none() && status.is_none() && method.is_none() && *due == (None, None))
            && (paid.is_none() && document.is_empty() && terms.is_empty())
    }
}

/// A statement as far as it is put together, and what is bound to it.
pub(super) struct Statement {
    sql: String,
    values: Vec<Value>,
    is_postgres: bool,
}

impl Statement {
    pub(super) fn new(tx: &Tx, sql: &str) -> Self {
        let is_postgres = matches!(tx.inner, Inner::Postgres(_));
        Self { sql: sql.to_owned(), values: Vec::new(), is_postgres }
    }

    pub(super) fn push(&mut self, sql: &str) {
        self.sql.push_str(sql);
    }

    /// The place of a value that is bound.
    fn bound(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    /// Adds text with the value in the place of `?`.
    pub(super) fn with(&mut self, sql: &str, value: impl Into<Value>) {
        let place = self.bound(value);
        self.push(&sql.replace('?', &place));
    }

    /// What `of` asks for of `charges ch`.
    pub(super) fn matching(&mut self, of: &Matching) {
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
                    JOIN ledger l ON l.payment_id = p.id
                    WHERE p.reversed_at IS NULL AND {HOLDS} AND p.method = '{method}'))"
            ));
        }
        if let Some((first, last)) = of.paid {
            self.with(
                &format!(
                    " AND ch.id IN (SELECT l.charge_id FROM payments p JOIN ledger l ON l.payment_id = p.id
                        WHERE p.reversed_at IS NULL AND {HOLDS} AND p.paid_on BETWEEN ?"
                ),
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

    pub(super) fn text(self) -> String {
        self.sql
    }

    pub(super) async fn all<T>(self, tx: &mut Tx) -> Result<Vec<T>, Error>
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

/// The longest words first: they tell most.
pub(crate) fn chosen_terms(mut terms: Vec<String>) -> Vec<String> {
    terms.sort_by_key(|term| std::cmp::Reverse(term.chars().count()));
    terms.truncate(TERMS);
    terms
}
