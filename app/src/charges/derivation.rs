//! How an amount came about, as pages show it: line by line, each with the law, the manual or the policy that
//! its rule comes from. Pages that only the server renders use it.

use crate::{
    texts::{errors, texts},
    ui::markup::money,
};
use domain::{
    Error,
    derivation::{Derivation, Line, Rule},
};
use maud::{Markup, html};

/// The lines, from what was charged to what is owed.
pub fn steps(derivation: &Derivation) -> Markup {
    let t = &texts().ledger;
    html! {
        ol.why__steps {
            @for line in &derivation.lines {
                li { ((t.step)(&line.step)) (sources(line)) }
            }
        }
    }
}

/// The amount, which opens to its lines. `of` says of what it is, for assistive technology.
pub fn why(derivation: &Derivation, of: &str) -> Markup {
    html! {
        details.why name="calculo" {
            summary {
                (money(derivation.owed.total)) " "
                span.visually-hidden { ((texts().ledger.explain)(of)) }
            }
            (steps(derivation))
        }
    }
}

/// The amount, which opens to its lines, or what keeps it from being computed.
pub fn why_if_known(derivation: &Result<Derivation, Error>, of: &str) -> Markup {
    match derivation {
        Ok(derivation) => why(derivation, of),
        Err(error) => html! { span.field__error { (errors::sentence(error, texts())) } },
    }
}

/// Where the rules of a line stand.
fn sources(line: &Line) -> Markup {
    let t = &texts().ledger;
    let place = |rule: &Rule| if rule.citation().is_empty() { t.policy } else { rule.citation() };
    let places: Vec<&str> = line.rules.iter().map(place).collect();
    html! {
        @if !places.is_empty() {
            " " small.why__rule { span.visually-hidden { (t.rules) " " } (places.join("; ")) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::ledger::PORTUGUESE;
    use domain::{
        Money,
        accrual::Terms,
        ledger::Ledger,
        policy::{Policy, Rounding},
    };

    fn told(policy: &Policy, due: &str, on: &str) -> Vec<String> {
        let principal = Money::from_centavos(15_000);
        let ledger = Ledger::of_principal(principal, due.parse().expect("a date")).expect("a ledger");
        let derived = ledger.derivation(&Terms::national(policy), on.parse().expect("a date"));
        let lines = derived.expect("a derivation").lines;
        lines.iter().map(|line| (PORTUGUESE.step)(&line.step).replace('\u{a0}', " ")).collect()
    }

    #[test]
    fn a_plain_delay_is_told_line_by_line() {
        assert_eq!(
            told(&Policy::default(), "2026-11-10", "2026-11-21"),
            [
                "Cobrado: R$ 150,00, com vencimento em 10/11/2026.",
                "Atraso: 11 dias corridos, de 10/11/2026 a 21/11/2026.",
                "Multa: 2% de R$ 150,00 = R$ 3,00, uma só vez, meio centavo para cima.",
                "Juros de 10/11/2026 a 21/11/2026: R$ 150,00 × 1% × 11 ÷ 30.",
                "Juros de mora: R$ 0,55, arredondados uma só vez: meio centavo para cima.",
                "Valor atualizado: R$ 150,00 + R$ 3,00 + R$ 0,55 = R$ 153,55.",
            ]
        );
    }

    #[test]
    fn what_was_put_off_and_is_in_time_says_until_when() {
        let policy = Policy { rounding: Rounding::Truncate, ..Policy::default() };
        let lines = told(&policy, "2026-11-14", "2026-11-16");
        assert_eq!(lines[1], "Prazo sem encargos prorrogado até 16/11/2026: sem expediente bancário antes.");
        assert_eq!(lines[2], "Ainda sem multa nem juros: o prazo vai até 16/11/2026.");
        assert_eq!(lines[3], "Valor atualizado: R$ 150,00.");
    }

    #[test]
    fn each_line_names_where_its_rule_stands() {
        let due = "2026-11-14".parse().expect("a date");
        let ledger = Ledger::of_principal(Money::from_centavos(15_000), due).expect("a ledger");
        let on = "2026-11-20".parse().expect("a date");
        let derived = ledger.derivation(&Terms::national(&Policy::default()), on).expect("a derivation");
        let shown = why(&derived, "FAT-1").into_string();
        for rule in ["STJ REsp 1.954.924", "CDC art. 52 §1", "Lei 7.089/1983", "política da empresa"] {
            assert!(shown.contains(rule), "{rule}: {shown}");
        }
    }
}
