//! Agreements: closing one, the list, and the page of one. Only the server shows them.

mod closing;
mod list;
mod page;

use super::count::{en_of, pt_of};
use domain::agreement::Health;

pub struct Texts {
    pub closing: closing::Texts,
    pub list: list::Texts,
    pub page: page::Texts,
    pub number: fn(i64) -> String,
    pub health: fn(Health) -> String,
    pub principal: &'static str,
    pub correction: &'static str,
    pub fine: &'static str,
    pub interest: &'static str,
    pub updated: &'static str,
    pub discount: &'static str,
    pub surcharge: &'static str,
    pub total: &'static str,
    pub document: &'static str,
    pub due: &'static str,
    pub company: &'static str,
    pub pay_by: &'static str,
    pub amount: &'static str,
    /// What is said after something was done; see [`super::common::notice`].
    pub(super) notices: &'static [(&'static str, &'static str)],
}

pub const PORTUGUESE: Texts = Texts {
    closing: closing::PORTUGUESE,
    list: list::PORTUGUESE,
    page: page::PORTUGUESE,
    number: |number| format!("Acordo nº {number}"),
    health: |health| match health {
        Health::UpToDate => "Em dia".to_owned(),
        Health::Late { days } => format!("Atrasado há {}", pt_of(days, "dia", "dias")),
        Health::Missed { count, days } => {
            format!("{count} parcelas atrasadas, há {}", pt_of(days, "dia", "dias"))
        }
        Health::Fulfilled => "Cumprido".to_owned(),
        Health::Renegotiated => "Renegociado".to_owned(),
        Health::Broken => "Quebrado".to_owned(),
        Health::Undone => "Desfeito".to_owned(),
    },
    principal: "Principal",
    correction: "Correção",
    fine: "Multa",
    interest: "Juros",
    updated: "Atualizado",
    discount: "Desconto",
    surcharge: "Acréscimo",
    total: "Total",
    document: "Documento",
    due: "Vencimento",
    company: "Empresa",
    pay_by: "Forma de pagamento",
    amount: "Valor",
    notices: &[
        ("acordo-desfeito", "Acordo desfeito: os lançamentos voltaram como estavam."),
        ("acordo-quebrado", "Acordo quebrado: os lançamentos voltaram a ser cobrados."),
    ],
};

pub const ENGLISH: Texts = Texts {
    closing: closing::ENGLISH,
    list: list::ENGLISH,
    page: page::ENGLISH,
    number: |number| format!("Agreement no. {number}"),
    health: |health| match health {
        Health::UpToDate => "Up to date".to_owned(),
        Health::Late { days } => format!("Late by {}", en_of(days, "day", "days")),
        Health::Missed { count, days } => {
            format!("{count} instalments missed, {}", en_of(days, "day", "days"))
        }
        Health::Fulfilled => "Fulfilled".to_owned(),
        Health::Renegotiated => "Renegotiated".to_owned(),
        Health::Broken => "Broken".to_owned(),
        Health::Undone => "Undone".to_owned(),
    },
    principal: "Principal",
    correction: "Correction",
    fine: "Fine",
    interest: "Interest",
    updated: "Updated",
    discount: "Discount",
    surcharge: "Surcharge",
    total: "Total",
    document: "Document",
    due: "Due",
    company: "Company",
    pay_by: "Payment method",
    amount: "Amount",
    notices: &[
        ("acordo-desfeito", "Agreement undone: the charges are back as they were."),
        ("acordo-quebrado", "Agreement broken: the charges are asked for again."),
    ],
};
