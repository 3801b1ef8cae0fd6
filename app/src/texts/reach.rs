//! Contacting a client by a program of the person's own, and why it is refused.

use domain::{
    address::Uf,
    contact::Channel,
    contact_hours::{DayKind, Outside},
    period::show_time,
};

pub struct Texts {
    pub title: &'static str,
    pub of_client: &'static str,
    pub for_company: &'static str,
    pub channel: &'static str,
    pub template: &'static str,
    pub no_template: &'static str,
    pub phone: &'static str,
    pub phone_hint: &'static str,
    pub number_of: fn(&str) -> String,
    pub landline: &'static str,
    pub email: &'static str,
    pub subject: &'static str,
    pub body: &'static str,
    pub body_hint: &'static str,
    pub script: &'static str,
    pub charges: &'static str,
    pub charges_hint: &'static str,
    pub days: fn(i64) -> String,
    pub total: &'static str,
    pub parts: fn(&str, &str, &str, &str, &str) -> String,
    pub against: &'static str,
    pub reason: &'static str,
    pub reason_hint: &'static str,
    pub refused: &'static str,
    pub own_server: &'static str,
    pub compose: &'static str,
    pub refresh: &'static str,
    pub outdated: &'static str,
    pub keep: &'static str,
    pub remade: &'static str,
    pub send: fn(Channel) -> &'static str,
    pub send_hint: &'static str,
    pub back: &'static str,

    pub sent_title: &'static str,
    pub open: fn(Channel) -> &'static str,
    pub open_hint: &'static str,
    pub too_long: &'static str,
    pub to: &'static str,
    pub was_it_sent: fn(Channel) -> &'static str,
    pub yes: fn(Channel) -> &'static str,
    pub no: fn(Channel) -> &'static str,
    pub no_reason: &'static str,
    pub no_confirm: &'static str,
    pub outcome: &'static str,
    pub answered: &'static str,
    pub voided: &'static str,
    pub unconfirmed: fn(usize) -> String,
}

/// The hours of a day, in words of the language.
fn outside(outside: &Outside, allowed: &str, never: &str, day: fn(DayKind) -> &'static str) -> String {
    let place = outside.uf.map(Uf::as_str).unwrap_or_default();
    let time = show_time(outside.at.time());
    let hours = outside.window.map_or_else(
        || never.to_owned(),
        |window| format!("{allowed} {}–{}", show_time(window.from), show_time(window.until)),
    );
    format!("{} {time} ({}): {hours}", place, day(outside.day)).trim_start().to_owned()
}

/// Where and when it is, and when the client may be called.
pub fn hours_in_portuguese(at: &Outside) -> String {
    outside(at, "permitido", "não se contata", day_pt)
}

/// Where and when it is, and when the client may be called.
pub fn hours_in_english(at: &Outside) -> String {
    outside(at, "allowed", "nobody is contacted", day_en)
}

const fn day_pt(day: DayKind) -> &'static str {
    match day {
        DayKind::Weekday => "dia útil",
        DayKind::Saturday => "sábado",
        DayKind::Sunday => "domingo ou feriado",
    }
}

const fn day_en(day: DayKind) -> &'static str {
    match day {
        DayKind::Weekday => "weekday",
        DayKind::Saturday => "Saturday",
        DayKind::Sunday => "Sunday or holiday",
    }
}

