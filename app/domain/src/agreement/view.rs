//! The list of agreements and the page of one.

use super::{
    AgreementState, BreakRule, Breaking, ConfirmAgreement, DivideAgreement, Health, Proposal, SourceLine,
};
use crate::{
    Error, FieldError, Money,
    charge::{ChargeStatus, PaymentMethod},
    contact::choices,
    derivation::Derivation,
    id::{AgreementId, ChargeId, ClientId, CompanyId, ContactId, UserId},
    ledger::Owed,
    period::Preset,
    session::CompanyRef,
    settlement::PaymentLine,
    text::normalise,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::cmp::{Ordering, Reverse};

choices! {
    /// How agreements of the list are doing.
    HealthFilter {
        /// No instalment is late.
        UpToDate = "em-dia",
        /// One or more instalments are late.
        Late = "atrasado",
        /// All instalments are paid.
        Fulfilled = "cumprido",
        /// What was not paid became part of another agreement.
        Renegotiated = "renegociado",
        /// Given up because it was not kept.
        Broken = "quebrado",
        /// Taken back before anything was paid.
        Undone = "desfeito",
    }
}

impl HealthFilter {
    /// Whether an agreement that is doing so is shown.
    pub const fn matches(self, health: Health) -> bool {
        matches!(
            (self, health),
            (Self::UpToDate, Health::UpToDate)
                | (Self::Late, Health::Late { .. } | Health::Missed { .. })
                | (Self::Fulfilled, Health::Fulfilled)
                | (Self::Renegotiated, Health::Renegotiated)
                | (Self::Broken, Health::Broken)
                | (Self::Undone, Health::Undone)
        )
    }
}

choices! {
    /// The column that orders the list of agreements.
    AgreementColumn {
        /// Number within the company.
        Number = "numero",
        /// Client's name.
        Client = "cliente",
        /// Company's name.
        Company = "empresa",
        /// How it is doing: the latest first.
        Health = "situacao",
        /// When it was closed.
        ClosedOn = "data",
        /// Who closed it.
        User = "responsavel",
        /// What was agreed.
        Agreed = "valor",
        /// What was received.
        Received = "recebido",
        /// Instalments paid.
        Paid = "parcelas",
        /// The next due date.
        NextDue = "vencimento",
    }
}

impl AgreementColumn {
    /// Whether a first click shows the greatest or latest first.
    pub const fn starts_descending(self) -> bool {
        matches!(self, Self::Number | Self::ClosedOn | Self::Agreed | Self::Received | Self::Paid)
    }

    /// Whether it holds figures, which stand on the right.
    pub const fn is_number(self) -> bool {
        matches!(self, Self::Agreed | Self::Received | Self::Paid)
    }

    /// Whether it follows from the instalments as they are today.
    pub const fn is_computed(self) -> bool {
        matches!(self, Self::Health | Self::Received | Self::Paid | Self::NextDue)
    }

    /// How two agreements stand to each other in this column.
    pub fn compare(self, a: &AgreementRow, b: &AgreementRow) -> Ordering {
        let by_name = |a: &str, b: &str| normalise(a).cmp(&normalise(b));
        match self {
            Self::Number => a.number.cmp(&b.number),
            Self::Client => by_name(&a.client_name, &b.client_name),
            Self::Company => by_name(&a.company, &b.company),
            Self::Health => urgency(a.health).cmp(&urgency(b.health)),
            Self::ClosedOn => a.on.cmp(&b.on),
            Self::User => by_name(&a.user, &b.user),
            Self::Agreed => a.total.cmp(&b.total),
            Self::Received => a.received.cmp(&b.received),
            Self::Paid => a.instalments.0.cmp(&b.instalments.0),
            // Of whom nothing is due any more, comes last.
            Self::NextDue => (a.next_due.is_none(), a.next_due).cmp(&(b.next_due.is_none(), b.next_due)),
        }
    }
}

/// What needs somebody first: the most instalments missed, then the longest late.
fn urgency(health: Health) -> (u8, Reverse<(u32, i64)>) {
    let calm = Reverse((0, 0));
    match health {
        Health::Missed { count, days } => (0, Reverse((count, days))),
        Health::Late { days } => (1, Reverse((1, days))),
        Health::UpToDate => (2, calm),
        Health::Fulfilled => (3, calm),
        Health::Renegotiated => (4, calm),
        Health::Broken => (5, calm),
        Health::Undone => (6, calm),
    }
}

/// What the list of agreements is asked. Its whole state stands in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreementsQuery {
    /// Any part of the client's name, CPF/CNPJ, phone or e-mail.
    pub client: String,
    /// The creditor.
    pub company: Option<CompanyId>,
    /// Who closed it.
    pub user: Option<UserId>,
    /// How it is doing.
    pub health: Option<HealthFilter>,
    /// When it was closed; nothing means at any time.
    pub period: Option<Preset>,
    /// First day, as typed; used with [`Preset::Custom`].
    pub from: String,
    /// Last day, as typed; used with [`Preset::Custom`].
    pub until: String,
    /// The ordering column; nothing means the last closed first.
    pub sort: Option<AgreementColumn>,
    /// From the greatest.
    pub descending: bool,
    /// Page, counted from 1; zero counts as the first.
    pub page: u32,
}

