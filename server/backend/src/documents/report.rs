//! The report of collection work (Relatório de Gerenciamento de Cobranças, F034): of exactly the charges that a
//! list shows, each with what was said about it, newest first.

use super::{
    creditor::{self, joined},
    paper::{self, Column, Frame, MARGIN, MEASURE, Paper, left},
    pdf::About,
    words::{self, channel, counted, moment, outcome},
};
use crate::{
    Actor, Ctx, Error,
    ctx::{FIRST_DAY, LAST_DAY},
    delinquency, grid, ledgers,
    rules::Rules,
    store::{
        Tx,
        documents::{self, Creditor, Reported, Told, Wanted},
        ledger,
    },
};
use chrono::NaiveDate;
use domain::{
    Money,
    charge::ChargeStatus,
    delinquency::DelinquencyQuery,
    grid::GridQuery,
    id::{ChargeId, ClientId, CompanyId},
    period::{show_date, show_date_time},
    permission::Permission,
    phone,
};
use std::{collections::HashMap, sync::Arc};

/// How many clients or charges are read at a time.
const AT_ONCE: usize = 250;
/// More companies than these are counted in the head, not named.
const NAMED: usize = 3;

const TITLE: &str = "Relatório de Gerenciamento de Cobranças";

const COLUMNS: &[Column] =
    &[left("Data/Hora", 200), left("Forma Contato", 138), left("Responsável", 130), left("Observação", 532)];

/// How much of a message's text is printed, in letters.
const EXCERPT: usize = 300;
/// More charges than these that a contact was about are counted, not named.
const ABOUT: usize = 4;

/// The report of the open charges that the list of delinquent clients counts, client by client in its order.
/// `says` tells what was filtered.
pub async fn of_delinquency(
    ctx: &Ctx,
    actor: &Actor,
    query: DelinquencyQuery,
    says: &str,
) -> Result<Vec<u8>, Error> {
    actor.require(Permission::CrmRead)?;
    let found = delinquency::found(ctx, actor, &query).await?;
    let (from, until) = (found.due.0.max(FIRST_DAY), found.due.1.min(LAST_DAY));
    let wanted = Wanted { from, until, company: query.company };
    let mut tx = ctx.db.read().await?;
    let mut report = Report::begin(&mut tx, ctx, actor, query.company, says).await?;
    for clients in found.ids.chunks(AT_ONCE) {
        let charges = documents::of_clients(&mut tx, clients, actor.user, wanted).await?;
        report.add(&mut tx, charges).await?;
    }
    Ok(report.finish())
}

/// The report of the charges that the grid shows, in its order.
pub async fn of_grid(ctx: &Ctx, actor: &Actor, query: &GridQuery, says: &str) -> Result<Vec<u8>, Error> {
    let (charges, company) = grid::charges(ctx, actor, query).await?;
    of_charges(ctx, actor, &charges, company, says).await
}

/// The report of these charges, in this order: those of one company, or of several. `says` tells what was filtered.
pub async fn of_charges(
    ctx: &Ctx,
    actor: &Actor,
    charges: &[ChargeId],
    company: Option<CompanyId>,
    says: &str,
) -> Result<Vec<u8>, Error> {
    actor.require(Permission::CrmRead)?;
    let mut tx = ctx.db.read().await?;
    let mut report = Report::begin(&mut tx, ctx, actor, company, says).await?;
    for charges in charges.chunks(AT_ONCE) {
        let charges = documents::by_ids(&mut tx, charges, actor.user).await?;
        report.add(&mut tx, charges).await?;
    }
    Ok(report.finish())
}

/// The report while it is being made.
struct Report<'a> {
    ctx: &'a Ctx,
    actor: &'a Actor,
    today: NaiveDate,
    rules: Arc<Rules>,
    paper: Paper,
    /// Whether charges of several companies may stand in it: each then says whose it is.
    several: bool,
    /// The clients that were reported on, each with the document under which its contacts stand; blank where it has
    /// none.
    clients: HashMap<ClientId, String>,
    charges: i64,
    contacts: i64,
    balance: Money,
    updated: Money,
}

