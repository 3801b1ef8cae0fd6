//! Templates filled with facts. The client reads Portuguese.

use super::{ChargeFacts, Creditor, Facts, Template, Variable, template::Part};
use crate::{Money, ledger::Owed};
use chrono::NaiveDate;

/// A stretch of a filled template, for whoever lays it out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Text; may hold line breaks.
    Text(String),
    /// A link of the company's settings.
    Link(String),
    /// The charges, itemised.
    Charges,
}

/// The template filled, piece by piece.
pub fn pieces(template: &Template, facts: &Facts) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    // Whether a value ended the sentence: "Padaria S.A." needs no second full stop.
    let mut stopped = false;
    for part in &template.parts {
        let piece = match part {
            Part::Text(text) => {
                Piece::Text(text.strip_prefix('.').filter(|_| stopped).unwrap_or(text).to_owned())
            }
            Part::Variable(Variable::Charges) => Piece::Charges,
            Part::Variable(Variable::Link) if !facts.creditor.payment_link.is_empty() => {
                Piece::Link(facts.creditor.payment_link.clone())
            }
            Part::Variable(variable) => Piece::Text(value(*variable, facts)),
        };
        stopped = matches!((part, &piece), (Part::Variable(_), Piece::Text(value)) if value.ends_with('.'));
        match (pieces.last_mut(), piece) {
            (Some(Piece::Text(before)), Piece::Text(text)) => before.push_str(&text),
            (_, piece) => pieces.push(piece),
        }
    }
    pieces
}

/// The template filled, as plain text.
pub fn render(template: &Template, facts: &Facts) -> String {
    let text = |piece| match piece {
        Piece::Text(text) | Piece::Link(text) => text,
        Piece::Charges => itemised(facts),
    };
    let whole: String = pieces(template, facts).into_iter().map(text).collect();
    without_gaps(&whole)
}

/// One blank line at most between paragraphs: what a company has not filled in leaves no gap.
fn without_gaps(text: &str) -> String {
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim_end) {
        if !line.is_empty() || lines.last().is_some_and(|before| !before.is_empty()) {
            lines.push(line);
        }
    }
    lines.join("\n").trim_end().to_owned()
}

fn value(variable: Variable, facts: &Facts) -> String {
    let (creditor, owed) = (&facts.creditor, facts.owed());
    match variable {
        Variable::FirstName if facts.is_person => {
            facts.client_name.split_whitespace().next().unwrap_or_default().to_owned()
        }
        Variable::Client | Variable::FirstName => facts.client_name.clone(),
        Variable::Company => creditor.name.clone(),
        Variable::CompanyTaxId => creditor.tax_id.clone(),
        Variable::CompanyAddress => creditor.address(),
        Variable::CompanyPhone => creditor.phone_shown(),
        Variable::CompanyEmail => creditor.email.clone(),
        Variable::Charges => itemised(facts),
        Variable::Count => match facts.charges.len() {
            1 => "1 título".to_owned(),
            count => format!("{count} títulos"),
        },
        Variable::Original => reais(owed.principal),
        Variable::Correction => reais(owed.correction),
        Variable::Fine => reais(owed.fine),
        Variable::Interest => reais(owed.interest),
        Variable::Total => reais(owed.total),
        Variable::DueDates => due_dates(&facts.charges),
        Variable::DaysLate => days(facts.days_late().max(0)),
        Variable::Payment => creditor.payment_instructions.clone(),
        Variable::Link => creditor.payment_link.clone(),
        Variable::Today => day(facts.on),
    }
}

/// Each charge in two lines: which it is, and how its amount comes about. With several, their sum below.
fn itemised(facts: &Facts) -> String {
    let line = |charge: &ChargeFacts| {
        let late = if charge.days_late > 0 {
            format!(", {} de atraso", days(charge.days_late))
        } else {
            String::new()
        };
        format!("{}, vencimento {}{late}\n  {}", charge.document, day(charge.due), sum(charge.owed))
    };
    let mut lines: Vec<String> = facts.charges.iter().map(line).collect();
    if lines.len() > 1 {
        lines.push(format!("Total\n  {}", sum(facts.owed())));
    }
    lines.join("\n")
}

