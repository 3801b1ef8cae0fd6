//! Invented histories: what was tried with a client, by whom, and what was agreed for later.

use super::{charges::days, names, notes, random::Random};
use crate::{
    ctx::instant,
    store::bulk::{AppointmentRow, ContactChargeRow, ContactRow, PersonRow},
};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use domain::{
    Money,
    client::ClientData,
    contact::{Channel, DefaultReason, Outcome, SubOutcome},
    holidays::Holidays,
    period::show_date,
};
use uuid::Uuid;

/// A client and what it owes, or owed, to one company.
pub(super) struct Debt<'a> {
    pub(super) client: &'a ClientData,
    pub(super) people: &'a [PersonRow],
    pub(super) company: Uuid,
    /// The oldest first.
    pub(super) charges: Vec<Owed>,
    /// When the first of them was due.
    pub(super) since: NaiveDate,
}

/// A charge that somebody owes.
pub(super) struct Owed {
    pub(super) id: Uuid,
    pub(super) document: String,
    pub(super) due: NaiveDate,
    pub(super) centavos: i64,
}

impl Debt<'_> {
    /// What was overdue on a day; before all of it, the first charge.
    fn total_on(&self, day: NaiveDate) -> Money {
        let overdue = self.charges.iter().take_while(|owed| owed.due < day).map(|owed| owed.centavos).sum();
        let first = self.charges.first().map_or(0, |owed| owed.centavos);
        Money::from_centavos(first.max(overdue))
    }
}

/// Who works, and when it is.
pub(super) struct Team {
    pub(super) now: NaiveDateTime,
    /// The company whose debts only some may see; all see the other.
    pub(super) narrow: Uuid,
    /// Who may see everything, and who may not see that company.
    pub(super) all: Vec<Uuid>,
    pub(super) few: Vec<Uuid>,
}

impl Team {
    /// Who may contact clients of the company; those who do most of it first.
    pub(super) fn of(&self, company: Uuid) -> &[Uuid] {
        if company == self.narrow { &self.few } else { &self.all }
    }
}

/// The rows of all histories.
#[derive(Default)]
pub(super) struct Histories {
    pub(super) contacts: Vec<ContactRow>,
    pub(super) about: Vec<ContactChargeRow>,
    pub(super) appointments: Vec<AppointmentRow>,
}

impl Histories {
    /// What was tried so far, ending before today; `count` attempts at least a business day apart.
    pub(super) fn past(&mut self, random: &mut Random, team: &Team, debt: &Debt<'_>, count: i64) {
        let today = team.now.date();
        let span = (today - debt.since).num_days();
        let mut on: Vec<NaiveDate> = (0..count)
            .map(|_| {
                Holidays::national().next_business_day(debt.since + days(random.between(1, span.max(2) - 1)))
            })
            .filter(|day| *day < today)
            .collect();
        on.sort_unstable();
        on.dedup();
        let mut before: Option<usize> = None;
        for day in on {
            let at = day.and_time(office_hour(random));
            let place = self.contact(random, team, debt, at, "");
            if let Some(before) = before.filter(|_| random.chance(45)) {
                self.kept(random, before, place, day);
            }
            if random.chance(5) {
                let again = at + TimeDelta::minutes(random.between(60, 170));
                let reason = *random.pick(notes::GUARD_REASONS);
                self.contact(random, team, debt, again, reason);
            }
            before = Some(place);
        }
        if random.chance(6)
            && let Some(place) = before
        {
            self.void(random, place);
        }
    }

    /// Contacts of today, until now.
    pub(super) fn today(
        &mut self,
        random: &mut Random,
        team: &Team,
        debt: &Debt<'_>,
        share: i64,
        count: i64,
    ) {
        let midnight = team.now.date().and_time(NaiveTime::MIN);
        let minutes = (team.now - midnight).num_minutes();
        for place in 0..count {
            let at = midnight + TimeDelta::minutes(minutes * (share + place * 2).min(98) / 100);
            let reason = if place == 0 { "" } else { *random.pick(notes::GUARD_REASONS) };
            self.contact(random, team, debt, at, reason);
        }
    }

    /// A comment, which is not a contact.
    pub(super) fn comment(&mut self, random: &mut Random, team: &Team, debt: &Debt<'_>) {
        let span = (team.now.date() - debt.since).num_days().max(2);
        let day = debt.since + days(random.between(1, span - 1));
        let note = *random.pick(notes::COMMENTS);
        let user = *random.pick(team.of(debt.company));
        let at = day.and_time(office_hour(random));
        let mut row = blank(random, debt, user, at);
        row.kind = "comment";
        note.clone_into(&mut row.notes);
        self.contacts.push(row);
    }

