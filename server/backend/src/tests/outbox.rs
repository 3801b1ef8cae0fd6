//! The outbox: each message is taken by one, says what is owed, and after a crash is sent again only if nothing of it
//! was under way.

use super::{
    messages::{form, ready, set_server, state},
    support::{World, at, for_each_db, pay},
};
use crate::{
    Clock, Ctx, Error,
    mail::{
        self, Delivery,
        claim::{self, Claim, Job},
    },
    messages,
};
use chrono::TimeDelta;
use domain::{
    Money,
    id::MessageId,
    message::{ComposeMessage, MessageState, Refusal, ResolveMessage},
};

pub(super) async fn queued(w: &World) -> Result<MessageId, Error> {
    let cmd = ComposeMessage { reason: "de novo".to_owned(), ..form(w).await? };
    messages::send(&w.ctx, &w.ana, cmd).await
}

pub(super) async fn taken(w: &World) -> Result<Box<Job>, Error> {
    match claim::next(&w.ctx, w.north).await? {
        Claim::Ready(job) => Ok(job),
        _ => panic!("nothing was taken"),
    }
}

/// The same world at another moment.
pub(super) fn later(w: World, moment: &str) -> World {
    World { ctx: Ctx { clock: Clock::at(at(moment)), ..w.ctx.clone() }, ..w }
}

#[tokio::test]
async fn a_message_is_taken_by_one_only() -> Result<(), Error> {
    for_each_db(async |ctx| {
        let w = ready(ctx).await?;
        let id = queued(&w).await?;
        let both =
            futures_util::future::join(claim::next(&w.ctx, w.north), claim::next(&w.ctx, w.north)).await;
        let is_ready = |claim: &Claim| matches!(claim, Claim::Ready(_));
        let ready = [both.0?, both.1?].iter().filter(|claim| is_ready(claim)).count();
        assert_eq!(ready, 1);
        assert_eq!(state(&w, id).await?, MessageState::Sending);
        assert!(matches!(claim::next(&w.ctx, w.north).await?, Claim::Nothing));
        assert!(matches!(claim::next(&w.ctx, w.south).await?, Claim::Nothing));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_payment_holds_a_message_back() -> Result<(), Error> {
    for_each_db(async |ctx| {
        let w = ready(ctx).await?;
        let id = queued(&w).await?;
        pay(&w.ctx, w.client, w.charge, "2026-11-18", Money::from_centavos(1_000)).await?;
        assert!(matches!(claim::next(&w.ctx, w.north).await?, Claim::Held));
        let message = messages::message(&w.ctx, &w.ana, id).await?;
        assert_eq!(message.line.state, MessageState::Held);
        assert_eq!(message.refusal, Some(Refusal::AmountsChanged));
        let again = ResolveMessage {
            message: id.to_string(),
            resolution: "send_again".to_owned(),
            ..ResolveMessage::default()
        };
        messages::resolve(&w.ctx, &w.ana, again).await?;
        let job = taken(&w).await?;
        assert_eq!(job.id, id);
        let message = messages::message(&w.ctx, &w.ana, id).await?;
        assert!(message.body.contains("principal R$ 140,00"), "{}", message.body);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn on_another_day_a_message_has_the_amounts_of_that_day() -> Result<(), Error> {
    for_each_db(async |ctx| {
        let w = ready(ctx).await?;
        let id = queued(&w).await?;
        let before = messages::message(&w.ctx, &w.ana, id).await?.total;
        let w = later(w, "2026-11-19 09:00");
        taken(&w).await?;
        let message = messages::message(&w.ctx, &w.ana, id).await?;
        // One day more of 1 % a month of 150,00.
        assert_eq!(message.total, before + Money::from_centavos(5));
        assert!(message.body.contains("R$ 153,95"), "{}", message.body);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn after_a_crash_only_what_was_not_under_way_waits_again() -> Result<(), Error> {
    for_each_db(async |ctx| {
        let w = ready(ctx).await?;
        let id = queued(&w).await?;
        let first = taken(&w).await?;
        let much_later = w.ctx.clock.now() + TimeDelta::hours(1);
        claim::release(&w.ctx, w.ctx.clock.now()).await?;
        assert_eq!(state(&w, id).await?, MessageState::Sending, "its sender may still be at it");
        claim::release(&w.ctx, much_later).await?;
        assert_eq!(state(&w, id).await?, MessageState::Queued);
        // Whoever had it and wakes up now may not send it.
        assert_eq!(claim::begin_text(&w.ctx, &first).await, Some(false));

        let second = taken(&w).await?;
        assert_eq!(claim::begin_text(&w.ctx, &second).await, Some(true));
        claim::finish(&w.ctx, &first, &Delivery::Accepted("250 velha".to_owned())).await?;
        assert_eq!(state(&w, id).await?, MessageState::Sending, "an attempt that was given up says nothing");
        claim::release(&w.ctx, much_later).await?;
        assert_eq!(state(&w, id).await?, MessageState::Uncertain);
        assert!(matches!(claim::next(&w.ctx, w.north).await?, Claim::Nothing));
        // The server's answer comes after all.
        claim::finish(&w.ctx, &second, &Delivery::Accepted("250 ok".to_owned())).await?;
        assert_eq!(state(&w, id).await?, MessageState::Sent);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_server_that_starts_again_knows_at_once_what_it_left_unfinished() -> Result<(), Error> {
    for_each_db(async |ctx| {
        let w = ready(ctx).await?;
        let id = queued(&w).await?;
        taken(&w).await?;
        mail::recover(&w.ctx).await?;
        // Where there are other processes, one of them may be at it: its lease decides.
        let shared = w.ctx.db.is_shared();
        let expected = if shared { MessageState::Sending } else { MessageState::Queued };
        assert_eq!(state(&w, id).await?, expected);
        if !shared {
            let job = taken(&w).await?;
            assert_eq!(claim::begin_text(&w.ctx, &job).await, Some(true));
            mail::recover(&w.ctx).await?;
            assert_eq!(state(&w, id).await?, MessageState::Uncertain);
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn temporary_failures_are_tried_again_and_at_last_given_up() -> Result<(), Error> {
    for_each_db(async |ctx| {
        let mut w = ready(ctx).await?;
        let id = queued(&w).await?;
        for attempt in 1..=7 {
            let job = taken(&w).await?;
            assert_eq!(job.attempt, attempt);
            claim::finish(&w.ctx, &job, &Delivery::Temporary("451 mais tarde".to_owned())).await?;
            assert!(matches!(claim::next(&w.ctx, w.north).await?, Claim::Nothing), "not at once");
            let clock = Clock::at(w.ctx.clock.now() + TimeDelta::hours(7));
            w = World { ctx: Ctx { clock, ..w.ctx.clone() }, ..w };
        }
        assert_eq!(state(&w, id).await?, MessageState::Failed);
        assert_eq!(messages::message(&w.ctx, &w.ana, id).await?.answer, "451 mais tarde");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_server_gets_no_more_than_its_limit_in_an_hour() -> Result<(), Error> {
    for_each_db(async |ctx| {
        let w = ready(ctx).await?;
        set_server(&w, |form| form.hourly_limit = "1".to_owned()).await?;
        queued(&w).await?;
        queued(&w).await?;
        let job = taken(&w).await?;
        claim::finish(&w.ctx, &job, &Delivery::Accepted("250 ok".to_owned())).await?;
        assert!(matches!(claim::next(&w.ctx, w.north).await?, Claim::Limited));
        let w = later(w, "2026-11-18 11:01");
        taken(&w).await?;
        Ok(())
    })
    .await
}