impl AgreementsQuery {
    /// Reads the query from the names and values of an address; what cannot be read counts as not given.
    pub fn from_pairs<'a>(get: impl Fn(&str) -> Option<&'a str>) -> Self {
        let text = |name| get(name).unwrap_or_default().trim().to_owned();
        // Whoever types a date means it, also where no period is chosen.
        let period = match get("periodo").unwrap_or_default() {
            "" if !text("de").is_empty() || !text("ate").is_empty() => Some(Preset::Custom),
            name => name.parse().ok(),
        };
        let sort: Option<AgreementColumn> = get("ordem").and_then(|text| text.parse().ok());
        Self {
            client: text("cliente"),
            company: get("empresa").and_then(|id| id.parse().ok()),
            user: get("responsavel").and_then(|id| id.parse().ok()),
            health: get("situacao").and_then(|text| text.parse().ok()),
            period,
            from: text("de"),
            until: text("ate"),
            sort,
            descending: match get("sentido") {
                Some(direction) => direction == "desc",
                None => sort.is_some_and(AgreementColumn::starts_descending),
            },
            page: get("pagina").and_then(|text| text.parse().ok()).unwrap_or_default(),
        }
    }

    /// The names and values that say this query in an address.
    pub fn to_pairs(&self) -> Vec<(&'static str, String)> {
        let custom = self.period == Some(Preset::Custom);
        let pairs = [
            ("cliente", self.client.clone()),
            ("empresa", self.company.map(|id| id.to_string()).unwrap_or_default()),
            ("responsavel", self.user.map(|id| id.to_string()).unwrap_or_default()),
            ("situacao", self.health.map_or("", HealthFilter::as_str).to_owned()),
            ("periodo", self.period.map_or("", Preset::as_str).to_owned()),
            ("de", if custom { self.from.clone() } else { String::new() }),
            ("ate", if custom { self.until.clone() } else { String::new() }),
            ("ordem", self.sort.map_or("", AgreementColumn::as_str).to_owned()),
            ("sentido", self.sort.map_or("", |_| if self.descending { "desc" } else { "asc" }).to_owned()),
            ("pagina", if self.page > 1 { self.page.to_string() } else { String::new() }),
        ];
        pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }
}

/// One agreement of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreementRow {
    /// Its identity.
    pub id: AgreementId,
    /// Its number within the company.
    pub number: i64,
    /// With whom.
    pub client: ClientId,
    /// Their name.
    pub client_name: String,
    /// The creditor's name.
    pub company: String,
    /// Who closed it.
    pub user: String,
    /// When.
    pub on: NaiveDate,
    /// What was agreed.
    pub total: Money,
    /// What was received of it.
    pub received: Money,
    /// How many instalments are paid, and how many there are.
    pub instalments: (u32, u32),
    /// The next day on which something is due.
    pub next_due: Option<NaiveDate>,
    /// How it is doing.
    pub health: Health,
    /// Whether breaking is proposed.
    pub break_proposed: bool,
}

/// A running agreement, as the bar of the client page names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreementBrief {
    /// Its identity.
    pub id: AgreementId,
    /// Its number within the company.
    pub number: i64,
    /// How it is doing.
    pub health: Health,
}

