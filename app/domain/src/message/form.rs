//! What the pages of messages send.

use serde::{Deserialize, Serialize};

/// The form that adds or changes a template.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SaveTemplate {
    /// Which template; blank adds one.
    pub template: String,
    /// The version that the form was made from.
    pub version: i64,
    /// What it is called.
    pub name: String,
    /// A [`super::MessageChannel`].
    pub channel: String,
    /// A [`super::Situation`].
    pub situation: String,
    /// The subject, with variables.
    pub subject: String,
    /// The text, with variables.
    pub body: String,
    /// The client of the preview: what was typed to find it.
    pub search: String,
    /// The client of the preview.
    pub client: String,
}

/// Takes a template off the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeleteTemplate {
    /// Which.
    pub template: String,
}

/// The form of a company's data.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SaveCompany {
    /// Which company.
    pub company: String,
    /// The version that the form was made from.
    pub version: i64,
    /// Name.
    pub name: String,
    /// CPF or CNPJ.
    pub tax_id: String,
    /// E-mail address for clients.
    pub email: String,
    /// Telephone for clients.
    pub phone: String,
    /// Street.
    pub street: String,
    /// Number in the street.
    pub number: String,
    /// Complement.
    pub complement: String,
    /// District.
    pub district: String,
    /// City.
    pub city: String,
    /// Federative unit.
    pub uf: String,
    /// Postcode.
    pub cep: String,
    /// How to pay.
    pub payment_instructions: String,
    /// Where to pay.
    pub payment_link: String,
}

/// The form of a mail server. Without a server's name the settings of the organisation count.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SaveMailServer {
    /// Whose; blank means the whole organisation.
    pub company: String,
    /// The version that the form was made from; zero when there was none.
    pub version: i64,
    /// The server's name; blank takes the settings away.
    pub host: String,
    /// The port.
    pub port: String,
    /// A [`super::Security`].
    pub security: String,
    /// The user; blank signs in as nobody.
    pub user: String,
    /// The password; blank leaves it as it is.
    pub password: String,
    /// Whose name recipients see.
    pub sender_name: String,
    /// The address that messages come from.
    pub sender_address: String,
    /// Where answers go; blank means the sender.
    pub reply_to: String,
    /// The greatest number of messages in an hour; blank means no limit.
    pub hourly_limit: String,
}

impl std::fmt::Debug for SaveMailServer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SaveMailServer").field("host", &self.host).finish_non_exhaustive()
    }
}

/// Sends a test message by the saved settings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TestMailServer {
    /// Whose settings; blank means the organisation's.
    pub company: String,
    /// Where to.
    pub to: String,
}

/// An address of the composer: whose it is, and what stands in its field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Recipient {
    /// `client`, a contact person, or blank for another address.
    pub whose: String,
    /// `on` when the message goes there.
    pub on: String,
    /// The address.
    pub email: String,
}

/// The composer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ComposeMessage {
    /// To whom.
    pub client: String,
    /// The idempotency key: a form sent twice sends one message.
    pub key: String,
    /// For which company.
    pub company: String,
    /// About which charges.
    pub charges: Vec<String>,
    /// The template that subject and text began as; blank for none.
    pub template: String,
    /// The addresses.
    pub to: Vec<Recipient>,
    /// `on` when addresses that were changed are saved.
    pub save_addresses: String,
    /// The subject, with variables.
    pub subject: String,
    /// The text, with variables.
    pub body: String,
    /// `on` when the statement of debt goes with it.
    pub statement: String,
    /// Why it is sent although somebody contacted the client today, or a promise is open.
    pub reason: String,
}

/// What a person decides about a message.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ResolveMessage {
    /// Which message.
    pub message: String,
    /// A [`super::Resolution`].
    pub resolution: String,
    /// Why.
    pub reason: String,
}
