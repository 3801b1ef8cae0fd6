//! The agreement on paper (termo de confissão de dívida e acordo): what was owed, what was agreed, who signs.

use super::{
    creditor,
    paper::{self, Column, MARGIN, MEASURE, Paper, left, right},
    pdf::About,
    words::{Late, counted, long_date, method, spelled},
};
use crate::{Actor, Ctx, Error, agreements, rules::Rules, scope, store::documents::Creditor};
use domain::{
    Money,
    agreement::{AgreementState, AgreementView, BreakRule},
    client::ClientData,
    id::AgreementId,
    ledger::Owed,
    period::{show_date, show_date_time},
    permission::Permission,
    policy::Policy,
};
use std::fmt::Write as _;

const SOURCES: &[Column] = &[
    left("Documento", 215),
    right("Vencimento", 125),
    right("Principal", 145),
    right("Correção", 110),
    right("Multa", 120),
    right("Juros", 120),
    right("Total", 165),
];

const INSTALMENTS: &[Column] = &[
    right("Parcela", 110),
    left("Documento", 290),
    left("Forma de pagamento", 240),
    right("Vencimento", 160),
    right("Valor", 200),
];

/// The term of an agreement, to be signed. Refused when the law wants more said of the creditor than is known.
pub async fn term(ctx: &Ctx, actor: &Actor, id: AgreementId) -> Result<Vec<u8>, Error> {
    actor.require(Permission::CrmRead)?;
    let view = agreements::view(ctx, actor, id).await?;
    let mut tx = ctx.db.read().await?;
    let client = scope::client(&mut tx, actor, view.client).await?;
    let creditor = creditor::complete(&mut tx, actor, view.company.id).await?;
    let rules = ctx.rules.of(&mut tx).await?;
    let mut paper = Paper::new();
    let issued = format!(
        "Acordo nº {} · emitido em {} por {}",
        view.number,
        show_date_time(ctx.clock.local_now()),
        actor.name
    );
    paper.begin(creditor::frame(&creditor, issued));
    let set = Term { view: &view, client: &client, creditor: &creditor, rules: &rules };
    set.heading(&mut paper);
    set.debt(&mut paper);
    set.agreed(&mut paper);
    set.clauses(&mut paper);
    set.signatures(&mut paper);
    let title = format!("Termo de acordo nº {} – {}", view.number, client.name);
    Ok(paper.finish(&About { title, author: actor.name.clone(), at: ctx.clock.now() }))
}

struct Term<'a> {
    view: &'a AgreementView,
    client: &'a ClientData,
    creditor: &'a Creditor,
    rules: &'a Rules,
}