impl<'a> Report<'a> {
    async fn begin(
        tx: &mut Tx,
        ctx: &'a Ctx,
        actor: &'a Actor,
        company: Option<CompanyId>,
        says: &str,
    ) -> Result<Self, Error> {
        let companies: Vec<CompanyId> = match company {
            Some(company) => vec![company],
            None => actor.companies.iter().map(|company| company.id).collect(),
        };
        let mut paper = Paper::new();
        paper.begin(frame(tx, ctx, actor, &companies).await?);
        paper.paragraph(paper::TITLE, TITLE);
        let printed = show_date_time(ctx.clock.local_now());
        paper.paragraph(paper::SMALL, &joined(&[says.to_owned(), format!("Posição em {printed}")], " · "));
        paper.gap(8.0);
        Ok(Self {
            ctx,
            actor,
            today: ctx.clock.today(),
            rules: ctx.rules.of(tx).await?,
            paper,
            several: companies.len() > 1,
            clients: HashMap::new(),
            charges: 0,
            contacts: 0,
            balance: Money::ZERO,
            updated: Money::ZERO,
        })
    }

    /// Adds charges with what was said about them.
    async fn add(&mut self, tx: &mut Tx, charges: Vec<Reported>) -> Result<(), Error> {
        let mut clients: Vec<ClientId> = charges.iter().map(|charge| charge.client).collect();
        clients.dedup();
        clients.retain(|client| !self.clients.contains_key(client));
        let told = documents::told(tx, &clients, self.actor.user).await?;
        let late = |charge: &&Reported| charge.moved && charge.due < self.today;
        let moved: Vec<ChargeId> = charges.iter().filter(late).map(|charge| charge.id).collect();
        let mut entries = ledger::of_charges(tx, &moved).await?;
        for charge in charges {
            let updated = match charge.status {
                ChargeStatus::Open => {
                    ledgers::updated(&charge.open(), &mut entries, &self.rules, self.today)?
                }
                _ => None,
            };
            self.charge(&charge, updated);
            self.contacts(&charge, told.get(&charge.client).map(Vec::as_slice).unwrap_or_default());
        }
        // Setting thousands of pages must not keep others waiting.
        tokio::task::yield_now().await;
        Ok(())
    }

    fn charge(&mut self, charge: &Reported, updated: Option<Money>) {
        self.charges += 1;
        self.balance += charge.balance;
        self.updated += updated.unwrap_or(charge.balance);
        let paper = &mut self.paper;
        paper.keep(96.0);
        paper.paragraph(paper::STRONG, &format!("Cliente: {}", charge.client_name));
        let registered = creditor::registered(&charge.tax_id);
        let company = if self.several { charge.company_name.clone() } else { String::new() };
        let due = format!("Vencimento: {}", show_date(charge.due));
        paper.paragraph(paper::TEXT, &joined(&[document(charge), due, registered, company], "  ·  "));
        let late = (self.today - charge.due).num_days();
        let standing = match charge.status {
            ChargeStatus::Open if late > 0 => format!("vencido há {}", counted(late, "dia", "dias")),
            ChargeStatus::Open => "a vencer".to_owned(),
            status => words::status(status).to_owned(),
        };
        let history = if charge.description.is_empty() {
            standing.clone()
        } else {
            format!("{} ({standing})", charge.description)
        };
        paper.paragraph(paper::TEXT, &format!("Histórico: {history}"));
        let amounts = [
            format!("Saldo: {}", charge.balance),
            updated.map(|updated| format!("Atualizado: {updated}")).unwrap_or_default(),
        ];
        paper.paragraph(paper::TEXT, &joined(&amounts, "  ·  "));
        paper.gap(3.0);
    }

    /// The history of the charge's client, as pages show it: under the first of its charges.
    fn contacts(&mut self, charge: &Reported, lines: &[Told]) {
        let paper = &mut self.paper;
        match self.clients.get(&charge.client) {
            Some(first) if !first.is_empty() => {
                paper.paragraph(
                    paper::SMALL,
                    &format!("Contatos: os do cliente, listados acima no documento {first}."),
                );
            }
            None if !lines.is_empty() => {
                let again = format!("Cliente: {} · {} (continuação)", charge.client_name, document(charge));
                paper.table(COLUMNS, again);
                for line in lines {
                    paper.row(&[
                        moment(line.at),
                        line.channel.map_or("Nenhum", channel).to_owned(),
                        line.user.clone(),
                        remark(line, charge.company),
                    ]);
                }
                paper.end_table();
            }
            _ => paper.paragraph(paper::SMALL, "Nenhum contato registrado."),
        }
        self.clients.entry(charge.client).or_insert_with(|| {
            let made = lines.iter().filter(|line| line.voided.is_none()).count();
            self.contacts += i64::try_from(made).unwrap_or_default();
            if lines.is_empty() { String::new() } else { charge.document.clone() }
        });
        self.paper.gap(9.0);
    }

