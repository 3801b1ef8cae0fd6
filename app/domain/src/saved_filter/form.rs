//! The fields of a filter: as typed, as an address, as what they mean.

use super::{ContactedFilter, Criteria, GridColumn, Presence};
use crate::{Error, FieldError, Money, address::Uf, delinquency::RoleFilter, error::Check};
use serde::{Deserialize, Serialize};

/// The greatest number of days in a field: a hundred years.
const DAYS_MAX: i32 = 36_500;
/// The greatest number of days back in which contacts count.
const CONTACTED_MAX: u32 = 3_650;

/// The fields as they were typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FilterFields {
    /// `1` for what is due today only.
    pub due_today: String,
    /// Days late, from.
    pub days_from: String,
    /// Days late, until.
    pub days_until: String,
    /// The company.
    pub company: String,
    /// A [`RoleFilter`].
    pub role: String,
    /// Balance, from.
    pub amount_from: String,
    /// Balance, until.
    pub amount_until: String,
    /// The state.
    pub uf: String,
    /// The person.
    pub assignee: String,
    /// A [`ContactedFilter`].
    pub contacted: String,
    /// In how many last days; blank means today.
    pub contacted_days: String,
    /// A [`Presence`] of an open promise.
    pub promise: String,
    /// A [`Presence`] of an agreement.
    pub agreement: String,
    /// Any part of the client's name, CPF/CNPJ, phone or e-mail.
    pub search: String,
    /// A [`GridColumn`].
    pub sort: String,
    /// `asc` or `desc`; blank is as usual for the column.
    pub direction: String,
}

/// Names in an address, and in which field they stand.
macro_rules! names {
    ($($name:literal $field:ident),+ $(,)?) => {
        /// The names that filters have in addresses.
        pub const NAMES: &[&str] = &[$($name),+];

        /// Reads the fields from the names and values of an address.
        pub fn from_pairs<'a>(get: impl Fn(&str) -> Option<&'a str>) -> Self {
            let text = |name: &str| get(name).unwrap_or_default().trim().to_owned();
            Self { $($field: text($name)),+ }
        }

        /// The names and values that say this in an address; blank ones are left out.
        pub fn to_pairs(&self) -> Vec<(&'static str, String)> {
            let all = [$(($name, &self.$field)),+];
            all.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| (name, value.clone())).collect()
        }

        /// The name in an address of a field.
        pub fn name_of(field: &str) -> &'static str {
            match field { $(stringify!($field) => $name,)+ _ => "" }
        }
    };
}

impl FilterFields {
    names! {
        "hoje" due_today,
        "atraso_de" days_from,
        "atraso_ate" days_until,
        "empresa" company,
        "papel" role,
        "valor_de" amount_from,
        "valor_ate" amount_until,
        "uf" uf,
        "responsavel" assignee,
        "contatado" contacted,
        "contatado_dias" contacted_days,
        "promessa" promise,
        "acordo" agreement,
        "busca" search,
        "ordem" sort,
        "sentido" direction,
    }

    /// The fields that say these criteria; what is as usual is blank.
    pub fn of(criteria: &Criteria) -> Self {
        let presence =
            |presence: Presence| if presence == Presence::Any { "" } else { presence.as_str() }.to_owned();
        let number = |number: Option<i32>| number.map(|number| number.to_string()).unwrap_or_default();
        let amount = |amount: Option<Money>| amount.map(Money::plain).unwrap_or_default();
        let usual = criteria.contacted == ContactedFilter::Any;
        let direction = if criteria.descending { "desc" } else { "asc" };
        let as_usual = criteria.descending == criteria.sort.starts_descending();
        Self {
            due_today: if criteria.due_today { "1".to_owned() } else { String::new() },
            days_from: number(criteria.days_from),
            days_until: number(criteria.days_until),
            company: criteria.company.map(|id| id.to_string()).unwrap_or_default(),
            role: if criteria.role == RoleFilter::Any { "" } else { criteria.role.as_str() }.to_owned(),
            amount_from: amount(criteria.amount_from),
            amount_until: amount(criteria.amount_until),
            uf: criteria.uf.map(|uf| uf.as_str().to_owned()).unwrap_or_default(),
            assignee: criteria.assignee.map(|id| id.to_string()).unwrap_or_default(),
            contacted: if usual { "" } else { criteria.contacted.as_str() }.to_owned(),
            contacted_days: if usual { String::new() } else { criteria.contacted_days.to_string() },
            promise: presence(criteria.promise),
            agreement: presence(criteria.agreement),
            search: criteria.search.clone(),
            sort: if criteria.sort == GridColumn::DaysLate { "" } else { criteria.sort.as_str() }.to_owned(),
            direction: if as_usual { "" } else { direction }.to_owned(),
        }
    }

