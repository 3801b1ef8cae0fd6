//! Contacting a client by a program of the person's own, as its pages show it.

use super::ReachClient;
use crate::{
    Money,
    contact::Channel,
    id::{ChargeId, ClientId, CompanyId, ContactId, TemplateId},
    ledger::Owed,
    message::Refusal,
};
use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

/// A charge that the message may be about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReachCharge {
    /// Its identity.
    pub id: ChargeId,
    /// Its number.
    pub document: String,
    /// When it is due.
    pub due: NaiveDate,
    /// Days late; negative before it is due.
    pub days_late: i64,
    /// With fine and interest, today.
    pub updated: Money,
    /// Whether the message is about it.
    pub chosen: bool,
}

/// What is good to know of a number before a message goes to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NumberKind {
    /// The client's own, or one that was typed.
    Own,
    /// That of a contact person, by name.
    OfPerson(String),
    /// A landline.
    Landline,
}

/// The page of the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReachView {
    /// Whom.
    pub client: ClientId,
    /// Their name.
    pub name: String,
    /// For which company: identity and name.
    pub company: (CompanyId, String),
    /// The form, with subject and text as they would be sent.
    pub form: ReachClient,
    /// What the text should have been made for, where it was not: somebody changed it by hand, so it was kept.
    pub outdated: Option<String>,
    /// The templates of the channel.
    pub templates: Vec<(TemplateId, String)>,
    /// The open charges for this company.
    pub charges: Vec<ReachCharge>,
    /// What the chosen charges come to, part by part: what is told on the telephone.
    pub owed: Option<Owed>,
    /// What speaks against it, but yields to a reason.
    pub held: Vec<Refusal>,
    /// Why it is not possible at all.
    pub refused: Option<Refusal>,
    /// What is good to know of the number.
    pub number: NumberKind,
    /// Whether e-mails are sent by ourselves, on the page of the client.
    pub has_mail_server: bool,
}

/// The page on which the person says whether the message was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentView {
    /// The contact.
    pub contact: ContactId,
    /// With whom.
    pub client: ClientId,
    /// Their name.
    pub name: String,
    /// By which way.
    pub channel: Channel,
    /// When it was recorded, in the company's local time.
    pub at: NaiveDateTime,
    /// Who recorded it.
    pub user: String,
    /// The number or address.
    pub to: String,
    /// The subject of an e-mail.
    pub subject: String,
    /// The text.
    pub body: String,
    /// Nobody has said yet whether it was sent.
    pub awaiting: bool,
    /// Whether it was voided.
    pub voided: bool,
}

/// A message of which somebody has yet to say whether it was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unconfirmed {
    /// The contact.
    pub contact: ContactId,
    /// With whom.
    pub client: ClientId,
    /// Their name.
    pub name: String,
    /// By which way.
    pub channel: Channel,
    /// When, in the company's local time.
    pub at: NaiveDateTime,
}
