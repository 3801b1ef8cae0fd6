//! One attempt to reach a client: channel, outcome, reason, and what the form sends.

use crate::{
    Error,
    id::{AppointmentId, ChargeId, ClientId, ContactId, UserId},
};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Serialize};

/// Declares an enum whose values have a stable text for the store, forms and addresses.
macro_rules! choices {
    ($(#[$doc:meta])* $name:ident { $($(#[$item_doc:meta])* $item:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$item_doc])* #[serde(rename = $text)] $item),+ }

        impl $name {
            /// All values, in the order in which they are offered.
            pub const ALL: &'static [Self] = &[$(Self::$item),+];

            /// The value's text in the store, in forms and in addresses.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$item => $text),+ }
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::Error;

            fn from_str(text: &str) -> Result<Self, $crate::Error> {
                match text.trim() {
                    "" => Err($crate::Error::Required),
                    $($text => Ok(Self::$item),)+
                    _ => Err($crate::Error::NotAnOption),
                }
            }
        }
    };
}
pub(crate) use choices;

choices! {
    /// The way by which the client was sought (F083, WhatsApp as its own).
    Channel {
        /// Telefone.
        Phone = "phone",
        /// WhatsApp.
        WhatsApp = "whatsapp",
        /// E-mail.
        Email = "email",
        /// SMS.
        Sms = "sms",
        /// Carta.
        Letter = "letter",
        /// Another messaging app (aplicativo de mensagens).
        Messenger = "messenger",
        /// Outros.
        Other = "other",
    }
}

choices! {
    /// How the attempt ended (F083).
    Outcome {
        /// Efetivo: spoke with the person who decides.
        Effective = "effective",
        /// Não efetivo: somebody answered, but not the one who decides, or nothing was settled.
        NotEffective = "not_effective",
        /// Sem contato: nobody answered.
        NoContact = "no_contact",
    }
}

choices! {
    /// What exactly happened, within an [`Outcome`].
    SubOutcome {
        /// Não atende.
        NoAnswer = "no_answer",
        /// Caixa postal.
        Voicemail = "voicemail",
        /// Número errado.
        WrongNumber = "wrong_number",
        /// Mensagem enviada sem resposta.
        MessageUnanswered = "message_unanswered",
        /// Recado com terceiro.
        LeftMessage = "left_message",
        /// Pediu retorno.
        CallBack = "call_back",
        /// Em aprovação na empresa.
        AwaitingApproval = "awaiting_approval",
        /// Prometeu pagar.
        PromisedToPay = "promised_to_pay",
        /// Fez acordo.
        AgreementMade = "agreement_made",
        /// Alega já ter pago.
        ClaimsPaid = "claims_paid",
        /// Não recebeu a cobrança.
        NotReceived = "not_received",
        /// Contesta.
        Disputes = "disputes",
        /// Dificuldade financeira.
        FinancialHardship = "financial_hardship",
        /// Recusa.
        Refuses = "refuses",
    }
}

choices! {
    /// Motivo da inadimplência (F083): asked when the outcome is effective.
    DefaultReason {
        /// Problema financeiro.
        FinancialProblem = "financial_problem",
        /// Não recebeu a cobrança.
        NotReceived = "not_received",
        /// Não concorda com a cobrança.
        Disagrees = "disagrees",
        /// Outros.
        Other = "other",
    }
}

impl Outcome {
    /// The sub-outcomes that belong to this outcome, the usual one first.
    pub const fn sub_outcomes(self) -> &'static [SubOutcome] {
        use SubOutcome::{
            AgreementMade, AwaitingApproval, CallBack, ClaimsPaid, Disputes, FinancialHardship, LeftMessage,
            MessageUnanswered, NoAnswer, NotReceived, PromisedToPay, Refuses, Voicemail, WrongNumber,
        };
        match self {
            Self::NoContact => &[NoAnswer, Voicemail, WrongNumber, MessageUnanswered],
            Self::NotEffective => &[LeftMessage, CallBack, AwaitingApproval],
            Self::Effective => {
                &[PromisedToPay, AgreementMade, ClaimsPaid, NotReceived, Disputes, FinancialHardship, Refuses]
            }
        }
    }

    /// Whether a default reason must be given.
    pub const fn needs_reason(self) -> bool {
        matches!(self, Self::Effective)
    }
}

