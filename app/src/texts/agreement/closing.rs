//! The page on which an agreement is made.

use crate::texts::count::{en_of, pt_of};
use domain::{
    agreement::{Change, Closing},
    period::show_date,
};

pub struct Texts {
    pub see_charge: &'static str,
    pub title: &'static str,
    pub back: fn(&str) -> String,
    pub of_contact: &'static str,
    pub nothing_open: &'static str,
    pub nothing_open_hint: &'static str,
    pub charges: &'static str,
    pub charges_hint: &'static str,
    pub choose: fn(&str) -> String,
    pub choose_all: &'static str,
    pub all_overdue: &'static str,
    pub overdue: &'static str,
    pub chosen: fn(usize) -> String,
    pub adjustment: &'static str,
    pub discount_hint: fn(&str) -> String,
    pub discount_beyond: fn(&str) -> String,
    pub surcharge_hint: &'static str,
    pub reason: &'static str,
    pub reason_hint: &'static str,
    pub instalments: &'static str,
    pub divide: &'static str,
    pub count: &'static str,
    pub first: &'static str,
    pub every: &'static str,
    pub every_hint: &'static str,
    pub down: &'static str,
    pub down_on: &'static str,
    pub down_hint: &'static str,
    pub make: &'static str,
    pub rows: &'static str,
    pub row: fn(usize) -> String,
    pub row_field: fn(&str, usize) -> String,
    pub remove: fn(usize) -> String,
    pub remove_short: &'static str,
    pub add: &'static str,
    pub notes: &'static str,
    pub summary: &'static str,
    pub agreed: &'static str,
    pub distributed: fn(usize) -> String,
    pub difference: &'static str,
    pub balanced: &'static str,
    pub too_much: &'static str,
    pub too_little: &'static str,
    pub nothing_chosen: &'static str,
    pub no_instalments: &'static str,
    pub to_correct: &'static str,
    pub close: fn(Closing, &str) -> String,
    pub recalculate: &'static str,
    pub confirm: &'static str,
    pub changed: &'static str,
    pub change: fn(&Change) -> String,
}

pub const PORTUGUESE: Texts = Texts {
    see_charge: "ver o lançamento",
    title: "Novo acordo",
    back: |client| format!("Voltar para {client}"),
    of_contact: "O acordo fica ligado ao contato que você acabou de registrar.",
    nothing_open: "Nada em aberto para renegociar",
    nothing_open_hint: "Este cliente não tem lançamentos em aberto nas suas empresas.",
    charges: "O que entra no acordo",
    charges_hint: "Vencidos ou a vencer, de uma só empresa. Toque no valor atualizado para ver a conta.",
    choose: |document| format!("Incluir {document}"),
    choose_all: "Incluir todos",
    all_overdue: "Só os vencidos",
    overdue: "vencido",
    chosen: |count| pt_of(count, "lançamento escolhido", "lançamentos escolhidos"),
    adjustment: "Desconto e acréscimo",
    discount_hint: |cap| format!("Até multa e juros: {cap}. Um valor negativo vira acréscimo."),
    discount_beyond: |cap| {
        format!("Até multa e juros: {cap}. Acima disso, informe o motivo. Um valor negativo vira acréscimo.")
    },
    surcharge_hint: "Somado à dívida; serve também para arredondar as parcelas.",
    reason: "Motivo do desconto maior",
    reason_hint: "Obrigatório quando o desconto passa de multa e juros.",
    instalments: "Parcelas",
    divide: "Gerar parcelas",
    count: "Quantidade",
    first: "Primeiro vencimento",
    every: "A cada (dias)",
    every_hint: "Em branco: todo mês.",
    down: "Entrada",
    down_on: "Data da entrada",
    down_hint: "Em branco: hoje.",
    make: "Gerar",
    rows: "Parcelas do acordo",
    row: |number| format!("Parcela {number}"),
    row_field: |field, number| format!("{field} da parcela {number}"),
    remove: |number| format!("Remover a parcela {number}"),
    remove_short: "Remover",
    add: "Adicionar parcela",
    notes: "Observações do acordo",
    summary: "Resumo",
    agreed: "Total do acordo",
    distributed: |count| format!("Soma de {}", pt_of(count, "parcela", "parcelas")),
    difference: "Diferença",
    balanced: "As parcelas fecham com o total.",
    too_much: "As parcelas passam do total.",
    too_little: "Falta distribuir nas parcelas.",
    nothing_chosen: "Escolha pelo menos um lançamento.",
    no_instalments: "Gere ou adicione as parcelas.",
    to_correct: "Há campos a corrigir.",
    close: |closing, amount| match closing {
        Closing::Surcharge => format!("Pôr {amount} no acréscimo"),
        Closing::Discount => format!("Dar {amount} de desconto"),
        Closing::Spread => "Ajustar as parcelas".to_owned(),
    },
    recalculate: "Recalcular",
    confirm: "Confirmar acordo",
    changed: "O que mudou desde que a página foi aberta:",
    change: |change| match change {
        Change::NewDay { seen, now } => {
            format!("A página era de {}; os encargos agora são de {}.", show_date(*seen), show_date(*now))
        }
        Change::Owed { document, seen, now } => {
            format!("{document}: a página mostrava {seen}; agora são {now}.")
        }
        Change::Gone { .. } => {
            "Um lançamento escolhido não está mais em aberto: foi pago, cancelado ou entrou em outro acordo."
                .to_owned()
        }
    },
};

