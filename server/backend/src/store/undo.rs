//! Taking an import back: what of it was touched since, and removing what was not.

use super::db::{Tx, on, statements};
use crate::Error;
use domain::id::{ChargeId, ImportId, PaymentId};
use std::collections::HashSet;
use uuid::Uuid;

statements! {
    /// A charge is touched when it changed, something was noted of it, or something refers to it: a promise that
    /// names no charge refers to all.
    TOUCHED_CHARGES = "SELECT ch.id, ch.document FROM import_items i JOIN charges ch ON ch.id = i.subject_id
        WHERE i.import_id = $1 AND i.kind = 'charge' AND (ch.version > 1
            OR EXISTS (SELECT 1 FROM events e WHERE e.subject_id = ch.id)
            OR EXISTS (SELECT 1 FROM contact_charges x WHERE x.charge_id = ch.id)
            OR EXISTS (SELECT 1 FROM promise_charges x WHERE x.charge_id = ch.id)
            OR EXISTS (SELECT 1 FROM promises x WHERE x.client_id = ch.client_id AND x.company_id = ch.company_id
                AND x.state = 'open' AND NOT EXISTS (SELECT 1 FROM promise_charges y WHERE y.promise_id = x.id))
            OR EXISTS (SELECT 1 FROM agreement_sources x WHERE x.charge_id = ch.id)
            OR EXISTS (SELECT 1 FROM agreement_instalments x WHERE x.charge_id = ch.id))
        ORDER BY ch.code LIMIT 20";
    /// A client that was made is touched when it changed, or anything of it is not of this import.
    TOUCHED_CLIENTS = "SELECT cl.id, cl.name FROM import_items i JOIN clients cl ON cl.id = i.subject_id
        WHERE i.import_id = $1 AND i.kind = 'client' AND (cl.version > 1
            OR EXISTS (SELECT 1 FROM events e WHERE e.client_id = cl.id)
            OR EXISTS (SELECT 1 FROM contacts x WHERE x.client_id = cl.id)
            OR EXISTS (SELECT 1 FROM appointments x WHERE x.client_id = cl.id)
            OR EXISTS (SELECT 1 FROM people x WHERE x.client_id = cl.id)
            OR EXISTS (SELECT 1 FROM promises x WHERE x.client_id = cl.id)
            OR EXISTS (SELECT 1 FROM agreements x WHERE x.client_id = cl.id)
            OR EXISTS (SELECT 1 FROM bulk_items x WHERE x.client_id = cl.id)
            OR EXISTS (SELECT 1 FROM client_companies x WHERE x.client_id = cl.id AND x.company_id <> (
                SELECT im.company_id FROM imports im WHERE im.id = $1))
            OR EXISTS (SELECT 1 FROM charges x WHERE x.client_id = cl.id AND NOT EXISTS (
                SELECT 1 FROM import_items o WHERE o.import_id = $1 AND o.kind = 'charge' AND o.subject_id = x.id)))
        ORDER BY cl.name LIMIT 20";
    PAYMENTS = "SELECT subject_id FROM import_items WHERE import_id = $1 AND kind = 'payment'";
    /// The newest payment goes first: what it was laid out over is then as before.
    CHARGES_OF_PAYMENTS = "SELECT DISTINCT l.charge_id FROM import_items i
        JOIN ledger l ON l.payment_id = i.subject_id WHERE i.import_id = $1 AND i.kind = 'payment'";
    /// The payments that came with the charges; their lines go with the charges' ledgers.
    MARK_PAYMENTS = "INSERT INTO import_items (import_id, kind, subject_id)
        SELECT DISTINCT i.import_id, 'payment', l.payment_id FROM import_items i
        JOIN ledger l ON l.charge_id = i.subject_id
        WHERE i.import_id = $1 AND i.kind = 'charge' AND l.payment_id IS NOT NULL";
    DELETE_LEDGER = "DELETE FROM ledger WHERE charge_id IN (
        SELECT subject_id FROM import_items WHERE import_id = $1 AND kind = 'charge')";
    DELETE_PAYMENTS = "DELETE FROM payments WHERE id IN (
            SELECT subject_id FROM import_items WHERE import_id = $1 AND kind = 'payment')
        AND NOT EXISTS (SELECT 1 FROM ledger l WHERE l.payment_id = payments.id)";
    DELETE_CHARGES = "DELETE FROM charges WHERE id IN (
        SELECT subject_id FROM import_items WHERE import_id = $1 AND kind = 'charge')";
    /// A client that came to the company stays with it when anything else ties them.
    DELETE_LINKS = "DELETE FROM client_companies
        WHERE company_id = (SELECT im.company_id FROM imports im WHERE im.id = $1)
            AND client_id IN (
                SELECT subject_id FROM import_items WHERE import_id = $1 AND kind IN ('client', 'link'))
            AND NOT EXISTS (SELECT 1 FROM charges x WHERE x.client_id = client_companies.client_id
                AND x.company_id = client_companies.company_id)
            AND NOT EXISTS (SELECT 1 FROM contacts x WHERE x.client_id = client_companies.client_id
                AND x.company_id = client_companies.company_id)
            AND NOT EXISTS (SELECT 1 FROM appointments x WHERE x.client_id = client_companies.client_id
                AND x.company_id = client_companies.company_id)
            AND NOT EXISTS (SELECT 1 FROM promises x WHERE x.client_id = client_companies.client_id
                AND x.company_id = client_companies.company_id)
            AND NOT EXISTS (SELECT 1 FROM agreements x WHERE x.client_id = client_companies.client_id
                AND x.company_id = client_companies.company_id)
            AND NOT EXISTS (SELECT 1 FROM payments x WHERE x.client_id = client_companies.client_id
                AND x.company_id = client_companies.company_id)";
    DELETE_CLIENTS = "DELETE FROM clients WHERE id IN (
        SELECT subject_id FROM import_items WHERE import_id = $1 AND kind = 'client')";
    DELETE_ITEMS = "DELETE FROM import_items WHERE import_id = $1";
}

