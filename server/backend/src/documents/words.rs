//! The words of documents. They are in Portuguese whoever prints them: they go to Brazilian clients and courts.

use chrono::{Datelike, NaiveDate, NaiveDateTime};
use domain::{
    Money,
    charge::{ChargeStatus, PaymentMethod},
    contact::{Channel, Outcome},
    correction::PriceIndex,
    period::MONTHS,
    policy::{InterestMode, Policy},
    rate::show_rate,
};

/// What a charge that is late costs by a policy, in words: what `domain::accrual` computes, and nothing else.
pub(super) struct Late {
    pub(super) fine: String,
    pub(super) interest: String,
    /// Where the principal is corrected: by what.
    pub(super) correction: Option<String>,
}

impl Late {
    pub(super) fn of(policy: &Policy) -> Self {
        let corrected = if policy.correction.is_some() { " corrigido" } else { "" };
        let rate = show_rate(policy.interest_percent);
        let index = |index| match index {
            PriceIndex::Ipca => "pelo IPCA",
            PriceIndex::IgpM => "pelo IGP-M",
            PriceIndex::Inpc => "pelo INPC",
            PriceIndex::Own => "pela tabela de índices do credor",
        };
        Self {
            fine: match policy.fine_fixed {
                Some(fine) => format!("multa de {fine} por título"),
                // What was paid before the charge became late is not fined; what was paid after was.
                None => format!(
                    "multa de {}% sobre o principal{corrected} em aberto no início do atraso",
                    show_rate(policy.fine_percent)
                ),
            },
            interest: match (policy.mode, policy.interest_per_day) {
                (InterestMode::ValuePerDay, Some(amount)) => {
                    format!("juros de mora de {amount} por título e dia de atraso")
                }
                (InterestMode::ValuePerDay, None) => {
                    format!(
                        "juros de mora simples de {rate}% ao mês sobre o principal em aberto a cada dia de atraso, em \
                         valor por dia sem frações de centavo"
                    )
                }
                (InterestMode::MonthlyRate, _) => {
                    format!(
                        "juros de mora simples de {rate}% ao mês sobre o principal em aberto a cada dia de atraso"
                    )
                }
            },
            correction: policy.correction.map(|by| format!("correção monetária {}", index(by))),
        }
    }
}

pub(super) const fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Phone => "Telefone",
        Channel::WhatsApp => "WhatsApp",
        Channel::Email => "E-mail",
        Channel::Sms => "SMS",
        Channel::Letter => "Carta",
        Channel::Messenger => "Aplicativo de mensagens",
        Channel::Other => "Outros",
    }
}

pub(super) const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Effective => "Efetivo",
        Outcome::NotEffective => "Não efetivo",
        Outcome::NoContact => "Sem contato",
    }
}

pub(super) const fn method(method: PaymentMethod) -> &'static str {
    match method {
        PaymentMethod::Cash => "Dinheiro",
        PaymentMethod::Pix => "Pix",
        PaymentMethod::BankSlip => "Boleto",
        PaymentMethod::Transfer => "Transferência",
        PaymentMethod::Card => "Cartão",
        PaymentMethod::Cheque => "Cheque",
        PaymentMethod::Other => "Outra",
    }
}

pub(super) const fn status(status: ChargeStatus) -> &'static str {
    match status {
        ChargeStatus::Open => "em aberto",
        ChargeStatus::Settled => "quitado",
        ChargeStatus::Superseded => "renegociado",
        ChargeStatus::WrittenOff => "baixado como perda",
        ChargeStatus::Cancelled => "cancelado",
    }
}

/// `1 dia`, `12 dias`.
pub(super) fn counted(number: i64, one: &str, more: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { more })
}

/// `08/06/2020 09:24:10`.
pub(super) fn moment(at: NaiveDateTime) -> String {
    at.format("%d/%m/%Y %H:%M:%S").to_string()
}

/// `22 de novembro de 2026`.
pub(super) fn long_date(day: NaiveDate) -> String {
    let number = if day.day() == 1 { "1º".to_owned() } else { day.day().to_string() };
    format!("{number} de {} de {}", MONTHS[day.month0() as usize], day.year())
}

const UNITS: [&str; 20] = [
    "zero",
    "um",
    "dois",
    "três",
    "quatro",
    "cinco",
    "seis",
    "sete",
    "oito",
    "nove",
    "dez",
    "onze",
    "doze",
    "treze",
    "quatorze",
    "quinze",
    "dezesseis",
    "dezessete",
    "dezoito",
    "dezenove",
];
const TENS: [&str; 10] =
    ["", "", "vinte", "trinta", "quarenta", "cinquenta", "sessenta", "setenta", "oitenta", "noventa"];
const HUNDREDS: [&str; 10] = [
    "",
    "cento",
    "duzentos",
    "trezentos",
    "quatrocentos",
    "quinhentos",
    "seiscentos",
    "setecentos",
    "oitocentos",
    "novecentos",
];
/// Names of the groups of three digits, one and many.
const GROUPS: [(&str, &str); 5] =
    [("", ""), ("mil", "mil"), ("milhão", "milhões"), ("bilhão", "bilhões"), ("trilhão", "trilhões")];

