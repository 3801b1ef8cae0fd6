//! How much there is to do: of whom, when, for which company. The agenda's figures are sums of it.

use crate::{
    Actor,
    store::appointments::{Span, Tally, Whose},
};
use chrono::{Datelike, Days, Months, NaiveDate};
use domain::{
    agenda::{AssigneeCount, MonthDay},
    holidays::Holidays,
    id::CompanyId,
};
use std::collections::{BTreeMap, HashMap};

/// The pending appointments in sight, counted by assignee, company and day; by assignee's name.
pub(super) struct Tallies(pub(super) Vec<Tally>);

impl Tallies {
    fn of(&self, whose: Whose) -> impl Iterator<Item = &Tally> {
        let is_of = move |tally: &&Tally| {
            whose.assignee.is_none_or(|assignee| tally.assignee == assignee)
                && whose.company.is_none_or(|company| tally.company == company)
        };
        self.0.iter().filter(is_of)
    }

    /// How many lie within `span`.
    pub(super) fn within(&self, whose: Whose, span: Span) -> u32 {
        let days = span.from..=span.until;
        self.of(whose).filter(|tally| days.contains(&tally.on)).map(|tally| tally.pending).sum()
    }

    /// The days of `span` that have any, cut into parts of about `rows`, the first first.
    pub(super) fn parts(&self, whose: Whose, span: Span, rows: u32) -> Vec<Span> {
        let mut days: BTreeMap<NaiveDate, u32> = BTreeMap::new();
        let within = |tally: &&Tally| span.from <= tally.on && tally.on <= span.until;
        for tally in self.of(whose).filter(within) {
            *days.entry(tally.on).or_default() += tally.pending;
        }
        let mut parts: Vec<(Span, u32)> = Vec::new();
        for (day, pending) in days {
            match parts.last_mut() {
                Some((part, held)) if *held + pending <= rows => {
                    part.until = day;
                    *held += pending;
                }
                _ => parts.push((Span { from: day, until: day }, pending)),
            }
        }
        parts.into_iter().map(|(part, _)| part).collect()
    }

    /// The head line: of everybody for those who review everybody, of oneself for the others.
    pub(super) fn per_assignee(
        &self,
        actor: &Actor,
        company: Option<CompanyId>,
        today: NaiveDate,
    ) -> Vec<AssigneeCount> {
        let assignee = (!actor.role.reviews_everybody()).then_some(actor.user);
        let week = today + Days::new(7);
        let mut counts: Vec<AssigneeCount> = Vec::new();
        for tally in self.of(Whose { viewer: actor.user, assignee, company }) {
            if counts.last().is_none_or(|count| count.user != tally.assignee) {
                let (user, name) = (tally.assignee, tally.assignee_name.clone());
                counts.push(AssigneeCount { user, name, late: 0, today: 0, next_seven_days: 0 });
            }
            let Some(count) = counts.last_mut() else { continue };
            match tally.on {
                on if on < today => count.late += tally.pending,
                on if on == today => count.today += tally.pending,
                on if on <= week => count.next_seven_days += tally.pending,
                _ => {}
            }
        }
        counts
    }

    /// Every day of the month that `day` lies in.
    pub(super) fn month(&self, whose: Whose, holidays: &Holidays, day: NaiveDate) -> Vec<MonthDay> {
        let first = day.with_day(1).unwrap_or(day);
        let next = first + Months::new(1);
        let mut pending: HashMap<NaiveDate, u32> = HashMap::new();
        for tally in self.of(whose).filter(|tally| first <= tally.on && tally.on < next) {
            *pending.entry(tally.on).or_default() += tally.pending;
        }
        let month_day = |on: NaiveDate| MonthDay {
            on,
            count: pending.get(&on).copied().unwrap_or_default(),
            holiday: holidays.is_holiday(on),
        };
        first.iter_days().take_while(|on| *on < next).map(month_day).collect()
    }
}
