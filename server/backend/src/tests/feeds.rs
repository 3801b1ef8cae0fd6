//! Agendas as calendars. Today is Wednesday, 18 November 2026.

use super::support::{World, deactivate, events, for_each_db, world};
use crate::{Actor, Ctx, Error, agenda, ctx::new_id, feeds};
use domain::{
    agenda::{AgendaQuery, Assignee},
    agenda::{CancelAppointment, RescheduleAppointment, ScheduleAppointment},
    id::AppointmentId,
};

async fn try_out(test: impl AsyncFn(World) -> Result<(), Error>) -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| test(world(ctx).await?).await).await
}

/// Plans a contact of Ana with the client of the north, and finds it in the agenda.
async fn planned(w: &World, date: &str, time: &str) -> Result<AppointmentId, Error> {
    let cmd = ScheduleAppointment {
        client: w.client.to_string(),
        key: new_id().to_string(),
        date: date.to_owned(),
        time: time.to_owned(),
        notes: "Pedir o comprovante, por favor".to_owned(),
        ..ScheduleAppointment::default()
    };
    agenda::schedule(&w.ctx, &w.ana, cmd).await?;
    last(w, &w.ana).await
}

async fn last(w: &World, actor: &Actor) -> Result<AppointmentId, Error> {
    let query = AgendaQuery { assignee: Some(Assignee::Me), ..AgendaQuery::default() };
    let view = agenda::view(&w.ctx, actor, query).await?;
    let rows = view.late.rows.into_iter().chain(view.due_today.rows).chain(view.next.rows);
    Ok(rows.last().expect("an appointment").id)
}

/// The text with its folded lines joined.
fn unfolded(text: &str) -> String {
    text.replace("\r\n ", "")
}

#[tokio::test]
async fn a_feed_has_the_appointments_of_its_user_until_it_is_revoked() -> Result<(), Error> {
    try_out(async |w: World| {
        planned(&w, "2026-11-19", "14:30").await?;
        assert_eq!(feeds::own(&w.ctx, &w.ana).await?, None);
        let token = feeds::make(&w.ctx, &w.ana).await?;
        assert_eq!(feeds::own(&w.ctx, &w.ana).await?.and_then(|feed| feed.read), None);
        let text = unfolded(&feeds::at(&w.ctx, &token, Some("https://emdia.example")).await?);
        for line in ["DTSTART:20261119T173000Z", "SUMMARY:Contato: José da Conceição", "STATUS:CONFIRMED"]
        {
            assert!(text.contains(&format!("{line}\r\n")), "{line} is not in {text}");
        }
        assert!(text.contains("DESCRIPTION:Pedir o comprovante\\, por favor\\n"));
        assert!(feeds::own(&w.ctx, &w.ana).await?.is_some_and(|feed| feed.read.is_some()));
        let of_bruno = feeds::make(&w.ctx, &w.bruno).await?;
        assert!(!feeds::at(&w.ctx, &of_bruno, None).await?.contains("VEVENT"));

        let another = feeds::make(&w.ctx, &w.ana).await?;
        assert!(
            matches!(feeds::at(&w.ctx, &token, None).await, Err(Error::NotFound)),
            "the one before is gone"
        );
        assert!(feeds::at(&w.ctx, &another, None).await?.contains("VEVENT"));
        assert!(matches!(feeds::at(&w.ctx, "0", None).await, Err(Error::NotFound)));
        feeds::revoke(&w.ctx, &w.ana).await?;
        feeds::revoke(&w.ctx, &w.ana).await?;
        assert!(matches!(feeds::at(&w.ctx, &another, None).await, Err(Error::NotFound)));
        assert_eq!(
            (events(&w.ctx, "calendar_feed_made").await?, events(&w.ctx, "calendar_feed_revoked").await?),
            (3, 1)
        );
        deactivate(&w.ctx, &w.bruno.email).await?;
        assert!(matches!(feeds::at(&w.ctx, &of_bruno, None).await, Err(Error::NotFound)));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_appointment_stays_the_same_event_however_often_it_is_moved() -> Result<(), Error> {
    try_out(async |w: World| {
        let first = planned(&w, "2026-11-19", "").await?;
        let move_to = async |appointment: AppointmentId, date: &str| {
            let cmd = RescheduleAppointment {
                appointment: appointment.to_string(),
                date: date.to_owned(),
                time: "09:00".to_owned(),
            };
            agenda::reschedule(&w.ctx, &w.ana, cmd).await?;
            last(&w, &w.ana).await
        };
        let second = move_to(first, "2026-11-20").await?;
        let third = move_to(second, "2026-11-23").await?;
        let text = unfolded(&feeds::one(&w.ctx, &w.bruno, third, None).await?);
        for line in
            [format!("UID:{first}@emdia"), "SEQUENCE:2".to_owned(), "DTSTART:20261123T120000Z".to_owned()]
        {
            assert!(text.contains(&format!("{line}\r\n")), "{line} is not in {text}");
        }
        let token = feeds::make(&w.ctx, &w.ana).await?;
        assert_eq!(feeds::at(&w.ctx, &token, None).await?.matches("BEGIN:VEVENT").count(), 1);
        let cmd = CancelAppointment { appointment: third.to_string(), reason: "Pagou".to_owned() };
        agenda::cancel(&w.ctx, &w.marta, cmd).await?;
        let text = unfolded(&feeds::at(&w.ctx, &token, None).await?);
        for line in [&*format!("UID:{first}@emdia"), "SEQUENCE:3", "STATUS:CANCELLED"] {
            assert!(text.contains(&format!("{line}\r\n")), "{line} is not in {text}");
        }
        assert!(matches!(feeds::one(&w.ctx, &w.sofia, first, None).await, Err(Error::NotFound)));
        Ok(())
    })
    .await
}
