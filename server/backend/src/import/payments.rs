//! Writing what a file of payments says: each row settles its charge by the rules by which a person would.

use super::{
    BATCH, Import, Page, Reason, Remark, Report,
    fields::{Field, Layout},
    line::{PaymentRow, Read},
    source::Source,
};
use crate::{
    Ctx, Error,
    ctx::new_id,
    events::Origin,
    promises,
    rules::Rules,
    store::{
        Tx,
        bulk::{self, EventRow, ItemRow, LedgerRow, PaymentRow as StoredPayment},
        charges,
        import::{self, KnownCharge},
        imports, ledger, promises as promised,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    Error as Rule, Money,
    charge::{ChargeStatus, LedgerKind},
    id::{ChargeId, ClientId, CompanyId, EntryId, PaymentId},
    ledger::{Entry, Ledger},
    settlement::{self, Allocation, Settlement, Waiver},
};
use serde_json::json;
use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

/// An import of payments under way, in its one transaction.
pub(super) struct Apply {
    ctx: Ctx,
    tx: Tx,
    company: CompanyId,
    rules: Arc<Rules>,
    page: Option<Page>,
    file: String,
    layout: Layout,
    skip_bad_rows: bool,
    at: DateTime<Utc>,
    /// In which line each payment of the file stands.
    lines: HashMap<(String, NaiveDate, Money), u64>,
    /// The rows that can be read.
    good: Vec<PaymentRow>,
    /// The ledgers of the batch, and which of them changed.
    ledgers: HashMap<ChargeId, (Ledger, bool)>,
    payments: Vec<StoredPayment>,
    entries: Vec<LedgerRow>,
    events: Vec<EventRow>,
    items: Vec<ItemRow>,
    paying: BTreeSet<ClientId>,
    report: Report,
}

impl Apply {
    pub(super) async fn begin(
        ctx: &Ctx,
        order: &Import,
        company: CompanyId,
        source: &Source,
    ) -> Result<Self, Error> {
        let mut tx = ctx.db.begin().await?;
        import::lock_company(&mut tx, company).await?;
        let rules = ctx.rules.of(&mut tx).await?;
        let dates = Some(source.style.dates);
        Ok(Self {
            ctx: ctx.clone(),
            tx,
            company,
            rules,
            page: order.page.clone(),
            file: order.file_name(),
            layout: source.layout.clone(),
            skip_bad_rows: order.skip_bad_rows,
            at: ctx.clock.now(),
            lines: HashMap::new(),
            good: Vec::new(),
            ledgers: HashMap::new(),
            payments: Vec::new(),
            entries: Vec::new(),
            events: Vec::new(),
            items: Vec::new(),
            paying: BTreeSet::new(),
            report: Report { dry_run: order.dry_run, date_format: dates, ..Report::default() },
        })
    }

    /// How many rows came so far.
    pub(super) const fn rows(&self) -> u64 {
        self.report.rows
    }

    /// Reads some rows.
    pub(super) fn batch(&mut self, rows: Vec<Read<PaymentRow>>) {
        for row in rows {
            self.report.rows += 1;
            self.report.add_warnings(row.warnings);
            match row.line {
                Some(payment) => {
                    let payment = self.unless_repeated(payment);
                    self.good.extend(payment);
                }
                None => self.report.add_bad(row.bad),
            }
        }
    }

    /// Settles the charges of some rows.
    async fn settle(&mut self, good: &[PaymentRow]) -> Result<(), Error> {
        let documents: Vec<&str> = good.iter().map(|row| row.document.as_str()).collect();
        let known = import::known_charges(&mut self.tx, self.company, &documents).await?;
        let known: HashMap<String, KnownCharge> = known.into_iter().collect();
        let ids: Vec<ChargeId> = known.values().map(|charge| charge.id).collect();
        let mut lines = ledger::of_charges(&mut self.tx, &ids).await?;
        for (document, charge) in &known {
            let entries = lines.remove(&charge.id).unwrap_or_default();
            let ledger = ledger::ledger(charge.id, document, charge.due, entries)?;
            self.ledgers.insert(charge.id, (ledger, false));
        }
        for row in good {
            match known.get(&row.document) {
                Some(charge) => self.payment(row, charge),
                None => self.bad(row, Field::Document, &row.document, Reason::UnknownDocument),
            }
        }
        self.write().await
    }

    /// Settles and commits, unless there is a reason not to; gives the report.
    pub(super) async fn finish(mut self) -> Result<Report, Error> {
        // A bank's file may name the newest first; a payment is laid out over what the older ones left.
        let mut good = std::mem::take(&mut self.good);
        good.sort_by_key(|row| (row.on, row.line));
        for rows in good.chunks(BATCH) {
            self.settle(rows).await?;
        }
        self.report.bad.sort_by_key(|remark| remark.line);
        self.report.different.sort_by_key(|remark| remark.line);
        if self.report.bad_rows > 0 && !self.skip_bad_rows {
            return Ok(Report { refused: true, ..self.report });
        }
        if self.report.dry_run || !self.report.changes() {
            return Ok(self.report);
        }
        let user = self.page.as_ref().map(|page| page.user);
        let promised = promised::clients_with_open(&mut self.tx, self.company).await?;
        for client in std::mem::take(&mut self.paying) {
            self.tx.lock_client(client).await?;
            if !promised.contains(&client) {
                continue;
            }
            promises::decide_within(&mut self.tx, &self.ctx, client, (Origin::Import, user)).await?;
        }
        let report = Report { imported: true, ..self.report.clone() };
        let data = json!({
            "file": self.file, "rows": report.rows, "settled": report.settled, "partly_paid": report.partly_paid,
            "received_centavos": report.received_centavos, "bad_rows": report.bad_rows,
            "differences": report.differences,
        });
        self.event(None, "payments_imported", self.company.0, data.to_string());
        self.write().await?;
        if let Some(page) = &self.page {
            imports::conclude(&mut self.tx, page.import, &report, self.at).await?;
        }
        self.tx.commit().await?;
        Ok(report)
    }

    /// The row, unless the same payment stood in the file before: it would be taken for the one recorded.
    fn unless_repeated(&mut self, row: PaymentRow) -> Option<PaymentRow> {
        let key = (row.document.clone(), row.on, row.amount);
        if let Some(first) = self.lines.get(&key).copied() {
            self.bad(&row, Field::Document, &row.document, Reason::SamePayment(first));
            return None;
        }
        self.lines.insert(key, row.line);
        Some(row)
    }

    fn payment(&mut self, row: &PaymentRow, charge: &KnownCharge) {
        let Some((ledger, _)) = self.ledgers.get(&charge.id) else { return };
        if received(ledger.holding(NaiveDate::MAX), row) {
            self.report.unchanged += 1;
            return;
        }
        let field = self.layout.paid_field();
        if received(ledger.entries().iter(), row) {
            let remark = self.remark(row, field, &row.amount.to_string(), Reason::TakenBack);
            return self.report.add_different(vec![remark]);
        }
        if ledger.status() != ChargeStatus::Open {
            let status = ledger.status();
            return self.bad(row, Field::Document, &row.document, Reason::Status(status));
        }
        let terms = self.rules.terms(self.company, row.on);
        match settlement::settle(&terms, std::slice::from_ref(ledger), row.on, row.amount, Waiver::NONE) {
            Ok(settlement) => self.record(row, charge, &settlement),
            Err(rule @ (Rule::LaterMovement { .. } | Rule::IndexMissing { .. })) => {
                let value = domain::period::show_date(row.on);
                self.bad(row, Field::PaidOn, &value, Reason::Wrong(rule));
            }
            Err(rule) => self.bad(row, field, &row.amount.to_string(), Reason::Wrong(rule)),
        }
    }

    fn record(&mut self, row: &PaymentRow, charge: &KnownCharge, settlement: &Settlement) {
        let payment = PaymentId(new_id());
        let user_id = self.page.as_ref().map(|page| page.user.0);
        self.payments.push(StoredPayment {
            id: payment.0,
            company_id: self.company.0,
            client_id: charge.client.0,
            paid_on: row.on,
            amount_centavos: row.amount.centavos(),
            user_id,
            recorded_at: self.at,
        });
        let Some((ledger, changed)) = self.ledgers.get_mut(&charge.id) else { return };
        let before = ledger.open();
        for line in settlement.entries(payment) {
            let entry = line.with_id(EntryId(new_id()));
            self.entries.push(LedgerRow {
                id: entry.id.0,
                charge_id: charge.id.0,
                kind: entry.kind.as_str(),
                amount_centavos: entry.amount.centavos(),
                effective_on: entry.on,
                value_on: entry.value_on,
                payment_id: Some(payment.0),
                user_id,
                recorded_at: self.at,
            });
            // What the domain laid out contradicts nothing.
            let _ = ledger.push(entry);
        }
        *changed = true;
        let after = ledger.open();
        let kind = if after.is_zero() { "charge_settled" } else { "charge_partly_paid" };
        self.report.settled += u64::from(after.is_zero());
        self.report.partly_paid += u64::from(!after.is_zero());
        self.report.received_centavos += row.amount.centavos();
        if let Some(page) = &self.page {
            self.items.push(ItemRow { import_id: page.import.0, kind: "payment", subject_id: payment.0 });
        }
        self.paying.insert(charge.client);
        let to = settlement.allocations.first();
        let part = |of: fn(&Allocation) -> Money| to.map_or(0, |to| of(to).centavos());
        let data = json!({
            "payment": payment, "document": row.document, "paid_on": row.on,
            "paid_centavos": row.amount.centavos(), "principal_centavos": part(|to| to.principal),
            "correction_centavos": part(|to| to.correction), "fine_centavos": part(|to| to.fine),
            "interest_centavos": part(|to| to.interest), "balance_before": before.centavos(),
            "balance_after": after.centavos(),
        });
        self.event(Some(charge.client), kind, charge.id.0, data.to_string());
    }

    fn event(&mut self, client: Option<ClientId>, kind: &'static str, subject: uuid::Uuid, data: String) {
        self.events.push(EventRow {
            id: new_id(),
            at: self.at,
            origin: Origin::Import.as_str(),
            user_id: self.page.as_ref().map(|page| page.user.0),
            client_id: client.map(|client| client.0),
            kind,
            subject_id: Some(subject),
            data,
        });
    }

    fn bad(&mut self, row: &PaymentRow, field: Field, value: &str, reason: Reason) {
        let remark = self.remark(row, field, value, reason);
        self.report.add_bad(vec![remark]);
    }

    fn remark(&self, row: &PaymentRow, field: Field, value: &str, reason: Reason) -> Remark {
        let column = self.layout.heading(field).to_owned();
        Remark { line: row.line, column, value: value.to_owned(), reason }
    }

    async fn write(&mut self) -> Result<(), Error> {
        bulk::insert(&mut self.tx, std::mem::take(&mut self.payments)).await?;
        bulk::insert(&mut self.tx, std::mem::take(&mut self.entries)).await?;
        bulk::insert(&mut self.tx, std::mem::take(&mut self.items)).await?;
        bulk::insert(&mut self.tx, std::mem::take(&mut self.events)).await?;
        for (ledger, changed) in std::mem::take(&mut self.ledgers).into_values() {
            if changed {
                charges::set_standing(&mut self.tx, &ledger).await?;
            }
        }
        Ok(())
    }
}

/// Whether one payment of these lines is the one that the row tells of.
fn received<'a>(lines: impl Iterator<Item = &'a Entry>, row: &PaymentRow) -> bool {
    let mut parts: HashMap<PaymentId, Money> = HashMap::new();
    for line in lines.filter(|line| line.value_on == row.on) {
        let counts = matches!(
            line.kind,
            LedgerKind::Payment | LedgerKind::Fine | LedgerKind::Interest | LedgerKind::Correction
        );
        if let Some(payment) = line.payment.filter(|_| counts) {
            *parts.entry(payment).or_default() += line.amount;
        }
    }
    parts.into_values().any(|amount| amount == row.amount)
}
