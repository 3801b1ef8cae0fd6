//! Tables `agreements`, `agreement_sources`, `agreement_instalments`.

use super::{
    db::{Tx, dialects, on, statements},
    row::row,
    stored,
};
use crate::Error;
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    Money,
    agreement::{Adjustment, AgreementState, SourceLine},
    id::{AgreementId, ChargeId, ClientId, CompanyId, ContactId, UserId},
    instalments::Instalment,
    ledger::Owed,
    session::CompanyRef,
};
use serde_json::json;
use uuid::Uuid;

macro_rules! columns {
    () => {
        "SELECT a.id, a.company_id, co.name AS company, a.client_id, cl.name AS client_name, a.number, a.agreed_on,
            a.discount_centavos, a.surcharge_centavos, a.discount_reason, a.total_centavos, a.state, a.contact_id,
            a.notes, u.name AS user_name, a.ended_on, a.ended_by, COALESCE(e.name, '') AS ended_by_name,
            a.ended_at, a.end_reason
        FROM agreements a
        JOIN user_companies uc ON uc.company_id = a.company_id AND uc.user_id = $1
        JOIN companies co ON co.id = a.company_id
        JOIN clients cl ON cl.id = a.client_id
        JOIN users u ON u.id = a.user_id
        LEFT JOIN users e ON e.id = a.ended_by "
    };
}

// After the macro, which it uses.
mod list;

pub(crate) use list::{DIALECTS as LIST_DIALECTS, Matching, matching, totals};

macro_rules! instalments {
    ($agreements:literal) => {
        concat!(
            "SELECT i.agreement_id, i.number, i.charge_id, ch.document, i.method, i.due, i.amount_centavos
            FROM agreement_instalments i JOIN charges ch ON ch.id = i.charge_id
            WHERE i.agreement_id IN (",
            $agreements,
            ") ORDER BY i.agreement_id, i.number"
        )
    };
}

statements! {
    INSERT = "INSERT INTO agreements (id, company_id, client_id, number, agreed_on, discount_centavos,
            surcharge_centavos, discount_reason, total_centavos, state, contact_id, notes, idempotency_key, user_id,
            recorded_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'active', $10, $11, $12, $13, $14)";
    INSERT_SOURCE = "INSERT INTO agreement_sources (agreement_id, charge_id, principal_centavos,
            correction_centavos, fine_centavos, interest_centavos, active) VALUES ($1, $2, $3, $4, $5, $6, TRUE)";
    INSERT_INSTALMENT = "INSERT INTO agreement_instalments (agreement_id, number, charge_id, method, due,
            amount_centavos) VALUES ($1, $2, $3, $4, $5, $6)";
    BY_KEY = "SELECT id, client_id, number FROM agreements WHERE idempotency_key = $1";
    BY_ID = concat!(columns!(), "WHERE a.id = $2");
    ACTIVE_OF_CLIENT = concat!(columns!(), "WHERE a.client_id = $2 AND a.state = 'active'
        ORDER BY a.agreed_on DESC, a.recorded_at DESC, a.id DESC");
    SOURCES = "SELECT s.charge_id, ch.document, ch.due, s.principal_centavos, s.correction_centavos,
            s.fine_centavos, s.interest_centavos
        FROM agreement_sources s JOIN charges ch ON ch.id = s.charge_id
        WHERE s.agreement_id = $1 ORDER BY ch.due, ch.document, ch.id";
    END = "UPDATE agreements SET state = $2, ended_on = $3, ended_by = $4, ended_at = $5, end_reason = $6
        WHERE id = $1 AND state = 'active'";
    RELEASE = "UPDATE agreement_sources SET active = FALSE WHERE agreement_id = $1";
}

dialects! {
    /// `$1` is a list as JSON.
    INSTALMENTS =
        sqlite: instalments!("SELECT unhex(replace(value, '-', '')) FROM json_each($1)"),
        postgres: instalments!("SELECT CAST(json_array_elements_text(CAST($1 AS JSON)) AS UUID)");
}

/// An agreement to store.
pub(crate) struct NewAgreement<'a> {
    pub(crate) id: AgreementId,
    pub(crate) company: CompanyId,
    pub(crate) client: ClientId,
    pub(crate) number: i64,
    pub(crate) on: NaiveDate,
    pub(crate) adjustment: Adjustment,
    pub(crate) reason: &'a str,
    pub(crate) total: Money,
    pub(crate) contact: ContactId,
    pub(crate) notes: &'a str,
    pub(crate) key: Uuid,
    pub(crate) user: UserId,
    pub(crate) at: DateTime<Utc>,
}

