//! The settings of messages: templates, companies' data, mail servers.

use domain::message::{MessageChannel, Security, Situation, Variable};

pub struct Texts {
    pub templates: &'static str,
    pub templates_lead: &'static str,
    pub new_template: &'static str,
    pub edit_template: &'static str,
    pub all_templates: &'static str,
    pub name: &'static str,
    pub channel: &'static str,
    pub channel_name: fn(MessageChannel) -> &'static str,
    pub situation: &'static str,
    pub situation_hint: &'static str,
    pub situation_name: fn(Situation) -> &'static str,
    pub subject: &'static str,
    pub subject_hint: &'static str,
    pub body: &'static str,
    pub save: &'static str,
    pub delete: &'static str,
    pub delete_ask: &'static str,
    pub variables: &'static str,
    pub variables_hint: &'static str,
    pub variable: fn(Variable) -> &'static str,
    pub preview: &'static str,
    pub search: &'static str,
    pub search_hint: &'static str,
    pub preview_for: &'static str,
    pub others: &'static str,
    pub nobody: &'static str,
    pub wrong: &'static str,
    pub update: &'static str,

    pub company: &'static str,
    pub company_lead: &'static str,
    pub missing: fn(&str) -> String,
    pub company_name: &'static str,
    pub tax_id: &'static str,
    pub email: &'static str,
    pub phone: &'static str,
    pub cep: &'static str,
    pub street: &'static str,
    pub number: &'static str,
    pub complement: &'static str,
    pub district: &'static str,
    pub city: &'static str,
    pub uf: &'static str,
    pub payment_section: &'static str,
    pub payment: &'static str,
    pub payment_hint: &'static str,
    pub link: &'static str,
    pub link_hint: &'static str,
    pub save_company: &'static str,

    pub server: &'static str,
    pub server_lead: &'static str,
    pub organisation: &'static str,
    pub own: &'static str,
    pub uses_fallback: &'static str,
    pub no_server: &'static str,
    pub host: &'static str,
    pub host_hint: &'static str,
    pub port: &'static str,
    pub security: &'static str,
    pub security_name: fn(Security) -> &'static str,
    pub user: &'static str,
    pub user_hint: &'static str,
    pub password: &'static str,
    pub password_kept: &'static str,
    pub password_hint: &'static str,
    pub no_key: &'static str,
    pub unreadable: &'static str,
    pub sender_name: &'static str,
    pub sender_address: &'static str,
    pub reply_to: &'static str,
    pub limit: &'static str,
    pub limit_hint: &'static str,
    pub save_server: &'static str,
    pub answered: fn(&str) -> String,
    pub trouble: fn(Trouble) -> &'static str,
    pub test: &'static str,
    pub test_lead: &'static str,
    pub test_to: &'static str,
    pub test_send: &'static str,
    pub notices: &'static [(&'static str, &'static str)],
}

/// What a mail server answered, in its own words; or what became of the connection, in ours.
pub fn said(answer: &str, texts: &Texts) -> String {
    if answer.starts_with(|first: char| first.is_ascii_digit()) {
        return (texts.answered)(answer);
    }
    let of = |words: &[&str]| words.iter().any(|word| answer.contains(word));
    let problem = if of(&["refused"]) {
        Trouble::Refused
    } else if of(&["lookup", "resolve"]) {
        Trouble::UnknownHost
    } else if of(&["STARTTLS"]) {
        Trouble::NoStartTls
    } else if of(&["ertificate"]) {
        Trouble::Certificate
    } else if of(&["corrupt message", "InvalidContentType"]) {
        Trouble::NoTls
    } else if of(&["authentication mechanism"]) {
        Trouble::NoSignIn
    } else if of(&["no answer", "timed out", "timeout"]) {
        Trouble::Silence
    } else {
        Trouble::Other
    };
    format!("{} ({answer})", (texts.trouble)(problem))
}

/// What can be wrong with a connection to a mail server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    Refused,
    UnknownHost,
    NoStartTls,
    Certificate,
    NoTls,
    NoSignIn,
    Silence,
    Other,
}

