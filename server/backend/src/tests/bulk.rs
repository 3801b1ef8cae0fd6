//! One message for each of many clients: the dry run and the sending decide alike, and nothing is sent twice.

use super::support::{World, add_charge, add_client, events, for_each_db, lines, no_answer, world};
use crate::{
    Ctx, Error, bulk, clients, contacts,
    ctx::new_id,
    messages::{self, templates},
    store::{
        clients as store_clients, companies,
        mail_servers::{self, MailServer},
        messages as outbox,
    },
};
use domain::{
    Money,
    bulk::{BulkAsk, BulkState, ItemState, StartBulk, SteerBulk},
    client::{ClientData, SavePerson},
    id::{BulkId, ClientId},
    message::{MessageChannel, Refusal, SaveTemplate, Security, Situation, TemplateLine},
};

async fn try_out(test: impl AsyncFn(World) -> Result<(), Error>) -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| test(ready(world(ctx).await?).await?).await).await
}

/// The north may send e-mail.
async fn ready(w: World) -> Result<World, Error> {
    let mut tx = w.ctx.db.begin().await?;
    let (version, mut data) = companies::full(&mut tx, w.north).await?.expect("a company");
    data.tax_id = "11222333000181".to_owned();
    for (field, value) in [
        (&mut data.street, "Rua A"),
        (&mut data.city, "São Paulo"),
        (&mut data.uf, "SP"),
        (&mut data.cep, "01310100"),
    ] {
        value.clone_into(field);
    }
    companies::update(&mut tx, version, &data).await?;
    let server = MailServer {
        id: w.north.0,
        version: 1,
        host: "mail.example".to_owned(),
        port: 25,
        security: Security::None,
        user: String::new(),
        sealed: None,
        sender_name: "Norte".to_owned(),
        sender_address: "norte@example.com".to_owned(),
        reply_to: String::new(),
        hourly_limit: None,
    };
    mail_servers::insert(&mut tx, &server).await?;
    tx.commit().await?;
    Ok(w)
}

async fn debtors(w: &World, count: u32) -> Result<Vec<ClientId>, Error> {
    let mut all = Vec::new();
    for number in 0..count {
        let client = add_client(&w.ctx, &format!("Devedor {number:02}"), "", &[w.north]).await?;
        add_charge(&w.ctx, w.north, client, &format!("D-{number}"), "2026-11-10", 10_000).await?;
        add_charge(&w.ctx, w.north, client, &format!("E-{number}"), "2026-11-11", 5_000).await?;
        all.push(client);
    }
    Ok(all)
}

/// Takes a client's address away and gives it a person with one.
async fn blank_email(w: &World, client: ClientId, of_person: &str) -> Result<(), Error> {
    let mut tx = w.ctx.db.begin().await?;
    let data = store_clients::data(&mut tx, client, w.ana.user).await?.expect("a client");
    store_clients::update(&mut tx, &ClientData { email: String::new(), ..data }).await?;
    tx.commit().await?;
    let person = SavePerson {
        client: client.to_string(),
        name: "Financeiro".to_owned(),
        email: of_person.to_owned(),
        ..SavePerson::default()
    };
    clients::save_person(&w.ctx, &w.ana, person).await.map(drop)
}

async fn template(w: &World) -> Result<TemplateLine, Error> {
    let all = templates::list(&w.ctx, &w.ana, Some(MessageChannel::Email)).await?;
    Ok(all.into_iter().find(|one| one.situation == Situation::Late1To10).expect("a template"))
}

async fn start(w: &World, ask: &BulkAsk) -> Result<BulkId, Error> {
    let template = template(w).await?;
    let form =
        StartBulk { template: template.id.to_string(), key: new_id().to_string(), ..StartBulk::default() };
    let id = bulk::start(&w.ctx, &w.ana, ask, &form).await?;
    assert_eq!(bulk::start(&w.ctx, &w.ana, ask, &form).await?, id, "a form sent twice begins one run");
    bulk::work_off(&w.ctx, id).await?;
    Ok(id)
}

