//! A sentence for everything that can be wrong, and the pages that say it.

use crate::error::ApiError;
use domain::{
    Error,
    contact::TodayContact,
    period::{self, show_date_time},
};

pub struct Texts {
    /// Title of the summary of errors at the top of a form.
    pub summary: &'static str,
    sentence: fn(&Error) -> String,
    contacted_today: fn(&TodayContact, &super::Texts) -> String,
    failure: fn(&ApiError) -> String,
    /// Pages of their own: title and what to do.
    pub not_found: Page,
    pub forbidden: Page,
    pub unavailable: Page,
    pub signed_out: Page,
    pub sign_in_beside: &'static str,
    pub transport: Page,
    pub error_number: fn(&str) -> String,
    pub to_agenda: &'static str,
    pub sign_in: &'static str,
    pub try_again: &'static str,
}

/// The words of an error page.
pub struct Page {
    pub title: &'static str,
    pub hint: &'static str,
}

/// What is wrong with a field.
pub fn sentence(error: &Error, texts: &super::Texts) -> String {
    match error {
        Error::ContactedToday(contact) => (texts.errors.contacted_today)(contact, texts),
        // Only a page that the server renders asks a mail server.
        #[cfg(feature = "ssr")]
        Error::MailServerSaid { answer } => {
            super::mail_trouble::said(answer, &texts.message_settings.trouble)
        }
        other => (texts.errors.sentence)(other),
    }
}

/// Why a form as a whole was not accepted.
pub fn failure(error: &ApiError, texts: &super::Texts) -> String {
    match error {
        ApiError::Invalid(errors) => {
            errors.iter().map(|error| sentence(&error.error, texts)).collect::<Vec<_>>().join(" ")
        }
        other => (texts.errors.failure)(other),
    }
}