/// The parts of an amount, each named (the laws of several states ask for it).
fn sum(owed: Owed) -> String {
    let parts = [
        ("principal", owed.principal),
        ("correção", owed.correction),
        ("multa", owed.fine),
        ("juros", owed.interest),
    ];
    let named = parts.into_iter().filter(|(name, amount)| *name == "principal" || !amount.is_zero());
    let named: Vec<String> = named.map(|(name, amount)| format!("{name} {}", reais(amount))).collect();
    format!("{} = {}", named.join(" + "), reais(owed.total))
}

/// `10/11/2026`, `10/11/2026 e 10/12/2026`; of more than six the first and the last.
fn due_dates(charges: &[ChargeFacts]) -> String {
    let mut dates: Vec<NaiveDate> = charges.iter().map(|charge| charge.due).collect();
    dates.sort_unstable();
    dates.dedup();
    let shown: Vec<String> = dates.iter().copied().map(day).collect();
    match shown.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first, .., last] if shown.len() > 6 => format!("de {first} a {last}"),
        [most @ .., last] => format!("{} e {last}", most.join(", ")),
    }
}

fn days(count: i64) -> String {
    if count == 1 { "1 dia".to_owned() } else { format!("{count} dias") }
}

fn day(day: NaiveDate) -> String {
    day.format("%d/%m/%Y").to_string()
}

/// With an ordinary space: a message is no page, and links carry it as `%20`.
fn reais(amount: Money) -> String {
    amount.to_string().replace('\u{a0}', " ")
}

/// Who asks for the money: below every e-mail and letter, whatever its template says (CDC art. 42-A).
pub fn signature(creditor: &Creditor) -> Vec<String> {
    let tax_id = match creditor.tax_id.len() {
        0 => String::new(),
        14 => format!("CPF {}", creditor.tax_id),
        _ => format!("CNPJ {}", creditor.tax_id),
    };
    let reach: Vec<String> = [creditor.phone_shown(), creditor.email.clone()]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect();
    let lines = [creditor.name.clone(), tax_id, creditor.address(), reach.join(" – ")];
    lines.into_iter().filter(|line| !line.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        id::{ClientId, CompanyId},
        message::parse,
    };

    fn facts(client: &str) -> Facts {
        let creditor = Creditor {
            company: CompanyId(uuid::Uuid::nil()),
            name: "Limpa S.A.".to_owned(),
            tax_id: String::new(),
            street: String::new(),
            number: String::new(),
            complement: String::new(),
            district: String::new(),
            city: String::new(),
            uf: String::new(),
            cep: String::new(),
            phone: String::new(),
            email: String::new(),
            payment_instructions: String::new(),
            payment_link: "https://pagar.example/n.".to_owned(),
        };
        Facts {
            on: NaiveDate::MIN,
            client: ClientId(uuid::Uuid::nil()),
            client_name: client.to_owned(),
            is_person: false,
            creditor,
            charges: Vec::new(),
        }
    }

    #[test]
    fn a_name_that_ends_in_a_full_stop_ends_the_sentence() {
        let filled = |client: &str, text: &str| render(&parse(text).expect("a template"), &facts(client));
        let text = "Olá, {cliente}. Aqui é {empresa}.\nAté {empresa} .";
        assert_eq!(filled("Maria", text), "Olá, Maria. Aqui é Limpa S.A.\nAté Limpa S.A. .");
        assert_eq!(filled("Clínica S.A.", text), "Olá, Clínica S.A. Aqui é Limpa S.A.\nAté Limpa S.A. .");
        assert_eq!(filled("Clínica S.A.", "{cliente}, vence hoje..."), "Clínica S.A., vence hoje...");
        assert_eq!(filled("Clínica S.A.", "Fim.{cliente}{empresa}."), "Fim.Clínica S.A.Limpa S.A.");
        // A link is followed as it is.
        assert_eq!(filled("Maria", "Pague em {link}."), "Pague em https://pagar.example/n..");
    }
}
