//! The statement (demonstrativo de débito): what a client owes a company today, charge by charge and part by part.

use super::{
    creditor,
    paper::{self, Column, Paper, left, right},
    pdf::About,
    words::{Late, counted},
};
use crate::{
    Actor, Ctx, Error,
    rules::Rules,
    scope,
    store::{Tx, charges, clients},
};
use chrono::NaiveDate;
use domain::{
    Error as Rule, Money,
    charge::ChargeLine,
    client::ClientData,
    id::{ChargeId, ClientId, CompanyId},
    ledger::Owed,
    period::{show_date, show_date_time},
    permission::Permission,
    policy::Policy,
    tax_id,
};
use std::sync::Arc;

const COLUMNS: &[Column] = &[
    left("Documento", 165),
    right("Emissão", 122),
    right("Vencimento", 122),
    right("Atraso", 91),
    right("Principal", 135),
    right("Multa", 105),
    right("Juros", 105),
    right("Total", 155),
];

const WITH_CORRECTION: &[Column] = &[
    left("Documento", 130),
    right("Emissão", 120),
    right("Vencimento", 120),
    right("Atraso", 85),
    right("Principal", 125),
    right("Correção", 100),
    right("Multa", 95),
    right("Juros", 95),
    right("Total", 130),
];

/// What the client owes the company: these charges, as far as they are open, or all that are where none is named.
/// Within the caller's transaction: who holds one does not wait for another connection.
///
/// Refused when the law wants more said of the company than is known (fields `creditor_…`), and when nothing of it
/// is owed (field `charges`).
pub async fn statement(
    tx: &mut Tx,
    ctx: &Ctx,
    actor: &Actor,
    client: ClientId,
    company: CompanyId,
    charges: &[ChargeId],
) -> Result<Vec<u8>, Error> {
    let (data, rules, mut open) = owing(tx, ctx, actor, client, charges).await?;
    open.retain(|(creditor, _)| *creditor == company);
    let mut paper = Paper::new();
    let issue = Issue { ctx, actor, rules: &rules, client: &data };
    issue.add(tx, &mut paper, company, open.into_iter().map(|(_, line)| line).collect()).await?;
    Ok(paper.finish(&about(ctx, actor, &data)))
}

/// What the client owes each company in the actor's sight, one statement after the other: these charges, as far as
/// they are open, or all that are where none is named.
pub async fn statements(
    ctx: &Ctx,
    actor: &Actor,
    client: ClientId,
    named: &[ChargeId],
) -> Result<Vec<u8>, Error> {
    let mut tx = ctx.db.read().await?;
    let (data, rules, mut open) = owing(&mut tx, ctx, actor, client, named).await?;
    if open.is_empty() {
        return Err(Rule::Required.on("charges").into());
    }
    let mut paper = Paper::new();
    let issue = Issue { ctx, actor, rules: &rules, client: &data };
    for company in clients::companies(&mut tx, client, actor.user).await? {
        let (own, others): (Vec<_>, Vec<_>) =
            open.into_iter().partition(|(creditor, _)| *creditor == company.id);
        open = others;
        if !own.is_empty() {
            let own = own.into_iter().map(|(_, line)| line).collect();
            issue.add(&mut tx, &mut paper, company.id, own).await?;
        }
    }
    Ok(paper.finish(&about(ctx, actor, &data)))
}

/// The client, the rules, and what of these charges is open, or all that is; each with its company.
async fn owing(
    tx: &mut Tx,
    ctx: &Ctx,
    actor: &Actor,
    client: ClientId,
    named: &[ChargeId],
) -> Result<(ClientData, Arc<Rules>, Vec<(CompanyId, ChargeLine)>), Error> {
    actor.require(Permission::CrmRead)?;
    let data = scope::client(tx, actor, client).await?;
    let rules = ctx.rules.of(tx).await?;
    let mut open = charges::open_by_company(tx, client, actor.user, &rules, ctx.clock.today()).await?;
    open.retain(|(_, charge)| named.is_empty() || named.contains(&charge.id));
    Ok((data, rules, open))
}

fn about(ctx: &Ctx, actor: &Actor, client: &ClientData) -> About {
    About {
        title: format!("Demonstrativo de débito – {}", client.name),
        author: actor.name.clone(),
        at: ctx.clock.now(),
    }
}

struct Issue<'a> {
    ctx: &'a Ctx,
    actor: &'a Actor,
    rules: &'a Rules,
    client: &'a ClientData,
}

