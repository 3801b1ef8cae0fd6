//! The contact form, read: everything that can be told without asking the database.

use crate::{
    Ctx, Error,
    ctx::{instant, local},
    store::contacts::NewFacts,
};
use chrono::{DateTime, Months, NaiveDate, NaiveTime, TimeDelta, Utc};
use domain::{
    Error as Rule,
    client::PERSON_MAX,
    contact::{
        Channel, DefaultReason, NOTES_MAX, Outcome, REASON_MAX, RecordContact, SubOutcome, sub_outcome,
    },
    error::Check,
    id::{AppointmentId, ChargeId, ClientId, UserId},
    period::{parse_date, parse_time},
    promise::{CheckedPromise, MakePromise},
};
use uuid::Uuid;

/// Clocks differ, and a call may end a little after the minute that was typed.
const AHEAD: TimeDelta = TimeDelta::minutes(5);
/// How far back a contact may be recorded.
const MONTHS_BACK: u32 = 12;
/// Charges that one contact can be about.
const CHARGES_MAX: usize = 500;

/// A contact form without errors.
pub(super) struct Checked {
    pub(super) client: ClientId,
    pub(super) key: Uuid,
    pub(super) at: DateTime<Utc>,
    pub(super) facts: NewFacts,
    pub(super) spoke_to: String,
    pub(super) charges: Vec<ChargeId>,
    pub(super) notes: String,
    pub(super) next: Option<Next>,
    pub(super) guard_reason: String,
    pub(super) appointment: Option<AppointmentId>,
    /// What was promised, where that is how the contact ended.
    pub(super) promise: Option<CheckedPromise>,
}

/// The next contact, as the form has it.
pub(super) struct Next {
    pub(super) on: NaiveDate,
    pub(super) time: Option<NaiveTime>,
    /// Nobody named means the person who saves.
    pub(super) assignee: Option<UserId>,
}

/// Reads the form; all that is wrong with it comes at once.
pub(super) fn checked(ctx: &Ctx, cmd: &RecordContact) -> Result<Checked, Error> {
    let client = cmd.client.parse().map_err(|_| Error::NotFound)?;
    let mut check = Check::default();
    let key = check.take("key", cmd.key.trim().parse::<Uuid>().map_err(|_| Rule::NotAnOption));
    let at = moment(&mut check, ctx.clock.now(), cmd);
    let facts = facts(&mut check, cmd);
    let spoke_to = check.text("spoke_to", &cmd.spoke_to, PERSON_MAX);
    let charges = charges(&mut check, &cmd.charges);
    let notes = check.text("notes", &cmd.notes, NOTES_MAX);
    let next = next(&mut check, ctx.clock.today(), cmd);
    let guard_reason = check.text("guard_reason", &cmd.guard_reason, REASON_MAX);
    let appointment = check.optional("appointment", &cmd.appointment, str::parse);
    let promised = facts.as_ref().is_some_and(|facts| facts.sub_outcome == Some(SubOutcome::PromisedToPay));
    let promise = if promised { promise(&mut check, ctx.clock.today(), cmd) } else { None };
    check.done()?;
    let whole = || {
        Some(Checked {
            client,
            key: key?,
            at: at?,
            facts: facts?,
            spoke_to: spoke_to?,
            charges: charges?,
            notes: notes?,
            next,
            guard_reason: guard_reason?,
            appointment: appointment?,
            promise,
        })
    };
    whole().ok_or_else(|| Error::Invalid(Vec::new()))
}

fn moment(check: &mut Check, now: DateTime<Utc>, cmd: &RecordContact) -> Option<DateTime<Utc>> {
    let date = check.take("date", parse_date(&cmd.date));
    let time = check.take("time", parse_time(&cmd.time));
    let (date, time) = (date?, time?);
    let today = local(now).date();
    let at = instant(date.and_time(time));
    if at > now + AHEAD {
        check.note(if date > today { "date" } else { "time" }, Rule::InTheFuture);
        return None;
    }
    if date < today - Months::new(MONTHS_BACK) {
        check.note("date", Rule::InThePast);
        return None;
    }
    Some(at)
}

fn facts(check: &mut Check, cmd: &RecordContact) -> Option<NewFacts> {
    let channel = check.take("channel", cmd.channel.parse::<Channel>());
    let outcome = check.take("outcome", cmd.outcome.parse::<Outcome>());
    let sub_outcome =
        outcome.and_then(|outcome| check.take("sub_outcome", sub_outcome(outcome, &cmd.sub_outcome)));
    // What was chosen before the outcome was changed to another does not count.
    let reason = match outcome {
        Some(outcome) if outcome.needs_reason() => {
            check.take("reason", cmd.reason.parse::<DefaultReason>()).map(Some)
        }
        _ => Some(None),
    };
    Some(NewFacts { channel: channel?, outcome: outcome?, sub_outcome: sub_outcome?, reason: reason? })
}

fn charges(check: &mut Check, typed: &[String]) -> Option<Vec<ChargeId>> {
    let mut charges = Vec::with_capacity(typed.len().min(CHARGES_MAX));
    for text in typed.iter().filter(|text| !text.trim().is_empty()) {
        let charge = check.take("charges", text.parse())?;
        if !charges.contains(&charge) {
            charges.push(charge);
        }
    }
    if charges.len() > CHARGES_MAX {
        check.note("charges", Rule::NotAnOption);
        return None;
    }
    Some(charges)
}

/// No day and no time means no next contact, whoever would make it. What is wrong with its fields is in `check`.
fn next(check: &mut Check, today: NaiveDate, cmd: &RecordContact) -> Option<Next> {
    let on = check.optional("next_date", &cmd.next_date, |text| future(text, today)).flatten();
    if on.is_none() && cmd.next_date.trim().is_empty() && !cmd.next_time.trim().is_empty() {
        // Somebody counts on being reminded at that time.
        check.note("next_date", Rule::Required);
    }
    let time = check.optional("next_time", &cmd.next_time, parse_time);
    let assignee = check.optional("next_assignee", &cmd.next_assignee, str::parse);
    Some(Next { on: on?, time: time?, assignee: assignee? })
}

/// An amount and a day: without them nothing was promised.
fn promise(check: &mut Check, today: NaiveDate, cmd: &RecordContact) -> Option<CheckedPromise> {
    let form = MakePromise {
        replaces: cmd.promise_replaces.clone(),
        amount: cmd.promise_amount.clone(),
        date: cmd.promise_date.clone(),
        charges: cmd.charges.clone(),
        ..MakePromise::default()
    };
    let errors = match form.check(today) {
        Ok(promise) => return Some(promise),
        Err(errors) => errors,
    };
    for error in errors.into_iter().filter(|error| error.field != "charges") {
        check.note(&promise_field(&error.field), error.error);
    }
    None
}

/// The field of the contact form for one of the promise's own form.
pub(super) fn promise_field(field: &str) -> String {
    if field == "charges" { field.to_owned() } else { format!("promise_{field}") }
}

/// A day that is not over yet.
pub(crate) fn future(text: &str, today: NaiveDate) -> Result<NaiveDate, Rule> {
    parse_date(text).and_then(|date| if date < today { Err(Rule::InThePast) } else { Ok(date) })
}