    /// What the fields mean, or what is wrong with each.
    pub fn check(&self) -> Result<Criteria, Vec<FieldError>> {
        let mut check = Check::default();
        let days_from = check.optional("days_from", &self.days_from, days);
        let days_until = check.optional("days_until", &self.days_until, days);
        if let (Some(Some(from)), Some(Some(until))) = (days_from, days_until)
            && until < from
        {
            check.note("days_until", Error::EndBeforeStart);
        }
        let company = check.optional("company", &self.company, str::parse);
        let role = check.optional("role", &self.role, str::parse::<RoleFilter>);
        let amount_from = check.optional("amount_from", &self.amount_from, amount);
        let amount_until = check.optional("amount_until", &self.amount_until, amount);
        if let (Some(Some(from)), Some(Some(until))) = (amount_from, amount_until)
            && until < from
        {
            check.note("amount_until", Error::EndBeforeStart);
        }
        let uf = check.optional("uf", &self.uf, Uf::parse);
        let assignee = check.optional("assignee", &self.assignee, str::parse);
        let contacted = check.optional("contacted", &self.contacted, str::parse::<ContactedFilter>);
        let contacted_days = check.optional("contacted_days", &self.contacted_days, contacted_days);
        let promise = check.optional("promise", &self.promise, str::parse::<Presence>);
        let agreement = check.optional("agreement", &self.agreement, str::parse::<Presence>);
        let search = check.text("search", &self.search, 200);
        let sort = check.optional("sort", &self.sort, str::parse::<GridColumn>);
        check.done()?;
        let sort = sort.flatten().unwrap_or(GridColumn::DaysLate);
        Ok(Criteria {
            due_today: !matches!(self.due_today.trim(), "" | "0"),
            days_from: days_from.flatten(),
            days_until: days_until.flatten(),
            company: company.flatten(),
            role: role.flatten().unwrap_or(RoleFilter::Any),
            amount_from: amount_from.flatten(),
            amount_until: amount_until.flatten(),
            uf: uf.flatten(),
            assignee: assignee.flatten(),
            contacted: contacted.flatten().unwrap_or(ContactedFilter::Any),
            contacted_days: contacted_days.flatten().unwrap_or(1),
            promise: promise.flatten().unwrap_or(Presence::Any),
            agreement: agreement.flatten().unwrap_or(Presence::Any),
            search: search.unwrap_or_default(),
            sort,
            descending: match self.direction.trim() {
                "asc" => false,
                "desc" => true,
                _ => sort.starts_descending(),
            },
        })
    }
}

fn days(text: &str) -> Result<i32, Error> {
    let days: i32 = text.trim().replace('\u{2212}', "-").parse().map_err(|_| Error::NotANumber)?;
    if (-DAYS_MAX..=DAYS_MAX).contains(&days) {
        Ok(days)
    } else {
        Err(Error::TooMany { max: DAYS_MAX.unsigned_abs() })
    }
}

fn contacted_days(text: &str) -> Result<u32, Error> {
    let days: u32 = text.trim().parse().map_err(|_| Error::NotANumber)?;
    match days {
        0 => Err(Error::NotPositive),
        1..=CONTACTED_MAX => Ok(days),
        _ => Err(Error::TooMany { max: CONTACTED_MAX }),
    }
}

fn amount(text: &str) -> Result<Money, Error> {
    let amount: Money = text.parse()?;
    if amount < Money::ZERO { Err(Error::NotPositive) } else { Ok(amount) }
}