pub const PORTUGUESE: Texts = Texts {
    title: "Registrar contato",
    of_client: "Com",
    for_company: "por",
    channel: "Forma de contato",
    template: "Modelo",
    no_template: "Sem modelo",
    phone: "Fone",
    phone_hint: "Vem do cadastro; troque se precisar.",
    number_of: |name| format!("Celular de {name}; troque se precisar."),
    landline: "Telefone fixo: confira se recebe mensagens.",
    email: "E-mail",
    subject: "Título",
    body: "Mensagem",
    body_hint: "Os valores são os de hoje. Trocar o modelo ou os títulos refaz o texto, se ninguém o alterou.",
    script: "O que dizer",
    charges: "Títulos",
    charges_hint: "Uma mensagem só, com os títulos marcados.",
    days: |days| match days {
        0 => "vence hoje".to_owned(),
        1 => "1 dia de atraso".to_owned(),
        days if days < 0 => "a vencer".to_owned(),
        days => format!("{days} dias de atraso"),
    },
    total: "Total hoje",
    parts: |principal, correction, fine, interest, total| {
        let correction =
            if correction.is_empty() { String::new() } else { format!("correção {correction}, ") };
        format!("Principal {principal}, {correction}multa {fine}, juros {interest}: total {total}.")
    },
    against: "Antes de continuar",
    reason: "Motivo para contatar mesmo assim",
    reason_hint: "Fica no histórico.",
    refused: "Este contato não é possível",
    own_server: "A empresa tem servidor de e-mail: pela página do cliente o e-mail sai daqui, com registro do envio.",
    compose: "Escrever e-mail pelo sistema",
    refresh: "Refazer o texto",
    outdated: "O texto foi alterado à mão e ficou como está, mas os títulos, os valores, o modelo ou o canal mudaram. Confira os valores, ou use Refazer o texto.",
    keep: "Enviar o meu texto assim mesmo",
    remade: "Nada foi enviado: os títulos, os valores, o modelo ou o canal mudaram. O texto foi refeito com os valores de agora. Confira e envie.",
    send: |channel| match channel {
        Channel::Phone => "Ligar",
        Channel::Letter => "Registrar e imprimir",
        _ => "Enviar",
    },
    send_hint: "Abre o programa com tudo pronto e registra o contato. Depois você confirma se foi enviado.",
    back: "Voltar",

    sent_title: "Contato registrado",
    open: |channel| match channel {
        Channel::WhatsApp => "Abrir o WhatsApp",
        Channel::Sms => "Abrir o SMS",
        Channel::Email => "Abrir o e-mail",
        Channel::Letter => "Abrir a carta (PDF)",
        _ => "Ligar agora",
    },
    open_hint: "O texto já vai pronto. Se já abriu, diga se foi enviado.",
    too_long: "O texto é longo demais para o link. Copie-o daqui e cole no programa.",
    to: "Para",
    was_it_sent: |channel| match channel {
        Channel::Phone => "Como terminou a ligação?",
        Channel::Letter => "A carta foi enviada?",
        _ => "A mensagem foi enviada?",
    },
    yes: |channel| match channel {
        Channel::Phone => "Gravar resultado",
        _ => "Sim, foi enviada",
    },
    no: |channel| match channel {
        Channel::Phone => "Não liguei: cancelar o contato",
        _ => "Não foi enviada: cancelar o contato",
    },
    no_reason: "Por que não",
    no_confirm: "Cancelar contato",
    outcome: "Resultado",
    answered: "O envio deste contato já foi confirmado.",
    voided: "Este contato foi cancelado.",
    unconfirmed: |count| {
        if count == 1 {
            "1 envio aguarda a sua confirmação:".to_owned()
        } else {
            format!("{count} envios aguardam a sua confirmação:")
        }
    },
};

pub const ENGLISH: Texts = Texts {
    title: "Record contact",
    of_client: "With",
    for_company: "for",
    channel: "Channel",
    template: "Template",
    no_template: "No template",
    phone: "Phone",
    phone_hint: "From the client's data; change it if you need to.",
    number_of: |name| format!("Mobile of {name}; change it if you need to."),
    landline: "A landline: make sure that it receives messages.",
    email: "E-mail",
    subject: "Subject",
    body: "Message",
    body_hint: "Amounts are today's. Another template or other charges make the text anew, unless somebody changed it.",
    script: "What to say",
    charges: "Charges",
    charges_hint: "One message, with the ticked charges.",
    days: |days| match days {
        0 => "due today".to_owned(),
        1 => "1 day late".to_owned(),
        days if days < 0 => "not due yet".to_owned(),
        days => format!("{days} days late"),
    },
    total: "Total today",
    parts: |principal, correction, fine, interest, total| {
        let correction =
            if correction.is_empty() { String::new() } else { format!("correction {correction}, ") };
        format!("Principal {principal}, {correction}fine {fine}, interest {interest}: total {total}.")
    },
    against: "Before you go on",
    reason: "Why contact nevertheless",
    reason_hint: "It stays in the history.",
    refused: "This contact is not possible",
    own_server: "The company has a mail server: from the client's page the e-mail is sent from here, and its delivery recorded.",
    compose: "Write the e-mail here",
    refresh: "Make the text anew",
    outdated: "The text was changed by hand and stayed as it is, but charges, amounts, template or channel are others now. Check its amounts, or use Make the text anew.",
    keep: "Send my text all the same",
    remade: "Nothing was sent: charges, amounts, template or channel are others now. The text was made anew with the amounts of this moment. Check it and send.",
    send: |channel| match channel {
        Channel::Phone => "Call",
        Channel::Letter => "Record and print",
        _ => "Send",
    },
    send_hint: "Opens the program with everything ready and records the contact. Afterwards you confirm whether it was sent.",
    back: "Back",

    sent_title: "Contact recorded",
    open: |channel| match channel {
        Channel::WhatsApp => "Open WhatsApp",
        Channel::Sms => "Open SMS",
        Channel::Email => "Open the e-mail",
        Channel::Letter => "Open the letter (PDF)",
        _ => "Call now",
    },
    open_hint: "The text is ready there. If you opened it already, say whether it was sent.",
    too_long: "The text is too long for the link. Copy it from here and paste it into the program.",
    to: "To",
    was_it_sent: |channel| match channel {
        Channel::Phone => "How did the call end?",
        Channel::Letter => "Was the letter sent?",
        _ => "Was the message sent?",
    },
    yes: |channel| match channel {
        Channel::Phone => "Save result",
        _ => "Yes, it was sent",
    },
    no: |channel| match channel {
        Channel::Phone => "I did not call: void the contact",
        _ => "It was not sent: void the contact",
    },
    no_reason: "Why not",
    no_confirm: "Void contact",
    outcome: "Result",
    answered: "The sending of this contact was confirmed already.",
    voided: "This contact was voided.",
    unconfirmed: |count| {
        if count == 1 {
            "1 sending waits for your confirmation:".to_owned()
        } else {
            format!("{count} sendings wait for your confirmation:")
        }
    },
};