impl SubOutcome {
    /// The outcome that this sub-outcome refines.
    pub fn outcome(self) -> Outcome {
        *Outcome::ALL
            .iter()
            .find(|outcome| outcome.sub_outcomes().contains(&self))
            .unwrap_or(&Outcome::Effective)
    }
}

/// The form of a contact, as the browser sends it: texts, because the person may have typed anything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RecordContact {
    /// Whom the contact was with.
    pub client: String,
    /// Made when the form was opened: a form sent twice records once.
    pub key: String,
    /// Day of the contact.
    pub date: String,
    /// Time of the contact.
    pub time: String,
    /// A [`Channel`].
    pub channel: String,
    /// An [`Outcome`].
    pub outcome: String,
    /// A [`SubOutcome`] of the outcome; blank means none was said.
    pub sub_outcome: String,
    /// A [`DefaultReason`]; needed when the outcome is effective.
    pub reason: String,
    /// The person spoken to.
    pub spoke_to: String,
    /// Which charges it was about.
    pub charges: Vec<String>,
    /// What was said.
    pub notes: String,
    /// Next contact: day; blank means none.
    pub next_date: String,
    /// Next contact: time.
    pub next_time: String,
    /// Next contact: who makes it; blank means the person who saves.
    pub next_assignee: String,
    /// The reason to go on although the client was already contacted today.
    pub guard_reason: String,
    /// The appointment that this contact completes; blank means none.
    pub appointment: String,
    /// What was promised; needed when the sub-outcome is [`SubOutcome::PromisedToPay`].
    pub promise_amount: String,
    /// Until when; needed with it.
    pub promise_date: String,
    /// The open promise that this one replaces; blank means none.
    pub promise_replaces: String,
    /// `next` to be led to the next client to contact, otherwise to the agenda.
    pub then: String,
}

impl Default for RecordContact {
    fn default() -> Self {
        let blank = String::new;
        Self {
            client: blank(),
            key: blank(),
            date: blank(),
            time: blank(),
            channel: Channel::Phone.as_str().to_owned(),
            outcome: blank(),
            sub_outcome: blank(),
            reason: blank(),
            spoke_to: blank(),
            charges: Vec::new(),
            notes: blank(),
            next_date: blank(),
            next_time: blank(),
            next_assignee: blank(),
            guard_reason: blank(),
            appointment: blank(),
            promise_amount: blank(),
            promise_date: blank(),
            promise_replaces: blank(),
            then: blank(),
        }
    }
}

/// What was recorded, and where to go on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactRecorded {
    /// The contact in the history.
    pub contact: ContactId,
    /// The next client to contact, when that was asked for and there is one.
    pub next: Option<ClientId>,
    /// This very form had been saved before: nothing was recorded a second time.
    pub repeated: bool,
}

/// The form of a comment (F031): free text that does not count as a contact.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AddComment {
    /// Whom the comment is about.
    pub client: String,
    /// Made when the form was opened: a form sent twice records once.
    pub key: String,
    /// The comment.
    pub text: String,
}

/// The form that voids a contact (F033): it stays in the history, struck through.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct VoidContact {
    /// The contact to void.
    pub contact: String,
    /// Why.
    pub reason: String,
}

/// A contact that somebody already made today: what the next person must know before calling again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TodayContact {
    /// When, in the company's local time.
    pub at: NaiveDateTime,
    /// Who and with what result; nothing when it was for a company that the viewer may not see.
    pub details: Option<TodayContactDetails>,
}

/// The part of a [`TodayContact`] that only users of its company see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TodayContactDetails {
    /// Who made it.
    pub user: String,
    /// By which way.
    pub channel: Channel,
    /// With what result.
    pub outcome: Outcome,
}

