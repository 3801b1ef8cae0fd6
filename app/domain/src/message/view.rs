//! Messages, templates and mail servers as the pages show them.

use super::{
    CompanyField, ComposeMessage, Creditor, MessageChannel, MessageState, Refusal, SaveCompany,
    SaveMailServer, Situation,
};
use crate::{
    FieldError, Money,
    contact::choices,
    id::{ChargeId, ClientId, ContactId, MessageId, TemplateId},
    session::CompanyRef,
};
use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

choices! {
    /// How the connection to a mail server is kept from others' eyes.
    Security {
        /// Plain first, then encrypted before anything is said (port 587).
        StartTls = "starttls",
        /// Encrypted from the first byte (port 465).
        Tls = "tls",
        /// Not at all.
        None = "none",
    }
}

impl Security {
    /// The usual port.
    pub const fn port(self) -> u16 {
        match self {
            Self::StartTls => 587,
            Self::Tls => 465,
            Self::None => 25,
        }
    }
}

/// A template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateLine {
    /// Its identity.
    pub id: TemplateId,
    /// Grows with every change.
    pub version: i64,
    /// What it is called.
    pub name: String,
    /// For which channel.
    pub channel: MessageChannel,
    /// What it is for.
    pub situation: Situation,
    /// The subject, with variables; blank where the channel has none.
    pub subject: String,
    /// The text, with variables.
    pub body: String,
}

/// A message ready to be read: variables filled with the amounts of the day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prepared {
    /// The subject.
    pub subject: String,
    /// The text.
    pub body: String,
    /// The same as HTML, a whole document; blank for channels that have none.
    pub html: String,
}

/// A charge that a message may be about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChargeChoice {
    /// Its identity.
    pub id: ChargeId,
    /// Its document.
    pub document: String,
    /// Its due date.
    pub due: NaiveDate,
    /// Days late; zero before it is due.
    pub days_late: i64,
    /// What is owed today, if it can be computed.
    pub total: Option<Money>,
    /// Whether the message is about it.
    pub chosen: bool,
}

/// An address that a message may go to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddressChoice {
    /// `client`, a contact person, or blank for another address.
    pub whose: String,
    /// Their name; blank for another address.
    pub name: String,
    /// Department and job title.
    pub note: String,
    /// The address, as typed or as known.
    pub email: String,
    /// Whether the message goes there.
    pub chosen: bool,
}

/// The composer, as far as its form is filled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComposeView {
    /// To whom.
    pub client: (ClientId, String),
    /// For whom, and what is known of the company.
    pub creditor: Creditor,
    /// The companies that can be chosen.
    pub companies: Vec<CompanyRef>,
    /// The open charges of that company.
    pub charges: Vec<ChargeChoice>,
    /// Templates for e-mail.
    pub templates: Vec<TemplateLine>,
    /// Addresses, the last one for another.
    pub addresses: Vec<AddressChoice>,
    /// The form, filled.
    pub form: ComposeMessage,
    /// Sender as recipients see it; blank without a mail server.
    pub from: String,
    /// Where answers go; blank: to the sender.
    pub reply_to: String,
    /// The message as it would go out, unless something in it cannot be read.
    pub prepared: Option<Prepared>,
    /// Why it would not be sent.
    pub refusal: Option<Refusal>,
    /// The link that opens the person's own mail program with the message.
    pub mailto: String,
    /// What is wrong with the fields.
    pub errors: Vec<FieldError>,
    /// Whether the viewer may set mail servers up.
    pub may_set_up: bool,
}

/// A message in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageLine {
    /// Its identity.
    pub id: MessageId,
    /// To whom.
    pub client: ClientId,
    /// The client's name.
    pub client_name: String,
    /// For whom.
    pub company: String,
    /// When it was written, in the company's local time.
    pub at: NaiveDateTime,
    /// Who wrote it.
    pub user: String,
    /// Where to.
    pub recipients: Vec<String>,
    /// The subject.
    pub subject: String,
    /// Where it stands.
    pub state: MessageState,
}

/// Messages of a client or of everybody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageList {
    /// The newest first.
    pub lines: Vec<MessageLine>,
    /// How many there are in each state, of those in sight.
    pub counts: Vec<(MessageState, u32)>,
    /// Whether there are more than are shown.
    pub more: bool,
}

/// A file that goes with a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Its place among the message's files.
    pub position: u32,
    /// Its name.
    pub name: String,
    /// Its type.
    pub media_type: String,
    /// Its size in bytes.
    pub size: u32,
}

/// A message, exactly as it was or will be sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageView {
    /// What lists say of it.
    pub line: MessageLine,
    /// The contact that it is in the history.
    pub contact: ContactId,
    /// From whom.
    pub from: String,
    /// Where answers go; blank means to the sender.
    pub reply_to: String,
    /// The text.
    pub body: String,
    /// The same as HTML.
    pub html: String,
    /// Its files.
    pub attachments: Vec<Attachment>,
    /// The day that its amounts are of.
    pub amounts_on: NaiveDate,
    /// What it asked for.
    pub total: Money,
    /// Attempts so far.
    pub attempts: u32,
    /// The next attempt, while it waits.
    pub next_at: Option<NaiveDateTime>,
    /// When the server took it.
    pub sent_at: Option<NaiveDateTime>,
    /// The server's last answer, or why there was none.
    pub answer: String,
    /// Why it is held.
    pub refusal: Option<Refusal>,
    /// What speaks against sending it again now.
    pub against: Option<Refusal>,
    /// What happened to it, the last first: when, who, what, why.
    pub timeline: Vec<(NaiveDateTime, String, String, String)>,
    /// Whether the viewer may decide about it.
    pub may_resolve: bool,
}

/// The page of mail servers.
#[expect(clippy::struct_excessive_bools, reason = "each is a remark of its own on the page")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailServerView {
    /// The companies.
    pub companies: Vec<CompanyRef>,
    /// Whose settings are shown; nothing means the organisation's.
    pub company: Option<CompanyRef>,
    /// The form, filled; its password is always blank.
    pub form: SaveMailServer,
    /// Whether there are settings of its own.
    pub exists: bool,
    /// Whether a password is stored.
    pub has_password: bool,
    /// Whether the stored password can be read with the server's key.
    pub password_unreadable: bool,
    /// Whether the organisation has settings that count where a company has none.
    pub has_fallback: bool,
    /// Whether the server has a key to keep passwords with.
    pub has_key: bool,
    /// The viewer's own address, for the test message.
    pub test_to: String,
}

/// The page of a company's data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompanyView {
    /// The companies.
    pub companies: Vec<CompanyRef>,
    /// Whose data are shown.
    pub company: CompanyRef,
    /// The form, filled.
    pub form: SaveCompany,
    /// What the law asks for and is missing.
    pub missing: Vec<CompanyField>,
}

/// A message on the client's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageBrief {
    /// Its identity.
    pub id: MessageId,
    /// When it was written, in the company's local time.
    pub at: NaiveDateTime,
    /// The subject.
    pub subject: String,
    /// Where it stands.
    pub state: MessageState,
}