pub const PORTUGUESE: Texts = Texts {
    templates: "Modelos",
    templates_lead: "Textos para e-mail, WhatsApp, SMS e carta. Os valores entram pelas variáveis e são \
        calculados no envio.",
    new_template: "Novo modelo",
    edit_template: "Alterar modelo",
    all_templates: "Todos os modelos",
    name: "Nome",
    channel: "Canal",
    channel_name: |channel| match channel {
        MessageChannel::Email => "E-mail",
        MessageChannel::Whatsapp => "WhatsApp",
        MessageChannel::Sms => "SMS",
        MessageChannel::Letter => "Carta",
    },
    situation: "Situação",
    situation_hint: "O modelo que combina com o atraso é o proposto.",
    situation_name: |situation| match situation {
        Situation::BeforeDue => "Antes do vencimento",
        Situation::DueToday => "Vence hoje",
        Situation::Late1To10 => "1 a 10 dias de atraso",
        Situation::Late11To30 => "11 a 30 dias de atraso",
        Situation::Late31To60 => "31 dias de atraso ou mais",
        Situation::Agreement => "Parcela de acordo",
        Situation::Thanks => "Agradecimento",
        Situation::Other => "Outra",
    },
    subject: "Assunto",
    subject_hint: "Para e-mail e carta.",
    body: "Texto",
    save: "Salvar modelo",
    delete: "Excluir",
    delete_ask: "Excluir este modelo? As mensagens já enviadas não mudam.",
    variables: "Variáveis",
    variables_hint: "Escreva entre chaves, como aqui. Qualquer outra é recusada ao salvar.",
    variable: |variable| match variable {
        Variable::Client => "nome do cliente",
        Variable::FirstName => "primeiro nome (de empresas, o nome inteiro)",
        Variable::Company => "nome da empresa que cobra",
        Variable::CompanyTaxId => "CPF/CNPJ da empresa",
        Variable::CompanyAddress => "endereço da empresa",
        Variable::CompanyPhone => "telefone da empresa",
        Variable::CompanyEmail => "e-mail da empresa",
        Variable::Charges => "os títulos, com principal, multa e juros de cada um",
        Variable::Count => "quantos títulos",
        Variable::Original => "principal em aberto",
        Variable::Correction => "correção monetária",
        Variable::Fine => "multa",
        Variable::Interest => "juros",
        Variable::Total => "total atualizado",
        Variable::DueDates => "datas de vencimento",
        Variable::DaysLate => "dias de atraso do título mais antigo",
        Variable::Payment => "instruções de pagamento da empresa",
        Variable::Link => "link de pagamento da empresa",
        Variable::Today => "data dos valores (a do envio)",
    },
    preview: "Prévia",
    search: "Cliente da prévia",
    search_hint: "Nome, CPF/CNPJ, telefone ou e-mail.",
    preview_for: "Para",
    others: "Outros encontrados:",
    nobody: "Nenhum cliente encontrado: procure outro.",
    wrong: "Corrija o texto para ver a prévia:",
    update: "Atualizar prévia",

    company: "Empresa",
    company_lead: "O que todo documento de cobrança diz de quem cobra. Nome, endereço e CPF/CNPJ são \
        obrigatórios por lei (CDC, art. 42-A): sem eles nada é enviado.",
    missing: |fields| format!("Falta: {fields}. Enquanto isso, nenhuma cobrança desta empresa é enviada."),
    company_name: "Nome",
    tax_id: "CPF ou CNPJ",
    email: "E-mail para os clientes",
    phone: "Telefone para os clientes",
    cep: "CEP",
    street: "Logradouro",
    number: "Número",
    complement: "Complemento",
    district: "Bairro",
    city: "Cidade",
    uf: "UF",
    payment_section: "Pagamento",
    payment: "Instruções de pagamento",
    payment_hint: "Entra nas mensagens pela variável {pagamento}. Por exemplo: a chave Pix.",
    link: "Link de pagamento",
    link_hint: "Entra nas mensagens pela variável {link}.",
    save_company: "Salvar dados",

    server: "E-mail",
    server_lead: "O servidor pelo qual as cobranças são enviadas. Cada empresa pode ter o seu; as outras usam o \
        da organização.",
    organisation: "Toda a organização",
    own: "Esta empresa tem configuração própria.",
    uses_fallback: "Esta empresa usa a configuração da organização. Preencha para que tenha a sua.",
    no_server: "Ainda não há servidor configurado: nenhum e-mail é enviado.",
    host: "Servidor SMTP",
    host_hint: "Em branco, a configuração é retirada.",
    port: "Porta",
    security: "Segurança",
    security_name: |security| match security {
        Security::StartTls => "STARTTLS (porta 587)",
        Security::Tls => "TLS (porta 465)",
        Security::None => "Nenhuma (só na rede interna)",
    },
    user: "Usuário",
    user_hint: "Em branco, o servidor não pede autenticação.",
    password: "Senha",
    password_kept: "Há uma senha guardada. Deixe em branco para mantê-la; com outro servidor, porta ou segurança, digite-a de novo.",
    password_hint: "É guardada cifrada e nunca mais mostrada.",
    no_key: "O servidor não tem chave para guardar senhas. Defina EMDIA_SECRET_KEY (ou EMDIA_SECRET_KEY_FILE) e \
        reinicie; sem ela só servem servidores que não pedem autenticação.",
    unreadable: "A senha guardada foi cifrada com outra chave e não pode ser lida: digite-a de novo.",
    sender_name: "Nome do remetente",
    sender_address: "Endereço do remetente",
    reply_to: "Responder para",
    limit: "Limite por hora",
    limit_hint: "Quantas mensagens o servidor aceita por hora. Em branco, sem limite.",
    save_server: "Salvar configuração",
    answered: |answer| format!("O servidor de e-mail respondeu: {answer}"),
    trouble: |trouble| match trouble {
        Trouble::Refused => "Nenhum servidor atende neste endereço: confira o servidor e a porta.",
        Trouble::UnknownHost => "O nome do servidor não foi encontrado: confira o endereço.",
        Trouble::NoStartTls => "O servidor não oferece STARTTLS: escolha outra segurança.",
        Trouble::Certificate => "O certificado do servidor não foi aceito.",
        Trouble::NoTls => "O servidor não fala TLS nesta porta: confira a segurança e a porta.",
        Trouble::NoSignIn => {
            "O servidor não aceita usuário e senha: confira a segurança, ou deixe o usuário em branco."
        }
        Trouble::Silence => "O servidor não respondeu a tempo.",
        Trouble::Other => "Não foi possível falar com o servidor de e-mail.",
    },
    test: "Mensagem de teste",
    test_lead: "Envia uma mensagem pela configuração salva. Se o servidor recusar, a resposta dele aparece aqui.",
    test_to: "Enviar para",
    test_send: "Enviar mensagem de teste",
    notices: &[
        ("modelo-salvo", "Modelo salvo."),
        ("modelo-excluido", "Modelo excluído."),
        ("empresa-salva", "Dados da empresa salvos."),
        ("servidor-salvo", "Configuração de e-mail salva."),
        ("teste-enviado", "O servidor aceitou a mensagem de teste."),
    ],
};