/// One page of the list of agreements.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreementsPage {
    /// Today, in the company's local time.
    pub today: NaiveDate,
    /// The rows of this page.
    pub rows: Vec<AgreementRow>,
    /// This page, counted from 1.
    pub page: u32,
    /// How many pages there are; at least 1.
    pub pages: u32,
    /// Agreements on all pages.
    pub count: u32,
    /// What was agreed on all pages.
    pub total: Money,
    /// What was received on all pages.
    pub received: Money,
    /// The companies that may be chosen.
    pub companies: Vec<CompanyRef>,
    /// Who may be chosen: identity and name.
    pub users: Vec<(UserId, String)>,
    /// What is wrong with the query; the list is then empty.
    pub errors: Vec<FieldError>,
}

/// A charge that may become part of an agreement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeedLine {
    /// The charge with what is owed of it.
    pub source: SourceLine,
    /// The creditor.
    pub company: CompanyRef,
    /// Whether it is chosen.
    pub chosen: bool,
    /// How what is owed came about, or why it cannot be computed.
    pub derivation: Result<Derivation, Error>,
}

/// The page on which an agreement is made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreementSeed {
    /// Today, in the company's local time.
    pub today: NaiveDate,
    /// With whom: identity and name.
    pub client: (ClientId, String),
    /// The creditor, if all chosen charges have one.
    pub company: Option<CompanyRef>,
    /// The charges that may be chosen, overdue or not (F061).
    pub lines: Vec<SeedLine>,
    /// What is agreed so far.
    pub proposal: Proposal,
    /// The greatest discount within the rule.
    pub discount_cap: Money,
    /// By how much the instalments exceed what was agreed; below zero it is still to be distributed.
    pub difference: Money,
    /// Whether the viewer may go beyond the cap.
    pub may_exceed: bool,
    /// The form as typed.
    pub form: ConfirmAgreement,
    /// The part that makes n instalments, as typed.
    pub division: DivideAgreement,
    /// What is wrong so far.
    pub errors: Vec<FieldError>,
}

/// How a source of an agreement stands now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceStanding {
    /// Which charge.
    pub charge: ChargeId,
    /// What became of it.
    pub status: ChargeStatus,
}

/// An instalment on the page of its agreement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstalmentLine {
    /// The charge that it is.
    pub charge: ChargeId,
    /// Its number, counted from 1.
    pub number: u32,
    /// Its document.
    pub document: String,
    /// How it is to be paid.
    pub method: PaymentMethod,
    /// When it is due.
    pub due: NaiveDate,
    /// How much it was for.
    pub amount: Money,
    /// What was received of it, late charges included.
    pub received: Money,
    /// What is owed of it today.
    pub owed: Owed,
    /// What became of it.
    pub status: ChargeStatus,
}

/// The page of one agreement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreementView {
    /// Today, in the company's local time.
    pub today: NaiveDate,
    /// Its identity.
    pub id: AgreementId,
    /// Its number within the company.
    pub number: i64,
    /// With whom.
    pub client: ClientId,
    /// Their name.
    pub client_name: String,
    /// The creditor.
    pub company: CompanyRef,
    /// Who closed it.
    pub user: String,
    /// What people did with it.
    pub state: AgreementState,
    /// How it is doing.
    pub health: Health,
    /// Sources, lines and instalments as they were agreed.
    pub agreed: Proposal,
    /// Why the discount went beyond fine and interest; blank where it did not.
    pub discount_reason: String,
    /// What else was agreed.
    pub notes: String,
    /// The contact in which it was agreed.
    pub contact: Option<ContactId>,
    /// How what was owed of the sources on its day came about, in the order of `agreed`; nothing where the rules
    /// of that day were changed since.
    pub explained: Vec<Option<Derivation>>,
    /// How the sources stand now, in the order of `agreed`.
    pub sources: Vec<SourceStanding>,
    /// The instalments as they are.
    pub instalments: Vec<InstalmentLine>,
    /// What was paid of them, the first first.
    pub payments: Vec<PaymentLine>,
    /// Undone or broken: by whom, when and why.
    pub ended: Option<(String, NaiveDate, String)>,
    /// When breaking is proposed: as it was agreed.
    pub break_rule: BreakRule,
    /// Whether breaking is proposed.
    pub break_proposed: bool,
    /// What breaking it today would do; nothing when it cannot be broken or the viewer may not.
    pub breaking: Option<Breaking>,
    /// Whether the viewer may undo it now.
    pub may_undo: bool,
}
