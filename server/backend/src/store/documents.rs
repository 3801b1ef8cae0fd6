//! What documents say: creditors, and charges with the contacts about them, for many clients at once.

use crate::{
    Error,
    ctx::local,
    store::{
        charges::OpenCharge,
        db::{Tx, dialects, on, statements},
        row::row,
        stored,
    },
};
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use domain::{
    Money,
    charge::ChargeStatus,
    contact::{Channel, Outcome},
    id::{ChargeId, ClientId, CompanyId, UserId},
};
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

statements! {
    CREDITOR = "SELECT co.name, co.tax_id, co.email, co.phone, co.street, co.number, co.complement, co.district,
            co.city, co.uf, co.cep
        FROM companies co JOIN user_companies uc ON uc.company_id = co.id AND uc.user_id = $2 WHERE co.id = $1";
}

macro_rules! charges {
    ($where:literal, $list:literal, $rest:literal) => {
        concat!(
            "SELECT ch.id, ch.client_id, cl.name AS client_name, cl.tax_id, ch.company_id, co.name AS company_name,
                ch.document, ch.description, ch.due, ch.balance_centavos, ch.status, ch.moved
            FROM charges ch JOIN clients cl ON cl.id = ch.client_id JOIN companies co ON co.id = ch.company_id
            WHERE ch.company_id IN (SELECT uc.company_id FROM user_companies uc WHERE uc.user_id = $2) AND ",
            $where,
            " IN (",
            $list,
            ")",
            $rest
        )
    };
}

macro_rules! of_clients {
    ($list:literal) => {
        charges!(
            "ch.client_id",
            $list,
            " AND ch.status = 'open' AND ch.due >= $3 AND ch.due <= $4 AND (ch.company_id = $5 OR $5 IS NULL)
            ORDER BY ch.due, ch.company_id, ch.code"
        )
    };
}