/// The amount in words, as contracts have it: `trezentos e setenta e três reais e cinquenta e dois centavos`.
pub(super) fn spelled(amount: Money) -> String {
    let centavos = amount.centavos().unsigned_abs();
    let (reais, cents) = (centavos / 100, centavos % 100);
    let of = if reais >= 1_000_000 && reais.is_multiple_of(1_000_000) { "de " } else { "" };
    let whole = match reais {
        0 => String::new(),
        1 => "um real".to_owned(),
        _ => format!("{} {of}reais", number(reais)),
    };
    let part = match cents {
        0 => String::new(),
        1 => "um centavo".to_owned(),
        _ => format!("{} centavos", number(cents)),
    };
    match (whole.is_empty(), part.is_empty()) {
        (true, true) => "zero real".to_owned(),
        (false, false) => format!("{whole} e {part}"),
        _ => format!("{whole}{part}"),
    }
}

fn number(number: u64) -> String {
    let mut groups = Vec::new();
    let mut rest = number;
    while rest > 0 {
        groups.push(rest % 1000);
        rest /= 1000;
    }
    let mut words = String::new();
    let last = groups.iter().position(|group| *group > 0).unwrap_or_default();
    for (place, group) in groups.iter().enumerate().rev().filter(|(_, group)| **group > 0) {
        if !words.is_empty() {
            let joined = place == last && (*group < 100 || group.is_multiple_of(100));
            words.push_str(if joined { " e " } else { " " });
        }
        let (one, many) = GROUPS.get(place).copied().unwrap_or_default();
        match (place, group) {
            (0, _) => words.push_str(&below_thousand(*group)),
            (1, 1) => words.push_str(one),
            _ => {
                words.push_str(&below_thousand(*group));
                words.push(' ');
                words.push_str(if *group == 1 { one } else { many });
            }
        }
    }
    words
}

fn below_thousand(number: u64) -> String {
    let at = |words: &[&'static str], place: u64| words[usize::try_from(place).unwrap_or_default()];
    match number {
        0..20 => at(&UNITS, number).to_owned(),
        20..100 if number.is_multiple_of(10) => at(&TENS, number / 10).to_owned(),
        20..100 => format!("{} e {}", at(&TENS, number / 10), at(&UNITS, number % 10)),
        100 => "cem".to_owned(),
        _ if number.is_multiple_of(100) => at(&HUNDREDS, number / 100).to_owned(),
        _ => format!("{} e {}", at(&HUNDREDS, number / 100 % 10), below_thousand(number % 100)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_late_charges_is_what_is_computed() {
        let said = |policy: Policy| {
            let Late { interest, correction, .. } = Late::of(&policy);
            (interest, correction)
        };
        let monthly =
            "juros de mora simples de 1% ao mês sobre o principal em aberto a cada dia de atraso".to_owned();
        assert_eq!(said(Policy::default()), (monthly.clone(), None));
        // An amount per day that is left over from the other mode is not what is computed.
        let fixed = Policy { interest_per_day: Some(Money::from_centavos(50)), ..Policy::default() };
        assert_eq!(said(fixed), (monthly, None));
        let per_day = Policy { mode: InterestMode::ValuePerDay, ..fixed };
        assert!(said(per_day).0.contains("0,50 por título e dia"), "{:?}", said(per_day));
        let rounded = Policy { interest_per_day: None, ..per_day };
        assert!(said(rounded).0.ends_with("em valor por dia sem frações de centavo"), "{:?}", said(rounded));
        let corrected = Policy { correction: Some(PriceIndex::Ipca), ..Policy::default() };
        assert_eq!(said(corrected).1.as_deref(), Some("correção monetária pelo IPCA"));
        assert_eq!(
            Late::of(&corrected).fine,
            "multa de 2% sobre o principal corrigido em aberto no início do atraso"
        );
    }

    #[test]
    fn amounts_are_spelled_as_contracts_have_them() {
        let of = |centavos| spelled(Money::from_centavos(centavos));
        assert_eq!(of(37_352), "trezentos e setenta e três reais e cinquenta e dois centavos");
        assert_eq!(of(100), "um real");
        assert_eq!(of(1), "um centavo");
        assert_eq!(of(0), "zero real");
        assert_eq!(of(10_000), "cem reais");
        assert_eq!(of(110_000), "mil e cem reais");
        assert_eq!(of(100_500), "mil e cinco reais");
        assert_eq!(of(137_352), "mil trezentos e setenta e três reais e cinquenta e dois centavos");
        assert_eq!(of(2_100_000), "vinte e um mil reais");
        assert_eq!(of(100_000_000), "um milhão de reais");
        assert_eq!(
            of(123_456_700),
            "um milhão duzentos e trinta e quatro mil quinhentos e sessenta e sete reais"
        );
        assert_eq!(of(200_000_000_000), "dois bilhões de reais");
    }

    #[test]
    fn dates_are_written_out() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 1).expect("a day");
        assert_eq!(long_date(day), "1º de março de 2026");
    }
}
