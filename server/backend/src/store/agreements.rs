//! Tables `agreements`, `agreement_sources`, `agreement_instalments`.

mod write;

pub(crate) use write::{NewAgreement, end, insert, insert_instalment};

use super::{
    db::{Tx, dialects, on, statements},
    row::row,
    stored,
};
use crate::Error;
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    Money,
    agreement::{Adjustment, AgreementState, BreakRule, SourceLine},
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
            a.ended_at, a.end_reason, a.break_missed, a.break_days
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
    BY_KEY = "SELECT id, client_id, number FROM agreements WHERE idempotency_key = $1";
    BY_ID = concat!(columns!(), "WHERE a.id = $2");
    ACTIVE_OF_CLIENT = concat!(columns!(), "WHERE a.client_id = $2 AND a.state = 'active'
        ORDER BY a.agreed_on DESC, a.recorded_at DESC, a.id DESC");
    SOURCES = "SELECT s.charge_id, ch.document, ch.due, s.principal_centavos, s.correction_centavos,
            s.fine_centavos, s.interest_centavos
        FROM agreement_sources s JOIN charges ch ON ch.id = s.charge_id
        WHERE s.agreement_id = $1 ORDER BY ch.due, ch.document, ch.id";
}

dialects! {
    /// `$1` is a list as JSON.
    INSTALMENTS =
        sqlite: instalments!("SELECT unhex(replace(value, '-', '')) FROM json_each($1)"),
        postgres: instalments!("SELECT CAST(json_array_elements_text(CAST($1 AS JSON)) AS UUID)");
}

/// The agreement that was closed under an idempotency key: identity, whose it is, number.
pub(crate) async fn by_key(tx: &mut Tx, key: Uuid) -> Result<Option<(AgreementId, ClientId, i64)>, Error> {
    let row: Option<(Uuid, Uuid, i64)> =
        on!(tx, c => sqlx::query_as(BY_KEY).bind(key).fetch_optional(c).await)?;
    Ok(row.map(|(id, client, number)| (AgreementId(id), ClientId(client), number)))
}

/// Every statement of these tables that is one text.
pub(crate) fn all_statements() -> Vec<(&'static str, &'static str)> {
    [ALL, write::ALL].concat()
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
        break_missed: Option<i64>,
        break_days: Option<i64>,
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
    /// When breaking it is proposed: as it was agreed.
    pub(crate) break_rule: BreakRule,
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
            break_rule: BreakRule { missed: self.break_missed.map(count), days: self.break_days.map(count) },
        })
    }
}

fn count(stored: i64) -> u32 {
    u32::try_from(stored).unwrap_or_default()
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
            number: count(row.number),
            charge: ChargeId(row.charge_id),
            document: row.document,
            agreed: Instalment { method, due: row.due, amount },
        })
    };
    rows.into_iter().map(read).collect()
}
