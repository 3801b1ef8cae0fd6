//! E-mails on the page of a client, and their states everywhere.

use domain::message::MessageState;

pub struct Texts {
    pub write: &'static str,
    pub title: &'static str,
    pub none: &'static str,
    pub state: fn(MessageState) -> &'static str,
}

pub const PORTUGUESE: Texts = Texts {
    write: "Enviar e-mail",
    title: "E-mails enviados",
    none: "Nenhum e-mail enviado por aqui.",
    state: |state| match state {
        MessageState::Queued => "Na fila",
        MessageState::Sending => "Enviando",
        MessageState::Sent => "Enviado",
        MessageState::Failed => "Falhou",
        MessageState::Held => "Retido",
        MessageState::Uncertain => "Incerto",
        MessageState::Cancelled => "Cancelado",
    },
};

pub const ENGLISH: Texts = Texts {
    write: "Send e-mail",
    title: "E-mails sent",
    none: "No e-mail sent from here.",
    state: |state| match state {
        MessageState::Queued => "Queued",
        MessageState::Sending => "Sending",
        MessageState::Sent => "Sent",
        MessageState::Failed => "Failed",
        MessageState::Held => "Held",
        MessageState::Uncertain => "Uncertain",
        MessageState::Cancelled => "Cancelled",
    },
};
