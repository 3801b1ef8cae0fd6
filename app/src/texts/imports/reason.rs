//! What is the matter with a value of a file, in words.

use crate::texts::{Texts, errors};
use backend::import::Reason;
use domain::charge::ChargeStatus;

/// In Portuguese.
pub fn portuguese(reason: &Reason, texts: &Texts) -> String {
    match reason {
        Reason::Missing => "Falta.".to_owned(),
        Reason::Wrong(rule) => errors::sentence(rule, texts),
        Reason::LeftBlank(rule) => format!("{} Ficou em branco.", errors::sentence(rule, texts)),
        Reason::TooLong(max) => format!("Mais de {max} caracteres."),
        Reason::Cut(max) => format!("Mais de {max} caracteres: foi cortado."),
        Reason::Rounded(amount) => format!("Tem mais casas do que centavos: foi arredondado para {amount}."),
        Reason::MoreValues(width) => format!("Mais valores do que os {width} títulos."),
        Reason::NotPositive => "Precisa ser maior que zero.".to_owned(),
        Reason::PaidInFuture => "Um pagamento não pode estar no futuro.".to_owned(),
        Reason::NothingPaid => "Com data de pagamento, precisa ser maior que zero.".to_owned(),
        Reason::NoDatePaid => "Falta a data do pagamento.".to_owned(),
        Reason::SameAsLine(line) => format!("O mesmo documento da linha {line}."),
        Reason::SamePayment(line) => format!("O mesmo pagamento da linha {line}."),
        Reason::Namesakes => {
            "Vários clientes têm este nome: informe CPF/CNPJ ou código do cliente.".to_owned()
        }
        Reason::AlreadyPaid(amount) => format!("Aqui já foram pagos {amount}."),
        Reason::IsHere(value) => format!("Aqui é {value}."),
        Reason::Status(status) => format!(
            "Aqui está {}.",
            match status {
                ChargeStatus::Open => "em aberto",
                ChargeStatus::Settled => "quitada",
                ChargeStatus::Superseded => "substituída por acordo",
                ChargeStatus::WrittenOff => "baixada como perda",
                ChargeStatus::Cancelled => "cancelada",
            }
        ),
        Reason::OfAnother(document) => format!("Aqui o documento {document} é de outro cliente."),
        Reason::Beyond(amount) => format!("{amount} a mais do que estava em aberto: ficam como encargos."),
        Reason::UnknownDocument => "Não há cobrança com este documento.".to_owned(),
        Reason::TakenBack => "Este pagamento foi registrado e depois estornado.".to_owned(),
    }
}

/// In English.
pub fn english(reason: &Reason, texts: &Texts) -> String {
    match reason {
        Reason::Missing => "Missing.".to_owned(),
        Reason::Wrong(rule) => errors::sentence(rule, texts),
        Reason::LeftBlank(rule) => format!("{} Left blank.", errors::sentence(rule, texts)),
        Reason::TooLong(max) => format!("More than {max} characters."),
        Reason::Cut(max) => format!("More than {max} characters: it was cut."),
        Reason::Rounded(amount) => format!("It has more decimals than centavos: rounded to {amount}."),
        Reason::MoreValues(width) => format!("More values than the {width} headings."),
        Reason::NotPositive => "It must be more than zero.".to_owned(),
        Reason::PaidInFuture => "A payment cannot be in the future.".to_owned(),
        Reason::NothingPaid => "With a date of payment it must be more than zero.".to_owned(),
        Reason::NoDatePaid => "The date of the payment is missing.".to_owned(),
        Reason::SameAsLine(line) => format!("The same document as in line {line}."),
        Reason::SamePayment(line) => format!("The same payment as in line {line}."),
        Reason::Namesakes => {
            "Several clients have this name: give CPF/CNPJ or the client's identifier.".to_owned()
        }
        Reason::AlreadyPaid(amount) => format!("{amount} is already paid here."),
        Reason::IsHere(value) => format!("It is {value} here."),
        Reason::Status(status) => format!(
            "It is {} here.",
            match status {
                ChargeStatus::Open => "open",
                ChargeStatus::Settled => "settled",
                ChargeStatus::Superseded => "superseded by an agreement",
                ChargeStatus::WrittenOff => "written off",
                ChargeStatus::Cancelled => "cancelled",
            }
        ),
        Reason::OfAnother(document) => format!("Document {document} is another client's here."),
        Reason::Beyond(amount) => format!("{amount} more than was open: kept as late charges."),
        Reason::UnknownDocument => "There is no charge with this document.".to_owned(),
        Reason::TakenBack => "This payment was recorded and then taken back.".to_owned(),
    }
}
