//! What the agenda shows, and to whom an appointment may be given.

use super::support::{World, day, for_each_db, no_answer, now, refused, world};
use crate::{Actor, Clock, Ctx, Error, agenda, contacts, ctx::new_id};
use chrono::TimeDelta;
use domain::{
    Error as Rule,
    agenda::{
        AgendaQuery, Assignee, CancelAppointment, GROUP_ROWS, ReassignAppointment, ScheduleAppointment,
    },
    id::AppointmentId,
    period::Preset,
};

async fn schedule(w: &World, assignee: &Actor, date: &str, time: &str) -> Result<AppointmentId, Error> {
    let form = ScheduleAppointment {
        client: w.client.to_string(),
        key: new_id().to_string(),
        assignee: assignee.user.to_string(),
        date: date.to_owned(),
        time: time.to_owned(),
        notes: String::new(),
    };
    agenda::schedule(&w.ctx, &w.marta, form).await
}

#[tokio::test]
async fn the_agenda_groups_by_day_and_counts_by_assignee() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let mut w = world(ctx).await?;
        schedule(&w, &w.ana, "2026-11-18", "15:00").await?;
        let late = schedule(&w, &w.ana, "2026-11-18", "").await?;
        schedule(&w, &w.ana, "2026-11-19", "09:00").await?;
        schedule(&w, &w.bruno, "2026-11-27", "").await?;
        contacts::record(&w.ctx, &w.ana, no_answer(w.client)).await?;
        w.ctx.clock = Clock::at(now() + TimeDelta::days(1));

        let mine = agenda::view(&w.ctx, &w.ana, AgendaQuery::default()).await?;
        assert_eq!(mine.assignee, Assignee::Me);
        assert_eq!([&mine.late, &mine.due_today, &mine.next].map(|group| group.total), [2, 1, 0]);
        let row = &mine.late.rows[0];
        assert_eq!((row.id, row.on, row.time), (late, day("2026-11-18"), None));
        assert_eq!((row.client_name.as_str(), row.phone.as_str()), ("José da Conceição", "+5511987654321"));
        // 150,00 + 2 % + 19 days of 1 % a month.
        assert_eq!((row.owed.centavos(), row.days_late), (15_000 + 300 + 95, 19));
        assert_eq!(row.last_contact.as_ref().map(|last| last.user.as_str()), Some("Ana"));
        assert!(!row.contacted_today);
        assert_eq!(mine.counts.len(), 1);

        let all = agenda::view(&w.ctx, &w.marta, AgendaQuery::default()).await?;
        assert_eq!(all.assignee, Assignee::Everybody);
        assert_eq!([&all.late, &all.due_today, &all.next].map(|group| group.total), [2, 1, 1]);
        let counts: Vec<_> = all
            .counts
            .iter()
            .map(|count| (count.name.as_str(), count.late, count.today, count.next_seven_days))
            .collect();
        assert_eq!(counts, [("Ana", 2, 1, 0), ("Bruno", 0, 0, 0)]);
        assert_eq!(all.month.len(), 30);
        assert_eq!((all.month[17].count, all.month[26].count), (2, 1));
        assert_eq!((all.month[14].holiday, all.month[15].holiday), (true, false));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_agenda_is_filtered_by_assignee_company_and_period() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        schedule(&w, &w.ana, "2026-11-18", "").await?;
        schedule(&w, &w.bruno, "2026-11-18", "").await?;
        schedule(&w, &w.bruno, "2026-11-30", "").await?;
        let totals = async |query: AgendaQuery| -> Result<[u32; 2], Error> {
            let view = agenda::view(&w.ctx, &w.marta, query).await?;
            Ok([view.due_today.total, view.next.total])
        };
        let query = AgendaQuery::default;
        assert_eq!(totals(query()).await?, [2, 1]);
        let assignee = Some(Assignee::User(w.bruno.user));
        assert_eq!(totals(AgendaQuery { assignee, ..query() }).await?, [1, 1]);
        assert_eq!(totals(AgendaQuery { company: Some(w.south), ..query() }).await?, [0, 0]);
        assert_eq!(totals(AgendaQuery { company: Some(w.north), ..query() }).await?, [2, 1]);
        assert_eq!(totals(AgendaQuery { period: Some(Preset::Today), ..query() }).await?, [2, 0]);
        assert_eq!(totals(AgendaQuery { period: Some(Preset::Tomorrow), ..query() }).await?, [0, 0]);
        let custom = |from: &str, until: &str| AgendaQuery {
            period: Some(Preset::Custom),
            from: from.to_owned(),
            until: until.to_owned(),
            ..query()
        };
        assert_eq!(totals(custom("2026-11-19", "")).await?, [0, 1]);
        let wrong = agenda::view(&w.ctx, &w.marta, custom("2026-11-19", "2026-11-01")).await?;
        assert_eq!(wrong.errors, [Rule::EndBeforeStart.on("until")]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_long_group_shows_its_first_rows_and_its_size() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        for _ in 0..=GROUP_ROWS {
            schedule(&w, &w.ana, "2026-11-18", "").await?;
        }
        let view = agenda::view(&w.ctx, &w.ana, AgendaQuery::default()).await?;
        assert_eq!(view.due_today.rows.len(), GROUP_ROWS as usize);
        assert_eq!(view.due_today.total, GROUP_ROWS + 1);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_appointment_is_given_to_whoever_sees_its_company_and_cancelled_with_a_reason() -> Result<(), Error>
{
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let id = schedule(&w, &w.ana, "2026-11-19", "").await?.to_string();
        let to = |assignee: &Actor| ReassignAppointment {
            appointment: id.clone(),
            assignee: assignee.user.to_string(),
        };
        let errors = refused(agenda::reassign(&w.ctx, &w.marta, to(&w.sofia)).await);
        assert_eq!(errors, [("assignee".to_owned(), Rule::NotAnOption)]);
        agenda::reassign(&w.ctx, &w.marta, to(&w.bruno)).await?;
        let view = agenda::view(&w.ctx, &w.bruno, AgendaQuery::default()).await?;
        assert_eq!((view.next.total, view.next.rows[0].assignee_name.as_str()), (1, "Bruno"));

        let cancel = |reason: &str| CancelAppointment { appointment: id.clone(), reason: reason.to_owned() };
        let errors = refused(agenda::cancel(&w.ctx, &w.bruno, cancel(" ")).await);
        assert_eq!(errors, [("reason".to_owned(), Rule::Required)]);
        agenda::cancel(&w.ctx, &w.bruno, cancel("Pagou")).await?;
        agenda::cancel(&w.ctx, &w.bruno, cancel("Pagou")).await?;
        assert!(matches!(agenda::reassign(&w.ctx, &w.marta, to(&w.ana)).await,
            Err(Error::Changed { by }) if by == "Bruno"));
        let errors = refused(schedule(&w, &w.ana, "2026-11-17", "").await);
        assert_eq!(errors, [("date".to_owned(), Rule::InThePast)]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_form_sent_twice_schedules_once_and_another_under_its_key_schedules_too() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let form = |date: &str, notes: &str| ScheduleAppointment {
            client: w.client.to_string(),
            key: "018f3e1a-0000-7000-8000-000000000001".to_owned(),
            date: date.to_owned(),
            notes: notes.to_owned(),
            ..ScheduleAppointment::default()
        };
        let first = agenda::schedule(&w.ctx, &w.ana, form("2026-11-19", "x".repeat(2000).as_str())).await?;
        let again = agenda::schedule(&w.ctx, &w.ana, form("2026-11-19", "x".repeat(2000).as_str())).await?;
        assert_eq!(first, again);
        let second = agenda::schedule(&w.ctx, &w.ana, form("2026-11-20", "Outro dia")).await?;
        assert_ne!(first, second);
        assert_eq!(agenda::view(&w.ctx, &w.ana, AgendaQuery::default()).await?.next.total, 2);
        Ok(())
    })
    .await
}
