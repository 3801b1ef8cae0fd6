//! What the working grid shows: the meaning of a filter. Counts, rows and bulk sending all ask the same code.

mod form;
mod saved;

pub use self::{
    form::FilterFields,
    saved::{CheckedFilter, DeleteFilter, FilterSummary, FilterView, SaveFilter, SavedFilter},
};

use crate::{
    Money,
    address::Uf,
    contact::choices,
    delinquency::RoleFilter,
    id::{CompanyId, UserId},
};
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

choices! {
    /// The column that orders the working grid.
    GridColumn {
        /// Client's name.
        Client = "cliente",
        /// The document's number.
        Document = "documento",
        /// Company's name.
        Company = "empresa",
        /// Due.
        Due = "vencimento",
        /// Days late.
        DaysLate = "atraso",
        /// The principal that is open.
        Balance = "saldo",
        /// With fine and interest, today.
        Updated = "atualizado",
        /// The last contact with the client.
        LastContact = "contato",
        /// The next appointment with the client.
        NextAppointment = "agendamento",
    }
}

choices! {
    /// Whether something must be there.
    Presence {
        /// With or without it.
        Any = "todos",
        /// Only with it.
        With = "com",
        /// Only without it.
        Without = "sem",
    }
}

choices! {
    /// Whether the client must have been contacted in the last days.
    ContactedFilter {
        /// Contacted or not.
        Any = "todos",
        /// Contacted in the last days.
        Within = "sim",
        /// Not contacted in the last days, or never.
        NotWithin = "nao",
    }
}

/// Which charges the grid shows, in which order. Only open charges are ever shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Criteria {
    /// Only what is due today; the interval then does not count.
    pub due_today: bool,
    /// The least number of days late; negative: so many days before the day it is due.
    pub days_from: Option<i32>,
    /// The greatest number of days late.
    pub days_until: Option<i32>,
    /// Only charges of this company.
    pub company: Option<CompanyId>,
    /// Clients, suppliers, or both.
    pub role: RoleFilter,
    /// The least balance of a charge.
    pub amount_from: Option<Money>,
    /// The greatest balance of a charge.
    pub amount_until: Option<Money>,
    /// Only clients of this state.
    pub uf: Option<Uf>,
    /// Only clients whose pending appointments this person has.
    pub assignee: Option<UserId>,
    /// Whether the client was contacted in the last [`Self::contacted_days`].
    pub contacted: ContactedFilter,
    /// How many days count, today included.
    pub contacted_days: u32,
    /// Charges that an open promise is about.
    pub promise: Presence,
    /// Instalments of agreements.
    pub agreement: Presence,
    /// Any part of the client's name, CPF/CNPJ, phone or e-mail.
    pub search: String,
    /// The ordering column.
    pub sort: GridColumn,
    /// From the greatest to the least.
    pub descending: bool,
}

impl Default for Criteria {
    fn default() -> Self {
        Self {
            due_today: false,
            days_from: None,
            days_until: None,
            company: None,
            role: RoleFilter::Any,
            amount_from: None,
            amount_until: None,
            uf: None,
            assignee: None,
            contacted: ContactedFilter::Any,
            contacted_days: 1,
            promise: Presence::Any,
            agreement: Presence::Any,
            search: String::new(),
            sort: GridColumn::DaysLate,
            descending: true,
        }
    }
}

/// What [`Criteria`] ask of a charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChargeFacts {
    /// The creditor.
    pub company: CompanyId,
    /// When it is due.
    pub due: NaiveDate,
    /// The principal that is open.
    pub balance: Money,
    /// Whether an open promise is about it.
    pub promised: bool,
    /// Whether it is an instalment of an agreement.
    pub instalment: bool,
}

/// What [`Criteria`] ask of a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientFacts {
    /// Whether they buy.
    pub is_client: bool,
    /// Whether they sell.
    pub is_supplier: bool,
    /// Where they live, if that is known.
    pub uf: Option<Uf>,
    /// Today where they live.
    pub today: NaiveDate,
    /// The day of the last contact where they live, whoever made it.
    pub last_contact: Option<NaiveDate>,
}

impl Criteria {
    /// First and last due date that count; nothing where there is no end.
    pub fn due_range(&self, today: NaiveDate) -> (Option<NaiveDate>, Option<NaiveDate>) {
        if self.due_today {
            return (Some(today), Some(today));
        }
        // The more days late, the earlier the day it was due.
        (
            self.days_until.map(|days| days_before(today, days)),
            self.days_from.map(|days| days_before(today, days)),
        )
    }

    /// Whether a charge is shown, as far as the charge decides it.
    pub fn wants_charge(&self, charge: &ChargeFacts, today: NaiveDate) -> bool {
        let (first, last) = self.due_range(today);
        first.is_none_or(|first| first <= charge.due)
            && last.is_none_or(|last| charge.due <= last)
            && self.company.is_none_or(|company| company == charge.company)
            && self.amount_from.is_none_or(|least| least <= charge.balance)
            && self.amount_until.is_none_or(|most| charge.balance <= most)
            && self.promise.admits(charge.promised)
            && self.agreement.admits(charge.instalment)
    }

    /// Whether the charges of a client are shown, as far as the client decides it; `has_appointment` says whether
    /// an appointment is pending for a person.
    pub fn wants_client(&self, client: &ClientFacts, has_appointment: impl FnOnce(UserId) -> bool) -> bool {
        let role = match self.role {
            RoleFilter::Any => true,
            RoleFilter::Client => client.is_client,
            RoleFilter::Supplier => client.is_supplier,
        };
        role && self.uf.is_none_or(|uf| client.uf == Some(uf))
            && self.contacted_as_wanted(client)
            && self.assignee.is_none_or(has_appointment)
    }

    fn contacted_as_wanted(&self, client: &ClientFacts) -> bool {
        let within = || {
            let first = client.today - Days::new(u64::from(self.contacted_days.max(1) - 1));
            client.last_contact.is_some_and(|day| day >= first)
        };
        match self.contacted {
            ContactedFilter::Any => true,
            ContactedFilter::Within => within(),
            ContactedFilter::NotWithin => !within(),
        }
    }
}

impl Presence {
    /// Whether something that is there, or not, is wanted.
    pub const fn admits(self, there: bool) -> bool {
        match self {
            Self::Any => true,
            Self::With => there,
            Self::Without => !there,
        }
    }
}

impl GridColumn {
    /// The direction in which a first click on the column orders: figures and days from the greatest, texts
    /// from A.
    pub const fn starts_descending(self) -> bool {
        !matches!(self, Self::Client | Self::Document | Self::Company | Self::Due | Self::NextAppointment)
    }
}

/// The day that is so many days before `today`; the calendar's first or last where there is none.
fn days_before(today: NaiveDate, days: i32) -> NaiveDate {
    let distance = Days::new(days.unsigned_abs().into());
    let day = if days >= 0 { today.checked_sub_days(distance) } else { today.checked_add_days(distance) };
    day.unwrap_or(if days >= 0 { NaiveDate::MIN } else { NaiveDate::MAX })
}

#[cfg(test)]
mod tests;