pub(crate) async fn insert(tx: &mut Tx, new: &NewAgreement<'_>, sources: &[SourceLine]) -> Result<(), Error> {
    on!(tx, c => sqlx::query(INSERT)
        .bind(new.id.0)
        .bind(new.company.0)
        .bind(new.client.0)
        .bind(new.number)
        .bind(new.on)
        .bind(new.adjustment.discount.centavos())
        .bind(new.adjustment.surcharge.centavos())
        .bind(new.reason)
        .bind(new.total.centavos())
        .bind(new.contact.0)
        .bind(new.notes)
        .bind(new.key)
        .bind(new.user.0)
        .bind(new.at)
        .execute(c).await.map(drop))?;
    for source in sources {
        on!(tx, c => sqlx::query(INSERT_SOURCE)
            .bind(new.id.0)
            .bind(source.charge.0)
            .bind(source.owed.principal.centavos())
            .bind(source.owed.correction.centavos())
            .bind(source.owed.fine.centavos())
            .bind(source.owed.interest.centavos())
            .execute(c).await.map(drop))?;
    }
    Ok(())
}

pub(crate) async fn insert_instalment(
    tx: &mut Tx,
    agreement: AgreementId,
    number: i64,
    charge: ChargeId,
    instalment: &Instalment,
) -> Result<(), Error> {
    on!(tx, c => sqlx::query(INSERT_INSTALMENT)
        .bind(agreement.0)
        .bind(number)
        .bind(charge.0)
        .bind(instalment.method.as_str())
        .bind(instalment.due)
        .bind(instalment.amount.centavos())
        .execute(c).await.map(drop))?;
    Ok(())
}

/// The agreement that was closed under an idempotency key: identity, whose it is, number.
pub(crate) async fn by_key(tx: &mut Tx, key: Uuid) -> Result<Option<(AgreementId, ClientId, i64)>, Error> {
    let row: Option<(Uuid, Uuid, i64)> =
        on!(tx, c => sqlx::query_as(BY_KEY).bind(key).fetch_optional(c).await)?;
    Ok(row.map(|(id, client, number)| (AgreementId(id), ClientId(client), number)))
}

row! {
    struct Row {
        id: Uuid,
        company_id: Uuid,
        company: String,
        client_id: Uuid,
        client_name: String,
        number: i64,
        agreed_on: NaiveDate,
        discount_centavos: i64,
        surcharge_centavos: i64,
        discount_reason: String,
        total_centavos: i64,
        state: String,
        contact_id: Option<Uuid>,
        notes: String,
        user_name: String,
        ended_on: Option<NaiveDate>,
        ended_by: Option<Uuid>,
        ended_by_name: String,
        ended_at: Option<DateTime<Utc>>,
        end_reason: String,
    }
}

/// How an agreement ended.
#[derive(Clone, Debug)]
pub(crate) struct Ended {
    pub(crate) on: NaiveDate,
    pub(crate) by: Option<UserId>,
    pub(crate) name: String,
    pub(crate) at: DateTime<Utc>,
    pub(crate) reason: String,
}

/// An agreement, but for its sources and instalments.
#[derive(Clone, Debug)]
pub(crate) struct Agreement {
    pub(crate) id: AgreementId,
    pub(crate) company: CompanyRef,
    pub(crate) client: ClientId,
    pub(crate) client_name: String,
    pub(crate) number: i64,
    pub(crate) on: NaiveDate,
    pub(crate) adjustment: Adjustment,
    pub(crate) discount_reason: String,
    pub(crate) total: Money,
    pub(crate) state: AgreementState,
    pub(crate) contact: Option<ContactId>,
    pub(crate) notes: String,
    pub(crate) user: String,
    pub(crate) ended: Option<Ended>,
}

impl Row {
    fn read(self) -> Result<Agreement, Error> {
        let ended = self.ended_on.zip(self.ended_at).map(|(on, at)| Ended {
            on,
            by: self.ended_by.map(UserId),
            name: self.ended_by_name,
            at,
            reason: self.end_reason,
        });
        Ok(Agreement {
            id: AgreementId(self.id),
            company: CompanyRef { id: CompanyId(self.company_id), name: self.company },
            client: ClientId(self.client_id),
            client_name: self.client_name,
            number: self.number,
            on: self.agreed_on,
            adjustment: Adjustment {
                discount: Money::from_centavos(self.discount_centavos),
                surcharge: Money::from_centavos(self.surcharge_centavos),
            },
            discount_reason: self.discount_reason,
            total: Money::from_centavos(self.total_centavos),
            state: stored(&self.state, "agreements", "state", self.id)?,
            contact: self.contact_id.map(ContactId),
            notes: self.notes,
            user: self.user_name,
            ended,
        })
    }
}

