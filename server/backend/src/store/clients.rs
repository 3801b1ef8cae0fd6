//! Tables `clients` and `client_companies`. A client is in sight of a user when one of its companies is.

use super::{
    db::{Tx, dialects, on, statements},
    in_use,
};
use crate::Error;
use crate::store::row::row;
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    client::{ClientData, OptOut},
    id::{ClientId, CompanyId, UserId},
    session::CompanyRef,
};
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

macro_rules! data {
    ($which:literal, $seen:literal) => {
        data!("", $which, $seen)
    };
    ($also:expr, $which:literal, $seen:literal) => {
        concat!(
            "SELECT cl.id, cl.version, cl.name, cl.tax_id, cl.email, cl.phone, cl.mobile, cl.street,
            cl.street_number, cl.complement, cl.district, cl.city, cl.uf, cl.cep, cl.is_client, cl.is_supplier,
            cl.do_not_contact, cl.no_phone, cl.no_whatsapp, cl.no_email, cl.no_sms, cl.no_letter",
            $also,
            " FROM clients cl WHERE cl.id ",
            $which,
            " AND EXISTS (SELECT 1 FROM client_companies cc ",
            $seen,
            ")"
        )
    };
}

macro_rules! has {
    ($bit:literal, $rows:literal) => {
        concat!("CASE WHEN EXISTS (SELECT 1 FROM ", $rows, ") THEN ", $bit, " ELSE 0 END")
    };
}

statements! {
    DATA = data!("= $1", "JOIN user_companies uc ON uc.company_id = cc.company_id
        WHERE cc.client_id = cl.id AND uc.user_id = $2");
    /// With what there is to read about the client, as the bits of [`Part`]. Mostly there is little.
    WITH_PARTS = data!(concat!(", ",
            has!(1, "people x WHERE x.client_id = cl.id AND x.removed_at IS NULL"), " + ",
            has!(2, "contacts x WHERE x.client_id = cl.id AND x.at >= $3"), " + ",
            has!(4, "appointments x WHERE x.client_id = cl.id AND x.state = 'pending'"), " + ",
            has!(8, "promises x WHERE x.client_id = cl.id"), " + ",
            has!(16, "messages x WHERE x.client_id = cl.id"), " + ",
            has!(32, "agreements x WHERE x.client_id = cl.id AND x.state = 'active'"), " + ",
            has!(64, "presence x WHERE x.client_id = cl.id"), " AS parts"
        ),
        "= $1", "JOIN user_companies uc ON uc.company_id = cc.company_id
        WHERE cc.client_id = cl.id AND uc.user_id = $2");
    /// For those who act for a company, whoever they are.
    OF_COMPANY = data!("= $1", "WHERE cc.client_id = cl.id AND cc.company_id = $2");
    COMPANIES = "SELECT co.id, co.name FROM client_companies cc
        JOIN user_companies uc ON uc.company_id = cc.company_id
        JOIN companies co ON co.id = cc.company_id
        WHERE cc.client_id = $1 AND uc.user_id = $2 ORDER BY co.name, co.id";
    /// The one whose charge has been overdue for longest first.
    COMPANIES_BY_DEBT = "SELECT co.id FROM client_companies cc
        JOIN user_companies uc ON uc.company_id = cc.company_id
        JOIN companies co ON co.id = cc.company_id
        WHERE cc.client_id = $1 AND uc.user_id = $2
        ORDER BY (SELECT MIN(ch.due) FROM charges ch WHERE ch.client_id = cc.client_id AND ch.company_id = cc.company_id
            AND ch.status = 'open' AND ch.due < $3) NULLS LAST, co.name, co.id";
    UPDATE = "UPDATE clients SET version = version + 1, name = $3, tax_id = $4, email = $5, phone = $6, mobile = $7,
            street = $8, street_number = $9, complement = $10, district = $11, city = $12, uf = $13, cep = $14,
            is_client = $15, is_supplier = $16, search_key = $17, do_not_contact = $18, no_phone = $19,
            no_whatsapp = $20, no_email = $21, no_sms = $22, no_letter = $23
        WHERE id = $1 AND version = $2";
}

dialects! {
    /// `$1` is a list as JSON.
    SOME =
        sqlite: data!("IN (SELECT unhex(replace(value, '-', '')) FROM json_each($1))",
            "JOIN user_companies uc ON uc.company_id = cc.company_id WHERE cc.client_id = cl.id AND uc.user_id = $2"),
        postgres: data!("IN (SELECT CAST(json_array_elements_text(CAST($1 AS JSON)) AS UUID))",
            "JOIN user_companies uc ON uc.company_id = cc.company_id WHERE cc.client_id = cl.id AND uc.user_id = $2");
}

row! {
    struct DataRow {
        id: Uuid,
        version: i64,
        name: String,
        tax_id: String,
        email: String,
        phone: String,
        mobile: String,
        street: String,
        street_number: String,
        complement: String,
        district: String,
        city: String,
        uf: String,
        cep: String,
        is_client: bool,
        is_supplier: bool,
        do_not_contact: bool,
        no_phone: bool,
        no_whatsapp: bool,
        no_email: bool,
        no_sms: bool,
        no_letter: bool,
    }
}

impl DataRow {
    fn data(self) -> ClientData {
        ClientData {
            id: ClientId(self.id),
            version: self.version,
            opt_outs: self.opt_outs(),
            name: self.name,
            tax_id: self.tax_id,
            email: self.email,
            phone: self.phone,
            mobile: self.mobile,
            street: self.street,
            number: self.street_number,
            complement: self.complement,
            district: self.district,
            city: self.city,
            uf: self.uf,
            cep: self.cep,
            is_client: self.is_client,
            is_supplier: self.is_supplier,
        }
    }

    fn opt_outs(&self) -> Vec<OptOut> {
        let columns = [
            (self.do_not_contact, OptOut::All),
            (self.no_phone, OptOut::Phone),
            (self.no_whatsapp, OptOut::Whatsapp),
            (self.no_email, OptOut::Email),
            (self.no_sms, OptOut::Sms),
            (self.no_letter, OptOut::Letter),
        ];
        columns.into_iter().filter_map(|(is_so, opt_out)| is_so.then_some(opt_out)).collect()
    }
}

row! {
    struct WithParts {
        parts: i32;
        .. client: DataRow,
    }
}

/// What there may be to read about a client.
#[derive(Clone, Copy)]
pub(crate) enum Part {
    People = 1,
    /// Since the moment that was asked for.
    Contacts = 2,
    /// Pending ones.
    Appointments = 4,
    Promises = 8,
    Messages = 16,
    /// Active ones.
    Agreements = 32,
    /// Somebody at the client's page.
    Presence = 64,
}

/// Of what there is anything to read, in sight or not: what there is none of needs no statement of its own.
pub(crate) struct Parts(i32);

impl Parts {
    pub(crate) const fn has(&self, part: Part) -> bool {
        self.0 & part as i32 != 0
    }
}

/// The client as stored (`tax_id` without its mask), if `user` may see it.
pub(crate) async fn data(tx: &mut Tx, client: ClientId, user: UserId) -> Result<Option<ClientData>, Error> {
    let row: Option<DataRow> =
        on!(tx, c => sqlx::query_as(DATA).bind(client.0).bind(user.0).fetch_optional(c).await)?;
    Ok(row.map(DataRow::data))
}

/// The same, with what there is to read about the client; of contacts those from `since` on.
pub(crate) async fn with_parts(
    tx: &mut Tx,
    client: ClientId,
    user: UserId,
    since: DateTime<Utc>,
) -> Result<Option<(ClientData, Parts)>, Error> {
    let row: Option<WithParts> = on!(tx, c => sqlx::query_as(WITH_PARTS)
        .bind(client.0)
        .bind(user.0)
        .bind(since)
        .fetch_optional(c).await)?;
    Ok(row.map(|row| (row.client.data(), Parts(row.parts))))
}

/// Those of the clients that `user` may see, as stored.
pub(crate) async fn some(
    tx: &mut Tx,
    clients: &[ClientId],
    user: UserId,
) -> Result<HashMap<ClientId, ClientData>, Error> {
    let (sql, list) = (SOME.of(tx), json!(clients).to_string());
    let rows: Vec<DataRow> = on!(tx, c => sqlx::query_as(sql).bind(&list).bind(user.0).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|row| (ClientId(row.id), row.data())).collect())
}

/// The client as stored, if it has to do with this company. For those who made sure that the company is in sight.
pub(crate) async fn of_company(
    tx: &mut Tx,
    client: ClientId,
    company: CompanyId,
) -> Result<Option<ClientData>, Error> {
    let row: Option<DataRow> =
        on!(tx, c => sqlx::query_as(OF_COMPANY).bind(client.0).bind(company.0).fetch_optional(c).await)?;
    Ok(row.map(DataRow::data))
}

/// The companies that the client has to do with and that `user` sees, by name.
pub(crate) async fn companies(tx: &mut Tx, client: ClientId, user: UserId) -> Result<Vec<CompanyRef>, Error> {
    let rows: Vec<(Uuid, String)> =
        on!(tx, c => sqlx::query_as(COMPANIES).bind(client.0).bind(user.0).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(id, name)| CompanyRef { id: CompanyId(id), name }).collect())
}

