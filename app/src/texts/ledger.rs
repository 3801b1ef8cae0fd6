//! The words of charges, payments and ledgers, and how an amount came about line by line: on every page that
//! shows money.

use super::count::{en_of, pt_of};
use domain::{
    Money,
    accrual::Segment,
    charge::{ChargeStatus, LedgerKind, PaymentMethod},
    correction::{Factor, PriceIndex},
    derivation::{FineRate, Part, Step},
    ledger::Owed,
    period::show_date,
    policy::{CountedFrom, Rounding},
    rate::show_rate,
};

pub struct Texts {
    pub status: fn(ChargeStatus) -> &'static str,
    pub method: fn(PaymentMethod) -> &'static str,
    pub kind: fn(LedgerKind) -> &'static str,
    pub index: fn(PriceIndex) -> &'static str,
    pub rounding: fn(Rounding) -> &'static str,
    pub part: fn(Part) -> &'static str,
    /// A line of a derivation.
    pub step: fn(&Step) -> String,
    /// Where a rule stands that is the company's own.
    pub policy: &'static str,
    /// Before the places where the rules of a line stand, for assistive technology.
    pub rules: &'static str,
    pub explain: fn(&str) -> String,
}

pub const PORTUGUESE: Texts = Texts {
    status: |status| match status {
        ChargeStatus::Open => "Em aberto",
        ChargeStatus::Settled => "Quitado",
        ChargeStatus::Superseded => "Em acordo",
        ChargeStatus::WrittenOff => "Baixado como perda",
        ChargeStatus::Cancelled => "Cancelado",
    },
    method: |method| match method {
        PaymentMethod::Cash => "Dinheiro",
        PaymentMethod::Pix => "Pix",
        PaymentMethod::BankSlip => "Boleto",
        PaymentMethod::Transfer => "Transferência",
        PaymentMethod::Card => "Cartão",
        PaymentMethod::Cheque => "Cheque",
        PaymentMethod::Other => "Outra",
    },
    kind: |kind| match kind {
        LedgerKind::Principal => "Principal",
        LedgerKind::Payment => "Recebido do principal",
        LedgerKind::Reversal => "Estorno",
        LedgerKind::Discount => "Abatimento",
        LedgerKind::Surcharge => "Acréscimo",
        LedgerKind::Fine => "Multa recebida",
        LedgerKind::Interest => "Juros recebidos",
        LedgerKind::Correction => "Correção recebida",
        LedgerKind::WaivedFine => "Multa dispensada",
        LedgerKind::WaivedInterest => "Juros dispensados",
        LedgerKind::Transfer => "Levado para acordo",
        LedgerKind::WriteOff => "Baixa como perda",
        LedgerKind::Cancellation => "Cancelamento",
    },
    index: |index| match index {
        PriceIndex::Ipca => "IPCA",
        PriceIndex::IgpM => "IGP-M",
        PriceIndex::Inpc => "INPC",
        PriceIndex::Own => "índice da empresa",
    },
    rounding: |rounding| match rounding {
        Rounding::HalfUp => "meio centavo para cima",
        Rounding::Truncate => "frações de centavo desprezadas",
        Rounding::HalfEven => "meio centavo para o par",
    },
    part: portuguese_part,
    step: portuguese,
    policy: "política da empresa",
    rules: "Base:",
    explain: |document| format!("Cálculo de {document}"),
};

