//! Documents on paper and files for spreadsheets.

pub struct Texts {
    pub total: &'static str,
    pub day: &'static str,
    pub time: &'static str,
    pub phone: &'static str,
    pub days_late: &'static str,
    pub term: &'static str,
    pub letters: &'static str,

    pub refused_title: &'static str,
    pub company_lacks: &'static str,
    pub creditor_tax_id: &'static str,
    pub creditor_street: &'static str,
    pub creditor_city: &'static str,
    pub nothing_owed: &'static str,
    pub to_company: &'static str,
    pub cannot_compute: &'static str,
    pub back: &'static str,
}

pub const PORTUGUESE: Texts = Texts {
    total: "Total",
    day: "Data",
    time: "Hora",
    phone: "Telefone",
    days_late: "Dias de atraso",
    letters: "Imprimir cartas (PDF)",
    term: "Termo de acordo (PDF)",

    refused_title: "Este documento ainda não pode ser emitido",
    company_lacks: "Todo documento de cobrança deve trazer nome, endereço e CPF ou CNPJ do credor (CDC, art. 42-A). No cadastro da empresa falta:",
    creditor_tax_id: "CPF ou CNPJ",
    creditor_street: "endereço (logradouro)",
    creditor_city: "cidade",
    nothing_owed: "Não há títulos em aberto para este documento.",
    to_company: "Completar o cadastro da empresa",
    cannot_compute: "Falta um mês na tabela do índice de correção: o valor atualizado não pode ser calculado.",
    back: "Voltar",
};

pub const ENGLISH: Texts = Texts {
    total: "Total",
    day: "Date",
    time: "Time",
    phone: "Telephone",
    days_late: "Days late",
    letters: "Print letters (PDF)",
    term: "Agreement term (PDF)",

    refused_title: "This document cannot be issued yet",
    company_lacks: "Every demand must carry the creditor's name, address and CPF or CNPJ (CDC, art. 42-A). The company's record lacks:",
    creditor_tax_id: "CPF or CNPJ",
    creditor_street: "address (street)",
    creditor_city: "city",
    nothing_owed: "Nothing that this document could be about is open.",
    to_company: "Complete the company's record",
    cannot_compute: "The table of the price index lacks a month: the updated amount cannot be computed.",
    back: "Back",
};