/// The agreement, if `user` may see its company.
pub(crate) async fn by_id(tx: &mut Tx, id: AgreementId, user: UserId) -> Result<Option<Agreement>, Error> {
    let row: Option<Row> =
        on!(tx, c => sqlx::query_as(BY_ID).bind(user.0).bind(id.0).fetch_optional(c).await)?;
    row.map(Row::read).transpose()
}

/// A client's agreements that were neither undone nor broken, the last closed first.
pub(crate) async fn active_of_client(
    tx: &mut Tx,
    client: ClientId,
    user: UserId,
) -> Result<Vec<Agreement>, Error> {
    let rows: Vec<Row> =
        on!(tx, c => sqlx::query_as(ACTIVE_OF_CLIENT).bind(user.0).bind(client.0).fetch_all(c).await)?;
    rows.into_iter().map(Row::read).collect()
}

row! {
    struct SourceRow {
        charge_id: Uuid,
        document: String,
        due: NaiveDate,
        principal_centavos: i64,
        correction_centavos: i64,
        fine_centavos: i64,
        interest_centavos: i64,
    }
}

/// What was renegotiated, as it was owed on the day; the one due first first.
pub(crate) async fn sources(tx: &mut Tx, id: AgreementId) -> Result<Vec<SourceLine>, Error> {
    let rows: Vec<SourceRow> = on!(tx, c => sqlx::query_as(SOURCES).bind(id.0).fetch_all(c).await)?;
    let line = |row: SourceRow| {
        let [principal, correction, fine, interest] =
            [row.principal_centavos, row.correction_centavos, row.fine_centavos, row.interest_centavos]
                .map(Money::from_centavos);
        let owed = Owed::new(principal, correction, fine, interest);
        SourceLine { charge: ChargeId(row.charge_id), document: row.document, due: row.due, owed }
    };
    Ok(rows.into_iter().map(line).collect())
}

row! {
    struct InstalmentRow {
        agreement_id: Uuid,
        number: i64,
        charge_id: Uuid,
        document: String,
        method: String,
        due: NaiveDate,
        amount_centavos: i64,
    }
}

/// An instalment as it was agreed, and the charge that it is.
#[derive(Clone, Debug)]
pub(crate) struct StoredInstalment {
    pub(crate) agreement: AgreementId,
    pub(crate) number: u32,
    pub(crate) charge: ChargeId,
    pub(crate) document: String,
    pub(crate) agreed: Instalment,
}

/// The instalments of agreements, in their order.
pub(crate) async fn instalments(
    tx: &mut Tx,
    agreements: &[AgreementId],
) -> Result<Vec<StoredInstalment>, Error> {
    if agreements.is_empty() {
        return Ok(Vec::new());
    }
    let (sql, list) = (INSTALMENTS.of(tx), json!(agreements).to_string());
    let rows: Vec<InstalmentRow> = on!(tx, c => sqlx::query_as(sql).bind(&list).fetch_all(c).await)?;
    let read = |row: InstalmentRow| {
        let method = stored(&row.method, "agreement_instalments", "method", row.charge_id)?;
        let amount = Money::from_centavos(row.amount_centavos);
        Ok(StoredInstalment {
            agreement: AgreementId(row.agreement_id),
            number: u32::try_from(row.number).unwrap_or_default(),
            charge: ChargeId(row.charge_id),
            document: row.document,
            agreed: Instalment { method, due: row.due, amount },
        })
    };
    rows.into_iter().map(read).collect()
}

/// Ends an active agreement and lets go of its sources; says whether it was active.
pub(crate) async fn end(
    tx: &mut Tx,
    id: AgreementId,
    state: AgreementState,
    on: NaiveDate,
    (user, at): (UserId, DateTime<Utc>),
    reason: &str,
) -> Result<bool, Error> {
    let ended = on!(tx, c => sqlx::query(END)
        .bind(id.0)
        .bind(state.as_str())
        .bind(on)
        .bind(user.0)
        .bind(at)
        .bind(reason)
        .execute(c).await.map(|done| done.rows_affected() > 0))?;
    on!(tx, c => sqlx::query(RELEASE).bind(id.0).execute(c).await.map(drop))?;
    Ok(ended)
}
