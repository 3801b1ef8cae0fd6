//! Contacting a client by a program of the person's own: WhatsApp, SMS, the dialler, the mail program. The text is
//! made here, the link opens it there, and the person says afterwards whether it was sent.

mod view;

pub use view::{NumberKind, ReachCharge, ReachView, SentView, Unconfirmed};

use crate::{
    Error, FieldError,
    address::{Email, MAILTO_MAX, mailto_link},
    contact::{Channel, DefaultReason, Outcome, SubOutcome, choices, sub_outcome},
    error::Check,
    id::{AppointmentId, ChargeId},
    message::{MessageChannel, SUBJECT_MAX},
    phone::{self, Phone},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The greatest number of characters of a text that a link carries.
pub const TEXT_MAX: u32 = 4000;
/// The greatest number of characters of a reason.
const REASON_MAX: u32 = 500;
/// Links longer than this are cut off by WhatsApp's pages.
const WHATSAPP_MAX: usize = 2000;

choices! {
    /// What came of a message that was opened.
    SentAnswer {
        /// It was sent, or the call was made.
        Sent = "sent",
        /// It was not.
        NotSent = "not_sent",
    }
}

/// The channels that open a program of the person's own, or a letter to print, in the order in which they are offered.
pub const CHANNELS: [Channel; 5] =
    [Channel::WhatsApp, Channel::Phone, Channel::Sms, Channel::Email, Channel::Letter];

/// The form, as the browser sends it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReachClient {
    /// Whom.
    pub client: String,
    /// Made when the form was opened: a form sent twice records once.
    pub key: String,
    /// The charges it is about.
    pub charges: Vec<String>,
    /// A [`Channel`].
    pub channel: String,
    /// The template that the text began as; blank for none.
    pub template: String,
    /// The number or address.
    pub to: String,
    /// The subject of an e-mail.
    pub subject: String,
    /// The text.
    pub body: String,
    /// What subject and text were made for: channel, template, and the amounts of the day.
    pub made_for: String,
    /// Subject and text as they were made, for telling whether somebody changed them by hand since.
    pub made: String,
    /// The channel for which the number or address was proposed.
    pub to_for: String,
    /// What a text that was changed by hand goes out for all the same.
    pub keep: String,
    /// Make the text anew, even one that was changed by hand.
    pub fresh: String,
    /// Why the client is contacted although something speaks against it.
    pub reason: String,
    /// The appointment that the contact completes; blank means none.
    pub appointment: String,
    /// Where to go on afterwards.
    pub next: String,
}

/// The form without errors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedReach {
    /// The idempotency key.
    pub key: Uuid,
    /// The charges it is about.
    pub charges: Vec<ChargeId>,
    /// The channel.
    pub channel: Channel,
    /// The number in E.164, or the address.
    pub to: String,
    /// The subject of an e-mail.
    pub subject: String,
    /// The text.
    pub body: String,
    /// Blank when none was given.
    pub reason: String,
    /// The appointment that the contact completes.
    pub appointment: Option<AppointmentId>,
}

impl ReachClient {
    /// What the form says, or what is wrong with each field.
    pub fn check(&self) -> Result<CheckedReach, Vec<FieldError>> {
        let mut check = Check::default();
        let key = check.take("key", self.key.trim().parse::<Uuid>().map_err(|_| Error::NotAnOption));
        let channel = check.take("channel", reached_by(&self.channel));
        let charges: Result<Vec<ChargeId>, Error> =
            self.charges.iter().filter(|text| !text.trim().is_empty()).map(|text| text.parse()).collect();
        let charges = check.take("charges", charges);
        let to = channel.and_then(|channel| check.take("to", address(channel, &self.to)));
        let (subject, body) = match channel {
            Some(channel @ (Channel::Email | Channel::Letter)) => (
                check.required("subject", &self.subject, SUBJECT_MAX),
                check.required("body", &self.body, text_max(channel)),
            ),
            // What is to be said on the telephone is only a help.
            Some(Channel::Phone) => (Some(String::new()), check.text("body", &self.body, TEXT_MAX)),
            _ => (Some(String::new()), check.required("body", &self.body, TEXT_MAX)),
        };
        let reason = check.text("reason", &self.reason, REASON_MAX);
        let appointment = check.optional("appointment", &self.appointment, str::parse);
        check.done()?;
        let whole = || {
            Some(CheckedReach {
                key: key?,
                charges: charges?,
                channel: channel?,
                to: to?,
                subject: subject?,
                body: body?.replace("\r\n", "\n"),
                reason: reason?,
                appointment: appointment?,
            })
        };
        whole().ok_or_else(Vec::new)
    }
}