pub const PORTUGUESE: Texts = Texts {
    summary: "Confira o formulário:",
    sentence: |error| match error {
        Error::Required => "Preencha este campo.".to_owned(),
        Error::TooLong { max } => format!("Use no máximo {max} caracteres."),
        Error::NotMoney => "Não é um valor em reais. Exemplo: 1.234,56.".to_owned(),
        Error::AmountOutOfRange => "Valor fora dos limites do sistema.".to_owned(),
        Error::NotADate => "Data inválida. Exemplo: 31/12/2026.".to_owned(),
        Error::NotATime => "Hora inválida. Exemplo: 14:30.".to_owned(),
        Error::EndBeforeStart => "A data final vem antes da inicial.".to_owned(),
        Error::InTheFuture => "Esta data ainda não chegou.".to_owned(),
        Error::InThePast => "Esta data já passou.".to_owned(),
        Error::NotAnOption => "Escolha uma das opções.".to_owned(),
        Error::InvalidTaxId => "CPF ou CNPJ inválido: confira os dígitos.".to_owned(),
        Error::InvalidPhone => "Telefone inválido. Informe DDD e número: (11) 98765-4321.".to_owned(),
        Error::UnknownAreaCode(code) => format!("O DDD {code:02} não existe."),
        Error::MissingNinthDigit { suggestion } => {
            format!("Celular tem nove dígitos. Seria {suggestion}?")
        }
        Error::InvalidEmail => "E-mail inválido. Exemplo: nome@empresa.com.br.".to_owned(),
        Error::InvalidCep => "CEP inválido. Exemplo: 01310-100.".to_owned(),
        Error::InvalidUf => "UF inválida.".to_owned(),
        Error::PasswordTooShort { min } => format!("A senha precisa de pelo menos {min} caracteres."),
        Error::PasswordsDiffer => "As duas senhas são diferentes.".to_owned(),
        Error::WrongPassword => "A senha atual não é esta.".to_owned(),
        Error::WrongCode => "Código incorreto. Confira o que aparece no console do servidor.".to_owned(),
        Error::AlreadyInUse => "Já está em uso.".to_owned(),
        Error::OutsideHours(_) => {
            "Fora do horário de contato do estado do cliente. Para continuar, informe o motivo.".to_owned()
        }
        Error::ContactedToday(_) => "Este cliente já foi contatado hoje.".to_owned(),
        Error::NeitherClientNorSupplier => "Marque cliente, fornecedor ou ambos.".to_owned(),
        Error::NotANumber => "Informe um número inteiro.".to_owned(),
        Error::NotARate => "Taxa inválida. Exemplos: 2 ou 0,033.".to_owned(),
        Error::RateOutOfRange => "Taxa fora do que se usa.".to_owned(),
        Error::IndexMissing { index, month } => format!(
            "Falta o índice {} de {}. Importe-o para corrigir valores desse período.",
            index.as_str().to_ascii_uppercase(),
            &period::show_date(*month)[3..]
        ),
        Error::NotPositive => "Informe um valor maior que zero.".to_owned(),
        Error::TooMany { max } => format!("No máximo {max}."),
        Error::MoreThanOwed { owed } => format!("É mais do que se deve nessa data: {owed}."),
        Error::SeveralCompanies => "Escolha lançamentos de uma só empresa.".to_owned(),
        Error::SeveralClients => "Escolha lançamentos de um só cliente.".to_owned(),
        Error::NotOpen => "O lançamento não está mais em aberto.".to_owned(),
        Error::LaterMovement { on } => format!(
            "Já há registro de {}. Estorne-o antes de registrar algo de uma data anterior.",
            period::show_date(*on)
        ),
        Error::AlreadyReversed => "Já foi estornado.".to_owned(),
        Error::LedgerInconsistent => "O extrato do lançamento se contradiz.".to_owned(),
        Error::NotAllowed => "Seu perfil não permite isto.".to_owned(),
        Error::DiscountAboveCap { cap } => {
            format!("O desconto vai até multa e juros: {cap}.")
        }
        Error::NotBalanced { difference } if difference.is_positive() => {
            format!("As parcelas passam do total em {difference}.")
        }
        Error::NotBalanced { difference } => format!("Falta distribuir {}.", -*difference),
        Error::InstalmentPaid => {
            "Uma parcela já foi paga: o acordo pode ser quebrado, não desfeito.".to_owned()
        }
        Error::CoveredByPayments => {
            "O que foi pago cobre os lançamentos originais: nada voltaria a ser cobrado.".to_owned()
        }
        Error::AgreementNotActive => "O acordo não está mais ativo.".to_owned(),
        Error::PromiseNotOpen => "A promessa não está mais em aberto.".to_owned(),
        Error::UnknownVariable { name } => format!("{name} não é uma variável."),
        Error::InvalidLink => "Use um endereço que comece com https://.".to_owned(),
        Error::InvalidHost => "Não é o nome de um servidor. Exemplo: smtp.empresa.com.br.".to_owned(),
        Error::NotInRange { min, max } => format!("Use um número inteiro de {min} a {max}."),
        Error::NoSecretKey => {
            "O servidor não tem chave para guardar senhas: defina EMDIA_SECRET_KEY.".to_owned()
        }
        Error::MailServerSaid { answer } => format!("O servidor de e-mail respondeu: {answer}"),
        Error::MessageRefused => "A mensagem não foi enviada. Veja o motivo.".to_owned(),
    },
    contacted_today: |contact, texts| {
        let at = period::show_time(contact.at.time());
        match &contact.details {
            Some(details) => format!(
                "{} já contatou este cliente hoje às {at} ({}: {}). Para registrar outro contato, informe o motivo.",
                details.user,
                (texts.contact.channel_name)(details.channel),
                (texts.contact.outcome_name)(details.outcome),
            ),
            None => format!(
                "Este cliente já foi contatado hoje às {at} por outra empresa. Para registrar outro contato, informe o motivo."
            ),
        }
    },
    failure: |error| match error {
        ApiError::Invalid(_) => "Há campos a corrigir.".to_owned(),
        ApiError::SignedOut => {
            "Sua sessão terminou. Entre de novo; o que você digitou continua aqui.".to_owned()
        }
        ApiError::Forbidden => "Seu perfil não permite fazer isto.".to_owned(),
        ApiError::NotFound => "Isto não existe mais, ou não está ao seu alcance.".to_owned(),
        ApiError::WrongCredentials => "E-mail ou senha incorretos.".to_owned(),
        ApiError::TooManyAttempts(seconds) => {
            format!(
                "Muitas tentativas. Tente de novo em {}.",
                wait(*seconds, ["segundo", "segundos", "minuto", "minutos"])
            )
        }
        ApiError::Changed { by } if by.is_empty() => {
            "Alguém mudou isto enquanto você editava. Recarregue a página para ver como ficou.".to_owned()
        }
        ApiError::Changed { by } => {
            format!("{by} mudou isto enquanto você editava. Recarregue a página para ver como ficou.")
        }
        ApiError::Overtaken { by, at, .. } => {
            let by = if by.is_empty() { "Alguém" } else { by };
            let when = at.map(|at| format!(", em {},", show_date_time(at))).unwrap_or_default();
            format!(
                "{by} foi mais rápido{when} e os valores mudaram. Nada foi gravado; confira e tente de novo."
            )
        }
        ApiError::Unavailable { error_id } => {
            format!(
                "O servidor não conseguiu concluir. Nada foi gravado; tente de novo daqui a pouco. Número do erro: {error_id}."
            )
        }
        ApiError::Transport => {
            "Não foi possível falar com o servidor. Confira a conexão e tente de novo.".to_owned()
        }
    },
    not_found: Page {
        title: "Página não encontrada",
        hint: "O endereço não existe, ou o que ele mostrava não está ao seu alcance.",
    },
    forbidden: Page {
        title: "Sem permissão",
        hint: "Seu perfil não dá acesso a esta página. Se precisar dela, fale com o administrador.",
    },
    unavailable: Page {
        title: "Algo deu errado",
        hint: "A falha foi registrada no servidor. Tente de novo; se continuar, informe o número abaixo ao suporte.",
    },
    signed_out: Page { title: "Sua sessão terminou", hint: "Entre de novo para continuar de onde parou." },
    sign_in_beside: "Entrar em outra aba; depois, salve aqui.",
    transport: Page {
        title: "Sem conexão com o servidor",
        hint: "Confira a rede e tente de novo. Nada do que foi gravado se perdeu.",
    },
    error_number: |number| format!("Número do erro: {number}"),
    to_agenda: "Ir para a agenda",
    sign_in: "Entrar",
    try_again: "Tentar de novo",
};

