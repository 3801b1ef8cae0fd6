//! A client of the book: its texts, last contacts and pending appointments.

use crate::{
    ctx::{day_around, local, local_day},
    store::book::PartyRow,
};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use domain::{
    contact::{Channel, LastContact, Outcome},
    id::UserId,
    text::normalise,
};

/// The texts of a [`Party`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Text {
    Name,
    /// The name as it is compared and sorted.
    NameKey,
    TaxId,
    Email,
    /// Landline or else mobile.
    Phone,
    City,
    /// The city as it is sorted.
    CityKey,
    Uf,
    Cep,
    SearchKey,
}

const TEXTS: usize = Text::SearchKey as usize + 1;

/// A client that has open charges.
#[derive(Debug)]
pub(crate) struct Party {
    /// All texts in one piece: a million clients are a million allocations, not ten.
    texts: Box<str>,
    ends: [u32; TEXTS],
    pub(crate) is_client: bool,
    pub(crate) is_supplier: bool,
    pub(super) contacts: Box<[Seen]>,
    pub(super) appointments: Box<[Planned]>,
}

/// The last contact of one company; companies are numbered by the snapshot.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    pub(super) company: u16,
    pub(super) at: DateTime<Utc>,
    pub(super) channel: Channel,
    pub(super) outcome: Outcome,
    /// Who made it.
    pub(super) user: UserId,
}

/// A pending appointment for one company.
#[derive(Clone, Copy, Debug)]
pub(super) struct Planned {
    pub(super) company: u16,
    pub(super) on: NaiveDate,
    pub(super) time: Option<NaiveTime>,
    pub(super) assignee: UserId,
}

impl Party {
    pub(super) fn new(row: &PartyRow<'_>, contacts: Vec<Seen>, appointments: Vec<Planned>) -> Self {
        let phone = if row.phone.is_empty() { &row.mobile } else { &row.phone };
        let (name_key, city_key) = (normalise(&row.name), normalise(&row.city));
        let parts: [&str; TEXTS] = [
            &row.name,
            &name_key,
            &row.tax_id,
            &row.email,
            phone,
            &row.city,
            &city_key,
            &row.uf,
            &row.cep,
            &row.search_key,
        ];
        let mut ends = [0; TEXTS];
        let mut end = 0;
        for (place, part) in parts.iter().enumerate() {
            end += u32::try_from(part.len()).unwrap_or(u32::MAX);
            ends[place] = end;
        }
        Self {
            texts: parts.concat().into_boxed_str(),
            ends,
            is_client: row.is_client != 0,
            is_supplier: row.is_supplier != 0,
            contacts: contacts.into_boxed_slice(),
            appointments: appointments.into_boxed_slice(),
        }
    }

    pub(crate) fn text(&self, text: Text) -> &str {
        let place = text as usize;
        let start = if place == 0 { 0 } else { self.ends[place - 1] };
        self.texts.get(start as usize..self.ends[place] as usize).unwrap_or_default()
    }

    /// Whether anybody of any company contacted the client on the client's own day around `now`.
    pub(crate) fn contacted_today(&self, now: DateTime<Utc>) -> bool {
        !self.contacts.is_empty() && {
            let day = day_around(self.text(Text::Uf), now);
            self.contacts.iter().any(|seen| day.contains(&seen.at))
        }
    }

    /// The day of the last contact, whoever made it, where the client lives.
    pub(crate) fn last_day(&self) -> Option<NaiveDate> {
        let last = self.contacts.iter().map(|seen| seen.at).max()?;
        Some(local_day(self.text(Text::Uf), last))
    }

    /// Whether an appointment for a company that may be seen is pending for `assignee`.
    pub(crate) fn is_planned_for(&self, assignee: UserId, sees: impl Fn(u16) -> bool) -> bool {
        self.appointments.iter().any(|planned| planned.assignee == assignee && sees(planned.company))
    }

    /// The last contact of a company that `sees` says may be seen.
    pub(crate) fn last_contact(&self, sees: impl Fn(u16) -> bool) -> Option<LastContact> {
        let last = self.contacts.iter().filter(|seen| sees(seen.company)).max_by_key(|seen| seen.at)?;
        Some(LastContact {
            at: local(last.at),
            channel: last.channel,
            outcome: last.outcome,
            user: String::new(),
        })
    }

    /// Who made the last contact of a company that `sees` says may be seen.
    pub(crate) fn last_contact_by(&self, sees: impl Fn(u16) -> bool) -> Option<UserId> {
        let last = self.contacts.iter().filter(|seen| sees(seen.company)).max_by_key(|seen| seen.at)?;
        Some(last.user)
    }

    /// The next pending appointment of a company that `sees` says may be seen.
    pub(crate) fn next_appointment(
        &self,
        sees: impl Fn(u16) -> bool,
    ) -> Option<(NaiveDate, Option<NaiveTime>)> {
        let visible = self.appointments.iter().filter(|planned| sees(planned.company));
        visible.map(|planned| (planned.on, planned.time)).min()
    }

    /// The first appointment of `assignee` up to the end of `today`, for a company that may be seen.
    pub(crate) fn due_for(
        &self,
        assignee: UserId,
        today: NaiveDate,
        sees: impl Fn(u16) -> bool,
    ) -> Option<(NaiveDate, Option<NaiveTime>)> {
        let due =
            |planned: &&Planned| planned.assignee == assignee && planned.on <= today && sees(planned.company);
        self.appointments.iter().filter(due).map(|planned| (planned.on, planned.time)).min()
    }

    /// Whether anything is planned with the client, by whomever.
    pub(crate) fn is_planned(&self) -> bool {
        !self.appointments.is_empty()
    }
}