/// The greatest number of characters of a text; what a link carries has to be shorter than a letter.
pub const fn text_max(channel: Channel) -> u32 {
    match channel {
        Channel::Letter => MessageChannel::Letter.body_max(),
        _ => TEXT_MAX,
    }
}

/// The channel of a form; only those that open something.
fn reached_by(text: &str) -> Result<Channel, Error> {
    let channel: Channel = text.parse()?;
    if CHANNELS.contains(&channel) { Ok(channel) } else { Err(Error::NotAnOption) }
}

fn address(channel: Channel, text: &str) -> Result<String, Error> {
    match channel {
        Channel::Email => Email::parse(text).map(|email| email.as_str().to_owned()),
        // The envelope shows the client's address, whatever stands here.
        Channel::Letter => Ok(text.trim().to_owned()),
        // WhatsApp and SMS reach landlines of companies too; whether this one does, the person sees there.
        _ => Phone::parse(text).map(|phone| phone.e164().to_owned()),
    }
}

/// The link that opens the program with number and text ready. A letter has none: its page knows where it is.
pub fn link(channel: Channel, to: &str, subject: &str, body: &str) -> String {
    match channel {
        Channel::WhatsApp => phone::whatsapp_link(to, body),
        Channel::Sms => phone::sms_link(to, body),
        Channel::Email => mailto_link(to, subject, body),
        _ => phone::tel_link(to),
    }
}

/// Whether a link is longer than programs take: then the text is copied by hand.
pub fn is_too_long(channel: Channel, link: &str) -> bool {
    match channel {
        Channel::WhatsApp | Channel::Sms => link.len() > WHATSAPP_MAX,
        Channel::Email => link.len() > MAILTO_MAX,
        _ => false,
    }
}

/// The channel of templates for a channel; there are none for calls, where those for WhatsApp are read aloud.
pub const fn template_channel(channel: Channel) -> MessageChannel {
    match channel {
        Channel::Email => MessageChannel::Email,
        Channel::Sms => MessageChannel::Sms,
        Channel::Letter => MessageChannel::Letter,
        _ => MessageChannel::Whatsapp,
    }
}

/// The form that says what came of a message that was opened.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AnswerSent {
    /// The contact that was recorded.
    pub contact: String,
    /// A [`SentAnswer`].
    pub answer: String,
    /// Why it was not sent.
    pub reason: String,
    /// How a call ended: an [`Outcome`].
    pub outcome: String,
    /// What exactly: a [`SubOutcome`]; blank means none was said.
    pub sub_outcome: String,
    /// A [`DefaultReason`]; needed when the outcome is effective.
    pub default_reason: String,
    /// Where to go on afterwards.
    pub next: String,
}

/// How a message or call ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CheckedAnswer {
    /// It was sent, or the call was made and ended this way.
    Sent(Option<CallEnded>),
    /// It was not, for this reason.
    NotSent(String),
}

/// How a call ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallEnded {
    /// How.
    pub outcome: Outcome,
    /// What exactly.
    pub sub_outcome: Option<SubOutcome>,
    /// Why the client is late.
    pub reason: Option<DefaultReason>,
}

