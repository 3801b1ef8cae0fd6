//! The outbox, asked again before a message leaves: what was recorded since, what became of its contact, and what
//! cannot be sent at all.

use super::{
    messages::{form, ready, state},
    outbox::{later, queued, taken},
    support::{World, events, for_each_db, no_answer, refused},
};
use crate::{
    Ctx, Error, clients, contacts,
    ctx::new_id,
    mail::{
        Delivery,
        claim::{self, Claim},
    },
    messages, promises,
    store::db::on,
};
use chrono::NaiveDateTime;
use domain::{
    Error as Rule,
    client::ClientQuery,
    contact::{HistoryEntry, RecordContact, VoidContact},
    id::MessageId,
    message::{ComposeMessage, MessageState, Refusal, ResolveMessage},
    promise::MakePromise,
};

const SPOIL: &str = "UPDATE messages SET body_source = $2 WHERE id = $1";

async fn promise(w: &World, ctx: &Ctx) -> Result<(), Error> {
    let cmd = MakePromise {
        client: w.client.to_string(),
        key: new_id().to_string(),
        amount: "50,00".to_owned(),
        date: "2026-11-20".to_owned(),
        charges: vec![w.charge.to_string()],
        ..MakePromise::default()
    };
    promises::make(ctx, &w.ana, cmd).await.map(drop)
}

async fn again(w: &World, id: MessageId, reason: &str) -> Result<(), Error> {
    let cmd = ResolveMessage {
        message: id.to_string(),
        resolution: "send_again".to_owned(),
        reason: reason.to_owned(),
    };
    messages::resolve(&w.ctx, &w.bruno, cmd).await
}

async fn history(w: &World) -> Result<Vec<HistoryEntry>, Error> {
    let query = ClientQuery { client: w.client, whole_history: true, appointment: None };
    Ok(clients::view(&w.ctx, &w.marta, query).await?.history)
}

async fn void(w: &World) -> Result<(), Error> {
    let contact = history(w).await?[0].id.to_string();
    contacts::void(&w.ctx, &w.marta, VoidContact { contact, reason: "engano".to_owned() }).await
}

#[tokio::test]
async fn a_promise_since_holds_a_message_back() -> Result<(), Error> {
    for_each_db(async |ctx| {
        let w = ready(ctx).await?;
        // Known when the message was written, and answered with a reason.
        promise(&w, &w.ctx).await?;
        let id = queued(&w).await?;
        let first = taken(&w).await?;
        claim::finish(&w.ctx, &first, &Delivery::Temporary("451 mais tarde".to_owned())).await?;
        let w = later(w, "2026-11-18 11:00");
        promise(&w, &w.ctx).await?;
        let w = later(w, "2026-11-18 14:00");
        assert!(matches!(claim::next(&w.ctx, w.north).await?, Claim::Held));
        let message = messages::message(&w.ctx, &w.ana, id).await?;
        assert_eq!((message.line.state, message.refusal), (MessageState::Held, Some(Refusal::PromiseOpen)));
        assert_eq!(message.against, Some(Refusal::PromiseOpen));
        assert_eq!(refused(again(&w, id, "").await), [("reason".to_owned(), Rule::Required)]);
        again(&w, id, "pediu o boleto por escrito").await?;
        assert_eq!(taken(&w).await?.id, id);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn sent_again_on_another_day_it_asks_and_counts_for_that_day() -> Result<(), Error> {
    for_each_db(async |ctx| {
        let w = ready(ctx).await?;
        let id = queued(&w).await?;
        let first = taken(&w).await?;
        claim::finish(&w.ctx, &first, &Delivery::Refused("550 não".to_owned())).await?;
        let w = later(w, "2026-11-19 09:00");
        let call =
            RecordContact { date: "2026-11-19".to_owned(), time: "08:30".to_owned(), ..no_answer(w.client) };
        contacts::record(&w.ctx, &w.ana, call).await?;
        let against = messages::message(&w.ctx, &w.bruno, id).await?.against;
        assert!(matches!(against, Some(Refusal::ContactedToday(_))), "{against:?}");
        assert_eq!(refused(again(&w, id, "").await), [("reason".to_owned(), Rule::Required)]);
        let w = later(w, "2026-11-19 10:00");
        again(&w, id, "o telefone não atende").await?;
        let moment = |text: &str| NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").expect("a moment");
        assert_eq!(history(&w).await?[0].at, moment("2026-11-19 10:00"));
        // It waits overnight, and takes its contact along; nothing else was recorded since.
        let w = later(w, "2026-11-20 08:00");
        taken(&w).await?;
        assert_eq!(history(&w).await?[0].at, moment("2026-11-20 08:00"));
        assert_eq!(events(&w.ctx, "contact_moved").await?, 2);
        let refusal =
            messages::compose(&w.ctx, &w.ana, w.client, None, messages::Opened::default()).await?.refusal;
        assert!(matches!(refusal, Some(Refusal::ContactedToday(_))), "{refusal:?}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_cancelled_contact_takes_its_message_back_unless_that_left() -> Result<(), Error> {
    for_each_db(async |ctx| {
        let w = ready(ctx).await?;
        let id = queued(&w).await?;
        void(&w).await?;
        assert_eq!(state(&w, id).await?, MessageState::Cancelled);
        assert!(matches!(claim::next(&w.ctx, w.north).await?, Claim::Nothing));

        let id = queued(&w).await?;
        let job = taken(&w).await?;
        assert!(matches!(void(&w).await, Err(Error::Changed { .. })));
        claim::finish(&w.ctx, &job, &Delivery::Accepted("250 ok".to_owned())).await?;
        assert!(matches!(void(&w).await, Err(Error::Changed { .. })));
        assert!(!history(&w).await?[0].may_void, "nor is it offered");
        assert_eq!(state(&w, id).await?, MessageState::Sent);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_message_that_cannot_be_filled_does_not_hold_up_the_next() -> Result<(), Error> {
    for_each_db(async |ctx| {
        let w = ready(ctx).await?;
        let (bad, good) = (queued(&w).await?, queued(&w).await?);
        let mut tx = w.ctx.db.begin().await?;
        on!(tx, c => sqlx::query(SPOIL).bind(bad.0).bind("falta {").execute(c).await.map(drop))?;
        tx.commit().await?;
        // On another day both are filled anew.
        let w = later(w, "2026-11-19 09:00");
        assert!(matches!(claim::next(&w.ctx, w.north).await?, Claim::Held));
        assert_eq!(state(&w, bad).await?, MessageState::Failed);
        assert_eq!(taken(&w).await?.id, good);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_names_amounts_asks_for_money_whatever_its_template() -> Result<(), Error> {
    for_each_db(async |ctx| {
        let w = ready(ctx).await?;
        let all = messages::templates::list(&w.ctx, &w.ana, None).await?;
        let thanks =
            all.into_iter().find(|one| !one.situation.asks() && one.channel.has_subject()).expect("thanks");
        let cmd = ComposeMessage { charges: Vec::new(), template: thanks.id.to_string(), ..form(&w).await? };
        let errors = refused(messages::send(&w.ctx, &w.ana, cmd.clone()).await);
        assert_eq!(errors, [("refusal".to_owned(), Rule::MessageRefused)]);
        let cmd = ComposeMessage { subject: thanks.subject, body: thanks.body, ..cmd };
        messages::send(&w.ctx, &w.ana, cmd).await?;
        Ok(())
    })
    .await
}
