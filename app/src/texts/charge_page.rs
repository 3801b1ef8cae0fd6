//! The page of one charge: what it is, its ledger, its payments and what happened to it.

use domain::charge::{ChargeStatus, Locked};

pub struct Texts {
    pub heading: fn(i64) -> String,
    pub record: &'static str,
    pub code: &'static str,
    pub save: &'static str,
    pub save_hint: &'static str,
    pub locked: fn(Locked) -> &'static str,
    pub status_locked: fn(ChargeStatus) -> &'static str,
    pub see_agreement: &'static str,
    pub instalment_of: &'static str,
    pub copy: &'static str,
    pub cancel: &'static str,
    pub cancel_reason: &'static str,
    pub cancel_confirm: &'static str,

    pub owed_today: &'static str,
    pub owed_on: fn(&str) -> String,
    pub ledger: &'static str,
    pub ledger_hint: &'static str,
    pub day: &'static str,
    pub counts_from: fn(&str) -> String,
    pub what: &'static str,
    pub balance_after: &'static str,
    pub by: &'static str,
    pub automatic: &'static str,
    pub taken_back: &'static str,

    pub payments: &'static str,
    pub payments_none: &'static str,
    pub payment_of: fn(&str, &str) -> String,
    pub payment_unknown_method: &'static str,
    pub payment_went_to: &'static str,
    pub payment_recorded_by: fn(&str) -> String,
    pub waived_because: fn(&str) -> String,
    pub reverse: &'static str,
    pub reverse_reason: &'static str,
    pub reverse_confirm: &'static str,
    pub reversed: fn(&str, &str) -> String,

    pub timeline: &'static str,
    pub timeline_none: &'static str,
    pub event: fn(&str) -> &'static str,
    pub field: fn(&str) -> &'static str,
    pub became: &'static str,
    pub blank: &'static str,
    pub reason: fn(&str) -> String,
}

pub const PORTUGUESE: Texts = Texts {
    heading: |code| format!("Lançamento {code}"),
    record: "Cadastro",
    code: "Código",
    save: "Salvar alterações",
    save_hint: "Cada alteração fica registrada no histórico, com o antes e o depois.",
    locked: |locked| match locked {
        Locked::Closed(status) => (PORTUGUESE.status_locked)(status),
        Locked::Instalment(_) => {
            "É parcela de um acordo: valor e vencimento são os que foram combinados nele e não podem ser alterados aqui."
        }
        Locked::NotAllowed => "Seu perfil vê este lançamento, mas não o altera. Fale com um gestor.",
    },
    status_locked: |status| match status {
        ChargeStatus::Settled => {
            "Está quitado e não pode mais ser alterado. Para mudar algo, estorne antes o pagamento."
        }
        ChargeStatus::Superseded => {
            "Foi levado para um acordo e não pode ser alterado enquanto ele valer. Para mudar algo, desfaça antes o acordo."
        }
        ChargeStatus::WrittenOff => "Foi baixado como perda e não pode mais ser alterado.",
        ChargeStatus::Cancelled => "Foi cancelado e não pode mais ser alterado. Se foi engano, copie-o.",
        ChargeStatus::Open => "",
    },
    see_agreement: "Ver o acordo",
    instalment_of: "Parcela de acordo",
    copy: "Copiar",
    cancel: "Cancelar lançamento",
    cancel_reason: "Motivo do cancelamento",
    cancel_confirm: "Cancelar lançamento",

    owed_today: "Valor atualizado hoje",
    owed_on: |day| format!("Valor atualizado para pagamento em {day}"),
    ledger: "Extrato",
    ledger_hint: "As linhas só se acrescentam: nada se apaga.",
    day: "Data",
    counts_from: |day| format!("conta de {day}"),
    what: "O que foi",
    balance_after: "Principal em aberto",
    by: "Por",
    automatic: "automático",
    taken_back: "estornado",

    payments: "Pagamentos",
    payments_none: "Nenhum pagamento recebido.",
    payment_of: |day, method| format!("{day}, {method}"),
    payment_unknown_method: "forma não informada",
    payment_went_to: "Distribuído em",
    payment_recorded_by: |user| format!("registrado por {user}"),
    waived_because: |reason| format!("Encargos dispensados: {reason}"),
    reverse: "Estornar",
    reverse_reason: "Motivo do estorno",
    reverse_confirm: "Estornar pagamento",
    reversed: |by, day| format!("Estornado por {by} em {day}"),

    timeline: "Histórico do lançamento",
    timeline_none: "Nada aconteceu ainda.",
    event: |kind| match kind {
        "charge_created" => "Lançamento criado",
        "charge_changed" => "Lançamento alterado",
        "charge_cancelled" => "Lançamento cancelado",
        "charge_settled" => "Quitado",
        "charge_partly_paid" => "Pago em parte",
        "payment_reversed" => "Pagamento estornado",
        "charge_superseded" => "Levado para um acordo",
        "charge_restored" => "De volta do acordo",
        _ => "Alteração automática",
    },
    field: |name| match name {
        "document" => "Documento",
        "description" => "Descrição",
        "category" => "Categoria",
        "issued" => "Emissão",
        "due" => "Vencimento",
        "amount" => "Valor",
        "method" => "Forma de pagamento",
        "notes" => "Observações",
        "balance" => "Principal em aberto",
        _ => "Outro",
    },
    became: "passou a",
    blank: "em branco",
    reason: |reason| format!("Motivo: {reason}"),
};