pub const ENGLISH: Texts = Texts {
    status: |status| match status {
        ChargeStatus::Open => "Open",
        ChargeStatus::Settled => "Settled",
        ChargeStatus::Superseded => "In an agreement",
        ChargeStatus::WrittenOff => "Written off",
        ChargeStatus::Cancelled => "Cancelled",
    },
    method: |method| match method {
        PaymentMethod::Cash => "Cash",
        PaymentMethod::Pix => "Pix",
        PaymentMethod::BankSlip => "Bank slip",
        PaymentMethod::Transfer => "Transfer",
        PaymentMethod::Card => "Card",
        PaymentMethod::Cheque => "Cheque",
        PaymentMethod::Other => "Other",
    },
    kind: |kind| match kind {
        LedgerKind::Principal => "Principal",
        LedgerKind::Payment => "Received of the principal",
        LedgerKind::Reversal => "Reversal",
        LedgerKind::Discount => "Discount",
        LedgerKind::Surcharge => "Surcharge",
        LedgerKind::Fine => "Fine received",
        LedgerKind::Interest => "Interest received",
        LedgerKind::Correction => "Correction received",
        LedgerKind::WaivedFine => "Fine waived",
        LedgerKind::WaivedInterest => "Interest waived",
        LedgerKind::Transfer => "Moved to an agreement",
        LedgerKind::WriteOff => "Written off",
        LedgerKind::Cancellation => "Cancellation",
    },
    index: |index| match index {
        PriceIndex::Ipca => "IPCA",
        PriceIndex::IgpM => "IGP-M",
        PriceIndex::Inpc => "INPC",
        PriceIndex::Own => "the company's index",
    },
    rounding: |rounding| match rounding {
        Rounding::HalfUp => "half a centavo up",
        Rounding::Truncate => "fractions of a centavo dropped",
        Rounding::HalfEven => "half a centavo to even",
    },
    part: english_part,
    step: english,
    policy: "company policy",
    rules: "By:",
    explain: |document| format!("Calculation of {document}"),
};

const fn portuguese_part(part: Part) -> &'static str {
    match part {
        Part::Correction => "correção",
        Part::Fine => "multa",
        Part::Interest => "juros",
    }
}

const fn english_part(part: Part) -> &'static str {
    match part {
        Part::Correction => "correction",
        Part::Fine => "fine",
        Part::Interest => "interest",
    }
}

fn portuguese(step: &Step) -> String {
    let day = show_date;
    match *step {
        Step::Charged { amount, due } => format!("Cobrado: {amount}, com vencimento em {}.", day(due)),
        Step::Moved { kind, amount, on } => {
            let on = day(on);
            match kind {
                LedgerKind::Payment => format!("Recebido em {on}, do principal: {amount}."),
                LedgerKind::Discount => {
                    format!("Abatido em {on}: {amount}, como se não tivesse sido cobrado.")
                }
                LedgerKind::Surcharge => {
                    format!("Acrescido em {on}: {amount}, como se cobrado desde o início.")
                }
                kind => format!("{} em {on}: {amount}.", (PORTUGUESE.kind)(kind)),
            }
        }
        Step::PutOff { until, grace_days: 0 } => {
            format!("Prazo sem encargos prorrogado até {}: sem expediente bancário antes.", day(until))
        }
        Step::PutOff { until, grace_days } => format!(
            "Prazo sem encargos até {}, com {} de carência.",
            day(until),
            pt_of(grace_days, "dia", "dias")
        ),
        Step::InTime { until } => format!("Ainda sem multa nem juros: o prazo vai até {}.", day(until)),
        Step::Late { from, until, days, counted_from, put_off } => {
            let counting = match (put_off, counted_from) {
                (false, _) => "",
                (true, CountedFrom::Original) => ", contados do vencimento original",
                (true, CountedFrom::Extended) => ", contados do vencimento prorrogado",
            };
            let days = pt_of(days, "dia corrido", "dias corridos");
            format!("Atraso: {days}, de {} a {}{counting}.", day(from), day(until))
        }
        Step::Corrected { index, factor, amount, rounding } => format!(
            "Correção pelo {}: fator {} = {amount}, {}.",
            (PORTUGUESE.index)(index),
            show_rate(factor.decimal()),
            (PORTUGUESE.rounding)(rounding)
        ),
        Step::Fined { base, factor, rate, amount, rounding } => match rate {
            FineRate::Percent(percent) => format!(
                "Multa: {}% de {} = {amount}, uma só vez, {}.",
                show_rate(percent),
                corrected(base, factor),
                (PORTUGUESE.rounding)(rounding)
            ),
            FineRate::Fixed(_) => format!("Multa: {amount} por cobrança, uma só vez."),
        },
        Step::Ran { segment, percent } => format!(
            "Juros de {} a {}: {}.",
            day(segment.from),
            day(segment.until),
            ran(&segment, percent.map(show_rate), "por dia")
        ),
        Step::Interest { amount, rounding } => {
            format!("Juros de mora: {amount}, arredondados uma só vez: {}.", (PORTUGUESE.rounding)(rounding))
        }
        Step::Received { part, amount } => {
            format!("Já recebido de {}: {amount}, não se cobra de novo.", portuguese_part(part))
        }
        Step::Waived { part, amount } => format!("Dispensado de {}: {amount}.", portuguese_part(part)),
        Step::Discharged => "O principal está pago: nada mais se cobra.".to_owned(),
        Step::Total(owed) => format!("Valor atualizado: {}.", sum(&owed)),
    }
}

