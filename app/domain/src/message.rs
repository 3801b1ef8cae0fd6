//! Messages to clients: channels, templates with variables, the facts that fill them, and why one is not sent.
//!
//! What a client reads is Portuguese, whatever language the page is shown in. Amounts are never typed: a template
//! names them, and [`render()`] fills in what is owed on the day.

mod facts;
mod form;
mod outbox;
mod refusal;
mod render;
mod template;
mod view;

pub use self::{
    facts::{ChargeFacts, CompanyField, Creditor, Facts},
    form::{
        ComposeMessage, DeleteTemplate, Recipient, ResolveMessage, SaveCompany, SaveMailServer, SaveTemplate,
        TestMailServer,
    },
    outbox::{MessageState, Resolution},
    refusal::{Ask, Refusal},
    render::{Piece, pieces, render, signature},
    template::{Template, Variable, parse},
    view::{
        AddressChoice, Attachment, ChargeChoice, CompanyView, ComposeView, MailServerView, MessageBrief,
        MessageLine, MessageList, MessageView, Prepared, Security, TemplateLine,
    },
};

use crate::contact::{Channel, choices};

choices! {
    /// The ways by which a message goes out.
    MessageChannel {
        /// E-mail, sent by us.
        Email = "email",
        /// WhatsApp, opened with the text ready.
        Whatsapp = "whatsapp",
        /// SMS, opened with the text ready.
        Sms = "sms",
        /// Letter, printed.
        Letter = "letter",
    }
}

impl MessageChannel {
    /// The channel under which the history records it.
    pub const fn contact(self) -> Channel {
        match self {
            Self::Email => Channel::Email,
            Self::Whatsapp => Channel::WhatsApp,
            Self::Sms => Channel::Sms,
            Self::Letter => Channel::Letter,
        }
    }

    /// Whether a message of this channel has a subject.
    pub const fn has_subject(self) -> bool {
        matches!(self, Self::Email | Self::Letter)
    }

    /// The greatest number of characters of a body. What a link carries has to stay short.
    pub const fn body_max(self) -> u32 {
        match self {
            Self::Email | Self::Letter => 6000,
            Self::Whatsapp => 1500,
            Self::Sms => 600,
        }
    }
}

choices! {
    /// What a template is for: the one that fits the charges is proposed.
    Situation {
        /// Before the due date.
        BeforeDue = "before_due",
        /// On the due date.
        DueToday = "due_today",
        /// 1 to 10 days late.
        Late1To10 = "late_1_10",
        /// 11 to 30 days late.
        Late11To30 = "late_11_30",
        /// 31 to 60 days late, and later.
        Late31To60 = "late_31_60",
        /// A reminder of an agreement's instalment.
        Agreement = "agreement",
        /// Thanks for a payment.
        Thanks = "thanks",
        /// Anything else.
        Other = "other",
    }
}

impl Situation {
    /// What fits charges of which the oldest is so many days late (less than zero: before it is due).
    pub const fn of_days_late(days: i64) -> Self {
        match days {
            ..=-1 => Self::BeforeDue,
            0 => Self::DueToday,
            1..=10 => Self::Late1To10,
            11..=30 => Self::Late11To30,
            _ => Self::Late31To60,
        }
    }

    /// Whether a message of this kind asks for money: thanks do not.
    pub const fn asks(self) -> bool {
        !matches!(self, Self::Thanks)
    }
}

/// The greatest number of characters of a subject.
pub const SUBJECT_MAX: u32 = 200;