impl AnswerSent {
    /// What the form says, or what is wrong with each field. Of a call it also says how it ended.
    pub fn check(&self, channel: Channel) -> Result<CheckedAnswer, Vec<FieldError>> {
        let mut check = Check::default();
        let answer = check.take("answer", self.answer.parse::<SentAnswer>());
        let checked = match (answer, channel) {
            (Some(SentAnswer::NotSent), _) => {
                check.required("reason", &self.reason, REASON_MAX).map(CheckedAnswer::NotSent)
            }
            (Some(SentAnswer::Sent), Channel::Phone) => {
                let outcome = check.take("outcome", self.outcome.parse::<Outcome>());
                let sub = outcome
                    .and_then(|outcome| check.take("sub_outcome", sub_outcome(outcome, &self.sub_outcome)));
                let reason = match outcome {
                    Some(outcome) if outcome.needs_reason() => {
                        check.take("default_reason", self.default_reason.parse::<DefaultReason>()).map(Some)
                    }
                    _ => Some(None),
                };
                let whole = || Some(CallEnded { outcome: outcome?, sub_outcome: sub?, reason: reason? });
                whole().map(|ended| CheckedAnswer::Sent(Some(ended)))
            }
            (Some(SentAnswer::Sent), _) => Some(CheckedAnswer::Sent(None)),
            (None, _) => None,
        };
        check.done()?;
        checked.ok_or_else(Vec::new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Olá, José! Consta em aberto a fatura FAT-123/1 de R$ 150,00 (venc. 10/11/2026).\nTotal hoje: R$ 153,55.";

    #[test]
    fn every_channel_has_its_link_with_everything_percent_encoded() {
        let encoded = "Ol%C3%A1%2C%20Jos%C3%A9%21%20Consta%20em%20aberto%20a%20fatura%20FAT-123%2F1%20de%20R%24%20150%2C00%20%28venc.%2010%2F11%2F2026%29.%0ATotal%20hoje%3A%20R%24%20153%2C55.";
        let number = "+5511987654321";
        assert_eq!(
            link(Channel::WhatsApp, number, "", TEXT),
            format!("https://wa.me/5511987654321?text={encoded}")
        );
        assert_eq!(link(Channel::Sms, number, "", TEXT), format!("sms:+5511987654321?&body={encoded}"));
        assert_eq!(link(Channel::Phone, number, "", TEXT), "tel:+5511987654321");
        assert_eq!(
            link(Channel::Email, "jose@exemplo.com.br", "Fatura & cia", "Olá\nTchau + 1"),
            "mailto:jose@exemplo.com.br?subject=Fatura%20%26%20cia&body=Ol%C3%A1%0D%0ATchau%20%2B%201"
        );
        let long = link(Channel::WhatsApp, number, "", &"á".repeat(400));
        assert!(is_too_long(Channel::WhatsApp, &long) && !is_too_long(Channel::Phone, &long));
    }

    fn form(channel: &str, to: &str) -> ReachClient {
        ReachClient {
            key: Uuid::from_u128(1).to_string(),
            channel: channel.to_owned(),
            to: to.to_owned(),
            body: TEXT.to_owned(),
            ..ReachClient::default()
        }
    }

    #[test]
    fn numbers_and_addresses_are_read_for_their_channel() {
        let whatsapp = form("whatsapp", "(11) 98765-4321").check().expect("a form");
        assert_eq!(whatsapp.to, "+5511987654321");
        assert_eq!(form("whatsapp", "").check().expect_err("blank")[0], Error::Required.on("to"));
        assert_eq!(form("sms", "123").check().expect_err("short")[0], Error::InvalidPhone.on("to"));
        let fields: Vec<_> =
            form("email", "x").check().expect_err("wrong").into_iter().map(|error| error.field).collect();
        assert_eq!(fields, ["to", "subject"]);
        assert_eq!(form("messenger", "x").check().expect_err("no link")[0].field, "channel");
        assert_eq!(form("letter", "").check().expect_err("a letter")[0], Error::Required.on("subject"));
        let call = ReachClient { body: String::new(), ..form("phone", "1133334444") };
        assert!(call.check().is_ok(), "a call needs no text");
    }

    #[test]
    fn what_was_not_sent_needs_a_reason_and_a_call_says_how_it_ended() {
        let not = AnswerSent { answer: "not_sent".to_owned(), ..AnswerSent::default() };
        assert_eq!(not.check(Channel::WhatsApp).expect_err("why?")[0], Error::Required.on("reason"));
        let sent = AnswerSent { answer: "sent".to_owned(), ..AnswerSent::default() };
        assert_eq!(sent.check(Channel::WhatsApp), Ok(CheckedAnswer::Sent(None)));
        assert_eq!(sent.check(Channel::Phone).expect_err("how?")[0].field, "outcome");
        let spoke = AnswerSent { outcome: "effective".to_owned(), ..sent };
        assert_eq!(spoke.check(Channel::Phone).expect_err("why late?")[0].field, "default_reason");
    }
}