fn english(step: &Step) -> String {
    let day = show_date;
    match *step {
        Step::Charged { amount, due } => format!("Charged: {amount}, due on {}.", day(due)),
        Step::Moved { kind, amount, on } => {
            let on = day(on);
            match kind {
                LedgerKind::Payment => format!("Received on {on}, of the principal: {amount}."),
                LedgerKind::Discount => format!("Discounted on {on}: {amount}, as if never charged."),
                LedgerKind::Surcharge => {
                    format!("Added on {on}: {amount}, as if charged from the beginning.")
                }
                kind => format!("{} on {on}: {amount}.", (ENGLISH.kind)(kind)),
            }
        }
        Step::PutOff { until, grace_days: 0 } => {
            format!("Nothing is added until {}: banks are closed before.", day(until))
        }
        Step::PutOff { until, grace_days } => format!(
            "Nothing is added until {}, with {} of grace.",
            day(until),
            en_of(grace_days, "day", "days")
        ),
        Step::InTime { until } => format!("No fine and no interest yet: in time until {}.", day(until)),
        Step::Late { from, until, days, counted_from, put_off } => {
            let counting = match (put_off, counted_from) {
                (false, _) => "",
                (true, CountedFrom::Original) => ", counted from the original due date",
                (true, CountedFrom::Extended) => ", counted from the extended due date",
            };
            let days = en_of(days, "calendar day", "calendar days");
            format!("Late: {days}, from {} to {}{counting}.", day(from), day(until))
        }
        Step::Corrected { index, factor, amount, rounding } => format!(
            "Correction by {}: factor {} = {amount}, {}.",
            (ENGLISH.index)(index),
            show_rate(factor.decimal()),
            (ENGLISH.rounding)(rounding)
        ),
        Step::Fined { base, factor, rate, amount, rounding } => match rate {
            FineRate::Percent(percent) => format!(
                "Fine: {}% of {} = {amount}, once, {}.",
                show_rate(percent),
                corrected(base, factor),
                (ENGLISH.rounding)(rounding)
            ),
            FineRate::Fixed(_) => format!("Fine: {amount} per charge, once."),
        },
        Step::Ran { segment, percent } => format!(
            "Interest from {} to {}: {}.",
            day(segment.from),
            day(segment.until),
            ran(&segment, percent.map(show_rate), "per day")
        ),
        Step::Interest { amount, rounding } => {
            format!("Interest: {amount}, rounded once: {}.", (ENGLISH.rounding)(rounding))
        }
        Step::Received { part, amount } => {
            format!("Of {} already received: {amount}, not asked for again.", english_part(part))
        }
        Step::Waived { part, amount } => format!("Of {} waived: {amount}.", english_part(part)),
        Step::Discharged => "The principal is paid: nothing else is asked for.".to_owned(),
        Step::Total(owed) => format!("Updated amount: {}.", sum(&owed)),
    }
}

/// A base in the money of today: with its factor, where it was corrected.
fn corrected(base: Money, factor: Factor) -> String {
    if factor == Factor::ONE {
        base.to_string()
    } else {
        format!("({base} × {})", show_rate(factor.decimal()))
    }
}

/// What a stretch of interest is made of.
fn ran(segment: &Segment, percent: Option<String>, per_day: &str) -> String {
    let (base, days) = (corrected(segment.base, segment.factor), segment.days);
    match (segment.per_day, percent) {
        (None, Some(percent)) => format!("{base} × {percent}% × {days} ÷ 30"),
        (Some(amount), Some(percent)) => {
            format!("({base} × {percent}% ÷ 30 = {amount} {per_day}) × {days}")
        }
        (Some(amount), None) => format!("{amount} {per_day} × {days}"),
        (None, None) => base,
    }
}

/// The parts and what they add up to.
fn sum(owed: &Owed) -> String {
    let parts = [owed.principal, owed.correction, owed.fine, owed.interest];
    let parts: Vec<String> =
        parts.into_iter().filter(|part| !part.is_zero()).map(|part| part.to_string()).collect();
    if parts.len() < 2 { owed.total.to_string() } else { format!("{} = {}", parts.join(" + "), owed.total) }
}
