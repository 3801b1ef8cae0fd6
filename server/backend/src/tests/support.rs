//! A small world in the database of a test.

use crate::{
    Actor, Ctx, Error,
    companies::{self, NewCompany},
    ctx::{instant, new_id},
    session, settings,
    store::{Tx, clients::search_key, db::on},
    users::{self, NewUser},
};
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use domain::{
    Money,
    client::ClientData,
    contact::RecordContact,
    id::{ChargeId, ClientId, CompanyId},
    permission::Role,
    policy::{Policy, PolicyVersion, PolicyWarning},
    session::SignIn,
    settings::SavePolicy,
};
use uuid::Uuid;

pub(crate) use super::databases::for_each_db;

/// The password of everybody in the tests.
pub(crate) const PASSWORD: &str = "uma senha boa";

/// A Wednesday morning.
pub(crate) fn now() -> DateTime<Utc> {
    at("2026-11-18 10:00")
}

/// A moment in the company's local time.
pub(crate) fn at(text: &str) -> DateTime<Utc> {
    instant(NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").expect("a date and a time"))
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

const ADD_CLIENT: &str =
    "INSERT INTO clients (id, name, tax_id, email, phone, mobile, city, uf, is_client, is_supplier,
            search_key, change, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, $12)";
const ADD_TO_COMPANY: &str = "INSERT INTO client_companies (client_id, company_id) VALUES ($1, $2)";
const NEXT_CODE: &str = "UPDATE companies SET last_code = last_code + 1 WHERE id = $1 RETURNING last_code";
const ADD_CHARGE: &str =
    "INSERT INTO charges (id, company_id, client_id, code, document, issued, due, principal_centavos,
            balance_centavos, status, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $7, 'open', $8)";
const ADD_LEDGER: &str =
    "INSERT INTO ledger (id, charge_id, kind, amount_centavos, effective_on, value_on, payment_id, recorded_at)
        VALUES ($1, $2, $3, $4, $5, $5, $6, $7)";
const ADD_PAYMENT: &str =
    "INSERT INTO payments (id, company_id, client_id, paid_on, amount_centavos, recorded_at)
        SELECT $1, ch.company_id, ch.client_id, $3, $4, $5 FROM charges ch WHERE ch.id = $2";
const TAKE_FROM_BALANCE: &str =
    "UPDATE charges SET balance_centavos = balance_centavos - $2, moved = TRUE WHERE id = $1";
const SET_UF: &str = "UPDATE clients SET uf = $2 WHERE id = $1";
const DEACTIVATE: &str = "UPDATE users SET active = $2 WHERE email = $1";
const COUNT_EVENTS: &str = "SELECT COUNT(*) FROM events WHERE kind = $1";
const COUNT_CONTACTS: &str = "SELECT COUNT(*) FROM contacts WHERE client_id = $1";

/// Two companies with a client each, and a client of both; who works for which.
pub(crate) struct World {
    pub(crate) ctx: Ctx,
    pub(crate) north: CompanyId,
    pub(crate) south: CompanyId,
    /// Agent of the north.
    pub(crate) ana: Actor,
    /// Another agent of the north.
    pub(crate) bruno: Actor,
    /// Agent of the south.
    pub(crate) sofia: Actor,
    /// Manager of both.
    pub(crate) marta: Actor,
    /// Client of the north, with one charge overdue by 18 days and one due in a week.
    pub(crate) client: ClientId,
    /// The overdue charge of 150,00.
    pub(crate) charge: ChargeId,
    /// Client of both companies, without charges.
    pub(crate) shared: ClientId,
}

pub(crate) async fn world(ctx: Ctx) -> Result<World, Error> {
    let north = add_company(&ctx, "Comercial do Norte").await?;
    let south = add_company(&ctx, "Serviços do Sul").await?;
    let ana = add_user(&ctx, "Ana", Role::Agent, &[north]).await?;
    let bruno = add_user(&ctx, "Bruno", Role::Agent, &[north]).await?;
    let sofia = add_user(&ctx, "Sofia", Role::Agent, &[south]).await?;
    let marta = add_user(&ctx, "Marta", Role::Manager, &[north, south]).await?;
    let client = add_client(&ctx, "José da Conceição", "52998224725", &[north]).await?;
    let charge = add_charge(&ctx, north, client, "NF-1", "2026-10-31", 15_000).await?;
    add_charge(&ctx, north, client, "NF-2", "2026-11-25", 5_000).await?;
    let shared = add_client(&ctx, "Padaria Pão Quente", "", &[north, south]).await?;
    Ok(World { ctx, north, south, ana, bruno, sofia, marta, client, charge, shared })
}