    fn finish(mut self) -> Vec<u8> {
        let clients = i64::try_from(self.clients.len()).unwrap_or(i64::MAX);
        let totals = [
            counted(self.charges, "cobrança", "cobranças"),
            counted(clients, "cliente", "clientes"),
            counted(self.contacts, "contato", "contatos"),
            format!("Saldo {}", self.balance),
            format!("Atualizado {}", self.updated),
        ];
        // A line ends between them, never within one.
        let totals = totals.map(|total| total.replace(' ', "\u{a0}"));
        let paper = &mut self.paper;
        paper.keep(50.0);
        paper.rule(MARGIN, MEASURE);
        paper.gap(6.0);
        paper.paragraph(paper::HEADING, &format!("Total: {}", totals.join("  ·  ")));
        let about =
            About { title: TITLE.to_owned(), author: self.actor.name.clone(), at: self.ctx.clock.now() };
        self.paper.finish(&about)
    }
}

fn document(charge: &Reported) -> String {
    format!("Documento: {}", charge.document)
}

/// What came of it, for whom and about what it was where that is not plain, and what was noted.
fn remark(line: &Told, company: CompanyId) -> String {
    let voided = line.voided.as_ref().map(|(by, reason)| {
        let reason = reason.trim_end_matches('.');
        let reason = if reason.is_empty() { String::new() } else { format!(" ({reason})") };
        format!("Anulado por {by}{reason}")
    });
    let of_other = (line.company != company).then(|| line.company_name.clone());
    let parts = [
        voided,
        line.outcome.map(|came| outcome(came).to_owned()),
        of_other,
        (!line.documents.is_empty()).then(|| about(&line.documents)),
        Some(noted(line)),
    ];
    joined(&parts.map(Option::unwrap_or_default), ". ")
}

/// The charges that it was about.
fn about(documents: &[String]) -> String {
    let label = if documents.len() == 1 { "Título" } else { "Títulos" };
    let named = documents.iter().take(ABOUT).map(String::as_str).collect::<Vec<_>>().join(", ");
    let more = documents.len().saturating_sub(ABOUT);
    let more = if more > 0 { format!(" e mais {more}") } else { String::new() };
    format!("{label} {named}{more}")
}

/// What somebody noted, whole; of a message its subject or else its beginning.
fn noted(line: &Told) -> String {
    if !line.is_message {
        return line.notes.clone();
    }
    let text = if line.subject.is_empty() { &line.notes } else { &line.subject };
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text,
    }
}

/// The head: the company's name and telephone, or those of the companies.
async fn frame(tx: &mut Tx, ctx: &Ctx, actor: &Actor, companies: &[CompanyId]) -> Result<Frame, Error> {
    let mut known = Vec::new();
    for company in companies.iter().take(NAMED) {
        known.push(creditor::known(tx, actor, *company).await?);
    }
    let foot = format!("{TITLE} · {} · {}", show_date_time(ctx.clock.local_now()), actor.name);
    let mut names: Vec<String> = known.iter().map(|company| company.name.clone()).collect();
    if companies.len() > NAMED {
        names.push(format!("mais {}", companies.len() - NAMED));
    }
    let line = |company: &Creditor| {
        let reach = if company.phone.is_empty() {
            String::new()
        } else {
            format!("Fone: {}", phone::shown(&company.phone))
        };
        let name = if known.len() > 1 { company.name.clone() } else { String::new() };
        joined(&[name, creditor::registered(&company.tax_id), reach], " · ")
    };
    let lines = known.iter().map(line).filter(|line| !line.is_empty()).collect();
    Ok(Frame { name: names.join(" · "), lines, foot })
}
