//! One attempt to reach a client: channel, outcome, reason, and what the form sends.

mod form;
mod view;

pub use self::{
    form::{AddComment, ContactRecorded, RecordContact, VoidContact},
    view::{
        ContactFacts, ContactSeed, HistoryEntry, LastContact, Proposal, TodayContact, TodayContactDetails,
        Voided,
    },
};

use crate::{Error, holidays::Holidays};
use chrono::{NaiveDateTime, NaiveTime};

/// The longest notes of a contact, and the longest comment.
pub const NOTES_MAX: u32 = 4000;
/// The longest reason that is given for something.
pub const REASON_MAX: u32 = 500;

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

/// The day and time proposed for the next contact after `outcome` at `now`:
/// nobody answered - the next business day in the other half of the day;
/// not effective - the next business day in the same half; effective - the morning three days later, or of the
/// first business day after. Nine and two are within the hours in which all states allow calls.
pub fn propose_next(outcome: Outcome, now: NaiveDateTime, holidays: &Holidays) -> Proposal {
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
        date: holidays.next_business_day(now.date() + chrono::Days::new(days)),
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
