//! Clients (and suppliers): data, contact persons, and the page that shows one of them.

use crate::{
    Money,
    agreement::AgreementBrief,
    charge::ChargeLine,
    contact::{ContactSeed, HistoryEntry, LastContact, TodayContact, choices},
    id::{AppointmentId, ClientId, PersonId, UserId},
    message::MessageBrief,
    promise::PromiseBrief,
};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Serialize};

/// The longest name of a client, and the longest street.
pub const NAME_MAX: u32 = 200;
/// The longest number in a street.
pub const NUMBER_MAX: u32 = 20;
/// The longest complement, district and city.
pub const PLACE_MAX: u32 = 120;
/// The longest name of a contact person, and of whomever somebody spoke to.
pub const PERSON_MAX: u32 = 120;
/// The longest department and job title.
pub const ROLE_MAX: u32 = 80;

/// What is known of a client. Texts are stored normalised; `..._shown` are as a person writes them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientData {
    /// Its identity.
    pub id: ClientId,
    /// Grows with every change: a form made from an older one is refused.
    pub version: i64,
    /// Name or corporate name.
    pub name: String,
    /// CPF or CNPJ with its mask; blank when unknown.
    pub tax_id: String,
    /// E-mail address; blank when unknown.
    pub email: String,
    /// Landline in E.164 (`+551130001234`); blank when unknown.
    pub phone: String,
    /// Mobile in E.164; blank when unknown.
    pub mobile: String,
    /// Street (logradouro).
    pub street: String,
    /// Number in the street.
    pub number: String,
    /// Complement (apartment, block).
    pub complement: String,
    /// District (bairro).
    pub district: String,
    /// City.
    pub city: String,
    /// Federative unit; blank when unknown.
    pub uf: String,
    /// Postcode, eight digits; blank when unknown.
    pub cep: String,
    /// Has the role of a client.
    pub is_client: bool,
    /// Has the role of a supplier.
    pub is_supplier: bool,
    /// What the client does not want.
    pub opt_outs: Vec<OptOut>,
}

choices! {
    /// A way by which a client does not want to be contacted.
    OptOut {
        /// None at all.
        All = "all",
        /// Telephone.
        Phone = "phone",
        /// WhatsApp.
        Whatsapp = "whatsapp",
        /// E-mail.
        Email = "email",
        /// SMS.
        Sms = "sms",
        /// Letter.
        Letter = "letter",
    }
}

/// The form that changes a client's data in place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateClient {
    /// Whose data.
    pub client: String,
    /// The version that the form was made from.
    pub version: i64,
    /// Name.
    pub name: String,
    /// CPF or CNPJ.
    pub tax_id: String,
    /// E-mail address.
    pub email: String,
    /// Landline.
    pub phone: String,
    /// Mobile.
    pub mobile: String,
    /// Street.
    pub street: String,
    /// Number.
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
    /// `on` when a client.
    pub is_client: String,
    /// `on` when a supplier.
    pub is_supplier: String,
    /// Every [`OptOut`] that holds.
    pub opt_outs: Vec<String>,
}

/// A person to talk to at a client (F010).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Their identity.
    pub id: PersonId,
    /// Grows with every change: a form made from an older one is refused.
    pub version: i64,
    /// Name.
    pub name: String,
    /// Department.
    pub department: String,
    /// Job title.
    pub job_title: String,
    /// E-mail address.
    pub email: String,
    /// Landline in E.164.
    pub phone: String,
    /// Mobile in E.164.
    pub mobile: String,
}

/// The form that adds or changes a contact person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SavePerson {
    /// At which client.
    pub client: String,
    /// Whom to change; blank adds a person.
    pub person: String,
    /// The version that the form was made from.
    pub version: i64,
    /// Name.
    pub name: String,
    /// Department.
    pub department: String,
    /// Job title.
    pub job_title: String,
    /// E-mail address.
    pub email: String,
    /// Landline.
    pub phone: String,
    /// Mobile.
    pub mobile: String,
}

/// Takes a contact person off the page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RemovePerson {
    /// Whom.
    pub person: String,
}

/// A pending appointment as lists and the client bar show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppointmentLine {
    /// Its identity.
    pub id: AppointmentId,
    /// The day.
    pub on: NaiveDate,
    /// The time, if one was set.
    pub time: Option<NaiveTime>,
    /// Who does it.
    pub assignee_id: UserId,
    /// Their name.
    pub assignee: String,
    /// What is to be done.
    pub notes: String,
}

impl AppointmentLine {
    /// When it is due; one without a time, from the start of its day.
    pub fn due(&self) -> NaiveDateTime {
        self.on.and_time(self.time.unwrap_or_default())
    }

    /// Whether a contact that completes `named` completes this one too: it is the same person's, and due by then or by
    /// now. What is planned for later stays.
    pub fn is_done_with(&self, named: &Self, now: NaiveDateTime) -> bool {
        self.id == named.id || self.assignee_id == named.assignee_id && self.due() <= named.due().max(now)
    }
}

/// What the bar of the client page always shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientBar {
    /// Overdue charges with fine and interest, today.
    pub owed: Money,
    /// How many charges are overdue.
    pub overdue_count: u32,
    /// Days late of the oldest overdue charge; zero when nothing is overdue.
    pub days_late: i64,
    /// The last contact that counts.
    pub last_contact: Option<LastContact>,
    /// The next pending appointment.
    pub next_appointment: Option<AppointmentLine>,
    /// Whether, by whom and with what result the client was contacted today.
    pub contacted_today: Option<TodayContact>,
    /// Promises that are open, and those broken and followed by nothing; the first first.
    pub promises: Vec<PromiseBrief>,
    /// The names of others who have this client's page open now.
    pub here: Vec<String>,
    /// Agreements of which something is still to be paid, the last closed first.
    pub agreements: Vec<AgreementBrief>,
}

/// Everything the client page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientView {
    /// The client's data.
    pub client: ClientData,
    /// The bar.
    pub bar: ClientBar,
    /// Contact persons.
    pub people: Vec<Person>,
    /// Contacts and comments, newest first.
    pub history: Vec<HistoryEntry>,
    /// How many lines the whole history has.
    pub history_total: u32,
    /// Overdue charges, the oldest first.
    pub overdue: Vec<ChargeLine>,
    /// Charges not yet due, the next first.
    pub upcoming: Vec<ChargeLine>,
    /// Pending appointments, the next first.
    pub appointments: Vec<AppointmentLine>,
    /// The newest messages.
    pub messages: Vec<MessageBrief>,
    /// What the contact form starts with.
    pub seed: ContactSeed,
}

/// Which client, and how much of its history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientQuery {
    /// The client.
    pub client: ClientId,
    /// The whole history instead of its newest part.
    pub whole_history: bool,
    /// The appointment from which the page was opened.
    pub appointment: Option<AppointmentId>,
}

/// How many history lines the client page shows before "show all".
pub const HISTORY_LINES: u32 = 50;

/// How many clients a search shows; who finds more is asked to write more.
pub const FOUND_CLIENTS: u32 = 50;

/// A client found by a search.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientFound {
    /// Its identity.
    pub id: ClientId,
    /// Name.
    pub name: String,
    /// CPF or CNPJ with its mask.
    pub tax_id: String,
    /// City.
    pub city: String,
    /// Federative unit.
    pub uf: String,
}