pub(crate) async fn add_company(ctx: &Ctx, name: &str) -> Result<CompanyId, Error> {
    let new = NewCompany { name: name.to_owned(), ..NewCompany::default() };
    companies::add(ctx, new).await
}

/// Adds a user and signs them in.
pub(crate) async fn add_user(
    ctx: &Ctx,
    name: &str,
    role: Role,
    companies: &[CompanyId],
) -> Result<Actor, Error> {
    let email = format!("{}@exemplo.com.br", name.to_lowercase());
    let new = NewUser {
        name: name.to_owned(),
        email: email.clone(),
        role,
        companies: companies.to_vec(),
        password: PASSWORD.to_owned(),
    };
    users::add(ctx, new).await?;
    Ok(session::sign_in(ctx, with_password(&email, PASSWORD), "127.0.0.1", "test").await?.actor)
}

pub(crate) fn with_password(email: &str, password: &str) -> SignIn {
    SignIn { email: email.to_owned(), password: password.to_owned(), next: String::new() }
}

pub(crate) async fn add_client(
    ctx: &Ctx,
    name: &str,
    tax_id: &str,
    companies: &[CompanyId],
) -> Result<ClientId, Error> {
    let id = ClientId(new_id());
    let text = str::to_owned;
    let data = ClientData {
        id,
        version: 1,
        name: text(name),
        tax_id: text(tax_id),
        email: format!("{}@cliente.com.br", domain::text::normalise(name).replace(' ', ".")),
        phone: text("+551133334444"),
        mobile: text("+5511987654321"),
        street: String::new(),
        number: String::new(),
        complement: String::new(),
        district: String::new(),
        city: text("São Paulo"),
        uf: text("SP"),
        cep: String::new(),
        is_client: true,
        is_supplier: false,
        opt_outs: Vec::new(),
    };
    let key = search_key(&data);
    let mut tx = ctx.db.begin().await?;
    on!(tx, c => sqlx::query(ADD_CLIENT)
        .bind(id.0)
        .bind(&data.name)
        .bind(&data.tax_id)
        .bind(&data.email)
        .bind(&data.phone)
        .bind(&data.mobile)
        .bind(&data.city)
        .bind(&data.uf)
        .bind(data.is_client)
        .bind(data.is_supplier)
        .bind(&key)
        .bind(now())
        .execute(c).await.map(drop))?;
    for company in companies {
        on!(tx, c => sqlx::query(ADD_TO_COMPANY).bind(id.0).bind(company.0).execute(c).await.map(drop))?;
    }
    tx.lock_client(id).await?;
    tx.commit().await?;
    Ok(id)
}

pub(crate) async fn add_charge(
    ctx: &Ctx,
    company: CompanyId,
    client: ClientId,
    document: &str,
    due: &str,
    centavos: i64,
) -> Result<ChargeId, Error> {
    let id = ChargeId(new_id());
    let mut tx = ctx.db.begin().await?;
    tx.lock_client(client).await?;
    let code: i64 = on!(tx, c => sqlx::query_scalar(NEXT_CODE).bind(company.0).fetch_one(c).await)?;
    on!(tx, c => sqlx::query(ADD_CHARGE)
        .bind(id.0)
        .bind(company.0)
        .bind(client.0)
        .bind(code)
        .bind(document)
        .bind(day(due))
        .bind(centavos)
        .bind(now())
        .execute(c).await.map(drop))?;
    add_ledger(&mut tx, id, "principal", day(due).min(day("2026-10-01")), centavos, None).await?;
    tx.commit().await?;
    Ok(id)
}