/// The same companies: first those to which something is overdue, for longest first, then the others by name.
pub(crate) async fn companies_by_debt(
    tx: &mut Tx,
    client: ClientId,
    user: UserId,
    today: NaiveDate,
) -> Result<Vec<CompanyId>, Error> {
    let ids: Vec<Uuid> = on!(tx, c => sqlx::query_scalar(COMPANIES_BY_DEBT)
        .bind(client.0)
        .bind(user.0)
        .bind(today)
        .fetch_all(c).await)?;
    Ok(ids.into_iter().map(CompanyId).collect())
}

/// Stores `data` over its version; says whether that version was still the current one.
pub(crate) async fn update(tx: &mut Tx, data: &ClientData) -> Result<bool, Error> {
    let key = search_key(data);
    let wants_no = |opt_out: OptOut| data.opt_outs.contains(&opt_out);
    on!(tx, c => sqlx::query(UPDATE)
        .bind(data.id.0)
        .bind(data.version)
        .bind(&data.name)
        .bind(&data.tax_id)
        .bind(&data.email)
        .bind(&data.phone)
        .bind(&data.mobile)
        .bind(&data.street)
        .bind(&data.number)
        .bind(&data.complement)
        .bind(&data.district)
        .bind(&data.city)
        .bind(&data.uf)
        .bind(&data.cep)
        .bind(data.is_client)
        .bind(data.is_supplier)
        .bind(&key)
        .bind(wants_no(OptOut::All))
        .bind(wants_no(OptOut::Phone))
        .bind(wants_no(OptOut::Whatsapp))
        .bind(wants_no(OptOut::Email))
        .bind(wants_no(OptOut::Sms))
        .bind(wants_no(OptOut::Letter))
        .execute(c).await.map(|done| done.rows_affected() > 0))
    .map_err(in_use)
}

/// What the client is found by.
pub(crate) fn search_key(data: &ClientData) -> String {
    domain::text::search_key(&[&data.name, &data.tax_id, &data.email, &data.phone, &data.mobile])
}