impl Term<'_> {
    fn heading(&self, paper: &mut Paper) {
        paper.paragraph(paper::TITLE, "Termo de confissão de dívida e acordo de pagamento");
        paper.paragraph(paper::SMALL, &format!("Acordo nº {}", self.view.number));
        if let Some((_, on, reason)) = &self.view.ended {
            let what = if self.view.state == AgreementState::Undone { "DESFEITO" } else { "QUEBRADO" };
            paper.gap(4.0);
            paper.paragraph(paper::STRONG, &format!("ACORDO {what} em {}: {reason}", show_date(*on)));
        }
        paper.gap(8.0);
        let (creditor, client) = (self.creditor, self.client);
        let party = |role: &str, parts: &[String]| format!("{role}: {}.", creditor::joined(parts, ", "));
        let registered = creditor::registered(&creditor.tax_id);
        let creditor_is = [creditor.name.clone(), registered, creditor::address(creditor)];
        paper.paragraph(paper::TEXT, &party("CREDOR(A)", &creditor_is));
        paper.gap(3.0);
        let registered = creditor::registered(&client.tax_id);
        let client_is = [client.name.clone(), registered, creditor::address_of(client)];
        paper.paragraph(paper::TEXT, &party("DEVEDOR(A)", &client_is));
        paper.gap(10.0);
    }

    fn debt(&self, paper: &mut Paper) {
        let agreed = &self.view.agreed;
        let debt = agreed.debt();
        clause(paper, "1. Da dívida");
        paper.paragraph(
            paper::TEXT,
            &format!(
                "O(A) DEVEDOR(A) reconhece e confessa dever ao(à) CREDOR(A), em {}, a quantia de {} ({}), assim composta:",
                show_date(agreed.on),
                debt.total,
                spelled(debt.total)
            ),
        );
        paper.gap(5.0);
        paper.table(SOURCES, "Da dívida (continuação)".to_owned());
        for source in &agreed.sources {
            let mut cells = vec![source.document.clone(), show_date(source.due)];
            cells.extend(parts(source.owed));
            paper.row(&cells);
        }
        let count = i64::try_from(agreed.sources.len()).unwrap_or(i64::MAX);
        let mut cells = vec![counted(count, "título", "títulos"), String::new()];
        cells.extend(parts(debt));
        paper.sum(&cells);
        paper.end_table();
    }

    fn agreed(&self, paper: &mut Paper) {
        let agreed = &self.view.agreed;
        let total: Money = agreed.agreed();
        clause(paper, "2. Do acordo");
        let mut text = String::from("As partes acordam o pagamento da dívida");
        if !agreed.adjustment.discount.is_zero() {
            let _ = write!(text, ", com desconto de {}", agreed.adjustment.discount);
        }
        if !agreed.adjustment.surcharge.is_zero() {
            let _ = write!(text, ", com acréscimo de {}", agreed.adjustment.surcharge);
        }
        let count = i64::try_from(agreed.instalments.len()).unwrap_or(i64::MAX);
        let _ = write!(
            text,
            ", pelo valor total de {total} ({}), em {}:",
            spelled(total),
            counted(count, "parcela", "parcelas")
        );
        paper.paragraph(paper::TEXT, &text);
        paper.gap(5.0);
        paper.table(INSTALMENTS, "Do acordo (continuação)".to_owned());
        for (line, instalment) in self.view.instalments.iter().zip(&agreed.instalments) {
            paper.row(&[
                format!("{}/{count}", line.number),
                line.document.clone(),
                method(instalment.method).to_owned(),
                show_date(instalment.due),
                instalment.amount.plain(),
            ]);
        }
        let blank = String::new;
        paper.sum(&["Total".to_owned(), blank(), blank(), blank(), agreed.distributed().plain()]);
        paper.end_table();
    }

    fn clauses(&self, paper: &mut Paper) {
        let policy = self.rules.terms(self.view.company.id, self.view.agreed.on).policy;
        clause(paper, "3. Do atraso");
        paper.paragraph(paper::TEXT, &late(&policy));
        paper.gap(8.0);
        clause(paper, "4. Do descumprimento");
        paper.paragraph(paper::TEXT, &broken(self.view.break_rule));
        paper.gap(8.0);
        if !self.view.notes.trim().is_empty() {
            clause(paper, "5. Outras condições");
            paper.paragraph(paper::TEXT, &self.view.notes);
            paper.gap(8.0);
        }
        paper.paragraph(
            paper::TEXT,
            "Por estarem de acordo, as partes assinam este termo em duas vias de igual teor, na presença das testemunhas.",
        );
        paper.gap(14.0);
    }

    fn signatures(&self, paper: &mut Paper) {
        paper.keep(190.0);
        let place =
            if self.creditor.city.is_empty() { String::new() } else { format!("{}, ", self.creditor.city) };
        paper.paragraph(paper::TEXT, &format!("{place}{}.", long_date(self.view.agreed.on)));
        let registered = |name: &str, bare: &str| (name.to_owned(), creditor::registered(bare));
        pair(
            paper,
            registered(&self.creditor.name, &self.creditor.tax_id),
            registered(&self.client.name, &self.client.tax_id),
        );
        let witness = || ("Testemunha".to_owned(), "Nome e CPF:".to_owned());
        pair(paper, witness(), witness());
    }
}

fn clause(paper: &mut Paper, title: &str) {
    paper.keep(70.0);
    paper.paragraph(paper::HEADING, title);
    paper.gap(3.0);
}

fn parts(owed: Owed) -> impl Iterator<Item = String> {
    [owed.principal, owed.correction, owed.fine, owed.interest, owed.total].into_iter().map(Money::plain)
}

fn late(policy: &Policy) -> String {
    let Late { fine, interest, correction } = Late::of(policy);
    let correction = correction.map(|correction| format!("{correction}, ")).unwrap_or_default();
    format!("A parcela não paga até o vencimento fica sujeita a {correction}{fine} e {interest}.")
}

/// When breaking is proposed ([`BreakRule::proposes`]), and what it does: the debt comes back, less what was paid.
fn broken(rule: BreakRule) -> String {
    let missed = rule
        .missed
        .map(|missed| format!("de {}", counted(missed.into(), "parcela vencida", "parcelas vencidas")));
    let days = rule.days.map(|days| format!("há {} ou mais", counted(days.into(), "dia", "dias")));
    let when = match (missed, days) {
        (Some(missed), Some(days)) => {
            format!("A falta de pagamento {missed}, ou de qualquer parcela {days},")
        }
        (Some(missed), None) => format!("A falta de pagamento {missed}"),
        (None, Some(days)) => format!("A falta de pagamento de qualquer parcela {days}"),
        (None, None) => "O descumprimento deste acordo".to_owned(),
    };
    format!(
        "{when} permite ao(à) CREDOR(A) considerar o acordo desfeito. Nesse caso voltam a ser devidos os títulos \
         originais, com multa, juros e correção desde os vencimentos, abatidos os valores pagos. Este acordo não \
         constitui novação (Código Civil, art. 361)."
    )
}

/// Two lines to sign on, side by side.
fn pair(paper: &mut Paper, one: (String, String), other: (String, String)) {
    let width = MEASURE / 2.0 - 14.0;
    paper.gap(38.0);
    let xs = [MARGIN, MARGIN + MEASURE / 2.0 + 14.0];
    for x in xs {
        paper.rule(x, width);
    }
    paper.gap(3.0);
    paper.side_by_side(xs, width, [&one, &other]);
}
