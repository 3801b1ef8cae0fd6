//! One conversation with a mail server, step by step, so that it is known after every step what may have arrived.
//!
//! Until the text has been handed over whole, nothing has: whatever goes wrong before may be tried again. Once it is
//! under way, only the server's answer tells. Without one the message is uncertain.

use super::Mail;
use crate::store::mail_servers::MailServer;
use domain::message::Security;
use lettre::{
    Address, Message,
    transport::smtp::{
        Error as SmtpError,
        authentication::{Credentials, Mechanism},
        client::{AsyncSmtpConnection, CertificateStore, TlsParameters},
        commands::{Data, Mail as MailFrom, Rcpt},
        extension::{ClientId, Extension, MailBodyParameter, MailParameter},
        response::Response,
    },
};
use std::{error::Error as _, time::Duration};
use tokio::time::timeout;

/// How long connecting, signing in, and all that comes before the text may each take.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long handing the text over may take.
const FOR_THE_TEXT: Duration = Duration::from_mins(2);

/// How an attempt ended.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Delivery {
    /// The server took it; its answer.
    Accepted(String),
    /// Nothing arrived, and it may be tried again.
    Temporary(String),
    /// The server does not want it.
    Refused(String),
    /// It may have arrived or not.
    Uncertain(String),
    /// The connection was of no use before anything was said of the message: the next one may be.
    Stale(String),
    /// Somebody else has the message meanwhile; nothing was sent.
    Abandoned,
}

/// An open connection to a mail server, signed in.
pub(crate) struct Connection {
    inner: AsyncSmtpConnection,
    /// Whether a message went over it before.
    used: bool,
}

impl Connection {
    /// Connects and signs in; otherwise the server's words, or what became of the connection.
    pub(crate) async fn open(mail: &Mail, server: &MailServer) -> Result<Self, String> {
        match timeout(PATIENCE, Self::connect(mail, server)).await {
            Ok(connected) => connected,
            Err(_) => Err(format!("{}:{}: no answer within 30 seconds", server.host, server.port)),
        }
    }

    async fn connect(mail: &Mail, server: &MailServer) -> Result<Self, String> {
        let password = match &server.sealed {
            None => None,
            Some(sealed) => Some(mail.secrets.open(sealed, server.id).ok_or(
                "the stored password cannot be read with this server's key: type it again in the settings",
            )?),
        };
        let hello = ClientId::default();
        let tls = || -> Result<TlsParameters, SmtpError> {
            let mut builder =
                TlsParameters::builder(server.host.clone()).certificate_store(CertificateStore::Default);
            for root in mail.roots() {
                builder = builder.add_root_certificate(root.clone());
            }
            builder.build()
        };
        let at_once = if server.security == Security::Tls { Some(tls().map_err(said)?) } else { None };
        let address = (server.host.as_str(), server.port);
        let mut inner = AsyncSmtpConnection::connect_tokio1(address, Some(PATIENCE), &hello, at_once, None)
            .await
            .map_err(said)?;
        if server.security == Security::StartTls {
            inner.starttls(tls().map_err(said)?, &hello).await.map_err(said)?;
        }
        if !server.user.is_empty() {
            let credentials = Credentials::new(server.user.clone(), password.unwrap_or_default());
            inner.auth(&[Mechanism::Plain, Mechanism::Login], &credentials).await.map_err(said)?;
        }
        Ok(Self { inner, used: false })
    }