pub const ENGLISH: Texts = Texts {
    heading: |code| format!("Charge {code}"),
    record: "Record",
    code: "Code",
    save: "Save changes",
    save_hint: "Every change stays in the history, with before and after.",
    locked: |locked| match locked {
        Locked::Closed(status) => (ENGLISH.status_locked)(status),
        Locked::Instalment(_) => {
            "It is an instalment of an agreement: amount and due date are those agreed on and cannot be changed here."
        }
        Locked::NotAllowed => "Your role sees this charge but does not change it. Ask a manager.",
    },
    status_locked: |status| match status {
        ChargeStatus::Settled => {
            "It is settled and cannot be changed any more. To change anything, take the payment back first."
        }
        ChargeStatus::Superseded => {
            "It is part of an agreement and cannot be changed while that holds. To change anything, undo the agreement first."
        }
        ChargeStatus::WrittenOff => "It was written off and cannot be changed any more.",
        ChargeStatus::Cancelled => {
            "It was cancelled and cannot be changed any more. If that was a mistake, copy it."
        }
        ChargeStatus::Open => "",
    },
    see_agreement: "See the agreement",
    instalment_of: "Instalment of an agreement",
    copy: "Copy",
    cancel: "Cancel charge",
    cancel_reason: "Reason of the cancellation",
    cancel_confirm: "Cancel charge",

    owed_today: "Updated amount today",
    owed_on: |day| format!("Updated amount for payment on {day}"),
    ledger: "Ledger",
    ledger_hint: "Lines are only ever added: nothing is erased.",
    day: "Date",
    counts_from: |day| format!("counts from {day}"),
    what: "What it was",
    balance_after: "Open principal",
    by: "By",
    automatic: "automatic",
    taken_back: "taken back",

    payments: "Payments",
    payments_none: "No payment received.",
    payment_of: |day, method| format!("{day}, {method}"),
    payment_unknown_method: "method unknown",
    payment_went_to: "Went to",
    payment_recorded_by: |user| format!("recorded by {user}"),
    waived_because: |reason| format!("Late charges waived: {reason}"),
    reverse: "Take back",
    reverse_reason: "Reason of the reversal",
    reverse_confirm: "Take payment back",
    reversed: |by, day| format!("Taken back by {by} on {day}"),

    timeline: "History of the charge",
    timeline_none: "Nothing has happened yet.",
    event: |kind| match kind {
        "charge_created" => "Charge created",
        "charge_changed" => "Charge changed",
        "charge_cancelled" => "Charge cancelled",
        "charge_settled" => "Settled",
        "charge_partly_paid" => "Partly paid",
        "payment_reversed" => "Payment taken back",
        "charge_superseded" => "Moved to an agreement",
        "charge_restored" => "Back from the agreement",
        _ => "Automatic change",
    },
    field: |name| match name {
        "document" => "Document",
        "description" => "Description",
        "category" => "Category",
        "issued" => "Issued",
        "due" => "Due",
        "amount" => "Amount",
        "method" => "Payment method",
        "notes" => "Notes",
        "balance" => "Open principal",
        _ => "Other",
    },
    became: "became",
    blank: "blank",
    reason: |reason| format!("Reason: {reason}"),
};