pub const ENGLISH: Texts = Texts {
    see_charge: "see the charge",
    title: "New agreement",
    back: |client| format!("Back to {client}"),
    of_contact: "The agreement is linked to the contact that you have just recorded.",
    nothing_open: "Nothing open to renegotiate",
    nothing_open_hint: "This client has no open charges in your companies.",
    charges: "What is renegotiated",
    charges_hint: "Overdue or not, of one company only. Click the updated amount to see how it came about.",
    choose: |document| format!("Include {document}"),
    choose_all: "Include all",
    all_overdue: "Overdue ones only",
    overdue: "overdue",
    chosen: |count| en_of(count, "charge chosen", "charges chosen"),
    adjustment: "Discount and surcharge",
    discount_hint: |cap| format!("Up to fine and interest: {cap}. Below zero it becomes a surcharge."),
    discount_beyond: |cap| {
        format!(
            "Up to fine and interest: {cap}. Beyond it, give the reason. Below zero it becomes a surcharge."
        )
    },
    surcharge_hint: "Added to the debt; also good for rounding the instalments.",
    reason: "Reason for the greater discount",
    reason_hint: "Needed when the discount goes beyond fine and interest.",
    instalments: "Instalments",
    divide: "Make instalments",
    count: "How many",
    first: "First due date",
    every: "Every (days)",
    every_hint: "Blank: every month.",
    down: "Down payment",
    down_on: "Down payment due",
    down_hint: "Blank: today.",
    make: "Make",
    rows: "Instalments of the agreement",
    row: |number| format!("Instalment {number}"),
    row_field: |field, number| format!("{field} of instalment {number}"),
    remove: |number| format!("Remove instalment {number}"),
    remove_short: "Remove",
    add: "Add an instalment",
    notes: "Notes on the agreement",
    summary: "Summary",
    agreed: "Total of the agreement",
    distributed: |count| format!("Sum of {}", en_of(count, "instalment", "instalments")),
    difference: "Difference",
    balanced: "The instalments match the total.",
    too_much: "The instalments exceed the total.",
    too_little: "Still to be distributed.",
    nothing_chosen: "Choose at least one charge.",
    no_instalments: "Make or add the instalments.",
    to_correct: "Some fields need attention.",
    close: |closing, amount| match closing {
        Closing::Surcharge => format!("Put {amount} into the surcharge"),
        Closing::Discount => format!("Give a discount of {amount}"),
        Closing::Spread => "Adjust the instalments".to_owned(),
    },
    recalculate: "Recalculate",
    confirm: "Confirm agreement",
    changed: "What changed since the page was opened:",
    change: |change| match change {
        Change::NewDay { seen, now } => {
            format!("The page was of {}; fine and interest are now of {}.", show_date(*seen), show_date(*now))
        }
        Change::Owed { document, seen, now } => {
            format!("{document}: the page showed {seen}; now it is {now}.")
        }
        Change::Gone { .. } => {
            "A chosen charge is no longer open: it was paid, cancelled, or became part of another agreement."
                .to_owned()
        }
    },
};