pub const ENGLISH: Texts = Texts {
    templates: "Templates",
    templates_lead: "Texts for e-mail, WhatsApp, SMS and letter. Amounts come in through variables and are computed \
        when a message is sent.",
    new_template: "New template",
    edit_template: "Change template",
    all_templates: "All templates",
    name: "Name",
    channel: "Channel",
    channel_name: |channel| match channel {
        MessageChannel::Email => "E-mail",
        MessageChannel::Whatsapp => "WhatsApp",
        MessageChannel::Sms => "SMS",
        MessageChannel::Letter => "Letter",
    },
    situation: "Situation",
    situation_hint: "The template that fits the days late is proposed.",
    situation_name: |situation| match situation {
        Situation::BeforeDue => "Before due",
        Situation::DueToday => "Due today",
        Situation::Late1To10 => "1 to 10 days late",
        Situation::Late11To30 => "11 to 30 days late",
        Situation::Late31To60 => "31 days late or more",
        Situation::Agreement => "Agreement's instalment",
        Situation::Thanks => "Thanks",
        Situation::Other => "Other",
    },
    subject: "Subject",
    subject_hint: "For e-mail and letter.",
    body: "Text",
    save: "Save template",
    delete: "Delete",
    delete_ask: "Delete this template? Messages already sent do not change.",
    variables: "Variables",
    variables_hint: "Write them in braces, as here. Any other is refused when saving.",
    variable: |variable| match variable {
        Variable::Client => "the client's name",
        Variable::FirstName => "first name (of firms, the whole name)",
        Variable::Company => "name of the company that collects",
        Variable::CompanyTaxId => "the company's CPF/CNPJ",
        Variable::CompanyAddress => "the company's address",
        Variable::CompanyPhone => "the company's telephone",
        Variable::CompanyEmail => "the company's e-mail",
        Variable::Charges => "the charges, with principal, fine and interest of each",
        Variable::Count => "how many charges",
        Variable::Original => "open principal",
        Variable::Correction => "monetary correction",
        Variable::Fine => "fine",
        Variable::Interest => "interest",
        Variable::Total => "updated total",
        Variable::DueDates => "due dates",
        Variable::DaysLate => "days late of the oldest charge",
        Variable::Payment => "the company's payment instructions",
        Variable::Link => "the company's payment link",
        Variable::Today => "day of the amounts (that of sending)",
    },
    preview: "Preview",
    search: "Client of the preview",
    search_hint: "Name, CPF/CNPJ, telephone or e-mail.",
    preview_for: "To",
    others: "Others found:",
    nobody: "No client found: look for another.",
    wrong: "Mend the text to see the preview:",
    update: "Update preview",

    company: "Company",
    company_lead: "What every collection document says of who collects. Name, address and CPF/CNPJ are asked for by \
        law (CDC, art. 42-A): without them nothing is sent.",
    missing: |fields| format!("Missing: {fields}. Until then nothing of this company is sent."),
    company_name: "Name",
    tax_id: "CPF or CNPJ",
    email: "E-mail for clients",
    phone: "Telephone for clients",
    cep: "Postcode (CEP)",
    street: "Street",
    number: "Number",
    complement: "Complement",
    district: "District",
    city: "City",
    uf: "UF",
    payment_section: "Payment",
    payment: "Payment instructions",
    payment_hint: "Comes into messages by the variable {pagamento}. For example: the Pix key.",
    link: "Payment link",
    link_hint: "Comes into messages by the variable {link}.",
    save_company: "Save data",

    server: "E-mail",
    server_lead: "The server by which messages are sent. Each company may have its own; the others use the \
        organisation's.",
    organisation: "The whole organisation",
    own: "This company has settings of its own.",
    uses_fallback: "This company uses the organisation's settings. Fill in to give it its own.",
    no_server: "No server is set up yet: no e-mail is sent.",
    host: "SMTP server",
    host_hint: "Blank takes the settings away.",
    port: "Port",
    security: "Security",
    security_name: |security| match security {
        Security::StartTls => "STARTTLS (port 587)",
        Security::Tls => "TLS (port 465)",
        Security::None => "None (internal network only)",
    },
    user: "User",
    user_hint: "Blank: the server asks for no authentication.",
    password: "Password",
    password_kept: "A password is stored. Leave blank to keep it; with another server, port or security type it again.",
    password_hint: "Is stored encrypted and never shown again.",
    no_key: "The server has no key to keep passwords. Set EMDIA_SECRET_KEY (or EMDIA_SECRET_KEY_FILE) and restart; \
        without it only servers work that ask for no authentication.",
    unreadable: "The stored password was encrypted with another key and cannot be read: type it again.",
    sender_name: "Sender's name",
    sender_address: "Sender's address",
    reply_to: "Reply to",
    limit: "Hourly limit",
    limit_hint: "How many messages the server takes in an hour. Blank means no limit.",
    save_server: "Save settings",
    answered: |answer| format!("The mail server answered: {answer}"),
    trouble: |trouble| match trouble {
        Trouble::Refused => "No server answers at this address: check server and port.",
        Trouble::UnknownHost => "The server's name was not found: check the address.",
        Trouble::NoStartTls => "The server offers no STARTTLS: choose another security.",
        Trouble::Certificate => "The server's certificate was not accepted.",
        Trouble::NoTls => "The server does not speak TLS at this port: check security and port.",
        Trouble::NoSignIn => {
            "The server takes no user and password: check the security, or leave the user blank."
        }
        Trouble::Silence => "The server did not answer in time.",
        Trouble::Other => "The mail server could not be reached.",
    },
    test: "Test message",
    test_lead: "Sends a message by the saved settings. If the server refuses, its answer is shown here.",
    test_to: "Send to",
    test_send: "Send a test message",
    notices: &[
        ("modelo-salvo", "Template saved."),
        ("modelo-excluido", "Template deleted."),
        ("empresa-salva", "The company's data were saved."),
        ("servidor-salvo", "E-mail settings saved."),
        ("teste-enviado", "The server took the test message."),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_servers_own_words_are_told_from_those_of_the_connection() {
        let t = &PORTUGUESE;
        assert_eq!(
            said("550 5.1.1 no such user", t),
            "O servidor de e-mail respondeu: 550 5.1.1 no such user"
        );
        let refused = said("Connection error: Connection refused (os error 111)", t);
        assert!(refused.starts_with("Nenhum servidor atende neste endereço"), "{refused}");
        assert!(said("something new", t).starts_with("Não foi possível"));
    }
}
