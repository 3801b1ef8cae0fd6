//! Table `people`: whom to talk to at a client. Removed ones keep their row.

use super::db::{Tx, on, statements};
use crate::Error;
use crate::store::row::row;
use chrono::{DateTime, Utc};
use domain::{
    client::Person,
    id::{ClientId, PersonId},
};
use uuid::Uuid;

statements! {
    OF_CLIENT = "SELECT id, version, client_id, name, department, job_title, email, phone, mobile FROM people
        WHERE client_id = $1 AND removed_at IS NULL ORDER BY name, id";
    BY_ID = "SELECT id, version, client_id, name, department, job_title, email, phone, mobile FROM people
        WHERE id = $1 AND removed_at IS NULL";
    INSERT = "INSERT INTO people (id, client_id, name, department, job_title, email, phone, mobile, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    UPDATE = "UPDATE people SET name = $2, department = $3, job_title = $4, email = $5, phone = $6, mobile = $7,
            version = version + 1 WHERE id = $1 AND version = $8 AND removed_at IS NULL";
    REMOVE = "UPDATE people SET removed_at = $2 WHERE id = $1 AND removed_at IS NULL";
}

row! {
    struct Row {
        id: Uuid,
        version: i64,
        client_id: Uuid,
        name: String,
        department: String,
        job_title: String,
        email: String,
        phone: String,
        mobile: String,
    }
}

impl Row {
    fn person(self) -> (ClientId, Person) {
        let person = Person {
            id: PersonId(self.id),
            version: self.version,
            name: self.name,
            department: self.department,
            job_title: self.job_title,
            email: self.email,
            phone: self.phone,
            mobile: self.mobile,
        };
        (ClientId(self.client_id), person)
    }
}

pub(crate) async fn of_client(tx: &mut Tx, client: ClientId) -> Result<Vec<Person>, Error> {
    let rows: Vec<Row> = on!(tx, c => sqlx::query_as(OF_CLIENT).bind(client.0).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|row| row.person().1).collect())
}

/// A person who was not removed, and the client they belong to.
pub(crate) async fn by_id(tx: &mut Tx, id: PersonId) -> Result<Option<(ClientId, Person)>, Error> {
    let row: Option<Row> = on!(tx, c => sqlx::query_as(BY_ID).bind(id.0).fetch_optional(c).await)?;
    Ok(row.map(Row::person))
}

pub(crate) async fn insert(
    tx: &mut Tx,
    client: ClientId,
    person: &Person,
    at: DateTime<Utc>,
) -> Result<(), Error> {
    on!(tx, c => sqlx::query(INSERT)
        .bind(person.id.0)
        .bind(client.0)
        .bind(&person.name)
        .bind(&person.department)
        .bind(&person.job_title)
        .bind(&person.email)
        .bind(&person.phone)
        .bind(&person.mobile)
        .bind(at)
        .execute(c).await.map(drop))?;
    Ok(())
}

/// Changes the person, unless they are no longer as `person.version` was; tells whether they were.
pub(crate) async fn update(tx: &mut Tx, person: &Person) -> Result<bool, Error> {
    let changed = on!(tx, c => sqlx::query(UPDATE)
        .bind(person.id.0)
        .bind(&person.name)
        .bind(&person.department)
        .bind(&person.job_title)
        .bind(&person.email)
        .bind(&person.phone)
        .bind(&person.mobile)
        .bind(person.version)
        .execute(c).await.map(|done| done.rows_affected()))?;
    Ok(changed == 1)
}

pub(crate) async fn remove(tx: &mut Tx, id: PersonId, at: DateTime<Utc>) -> Result<(), Error> {
    on!(tx, c => sqlx::query(REMOVE).bind(id.0).bind(at).execute(c).await.map(drop))?;
    Ok(())
}