    /// Sends one message. `may_begin` is asked once everything is ready, right before the text goes out; no answer
    /// means not now.
    pub(crate) async fn send(
        &mut self,
        message: &Message,
        may_begin: impl AsyncFnOnce() -> Option<bool>,
    ) -> Delivery {
        let used = std::mem::replace(&mut self.used, true);
        let bytes = message.formatted();
        match timeout(PATIENCE, self.announce(message, !bytes.is_ascii())).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => return self.before_text(error, used).await,
            Err(_) => {
                self.close().await;
                return Delivery::Temporary("no answer within 30 seconds".to_owned());
            }
        }
        match may_begin().await {
            Some(true) => {}
            refused => {
                self.close().await;
                return match refused {
                    Some(_) => Delivery::Abandoned,
                    None => Delivery::Temporary("the database was busy".to_owned()),
                };
            }
        }
        match timeout(PATIENCE, self.inner.command(Data)).await {
            Ok(Ok(_)) => {}
            Ok(Err(error)) => return self.before_text(error, false).await,
            Err(_) => {
                self.close().await;
                return Delivery::Temporary("no answer within 30 seconds".to_owned());
            }
        }
        match timeout(FOR_THE_TEXT, self.hand_over(&bytes)).await {
            Ok(Ok(response)) => Delivery::Accepted(words(&response)),
            Ok(Err(error)) if error.is_permanent() => Delivery::Refused(said(error)),
            Ok(Err(error)) if error.is_transient() => Delivery::Temporary(said(error)),
            Ok(Err(error)) => {
                self.close().await;
                Delivery::Uncertain(said(error))
            }
            Err(_) => {
                self.close().await;
                Delivery::Uncertain("no answer to the text within 120 seconds".to_owned())
            }
        }
    }

    /// The text with its end in one piece. The library writes them one after the other, and the network keeps the
    /// second back until the first was acknowledged: 40 ms for each message.
    async fn hand_over(&mut self, bytes: &[u8]) -> Result<Response, SmtpError> {
        match std::str::from_utf8(bytes) {
            Ok(text) => self.inner.command(ended(text)).await,
            Err(_) => self.inner.message(bytes).await,
        }
    }

    /// Sender and recipients.
    async fn announce(&mut self, message: &Message, has_8_bit: bool) -> Result<(), SmtpError> {
        let envelope = message.envelope();
        let mut options = Vec::new();
        let is_ascii = |address: &Address| AsRef::<str>::as_ref(address).is_ascii();
        if !envelope.to().iter().chain(envelope.from()).all(is_ascii) {
            options.push(MailParameter::SmtpUtfEight);
        }
        if has_8_bit && self.inner.server_info().supports_feature(Extension::EightBitMime) {
            options.push(MailParameter::Body(MailBodyParameter::EightBitMime));
        }
        self.inner.command(MailFrom::new(envelope.from().cloned(), options)).await?;
        for to in envelope.to() {
            self.inner.command(Rcpt::new(to.clone(), Vec::new())).await?;
        }
        Ok(())
    }

    async fn before_text(&mut self, error: SmtpError, used: bool) -> Delivery {
        // What the server keeps of this message must not become part of the next one.
        let refused = error.is_permanent();
        let broken = error.status().is_none_or(|code| code.to_string() == "421");
        self.close().await;
        let words = said(error);
        if refused {
            Delivery::Refused(words)
        } else if used && broken {
            Delivery::Stale(words)
        } else {
            Delivery::Temporary(words)
        }
    }

    /// Whether another message may go over it.
    pub(crate) fn is_open(&self) -> bool {
        !self.inner.has_broken()
    }

    /// Says goodbye.
    pub(crate) async fn close(&mut self) {
        let _ = timeout(Duration::from_secs(5), self.inner.abort()).await;
    }
}

/// The server's answer.
fn words(response: &Response) -> String {
    let lines: Vec<&str> = response.message().collect();
    format!("{} {}", response.code(), lines.join(" ")).chars().take(1000).collect()
}

/// The server's answer when it said no, or what became of the connection.
fn said(error: SmtpError) -> String {
    let mut text = match error.status() {
        Some(code) => code.to_string(),
        None => String::new(),
    };
    let mut cause = error.source();
    if cause.is_none() || error.status().is_none() {
        text = error.to_string();
        cause = None;
    }
    while let Some(inner) = cause {
        text = format!("{text} {inner}");
        cause = inner.source();
    }
    text.chars().take(1000).collect()
}

/// A text as it goes over the line (RFC 5321, 4.5.2): a line that begins with a point gets another one, and a point alone
/// is the end.
fn ended(text: &str) -> String {
    let first = if text.starts_with('.') { "." } else { "" };
    let last = if text.ends_with("\r\n") { "" } else { "\r\n" };
    format!("{first}{}{last}.\r\n", text.replace("\r\n.", "\r\n.."))
}

#[cfg(test)]
mod tests {
    use super::ended;

    #[test]
    fn only_a_point_alone_ends_a_text() {
        assert_eq!(ended("Olá\r\n"), "Olá\r\n.\r\n");
        assert_eq!(ended("Olá"), "Olá\r\n.\r\n");
        assert_eq!(ended(".a\r\n.\r\n..b\r\nc."), "..a\r\n..\r\n...b\r\nc.\r\n.\r\n");
        assert_eq!(ended(""), "\r\n.\r\n");
    }
}