pub const ENGLISH: Texts = Texts {
    summary: "Please check the form:",
    sentence: |error| match error {
        Error::Required => "Fill in this field.".to_owned(),
        Error::TooLong { max } => format!("Use at most {max} characters."),
        Error::NotMoney => "Not an amount in reais. Example: 1.234,56.".to_owned(),
        Error::AmountOutOfRange => "The amount is beyond what the system can hold.".to_owned(),
        Error::NotADate => "Not a valid date. Example: 31/12/2026.".to_owned(),
        Error::NotATime => "Not a valid time. Example: 14:30.".to_owned(),
        Error::EndBeforeStart => "The end date comes before the start date.".to_owned(),
        Error::InTheFuture => "This date has not come yet.".to_owned(),
        Error::InThePast => "This date is over.".to_owned(),
        Error::NotAnOption => "Choose one of the options.".to_owned(),
        Error::InvalidTaxId => "Not a valid CPF or CNPJ: check the digits.".to_owned(),
        Error::InvalidPhone => {
            "Not a Brazilian phone number. Give area code and number: (11) 98765-4321.".to_owned()
        }
        Error::UnknownAreaCode(code) => format!("Area code {code:02} does not exist."),
        Error::MissingNinthDigit { suggestion } => {
            format!("Mobile numbers have nine digits. Is it {suggestion}?")
        }
        Error::InvalidEmail => "Not a valid e-mail address. Example: name@company.com.br.".to_owned(),
        Error::InvalidCep => "Not a valid CEP. Example: 01310-100.".to_owned(),
        Error::InvalidUf => "Not a valid state (UF).".to_owned(),
        Error::PasswordTooShort { min } => format!("The password needs at least {min} characters."),
        Error::PasswordsDiffer => "The two passwords differ.".to_owned(),
        Error::WrongPassword => "This is not the current password.".to_owned(),
        Error::WrongCode => "Wrong code. Check what the server's console shows.".to_owned(),
        Error::AlreadyInUse => "Already in use.".to_owned(),
        Error::OutsideHours(_) => {
            "Outside the hours of contact of the client's state. To go on, give a reason.".to_owned()
        }
        Error::ContactedToday(_) => "This client was already contacted today.".to_owned(),
        Error::NeitherClientNorSupplier => "Tick client, supplier or both.".to_owned(),
        Error::NotANumber => "Enter a whole number.".to_owned(),
        Error::NotARate => "Not a rate. Examples: 2 or 0.033.".to_owned(),
        Error::RateOutOfRange => "Outside of what rates are.".to_owned(),
        Error::IndexMissing { index, month } => format!(
            "The index {} lacks {}. Import it to correct amounts over that time.",
            index.as_str().to_ascii_uppercase(),
            &period::show_date(*month)[3..]
        ),
        Error::NotPositive => "Enter an amount greater than zero.".to_owned(),
        Error::TooMany { max } => format!("At most {max}."),
        Error::MoreThanOwed { owed } => format!("This is more than what is owed on that day: {owed}."),
        Error::SeveralCompanies => "Choose charges of one company only.".to_owned(),
        Error::SeveralClients => "Choose charges of one client only.".to_owned(),
        Error::NotOpen => "The charge is no longer open.".to_owned(),
        Error::LaterMovement { on } => format!(
            "Something is recorded for {}. Take it back before recording anything of an earlier day.",
            period::show_date(*on)
        ),
        Error::AlreadyReversed => "It was already taken back.".to_owned(),
        Error::LedgerInconsistent => "The ledger of the charge contradicts itself.".to_owned(),
        Error::NotAllowed => "Your role does not allow this.".to_owned(),
        Error::DiscountAboveCap { cap } => {
            format!("A discount goes up to fine and interest: {cap}.")
        }
        Error::NotBalanced { difference } if difference.is_positive() => {
            format!("The instalments exceed the total by {difference}.")
        }
        Error::NotBalanced { difference } => format!("Still to be distributed: {}.", -*difference),
        Error::InstalmentPaid => {
            "An instalment was paid: the agreement can be broken, but not undone.".to_owned()
        }
        Error::CoveredByPayments => {
            "What was paid covers the original charges: nothing would be asked for again.".to_owned()
        }
        Error::AgreementNotActive => "The agreement is no longer active.".to_owned(),
        Error::PromiseNotOpen => "The promise is no longer open.".to_owned(),
        Error::UnknownVariable { name } => format!("{name} is no variable."),
        Error::InvalidLink => "Use an address that starts with https://.".to_owned(),
        Error::InvalidHost => "Not the name of a server. Example: smtp.example.com.".to_owned(),
        Error::NotInRange { min, max } => format!("Use a whole number from {min} to {max}."),
        Error::NoSecretKey => "The server has no key to keep passwords: set EMDIA_SECRET_KEY.".to_owned(),
        Error::MailServerSaid { answer } => format!("The mail server answered: {answer}"),
        Error::MessageRefused => "The message was not sent. See why.".to_owned(),
    },
    contacted_today: |contact, texts| {
        let at = period::show_time(contact.at.time());
        match &contact.details {
            Some(details) => format!(
                "{} already contacted this client today at {at} ({}: {}). To record another contact, give the reason.",
                details.user,
                (texts.contact.channel_name)(details.channel),
                (texts.contact.outcome_name)(details.outcome),
            ),
            None => format!(
                "Another company already contacted this client today at {at}. To record another contact, give the reason."
            ),
        }
    },
    failure: |error| match error {
        ApiError::Invalid(_) => "Some fields need attention.".to_owned(),
        ApiError::SignedOut => "Your session has ended. Sign in again; what you typed stays here.".to_owned(),
        ApiError::Forbidden => "Your role does not allow this.".to_owned(),
        ApiError::NotFound => "This no longer exists, or is out of your reach.".to_owned(),
        ApiError::WrongCredentials => "Wrong e-mail or password.".to_owned(),
        ApiError::TooManyAttempts(seconds) => {
            format!(
                "Too many attempts. Try again in {}.",
                wait(*seconds, ["second", "seconds", "minute", "minutes"])
            )
        }
        ApiError::Changed { by } if by.is_empty() => {
            "Somebody changed this while you were editing. Reload the page to see it as it is now.".to_owned()
        }
        ApiError::Changed { by } => {
            format!("{by} changed this while you were editing. Reload the page to see it as it is now.")
        }
        ApiError::Overtaken { by, at, .. } => {
            let by = if by.is_empty() { "Somebody" } else { by };
            let when = at.map(|at| format!(" on {}", show_date_time(at))).unwrap_or_default();
            format!("{by} was faster{when}, and the figures changed. Nothing was saved; look and try again.")
        }
        ApiError::Unavailable { error_id } => {
            format!(
                "The server could not finish. Nothing was saved; try again in a moment. Error number: {error_id}."
            )
        }
        ApiError::Transport => {
            "The server could not be reached. Check the connection and try again.".to_owned()
        }
    },
    not_found: Page {
        title: "Page not found",
        hint: "The address does not exist, or what it showed is out of your reach.",
    },
    forbidden: Page {
        title: "No permission",
        hint: "Your role does not open this page. If you need it, ask the administrator.",
    },
    unavailable: Page {
        title: "Something went wrong",
        hint: "The failure was logged on the server. Try again; if it stays, give support the number below.",
    },
    signed_out: Page { title: "Your session has ended", hint: "Sign in again to go on where you stopped." },
    sign_in_beside: "Sign in in another tab; then save here.",
    transport: Page {
        title: "The server cannot be reached",
        hint: "Check the network and try again. Nothing that was saved is lost.",
    },
    error_number: |number| format!("Error number: {number}"),
    to_agenda: "Go to the agenda",
    sign_in: "Sign in",
    try_again: "Try again",
};

/// A waiting time in seconds up to a minute and a half, then in minutes, rounded up.
fn wait(seconds: u32, [second, seconds_word, minute, minutes_word]: [&str; 4]) -> String {
    let counted =
        |count: u32, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    if seconds <= 90 {
        counted(seconds, second, seconds_word)
    } else {
        counted(seconds.div_ceil(60), minute, minutes_word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_waits_are_told_in_minutes() {
        let failure = |seconds| (PORTUGUESE.failure)(&ApiError::TooManyAttempts(seconds));
        assert_eq!(failure(1), "Muitas tentativas. Tente de novo em 1 segundo.");
        assert_eq!(failure(90), "Muitas tentativas. Tente de novo em 90 segundos.");
        assert_eq!(failure(91), "Muitas tentativas. Tente de novo em 2 minutos.");
    }
}