    /// A pending appointment.
    pub(super) fn planned(
        &mut self,
        random: &mut Random,
        debt: &Debt<'_>,
        on: NaiveDate,
        assignee: Uuid,
        created: NaiveDateTime,
    ) {
        let source = self.contacts.iter().rev().find(|contact| {
            contact.client_id == debt.client.id.0
                && contact.company_id == debt.company
                && contact.kind == "contact"
        });
        let time =
            if random.chance(80) { office_hour(random).format("%H:%M").to_string() } else { String::new() };
        self.appointments.push(AppointmentRow {
            id: random.id(),
            client_id: debt.client.id.0,
            company_id: debt.company,
            due_on: on,
            due_time: time,
            assignee_id: assignee,
            notes: (*random.pick(notes::TASKS)).to_owned(),
            state: "pending",
            source_contact_id: source.map(|contact| contact.id),
            done_contact_id: None,
            created_by: source.map_or(assignee, |contact| contact.user_id),
            created_at: source.map_or_else(|| instant(created), |contact| contact.recorded_at),
            closed_by: None,
            closed_at: None,
        });
    }

    fn contact(
        &mut self,
        random: &mut Random,
        team: &Team,
        debt: &Debt<'_>,
        at: NaiveDateTime,
        guard_reason: &str,
    ) -> usize {
        let users = team.of(debt.company);
        // Those who come first do most of it.
        let user = users[random.place(users.len()).min(random.place(users.len()))];
        // The first contacts show every possibility once; from then on the usual ones are more frequent.
        let sub = SubOutcome::ALL.get(self.contacts.len()).copied().unwrap_or_else(|| usual(random));
        let channel = Channel::ALL
            .get(self.contacts.len())
            .copied()
            .filter(|channel| suits(sub, *channel))
            .unwrap_or_else(|| by(random, sub));
        let outcome = sub.outcome();
        let mut row = blank(random, debt, user, at);
        row.channel = Some(channel.as_str());
        row.outcome = Some(outcome.as_str());
        row.sub_outcome = if random.chance(96) { Some(sub.as_str()) } else { None };
        row.reason = outcome.needs_reason().then(|| reason(random, sub).as_str());
        row.spoke_to = spoke_to(random, debt, outcome);
        row.notes = note(random, debt, sub, channel, at.date(), &row.spoke_to);
        guard_reason.clone_into(&mut row.guard_reason);
        let about = random.between(1, 3).unsigned_abs();
        let about = debt.charges.iter().take(usize::try_from(about).unwrap_or(1));
        self.about.extend(about.map(|owed| ContactChargeRow { contact_id: row.id, charge_id: owed.id }));
        self.contacts.push(row);
        self.contacts.len() - 1
    }

    /// The contact `after` was made as agreed at `before`.
    fn kept(&mut self, random: &mut Random, before: usize, after: usize, day: NaiveDate) {
        let (source, done) = (&self.contacts[before], &self.contacts[after]);
        self.appointments.push(AppointmentRow {
            id: random.id(),
            client_id: source.client_id,
            company_id: source.company_id,
            due_on: day,
            due_time: office_hour(random).format("%H:%M").to_string(),
            assignee_id: done.user_id,
            notes: (*random.pick(notes::TASKS)).to_owned(),
            state: "done",
            source_contact_id: Some(source.id),
            done_contact_id: Some(done.id),
            created_by: source.user_id,
            created_at: source.recorded_at,
            closed_by: Some(done.user_id),
            closed_at: Some(done.recorded_at),
        });
    }

    fn void(&mut self, random: &mut Random, place: usize) {
        let reason = *random.pick(notes::VOID_REASONS);
        let row = &mut self.contacts[place];
        row.voided_at = Some(row.recorded_at + TimeDelta::minutes(12));
        row.voided_by = Some(row.user_id);
        reason.clone_into(&mut row.void_reason);
    }
}

fn blank(random: &mut Random, debt: &Debt<'_>, user: Uuid, at: NaiveDateTime) -> ContactRow {
    ContactRow {
        id: random.id(),
        client_id: debt.client.id.0,
        company_id: debt.company,
        kind: "contact",
        at: instant(at),
        channel: None,
        outcome: None,
        sub_outcome: None,
        reason: None,
        spoke_to: String::new(),
        notes: String::new(),
        guard_reason: String::new(),
        user_id: user,
        idempotency_key: random.id(),
        recorded_at: instant(at),
        voided_at: None,
        voided_by: None,
        void_reason: String::new(),
    }
}