impl Issue<'_> {
    async fn add(
        &self,
        tx: &mut Tx,
        paper: &mut Paper,
        company: CompanyId,
        open: Vec<ChargeLine>,
    ) -> Result<(), Error> {
        let (actor, today) = (self.actor, self.ctx.clock.today());
        let creditor = creditor::complete(tx, actor, company).await?;
        if open.is_empty() {
            return Err(Rule::Required.on("charges").into());
        }
        let terms = self.rules.terms(company, today);
        // What cannot be computed is not demanded: the index lacks a month.
        for charge in open.iter().filter(|charge| charge.owed.is_none()) {
            Owed::untouched(&terms, charge.balance, charge.due, today)
                .map_err(|error| error.on("charges"))?;
        }
        let issued = format!("Emitido em {} por {}", show_date_time(self.ctx.clock.local_now()), actor.name);
        paper.begin(creditor::frame(&creditor, issued));
        paper.paragraph(paper::TITLE, "Demonstrativo de débito");
        paper.paragraph(paper::SMALL, &format!("Valores para pagamento em {}", show_date(today)));
        paper.gap(8.0);
        paper.facts(&self.facts());
        paper.gap(4.0);
        let corrected = open.iter().filter_map(|charge| charge.owed).any(|owed| !owed.correction.is_zero());
        let (overdue, upcoming): (Vec<_>, Vec<_>) = open.iter().partition(|charge| charge.due < today);
        table(paper, "Vencidos", &overdue, corrected);
        table(paper, "A vencer", &upcoming, corrected);
        let total: Money = open.iter().map(ChargeLine::updated).sum();
        paper.keep(90.0);
        paper.paragraph(paper::HEADING, &format!("Total do demonstrativo: {total}"));
        paper.gap(8.0);
        paper.paragraph(paper::SMALL, &explained(&terms.policy, today));
        paper.paragraph(
            paper::SMALL,
            &format!(
                "Credor: {}, {}, {} (Código de Defesa do Consumidor, art. 42-A). Se algum destes valores já foi pago, \
                 desconsidere-o e envie-nos o comprovante.",
                creditor.name,
                creditor::registered(&creditor.tax_id),
                creditor::address(&creditor)
            ),
        );
        Ok(())
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let client = self.client;
        let masked = tax_id::masked(&client.tax_id);
        let facts = [
            ("Cliente", client.name.clone()),
            (if client.tax_id.len() == 11 { "CPF" } else { "CNPJ" }, masked),
            ("Endereço", creditor::address_of(client)),
        ];
        facts.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }
}

/// The charges with their sums; nothing when there is none.
fn table(paper: &mut Paper, title: &str, charges: &[&ChargeLine], corrected: bool) {
    if charges.is_empty() {
        return;
    }
    paper.keep(80.0);
    paper.paragraph(paper::HEADING, title);
    paper.gap(3.0);
    let columns = if corrected { WITH_CORRECTION } else { COLUMNS };
    paper.table(columns, format!("{title} (continuação)"));
    for charge in charges {
        let mut cells = vec![
            charge.document.clone(),
            show_date(charge.issued),
            show_date(charge.due),
            if charge.days_late > 0 { counted(charge.days_late, "dia", "dias") } else { String::new() },
        ];
        cells.extend(amounts(owed(charge), corrected));
        paper.row(&cells);
    }
    let sum: Owed = charges.iter().map(|charge| owed(charge)).sum();
    let count = i64::try_from(charges.len()).unwrap_or(i64::MAX);
    let mut cells = vec![counted(count, "título", "títulos"), String::new(), String::new(), String::new()];
    cells.extend(amounts(sum, corrected));
    paper.sum(&cells);
    paper.end_table();
}

fn owed(charge: &ChargeLine) -> Owed {
    let plain = || Owed::new(charge.balance, Money::ZERO, Money::ZERO, Money::ZERO);
    charge.owed.unwrap_or_else(plain)
}

fn amounts(owed: Owed, corrected: bool) -> Vec<String> {
    let correction = corrected.then_some(owed.correction);
    let parts = [Some(owed.principal), correction, Some(owed.fine), Some(owed.interest), Some(owed.total)];
    parts.into_iter().flatten().map(Money::plain).collect()
}

/// By which rules late charges were computed.
fn explained(policy: &Policy, today: NaiveDate) -> String {
    let Late { fine, interest, correction } = Late::of(policy);
    let corrected = correction.map(|correction| format!("{correction}, ")).unwrap_or_default();
    format!(
        "Sobre os títulos vencidos, até {}: {corrected}{fine} e {interest}. O que já foi pago ou dispensado está \
         deduzido.",
        show_date(today)
    )
}