/// Pays a part of a charge.
pub(crate) async fn pay(
    ctx: &Ctx,
    client: ClientId,
    charge: ChargeId,
    on: &str,
    part: Money,
) -> Result<(), Error> {
    let mut tx = ctx.db.begin().await?;
    tx.lock_client(client).await?;
    let payment = new_id();
    on!(tx, c => sqlx::query(ADD_PAYMENT)
        .bind(payment)
        .bind(charge.0)
        .bind(day(on))
        .bind(part.centavos())
        .bind(now())
        .execute(c).await.map(drop))?;
    add_ledger(&mut tx, charge, "payment", day(on), part.centavos(), Some(payment)).await?;
    on!(tx, c => sqlx::query(TAKE_FROM_BALANCE)
        .bind(charge.0)
        .bind(part.centavos())
        .execute(c).await.map(drop))?;
    tx.commit().await
}

async fn add_ledger(
    tx: &mut Tx,
    charge: ChargeId,
    kind: &str,
    on: NaiveDate,
    centavos: i64,
    payment: Option<Uuid>,
) -> Result<(), Error> {
    on!(tx, c => sqlx::query(ADD_LEDGER)
        .bind(new_id())
        .bind(charge.0)
        .bind(kind)
        .bind(centavos)
        .bind(on)
        .bind(payment)
        .bind(now())
        .execute(c).await.map(drop))?;
    Ok(())
}

pub(crate) async fn set_uf(ctx: &Ctx, client: ClientId, uf: &str) -> Result<(), Error> {
    let mut tx = ctx.db.begin().await?;
    on!(tx, c => sqlx::query(SET_UF).bind(client.0).bind(uf).execute(c).await.map(drop))?;
    tx.lock_client(client).await?;
    tx.commit().await
}

pub(crate) async fn deactivate(ctx: &Ctx, email: &str) -> Result<(), Error> {
    let mut tx = ctx.db.begin().await?;
    on!(tx, c => sqlx::query(DEACTIVATE).bind(email).bind(false).execute(c).await.map(drop))?;
    tx.commit().await
}

/// How many events of a kind there are.
pub(crate) async fn events(ctx: &Ctx, kind: &str) -> Result<i64, Error> {
    let mut tx = ctx.db.read().await?;
    Ok(on!(tx, c => sqlx::query_scalar(COUNT_EVENTS).bind(kind).fetch_one(c).await)?)
}

/// How many lines the client's history has, whoever may see them.
pub(crate) async fn lines(ctx: &Ctx, client: ClientId) -> Result<i64, Error> {
    let mut tx = ctx.db.read().await?;
    Ok(on!(tx, c => sqlx::query_scalar(COUNT_CONTACTS).bind(client.0).fetch_one(c).await)?)
}

/// A form as it is saved after a call that nobody answered.
pub(crate) fn no_answer(client: ClientId) -> RecordContact {
    RecordContact {
        client: client.to_string(),
        key: new_id().to_string(),
        date: "2026-11-18".to_owned(),
        time: "10:00".to_owned(),
        outcome: "no_contact".to_owned(),
        sub_outcome: "no_answer".to_owned(),
        ..RecordContact::default()
    }
}

/// The field errors of a refused form.
pub(crate) fn refused<T: std::fmt::Debug>(result: Result<T, Error>) -> Vec<(String, domain::Error)> {
    match result {
        Err(Error::Invalid(errors)) => errors.into_iter().map(|error| (error.field, error.error)).collect(),
        other => panic!("not refused because of its fields: {other:?}"),
    }
}

/// Records a version of the north's policy that counts from today: the usual one, changed by `change`.
pub(crate) async fn set_policy(
    w: &World,
    change: impl FnOnce(&mut SavePolicy),
) -> Result<Vec<PolicyWarning>, Error> {
    let usual = PolicyVersion { valid_from: w.ctx.clock.today(), policy: Policy::default() };
    let mut form = SavePolicy::of(w.north, &usual);
    change(&mut form);
    let actor = Actor { role: Role::Administrator, ..w.marta.clone() };
    settings::save_policy(&w.ctx, &actor, form).await
}
