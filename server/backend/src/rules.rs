//! What amounts are computed by: policies, holidays and indices, in memory beside the database.
//!
//! Every amount on every page needs them, and they change a few times a year. So each node keeps a copy and
//! compares one counter before using it: a policy that one node saved counts on all of them at once.

use crate::{
    Error,
    store::{Tx, rules},
};
use chrono::NaiveDate;
use domain::{
    accrual::Terms,
    contact_hours::ContactHours,
    correction::{IndexTable, PriceIndex},
    holidays::Holidays,
    id::CompanyId,
    policy::{PolicyVersion, PolicyVersions},
    settings::Rules as CompanyRules,
};
use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

/// All rules, as they were at one moment.
#[derive(Debug, Default)]
pub struct Rules {
    /// The counter's value of that moment.
    pub(crate) number: i64,
    policies: HashMap<CompanyId, PolicyVersions>,
    companies: HashMap<CompanyId, CompanyRules>,
    holidays: Holidays,
    indices: Vec<IndexTable>,
    contact_hours: ContactHours,
}

impl Rules {
    /// What a company's amounts of a day are computed by.
    pub fn terms(&self, company: CompanyId, day: NaiveDate) -> Terms<'_> {
        let policy = self.policies.get(&company).map(|versions| versions.on(day)).unwrap_or_default();
        let index = policy.correction.and_then(|index| self.index(index));
        Terms { policy, holidays: &self.holidays, index }
    }

    /// The table of an index, if there is one.
    pub fn index(&self, index: PriceIndex) -> Option<&IndexTable> {
        self.indices.iter().find(|table| table.index() == index)
    }

    /// A company's rules of agreements and promises.
    pub fn of_company(&self, company: CompanyId) -> CompanyRules {
        self.companies.get(&company).copied().unwrap_or_default()
    }

    /// The days on which banks are closed.
    pub const fn holidays(&self) -> &Holidays {
        &self.holidays
    }

    /// The hours in which clients may be called.
    pub const fn contact_hours(&self) -> &ContactHours {
        &self.contact_hours
    }

    pub(crate) async fn load(tx: &mut Tx, number: i64) -> Result<Self, Error> {
        let mut recorded: HashMap<CompanyId, Vec<PolicyVersion>> = HashMap::new();
        for stored in rules::policies(tx).await? {
            recorded.entry(stored.company).or_default().push(stored.version);
        }
        let versions = |(company, recorded)| (company, PolicyVersions::new(recorded));
        Ok(Self {
            number,
            policies: recorded.into_iter().map(versions).collect(),
            companies: rules::company_rules(tx).await?.into_iter().collect(),
            holidays: rules::holidays(tx).await?,
            indices: rules::indices(tx).await?,
            contact_hours: rules::contact_hours(tx).await?,
        })
    }
}

/// Keeps the newest [`Rules`].
#[derive(Debug, Default)]
pub struct RulesCopy(RwLock<Option<Arc<Rules>>>);

impl RulesCopy {
    /// The rules as the transaction sees them, whichever process changed them.
    pub async fn of(&self, tx: &mut Tx) -> Result<Arc<Rules>, Error> {
        let number = tx.counters().await?.rules;
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(known) = known.filter(|known| known.number == number) {
            return Ok(known);
        }
        let newest = Arc::new(Rules::load(tx, number).await?);
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&newest));
        Ok(newest)
    }
}