async fn steer(w: &World, run: BulkId, to: &str) -> Result<(), Error> {
    let cmd = SteerBulk { run: run.to_string(), to: to.to_owned(), reason: "Texto errado".to_owned() };
    bulk::steer(&w.ctx, &w.ana, &cmd).await.map(drop)
}

#[tokio::test]
async fn each_client_gets_one_message_and_each_refusal_has_a_name() -> Result<(), Error> {
    try_out(async |w: World| {
        let clients = debtors(&w, 4).await?;
        // As in the composer: without an address of its own a client is written to at its first person's.
        blank_email(&w, clients[3], "financeiro@devedor.com.br").await?;
        contacts::record(&w.ctx, &w.bruno, no_answer(clients[0])).await?;
        let plan = bulk::plan(&w.ctx, &w.ana, &BulkAsk::default()).await?;
        assert_eq!((plan.clients, plan.charges, plan.contacted), (5, 9, 1));
        assert_eq!(plan.proposed, Some(template(&w).await?.id), "what fits most of them");

        let id = start(&w, &BulkAsk::default()).await?;
        let dry = bulk::view(&w.ctx, &w.ana, id).await?;
        assert_eq!((dry.run.state, dry.run.counts.ready, dry.run.counts.refused), (BulkState::Ready, 4, 1));
        assert!(matches!(dry.refused[0].refusal, Some(Refusal::ContactedToday(_))));
        assert_eq!(
            (events(&w.ctx, "message_queued").await?, lines(&w.ctx, clients[1]).await?),
            (0, 0),
            "a dry run"
        );
        assert!(matches!(bulk::view(&w.ctx, &w.bruno, id).await, Err(Error::NotFound)), "it is Ana's");

        // Somebody reaches a client between the dry run and the sending.
        contacts::record(&w.ctx, &w.bruno, no_answer(clients[1])).await?;
        steer(&w, id, "send").await?;
        bulk::work_off(&w.ctx, id).await?;
        let done = bulk::view(&w.ctx, &w.ana, id).await?;
        assert_eq!((done.run.state, done.run.counts.done, done.run.counts.refused), (BulkState::Done, 3, 2));
        assert_eq!(events(&w.ctx, "message_queued").await?, 3);
        let brief = messages::list(&w.ctx, &w.ana, None, 1).await?;
        let to: Vec<_> = brief.lines.iter().filter(|line| line.client == clients[3]).collect();
        assert_eq!(to[0].recipients, ["financeiro@devedor.com.br"]);
        for client in &clients[2..] {
            assert_eq!(lines(&w.ctx, *client).await?, 1, "one message for two charges");
        }

        // Again on the same day nobody gets a second one.
        let again = start(&w, &BulkAsk::default()).await?;
        assert_eq!(bulk::view(&w.ctx, &w.ana, again).await?.run.counts.refused, 5);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_run_is_paused_goes_on_and_survives_who_works_on_it() -> Result<(), Error> {
    try_out(async |w: World| {
        debtors(&w, 3).await?;
        let id = start(&w, &BulkAsk::default()).await?;
        steer(&w, id, "pause").await?;
        assert_eq!(bulk::view(&w.ctx, &w.ana, id).await?.run.state, BulkState::Ready, "nothing to pause yet");
        // Two work on it at once, as after a restart that was none.
        let mut tx = w.ctx.db.begin().await?;
        let (from, to) = (BulkState::Ready, BulkState::Running);
        crate::store::bulk_runs::set_state(&mut tx, id, (from, to), w.ctx.clock.now()).await?;
        tx.commit().await?;
        let (one, other) = tokio::join!(bulk::work_off(&w.ctx, id), bulk::work_off(&w.ctx, id));
        one?;
        other?;
        let view = bulk::view(&w.ctx, &w.ana, id).await?;
        assert_eq!((view.run.state, view.run.counts.done), (BulkState::Done, 4));
        assert_eq!(events(&w.ctx, "message_queued").await?, 4, "nothing is sent twice");
        // A worker that is late changes nothing: the client was ready for it, and is done.
        let (mut tx, now) = (w.ctx.db.begin().await?, w.ctx.clock.now());
        let late = (ItemState::Failed, "late");
        crate::store::bulk_runs::set_item(&mut tx, id, (1, ItemState::Ready), late, Money::ZERO, now).await?;
        tx.commit().await?;
        let counts = bulk::view(&w.ctx, &w.ana, id).await?.run.counts;
        assert_eq!((counts.done, counts.failed), (4, 0));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_waits_in_the_outbox_is_held_while_paused_and_taken_back_when_given_up() -> Result<(), Error> {
    try_out(async |w: World| {
        let clients = debtors(&w, 3).await?;
        let id = start(&w, &BulkAsk::default()).await?;
        steer(&w, id, "send").await?;
        bulk::work_off(&w.ctx, id).await?;
        let due = async || {
            let now = w.ctx.clock.now();
            Ok::<_, Error>(outbox::next_due(&mut w.ctx.db.read().await?, w.north, now).await?.is_some())
        };
        // Marta reviews everybody; the run is Ana's.
        let view = bulk::view(&w.ctx, &w.marta, id).await?;
        assert_eq!((view.run.deliveries.waiting, view.run.deliveries.sent), (4, 0), "nobody sent them yet");
        assert_eq!(view.run.shown_state(), BulkState::Running);
        assert!(due().await?);
        steer(&w, id, "pause").await?;
        assert!(!due().await?, "held while it is paused");
        steer(&w, id, "send").await?;
        bulk::work_off(&w.ctx, id).await?;
        assert!(due().await?);

        let nothing = SteerBulk { run: id.to_string(), to: "stop".to_owned(), ..SteerBulk::default() };
        let refused = bulk::steer(&w.ctx, &w.ana, &nothing).await;
        assert!(matches!(refused, Err(Error::Invalid(errors)) if errors[0].field == "reason"));
        steer(&w, id, "stop").await?;
        let run = bulk::view(&w.ctx, &w.ana, id).await?.run;
        assert_eq!((run.state, run.is_sending()), (BulkState::Stopped, false));
        assert_eq!((run.deliveries.waiting, run.deliveries.cancelled), (0, 4));
        assert!(!due().await?);
        // Nothing reached them: they do not count as contacted.
        contacts::record(&w.ctx, &w.bruno, no_answer(clients[0])).await.map(drop)
    })
    .await
}

#[tokio::test]
async fn what_the_preview_showed_is_sent_even_if_the_template_changes() -> Result<(), Error> {
    try_out(async |w: World| {
        let id = start(&w, &BulkAsk { rows: vec![w.charge], ..BulkAsk::default() }).await?;
        let item = bulk::view(&w.ctx, &w.ana, id).await?.ready.remove(0);
        let shown = bulk::preview(&w.ctx, &w.ana, id, &item).await?;
        let template = template(&w).await?;
        let change = SaveTemplate {
            template: template.id.to_string(),
            version: template.version,
            name: template.name,
            channel: template.channel.as_str().to_owned(),
            situation: template.situation.as_str().to_owned(),
            subject: "Outro assunto".to_owned(),
            body: "Outro texto".to_owned(),
            ..SaveTemplate::default()
        };
        templates::save(&w.ctx, &w.marta, change).await?;
        steer(&w, id, "send").await?;
        bulk::work_off(&w.ctx, id).await?;
        let sent = messages::list(&w.ctx, &w.ana, None, 1).await?.lines.remove(0);
        assert_eq!(sent.subject, shown.subject);
        assert_ne!(sent.subject, "Outro assunto");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn only_the_chosen_rows_are_reached() -> Result<(), Error> {
    try_out(async |w: World| {
        debtors(&w, 2).await?;
        let ask = BulkAsk { rows: vec![w.charge], ..BulkAsk::default() };
        let plan = bulk::plan(&w.ctx, &w.ana, &ask).await?;
        assert_eq!((plan.clients, plan.charges), (1, 1));
        let id = start(&w, &ask).await?;
        let view = bulk::view(&w.ctx, &w.ana, id).await?;
        assert_eq!(
            view.ready.iter().map(|item| (item.client, item.state)).collect::<Vec<_>>(),
            [(w.client, ItemState::Ready)]
        );
        assert_eq!(view.ready[0].total.centavos(), 15_390);
        Ok(())
    })
    .await
}
