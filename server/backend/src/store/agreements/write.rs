//! Closing agreements and ending them.

use crate::{
    Error,
    store::db::{Tx, on, statements},
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    Money,
    agreement::{Adjustment, AgreementState, BreakRule, SourceLine},
    id::{AgreementId, ChargeId, ClientId, CompanyId, ContactId, UserId},
    instalments::Instalment,
};
use uuid::Uuid;

statements! {
    INSERT = "INSERT INTO agreements (id, company_id, client_id, number, agreed_on, discount_centavos,
            surcharge_centavos, discount_reason, total_centavos, state, contact_id, notes, idempotency_key, user_id,
            recorded_at, break_missed, break_days)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'active', $10, $11, $12, $13, $14, $15, $16)";
    INSERT_SOURCE = "INSERT INTO agreement_sources (agreement_id, charge_id, principal_centavos,
            correction_centavos, fine_centavos, interest_centavos, active) VALUES ($1, $2, $3, $4, $5, $6, TRUE)";
    INSERT_INSTALMENT = "INSERT INTO agreement_instalments (agreement_id, number, charge_id, method, due,
            amount_centavos) VALUES ($1, $2, $3, $4, $5, $6)";
    END = "UPDATE agreements SET state = $2, ended_on = $3, ended_by = $4, ended_at = $5, end_reason = $6
        WHERE id = $1 AND state = 'active'";
    RELEASE = "UPDATE agreement_sources SET active = FALSE WHERE agreement_id = $1";
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
    /// The company's rule of the day, which the term states.
    pub(crate) break_rule: BreakRule,
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
        .bind(new.break_rule.missed.map(i64::from))
        .bind(new.break_rule.days.map(i64::from))
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
