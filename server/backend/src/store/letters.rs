//! Letters: contacts by letter, each with its subject and text as they were recorded.

use crate::{
    Error,
    ctx::local,
    store::{
        db::{Tx, on, statements},
        row::row,
    },
};
use chrono::{DateTime, NaiveDateTime, Utc};
use domain::id::{BulkId, ClientId, CompanyId, ContactId, UserId};
use uuid::Uuid;

statements! {
    ONE = "SELECT ct.client_id, ct.company_id, ct.at, ct.subject, ct.notes FROM contacts ct
        JOIN user_companies uc ON uc.company_id = ct.company_id AND uc.user_id = $2
        WHERE ct.id = $1 AND ct.kind = 'contact' AND ct.channel = 'letter' AND ct.voided_at IS NULL";
    OF_RUN = "SELECT ct.client_id, ct.company_id, ct.at, ct.subject, ct.notes FROM bulk_items i
        JOIN bulk_runs r ON r.id = i.run_id AND r.channel = 'letter'
        JOIN contacts ct ON ct.idempotency_key = i.message_key AND ct.voided_at IS NULL
        JOIN user_companies uc ON uc.company_id = ct.company_id AND uc.user_id = $2
        WHERE i.run_id = $1 AND i.state = 'done' ORDER BY i.number";
    WRITTEN = "UPDATE contacts SET sent_to = $2, subject = $3 WHERE id = $1";
}

row! {
    struct LetterRow {
        client_id: Uuid,
        company_id: Uuid,
        at: DateTime<Utc>,
        subject: String,
        notes: String,
    }
}

/// A letter to a client on behalf of a company.
#[derive(Clone, Debug)]
pub(crate) struct Letter {
    /// To whom.
    pub(crate) client: ClientId,
    /// Of whom.
    pub(crate) company: CompanyId,
    /// When it was written, in the company's local time: its amounts are of that day.
    pub(crate) at: NaiveDateTime,
    /// What it is about.
    pub(crate) subject: String,
    /// What it says.
    pub(crate) body: String,
}

impl LetterRow {
    fn read(self) -> Letter {
        Letter {
            client: ClientId(self.client_id),
            company: CompanyId(self.company_id),
            at: local(self.at),
            subject: self.subject,
            body: self.notes,
        }
    }
}

/// The letter that a contact is, for a company in sight of `user`; none when it was voided.
pub(crate) async fn one(tx: &mut Tx, contact: ContactId, user: UserId) -> Result<Option<Letter>, Error> {
    let row: Option<LetterRow> =
        on!(tx, c => sqlx::query_as(ONE).bind(contact.0).bind(user.0).fetch_optional(c).await)?;
    Ok(row.map(LetterRow::read))
}

/// The letters of a run, for companies in sight of `user`.
pub(crate) async fn of_run(tx: &mut Tx, run: BulkId, user: UserId) -> Result<Vec<Letter>, Error> {
    let rows: Vec<LetterRow> =
        on!(tx, c => sqlx::query_as(OF_RUN).bind(run.0).bind(user.0).fetch_all(c).await)?;
    Ok(rows.into_iter().map(LetterRow::read).collect())
}

/// Notes subject and address of a letter that was just recorded.
pub(crate) async fn written(tx: &mut Tx, contact: ContactId, to: &str, subject: &str) -> Result<(), Error> {
    on!(tx, c => sqlx::query(WRITTEN).bind(contact.0).bind(to).bind(subject).execute(c).await.map(drop))?;
    Ok(())
}