/// The last contact in one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastContact {
    /// When, in the company's local time.
    pub at: NaiveDateTime,
    /// By which way.
    pub channel: Channel,
    /// With what result.
    pub outcome: Outcome,
    /// Who made it; blank where a list does not need it.
    pub user: String,
}

/// A line of a client's history: a contact or a comment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryEntry {
    /// Its identity.
    pub id: ContactId,
    /// When, in the company's local time.
    pub at: NaiveDateTime,
    /// Who recorded it.
    pub user: String,
    /// For which company.
    pub company: String,
    /// The contact's facts; nothing for a comment.
    pub contact: Option<ContactFacts>,
    /// What was said.
    pub notes: String,
    /// Documents of the charges it was about.
    pub charges: Vec<String>,
    /// Why the client was contacted again on the same day, if so.
    pub guard_reason: String,
    /// Voided: by whom, when and why.
    pub voided: Option<Voided>,
    /// Whether the viewer may void it now (only the last contact that is not voided).
    pub may_void: bool,
}

/// Channel, outcome and what refines them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactFacts {
    /// By which way.
    pub channel: Channel,
    /// With what result.
    pub outcome: Outcome,
    /// What exactly, if it was said.
    pub sub_outcome: Option<SubOutcome>,
    /// Why the client is late.
    pub reason: Option<DefaultReason>,
    /// Who answered.
    pub spoke_to: String,
}

/// Who voided a contact, when and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voided {
    /// Who.
    pub by: String,
    /// When, in the company's local time.
    pub at: NaiveDateTime,
    /// Why.
    pub reason: String,
}

/// What the form proposes for the next contact after one outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// After which outcome.
    pub outcome: Outcome,
    /// The proposed day.
    pub date: NaiveDate,
    /// The proposed time.
    pub time: NaiveTime,
}

/// What a fresh contact form starts with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactSeed {
    /// The idempotency key of this form.
    pub key: String,
    /// The idempotency key of the comment form.
    pub comment_key: String,
    /// The idempotency key of the form of a new appointment.
    pub appointment_key: String,
    /// Today and now, in the company's local time.
    pub now: NaiveDateTime,
    /// The proposed next contact per outcome.
    pub proposals: Vec<Proposal>,
    /// Who may be given the next contact: identity and name.
    pub assignees: Vec<(UserId, String)>,
    /// Who saves.
    pub me: UserId,
    /// The appointment that saving completes, when the page was opened from the agenda.
    pub appointment: Option<AppointmentId>,
    /// The charges that may be named: identity, document.
    pub charges: Vec<(ChargeId, String)>,
}

/// The day and time proposed for the next contact after `outcome` at `now`:
/// nobody answered - the next business day in the other half of the day;
/// not effective - the next business day in the same half; effective - the morning three days later, or of the
/// first business day after. Nine and two are within the hours in which all states allow calls.
pub fn propose_next(outcome: Outcome, now: NaiveDateTime) -> Proposal {
    let morning = NaiveTime::from_hms_opt(9, 0, 0).unwrap_or_default();
    let afternoon = NaiveTime::from_hms_opt(14, 0, 0).unwrap_or_default();
    let noon = NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default();
    let was_morning = now.time() < noon;
    let (days, in_morning) = match outcome {
        Outcome::NoContact => (1, !was_morning),
        Outcome::NotEffective => (1, was_morning),
        Outcome::Effective => (3, true),
    };
    Proposal {
        outcome,
        date: crate::calendar::next_business_day(now.date() + chrono::Days::new(days)),
        time: if in_morning { morning } else { afternoon },
    }
}

/// The sub-outcome that a form names, if any; one of another outcome is refused.
pub fn sub_outcome(outcome: Outcome, text: &str) -> Result<Option<SubOutcome>, Error> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let sub: SubOutcome = text.parse()?;
    if outcome.sub_outcomes().contains(&sub) { Ok(Some(sub)) } else { Err(Error::NotAnOption) }
}