/// A time at which clients are called.
fn office_hour(random: &mut Random) -> NaiveTime {
    let minutes = random.weighted(&[
        (45, (8 * 60 + 30, 11 * 60 + 40)),
        (45, (13 * 60 + 30, 17 * 60 + 40)),
        (10, (17 * 60 + 40, 19 * 60)),
    ]);
    let five = random.between(minutes.0 / 5, minutes.1 / 5);
    NaiveTime::MIN + TimeDelta::minutes(five * 5)
}

fn usual(random: &mut Random) -> SubOutcome {
    random.weighted(&[
        (20, SubOutcome::NoAnswer),
        (9, SubOutcome::Voicemail),
        (3, SubOutcome::WrongNumber),
        (20, SubOutcome::MessageUnanswered),
        (8, SubOutcome::LeftMessage),
        (6, SubOutcome::CallBack),
        (4, SubOutcome::AwaitingApproval),
        (13, SubOutcome::PromisedToPay),
        (3, SubOutcome::AgreementMade),
        (4, SubOutcome::ClaimsPaid),
        (3, SubOutcome::NotReceived),
        (2, SubOutcome::Disputes),
        (4, SubOutcome::FinancialHardship),
        (1, SubOutcome::Refuses),
    ])
}

/// Whether something can happen by a channel at all.
fn suits(sub: SubOutcome, channel: Channel) -> bool {
    match sub {
        SubOutcome::NoAnswer | SubOutcome::Voicemail => channel == Channel::Phone,
        SubOutcome::MessageUnanswered => !matches!(channel, Channel::Phone | Channel::Other),
        SubOutcome::WrongNumber | SubOutcome::CallBack | SubOutcome::LeftMessage => {
            matches!(channel, Channel::Phone | Channel::WhatsApp)
        }
        _ => !matches!(channel, Channel::Sms | Channel::Letter),
    }
}

fn by(random: &mut Random, sub: SubOutcome) -> Channel {
    const ALL: [(i64, Channel); 7] = [
        (50, Channel::Phone),
        (28, Channel::WhatsApp),
        (12, Channel::Email),
        (4, Channel::Sms),
        (2, Channel::Letter),
        (2, Channel::Messenger),
        (2, Channel::Other),
    ];
    let suitable: Vec<(i64, Channel)> = ALL.into_iter().filter(|(_, channel)| suits(sub, *channel)).collect();
    random.weighted(&suitable)
}

fn reason(random: &mut Random, sub: SubOutcome) -> DefaultReason {
    match sub {
        SubOutcome::FinancialHardship => DefaultReason::FinancialProblem,
        SubOutcome::NotReceived => DefaultReason::NotReceived,
        SubOutcome::Disputes => DefaultReason::Disagrees,
        _ => random.weighted(&[
            (60, DefaultReason::FinancialProblem),
            (15, DefaultReason::NotReceived),
            (5, DefaultReason::Disagrees),
            (20, DefaultReason::Other),
        ]),
    }
}

fn spoke_to(random: &mut Random, debt: &Debt<'_>, outcome: Outcome) -> String {
    let is_firm = super::clients::is_firm(debt.client);
    match outcome {
        Outcome::NoContact => String::new(),
        _ if !debt.people.is_empty() && random.chance(70) => random.pick(debt.people).name.clone(),
        Outcome::Effective if !is_firm => debt.client.name.clone(),
        _ => names::first(random).to_owned(),
    }
}

fn note(
    random: &mut Random,
    debt: &Debt<'_>,
    sub: SubOutcome,
    channel: Channel,
    on: NaiveDate,
    spoke_to: &str,
) -> String {
    let text = *random.pick(notes::of(sub, channel));
    let person = if spoke_to.is_empty() { names::first(random) } else { spoke_to };
    let hour = format!("{}h", random.between(9, 17));
    let date = Holidays::national().next_business_day(on + days(random.between(2, 9)));
    let document = debt.charges.first().map_or("em aberto", |owed| &owed.document);
    text.replace("{valor}", &debt.total_on(on).to_string())
        .replace("{doc}", document)
        .replace("{data}", &show_date(date)[..5])
        .replace("{hora}", &hour)
        .replace("{pessoa}", person)
}

/// The business day so many days before `today`, or the one before that.
pub(super) fn business_day_before(today: NaiveDate, count: i64) -> NaiveDate {
    let day = today - days(count);
    day.iter_days().rev().find(|day| Holidays::national().is_business_day(*day)).unwrap_or(day)
}