/// Documents of charges, and names of clients, that somebody touched since.
pub(crate) async fn touched(
    tx: &mut Tx,
    import: ImportId,
) -> Result<(Vec<(Uuid, String)>, Vec<(Uuid, String)>), Error> {
    let charges = on!(tx, c => sqlx::query_as(TOUCHED_CHARGES).bind(import.0).fetch_all(c).await)?;
    let clients = on!(tx, c => sqlx::query_as(TOUCHED_CLIENTS).bind(import.0).fetch_all(c).await)?;
    Ok((charges, clients))
}

/// The payments that the import recorded for charges that were known.
pub(crate) async fn payments(tx: &mut Tx, import: ImportId) -> Result<HashSet<PaymentId>, Error> {
    let ids: Vec<Uuid> = on!(tx, c => sqlx::query_scalar(PAYMENTS).bind(import.0).fetch_all(c).await)?;
    Ok(ids.into_iter().map(PaymentId).collect())
}

/// The charges that those payments went to.
pub(crate) async fn paid_charges(tx: &mut Tx, import: ImportId) -> Result<Vec<ChargeId>, Error> {
    let ids: Vec<Uuid> =
        on!(tx, c => sqlx::query_scalar(CHARGES_OF_PAYMENTS).bind(import.0).fetch_all(c).await)?;
    Ok(ids.into_iter().map(ChargeId).collect())
}

/// Removes the charges and clients that the import made, and the payments that came with them.
pub(crate) async fn remove(tx: &mut Tx, import: ImportId) -> Result<(), Error> {
    for sql in [
        MARK_PAYMENTS,
        DELETE_LEDGER,
        DELETE_PAYMENTS,
        DELETE_CHARGES,
        DELETE_LINKS,
        DELETE_CLIENTS,
        DELETE_ITEMS,
    ] {
        on!(tx, c => sqlx::query(sql).bind(import.0).execute(c).await.map(drop))?;
    }
    Ok(())
}
