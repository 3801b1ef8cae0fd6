//! The main job from end to end.

use super::support::{day, for_each_db, lines, no_answer, now, refused, world};
use crate::{Clock, Ctx, Error, agenda, clients, contacts, ctx::new_id};
use chrono::TimeDelta;
use domain::{
    Error as Rule, Money,
    agenda::{CancelAppointment, RescheduleAppointment, ScheduleAppointment},
    client::ClientQuery,
    contact::{Channel, Outcome, RecordContact, SubOutcome, VoidContact},
    id::ClientId,
    period::show_time,
};

fn of(client: ClientId) -> ClientQuery {
    ClientQuery { client, whole_history: false, appointment: None }
}

#[tokio::test]
async fn from_a_charge_to_a_contact_to_the_agenda_and_back() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;

        // Who owes what is told before anything is done.
        let page = clients::view(&w.ctx, &w.ana, of(w.client)).await?;
        assert_eq!(page.client.tax_id, "529.982.247-25");
        assert_eq!((page.overdue.len(), page.upcoming.len()), (1, 1));
        assert_eq!(page.bar.days_late, 18);
        // 150,00 + 2 % + 18 days of 1 % a month.
        assert_eq!(page.bar.owed, Money::from_centavos(15_000 + 300 + 90));
        assert_eq!((page.bar.last_contact, page.bar.contacted_today), (None, None));
        assert_eq!(page.overdue[0].document, "NF-1");
        let assignees: Vec<_> = page.seed.assignees.iter().map(|(_, name)| name.as_str()).collect();
        assert_eq!(assignees, ["Ana", "Bruno", "Marta"]);

        // A contact is recorded, with the next one.
        let form = RecordContact {
            outcome: "effective".to_owned(),
            sub_outcome: "promised_to_pay".to_owned(),
            reason: "financial_problem".to_owned(),
            promise_amount: "150,00".to_owned(),
            promise_date: "2026-11-20".to_owned(),
            spoke_to: "a esposa".to_owned(),
            notes: "Paga na sexta.".to_owned(),
            charges: vec![w.charge.to_string()],
            next_date: "2026-11-23".to_owned(),
            next_time: "09:00".to_owned(),
            next_assignee: w.bruno.user.to_string(),
            ..no_answer(w.client)
        };
        let recorded = contacts::record(&w.ctx, &w.ana, form.clone()).await?;
        assert!(!recorded.repeated);
        let again = contacts::record(&w.ctx, &w.ana, form).await?;
        assert_eq!((again.contact, again.repeated), (recorded.contact, true));

        let page = clients::view(&w.ctx, &w.bruno, of(w.client)).await?;
        assert_eq!((page.history.len(), page.history_total), (1, 1));
        let entry = &page.history[0];
        let facts = entry.contact.as_ref().expect("a contact");
        assert_eq!((facts.channel, facts.outcome), (Channel::Phone, Outcome::Effective));
        assert_eq!(facts.sub_outcome, Some(SubOutcome::PromisedToPay));
        assert_eq!((entry.user.as_str(), entry.company.as_str()), ("Ana", "Comercial do Norte"));
        assert_eq!((entry.charges.as_slice(), entry.may_void), (["NF-1".to_owned()].as_slice(), true));
        let today = page.bar.contacted_today.expect("contacted today").details.expect("in sight");
        assert_eq!((today.user.as_str(), today.outcome), ("Ana", Outcome::Effective));
        let next = page.bar.next_appointment.expect("a next appointment");
        assert_eq!((next.on, next.assignee.as_str()), (day("2026-11-23"), "Bruno"));

        // The same day somebody else is asked for a reason, which is kept.
        let errors = refused(contacts::record(&w.ctx, &w.bruno, no_answer(w.client)).await);
        assert!(matches!(errors.as_slice(), [(field, Rule::ContactedToday(_))] if field == "guard_reason"));
        let form = RecordContact {
            guard_reason: "O cliente ligou de volta.".to_owned(),
            appointment: next.id.to_string(),
            ..no_answer(w.client)
        };
        let second = contacts::record(&w.ctx, &w.bruno, form).await?;
        let page = clients::view(&w.ctx, &w.ana, of(w.client)).await?;
        assert_eq!(page.history[0].guard_reason, "O cliente ligou de volta.");
        assert!(page.appointments.is_empty(), "the contact completed it");

        // Only the last contact is voided; then the one before it counts again, then none.
        let void = |id| VoidContact { contact: format!("{id}"), reason: "Engano".to_owned() };
        assert!(matches!(contacts::void(&w.ctx, &w.ana, void(recorded.contact)).await,
            Err(Error::Changed { by }) if by == "Bruno"));
        // What it did to the agenda is taken back with it.
        contacts::void(&w.ctx, &w.ana, void(second.contact)).await?;
        let page = clients::view(&w.ctx, &w.ana, of(w.client)).await?;
        let again: Vec<_> = page.appointments.iter().map(|line| (line.on, line.assignee.as_str())).collect();
        assert_eq!(again, [(day("2026-11-23"), "Bruno")], "what it completed is due again");
        contacts::void(&w.ctx, &w.ana, void(recorded.contact)).await?;
        let page = clients::view(&w.ctx, &w.ana, of(w.client)).await?;
        assert!(page.appointments.is_empty(), "what it scheduled will not take place");
        assert_eq!((page.bar.last_contact, page.bar.contacted_today), (None, None));
        assert_eq!((page.history.len(), lines(&w.ctx, w.client).await?), (2, 2));
        let voided = page.history[0].voided.as_ref().expect("voided");
        assert_eq!((voided.by.as_str(), voided.reason.as_str()), ("Ana", "Engano"));
        contacts::record(&w.ctx, &w.ana, no_answer(w.client)).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_appointment_is_scheduled_moved_and_done() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let mut w = world(ctx).await?;
        let form = ScheduleAppointment {
            client: w.client.to_string(),
            key: new_id().to_string(),
            date: "2026-11-19".to_owned(),
            time: "14:30".to_owned(),
            notes: "Perguntar do boleto".to_owned(),
            ..ScheduleAppointment::default()
        };
        let first = agenda::schedule(&w.ctx, &w.ana, form.clone()).await?;
        assert_eq!(agenda::schedule(&w.ctx, &w.ana, form).await?, first, "sent twice, scheduled once");

        let move_to = |id: domain::id::AppointmentId, date: &str| RescheduleAppointment {
            appointment: id.to_string(),
            date: date.to_owned(),
            time: String::new(),
        };
        let moved = agenda::reschedule(&w.ctx, &w.ana, move_to(first, "2026-11-20")).await?;
        assert_eq!(agenda::reschedule(&w.ctx, &w.ana, move_to(first, "2026-11-20")).await?, moved);
        let late = agenda::reschedule(&w.ctx, &w.bruno, move_to(first, "2026-11-24")).await;
        assert!(matches!(late, Err(Error::Changed { by }) if by == "Ana"));

        let page = clients::view(&w.ctx, &w.ana, of(w.client)).await?;
        assert_eq!(page.appointments.len(), 1);
        let pending = &page.appointments[0];
        assert_eq!((pending.id, pending.on, pending.time), (moved, day("2026-11-20"), None));
        assert_eq!(pending.notes, "Perguntar do boleto");

        // Two days later the contact is made from the agenda.
        w.ctx.clock = Clock::at(now() + TimeDelta::days(2));
        let query = ClientQuery { appointment: Some(moved), ..of(w.client) };
        let page = clients::view(&w.ctx, &w.ana, query).await?;
        assert_eq!(page.seed.appointment, Some(moved));
        let form = RecordContact {
            date: "2026-11-20".to_owned(),
            appointment: moved.to_string(),
            ..no_answer(w.client)
        };
        contacts::record(&w.ctx, &w.ana, form.clone()).await?;
        let page = clients::view(&w.ctx, &w.ana, of(w.client)).await?;
        assert!(page.appointments.is_empty());

        // What is closed stays closed; the contact of somebody who had the page open is still recorded.
        let cancel = CancelAppointment { appointment: moved.to_string(), reason: "x".to_owned() };
        assert!(matches!(agenda::cancel(&w.ctx, &w.bruno, cancel).await,
            Err(Error::Changed { by }) if by == "Ana"));
        let form =
            RecordContact { key: new_id().to_string(), guard_reason: "Segunda tentativa".to_owned(), ..form };
        contacts::record(&w.ctx, &w.bruno, form).await?;
        assert_eq!(lines(&w.ctx, w.client).await?, 2);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn one_call_is_planned_once_and_completes_all_that_was_due() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let mut w = world(ctx).await?;
        let try_again = |time: &str| RecordContact {
            next_date: "2026-11-19".to_owned(),
            next_time: time.to_owned(),
            guard_reason: "Segunda tentativa".to_owned(),
            ..no_answer(w.client)
        };
        for time in ["09:00", "09:00", "08:00", "18:00"] {
            contacts::record(&w.ctx, &w.ana, try_again(time)).await?;
        }
        let pending = clients::view(&w.ctx, &w.ana, of(w.client)).await?.appointments;
        assert_eq!(pending.len(), 3, "09:00 only once");
        contacts::record(&w.ctx, &w.bruno, try_again("09:00")).await?;

        w.ctx.clock = Clock::at(now() + TimeDelta::days(1));
        let query = ClientQuery { appointment: Some(pending[1].id), ..of(w.client) };
        assert_eq!(clients::view(&w.ctx, &w.ana, query).await?.seed.appointment, Some(pending[1].id));
        let form = RecordContact {
            date: "2026-11-19".to_owned(),
            appointment: pending[1].id.to_string(),
            ..no_answer(w.client)
        };
        contacts::record(&w.ctx, &w.ana, form).await?;
        let left = clients::view(&w.ctx, &w.ana, of(w.client)).await?.appointments;
        let left: Vec<_> =
            left.iter().map(|line| (line.assignee.as_str(), show_time(line.due().time()))).collect();
        assert_eq!(left, [("Bruno", "09:00".to_owned()), ("Ana", "18:00".to_owned())]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_time_without_a_day_is_not_dropped() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let form = RecordContact { next_time: "09:00".to_owned(), ..no_answer(w.client) };
        let errors = refused(contacts::record(&w.ctx, &w.ana, form).await);
        assert_eq!(errors, [("next_date".to_owned(), Rule::Required)]);
        Ok(())
    })
    .await
}
