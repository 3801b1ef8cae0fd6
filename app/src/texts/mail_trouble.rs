//! What a mail server said to a test message, or why it said nothing.

pub struct Texts {
    pub answered: fn(&str) -> String,
    pub trouble: fn(Trouble) -> &'static str,
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
};

pub const ENGLISH: Texts = Texts {
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