macro_rules! contacts {
    ($list:literal) => {
        concat!(
            "SELECT ct.id, ct.client_id, ct.company_id, co.name AS company_name, ct.at, ct.channel, ct.outcome,
                ct.notes, ct.sent_to, ct.subject, ct.voided_at, ct.void_reason, u.name AS user_name,
                COALESCE(v.name, '') AS voider
            FROM contacts ct
            JOIN companies co ON co.id = ct.company_id
            JOIN users u ON u.id = ct.user_id
            LEFT JOIN users v ON v.id = ct.voided_by
            WHERE ct.company_id IN (SELECT uc.company_id FROM user_companies uc WHERE uc.user_id = $2)
                AND ct.client_id IN (",
            $list,
            ") ORDER BY ct.at DESC, ct.id DESC"
        )
    };
}

macro_rules! named {
    ($list:literal) => {
        concat!(
            "SELECT cc.contact_id, ch.document FROM contacts ct
            JOIN contact_charges cc ON cc.contact_id = ct.id
            JOIN charges ch ON ch.id = cc.charge_id
            JOIN user_companies uc ON uc.company_id = ch.company_id AND uc.user_id = $2
            WHERE ct.client_id IN (",
            $list,
            ") ORDER BY ch.due, ch.code"
        )
    };
}

dialects! {
    /// `$1` is a list as JSON, here and below.
    BY_IDS =
        sqlite: charges!("ch.id", "SELECT unhex(replace(value, '-', '')) FROM json_each($1)", ""),
        postgres: charges!("ch.id", "SELECT CAST(json_array_elements_text(CAST($1 AS JSON)) AS UUID)", "");
    OF_CLIENTS =
        sqlite: of_clients!("SELECT unhex(replace(value, '-', '')) FROM json_each($1)"),
        postgres: of_clients!("SELECT CAST(json_array_elements_text(CAST($1 AS JSON)) AS UUID)");
    CONTACTS =
        sqlite: contacts!("SELECT unhex(replace(value, '-', '')) FROM json_each($1)"),
        postgres: contacts!("SELECT CAST(json_array_elements_text(CAST($1 AS JSON)) AS UUID)");
    NAMED =
        sqlite: named!("SELECT unhex(replace(value, '-', '')) FROM json_each($1)"),
        postgres: named!("SELECT CAST(json_array_elements_text(CAST($1 AS JSON)) AS UUID)");
}

row! {
    /// A creditor, as the law wants every demand to name it (CDC art. 42-A).
    #[derive(Clone, Debug)]
    pub(crate) struct Creditor {
        pub(crate) name: String,
        pub(crate) tax_id: String,
        pub(crate) email: String,
        pub(crate) phone: String,
        pub(crate) street: String,
        pub(crate) number: String,
        pub(crate) complement: String,
        pub(crate) district: String,
        pub(crate) city: String,
        pub(crate) uf: String,
        pub(crate) cep: String,
    }
}

/// The company, if `user` may see it.
pub(crate) async fn creditor(
    tx: &mut Tx,
    company: CompanyId,
    user: UserId,
) -> Result<Option<Creditor>, Error> {
    Ok(on!(tx, c => sqlx::query_as(CREDITOR).bind(company.0).bind(user.0).fetch_optional(c).await)?)
}

row! {
    struct ChargeRow {
        id: Uuid,
        client_id: Uuid,
        client_name: String,
        tax_id: String,
        company_id: Uuid,
        company_name: String,
        document: String,
        description: String,
        due: NaiveDate,
        balance_centavos: i64,
        status: String,
        moved: bool,
    }
}

/// A charge as reports need it.
#[derive(Clone, Debug)]
pub(crate) struct Reported {
    pub(crate) id: ChargeId,
    pub(crate) client: ClientId,
    pub(crate) client_name: String,
    pub(crate) tax_id: String,
    pub(crate) company: CompanyId,
    pub(crate) company_name: String,
    pub(crate) document: String,
    pub(crate) description: String,
    pub(crate) due: NaiveDate,
    pub(crate) balance: Money,
    pub(crate) status: ChargeStatus,
    pub(crate) moved: bool,
}

impl Reported {
    /// The charge as amounts are computed from it.
    pub(crate) const fn open(&self) -> OpenCharge {
        OpenCharge {
            id: self.id,
            company: self.company,
            due: self.due,
            balance: self.balance,
            moved: self.moved,
        }
    }
}

impl ChargeRow {
    fn read(self) -> Result<Reported, Error> {
        Ok(Reported {
            status: stored(&self.status, "charges", "status", self.id)?,
            id: ChargeId(self.id),
            client: ClientId(self.client_id),
            client_name: self.client_name,
            tax_id: domain::tax_id::masked(&self.tax_id),
            company: CompanyId(self.company_id),
            company_name: self.company_name,
            document: self.document,
            description: self.description,
            due: self.due,
            balance: Money::from_centavos(self.balance_centavos),
            moved: self.moved,
        })
    }
}

/// These charges, as far as `user` may see them, in the order given.
pub(crate) async fn by_ids(tx: &mut Tx, charges: &[ChargeId], user: UserId) -> Result<Vec<Reported>, Error> {
    let (sql, list) = (BY_IDS.of(tx), json!(charges).to_string());
    let rows: Vec<ChargeRow> = on!(tx, c => sqlx::query_as(sql).bind(&list).bind(user.0).fetch_all(c).await)?;
    let mut found = HashMap::with_capacity(rows.len());
    for row in rows {
        found.insert(ChargeId(row.id), row.read()?);
    }
    Ok(charges.iter().filter_map(|id| found.remove(id)).collect())
}

/// Which open charges of clients.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted {
    pub(crate) from: NaiveDate,
    pub(crate) until: NaiveDate,
    pub(crate) company: Option<CompanyId>,
}

/// The clients' open charges, client by client in the order given, the one due first first.
pub(crate) async fn of_clients(
    tx: &mut Tx,
    clients: &[ClientId],
    user: UserId,
    wanted: Wanted,
) -> Result<Vec<Reported>, Error> {
    let (sql, list) = (OF_CLIENTS.of(tx), json!(clients).to_string());
    let rows: Vec<ChargeRow> = on!(tx, c => sqlx::query_as(sql)
        .bind(&list)
        .bind(user.0)
        .bind(wanted.from)
        .bind(wanted.until)
        .bind(wanted.company.map(|company| company.0))
        .fetch_all(c).await)?;
    let mut found: HashMap<ClientId, Vec<Reported>> = HashMap::new();
    for row in rows {
        let charge = row.read()?;
        found.entry(charge.client).or_default().push(charge);
    }
    Ok(clients.iter().filter_map(|client| found.remove(client)).flatten().collect())
}

row! {
    struct ContactRow {
        id: Uuid,
        client_id: Uuid,
        company_id: Uuid,
        company_name: String,
        at: DateTime<Utc>,
        channel: Option<String>,
        outcome: Option<String>,
        notes: String,
        sent_to: String,
        subject: String,
        voided_at: Option<DateTime<Utc>>,
        void_reason: String,
        user_name: String,
        voider: String,
    }
}

/// A contact or comment as reports show it.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    pub(crate) company: CompanyId,
    pub(crate) company_name: String,
    /// The documents of the charges that it was about; none means the client as a whole.
    pub(crate) documents: Vec<String>,
    pub(crate) at: NaiveDateTime,
    /// Nothing for a comment.
    pub(crate) channel: Option<Channel>,
    pub(crate) outcome: Option<Outcome>,
    pub(crate) notes: String,
    /// Whether it is a message whose text the notes are; what is noted of a call is written by who called.
    pub(crate) is_message: bool,
    pub(crate) subject: String,
    pub(crate) user: String,
    /// Who voided it, and why.
    pub(crate) voided: Option<(String, String)>,
}

/// The history of these clients in sight of `user`, newest first: what pages show as it.
pub(crate) async fn told(
    tx: &mut Tx,
    clients: &[ClientId],
    user: UserId,
) -> Result<HashMap<ClientId, Vec<Told>>, Error> {
    let (contacts, named, list) = (CONTACTS.of(tx), NAMED.of(tx), json!(clients).to_string());
    let pairs: Vec<(Uuid, String)> =
        on!(tx, c => sqlx::query_as(named).bind(&list).bind(user.0).fetch_all(c).await)?;
    let mut documents: HashMap<Uuid, Vec<String>> = HashMap::new();
    for (contact, document) in pairs {
        documents.entry(contact).or_default().push(document);
    }
    let rows: Vec<ContactRow> =
        on!(tx, c => sqlx::query_as(contacts).bind(&list).bind(user.0).fetch_all(c).await)?;
    let mut told: HashMap<ClientId, Vec<Told>> = HashMap::new();
    for row in rows {
        let channel = row.channel.map(|text| stored(&text, "contacts", "channel", row.id)).transpose()?;
        let outcome = row.outcome.map(|text| stored(&text, "contacts", "outcome", row.id)).transpose()?;
        told.entry(ClientId(row.client_id)).or_default().push(Told {
            company: CompanyId(row.company_id),
            company_name: row.company_name,
            documents: documents.remove(&row.id).unwrap_or_default(),
            at: local(row.at),
            channel,
            outcome,
            notes: row.notes,
            is_message: !row.sent_to.is_empty() && channel != Some(Channel::Phone),
            subject: row.subject,
            user: row.user_name,
            voided: row.voided_at.map(|_| (row.voider, row.void_reason)),
        });
    }
    Ok(told)
}
