//! Writing what the rows say: new charges, and payments of known ones.

mod different;

use super::{
    Import, Page, Reason, Remark, Report,
    clients::Clients,
    fields::{Field, Layout},
    line::{Line, Paid, Read},
    source::Source,
};
use crate::{
    Ctx, Error,
    ctx::new_id,
    events::Origin,
    promises,
    store::{
        Tx,
        bulk::{self, ChargeRow, EventRow, ItemRow, LedgerRow, PaymentRow},
        import::{self, KnownCharge},
        imports,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    Error as Rule, Money,
    charge::{ChargeStatus, LedgerKind},
    id::{ChargeId, ClientId, CompanyId},
    period::show_date,
};
use serde_json::json;
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// An import under way, in its one transaction.
pub(super) struct Apply {
    ctx: Ctx,
    tx: Tx,
    company: CompanyId,
    page: Option<Page>,
    file: String,
    layout: Layout,
    skip_bad_rows: bool,
    at: DateTime<Utc>,
    today: NaiveDate,
    last_code: i64,
    /// In which line each document of the file stands.
    lines: HashMap<String, u64>,
    clients: Clients,
    charges: Vec<ChargeRow>,
    payments: Vec<PaymentRow>,
    ledger: Vec<LedgerRow>,
    events: Vec<EventRow>,
    items: Vec<ItemRow>,
    /// The clients of whose known charges something was paid: a promise of theirs may be kept by it.
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
        bulk::make_room(&mut tx).await?;
        let last_code = import::lock_company(&mut tx, company).await?;
        let at = ctx.clock.now();
        let page = order.page.clone();
        let file = order.file_name();
        let report =
            Report { dry_run: order.dry_run, date_format: Some(source.style.dates), ..Report::default() };
        Ok(Self {
            ctx: ctx.clone(),
            tx,
            company,
            page,
            file,
            layout: source.layout.clone(),
            skip_bad_rows: order.skip_bad_rows,
            at,
            today: ctx.clock.today(),
            last_code,
            lines: HashMap::new(),
            clients: Clients::new(company, at),
            charges: Vec::new(),
            payments: Vec::new(),
            ledger: Vec::new(),
            events: Vec::new(),
            items: Vec::new(),
            paying: BTreeSet::new(),
            report,
        })
    }

    /// How many rows came so far.
    pub(super) const fn rows(&self) -> u64 {
        self.report.rows
    }

    /// Takes in some rows.
    pub(super) async fn batch(&mut self, rows: Vec<Read<Line>>) -> Result<(), Error> {
        let mut lines = Vec::with_capacity(rows.len());
        for row in rows {
            self.report.rows += 1;
            self.report.add_warnings(row.warnings);
            match row.line {
                Some(line) => lines.extend(self.unless_repeated(line)),
                None => self.report.add_bad(row.bad),
            }
        }
        let documents: Vec<&str> = lines.iter().map(|line| line.document.as_str()).collect();
        let known = import::known_charges(&mut self.tx, self.company, &documents).await?;
        let known: HashMap<String, KnownCharge> = known.into_iter().collect();
        self.clients.look_up(&mut self.tx, &lines.iter().collect::<Vec<_>>()).await?;
        for line in &lines {
            match known.get(&line.document) {
                Some(charge) => self.known_charge(line, charge).await?,
                None => self.new_charge(line).await?,
            }
        }
        self.report.clients_created = self.clients.created;
        self.write().await
    }

    /// Notes what this import made, for whoever takes it back.
    fn item(&mut self, kind: &'static str, subject: Uuid) {
        if let Some(page) = &self.page {
            self.items.push(ItemRow { import_id: page.import.0, kind, subject_id: subject });
        }
    }

    /// Commits, unless there is a reason not to; gives the report. What was written until then went into the
    /// transaction all the same: only so does the report of a trial or of a refused file tell everything.
    pub(super) async fn finish(mut self) -> Result<Report, Error> {
        if self.report.bad_rows > 0 && !self.skip_bad_rows {
            return Ok(Report { refused: true, ..self.report });
        }
        if self.report.dry_run || !self.report.changes() {
            return Ok(self.report);
        }
        import::set_last_code(&mut self.tx, self.company, self.last_code).await?;
        for client in std::mem::take(&mut self.paying) {
            self.tx.lock_client(client).await?;
            let by = (Origin::Import, self.page.as_ref().map(|page| page.user));
            promises::decide_within(&mut self.tx, &self.ctx, client, by).await?;
        }
        let report = &self.report;
        let data = json!({
            "file": self.file, "rows": report.rows, "created": report.created,
            "created_centavos": report.created_centavos, "settled": report.settled,
            "partly_paid": report.partly_paid, "clients_created": report.clients_created,
            "bad_rows": report.bad_rows, "differences": report.differences,
        });
        self.event(None, "receivables_imported", self.company.0, data.to_string());
        self.write().await?;
        self.tx.touch_everything().await?;
        let report = Report { imported: true, ..self.report };
        if let Some(page) = &self.page {
            imports::conclude(&mut self.tx, page.import, &report, self.at).await?;
        }
        self.tx.commit().await?;
        Ok(report)
    }

    /// The line, unless its document stood in the file before.
    fn unless_repeated(&mut self, line: Line) -> Option<Line> {
        if let Some(first) = self.lines.get(&line.document) {
            let remark = self.remark(&line, Field::Document, &line.document, Reason::SameAsLine(*first));
            self.report.add_bad(vec![remark]);
            return None;
        }
        self.lines.insert(line.document.clone(), line.line);
        Some(line)
    }

    async fn new_charge(&mut self, line: &Line) -> Result<(), Error> {
        let Some(client) = self.clients.resolve(&mut self.tx, line).await? else {
            let remark = self.remark(line, Field::ClientName, &line.name, Reason::Namesakes);
            self.report.add_bad(vec![remark]);
            return Ok(());
        };
        let charge = ChargeId(new_id());
        let issued = line.issued.unwrap_or_else(|| line.due.min(self.today));
        let principal = line.amount.centavos();
        // Known by when it was issued or paid, and not later than now.
        let known = line.paid.map_or(issued, |paid| issued.min(paid.on)).min(self.today);
        self.ledger_line(charge, LedgerKind::Principal, principal, known, None);
        let balance = match line.paid {
            None => principal,
            Some(paid) => {
                let amount = paid.amount.map_or(principal, Money::centavos);
                self.pay(line, (charge, client), principal, amount, paid.on)
            }
        };
        let status = if balance > 0 { ChargeStatus::Open } else { ChargeStatus::Settled };
        self.last_code += 1;
        self.charges.push(ChargeRow {
            id: charge.0,
            company_id: self.company.0,
            client_id: client.0,
            code: self.last_code,
            document: line.document.clone(),
            issued,
            due: line.due,
            principal_centavos: principal,
            balance_centavos: balance,
            status: status.as_str(),
            moved: line.paid.is_some(),
            notes: line.notes.clone(),
            created_at: self.at,
        });
        self.item("charge", charge.0);
        self.report.created += 1;
        self.report.created_centavos += principal;
        self.report.created_settled += u64::from(balance == 0);
        Ok(())
    }

    /// A charge that the company has: it may have been paid since; everything else stays as it is.
    async fn known_charge(&mut self, line: &Line, known: &KnownCharge) -> Result<(), Error> {
        let mut different = self.differences(line, known);
        // Who owes and how much must be beyond doubt before a payment is taken over.
        let same_debt = line.amount.centavos() == known.principal && !self.is_of_another(line, known);
        let mut paid_now = false;
        match (line.paid, known.status) {
            (Some(paid), ChargeStatus::Open) if same_debt => {
                let total = paid.amount.map_or(known.paid + known.balance, Money::centavos);
                if total < known.paid {
                    let reason = Reason::AlreadyPaid(Money::from_centavos(known.paid));
                    let value = Money::from_centavos(total).to_string();
                    different.push(self.remark(line, Field::PaidAmount, &value, reason));
                }
                // What was received since was laid out over what was owed then: it must be taken back first.
                let later = known.last_on.filter(|last| *last > paid.on && total > known.paid);
                if let Some(on) = later {
                    let reason = Reason::Wrong(Rule::LaterMovement { on });
                    different.push(self.remark(line, Field::PaidOn, &show_date(paid.on), reason));
                }
                paid_now = total > known.paid && later.is_none();
                if paid_now {
                    self.payment(line, known, total - known.paid, paid).await?;
                }
            }
            (_, ChargeStatus::Open) | (Some(_), ChargeStatus::Settled) => {}
            (paid, status) => {
                let value = paid.map_or_else(String::new, |paid| show_date(paid.on));
                different.push(self.remark(line, Field::PaidOn, &value, Reason::Status(status)));
            }
        }
        if !different.is_empty() {
            self.report.add_different(different);
        } else if !paid_now {
            self.report.unchanged += 1;
        }
        Ok(())
    }

    async fn payment(
        &mut self,
        line: &Line,
        known: &KnownCharge,
        amount: i64,
        paid: Paid,
    ) -> Result<(), Error> {
        let after = self.pay(line, (known.id, known.client), known.balance, amount, paid.on);
        if let Some(payment) = self.payments.last().map(|payment| payment.id) {
            self.item("payment", payment);
        }
        self.paying.insert(known.client);
        self.report.received_centavos += amount;
        if !import::set_balance(&mut self.tx, known.id, known.balance, after).await? {
            return Err(Error::Changed { by: String::new() });
        }
        let kind = if after == 0 {
            self.report.settled += 1;
            "charge_settled"
        } else {
            self.report.partly_paid += 1;
            "charge_partly_paid"
        };
        let data = json!({
            "document": line.document, "paid_centavos": amount, "paid_on": paid.on,
            "balance_before": known.balance, "balance_after": after,
        });
        self.event(Some(known.client), kind, known.id.0, data.to_string());
        Ok(())
    }

    /// Puts a payment in the ledger; gives what is still open. What goes beyond the debt was paid for being
    /// late: it is added to the debt first, so that every centavo received stands in the ledger.
    fn pay(
        &mut self,
        line: &Line,
        (charge, client): (ChargeId, ClientId),
        open: i64,
        amount: i64,
        on: NaiveDate,
    ) -> i64 {
        let payment = new_id();
        self.payments.push(PaymentRow {
            id: payment,
            company_id: self.company.0,
            client_id: client.0,
            paid_on: on,
            amount_centavos: amount,
            user_id: self.user(),
            recorded_at: self.at,
        });
        if amount > open {
            let beyond = amount - open;
            self.ledger_line(charge, LedgerKind::Surcharge, beyond, on, Some(payment));
            let value = Money::from_centavos(amount).to_string();
            let reason = Reason::Beyond(Money::from_centavos(beyond));
            let remark = self.remark(line, Field::PaidAmount, &value, reason);
            self.report.add_warnings(vec![remark]);
        }
        self.ledger_line(charge, LedgerKind::Payment, amount, on, Some(payment));
        (open - amount).max(0)
    }

    fn ledger_line(
        &mut self,
        charge: ChargeId,
        kind: LedgerKind,
        amount: i64,
        on: NaiveDate,
        payment: Option<Uuid>,
    ) {
        self.ledger.push(LedgerRow {
            id: new_id(),
            charge_id: charge.0,
            kind: kind.as_str(),
            amount_centavos: amount,
            effective_on: on,
            value_on: on,
            payment_id: payment,
            user_id: self.user(),
            recorded_at: self.at,
        });
    }

    fn event(&mut self, client: Option<ClientId>, kind: &'static str, subject: Uuid, data: String) {
        self.events.push(EventRow {
            id: new_id(),
            at: self.at,
            origin: Origin::Import.as_str(),
            user_id: self.user(),
            client_id: client.map(|client| client.0),
            kind,
            subject_id: Some(subject),
            data,
        });
    }

    fn user(&self) -> Option<Uuid> {
        self.page.as_ref().map(|page| page.user.0)
    }

    fn remark(&self, line: &Line, field: Field, value: &str, reason: Reason) -> Remark {
        let column = self.layout.heading(field).to_owned();
        Remark { line: line.line, column, value: value.to_owned(), reason }
    }

    async fn write(&mut self) -> Result<(), Error> {
        self.clients.write(&mut self.tx).await?;
        for (kind, client) in std::mem::take(&mut self.clients.made) {
            self.item(kind, client.0);
        }
        bulk::insert(&mut self.tx, std::mem::take(&mut self.charges)).await?;
        bulk::insert(&mut self.tx, std::mem::take(&mut self.payments)).await?;
        bulk::insert(&mut self.tx, std::mem::take(&mut self.ledger)).await?;
        bulk::insert(&mut self.tx, std::mem::take(&mut self.items)).await?;
        bulk::insert(&mut self.tx, std::mem::take(&mut self.events)).await
    }
}
